"""Snapshot: a library as it is at one moment, for reading of it for long."""

from collections.abc import Iterator
from contextlib import contextmanager

from fonds.library.opening import Library
from fonds.library.storage import put_row


@contextmanager
def hold_snapshot(library: Library) -> Iterator[None]:
    """See the library as it is now until the end, for `with`, whoever writes to it meanwhile.

    Nobody is kept from writing; the WAL file grows while a snapshot is held.

    Args:
        library: open, in no transaction; nothing may be written in the snapshot.
    """
    put_row(library.connection, "BEGIN")
    try:
        yield
    finally:
        # SQLite ends it by itself after some errors; a second end would hide the cause.
        if library.connection.in_transaction:
            put_row(library.connection, "ROLLBACK")
