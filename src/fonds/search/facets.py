"""Facets: how many of the works found have which value, of every field one can choose by."""

from collections.abc import Sequence

from fonds.model.sight import FULL_SIGHT, Sight
from fonds.search.fields import FIELD_OF_FACET
from fonds.search.index import FacetCounts, SearchIndex
from fonds.search.matched import LENGTHS, Values
from fonds.search.matching import find_state, match_works
from fonds.search.query import Query

__all__ = ["ALL_VALUES", "LENGTHS", "SHOWN_VALUES", "count_facets", "count_lengths", "count_works"]

SHOWN_VALUES = 40
"""Values of each facet beside the works: more than a side column shows; `list_values` has all."""

ALL_VALUES = 200_000
"""More values than any facet of a library has: a million works have fewer authors."""


def count_facets(
    index: SearchIndex,
    query: Query,
    facets: Sequence[str],
    *,
    kinds: tuple[str, ...] = ("story",),
    sight: Sight = FULL_SIGHT,
    most: int = SHOWN_VALUES,
) -> FacetCounts:
    """Count the works that match a question by their values.

    Args:
        index: an open index.
        query: what must match.
        facets: names of `fonds.search.fields.FACETS`.
        kinds: kinds of work that count; empty for all.
        sight: what is hidden: never counted.
        most: values of each facet.

    Cost: O(works that match, or that do not, whichever are fewer), some ten milliseconds for
        every 20,000; an answer is kept until the index changes, but not one of more than
        `SHOWN_VALUES`, which may be megabytes.
    """
    names = tuple(facets)
    key = (find_state(index), query, names, kinds, sight, most)
    kept = index.counts.find(key)
    if kept is not None:
        return kept
    matched = match_works(index, query, kinds=kinds, sight=sight)
    values = {name: matched.list_most(name, most) for name in names}
    read = {
        name: matched.list_unsaid(name, values[name]) for name in names if name in FIELD_OF_FACET
    }
    counts = FacetCounts(values, read, matched.list_lengths())
    if most <= SHOWN_VALUES:
        index.counts.keep(key, counts)
    return counts


def count_lengths(
    index: SearchIndex,
    query: Query,
    *,
    kinds: tuple[str, ...] = ("story",),
    sight: Sight = FULL_SIGHT,
) -> Values:
    """Count the works that match a question by `LENGTHS`, shortest first."""
    return match_works(index, query, kinds=kinds, sight=sight).list_lengths()


def count_works(
    index: SearchIndex,
    query: Query,
    *,
    kinds: tuple[str, ...] = ("story",),
    sight: Sight = FULL_SIGHT,
) -> int:
    """Count the works that match a question."""
    return match_works(index, query, kinds=kinds, sight=sight).size
