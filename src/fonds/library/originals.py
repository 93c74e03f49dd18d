"""Originals: bytes as given, stored once, verified whenever they are read."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from fonds.errors import DamageError, UserError
from fonds.library.accessions import folder_of
from fonds.library.history import NewEvent, put_events
from fonds.library.opening import Library
from fonds.library.sqlar import (
    file_mode,
    find_free_name,
    label_path,
    name_key,
    number_name,
    pack_bytes,
    safe_name,
    unpack_bytes,
)
from fonds.library.storage import Row, find_row, put_row, read_rows, transaction

MAX_STORED_BYTES = 999_000_000
"""SQLite refuses rows over 1,000,000,000 bytes; the name and header need a little."""

_HEAP_FILE = "SELECT accession, path, digest, size, mtime, outcome, reason FROM heap_file"
_ORIGINAL = "SELECT digest, size, media_type, name, accession, read_by FROM original"

Outcome = Literal["taken", "duplicate", "refused"]


_REPEATED = """
WITH line AS (
    SELECT h.digest, h.path FROM heap_file h JOIN accession a ON a.id = h.accession
    WHERE h.digest IS NOT NULL AND a.state <> 'undone'
), place AS (
    SELECT digest, path, '' AS member FROM line
    UNION
    SELECT m.digest, line.path, m.path FROM line JOIN member m ON m.original = line.digest
    WHERE m.path <> '' AND m.digest IS NOT NULL
)
SELECT digest, path, member FROM place
WHERE digest IN (SELECT digest FROM place GROUP BY digest HAVING count(*) > 1)
ORDER BY digest, path, member
"""


class Arrival(Struct, frozen=True):
    """One file of a heap, about to be taken in.

    Attributes:
        path: its path in the heap, "/" between segments.
        data: its bytes.
        mtime: seconds since 1970, as the heap says.
        media_type: by content.
        mode: permission bits; the archive gives them back.
    """

    path: str
    data: bytes
    mtime: int
    media_type: str
    mode: int = 0o644


class HeapFile(Struct, frozen=True):
    """What became of one path of a heap.

    Attributes:
        accession: its accession's number.
        path: as in the heap.
        digest: "sha256:…", or None when refused unread.
        size: bytes.
        mtime: seconds since 1970.
        outcome: taken, duplicate (the same bytes are kept already) or refused.
        reason: for a duplicate which archive name holds the bytes; for a refusal why.
    """

    accession: int
    path: str
    digest: str | None
    size: int
    mtime: int
    outcome: Outcome
    reason: str


class Original(Struct, frozen=True):
    """An original without its bytes.

    Attributes:
        digest: "sha256:" and 64 hex digits.
        size: bytes as given.
        media_type: by content.
        name: where it lies in the archive (`sqlite3 library.db -A -x`).
        accession: the accession that holds it.
        read_by: version of the stages that read it, or None when nobody has.
    """

    digest: str
    size: int
    media_type: str
    name: str
    accession: int
    read_by: str | None


def put_originals(
    library: Library, accession_id: int, arrivals: Iterable[Arrival], *, clock: str
) -> tuple[HeapFile, ...]:
    """Store n originals with their heap lines and events, in one transaction.

    A path already recorded for this accession with the same bytes changes nothing; with
    other bytes (the file changed meanwhile) both are kept, the later as "name~2.txt".

    Args:
        library: an open library, whose writer's lock the caller holds.
        accession_id: of an open accession.
        arrivals: n files; all are held in memory until the transaction ends.
        clock: now, ISO UTC.

    Returns:
        n heap lines, in the order given.
    """
    with transaction(library.connection):
        return tuple(_put_original(library, accession_id, one, clock) for one in arrivals)


def digest_of(data: bytes) -> str:
    """Give the digest that names an original.

    Example:
        >>> digest_of(b"")[:19]
        'sha256:e3b0c44298fc'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _put_original(library: Library, accession_id: int, arrival: Arrival, clock: str) -> HeapFile:
    digest = digest_of(arrival.data)
    path, known = _find_place(library, accession_id, label_path(arrival.path), digest)
    if known is not None:
        return known
    holder = find_original(library, digest)
    line = HeapFile(
        accession=accession_id,
        path=path,
        digest=digest,
        size=len(arrival.data),
        mtime=arrival.mtime,
        outcome="taken" if holder is None else "duplicate",
        reason="" if holder is None else f"the same bytes as {holder.name}",
    )
    if holder is None:
        stored = pack_bytes(arrival.data)
        if len(stored) > MAX_STORED_BYTES:
            return put_refusal(
                library,
                accession_id,
                path,
                "too large to be kept in the library (over 999,000,000 bytes compressed)",
                clock=clock,
                size=len(arrival.data),
                mtime=arrival.mtime,
            )
        _put_bytes(library, line, arrival, stored)
    _put_heap_file(library, line)
    _put_arrival_events(library, line, clock)
    return line


def _find_place(
    library: Library, accession_id: int, path: str, digest: str
) -> tuple[str, HeapFile | None]:
    # A file that changed while its heap was being taken in arrives twice under one path
    # with different bytes: both are kept, the later under a numbered path.
    number, place = 1, path
    while True:
        row = find_row(
            library.connection,
            f"{_HEAP_FILE} WHERE accession = ? AND path = ?",
            (accession_id, place),
        )
        if row is None:
            return place, None
        if row[2] == digest:
            return place, HeapFile(*row)
        if row[5] == "refused":
            put_row(
                library.connection,
                "DELETE FROM heap_file WHERE accession = ? AND path = ?",
                (accession_id, place),
            )
            return place, None
        number += 1
        place = number_name(path, number)


def _put_bytes(library: Library, line: HeapFile, arrival: Arrival, stored: bytes) -> None:
    name = find_free_name(
        safe_name(folder_of(line.accession), line.path),
        lambda name: _is_file(library, name),
        lambda name: _is_folder(library, name),
    )
    put_row(
        library.connection,
        "INSERT INTO sqlar (name, mode, mtime, sz, data) VALUES (?, ?, ?, ?, ?)",
        (name, file_mode(arrival.mode), arrival.mtime, len(arrival.data), stored),
    )
    put_row(
        library.connection,
        "INSERT INTO original (digest, size, media_type, name, name_key, accession) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (line.digest, line.size, arrival.media_type, name, name_key(name), line.accession),
    )


def _is_file(library: Library, name: str) -> bool:
    # Names that differ only in case or in how accents are composed count as one, since
    # some file systems take them for one.
    sql = "SELECT 1 FROM original WHERE name_key = ?"
    return find_row(library.connection, sql, (name_key(name),)) is not None


def _is_folder(library: Library, name: str) -> bool:
    # "0" is the character after "/": the range holds every name below this one.
    sql = "SELECT 1 FROM original WHERE name_key > ?1 || '/' AND name_key < ?1 || '0' LIMIT 1"
    return find_row(library.connection, sql, (name_key(name),)) is not None


def _put_heap_file(library: Library, line: HeapFile) -> None:
    put_row(
        library.connection,
        "INSERT INTO heap_file (accession, path, digest, size, mtime, outcome, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            line.accession,
            line.path,
            line.digest,
            line.size,
            line.mtime,
            line.outcome,
            line.reason,
        ),
    )


def _put_arrival_events(library: Library, line: HeapFile, clock: str) -> None:
    detail = {"path": line.path, "outcome": line.outcome, "size": line.size}
    if line.reason:
        detail["reason"] = line.reason
    events = []
    if line.outcome == "taken":
        events.append(
            NewEvent(
                "message digest calculation", line.accession, None, line.digest, {"path": line.path}
            )
        )
    events.append(NewEvent("ingestion", line.accession, None, line.digest, detail))
    put_events(library, events, clock=clock)


def put_refusal(
    library: Library,
    accession_id: int,
    path: str,
    reason: str,
    *,
    clock: str,
    size: int = 0,
    mtime: int = 0,
) -> HeapFile:
    """Record that a path was not taken in, and why."""
    line = HeapFile(
        accession=accession_id,
        path=label_path(path),
        digest=None,
        size=size,
        mtime=mtime,
        outcome="refused",
        reason=label_path(reason),
    )
    with transaction(library.connection):
        known = find_row(
            library.connection,
            f"{_HEAP_FILE} WHERE accession = ? AND path = ?",
            (accession_id, line.path),
        )
        if known is not None:
            return HeapFile(*known)
        _put_heap_file(library, line)
        _put_arrival_events(library, line, clock)
    return line


def iter_heap_files(library: Library, accession_id: int) -> Iterator[HeapFile]:
    """Give every path of an accession, by path; a resumed run skips these."""
    rows = read_rows(
        library.connection, f"{_HEAP_FILE} WHERE accession = ? ORDER BY path", (accession_id,)
    )
    for row in rows:
        yield HeapFile(*row)


def iter_originals(library: Library) -> Iterator[Original]:
    """Give every original of the library without its bytes, by archive name."""
    for row in read_rows(library.connection, f"{_ORIGINAL} ORDER BY name"):
        yield Original(*row)


def find_original(library: Library, digest: str) -> Original | None:
    """Find an original by its digest."""
    row = find_row(library.connection, f"{_ORIGINAL} WHERE digest = ?", (digest,))
    return Original(*row) if row else None


def read_original(library: Library, digest: str) -> bytes:
    """Give the bytes of an original, verified against the digest.

    Raises:
        UserError: there is no such original.
        DamageError: the stored bytes are not those that were given.
    """
    row = find_row(
        library.connection,
        "SELECT o.size, o.name, s.sz, s.data FROM original o "
        "LEFT JOIN sqlar s ON s.name = o.name WHERE o.digest = ?",
        (digest,),
    )
    if row is None:
        raise UserError(f"there is no original {digest} in {library.folder}")
    return _verified(row, digest)


def _verified(row: Row, digest: str) -> bytes:
    size, name, stored_size, stored = row
    if not isinstance(stored, bytes) or stored_size != size:
        raise DamageError(
            f"{name} ({digest}) has lost its bytes in the archive; other originals are not touched"
        )
    try:
        data = unpack_bytes(stored, size)
    except zlib.error as error:
        raise DamageError(
            f"{name} ({digest}) does not unpack ({error}); other originals are not touched"
        ) from error
    if digest_of(data) != digest:
        raise DamageError(
            f"{name} ({digest}): the stored bytes are not those that were given; "
            "other originals are not touched"
        )
    return data


def list_repeated_places(library: Library) -> tuple[tuple[str, str, str], ...]:
    """List where bytes lie that came under several paths.

    Returns:
        (digest, path in the heap, path inside of it or "") of each place, by digest and path;
        of accessions that are not undone.

    Cost: one pass over the lists of files and members.
    """
    rows = read_rows(library.connection, _REPEATED)
    return tuple((str(digest), str(path), str(member)) for digest, path, member in rows)
