"""Restrictions become sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library.opening import Library, close_library
from fonds.library.restrictions import (
    end_restriction,
    list_restrictions,
    list_standing,
    put_restriction,
    read_sight,
)
from fonds.library.storage import put_row, read_rows
from fonds.model.sight import FULL_SIGHT, ROLES, Sight
from tests.library_factories import CLOCK, make_library

HEAP = {
    f"{name}.txt": f"The {name} bayed on the moor.".encode() for name in ("hound", "cat", "dog")
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened, _ = make_library(tmp_path / "library", HEAP)
    yield opened
    close_library(opened)


def _works(library: Library) -> list[str]:
    return [row[0] for row in read_rows(library.connection, "SELECT id FROM work ORDER BY id")]


def test_everything_is_open_until_somebody_decides_otherwise(library: Library) -> None:
    assert all(read_sight(library, role) == FULL_SIGHT for role in ROLES)


@pytest.mark.parametrize(
    ("least", "blind"),
    [
        ("reader", {"guest"}),
        ("curator", {"guest", "reader"}),
        ("administrator", {"guest", "reader", "curator"}),
    ],
)
def test_a_restriction_hides_from_every_role_below(
    library: Library, least: str, blind: set[str]
) -> None:
    assert least != "guest"
    put_restriction(library, "library", "", least, by="I", clock=CLOCK)  # type: ignore[arg-type]
    assert {role for role in ROLES if read_sight(library, role).closed} == blind


def test_each_kind_becomes_its_part_of_the_sight(library: Library) -> None:
    first, second, third = _works(library)
    put_row(
        library.connection,
        "INSERT INTO shelf (id, name, name_key, made) VALUES (7, 'Dark', 'dark', ?)",
        (CLOCK,),
    )
    put_row(library.connection, "INSERT INTO shelf_work VALUES (7, ?, ?)", (second, CLOCK))
    for kind, value in (
        ("rating", "Explicit"),
        ("accession", "1"),
        ("work", first),
        ("collection", "7"),
    ):
        put_restriction(library, kind, value, "reader", by="I", clock=CLOCK)  # type: ignore[arg-type]
    seen = read_sight(library, "guest")
    assert seen == Sight(False, frozenset({"Explicit"}), frozenset({1}), frozenset({first, second}))
    assert third not in seen.works


def test_a_hidden_work_stays_hidden_when_it_becomes_another(library: Library) -> None:
    first, second, third = _works(library)
    put_restriction(library, "work", first, "reader", by="I", clock=CLOCK)
    for old, new in ((first, second), (second, third), (third, first)):
        put_row(library.connection, "INSERT INTO redirect VALUES (?, ?)", (old, new))
    assert read_sight(library, "guest").works == {first, second, third}


def test_a_new_restriction_takes_the_place_of_the_old_and_the_history_stays(
    library: Library,
) -> None:
    put_restriction(library, "rating", "Mature", "curator", by="Irene", clock=CLOCK, why=" so ")
    put_restriction(library, "rating", "Mature", "reader", by="Watson", clock=CLOCK)
    newer, older = list_restrictions(library)
    assert (newer.least, newer.ended, newer.by) == ("reader", None, "Watson")
    assert (older.ended, older.ended_by, older.why) == (CLOCK, "Watson", "so")
    assert read_sight(library, "reader") == FULL_SIGHT
    end_restriction(library, newer.id, by="Irene", clock=CLOCK)
    assert read_sight(library, "guest") == FULL_SIGHT
    assert list_standing(library, "rating", "Mature") == ()


def test_who_may_not_see_a_restriction_does_not_end_it(library: Library) -> None:
    put_restriction(library, "rating", "Mature", "administrator", by="I", clock=CLOCK)
    put_restriction(library, "rating", "Mature", "reader", by="W", clock=CLOCK, up_to="curator")
    assert len(list_standing(library, "rating", "Mature")) == 2
    assert read_sight(library, "curator").ratings == {"Mature"}


@pytest.mark.parametrize(
    ("kind", "value", "least"),
    [
        ("work", "wnothing", "reader"),
        ("accession", "99", "reader"),
        ("accession", "one", "reader"),
        ("collection", "3", "reader"),
        ("rating", " ", "reader"),
        ("library", "x", "reader"),
        ("library", "", "guest"),
        ("sentence", "", "reader"),
    ],
)
def test_what_is_not_there_cannot_be_restricted(
    library: Library, kind: str, value: str, least: str
) -> None:
    with pytest.raises(UserError):
        put_restriction(library, kind, value, least, by="I", clock=CLOCK)  # type: ignore[arg-type]
    assert list_restrictions(library) == ()
