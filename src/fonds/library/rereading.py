"""Rereading: stored originals that wait to be read anew, and what became of their works.

What waits is marked in the library itself: a run that is killed anywhere goes on when it is
started again. Until a work is read anew its rows stay as they are.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from fonds.library.accessions import get_accession
from fonds.library.codec import to_json
from fonds.library.history import last_event_id, put_event
from fonds.library.opening import Library
from fonds.library.originals import Original
from fonds.library.settings import find_setting, put_setting
from fonds.library.storage import find_row, put_row, read_rows, transaction

_SETTING = "rereading"
_MARK = "again: "
"""Stands before the stage of what waits to be read anew."""


class Rereading(Struct, frozen=True):
    """What is to be read anew.

    Attributes:
        accessions: their numbers; each goes when it is done.
        since: the last event before it began: works of later events are new.
    """

    accessions: tuple[int, ...]
    since: int


def find_rereading(library: Library) -> Rereading | None:
    """Find what a run that was interrupted has left to do; None when nothing is under way."""
    value = find_setting(library, _SETTING)
    return None if value is None else Rereading(tuple(value["accessions"]), value["since"])


def list_outdated(library: Library, *, stage: str) -> tuple[int, ...]:
    """List the finished accessions of which something was read by another stage, or by none."""
    rows = read_rows(
        library.connection,
        "SELECT a.id FROM accession a WHERE a.state = 'finished' AND EXISTS "
        "(SELECT 1 FROM original o WHERE (o.read_in = a.id AND o.read_by <> ?1) "
        "OR (o.accession = a.id AND o.read_by IS NULL)) ORDER BY a.id",
        (stage,),
    )
    return tuple(int(row[0]) for row in rows)


def count_to_read(library: Library, accession_id: int) -> tuple[int, int]:
    """Count the originals that an accession's works were read from, and the works."""
    originals = find_row(
        library.connection,
        "SELECT count(*) FROM original WHERE read_in = ?1 OR (accession = ?1 AND read_by IS NULL)",
        (accession_id,),
    )
    return (int(originals[0]) if originals else 0), len(_list_works(library, accession_id))


def _list_works(library: Library, accession_id: int) -> list[str]:
    """The works that were made of what an accession read."""
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT s.work_id FROM work_source s JOIN original o ON o.digest = s.original "
        "WHERE o.read_in = ? ORDER BY s.work_id",
        (accession_id,),
    )
    return [row[0] for row in rows]


def begin_rereading(library: Library, accession_ids: Iterable[int]) -> Rereading:
    """Mark everything that was read of accessions as waiting, in one transaction.

    Args:
        library: open, its writer's lock held by the caller.
        accession_ids: of finished accessions.
    """
    chosen = tuple(accession_ids)
    with transaction(library.connection):
        for accession_id in chosen:
            put_row(
                library.connection,
                "UPDATE work SET stage = ?2 || stage WHERE id IN (SELECT value FROM json_each(?1)) "
                "AND substr(stage, 1, length(?2)) <> ?2",
                (to_json(_list_works(library, accession_id)), _MARK),
            )
            # Never NULL: another accession that holds the same bytes would read them first.
            put_row(
                library.connection,
                "UPDATE original SET read_by = ?2 || read_by WHERE read_in = ?1 "
                "AND substr(read_by, 1, length(?2)) <> ?2",
                (accession_id, _MARK),
            )
            put_row(
                library.connection,
                "DELETE FROM reading WHERE original IN "
                "(SELECT digest FROM original WHERE read_in = ?)",
                (accession_id,),
            )
        begun = Rereading(chosen, last_event_id(library))
        put_setting(library, _SETTING, {"accessions": chosen, "since": begun.since})
    return begun


def list_to_read(library: Library, accession_id: int, *, stage: str) -> tuple[Original, ...]:
    """List the originals of an accession that this stage has still to read, by path."""
    rows = read_rows(
        library.connection,
        "SELECT o.digest, o.size, o.media_type, o.name, o.accession, o.read_by FROM original o "
        "LEFT JOIN heap_file h ON h.digest = o.digest AND h.accession = ?1 "
        "WHERE (o.read_in = ?1 AND o.read_by <> ?2) OR (o.accession = ?1 AND o.read_by IS NULL) "
        "GROUP BY o.digest ORDER BY min(h.path), o.digest",
        (accession_id, stage),
    )
    return tuple(Original(*row) for row in rows)


def list_waiting(library: Library, accession_id: int) -> tuple[str, ...]:
    """List the works of an accession that wait to be made anew, by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT id FROM work WHERE id IN (SELECT value FROM json_each(?1)) "
        "AND substr(stage, 1, length(?2)) = ?2 ORDER BY id",
        (to_json(_list_works(library, accession_id)), _MARK),
    )
    return tuple(row[0] for row in rows)


def list_new(library: Library, accession_id: int, *, since: int) -> tuple[str, ...]:
    """List the works of an accession of which no event before one tells, by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT id FROM work WHERE id IN (SELECT value FROM json_each(?1)) AND NOT EXISTS "
        "(SELECT 1 FROM event e WHERE e.work_id = work.id AND e.id <= ?2) ORDER BY id",
        (to_json(_list_works(library, accession_id)), since),
    )
    return tuple(row[0] for row in rows)


def list_led_on(library: Library, accession_id: int) -> tuple[str, ...]:
    """List the works of an accession whose identifiers an earlier rereading let lead on."""
    rows = read_rows(
        library.connection,
        "SELECT redirect.old FROM redirect WHERE redirect.old IN (SELECT value FROM json_each(?)) "
        "AND (SELECT act.kind FROM act_change c JOIN act ON act.id = c.act WHERE c.cell = 'merged' "
        "AND c.key = json_array(redirect.old) ORDER BY c.act DESC LIMIT 1) = 'rebuild' "
        "ORDER BY redirect.old",
        (to_json(_list_works(library, accession_id)),),
    )
    return tuple(row[0] for row in rows)


def list_of_same_text(library: Library, work_id: str) -> tuple[str, ...]:
    """List the other works that hold bytes a work was made of, those with most of them first."""
    rows = read_rows(
        library.connection,
        "SELECT other.work_id, count(DISTINCT other.digest) AS shared FROM work_source mine "
        "JOIN work_source other ON other.original = mine.original "
        "AND other.digest = mine.digest AND other.member IS mine.member "
        "WHERE mine.work_id = ?1 AND other.work_id <> ?1 "
        "GROUP BY other.work_id ORDER BY shared DESC, other.work_id",
        (work_id,),
    )
    return tuple(row[0] for row in rows)


def list_withdrawn_of_heap(library: Library, accession_id: int) -> tuple[str, ...]:
    """List the withdrawn works of an accession, by identifier."""
    rows = read_rows(
        library.connection,
        "SELECT work_id FROM withdrawal WHERE work_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY work_id",
        (to_json(_list_works(library, accession_id)),),
    )
    return tuple(row[0] for row in rows)


def end_rereading(
    library: Library,
    accession_id: int,
    *,
    gone: Iterable[str],
    kept: Iterable[str],
    clock: str,
    detail: dict[str, Any],
) -> None:
    """Note that an accession is read anew; its drafts go.

    Args:
        library: open, its writer's lock held by the caller.
        accession_id: its number.
        gone: works that the new reading does not give; their rows go.
        kept: works that it does not give either, and that stay.
        clock: now, ISO UTC.
        detail: what the event is to say.
    """
    lost = tuple(gone)
    with transaction(library.connection):
        put_row(
            library.connection,
            "DELETE FROM work WHERE id IN (SELECT value FROM json_each(?))",
            (to_json(lost),),
        )
        put_row(
            library.connection,
            "UPDATE work SET stage = substr(stage, length(?2) + 1) "
            "WHERE id IN (SELECT value FROM json_each(?1)) AND substr(stage, 1, length(?2)) = ?2",
            (to_json(tuple(kept)), _MARK),
        )
        _forget(library, accession_id)
        put_event(
            library,
            "metadata extraction",
            clock=clock,
            accession=accession_id,
            detail={**detail, "works": lost},
        )


def give_up_rereading(library: Library, accession_id: int) -> None:
    """Leave an accession as it was: its works stay, and its originals are out of date."""
    with transaction(library.connection):
        waiting = list_waiting(library, accession_id)
        put_row(
            library.connection,
            "UPDATE original SET read_by = ?2 || 'given up' WHERE read_in = ?1",
            (accession_id, _MARK),
        )
        put_row(
            library.connection,
            "UPDATE work SET stage = substr(stage, length(?2) + 1) "
            "WHERE id IN (SELECT value FROM json_each(?1))",
            (to_json(waiting), _MARK),
        )
        _forget(library, accession_id)


def drop_undone(library: Library) -> None:
    """Forget what waits of accessions that have been undone since."""
    under_way = find_rereading(library)
    for number in () if under_way is None else under_way.accessions:
        if get_accession(library, number).state != "finished":
            with transaction(library.connection):
                _forget(library, number)


def _forget(library: Library, accession_id: int) -> None:
    put_row(
        library.connection,
        "DELETE FROM reading WHERE original IN (SELECT digest FROM original WHERE read_in = ?)",
        (accession_id,),
    )
    under_way = find_rereading(library)
    if under_way is None:
        return
    left = tuple(one for one in under_way.accessions if one != accession_id)
    value = {"accessions": left, "since": under_way.since} if left else None
    put_setting(library, _SETTING, value)


def settle_read(library: Library, accession_id: int, *, stage: str) -> None:
    """Note that all originals of an accession are read by a stage."""
    put_row(
        library.connection,
        "UPDATE original SET read_by = ? WHERE read_in = ?",
        (stage, accession_id),
    )
