"""Matching: the engine finds the works that match a question; the columns know the rest."""

import numpy as np
import tantivy
from msgspec import Struct

from fonds.model.sight import FULL_SIGHT, Sight
from fonds.search.columns import Columns, Rows
from fonds.search.index import SearchIndex, engine_errors, read_stamp
from fonds.search.matched import Matched
from fonds.search.query import Everything, Query, Without
from fonds.search.seeing import within_sight
from fonds.search.translate import translate


class State(Struct, frozen=True):
    """What changes whenever an index does.

    Attributes:
        stamp: the library event it has caught up with.
        documents: works in it.
        rows: of its columns.
    """

    stamp: int
    documents: int
    rows: int


class _Asking(Struct, frozen=True):
    """One look at an index as it stands now, for one who asks."""

    state: State
    kinds: tuple[str, ...]
    sight: Sight


def find_state(index: SearchIndex) -> State:
    """Find how an index stands now, whoever wrote to it last.

    Cost: some tenths of a millisecond.
    """
    # The stamp is read first: what is found after is as new as it, or newer.
    stamp = read_stamp(index)
    with engine_errors(index.folder):
        index.tantivy.reload()
        return State(stamp, index.tantivy.searcher().num_docs, index.columns.read().rows)


def match_works(
    index: SearchIndex,
    query: Query,
    *,
    kinds: tuple[str, ...] = ("story",),
    sight: Sight = FULL_SIGHT,
) -> Matched:
    """Find the works that match a question.

    Args:
        index: an open index.
        query: what must match.
        kinds: kinds of work to find; empty for all.
        sight: what is hidden: never found.

    Cost: O(works that match, or that do not, whichever are fewer), a millisecond for every
        2,500; the latest answers are kept until the index changes.
    """
    asking = _Asking(find_state(index), kinds, sight)
    found = index.matched.find((asking, query))
    if found is None:
        with engine_errors(index.folder):
            found = _match(index, index.columns.read(), query, asking)
        index.matched.keep((asking, query), found)
    return found


def _match(index: SearchIndex, columns: Columns, query: Query, asking: _Asking) -> Matched:
    searcher, schema = index.tantivy.searcher(), index.tantivy.schema
    kinds, sight = asking.kinds, asking.sight
    whole = index.wholes.find(asking)
    if whole is None:
        everything = within_sight(schema, tantivy.Query.all_query(), kinds, sight)
        rows = _list_rows(searcher, everything, columns, count_matching(searcher, everything))
        whole = Matched(columns, rows)
        index.wholes.keep(asking, whole)
    if query == Everything():
        return whole
    wanted = within_sight(schema, translate(schema, query), kinds, sight)
    # What most works match is found sooner by what they do not.
    found = count_matching(searcher, wanted)
    if found * 2 <= whole.size:
        return Matched(columns, _list_rows(searcher, wanted, columns, found))
    others = within_sight(schema, translate(schema, Without(query)), kinds, sight)
    rows = _list_rows(searcher, others, columns, max(0, whole.size - found))
    return Matched(columns, rows, whole)


def _list_rows(
    searcher: tantivy.Searcher, query: tantivy.Query, columns: Columns, most: int
) -> Rows:
    """List the rows of what a query finds, of which there are `most`."""
    if most == 0:
        return np.zeros(0, dtype=np.int64)
    hits = searcher.search(query, limit=most, count=False, order_by_field="row").hits
    rows = np.fromiter((row for row, _address in hits), dtype=np.int64, count=len(hits))
    # A work that another process puts in this very moment is found the next time.
    return rows[rows < columns.rows]


def count_matching(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """Count what a query of the engine finds."""
    found = searcher.search(query, limit=1)
    total: int = found.count  # type: ignore[attr-defined] # missing from the engine's stubs
    return total
