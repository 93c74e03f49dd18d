"""History: the append-only log of events, under PREMIS names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from fonds.errors import BugError
from fonds.library.codec import from_json, to_json
from fonds.library.opening import Library
from fonds.library.storage import Row, find_row, put_rows, read_rows

EVENT_NAMES = frozenset(
    {
        "accession",
        "deaccession",
        "fixity check",
        "format identification",
        "ingestion",
        "ingestion end",
        "ingestion start",
        "message digest calculation",
        "metadata extraction",
        "metadata modification",
        "information package merging",
        "information package splitting",
        "policy assignment",
        "quality review",
        "unpacking",
    }
)
"""The names we use of the Library of Congress's PREMIS event type vocabulary."""

_EVENT = "SELECT id, at, name, accession, work_id, digest, detail FROM event"


class Event(Struct, frozen=True):
    """Something that happened to the library.

    Attributes:
        id: 1, 2, 3 … without gaps.
        at: ISO UTC.
        name: a PREMIS event name.
        accession, work_id, digest: what it concerns, each or None.
        detail: more, as JSON.
    """

    id: int
    at: str
    name: str
    accession: int | None
    work_id: str | None
    digest: str | None
    detail: dict[str, Any]


class NewEvent(Struct, frozen=True):
    """An event about to be appended; see `Event`."""

    name: str
    accession: int | None = None
    work_id: str | None = None
    digest: str | None = None
    detail: dict[str, Any] = {}


def put_event(
    library: Library,
    name: str,
    *,
    clock: str,
    accession: int | None = None,
    work_id: str | None = None,
    digest: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Append an event, inside the caller's transaction if there is one; gives its number."""
    put_events(
        library,
        [NewEvent(name, accession, work_id, digest, {} if detail is None else dict(detail))],
        clock=clock,
    )
    # Not `last_insert_rowid`: that would be another table's when nothing was put.
    return last_event_id(library)


def put_events(library: Library, events: Iterable[NewEvent], *, clock: str) -> None:
    """Append n events, inside the caller's transaction if there is one.

    Raises:
        BugError: an event's name is not one of `EVENT_NAMES`.
    """
    rows = []
    for event in events:
        if event.name not in EVENT_NAMES:
            raise BugError(f"{event.name!r} is not a PREMIS event name we use")
        rows.append(
            (clock, event.name, event.accession, event.work_id, event.digest, to_json(event.detail))
        )
    put_rows(
        library.connection,
        "INSERT INTO event (at, name, accession, work_id, digest, detail) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def iter_events(
    library: Library,
    *,
    after: int = 0,
    name: str | None = None,
    work_id: str | None = None,
    digest: str | None = None,
    accession: int | None = None,
) -> Iterator[Event]:
    """Give events in order, of one name, work, original or accession if asked."""
    asked = {"work_id": work_id, "digest": digest, "accession": accession, "name": name}
    given = {column: value for column, value in asked.items() if value is not None}
    # Only what is asked stands in the query: a condition that may be none hides the index.
    where = "".join(f" AND {column} = ?" for column in given)
    last = after
    while rows := read_rows(
        library.connection,
        f"{_EVENT} WHERE id > ?{where} ORDER BY id LIMIT 1000",
        (last, *given.values()),
    ):
        for row in rows:
            yield _event_of(row)
        last = rows[-1][0]


def _event_of(row: Row) -> Event:
    number, at, name, accession, work_id, digest, detail = row
    return Event(number, at, name, accession, work_id, digest, from_json(detail, dict[str, Any]))


def last_event_id(library: Library) -> int:
    """Give the number of the last event, 0 for a new library."""
    row = find_row(library.connection, "SELECT coalesce(max(id), 0) FROM event")
    return int(row[0]) if row else 0
