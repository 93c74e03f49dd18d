"""Search: a query becomes hits with marked snippets and facets."""

from collections.abc import Mapping
from typing import Any, Literal

import tantivy
from msgspec import Struct

from fonds.errors import UserError
from fonds.search.fields import FACETS, FIELD_OF_FACET, SORT_FIELDS
from fonds.search.index import SearchIndex, engine_errors
from fonds.search.query import Query
from fonds.search.snippets import Snippet, SnippetMaker
from fonds.search.translate import has_score, translate

__all__ = ["Hit", "Results", "Snippet", "Sort", "search"]

FACET_VALUES = 20
"""Values of each facet: more than a side column shows."""

MAX_LIMIT = 1000

Sort = Literal["relevance", "title", "author", "date", "words"]


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
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    read: dict[str, frozenset[str]]


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
    if not 0 <= limit <= MAX_LIMIT or offset < 0:
        raise UserError(f"a page holds 0 to {MAX_LIMIT} works and begins at 0 or later")
    with engine_errors(index.folder):
        index.tantivy.reload()
        searcher = index.tantivy.searcher()
        schema = index.tantivy.schema
        wanted = _within_kinds(schema, translate(schema, query), kinds)
        # Where nothing can match better than anything else, relevance would be chance.
        key = "title" if sort == "relevance" and not has_score(query) else sort
        found = _find_page(searcher, wanted, key, descending, (offset, limit))
        make_snippet = SnippetMaker(searcher, schema, query)
        hits = []
        for score, address in found.hits[:limit]:
            document = searcher.doc(address)
            hits.append(
                Hit(
                    work_id=str(document.get_first("work_id")),
                    score=float(score) if key == "relevance" else 0.0,
                    snippet=make_snippet(document),
                )
            )
        facets, read = _count_facets(searcher, wanted)
    total: int = found.count  # type: ignore[attr-defined] # missing from the engine's stubs
    return Results(total=total, hits=tuple(hits), facets=facets, read=read)


def _within_kinds(
    schema: tantivy.Schema, query: tantivy.Query, kinds: tuple[str, ...]
) -> tantivy.Query:
    if not kinds:
        return query
    of_kind = tantivy.Query.term_set_query(schema, "kind_exact", list(kinds))
    # Scored 0, so that belonging to a kind makes nothing more relevant.
    return tantivy.Query.boolean_query(
        [
            (tantivy.Occur.Must, query),
            (tantivy.Occur.Must, tantivy.Query.const_score_query(of_kind, 0.0)),
        ]
    )


def _find_page(
    searcher: tantivy.Searcher,
    query: tantivy.Query,
    key: str,
    descending: bool | None,
    page: tuple[int, int],
) -> tantivy.SearchResult:
    offset, limit = page
    # The engine refuses a limit of 0; one hit is asked for and dropped by the caller's slice.
    if key == "relevance":
        return searcher.search(query, limit=max(1, limit), offset=offset)
    down = key in {"date", "words"} if descending is None else descending
    return searcher.search(
        query,
        limit=max(1, limit),
        offset=offset,
        order_by_field=SORT_FIELDS[key],
        order=tantivy.Order.Desc if down else tantivy.Order.Asc,
    )


def _count_facets(
    searcher: tantivy.Searcher, query: tantivy.Query
) -> tuple[dict[str, tuple[tuple[str, int], ...]], dict[str, frozenset[str]]]:
    asked: dict[str, dict[str, Any]] = {}
    for name in FACETS:
        terms = {"field": f"{name}_exact", "size": FACET_VALUES, "order": {"_count": "desc"}}
        asked[name] = {"terms": terms}
        if name in FIELD_OF_FACET:
            asked[name]["aggs"] = {"said": {"max": {"field": f"{name}_said"}}}
    answer: Mapping[str, Any] = searcher.aggregate(query, asked)
    buckets = {name: answer[name]["buckets"] for name in FACETS}
    counts = {name: _read_buckets(found) for name, found in buckets.items()}
    return counts, {name: _read_unsaid(buckets[name]) for name in FIELD_OF_FACET}


def _read_buckets(buckets: list[dict[str, Any]]) -> tuple[tuple[str, int], ...]:
    pairs = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _read_unsaid(buckets: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(str(bucket["key"]) for bucket in buckets if not bucket["said"]["value"])
