"""Edition doubts: whether works are one story, a question for each family that was found."""

from fonds.app.doubt_rows import Line, weigh
from fonds.app.review import MATTERS
from fonds.library.codec import pack
from fonds.library.doubts import (
    DoubtRow,
    list_doubted,
    list_question_rows,
    put_question,
    remove_question,
)
from fonds.library.editions import Family, find_family, list_families
from fonds.library.kept_apart import make_apart_key, read_apart
from fonds.library.opening import Library
from fonds.library.storage import find_row, transaction

EDITIONS = "editions"

_DOUBTED = 0.5
"""How much an answer tells of what Fonds is sure of: it is asked because merging matters, not
because it is unlikely."""


def put_family_doubts(library: Library, family_id: str) -> None:
    """Store the doubt whether a family's works are editions of one story; none when settled."""
    row = find_row(
        library.connection,
        "SELECT work_id FROM edition WHERE family = ? "
        "AND work_id IN (SELECT work_id FROM entry WHERE kind = 'story') LIMIT 1",
        (family_id,),
    )
    family = None if row is None else find_family(library, str(row[0]))
    rows = [] if family is None else make_family_rows(library, family)
    if rows:
        put_question(library, EDITIONS, family_id, rows)
    else:
        remove_question(library, EDITIONS, family_id)


def make_family_rows(library: Library, family: Family) -> list[DoubtRow]:
    """Rows for the editions that nobody keeps apart from all the others."""
    works = [one.work_id for one in family.editions]
    kept = {
        pair
        for at, one in enumerate(works)
        for other in works[at + 1 :]
        if read_apart(library, pair := make_apart_key(one, other)) is not None
    }
    open_ones = [
        one
        for one in family.editions
        if any(
            make_apart_key(one.work_id, other) not in kept
            for other in works
            if other != one.work_id
        )
    ]
    if len(open_ones) < 2:
        return []
    rows = []
    for one in open_ones:
        line = Line("", None, (), None, one.why, one.confidence)
        weight = weigh(one.confidence * MATTERS[EDITIONS] * _DOUBTED)
        rows.append(DoubtRow(EDITIONS, family.id, one.work_id, weight, pack(line)))
    return rows


def put_edition_doubts(library: Library) -> None:
    """Store doubts for all families as they were found last. Cost: O(families)."""
    families = {one.id: one for one in list_families(library)}
    with transaction(library.connection):
        for waits in (False, True):
            for row in list_question_rows(library, fields=[EDITIONS], is_put_off=waits):
                if row.key not in families:
                    remove_question(library, EDITIONS, row.key)
        for family in families.values():
            rows = make_family_rows(library, family)
            if tuple(one.work_id for one in rows) != list_doubted(library, EDITIONS, family.id):
                put_question(library, EDITIONS, family.id, sorted(rows, key=_work_of))


def _work_of(row: DoubtRow) -> str:
    return row.work_id
