"""Likeness: what two catalogue lines have in common, what that is worth, and how it is said.

What is rare among the works of a library tells more than what is common: the worth of a shared
value grows with its rarity, so that in a library of one fandom that fandom is worth nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import Literal

from msgspec import Struct

from fonds.describe.mood import Mood
from fonds.model.entry import Entry
from fonds.model.record import Setting

TieKind = Literal[
    "series",
    "author",
    "pairing",
    "character",
    "tag",
    "setting",
    "words",
    "narrator",
    "fandom",
    "pov",
    "length",
    "mood",
]

Rarity = Callable[[str, str], float]
"""Tells how rare a value of a facet is among all works, 0..1."""

VALUES: dict[str, tuple[float, float]] = {
    "pairing": (1.4, 1.8),
    "character": (0.7, 1.6),
    "author": (0.7, 0.7),
    "tag": (0.5, 1.2),
    "fandom": (0.7, 0.9),
}
"""What one shared value of a facet is worth when it is as rare as can be, and all together at
most. Chosen by hand and by looking at what came of it; `tests/unit/app/test_neighbours.py` holds
what they must do."""

WORDS_WORTH = 3.0
"""What words are worth when they are shared to the full."""

WORDS_FULL = 0.6
"""From this share of a work's distinctive words on, weighed, they count as shared to the full:
more is found only between editions of one story."""

WORDS_CHANCE = 0.1
"""This share of them any two stories have by chance: it counts nothing."""

_SERIES_NEXT, _SERIES_SAME = 2.4, 1.4
_EPISODE, _SEASON = 1.0, 0.3
_NARRATOR, _POV, _LENGTH, _MOOD = 0.25, 0.08, 0.12, 0.2
_MOOD_SURE = 0.5
_MOOD_NEAR, _MOOD_LEAST = 0.08, 0.1

LEAST = 0.45
"""What neighbours must have in common at least: less is any two works of one fandom."""

SAME_SERIES = 2
SAME_AUTHOR = 3
"""Neighbours of one series, and of one author, in a list: more would only repeat them."""

_NAMED = {"character": 3, "tag": 3, "words": 4, "pairing": 2}


class Tie(Struct, frozen=True):
    """One thing two works have in common.

    Attributes:
        kind: what sort of thing.
        names: what is shared; of "series" which place and the series, of "mood" which mood.
        worth: what it counts.
    """

    kind: TieKind
    names: tuple[str, ...]
    worth: float


class Place(Struct, frozen=True):
    """A place in a series.

    Attributes:
        key: what equal series have equal.
        name: of the series, as it is shown.
        index: the work's number in it, or None.
    """

    key: str
    name: str
    index: float | None


class Likeness(Struct, frozen=True):
    """A work that is like another.

    Attributes:
        entry: the neighbour.
        ties: what both have in common, what is worth most first; never empty.
        score: what that is worth.
    """

    entry: Entry
    ties: tuple[Tie, ...]
    score: float


def compare_entries(
    one: Entry, other: Entry, rarity: Rarity, places: tuple[Place | None, Place | None]
) -> tuple[Tie, ...]:
    """Find what two works have in common by what is said of them.

    Args:
        one: the work whose neighbours are looked for.
        other: one that may be near it.
        rarity: of values of the facets named in `VALUES`.
        places: in series, of both.

    Cost: O(values).
    """
    ties: list[Tie] = []
    if (tie := _compare_places(*places)) is not None:
        ties.append(tie)
    shared = {facet: _share(one, other, facet) for facet in VALUES}
    paired = [set(name.split()) for pair in shared["pairing"] for name in _split_pair(pair)]
    shared["character"] = [
        name for name in shared["character"] if not any(some & set(name.split()) for some in paired)
    ]
    for facet, names in shared.items():
        each, most = VALUES[facet]
        weighed = sorted(((each * rarity(facet, name), name) for name in names), reverse=True)
        worth = min(most, sum(weight for weight, _ in weighed))
        if worth > 0:
            ties.append(Tie(facet, tuple(name for _, name in weighed), worth))  # type: ignore[arg-type] # the keys of VALUES are kinds
    ties += _compare_telling(one, other)
    return tuple(ties)


def _share(one: Entry, other: Entry, facet: str) -> list[str]:
    mine, theirs = _values_of(one, facet), _values_of(other, facet)
    return [name for name in dict.fromkeys(mine) if name in theirs]


def _values_of(entry: Entry, facet: str) -> tuple[str, ...]:
    return {
        "pairing": entry.relationships,
        "character": entry.characters,
        "author": entry.creators,
        "tag": entry.tags,
        "fandom": entry.fandoms,
    }[facet]


def _split_pair(pair: str) -> list[str]:
    return [name.strip() for part in pair.split("/") for name in part.split("&")]


def _compare_places(mine: Place | None, theirs: Place | None) -> Tie | None:
    if mine is None or theirs is None or mine.key != theirs.key:
        return None
    if mine.index is not None and theirs.index is not None:
        far = theirs.index - mine.index
        if far == 1:
            return Tie("series", ("next", mine.name), _SERIES_NEXT)
        if far == -1:
            return Tie("series", ("before", mine.name), _SERIES_NEXT)
    return Tie("series", ("in", mine.name), _SERIES_SAME)


def _compare_telling(one: Entry, other: Entry) -> list[Tie]:
    """Compare where works are set, who tells them, and how long they are."""
    ties: list[Tie] = []
    episodes = {_name_place(place) for place in one.setting if place.episode}
    same = [name for place in other.setting if (name := _name_place(place)) in episodes]
    seasons = {(place.show, place.season) for place in one.setting if place.season is not None}
    if same:
        ties.append(Tie("setting", (same[0],), _EPISODE))
    elif any((place.show, place.season) in seasons for place in other.setting):
        season = next(p.season for p in other.setting if (p.show, p.season) in seasons)
        ties.append(Tie("setting", (f"season {season}",), _SEASON))
    if one.pov.narrator and one.pov.narrator == other.pov.narrator:
        ties.append(Tie("narrator", (one.pov.narrator,), _NARRATOR))
    elif one.pov.person is not None and one.pov.person == other.pov.person:
        ties.append(Tie("pov", (), _POV))
    if one.words and other.words:
        apart = abs(log(one.words / other.words))
        ties.append(Tie("length", (), round(_LENGTH * max(0.0, 1 - apart / 2), 4)))
    return [tie for tie in ties if tie.worth > 0]


def _name_place(place: Setting) -> str:
    return f"“{place.episode}”" if place.episode else ""


def compare_words(share: float, words: Sequence[str]) -> Tie | None:
    """Say what the words that two bodies share are worth.

    Args:
        share: of the work's distinctive words, weighed, 0..1.
        words: those that both have, the most telling first; may be empty.
    """
    if share <= WORDS_CHANCE:
        return None
    part = min(1.0, (share - WORDS_CHANCE) / (WORDS_FULL - WORDS_CHANCE))
    return Tie("words", tuple(words), round(WORDS_WORTH * part, 4))


def compare_moods(one: Mood, other: Mood) -> Tie | None:
    """Say whether two texts are of one mood; None when they are not, or nobody can tell."""
    if min(one.sure, other.sure) < _MOOD_SURE or abs(one.value - other.value) > _MOOD_NEAR:
        return None
    if min(abs(one.value), abs(other.value)) < _MOOD_LEAST:
        return None
    return Tie("mood", ("dark" if one.value < 0 else "bright",), _MOOD)


def choose_alike(
    found: Sequence[Likeness], limit: int, series_of: Mapping[str, str]
) -> tuple[Likeness, ...]:
    """Choose neighbours: the nearest first, not too many of one series or author.

    Args:
        found: n works, in any order.
        limit: most to give.
        series_of: names of series by work, for those that are in one.

    Returns:
        At most `limit` of them that have enough in common, in order of score, equals by
        identifier. Where too few are left, more of one author's come after.

    Cost: O(n log n).
    """
    near = sorted(
        (one for one in found if one.score >= LEAST),
        key=lambda one: (-one.score, one.entry.work_id),
    )
    chosen: list[Likeness] = []
    more: list[Likeness] = []
    series: dict[str, int] = {}
    authors: dict[str, int] = {}
    for one in near:
        name = series_of.get(one.entry.work_id, "")
        if name:
            series[name] = series.get(name, 0) + 1
            if series[name] > SAME_SERIES:
                continue
        for author in one.entry.creators:
            authors[author] = authors.get(author, 0) + 1
        crowd = max((authors[author] for author in one.entry.creators), default=0)
        (more if crowd > SAME_AUTHOR else chosen).append(one)
    return tuple([*chosen, *more][:limit])


_ORDER: tuple[TieKind, ...] = (
    *("series", "pairing", "character", "author", "setting", "tag"),
    *("words", "narrator", "mood", "fandom"),
)


def say_ties(ties: Sequence[Tie]) -> str:
    """Say in words what two works have in common.

    Example:
        >>> say_ties([Tie("words", ("moor", "ferry"), 1.0), Tie("character", ("Watson",), 0.5)])
        'also Watson; words they share: moor, ferry'
        >>> say_ties([Tie("series", ("next", "Baker Street Nights"), 2.0)])
        'the next in Baker Street Nights'
    """
    by_kind = {tie.kind: tie for tie in ties}
    said = [_say_tie(by_kind[kind]) for kind in _ORDER if kind in by_kind]
    whole = [one for one in said if one]
    # The fandom goes without saying where anything else is shared.
    if len(whole) > 1 and "fandom" in by_kind:
        whole = whole[:-1]
    return "; ".join(whole[:4]) or "of like length, told alike"


def _say_tie(tie: Tie) -> str:
    names = _join(tie.names[: _NAMED.get(tie.kind, len(tie.names))])
    if tie.kind == "series":
        where = {"next": "the next in", "before": "the one before in"}
        return f"{where.get(tie.names[0], 'also in')} {tie.names[1]}"
    if tie.kind == "words":
        return f"words they share: {', '.join(tie.names[: _NAMED['words']])}" if names else ""
    said = {
        "pairing": "the same pairing, ",
        "character": "also ",
        "author": "also by ",
        "setting": "set at ",
        "tag": "both tagged ",
        "narrator": "also told by ",
        "mood": "as ",
        "fandom": "also of ",
    }
    return f"{said.get(tie.kind, '')}{names}"


def _join(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
