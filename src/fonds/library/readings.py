"""Readings: drafts per original, so that an interrupted run goes on where it stopped."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from fonds.errors import BugError
from fonds.library.codec import make_storable, pack, unpack
from fonds.library.history import NewEvent, put_events
from fonds.library.opening import Library
from fonds.library.originals import Original
from fonds.library.storage import find_row, put_row, put_rows, read_rows, transaction
from fonds.model.work import Work

MemberOutcome = Literal["read", "unreadable", "refused", "duplicate", "container"]


_MEMBER = "SELECT path, digest, size, media_type, outcome, reason FROM member"


class Member(Struct, frozen=True):
    """What became of one file inside an original.

    Attributes:
        path: inside the container; "" is the original itself.
        digest: of its bytes, or None when they were never read.
        size: bytes.
        media_type: by content.
        outcome: read, unreadable (kept, no reader yet), refused, duplicate, container.
        reason: why, in words.
    """

    path: str
    digest: str | None
    size: int
    media_type: str
    outcome: MemberOutcome
    reason: str = ""


class Reading(Struct, frozen=True):
    """All that reading one original gave.

    Attributes:
        digest: of the original (the container).
        members: m >= 1; a plain file has one, with path "".
        drafts: d >= 0 works, in the order found, before parts are joined.
    """

    digest: str
    members: tuple[Member, ...]
    drafts: tuple[Work, ...]


def iter_unread(library: Library, accession_id: int, *, stage: str) -> Iterator[Original]:
    """Give the originals of an accession that this stage version has not read, by path.

    Originals that another accession has read already are left out.
    """
    rows = read_rows(
        library.connection,
        "SELECT o.digest, o.size, o.media_type, o.name, o.accession, o.read_by, min(h.path) "
        "FROM heap_file h JOIN original o ON o.digest = h.digest "
        "WHERE h.accession = ?1 AND (o.read_by IS NULL OR (o.accession = ?1 AND o.read_by <> ?2)) "
        "GROUP BY o.digest ORDER BY min(h.path)",
        (accession_id, stage),
    )
    for row in rows:
        yield Original(*row[:6])


def put_readings(
    library: Library, accession_id: int, readings: Iterable[Reading], *, stage: str, clock: str
) -> None:
    """Store what reading n originals gave and mark them read, in one transaction.

    Args:
        library: an open library, whose writer's lock the caller holds.
        accession_id: of an open accession.
        readings: n readings; a repeated one replaces the earlier.
        stage: version of the stages that read them.
        clock: now, ISO UTC.

    Raises:
        BugError: an original was read before it was stored.
    """
    with transaction(library.connection):
        for reading in readings:
            _put_reading(library, accession_id, reading, stage, clock)


def _put_reading(
    library: Library, accession_id: int, reading: Reading, stage: str, clock: str
) -> None:
    put_members(library, reading.digest, reading.members, clock=clock)
    put_row(library.connection, "DELETE FROM reading WHERE original = ?", (reading.digest,))
    put_rows(
        library.connection,
        "INSERT INTO reading (original, ordinal, stage, draft) VALUES (?, ?, ?, ?)",
        [
            (reading.digest, ordinal, stage, pack(make_storable(draft)))
            for ordinal, draft in enumerate(reading.drafts)
        ],
    )
    put_row(
        library.connection,
        "UPDATE original SET read_by = ?, read_in = ? WHERE digest = ?",
        (stage, accession_id, reading.digest),
    )


def put_members(library: Library, digest: str, members: Iterable[Member], *, clock: str) -> None:
    """Record what became of the files inside an original, replacing what was recorded."""
    kept = [make_storable(member) for member in members]
    with transaction(library.connection):
        if (
            find_row(library.connection, "SELECT 1 FROM original WHERE digest = ?", (digest,))
            is None
        ):
            raise BugError(f"{digest} was read before it was stored")
        put_row(library.connection, "DELETE FROM member WHERE original = ?", (digest,))
        put_rows(
            library.connection,
            "INSERT INTO member (original, ordinal, path, digest, size, media_type, outcome, "
            "reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    digest,
                    ordinal,
                    member.path,
                    member.digest,
                    member.size,
                    member.media_type,
                    member.outcome,
                    member.reason,
                )
                for ordinal, member in enumerate(kept)
            ],
        )
        inner = [member for member in kept if member.path]
        if inner:
            counts: dict[str, int] = {}
            for member in inner:
                counts[member.outcome] = counts.get(member.outcome, 0) + 1
            put_events(
                library, [NewEvent("unpacking", None, None, digest, dict(counts))], clock=clock
            )


def iter_readings(library: Library, accession_id: int) -> Iterator[Reading]:
    """Give every reading of an accession, by heap path, until the accession is ended."""
    rows = read_rows(
        library.connection,
        "SELECT o.digest, min(h.path) FROM original o JOIN heap_file h "
        "ON h.digest = o.digest AND h.accession = ?1 "
        "WHERE o.read_in = ?1 GROUP BY o.digest ORDER BY min(h.path)",
        (accession_id,),
    )
    for digest, path in rows:
        drafts = read_rows(
            library.connection,
            "SELECT draft FROM reading WHERE original = ? ORDER BY ordinal",
            (digest,),
        )
        yield Reading(
            digest=digest,
            members=tuple(iter_members(library, digest)),
            drafts=tuple(unpack(row[0], Work, what=f"the draft of {path}") for row in drafts),
        )


def iter_members(library: Library, digest: str) -> Iterator[Member]:
    """Give the files inside an original, in the order they were found."""
    rows = read_rows(
        library.connection, f"{_MEMBER} WHERE original = ? ORDER BY ordinal", (digest,)
    )
    for row in rows:
        yield Member(*row)
