"""Search: a query becomes hits with marked snippets and facets."""

from typing import Literal

from msgspec import Struct

from fonds.search.index import SearchIndex
from fonds.search.query import Query

Sort = Literal["relevance", "title", "author", "date", "words"]


class Snippet(Struct, frozen=True):
    """A few words of the work; `marks` are half-open code point ranges of `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


class Hit(Struct, frozen=True):
    """One work found; `score` is 0 unless sorted by relevance."""

    work_id: str
    score: float
    snippet: Snippet


class Results(Struct, frozen=True):
    """What a search found.

    Attributes:
        total: works that match, on all pages.
        hits: those of this page.
        facets: "fandom", "rating", "author", "pairing", "character", "tag", "kind": value
            and number of matching works, most first.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]


def search(
    index: SearchIndex,
    query: Query,
    *,
    sort: Sort = "relevance",
    descending: bool | None = None,
    offset: int = 0,
    limit: int = 20,
    kinds: tuple[str, ...] = ("story",),
) -> Results:
    """Find works.

    Args:
        index: an open index.
        query: what `parse_query` gave.
        sort: by relevance, or by a key; ties by work identifier.
        descending: None takes what is natural: relevance, date and words downwards,
            title and author upwards. Works without a date come last either way.
        offset: hits to skip.
        limit: most hits to give.
        kinds: kinds of work to find; empty for all.
    """
    raise NotImplementedError
