"""Talk to SQLite: rows, transactions, and its errors as ours.

The only module, with `opening`, that knows which exceptions the database raises.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from fonds.errors import BugError, DamageError, FondsError, UserError

Row = tuple[Any, ...]

NO_ROOM = "the disk is full"
"""What is said of a full disk."""

_NO_ROOM = frozenset({apsw.SQLITE_IOERR_SHMSIZE, apsw.SQLITE_IOERR_SHMMAP})
"""The few pages that readers of a library share cannot be made: on a full disk nobody can even
open it, and nothing is damaged."""


def find_storage_error(error: apsw.Error, what: str) -> FondsError:
    """Find what a database error means to the person at the keyboard.

    Args:
        error: as apsw raised it.
        what: the library's folder.

    Returns:
        The exception to raise from it.

    Example:
        >>> type(find_storage_error(apsw.FullError("full"), "/library")).__name__
        'UserError'
    """
    if isinstance(error, apsw.FullError) or getattr(error, "extendedresult", 0) in _NO_ROOM:
        return UserError(f"{what}: {NO_ROOM}. Make room and run the command again")
    if isinstance(error, (apsw.CorruptError, apsw.NotADBError, apsw.IOError)):
        return DamageError(
            f"{what}: library.db is damaged or cannot be read ({error}). "
            "Copy the folder to a sound disk before anything else; `fonds check` says what is whole"
        )
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return UserError(
            f"{what}: another program holds the library. Wait until it is done and try again"
        )
    if isinstance(
        error, (apsw.ReadOnlyError, apsw.PermissionsError, apsw.CantOpenError, apsw.AuthError)
    ):
        return UserError(
            f"{what}: the library cannot be opened for writing. "
            "Check the folder's permissions, or name another with --library"
        )
    return BugError(f"{what}: {type(error).__name__}: {error}")


@contextmanager
def storage_errors(where: Path | apsw.Connection) -> Iterator[None]:
    """Turn database errors inside a `with` into ours.

    Args:
        where: the library's folder, or a connection to its database.

    Raises:
        UserError, DamageError, BugError: as `find_storage_error` says.
    """
    try:
        yield
    except apsw.Error as error:
        raise find_storage_error(error, _name_of(where)) from error
    except UnicodeDecodeError as error:
        # We write UTF-8 only: other bytes in a text column are flipped bits.
        raise DamageError(
            f"{_name_of(where)}: a text in library.db is damaged ({error})"
        ) from error


def _name_of(where: Path | apsw.Connection) -> str:
    return str(where if isinstance(where, Path) else Path(where.filename).parent)


def find_row(connection: apsw.Connection, sql: str, values: Sequence[Any] = ()) -> Row | None:
    """Find the first row of a query, or None."""
    with storage_errors(connection):
        row: Row | None = connection.execute(sql, tuple(values)).fetchone()
    return row


def read_rows(connection: apsw.Connection, sql: str, values: Sequence[Any] = ()) -> list[Row]:
    """Give all rows of a query at once, so that no read stays open between calls."""
    with storage_errors(connection):
        rows: list[Row] = connection.execute(sql, tuple(values)).fetchall()
    return rows


def put_row(connection: apsw.Connection, sql: str, values: Sequence[Any] = ()) -> None:
    """Run one statement that writes."""
    with storage_errors(connection):
        connection.execute(sql, tuple(values))


def put_rows(connection: apsw.Connection, sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one writing statement for each of n rows."""
    with storage_errors(connection):
        connection.executemany(sql, (tuple(row) for row in rows))


def _is_writing(connection: apsw.Connection) -> bool:
    return bool(connection.in_transaction)


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All or nothing, for `with`; inside another transaction it simply joins that one.

    The write lock is taken at once, so that two processes never both read and then
    find that only one may write.
    """
    if _is_writing(connection):
        yield
        return
    with storage_errors(connection):
        connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # SQLite rolls back by itself after a full disk; a second ROLLBACK would complain
        # and hide the cause.
        if _is_writing(connection):
            connection.execute("ROLLBACK")
        raise
    with storage_errors(connection):
        try:
            connection.execute("COMMIT")
        except apsw.Error:
            if _is_writing(connection):
                connection.execute("ROLLBACK")
            raise
