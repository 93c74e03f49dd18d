"""Timeline: the works of a library in the order of their canons, by show, season and episode."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from fonds.describe.canon_patterns import Relation
from fonds.model.record import Setting

_ORDER: dict[Relation | None, int] = {
    "before": 0,
    "during": 1,
    "season": 2,
    None: 3,
    "after": 4,
    "instead": 5,
}
"""In what order works stand at a place."""


class PlacedWork(Struct, frozen=True):
    """A work and one place in canon that it has; a work may have several.

    Attributes:
        work_id: its identifier.
        title: its title, or None.
        setting: the place.
    """

    work_id: str
    title: str | None
    setting: Setting


class HungWork(Struct, frozen=True):
    """A work as it hangs at a place.

    Attributes:
        work_id: its identifier.
        title: its title, or None.
        relation: of the story to the place.
    """

    work_id: str
    title: str | None
    relation: Relation | None


class EpisodeLine(Struct, frozen=True):
    """An episode, or a film or book, and what hangs there.

    Attributes:
        number: in its season; None for a film or book, or when nobody said.
        title: its title, or None.
        works: n >= 1, what comes before it first, then what happens during it, what follows
            it, and what happens instead.
    """

    number: int | None
    title: str | None
    works: tuple[HungWork, ...]


class SeasonLine(Struct, frozen=True):
    """A season and what hangs there.

    Attributes:
        number: as people count it; None for films and books.
        works: what is placed in the season and no nearer, before it, or after it.
        episodes: e >= 0 in the order of their numbers.
    """

    number: int | None
    works: tuple[HungWork, ...]
    episodes: tuple[EpisodeLine, ...]


class ShowLine(Struct, frozen=True):
    """A show and what hangs there.

    Attributes:
        show: its name.
        works: what is placed before or after all of it, or in it and no nearer.
        seasons: s >= 0 in the order of their numbers, films and books last.
    """

    show: str
    works: tuple[HungWork, ...]
    seasons: tuple[SeasonLine, ...]


_Key = tuple[int | None, int | None, str | None]


def build_timeline(placed: Iterable[PlacedWork]) -> tuple[ShowLine, ...]:
    """Hang works on the places of their canons.

    Args:
        placed: n works with a place each, in any order. Those whose show is not known hang
            nowhere.

    Returns:
        Shows by name; in each its seasons and episodes by number, of which only those have a
        line where something hangs. At each place a work hangs once a relation, works of one
        relation by title. The same works in another order give the same timeline.

    Cost: O(n log n).

    Example:
        >>> hush = Setting("Buffy", 4, 10, "Hush", "during")
        >>> (show,) = build_timeline([PlacedWork("a", "Chalk", hush)])
        >>> show.seasons[0].episodes[0].works[0].title
        'Chalk'
    """
    shows: dict[str, dict[_Key, set[HungWork]]] = defaultdict(lambda: defaultdict(set))
    for one in placed:
        place = one.setting
        if place.show is not None:
            key = (place.season, place.number, place.episode)
            shows[place.show][key].add(HungWork(one.work_id, one.title, place.relation))
    return tuple(
        _line_of(show, shows[show]) for show in sorted(shows, key=lambda name: (_fold(name), name))
    )


def _line_of(show: str, hung: dict[_Key, set[HungWork]]) -> ShowLine:
    seasons: dict[int | None, dict[_Key, set[HungWork]]] = defaultdict(dict)
    for key, works in hung.items():
        if key != (None, None, None):
            seasons[key[0]][key] = works
    return ShowLine(
        show,
        _sorted(hung.get((None, None, None), set())),
        tuple(_season_line(number, seasons[number]) for number in sorted(seasons, key=_last)),
    )


def _season_line(number: int | None, hung: dict[_Key, set[HungWork]]) -> SeasonLine:
    episodes = [key for key in hung if key[1:] != (None, None)]
    episodes.sort(key=lambda key: (_last(key[1]), _fold(key[2])))
    return SeasonLine(
        number,
        _sorted(hung.get((number, None, None), set())),
        tuple(EpisodeLine(key[1], key[2], _sorted(hung[key])) for key in episodes),
    )


def _last(number: int | None) -> tuple[bool, int]:
    """A number's place in an order that has what bears none at its end."""
    return number is None, number or 0


def _sorted(works: set[HungWork]) -> tuple[HungWork, ...]:
    return tuple(
        sorted(works, key=lambda one: (_ORDER[one.relation], _fold(one.title), one.work_id))
    )


def _fold(title: str | None) -> str:
    """A title as it is sorted: without case and the article before it; none comes last."""
    if title is None:
        return "\U0010ffff"
    folded = title.casefold().strip()
    for article in ("the ", "a ", "an "):
        folded = folded.removeprefix(article)
    return folded
