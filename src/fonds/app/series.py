"""Series: works in order, from what their authors said and people decided; gaps and doubles.

A series is known by its name. Works of one name whose authors have nothing to do with each other
are one series when their numbers fit each other, as in a round robin or when somebody put them
together; where both say 1, they are two that happen to have one name.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from fonds.app.shelf import Shelf, find_entry, see_now
from fonds.app.unindexed import list_unindexed
from fonds.library.entries import sort_key
from fonds.library.related import find_families
from fonds.model.entry import Entry
from fonds.publish.addresses import mask_addresses
from fonds.publish.facts import format_index
from fonds.search.documents import order_key
from fonds.search.matching import match_works
from fonds.search.query import Either, Everything, Exact, Query

PAGE_SERIES = 50
"""Series a page: some four screens."""

MOST_WORKS = 2000
"""Works of one series that are looked at; no author has written more of one."""

_PLACED = re.compile(r"(?s)(.+), ([0-9]{1,6}(?:\.[0-9]{1,3})?)\Z")


class SeriesWork(Struct, frozen=True):
    """A work in a series.

    Attributes:
        entry: its catalogue line.
        index: its number there, or None when nobody says.
    """

    entry: Entry
    index: float | None

    @property
    def number(self) -> str:
        """The number as it is written; "" without one."""
        return format_index(self.index) or ("0" if self.index == 0 else "")


class Series(Struct, frozen=True):
    """Works in order.

    Attributes:
        name: as most of its works write it.
        works: n >= 1, those with a number first, by it; the others by date and title.
        authors: everybody who wrote one, in order.
        missing: gaps in the numbers, as (first, last), from 1 on.
        doubles: numbers that several works say, each with how many.
        editions: of these numbers those whose works may be editions of one story.
        words: of all works.
        complete: True when all works are, False when one is not, None when nobody says.
    """

    name: str
    works: tuple[SeriesWork, ...]
    authors: tuple[str, ...]
    missing: tuple[tuple[int, int], ...]
    doubles: tuple[tuple[float, int], ...]
    editions: frozenset[float]
    words: int
    complete: bool | None


class SeriesList(Struct, frozen=True):
    """Some series of a library.

    Attributes:
        series: those asked for, by name.
        total: names of series that match, on all pages.
    """

    series: tuple[Series, ...]
    total: int


class SeriesLine(Struct, frozen=True):
    """A work's place in its series.

    Attributes:
        name: of the series.
        number: of the work, as it is written, or "".
        place: 1 for the first of those that are here.
        total: works that are here.
        previous, next: those beside it, or None.
    """

    name: str
    number: str
    place: int
    total: int
    previous: Entry | None
    next: Entry | None


def split_series(series: str) -> tuple[str, float | None]:
    """Split a series and the place in it, as a catalogue line says them.

    Example:
        >>> split_series("Baker Street Nights, 2"), split_series("Moor, 2.5")
        (('Baker Street Nights', 2.0), ('Moor', 2.5))
        >>> split_series("Nineteen, Twenty")
        ('Nineteen, Twenty', None)
    """
    found = _PLACED.match(series)
    return (found[1], float(found[2])) if found else (series, None)


def list_series(
    shelf: Shelf, *, text: str = "", author: str = "", offset: int = 0, limit: int = PAGE_SERIES
) -> SeriesList:
    """List series by name.

    Args:
        shelf: with the sight of whoever asks: a series of which they may see nothing is none.
        text: the name holds it, whatever its case and accents; "" for all.
        author: of one of its works; "" for all.
        offset: names to skip.
        limit: most names to give; a name that several series have gives all of them.

    Cost: O(names) and the catalogue lines of the works given; some 50 ms among 15,000 names.
    """
    query: Query = Exact("author", author) if author else Everything()
    matched = match_works(shelf.index, query, kinds=(), sight=see_now(shelf))
    values = matched.columns.facets["series"].values
    counts, _ = matched.count("series")
    wanted = order_key(text)
    named = {
        name: places
        for key, name, places in _list_names(values)
        if wanted in key and any(counts[place] for place in places)
    }
    fresh = _list_fresh_names(shelf, wanted, author)
    # What the index does not know yet stands among the others all the same.
    named |= {name: () for name in fresh if name not in named}
    names = sorted(named, key=lambda name: (order_key(name), name)) if fresh else list(named)
    page = names[offset : offset + limit]
    works = _gather(shelf, [values[place] for name in page for place in named[name]])
    found = [one for name in page for one in _part(shelf, works.get(name, ()))]
    return SeriesList(tuple(found), len(names))


def _list_fresh_names(shelf: Shelf, wanted: str, author: str) -> set[str]:
    return {
        name
        for entry in list_unindexed(shelf)
        if entry.series and (not author or author in entry.creators)
        for name in [split_series(entry.series)[0]]
        if wanted in order_key(name)
    }


@lru_cache(maxsize=4)
def _list_names(values: tuple[str, ...]) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    """List names with what they are ordered by and the places of the values that bear them."""
    places: dict[str, list[int]] = {}
    for place, value in enumerate(values):
        places.setdefault(split_series(value)[0], []).append(place)
    return tuple(sorted((order_key(name), name, tuple(found)) for name, found in places.items()))


def _gather(shelf: Shelf, values: Sequence[str]) -> dict[str, list[SeriesWork]]:
    """Gather the works of some values of the facet, by the name of their series.

    What changed since the index was brought up to date is gathered, too, whatever its series.
    """
    entries = {entry.work_id: entry for entry in list_unindexed(shelf)}
    if values:
        # Each value once, so that the same question is the same to the index.
        asked = tuple(Exact("series", value) for value in dict.fromkeys(values))
        query = asked[0] if len(asked) == 1 else Either(asked)
        matched = match_works(shelf.index, query, kinds=(), sight=see_now(shelf))
        for row in matched.list_rows():
            entry = find_entry(shelf, matched.columns.work_ids[row])
            if entry is not None:
                entries[entry.work_id] = entry
    found: dict[str, list[SeriesWork]] = {}
    for entry in entries.values():
        # The index may be behind: what the catalogue says counts.
        if entry.series:
            name, index = split_series(entry.series)
            found.setdefault(name, []).append(SeriesWork(entry, index))
    return found


def find_series(shelf: Shelf, name: str) -> tuple[Series, ...]:
    """Find the series of a name, the one with most works first; none when there is none.

    Args:
        shelf: with the sight of whoever asks.
        name: as it is written, or as pages show it, addresses of e-mail covered.

    Cost: the catalogue lines of its works.
    """
    values = match_works(shelf.index, Everything(), kinds=(), sight=see_now(shelf)).columns
    known = values.facets["series"].values
    start = f"{name}, "
    bears = [one for one in known if one == name or one.startswith(start)]
    works = _gather(shelf, bears).get(name, [])
    if not works:
        covered = [one for one in known if mask_addresses(split_series(one)[0]) == name]
        whole = _gather(shelf, covered) if covered else {}
        works = [one for key, some in whole.items() if mask_addresses(key) == name for one in some]
    return tuple(_part(shelf, works[:MOST_WORKS]))


def _part(shelf: Shelf, works: Sequence[SeriesWork]) -> list[Series]:
    """Part works of one name into series by their authors."""
    groups = part_by_authors(works)
    made = [_make_series(shelf, group) for group in groups]
    return sorted(made, key=lambda one: (-len(one.works), one.authors))


def part_by_authors(works: Sequence[SeriesWork]) -> list[list[SeriesWork]]:
    """Part works of one name by who wrote them.

    Works that share an author belong together, works of no known author to the largest group.
    Groups are one series, too, when they are of one fandom, no number is said in two of them,
    and all works but those of the largest group have a number.

    Cost: O(works · authors).
    """
    groups: list[tuple[set[str], list[SeriesWork]]] = []
    nobodys: list[SeriesWork] = []
    for work in works:
        names = {sort_key(name) for name in work.entry.creators}
        if not names:
            nobodys.append(work)
            continue
        near = [group for group in groups if group[0] & names]
        together = [one for group in near for one in group[1]]
        groups = [group for group in groups if group not in near]
        groups.append((names.union(*(group[0] for group in near)), [*together, work]))
    parted = sorted((group[1] for group in groups), key=len, reverse=True)
    if nobodys:
        parted = [[*parted[0], *nobodys], *parted[1:]] if parted else [nobodys]
    return [[one for part in parted for one in part]] if _fit(parted) else parted


def _fit(parts: Sequence[Sequence[SeriesWork]]) -> bool:
    """Tell whether works by different people make up one series."""
    if len(parts) < 2:
        return bool(parts)
    numbers = [{one.index for one in part} for part in parts]
    said = [number for some in numbers for number in some if number is not None]
    if len(set(said)) < len(said) or any(None in some for some in numbers[1:]):
        return False
    worlds = [{name for one in part for name in one.entry.fandoms} for part in parts]
    return all(not world or not worlds[0] or world & worlds[0] for world in worlds[1:])


def _make_series(shelf: Shelf, works: Sequence[SeriesWork]) -> Series:
    ordered = order_works(works)
    doubles = find_doubles(ordered)
    said = [work.entry.complete for work in ordered]
    names = [split_series(work.entry.series or "")[0] for work in ordered]
    return Series(
        name=max(dict.fromkeys(names), key=names.count),
        works=ordered,
        authors=tuple(dict.fromkeys(name for work in ordered for name in work.entry.creators)),
        missing=find_missing([work.index for work in ordered]),
        doubles=doubles,
        editions=_find_editions(shelf, ordered, doubles),
        words=sum(work.entry.words for work in ordered),
        complete=False if False in said else True if all(said) else None,
    )


def order_works(works: Iterable[SeriesWork]) -> tuple[SeriesWork, ...]:
    """Put works in order: by number; those without one after, by date and title."""
    return tuple(
        sorted(
            works,
            key=lambda work: (
                work.index is None,
                work.index or 0.0,
                work.entry.date or "9",
                sort_key(work.entry.title or work.entry.incipit),
                work.entry.work_id,
            ),
        )
    )


def find_missing(numbers: Iterable[float | None]) -> tuple[tuple[int, int], ...]:
    """Find the gaps in some numbers, from 1 on.

    Example:
        >>> find_missing([2.0, 2.5, 5.0, None])
        ((1, 1), (3, 4))
    """
    said = sorted({math.floor(one) for one in numbers if one is not None and one >= 1})
    gaps = []
    before = 0
    for number in said:
        if number > before + 1:
            gaps.append((before + 1, number - 1))
        before = number
    return tuple(gaps)


def find_doubles(works: Iterable[SeriesWork]) -> tuple[tuple[float, int], ...]:
    """Find numbers that several works say, with how many do."""
    counts: dict[float, int] = {}
    for work in works:
        if work.index is not None:
            counts[work.index] = counts.get(work.index, 0) + 1
    return tuple((number, count) for number, count in sorted(counts.items()) if count > 1)


def _find_editions(
    shelf: Shelf, works: Sequence[SeriesWork], doubles: Sequence[tuple[float, int]]
) -> frozenset[float]:
    """Find which doubles are works of one family of editions."""
    if not doubles:
        return frozenset()
    families = find_families(shelf.library, [work.entry.work_id for work in works])
    alike = set()
    for number, _ in doubles:
        said = {families.get(one.entry.work_id, ("", 0))[0] for one in works if one.index == number}
        if len(said) == 1 and said != {""}:
            alike.add(number)
    return frozenset(alike)


def list_oddities(series: Series) -> tuple[str, ...]:
    """Say what is odd about the numbers of a series, each in a sentence without a full stop."""
    said = []
    for first, last in series.missing:
        if first == last:
            said.append(f"{first} is missing")
        else:
            said.append(f"{first} {'and' if last == first + 1 else 'to'} {last} are missing")
    for number, count in series.doubles:
        words = {2: "two", 3: "three"}.get(count, str(count))
        alike = "; they may be editions of one story" if number in series.editions else ""
        said.append(f"{words} works say {format_index(number) or 0}{alike}")
    without = sum(work.index is None for work in series.works)
    if without and without < len(series.works):
        said.append(f"{without} {'has' if without == 1 else 'have'} no number")
    return tuple(said)


def find_series_line(shelf: Shelf, entry: Entry) -> SeriesLine | None:
    """Find a work's place in its series; None when it is in none.

    Args:
        shelf: with the sight of whoever asks.
        entry: of a work that they may see.

    Cost: the catalogue lines of the series' works.
    """
    if not entry.series:
        return None
    for series in find_series(shelf, split_series(entry.series)[0]):
        for place, work in enumerate(series.works):
            if work.entry.work_id != entry.work_id:
                continue
            works = series.works
            return SeriesLine(
                name=series.name,
                number=work.number,
                place=place + 1,
                total=len(works),
                previous=works[place - 1].entry if place else None,
                next=works[place + 1].entry if place + 1 < len(works) else None,
            )
    return None
