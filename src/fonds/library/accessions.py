"""Accessions: each act of taking in a heap."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from fonds.errors import BugError, UserError
from fonds.library.codec import from_json, to_json
from fonds.library.history import put_event
from fonds.library.opening import Library
from fonds.library.sqlar import label_path
from fonds.library.storage import Row, find_row, put_row, read_rows, transaction

AccessionState = Literal["open", "finished", "undone"]


_SELECT = "SELECT id, heap, begun, ended, state, options, tool FROM accession"


def folder_of(accession_id: int) -> str:
    """Give the archive folder of an accession.

    Example:
        >>> folder_of(7)
        'accession-0007'
    """
    return f"accession-{accession_id:04}"


class Accession(Struct, frozen=True):
    """One act of taking in a heap.

    Attributes:
        id: 1, 2, 3 …; never reused.
        heap: what was handed over, as the caller names it.
        begun, ended: ISO UTC; `ended` is None while open.
        state: open, finished or undone.
        options: what the run was asked to do.
        tool: program and version.
        folder: the first path segment of its originals in the archive ("accession-0001").
    """

    id: int
    heap: str
    begun: str
    ended: str | None
    state: AccessionState
    options: dict[str, Any]
    tool: str
    folder: str


def begin_accession(
    library: Library, heap: str, *, options: Mapping[str, Any], tool: str, clock: str
) -> Accession:
    """Begin an accession (one transaction, one "ingestion start" event)."""
    heap = label_path(heap)
    with transaction(library.connection):
        put_row(
            library.connection,
            "INSERT INTO accession (heap, begun, state, options, tool) VALUES (?, ?, 'open', ?, ?)",
            (heap, clock, to_json(options), tool),
        )
        accession_id = library.connection.last_insert_rowid()
        put_event(
            library,
            "ingestion start",
            clock=clock,
            accession=accession_id,
            detail={"heap": heap, "options": dict(options), "tool": tool},
        )
    return get_accession(library, accession_id)


def find_unfinished_accession(library: Library, heap: str) -> Accession | None:
    """Find the newest open accession of a heap, which an interrupted run left."""
    row = find_row(
        library.connection,
        f"{_SELECT} WHERE heap = ? AND state = 'open' ORDER BY id DESC LIMIT 1",
        (label_path(heap),),
    )
    return _accession_of(row) if row else None


def end_accession(library: Library, accession_id: int, *, clock: str) -> Accession:
    """Finish an accession: drafts go, an "ingestion end" event says so; idempotent."""
    with transaction(library.connection):
        accession = get_accession(library, accession_id)
        if accession.state == "undone":
            raise BugError(f"accession {accession_id} is undone and cannot be finished")
        if accession.state == "finished":
            return accession
        put_row(
            library.connection,
            "DELETE FROM reading WHERE original IN (SELECT digest FROM original WHERE read_in = ?)",
            (accession_id,),
        )
        put_row(
            library.connection,
            "UPDATE accession SET state = 'finished', ended = ? WHERE id = ?",
            (clock, accession_id),
        )
        put_event(library, "ingestion end", clock=clock, accession=accession_id)
    return get_accession(library, accession_id)


def get_accession(library: Library, accession_id: int) -> Accession:
    """Give one accession.

    Raises:
        UserError: there is none of that number.
    """
    row = find_row(library.connection, f"{_SELECT} WHERE id = ?", (accession_id,))
    if row is None:
        raise UserError(
            f"there is no accession {accession_id} in {library.folder}. "
            "`fonds list --accessions` names them"
        )
    return _accession_of(row)


def list_accessions(library: Library) -> tuple[Accession, ...]:
    """List all accessions, oldest first, undone ones too."""
    rows = read_rows(library.connection, f"{_SELECT} ORDER BY id")
    return tuple(_accession_of(row) for row in rows)


def _accession_of(row: Row) -> Accession:
    number, heap, begun, ended, state, options, tool = row
    return Accession(
        id=number,
        heap=heap,
        begun=begun,
        ended=ended,
        state=state,
        options=from_json(options, dict[str, Any]),
        tool=tool,
        folder=folder_of(number),
    )
