"""Positions: the newest of each device, of merged works too, and of nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library.merging import merge_works
from fonds.library.opening import Library, close_library
from fonds.library.people import add_person
from fonds.library.positions import (
    Position,
    find_position,
    list_positions,
    list_positions_of,
    put_device,
    put_position,
    remove_position,
)
from fonds.library.works import iter_works
from tests.library_factories import CLOCK, STORY, make_library

NOON, ONE, TWO = (f"2024-06-01T{hour}:00:00Z" for hour in (12, 13, 14))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _accession = make_library(tmp_path, {"a.txt": STORY.encode(), "b.txt": b"A review."})
    for name in ("Jane", "Mary"):
        add_person(made, name, "reader", clock=CLOCK)
    put_device(made, 1, "phone", "Jane's phone", clock=CLOCK)
    put_device(made, 1, "desk", "the desk", clock=CLOCK)
    put_device(made, 2, "slate", "slate", clock=CLOCK)
    yield made
    close_library(made)


def _works(library: Library) -> list[str]:
    return [work_id for work_id, _ in iter_works(library)]


def _at(paragraph: int, at: str) -> Position:
    return Position(1, paragraph, paragraph / 10, "The hound", at)


def test_of_two_positions_of_one_device_the_newer_stays_whichever_comes_last(
    library: Library,
) -> None:
    work = _works(library)[0]
    assert put_position(library, 1, "phone", work, _at(5, ONE), clock=TWO)
    assert not put_position(library, 1, "phone", work, _at(2, NOON), clock=TWO)
    assert find_position(library, 1, "phone", work) == _at(5, ONE)


def test_a_clock_that_is_ahead_does_not_win_for_ever(library: Library) -> None:
    work = _works(library)[0]
    put_position(library, 1, "phone", work, _at(5, "2999-01-01T00:00:00Z"), clock=ONE)
    assert put_position(library, 1, "phone", work, _at(6, TWO), clock=TWO)


def test_each_device_keeps_its_own_and_the_newest_is_first(library: Library) -> None:
    work = _works(library)[0]
    put_position(library, 1, "phone", work, _at(5, NOON), clock=TWO)
    put_position(library, 1, "desk", work, _at(2, ONE), clock=TWO)
    placed = list_positions_of(library, 1, work)
    assert [(one.device.name, one.position.paragraph) for one in placed] == [
        ("the desk", 2),
        ("Jane's phone", 5),
    ]
    assert [one.device.id for one in list_positions(library, 1)] == ["desk"]
    assert list_positions_of(library, 2, work) == ()


def test_a_device_is_one_person_s(library: Library) -> None:
    work = _works(library)[0]
    with pytest.raises(UserError, match="somebody else"):
        put_device(library, 2, "phone", "mine now", clock=ONE)
    with pytest.raises(UserError, match="not known"):
        put_position(library, 2, "phone", work, _at(1, ONE), clock=ONE)


def test_there_is_no_place_in_a_work_that_is_not_there(library: Library) -> None:
    with pytest.raises(UserError):
        put_position(library, 1, "phone", "wnothing", _at(1, ONE), clock=ONE)


def test_places_in_merged_works_are_places_in_what_they_became(library: Library) -> None:
    one, two = _works(library)
    put_position(library, 1, "phone", two, _at(3, NOON), clock=TWO)
    put_position(library, 1, "desk", one, _at(4, ONE), clock=TWO)
    merge_works(library, two, one, clock=TWO)
    assert {p.position.paragraph for p in list_positions_of(library, 1, two)} == {3, 4}
    assert len(list_positions(library, 1)) == 1
    assert remove_position(library, 1, one) == 2
    assert list_positions(library, 1) == ()
