"""Opening a library: what is said when it cannot be."""

import threading
from pathlib import Path

import apsw
import pytest

from fonds.errors import DamageError, UserError
from fonds.library.migrations import APPLICATION_ID, SCHEMA_VERSION, migrate, read_version
from fonds.library.opening import close_library, hold_writer, open_library


def test_a_missing_library_is_a_persons_mistake_and_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="fonds add"):
        open_library(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_file_of_no_bytes_left_by_a_killed_run_is_no_library_yet(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    with pytest.raises(UserError, match="no library here"):
        open_library(tmp_path)
    close_library(open_library(tmp_path, create=True))


def test_a_database_without_tables_left_by_a_killed_run_is_no_library_yet(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "library.db"))
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.close()
    with pytest.raises(UserError, match="no library here"):
        open_library(tmp_path)
    close_library(open_library(tmp_path, create=True))


def test_a_new_library_is_at_the_newest_version_with_the_promised_settings(tmp_path: Path) -> None:
    library = open_library(tmp_path / "deep" / "library", create=True)
    settings = {
        name: library.connection.execute(f"PRAGMA {name}").fetchone()
        for name in "user_version application_id journal_mode synchronous foreign_keys".split()
    }
    assert settings == {
        "user_version": (SCHEMA_VERSION,),
        "application_id": (APPLICATION_ID,),
        "journal_mode": ("wal",),
        "synchronous": (2,),
        "foreign_keys": (1,),
    }
    rows = library.connection.execute("SELECT version FROM migration ORDER BY 1").fetchall()
    assert rows == [(version,) for version in range(1, SCHEMA_VERSION + 1)]
    close_library(library)


def test_opening_again_migrates_nothing(tmp_path: Path) -> None:
    close_library(open_library(tmp_path, create=True))
    library = open_library(tmp_path)
    assert migrate(library.connection, what="x") == 0
    close_library(library)


def test_a_library_of_a_newer_fonds_is_left_alone(tmp_path: Path) -> None:
    library = open_library(tmp_path, create=True)
    library.connection.execute("PRAGMA user_version = 999")
    close_library(library)
    with pytest.raises(UserError, match=r"newer Fonds.*Upgrade"):
        open_library(tmp_path, create=True)


@pytest.mark.parametrize(
    "content", [b"not a database" * 400, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.db").write_bytes(content)
    with pytest.raises(DamageError):
        open_library(tmp_path, create=True)
    assert (tmp_path / "library.db").read_bytes() == content


def test_somebody_elses_database_is_not_touched(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "library.db"))
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(DamageError, match="not a library of Fonds"):
        open_library(tmp_path, create=True)
    assert (tmp_path / "library.db").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_a_persons_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="--library"):
        open_library(tmp_path / "file" / "library", create=True)


def test_a_failing_migration_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = apsw.Connection(str(tmp_path / "x.db"))
    monkeypatch.setattr("fonds.library.migrations.APPLICATION_ID", 0)
    connection.execute("CREATE TABLE work (id TEXT)")
    with pytest.raises(Exception, match="already exists"):
        migrate(connection, what="x")
    assert read_version(connection) == 0
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    assert tables == [("work",)]
    connection.close()


def test_only_one_writer_at_a_time(tmp_path: Path) -> None:
    first, second = open_library(tmp_path, create=True), open_library(tmp_path)
    with hold_writer(first), pytest.raises(UserError, match="another fonds"), hold_writer(second):
        pytest.fail("two writers")
    with hold_writer(second):
        pass
    close_library(first)
    close_library(second)


def test_the_writers_place_is_free_again_after_an_exception(tmp_path: Path) -> None:
    library = open_library(tmp_path, create=True)
    with pytest.raises(KeyError), hold_writer(library):
        raise KeyError
    with hold_writer(library):
        pass
    close_library(library)


def test_eight_threads_may_make_the_same_library_at_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def make() -> None:
        try:
            close_library(open_library(tmp_path / "library", create=True))
        except BaseException as error:  # noqa: BLE001 - a thread's failure must reach the test
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
