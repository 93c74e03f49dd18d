"""Every error of the database has a meaning for the person at the keyboard."""

import apsw
import pytest

from fonds.errors import BugError, DamageError, FondsError, UserError
from fonds.library.storage import find_storage_error, transaction

EXPECTED: dict[str, type[FondsError]] = {
    "CorruptError": DamageError,
    "NotADBError": DamageError,
    "IOError": DamageError,
    "FullError": UserError,
    "BusyError": UserError,
    "LockedError": UserError,
    "ReadOnlyError": UserError,
    "PermissionsError": UserError,
    "CantOpenError": UserError,
    "AuthError": UserError,
}


def _all_errors() -> list[type[apsw.Error]]:
    found = [getattr(apsw, name) for name in dir(apsw)]
    return [one for one in found if isinstance(one, type) and issubclass(one, apsw.Error)]


@pytest.mark.parametrize("error", _all_errors(), ids=lambda error: error.__name__)
def test_each_database_error_is_mapped(error: type[apsw.Error]) -> None:
    meaning = find_storage_error(error("boom"), "/library")
    assert type(meaning) is EXPECTED.get(error.__name__, BugError)
    assert str(meaning).startswith("/library")


def test_the_table_above_names_only_errors_that_exist() -> None:
    assert set(EXPECTED) <= {error.__name__ for error in _all_errors()}


def test_a_transaction_is_all_or_nothing() -> None:
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE t (x)")

    def write_and_fail() -> None:
        with transaction(connection):
            connection.execute("INSERT INTO t VALUES (1)")
            with transaction(connection):
                connection.execute("INSERT INTO t VALUES (2)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
    assert not connection.in_transaction


def test_a_disk_too_full_to_open_a_library_on_is_no_damage() -> None:
    error = apsw.IOError("disk I/O error")
    setattr(error, "extendedresult", apsw.SQLITE_IOERR_SHMSIZE)  # noqa: B010 - as apsw does
    meaning = find_storage_error(error, "/library")
    assert isinstance(meaning, UserError)
    assert "the disk is full" in str(meaning)
