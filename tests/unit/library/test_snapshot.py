"""A snapshot stays as it was, whatever others write."""

from pathlib import Path

import pytest

from fonds.library.entries import count_entries
from fonds.library.opening import close_library, open_library
from fonds.library.snapshot import hold_snapshot
from fonds.library.storage import put_row
from tests.library_factories import make_library


def test_what_others_write_is_seen_after_the_snapshot(tmp_path: Path) -> None:
    library, _ = make_library(tmp_path, {"a.txt": b"One moor.", "b.txt": b"Another moor."})
    other = open_library(tmp_path)
    with hold_snapshot(library):
        before = count_entries(library)
        put_row(other.connection, "DELETE FROM entry")
        assert count_entries(library) == before == {"story": 2}
    assert count_entries(library) == {}
    close_library(other)
    close_library(library)


def test_a_snapshot_ends_when_its_work_fails(tmp_path: Path) -> None:
    library, _ = make_library(tmp_path, {})
    with pytest.raises(ZeroDivisionError), hold_snapshot(library):
        raise ZeroDivisionError
    assert not library.connection.in_transaction
    close_library(library)
