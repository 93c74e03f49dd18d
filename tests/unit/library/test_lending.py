"""Lending: a connection that comes back whole is used again, a broken one never."""

from pathlib import Path

import pytest

from fonds.library.lending import Lending
from fonds.library.opening import close_library, open_library
from fonds.library.storage import find_row, put_row


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    close_library(open_library(tmp_path / "library", create=True))
    return tmp_path / "library"


def test_what_comes_back_is_lent_again(folder: Path) -> None:
    lending = Lending(folder)
    with lending.lend() as first:
        pass
    with lending.lend() as second:
        assert second is first
    lending.close()


def test_two_at_once_have_a_connection_each(folder: Path) -> None:
    lending = Lending(folder)
    with lending.lend() as first, lending.lend() as second:
        assert first.connection is not second.connection
    lending.close()


def test_no_more_stay_open_than_are_kept(folder: Path) -> None:
    lending = Lending(folder, most=1)
    with lending.lend() as first, lending.lend():
        pass
    with lending.lend() as again, lending.lend() as other:
        # The inner one came back first and was kept; the outer one found no room.
        assert other is not first
        assert again is not other
    lending.close()


def test_a_connection_that_broke_off_is_not_lent_again(folder: Path) -> None:
    lending = Lending(folder)
    broken = None

    def break_off() -> None:
        nonlocal broken
        with lending.lend() as broken:
            put_row(broken.connection, "BEGIN IMMEDIATE")
            put_row(broken.connection, "INSERT INTO setting VALUES ('half', '1')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    with lending.lend() as library:
        assert library is not broken
        assert find_row(library.connection, "SELECT 1 FROM setting WHERE name = 'half'") is None
    lending.close()
