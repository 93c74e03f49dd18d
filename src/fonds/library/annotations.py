"""Annotations: the passages a person keeps of a story, and what they noted beside them."""

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.codec import make_storable, to_json
from fonds.library.marks import find_aliases, follow_redirects
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.storage import Row, find_row, put_row, read_rows, transaction

QUOTE_MOST = 20_000
"""Code points of a passage: some twelve pages of a book."""

NOTE_MOST = 20_000
CONTEXT_MOST = 64
"""Code points kept before and after a passage; W3C's Web Annotation suggests some dozens."""

_ONE = """
SELECT id, work_id, paragraph, start, end_paragraph, end, quote, before, after, note, made, changed
FROM annotation WHERE id = ? AND person = ?
"""
_OF_WORK = """
SELECT id, work_id, paragraph, start, end_paragraph, end, quote, before, after, note, made, changed
FROM annotation WHERE person = ? AND work_id IN (SELECT value FROM json_each(?))
ORDER BY paragraph, start, id
"""
_OF_PERSON = """
SELECT id, work_id, paragraph, start, end_paragraph, end, quote, before, after, note, made, changed
FROM annotation WHERE person = ? ORDER BY work_id, paragraph, start, id
"""

_INSERT = """
INSERT INTO annotation (person, work_id, paragraph, start, end_paragraph, end, quote, before,
    after, note, made, changed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Passage(Struct, frozen=True):
    """A stretch of a story: its place, and its words should the place change.

    Attributes:
        paragraph: block of the whole story in which it begins, from 1.
        start: first code point in that block's text as it is shown.
        end_paragraph: block in which it ends.
        end: one past its last code point, in that block.
        quote: its words (the `exact` of a W3C TextQuoteSelector).
        before, after: words around it, which tell it from others alike.
    """

    paragraph: int
    start: int
    end_paragraph: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


class Annotation(Struct, frozen=True):
    """A passage somebody keeps.

    Attributes:
        id: 1, 2, 3 …; never reused.
        work_id: the work, as it was called then.
        passage: where it was and what it said.
        note: what they wrote beside it; "" for a highlight alone.
        made, changed: ISO UTC.
    """

    id: int
    work_id: str
    passage: Passage
    note: str
    made: str
    changed: str


def put_annotation(
    library: Library, person: int, work_id: str, passage: Passage, note: str, *, clock: str
) -> Annotation:
    """Keep a passage.

    Raises:
        UserError: it has no words or too many, the note is too long, or there is no such work.
    """
    resolved = resolve_work_id(library, work_id)
    _refuse_long(passage.quote, note)
    values = (
        *(person, resolved, passage.paragraph, passage.start, passage.end_paragraph, passage.end),
        make_storable(passage.quote),
        make_storable(passage.before[-CONTEXT_MOST:]),
        make_storable(passage.after[:CONTEXT_MOST]),
        *(make_storable(note), clock, clock),
    )
    with transaction(library.connection):
        put_row(library.connection, _INSERT, values)
        number = library.connection.last_insert_rowid()
    return get_annotation(library, person, number)


def change_annotation(
    library: Library, person: int, annotation_id: int, note: str, *, clock: str
) -> Annotation:
    """Write another note beside a passage.

    Raises:
        UserError: this person has no such annotation, or the note is too long.
    """
    _refuse_long(" .", note)
    with transaction(library.connection):
        get_annotation(library, person, annotation_id)
        put_row(
            library.connection,
            "UPDATE annotation SET note = ?, changed = ? WHERE id = ? AND person = ?",
            (make_storable(note), clock, annotation_id, person),
        )
    return get_annotation(library, person, annotation_id)


def remove_annotation(library: Library, person: int, annotation_id: int) -> bool:
    """Forget a passage; gives whether this person had it."""
    with transaction(library.connection):
        put_row(
            library.connection,
            "DELETE FROM annotation WHERE id = ? AND person = ?",
            (annotation_id, person),
        )
        return bool(library.connection.changes() > 0)


def get_annotation(library: Library, person: int, annotation_id: int) -> Annotation:
    """Give one annotation of a person.

    Raises:
        UserError: this person has none of that number.
    """
    row = find_row(library.connection, _ONE, (annotation_id, person))
    if row is None:
        raise UserError("there is no such annotation")
    return _annotation_of(row)


def list_annotations(library: Library, person: int, work_id: str) -> tuple[Annotation, ...]:
    """List what a person keeps of one work, in the order of the story.

    Cost: O(n) for n annotations of the work under all identifiers it ever had.
    """
    aliases = tuple(find_aliases(library, follow_redirects(library, (work_id,)).values()))
    rows = read_rows(library.connection, _OF_WORK, (person, to_json(aliases)))
    return tuple(_annotation_of(row) for row in rows)


def list_all_annotations(library: Library, person: int) -> tuple[Annotation, ...]:
    """List all that a person keeps, work by work; whoever shows it leaves out hidden works."""
    rows = read_rows(library.connection, _OF_PERSON, (person,))
    return tuple(_annotation_of(row) for row in rows)


def _refuse_long(quote: str, note: str) -> None:
    if not quote.strip():
        raise UserError("there are no words in this passage")
    if len(quote) > QUOTE_MOST:
        raise UserError(f"this passage is longer than {QUOTE_MOST:,} characters")
    if len(note) > NOTE_MOST:
        raise UserError(f"this note is longer than {NOTE_MOST:,} characters")


def _annotation_of(row: Row) -> Annotation:
    number, work_id, paragraph, start, end_paragraph, end, quote, before, after, *rest = row
    note, made, changed = rest
    passage = Passage(paragraph, start, end_paragraph, end, quote, before, after)
    return Annotation(number, work_id, passage, note, made, changed)
