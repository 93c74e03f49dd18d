"""Tag leads: who asks for a name by one of its synonyms is led to the canonical one.

The search knows canonical names only, as values one chooses by. So that old links, saved
searches and habits go on working, what is asked is led there just before it is asked.
"""

from collections.abc import Iterable

from fonds.library.opening import Library
from fonds.library.tags import TagKind, find_meant
from fonds.search.fields import clean
from fonds.search.query import Both, Either, Exact, Match, Query, Without

KIND_OF_FACET: dict[str, TagKind] = {
    "fandom": "fandom",
    "pairing": "relationship",
    "character": "character",
    "tag": "tag",
    "author": "author",
}
"""The kind of tag that a facet holds."""


def lead_value(library: Library, facet: str, value: str) -> str:
    """Give the value of a facet that is meant by a value: a synonym means its canonical name."""
    kind = KIND_OF_FACET.get(facet)
    return value if kind is None else clean(find_meant(library, kind, value))


def lead_query(library: Library, query: Query) -> Query:
    """Give a query in which every synonym leads to its canonical name.

    A value that must match whole is replaced; words that are a synonym, all of them, find
    what has the canonical name beside what has the words.

    Args:
        library: whose decisions count.
        query: n nodes.

    Cost: O(n) lookups.
    """
    if isinstance(query, Exact):
        return Exact(query.field, lead_value(library, query.field, query.value))
    if isinstance(query, Match):
        value = lead_value(library, query.field, query.text.strip())
        known = query.field not in KIND_OF_FACET or value == clean(query.text.strip())
        return query if known else Either((query, Exact(query.field, value)))
    if isinstance(query, Both):
        return Both(lead_queries(library, query.parts))
    if isinstance(query, Either):
        return Either(lead_queries(library, query.parts))
    if isinstance(query, Without):
        return Without(lead_query(library, query.part))
    return query


def lead_queries(library: Library, queries: Iterable[Query]) -> tuple[Query, ...]:
    """Do what `lead_query` does for each of n queries."""
    return tuple(lead_query(library, one) for one in queries)
