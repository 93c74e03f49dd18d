"""Seeing: a question becomes one that finds nothing that is hidden from whoever asks."""

from collections.abc import Sequence

import tantivy

from fonds.model.sight import Sight
from fonds.search.query import Query
from fonds.search.translate import translate

_MUST, _NOT = tantivy.Occur.Must, tantivy.Occur.MustNot


def within_sight(
    schema: tantivy.Schema,
    query: tantivy.Query,
    kinds: tuple[str, ...],
    sight: Sight,
    narrow: Sequence[Query] = (),
) -> tantivy.Query:
    """Keep a question to some kinds of work, to what may be seen, and to what must match.

    Args:
        schema: of the index.
        query: what scores.
        kinds: kinds of work to find; empty for all.
        sight: what is hidden from whoever asks.
        narrow: what must match besides; scored 0, so that it makes nothing more relevant.

    Cost: O(hidden works).
    """
    if sight.closed:
        return tantivy.Query.empty_query()
    parts = [(_MUST, query)]
    if kinds:
        of_kind = tantivy.Query.term_set_query(schema, "kind_exact", list(kinds))
        parts.append((_MUST, tantivy.Query.const_score_query(of_kind, 0.0)))
    for part in narrow:
        parts.append((_MUST, tantivy.Query.const_score_query(translate(schema, part), 0.0)))
    parts += [(_NOT, hidden) for hidden in _list_hidden(schema, sight)]
    return query if len(parts) == 1 else tantivy.Query.boolean_query(parts)


def _list_hidden(schema: tantivy.Schema, sight: Sight) -> list[tantivy.Query]:
    hidden = []
    if sight.ratings:
        hidden.append(tantivy.Query.term_set_query(schema, "rating_exact", sorted(sight.ratings)))
    if sight.accessions:
        hidden.append(tantivy.Query.term_set_query(schema, "added", sorted(sight.accessions)))
    if sight.works:
        hidden.append(tantivy.Query.term_set_query(schema, "work_id", sorted(sight.works)))
    return hidden
