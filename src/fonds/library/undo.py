"""Undo an accession: take out what it alone brought in."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from fonds.errors import UserError
from fonds.library.accessions import get_accession
from fonds.library.claims import claims_of
from fonds.library.codec import to_json
from fonds.library.history import put_event
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.storage import find_row, put_row, read_rows, transaction

_GOING = (
    "SELECT o.digest, o.name FROM original o WHERE o.digest IN "
    "(SELECT digest FROM heap_file WHERE accession = ?1) AND NOT EXISTS "
    "(SELECT 1 FROM heap_file h WHERE h.digest = o.digest AND h.accession <> ?1) ORDER BY o.name"
)


class UndoPlan(Struct, frozen=True):
    """What undoing an accession removes.

    Attributes:
        accession: its number.
        works: identifiers of the works that go.
        originals: archive names of the originals that go.
        kept: archive names of originals that stay, under these names, because another
            accession holds them.
        curated: people's claims on works that go; they are kept, and speak again when the
            works come back.
        revived: identifiers of works that were merged into works that go: they stand alone
            again, and are to be given catalogue lines.
    """

    accession: int
    works: tuple[str, ...]
    originals: tuple[str, ...]
    kept: tuple[str, ...]
    curated: int
    revived: tuple[str, ...] = ()


def plan_undo(library: Library, accession_id: int) -> UndoPlan:
    """Say what undoing would remove; changes nothing.

    Raises:
        UserError: there is no such accession, or it is undone already.
    """
    accession = get_accession(library, accession_id)
    if accession.state == "undone":
        raise UserError(f"accession {accession_id} is undone already; nothing is left of it")
    going = _read_going(library, accession_id)
    kept = read_rows(
        library.connection,
        "SELECT DISTINCT o.name FROM heap_file h JOIN original o ON o.digest = h.digest "
        "WHERE h.accession = ?1 AND EXISTS (SELECT 1 FROM heap_file other "
        "WHERE other.digest = h.digest AND other.accession <> ?1) ORDER BY o.name",
        (accession_id,),
    )
    works = _read_works(library, going)
    curated = find_row(
        library.connection,
        "SELECT count(*) FROM claim WHERE basis = 'curated' AND work_id IN "
        "(SELECT value FROM json_each(?))",
        (to_json(works),),
    )
    return UndoPlan(
        accession=accession_id,
        works=works,
        originals=tuple(name for _digest, name in going),
        kept=tuple(row[0] for row in kept),
        curated=int(curated[0]) if curated else 0,
        revived=_read_revived(library, works),
    )


def _read_revived(library: Library, works: tuple[str, ...]) -> tuple[str, ...]:
    going = set(works)
    led = {old for one in works for old in list_merged_into(library, one)} - going
    return tuple(sorted(old for old in led if resolve_work_id(library, old) in going))


def _read_going(library: Library, accession_id: int) -> list[tuple[str, str]]:
    rows = read_rows(library.connection, _GOING, (accession_id,))
    return [(digest, name) for digest, name in rows]


def _read_works(library: Library, going: list[tuple[str, str]]) -> tuple[str, ...]:
    # A work goes when any of its sources goes: what would be left is not the story.
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT work_id FROM work_source "
        "WHERE original IN (SELECT value FROM json_each(?)) ORDER BY work_id",
        (to_json([digest for digest, _name in going]),),
    )
    return tuple(row[0] for row in rows)


def find_held_only_by(
    library: Library, accession_id: int, others: Iterable[int]
) -> tuple[str, ...]:
    """Find the originals of an accession that some others hold, too, and nobody else.

    Args:
        library: an open library.
        accession_id: its number.
        others: numbers of accessions.

    Returns:
        Their archive names.
    """
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT o.name FROM heap_file h JOIN original o ON o.digest = h.digest "
        "WHERE h.accession = ?1 AND EXISTS (SELECT 1 FROM heap_file one "
        "WHERE one.digest = h.digest AND one.accession <> ?1) "
        "AND NOT EXISTS (SELECT 1 FROM heap_file one WHERE one.digest = h.digest "
        "AND one.accession <> ?1 AND one.accession NOT IN (SELECT value FROM json_each(?2))) "
        "ORDER BY o.name",
        (accession_id, to_json(sorted(others))),
    )
    return tuple(row[0] for row in rows)


def undo_accession(library: Library, accession_id: int, *, clock: str) -> UndoPlan:
    """Undo an accession in one transaction; the "deaccession" event is kept.

    Identifiers go on leading where they led; those that lead to works that are gone lead
    nowhere until these are back. `fonds.app.acting.undo_heap` does what belongs to it.

    Returns:
        What was removed. The catalogue lines of `revived` works are for the caller.
    """
    with transaction(library.connection):
        plan = plan_undo(library, accession_id)
        going = _read_going(library, accession_id)
        curated = {
            work_id: msgspec.to_builtins(
                [one for one in claims_of(library, work_id) if one.basis == "curated"]
            )
            for work_id in plan.works
        }
        _remove_works(library, plan.works)
        put_row(library.connection, "DELETE FROM heap_file WHERE accession = ?", (accession_id,))
        for digest, name in going:
            put_row(library.connection, "DELETE FROM original WHERE digest = ?", (digest,))
            put_row(library.connection, "DELETE FROM sqlar WHERE name = ?", (name,))
        moved = read_rows(
            library.connection,
            "SELECT id FROM work WHERE accession = ? ORDER BY id",
            (accession_id,),
        )
        _rehome(library, accession_id)
        put_row(
            library.connection,
            "UPDATE accession SET state = 'undone', ended = ? WHERE id = ?",
            (clock, accession_id),
        )
        detail = {
            "works": plan.works,
            "moved": [row[0] for row in moved],
            "originals": {name: digest for digest, name in going},
            "kept": plan.kept,
            "revived": plan.revived,
            "curated": {work_id: claims for work_id, claims in curated.items() if claims},
        }
        put_event(library, "deaccession", clock=clock, accession=accession_id, detail=detail)
    return plan


def _remove_works(library: Library, works: tuple[str, ...]) -> None:
    for work_id in works:
        # What stays of the work's sources is read again when its accession is next worked on.
        put_row(
            library.connection,
            "UPDATE original SET read_by = NULL, read_in = NULL WHERE digest IN "
            "(SELECT original FROM work_source WHERE work_id = ?)",
            (work_id,),
        )
        put_row(library.connection, "DELETE FROM work WHERE id = ?", (work_id,))


def _rehome(library: Library, accession_id: int) -> None:
    """Give what stays to the oldest other accession that holds it.

    The archive name stays as it was: it is what was written down of these bytes, and
    they were taken in under it.
    """
    heirs = read_rows(
        library.connection,
        "SELECT o.digest, h.accession, min(h.path) FROM original o "
        "JOIN heap_file h ON h.digest = o.digest WHERE o.accession = ?1 AND h.accession = "
        "(SELECT min(accession) FROM heap_file WHERE digest = o.digest) GROUP BY o.digest",
        (accession_id,),
    )
    for digest, heir, path in heirs:
        put_row(
            library.connection,
            "UPDATE original SET accession = ?2 WHERE digest = ?1",
            (digest, heir),
        )
        put_row(
            library.connection,
            "UPDATE heap_file SET outcome = 'taken', reason = 'first taken in by accession ' "
            "|| ?3 || ', since undone' WHERE accession = ?1 AND path = ?2",
            (heir, path, accession_id),
        )
    put_row(
        library.connection,
        "UPDATE original SET read_in = CASE WHEN read_by IS NULL THEN NULL ELSE accession END "
        "WHERE read_in = ?",
        (accession_id,),
    )
    put_row(
        library.connection,
        "UPDATE work SET accession = (SELECT o.accession FROM work_source s JOIN original o "
        "ON o.digest = s.original WHERE s.work_id = work.id ORDER BY s.ordinal LIMIT 1) "
        "WHERE accession = ?",
        (accession_id,),
    )
