"""Search: a query becomes hits with marked snippets and facets."""

from collections.abc import Sequence
from typing import Literal

import tantivy
from msgspec import Struct

from fonds.errors import UserError
from fonds.model.sight import FULL_SIGHT, Sight
from fonds.search.columns import page_rows
from fonds.search.facets import count_facets
from fonds.search.fields import FACETS
from fonds.search.index import FacetCounts, SearchIndex, engine_errors
from fonds.search.matching import match_works
from fonds.search.query import Both, Query
from fonds.search.seeing import within_sight
from fonds.search.snippets import Snippet, SnippetMaker
from fonds.search.translate import has_score, translate

__all__ = ["Hit", "Results", "Snippet", "Sort", "search"]

MAX_LIMIT = 1000

Sort = Literal["relevance", "title", "author", "date", "words", "added"]


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
        facets: for each of `FACETS` values and numbers of matching works, most first.
        read: for each of the facets that may be derived, the values that are read from the
            text in every matching work: nobody states them.
        lengths: numbers of matching works by classes of length, shortest first.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    read: dict[str, frozenset[str]]
    lengths: tuple[tuple[str, int], ...] = ()


def search(
    index: SearchIndex,
    query: Query,
    *,
    sort: Sort = "relevance",
    descending: bool | None = None,
    offset: int = 0,
    limit: int = 20,
    kinds: tuple[str, ...] = ("story",),
    sight: Sight = FULL_SIGHT,
    narrow: Sequence[Query] = (),
    facets: Sequence[str] = FACETS,
) -> Results:
    """Find works.

    Args:
        index: an open index.
        query: what `parse_query` gave: what snippets mark and relevance goes by.
        sort: by relevance, or by a key; ties by work identifier.
        descending: None takes what is natural: relevance, date and words downwards,
            title and author upwards. Works without a date come last either way.
        offset: hits to skip.
        limit: most hits to give.
        kinds: kinds of work to find; empty for all.
        sight: what is hidden: neither found nor counted.
        narrow: what must match besides; nothing of it makes a work more relevant.
        facets: those that are counted.
    """
    if not 0 <= limit <= MAX_LIMIT or offset < 0:
        raise UserError(f"a page holds 0 to {MAX_LIMIT} works and begins at 0 or later")
    # Where nothing can match better than anything else, relevance would be chance.
    key = "title" if sort == "relevance" and not has_score(query) else sort
    asked = Both((query, *narrow)) if narrow else query
    matched = match_works(index, asked, kinds=kinds, sight=sight)
    counts = FacetCounts({}, {})
    if facets:
        counts = count_facets(index, asked, facets, kinds=kinds, sight=sight)
    with engine_errors(index.folder):
        searcher, schema = index.tantivy.searcher(), index.tantivy.schema
        if key == "relevance":
            whole = within_sight(schema, translate(schema, query), kinds, sight, narrow)
            # The engine refuses a limit of 0.
            scored = searcher.search(whole, limit=max(1, limit), offset=offset, count=False).hits
            found = [(float(score), searcher.doc(address)) for score, address in scored[:limit]]
        else:
            down = key in {"date", "words"} if descending is None else descending
            rows = page_rows(
                *(matched.columns, matched.list_rows(), key), down=down, offset=offset, limit=limit
            )
            page = [matched.columns.work_ids[row] for row in rows]
            found = [(0.0, document) for document in _fetch(searcher, schema, page)]
        make_snippet = SnippetMaker(query)
        hits = tuple(
            Hit(str(document.get_first("work_id")), score, make_snippet(document))
            for score, document in found
        )
    return Results(matched.size, hits, counts.values, counts.read, counts.lengths)


def _fetch(
    searcher: tantivy.Searcher, schema: tantivy.Schema, page: Sequence[str]
) -> list[tantivy.Document]:
    """Fetch the documents of works, in order; one that is gone meanwhile is left out."""
    if not page:
        return []
    wanted = tantivy.Query.term_set_query(schema, "work_id", list(page))
    hits = searcher.search(wanted, limit=len(page), count=False).hits
    documents = [searcher.doc(address) for _score, address in hits]
    known = {str(one.get_first("work_id")): one for one in documents}
    return [known[work_id] for work_id in page if work_id in known]
