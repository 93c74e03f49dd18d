"""Catching up: the index follows in the background, and nobody waits for it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.app.catching_up import CatchingUp
from fonds.app.shelf import Shelf, close_shelf, is_behind, open_shelf, search_shelf
from fonds.library.entries import iter_entries
from fonds.library.opening import close_library, hold_writer, open_library
from tests.library_factories import correct, make_library

HEAP = {"heap/fog.txt": b"The fog ate Baker Street, said Holmes."}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    library, _ = make_library(tmp_path, HEAP)
    close_library(library)
    opened = open_shelf(tmp_path)
    yield opened
    close_shelf(opened)


def _change(shelf: Shelf, title: str) -> None:
    library = open_library(shelf.library.folder)
    (entry,) = iter_entries(library)
    correct(library, entry.work_id, "title", title)
    close_library(library)


def test_the_index_catches_up_when_nothing_happens_for_a_moment(shelf: Shelf) -> None:
    catching_up = CatchingUp(shelf, quiet_s=0.05)
    _change(shelf, "The Lantern")
    assert is_behind(shelf)
    catching_up.soon()
    assert catching_up.wait(20)
    assert not is_behind(shelf)
    assert search_shelf(shelf, "title:lantern").total == 1
    catching_up.close()


def test_it_waits_while_people_go_on_but_not_for_ever(shelf: Shelf) -> None:
    catching_up = CatchingUp(shelf, quiet_s=30, most_s=0.4)
    _change(shelf, "The Lantern")
    begun = time.monotonic()
    while is_behind(shelf) and time.monotonic() - begun < 20:
        catching_up.soon()
        time.sleep(0.02)
    assert not is_behind(shelf)
    catching_up.close()


def test_what_happens_while_it_catches_up_is_caught_up_with_too(shelf: Shelf) -> None:
    catching_up = CatchingUp(shelf, quiet_s=0.01)
    for number in range(5):
        _change(shelf, f"Lantern {number}")
        catching_up.soon()
        time.sleep(0.03)
    assert catching_up.wait(20)
    assert search_shelf(shelf, 'title:"lantern 4"').total == 1
    catching_up.close()


def test_nobody_who_acts_waits_for_it(shelf: Shelf) -> None:
    catching_up = CatchingUp(shelf, quiet_s=0)
    _change(shelf, "The Lantern")
    with hold_writer(shelf.library):
        catching_up.soon()
        assert catching_up.wait(20)
    assert not is_behind(shelf)
    catching_up.close()


def test_two_who_bring_the_index_up_to_date_take_turns(shelf: Shelf) -> None:
    others = [CatchingUp(shelf, quiet_s=0) for _ in range(3)]
    for number in range(4):
        _change(shelf, f"Lantern {number}")
        for one in others:
            one.soon()
    assert all(one.wait(20) for one in others)
    assert not is_behind(shelf)
    assert search_shelf(shelf, 'title:"lantern 3"').total == 1


def test_closed_it_begins_nothing_and_what_is_left_is_done_at_the_next_opening(
    shelf: Shelf,
) -> None:
    catching_up = CatchingUp(shelf, quiet_s=30)
    _change(shelf, "The Lantern")
    catching_up.soon()
    catching_up.close()
    assert is_behind(shelf)
    catching_up.soon()
    assert catching_up.wait(1)
    close_shelf(open_shelf(shelf.library.folder))
    assert not is_behind(shelf)
