"""Series' names: those by one author that may be spellings of one."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from rapidfuzz import fuzz

from fonds.app.series import split_series
from fonds.app.shelf import Shelf, see_now
from fonds.app.unindexed import list_unindexed
from fonds.model.entry import Entry
from fonds.search.columns import Columns
from fonds.search.documents import order_key
from fonds.search.matched import Matched
from fonds.search.matching import match_works
from fonds.search.query import Everything

_ALIKE = 88
"""Of 100, from which on two names of one author are proposed as one: "Baker Street Nights" and
"Bakers Street Night" have 92, "Autumn Clocks" and "Autumn Lamps" 80."""

_WORD_ALIKE = 75
"""Of 100, what each word must have: "letters" and "kettles" have 71, "nights" and "night" 91."""

_ALIKE_LEAST = 5
"""Characters of a name; shorter ones are alike by chance."""

_FILLER = frozenset("series trilogy saga cycle verse universe sequence arc the a an".split())


class Variants(Struct, frozen=True):
    """Names of series by one author that may be one series.

    Attributes:
        author: whose they are.
        names: two or more, the one that most works have first.
    """

    author: str
    names: tuple[str, ...]


def list_variants(shelf: Shelf) -> tuple[Variants, ...]:
    """List names of series that may be spellings of one, each with its author.

    Args:
        shelf: with the sight of whoever asks.

    Cost: O(works in series), and for each author the pairs of names.
    """
    matched = match_works(shelf.index, Everything(), kinds=(), sight=see_now(shelf))
    found = []
    fresh = list_unindexed(shelf)
    for author, counts in sorted(_count_by_author(matched, fresh).items()):
        for names in group_alike(counts):
            found.append(Variants(author, names))
    return tuple(found)


def _count_by_author(matched: Matched, fresh: Sequence[Entry]) -> dict[str, dict[str, int]]:
    """Count works by author and name of series; the index does not know the fresh ones yet."""
    columns = matched.columns
    starts = columns.facets["series"].starts
    rows = matched.list_rows()
    anew = {entry.work_id for entry in fresh}
    pairs = [(entry.creators, [entry.series]) for entry in fresh if entry.series]
    for row in rows[starts[rows + 1] > starts[rows]]:
        if columns.work_ids[row] not in anew:
            authors = tuple(_values_at(columns, "author", row))
            pairs.append((authors, list(_values_at(columns, "series", row))))
    counts: dict[str, dict[str, int]] = {}
    for authors, values in pairs:
        for author in authors:
            mine = counts.setdefault(author, {})
            for name in (split_series(one)[0] for one in values):
                mine[name] = mine.get(name, 0) + 1
    return {author: mine for author, mine in counts.items() if len(mine) > 1}


def _values_at(columns: Columns, facet: str, row: int) -> Iterator[str]:
    column = columns.facets[facet]
    for place in range(column.starts[row], column.starts[row + 1]):
        yield column.values[column.ids[place]]


def group_alike(counts: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Group names that may be spellings of one, those of most works first.

    Args:
        counts: works by name, all of one author.

    Example:
        >>> group_alike({"Baker Street Nights": 3, "baker street night": 1, "Moor": 2})
        [('Baker Street Nights', 'baker street night')]
    """
    left = sorted(counts, key=lambda name: (-counts[name], name))
    groups = []
    while left:
        first = left.pop(0)
        alike = [other for other in left if is_alike(first, other)]
        left = [other for other in left if other not in alike]
        if alike:
            groups.append((first, *alike))
    return groups


def is_alike(one: str, other: str) -> bool:
    """Tell whether two names may be spellings of one.

    Names whose digits differ are not: they count seasons or years.

    Example:
        >>> is_alike("The Moor Series", "Moor"), is_alike("Season 1", "Season 2")
        (True, False)
    """
    mine, theirs = _fold(one), _fold(other)
    first, second = "".join(mine), "".join(theirs)
    if first == second:
        return True
    if [c for c in first if c.isdigit()] != [c for c in second if c.isdigit()]:
        return False
    if min(len(first), len(second)) < _ALIKE_LEAST or fuzz.ratio(first, second) < _ALIKE:
        return False
    if len(mine) != len(theirs):
        return True
    return all(fuzz.ratio(*pair) >= _WORD_ALIKE for pair in zip(mine, theirs, strict=True))


def _fold(name: str) -> list[str]:
    words = order_key(name).split()
    return [word for word in words if word not in _FILLER] or words or [name]
