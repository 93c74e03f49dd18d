"""Shelves: a person's lists and everybody's, with all that was on them after an undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library.merging import merge_works
from fonds.library.opening import Library, close_library
from fonds.library.people import add_person
from fonds.library.shelves import (
    add_works,
    find_shelf,
    find_shelf_by_name,
    get_shelf,
    list_shelves,
    put_shelf,
    remove_shelf,
    rename_shelf,
    restore_shelf,
    restore_works,
    shelves_of_work,
    take_works,
    tidy_name,
    works_by_shelf,
    works_of,
)
from tests.library_factories import CLOCK, make_library

HEAP = {f"{one}.txt": f"Story {one} of the moor, told by the fire.".encode() for one in "abcd"}
LATER = "2024-06-01T10:00:00Z"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library, _accession = make_library(tmp_path, HEAP)
    for name in ("Ada", "Basil"):
        add_person(library, name, "reader", clock=CLOCK)
    yield library
    close_library(library)


def _ids(library: Library) -> list[str]:
    rows = library.connection.execute("SELECT id FROM work ORDER BY id").fetchall()
    return [str(row[0]) for row in rows]


def test_a_shelf_is_its_makers_and_a_collection_everybodys(library: Library) -> None:
    mine = put_shelf(library, 1, "Rainy  days", about="for the train", clock=CLOCK)
    ours = put_shelf(library, None, "Rainy days", clock=CLOCK)
    assert (mine.name, mine.about, mine.is_collection) == ("Rainy days", "for the train", False)
    assert ours.is_collection
    assert list_shelves(library, 1) == (mine,)
    assert list_shelves(library, None) == (ours,)
    assert list_shelves(library, 2) == ()
    assert find_shelf_by_name(library, 1, "rainy DAYS") == mine


def test_two_shelves_of_one_person_have_two_names(library: Library) -> None:
    put_shelf(library, 1, "Moor", clock=CLOCK)
    other = put_shelf(library, 1, "Sea", clock=CLOCK)
    with pytest.raises(UserError, match="called “Moor” already"):
        put_shelf(library, 1, "MOOR", clock=CLOCK)
    with pytest.raises(UserError, match="already"):
        rename_shelf(library, other.id, "moor")
    assert rename_shelf(library, other.id, "SEA", about="salt").about == "salt"
    assert put_shelf(library, 2, "Moor", clock=CLOCK).person == 2


@pytest.mark.parametrize("name", ["", "  ", "\0\n", "x" * 201])
def test_a_shelf_needs_a_name(library: Library, name: str) -> None:
    with pytest.raises(UserError):
        put_shelf(library, 1, name, clock=CLOCK)


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "\udcff fog", ""])
def test_any_name_can_be_looked_for(library: Library, name: str) -> None:
    assert find_shelf_by_name(library, 1, name) is None


def test_a_name_is_one_line() -> None:
    assert tidy_name(" a\nb\u202ec ") == "a b c"


def test_works_are_put_on_once_and_the_last_put_comes_first(library: Library) -> None:
    a, b, c, _d = _ids(library)
    shelf = put_shelf(library, 1, "Moor", clock=CLOCK).id
    assert add_works(library, shelf, [a, b, a, "wnowhere"], clock=CLOCK) == (a, b)
    assert add_works(library, shelf, [b, c], clock=LATER) == (c,)
    assert works_of(library, shelf) == (c, a, b)
    assert works_by_shelf(library, 1) == {shelf: (c, a, b)}
    assert works_by_shelf(library, None) == {}
    assert [one.id for one in shelves_of_work(library, 1, a)] == [shelf]


def test_works_taken_off_can_be_put_back_as_they_were(library: Library) -> None:
    a, b, c, _d = _ids(library)
    shelf = put_shelf(library, 1, "Moor", clock=CLOCK).id
    add_works(library, shelf, [a], clock=LATER)
    add_works(library, shelf, [b, c], clock=CLOCK)
    before = works_of(library, shelf)
    gone = take_works(library, shelf, [a, c, "wnowhere"])
    assert works_of(library, shelf) == (b,)
    restore_works(library, shelf, gone)
    assert works_of(library, shelf) == before


def test_a_removed_shelf_comes_back_whole(library: Library) -> None:
    a, b, *_ = _ids(library)
    shelf = put_shelf(library, 1, "Moor", about="dark", clock=CLOCK)
    add_works(library, shelf.id, [a, b], clock=LATER)
    removed = remove_shelf(library, shelf.id)
    assert find_shelf(library, shelf.id) is None
    assert shelves_of_work(library, 1, a) == ()
    assert restore_shelf(library, removed) == shelf
    assert works_of(library, shelf.id) == (a, b)
    with pytest.raises(UserError, match="there already"):
        restore_shelf(library, removed)


def test_a_shelf_does_not_come_back_over_another_of_its_name(library: Library) -> None:
    removed = remove_shelf(library, put_shelf(library, 1, "Moor", clock=CLOCK).id)
    put_shelf(library, 1, "Moor", clock=CLOCK)
    with pytest.raises(UserError, match="already"):
        restore_shelf(library, removed)


def test_merged_works_stay_on_their_shelves_once(library: Library) -> None:
    a, b, c, _d = _ids(library)
    shelf = put_shelf(library, 1, "Moor", clock=CLOCK).id
    add_works(library, shelf, [a, b], clock=CLOCK)
    merge_works(library, a, c, clock=CLOCK)
    merge_works(library, b, c, clock=CLOCK)
    assert works_of(library, shelf) == (c,)
    assert works_by_shelf(library, 1) == {shelf: (c,)}
    assert add_works(library, shelf, [c, a], clock=LATER) == ()
    assert [one.id for one in shelves_of_work(library, 1, a)] == [shelf]
    assert len(take_works(library, shelf, [c])) == 2
    assert works_of(library, shelf) == ()


@pytest.mark.parametrize("number", [0, -1, 99, 1 << 80])
def test_a_shelf_that_is_not_there_is_not_found(library: Library, number: int) -> None:
    assert find_shelf(library, number) is None
    for act in (get_shelf, remove_shelf):
        with pytest.raises(UserError, match="no shelf"):
            act(library, number)
