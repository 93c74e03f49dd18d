"""Doubts: what is uncertain or odd in works, a row for each work it concerns.

Works whose doubts share field and key are one question; the database keeps count of them, so
that the queue is read and never worked out. What makes a doubt is not known here.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from fonds.library.codec import to_json
from fonds.library.opening import Library
from fonds.library.storage import Row, find_row, put_row, put_rows, read_rows, transaction

_WAITS = (
    "EXISTS (SELECT 1 FROM put_off WHERE put_off.field = question.field "
    "AND put_off.key = question.key)"
)
_OPEN = (
    "NOT (question.field = 'tag' AND EXISTS (SELECT 1 FROM tag "
    "WHERE tag.kind = substr(question.key, 1, instr(question.key, char(10)) - 1) "
    "AND tag.name = substr(question.key, instr(question.key, char(10)) + 1)))"
)
"""A name that was decided on is asked about no more; its doubts stay, so that taking the decision
back asks again."""

_IN = "question.field IN (SELECT value FROM json_each(?))"
_QUESTION = "SELECT field, key, value, works FROM question WHERE"
_WAITING = (
    "SELECT question.field, question.key, value, works "
    "FROM put_off CROSS JOIN question USING (field, key) WHERE"
)
"""CROSS JOIN: the first table is gone through, the second looked up."""

_TOTAL = "SELECT field, count(*) FROM question WHERE"
_PUT_OFF = (
    "SELECT question.field, count(*) FROM put_off CROSS JOIN question USING (field, key) WHERE"
)
_DECIDED = (
    "SELECT 'tag', count(*) FROM tag CROSS JOIN question ON question.field = 'tag' "
    "AND question.key = tag.kind || char(10) || tag.name WHERE"
)


_FEW_FIELDS = 3


class DoubtRow(Struct, frozen=True):
    """A doubt as it is stored.

    Attributes:
        field: what it is about.
        key: doubts of one field and key are one question.
        work_id: the work it concerns.
        weight: what settling it is worth, in millionths.
        line: what a question is made of, packed.
    """

    field: str
    key: str
    work_id: str
    weight: int
    line: bytes


class QuestionRow(Struct, frozen=True):
    """A question as it waits in the queue.

    Attributes:
        field: what it is about.
        key: which one of the field.
        value: what an answer is worth, in millionths: the sum of its doubts.
        works: how many works one answer settles.
        is_put_off: whether somebody wants to be asked later.
    """

    field: str
    key: str
    value: int
    works: int
    is_put_off: bool = False


def put_doubts(
    library: Library, work_id: str, doubts: Iterable[DoubtRow], *, fields: Sequence[str]
) -> None:
    """Store the doubts of a work, in place of those it has.

    Args:
        library: an open library; the work is stored.
        work_id: the work.
        doubts: n doubts of it.
        fields: only doubts about these are replaced.

    Cost: one look-up; only what is new or gone is written.
    """
    wanted = {(one.field, one.key): one for one in doubts}
    held = read_rows(
        library.connection,
        "SELECT field, key, weight, line FROM doubt WHERE work_id = ? "
        "AND field IN (SELECT value FROM json_each(?))",
        (work_id, to_json(list(fields))),
    )
    same = set()
    gone = []
    for field, key, weight, line in held:
        one = wanted.get((field, key))
        if one is not None and (one.weight, one.line) == (weight, bytes(line)):
            same.add((field, key))
        else:
            gone.append((field, key, work_id))
    new = [one for place, one in wanted.items() if place not in same]
    if not gone and not new:
        return
    with transaction(library.connection):
        # Never an UPDATE or REPLACE: the counts of questions hear of rows put in and taken out.
        put_rows(
            library.connection,
            "DELETE FROM doubt WHERE field = ? AND key = ? AND work_id = ?",
            gone,
        )
        put_rows(
            library.connection,
            "INSERT INTO doubt (field, key, work_id, weight, line) VALUES (?, ?, ?, ?, ?)",
            [(one.field, one.key, one.work_id, one.weight, one.line) for one in new],
        )


def remove_doubts(library: Library, work_id: str) -> None:
    """Have no doubts of a work any more."""
    put_row(library.connection, "DELETE FROM doubt WHERE work_id = ?", (work_id,))


def remove_question(library: Library, field: str, key: str) -> None:
    """Have no doubts of a field and key any more. Cost: O(works)."""
    put_row(library.connection, "DELETE FROM doubt WHERE field = ? AND key = ?", (field, key))


def put_question(library: Library, field: str, key: str, doubts: Iterable[DoubtRow]) -> None:
    """Store the doubts of one question, in place of those it has."""
    with transaction(library.connection):
        remove_question(library, field, key)
        put_rows(
            library.connection,
            "INSERT INTO doubt (field, key, work_id, weight, line) VALUES (?, ?, ?, ?, ?)",
            [(field, key, one.work_id, one.weight, one.line) for one in doubts],
        )


def find_question_row(library: Library, field: str, key: str) -> QuestionRow | None:
    """Find a question; None when nothing of it is in doubt."""
    row = find_row(
        library.connection, f"{_QUESTION} field = ? AND key = ? AND {_OPEN}", (field, key)
    )
    if row is None:
        return None
    waits = find_row(
        library.connection, "SELECT 1 FROM put_off WHERE field = ? AND key = ?", (field, key)
    )
    return _make_row(row, is_put_off=waits is not None)


def _make_row(row: Row, *, is_put_off: bool) -> QuestionRow:
    field, key, value, works = row
    return QuestionRow(field, key, value, works, is_put_off)


def list_question_rows(
    library: Library,
    *,
    fields: Sequence[str],
    is_put_off: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[QuestionRow, ...]:
    """List questions, the most valuable first.

    Args:
        library: an open library.
        fields: only questions about these.
        is_put_off: those that were put off, instead of those that were not.
        limit: most to give; None gives all.
        offset: how many to pass over.

    Cost: O(offset + limit) where most questions are about these fields.
    """
    # With a plus the field chooses no index, so that the questions come in their order and
    # nothing is sorted; of a few fields there may be few, far down.
    among = f"+{_IN}" if len(fields) > _FEW_FIELDS else _IN
    found = f"{_WAITING} {_IN}" if is_put_off else f"{_QUESTION} NOT {_WAITS} AND {among}"
    rows = read_rows(
        library.connection,
        f"{found} AND {_OPEN} ORDER BY value DESC, question.field, question.key LIMIT ? OFFSET ?",
        (to_json(list(fields)), -1 if limit is None else limit, offset),
    )
    return tuple(_make_row(row, is_put_off=is_put_off) for row in rows)


def count_questions(library: Library, *, fields: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Count the questions about each of n fields: those to be asked, and those put off.

    Cost: O(questions), some 20 ms for 200,000.
    """
    wanted = (to_json(list(fields)),)
    among = f"+{_IN}" if len(fields) > _FEW_FIELDS else _IN
    queries = (
        f"{_TOTAL} {among} GROUP BY field",
        f"{_PUT_OFF} {_IN} AND {_OPEN} GROUP BY question.field",
        f"{_DECIDED} {_IN}",
    )
    total, waiting, decided = (
        {str(field): int(count) for field, count in read_rows(library.connection, one, wanted)}
        for one in queries
    )
    return {
        field: (
            total.get(field, 0) - waiting.get(field, 0) - decided.get(field, 0),
            waiting.get(field, 0),
        )
        for field in fields
    }


def count_left(library: Library, *, fields: Sequence[str]) -> tuple[int, int]:
    """Count the questions about n fields that are to be asked, and those that were put off.

    Cost: some 5 ms for 200,000 questions.
    """
    if len(fields) <= _FEW_FIELDS:
        counts = count_questions(library, fields=fields).values()
        return sum(left for left, _ in counts), sum(put_off for _, put_off in counts)
    row = find_row(library.connection, "SELECT count(*) FROM question")
    wanted = (to_json(list(fields)),)
    waiting = read_rows(library.connection, f"{_PUT_OFF} {_IN} AND {_OPEN}", wanted)
    decided = read_rows(library.connection, f"{_DECIDED} {_IN}", wanted)
    put_off = int(waiting[0][1])
    return (int(row[0]) if row else 0) - put_off - int(decided[0][1]), put_off


def iter_doubt_weights(library: Library) -> Iterator[tuple[str, str, str, int]]:
    """Give all doubts: field, key, work and weight. Cost: O(doubts), a million a second."""
    rows = read_rows(library.connection, "SELECT field, key, work_id, weight FROM doubt")
    yield from rows


def list_doubts(library: Library, field: str, key: str, *, limit: int) -> tuple[DoubtRow, ...]:
    """List the first doubts of a question, by work."""
    rows = read_rows(
        library.connection,
        "SELECT field, key, work_id, weight, line FROM doubt WHERE field = ? AND key = ? "
        "ORDER BY work_id LIMIT ?",
        (field, key, limit),
    )
    return tuple(
        DoubtRow(field, key, work_id, weight, bytes(line)) for *_, work_id, weight, line in rows
    )


def find_doubt(library: Library, field: str, key: str, work_id: str) -> DoubtRow | None:
    """Find the doubt of a question that is about one work."""
    row = find_row(
        library.connection,
        "SELECT weight, line FROM doubt WHERE field = ? AND key = ? AND work_id = ?",
        (field, key, work_id),
    )
    return None if row is None else DoubtRow(field, key, work_id, row[0], bytes(row[1]))


def list_doubted(library: Library, field: str, key: str) -> tuple[str, ...]:
    """List the works that a question is about, by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT work_id FROM doubt WHERE field = ? AND key = ? ORDER BY work_id",
        (field, key),
    )
    return tuple(str(row[0]) for row in rows)


def list_keys_of(library: Library, work_id: str, field: str) -> tuple[str, ...]:
    """List the keys of a work's doubts about a field."""
    rows = read_rows(
        library.connection,
        "SELECT key FROM doubt WHERE work_id = ? AND field = ? ORDER BY key",
        (work_id, field),
    )
    return tuple(str(row[0]) for row in rows)


def list_works_from(library: Library, after: int, limit: int) -> tuple[tuple[int, str], ...]:
    """List works that stand in the catalogue, as they lie on the disk: to go through all.

    Args:
        library: an open library.
        after: the place of the last work of the call before; 0 begins.
        limit: most works to give.

    Returns:
        Places, ascending, each with the identifier of its work.
    """
    rows = read_rows(
        library.connection,
        "SELECT rowid, id FROM work WHERE rowid > ? AND id IN (SELECT work_id FROM entry) "
        "ORDER BY rowid LIMIT ?",
        (after, limit),
    )
    return tuple((int(place), str(work_id)) for place, work_id in rows)
