"""Open a library's folder, make a new one, and hold the single writer's lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from fonds.errors import DamageError, UserError
from fonds.library.migrations import APPLICATION_ID, migrate, read_version
from fonds.library.storage import find_row, storage_errors

DATABASE_NAME = "library.db"
INDEX_NAME = "index"
LOCK_NAME = "writer.lock"

BUSY_TIMEOUT_MS = 10_000
"""How long a statement waits for another process's transaction. Ours last well under a
second; ten leave room for a slow disk."""


@dataclass(frozen=True, slots=True)
class Library:
    """An open library.

    One connection serves one thread at a time; a web server opens one per request or
    thread, which costs about a millisecond.

    Attributes:
        folder: holds `library.db` and `index/`.
        connection: to `library.db`, foreign keys on, WAL, `synchronous=FULL`.
    """

    folder: Path
    connection: apsw.Connection

    @property
    def index_folder(self) -> Path:
        """Where the derived search index lies."""
        return self.folder / INDEX_NAME


def open_library(folder: Path, *, create: bool = False) -> Library:
    """Open the library in a folder, bringing its schema up to date.

    Args:
        folder: the library's folder.
        create: make an empty library when there is none.

    Returns:
        The open library; close it with `close_library`.

    Raises:
        UserError: there is no library and `create` is False, the folder cannot be used,
            or the library was made by a newer Fonds.
        DamageError: `library.db` is not a database, not a library of ours, or unreadable.
    """
    database = folder / DATABASE_NAME
    # A run killed while it made the library may leave a file of no bytes.
    absent = not database.exists() or (database.is_file() and database.stat().st_size == 0)
    if absent and not create:
        raise _missing(folder)
    if create:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                f"{folder}: cannot be made a library folder ({error.strerror}). "
                "Name another with --library"
            ) from error
    with storage_errors(folder):
        connection = apsw.Connection(str(database))
    try:
        _settle(connection, folder, create=create)
    except BaseException:
        connection.close()
        raise
    return Library(folder, connection)


def _missing(folder: Path) -> UserError:
    return UserError(
        f"{folder}: there is no library here. Make one with `fonds add HEAP`, "
        "or name another folder with --library"
    )


def _settle(connection: apsw.Connection, folder: Path, *, create: bool) -> None:
    connection.set_busy_timeout(BUSY_TIMEOUT_MS)
    tables = find_row(connection, "SELECT count(*) FROM sqlite_schema")
    is_empty = tables is not None and tables[0] == 0 and read_version(connection) == 0
    if is_empty and not create:
        raise _missing(folder)
    identity = find_row(connection, "PRAGMA application_id")
    if not is_empty and (identity is None or identity[0] != APPLICATION_ID):
        raise DamageError(
            f"{folder}: library.db is a database, but not a library of Fonds; "
            "nothing was changed in it"
        )
    with storage_errors(folder):
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection, what=str(folder))


def close_library(library: Library) -> None:
    """Close the connection; the last one to close folds the WAL into the database."""
    with storage_errors(library.folder):
        library.connection.close()


@contextmanager
def hold_writer(library: Library, *, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the library's only writing place, for `with`.

    `fonds add`, `undo` and `rebuild` hold it for their whole run. The lock goes when
    the process ends, however it ends. Readers are never in its way.

    Args:
        library: an open library.
        wait_s: how long to wait for somebody else to let go of it.

    Raises:
        UserError: somebody else holds it.
    """
    # The lock is SQLite's own, on an empty database beside the library: it works on every
    # system SQLite knows, the kernel lets go of it after kill -9, and it holds between two
    # connections of one process too, which a bare fcntl lock does not.
    with storage_errors(library.folder):
        lock = apsw.Connection(str(library.folder / LOCK_NAME))
        lock.set_busy_timeout(round(wait_s * 1000))
    try:
        try:
            lock.execute("BEGIN IMMEDIATE")
        except apsw.BusyError as error:
            raise UserError(
                f"{library.folder}: another fonds is writing to this library. "
                "Wait until it is done, then run the command again"
            ) from error
        yield
    finally:
        lock.close()
