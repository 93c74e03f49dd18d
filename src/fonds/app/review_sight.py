"""Review sight: the questions of the queue as far as whoever asks may know of them.

Who may see everything is asked from the queue as the library keeps it. For others it is worked
out: a question is worth, and settles, only works that they may see, and what only the whole
library shows (editions, names that may mean the same) is found among those.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from fonds.app.edition_doubts import EDITIONS, make_family_rows
from fonds.app.edition_sight import list_seen_families
from fonds.app.shelf import Shelf
from fonds.app.tag_doubts import TAGS, find_doubted, list_holders, make_doubt_rows, make_tag_key
from fonds.app.tag_sight import list_seen_works
from fonds.library.doubts import (
    DoubtRow,
    QuestionRow,
    count_left,
    count_questions,
    find_doubt,
    find_question_row,
    iter_doubt_weights,
    list_doubted,
    list_doubts,
    list_question_rows,
)
from fonds.library.editions import last_act_id
from fonds.library.history import last_event_id
from fonds.library.put_off import list_put_off_keys
from fonds.library.settings import find_setting
from fonds.library.tags import TAG_KINDS
from fonds.search.kept import Kept

_KEPT_QUEUES = 4


class SeenQuestion(Struct, frozen=True):
    """A question among works that may be seen.

    Attributes:
        row: as it waits in the queue.
        works: that one answer settles.
        rows: of the first works, for what only the whole library shows; else empty.
    """

    row: QuestionRow
    works: tuple[str, ...]
    rows: tuple[DoubtRow, ...] = ()


_Queue = dict[tuple[str, str], SeenQuestion]

_KEPT: Kept[_Queue] = Kept(_KEPT_QUEUES)
_KEPT_NAMES: Kept[tuple[DoubtRow, ...]] = Kept(_KEPT_QUEUES)


def list_seen_rows(
    shelf: Shelf,
    *,
    fields: Sequence[str],
    is_put_off: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[QuestionRow, ...]:
    """List questions that may be asked, the most valuable first.

    Cost: as `fonds.library.doubts.list_question_rows`; with something hidden, O(doubts) once for
        each state of the library.
    """
    if shelf.sight.is_full:
        return list_question_rows(
            shelf.library, fields=fields, is_put_off=is_put_off, limit=limit, offset=offset
        )
    wanted = set(fields)
    rows = [
        one.row
        for one in _read_queue(shelf).values()
        if one.row.field in wanted and one.row.is_put_off == is_put_off
    ]
    rows.sort(key=lambda one: (-one.value, one.field, one.key))
    return tuple(rows[offset:] if limit is None else rows[offset : offset + limit])


def find_seen_question(shelf: Shelf, field: str, key: str) -> SeenQuestion | None:
    """Find a question that may be asked; None when there is none."""
    if not shelf.sight.is_full:
        return _read_queue(shelf).get((field, key))
    row = find_question_row(shelf.library, field, key)
    return None if row is None else SeenQuestion(row, list_doubted(shelf.library, field, key))


def read_doubts(shelf: Shelf, question: SeenQuestion, *, limit: int) -> tuple[DoubtRow, ...]:
    """Read the first doubts of a question, by work."""
    if question.rows:
        return question.rows[:limit]
    field, key = question.row.field, question.row.key
    if shelf.sight.is_full:
        return list_doubts(shelf.library, field, key, limit=limit)
    found = (find_doubt(shelf.library, field, key, one) for one in question.works[:limit])
    return tuple(one for one in found if one is not None)


def count_seen(shelf: Shelf, *, fields: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Count the questions about each of n fields: those to be asked, and those put off."""
    if shelf.sight.is_full:
        return count_questions(shelf.library, fields=fields)
    counts = {field: [0, 0] for field in fields}
    for one in _read_queue(shelf).values():
        if one.row.field in counts:
            counts[one.row.field][one.row.is_put_off] += 1
    return {field: (left, put_off) for field, (left, put_off) in counts.items()}


def count_seen_left(shelf: Shelf, *, fields: Sequence[str]) -> tuple[int, int]:
    """Count the questions about n fields that are to be asked, and those put off."""
    if shelf.sight.is_full:
        return count_left(shelf.library, fields=fields)
    counts = count_seen(shelf, fields=fields).values()
    return sum(left for left, _ in counts), sum(put_off for _, put_off in counts)


def _read_queue(shelf: Shelf) -> _Queue:
    library = shelf.library
    state = (str(library.folder), last_event_id(library), last_act_id(library), shelf.sight)
    # What looks through the library leaves these when it is done with a part of it.
    looked = tuple(str(find_setting(library, one)) for one in ("doubts", "tag-doubts", "editions"))
    known = _KEPT.find((state, looked))
    if known is None:
        seen = list_seen_works(shelf) or frozenset()
        waiting = list_put_off_keys(library)
        known = {}
        for one in (*_sum_up(shelf, seen), *_list_families(shelf), *_list_names(shelf, seen)):
            place = (one.row.field, one.row.key)
            row = QuestionRow(*place, one.row.value, one.row.works, place in waiting)
            known[place] = SeenQuestion(row, one.works, one.rows)
        _KEPT.keep((state, looked), known)
    return known


def _sum_up(shelf: Shelf, seen: frozenset[str]) -> Iterator[SeenQuestion]:
    """Questions of which each work's part is known from itself."""
    works: dict[tuple[str, str], list[str]] = defaultdict(list)
    values: dict[tuple[str, str], int] = defaultdict(int)
    for field, key, work_id, weight in iter_doubt_weights(shelf.library):
        if work_id in seen and field not in {EDITIONS, TAGS}:
            works[field, key].append(work_id)
            values[field, key] += weight
    for (field, key), held in works.items():
        row = QuestionRow(field, key, values[field, key], len(held))
        yield SeenQuestion(row, tuple(sorted(held)))


def _list_families(shelf: Shelf) -> Iterator[SeenQuestion]:
    for family in list_seen_families(shelf):
        rows = make_family_rows(shelf.library, family)
        if rows:
            yield _make(rows)


def _list_names(shelf: Shelf, seen: frozenset[str]) -> Iterator[SeenQuestion]:
    library = shelf.library
    if find_setting(library, "tag-doubts") is None:
        return  # nobody has looked through the names yet
    key = (str(library.folder), last_event_id(library), last_act_id(library), shelf.sight)
    rows = _KEPT_NAMES.find(key)
    if rows is None:
        rows = tuple(_find_names(shelf, seen))
        _KEPT_NAMES.keep(key, rows)
    named: dict[str, list[DoubtRow]] = defaultdict(list)
    for one in rows:
        named[one.key].append(one)
    for held in named.values():
        yield _make(held)


def _find_names(shelf: Shelf, seen: frozenset[str]) -> Iterator[DoubtRow]:
    for kind in TAG_KINDS:
        for name, offers, weight in find_doubted(shelf.library, shelf.packs, kind, seen=seen):
            works = [one for one in list_holders(shelf.library, kind, name) if one in seen]
            yield from make_doubt_rows(make_tag_key(kind, name), works, offers, weight)


def _make(rows: Sequence[DoubtRow]) -> SeenQuestion:
    ordered = tuple(sorted(rows, key=lambda one: one.work_id))
    first, worth = ordered[0], sum(one.weight for one in ordered)
    row = QuestionRow(first.field, first.key, worth, len(ordered))
    return SeenQuestion(row, tuple(one.work_id for one in ordered), ordered)
