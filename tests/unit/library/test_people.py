"""Rows of people: names, roles, ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library.opening import Library, close_library, open_library
from fonds.library.people import (
    NAME_MOST,
    add_person,
    count_administrators,
    end_person,
    find_password,
    find_person,
    find_person_by_name,
    has_accounts,
    list_people,
    put_name,
    put_password,
    put_preferences,
    put_role,
    resume_person,
)
from fonds.library.sessions import begin_session, find_session
from fonds.library.tokens import add_token, digest_token, find_token

CLOCK = "2024-05-01T12:00:00Z"
LATER = "2024-06-01T12:00:00Z"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    close_library(opened)


def test_a_person_is_found_by_number_and_by_name_in_any_case(library: Library) -> None:
    irene = add_person(library, "  Irene   Adler ", "reader", clock=CLOCK)
    assert (irene.name, irene.role, irene.made, irene.ended) == (
        "Irene Adler",
        "reader",
        CLOCK,
        None,
    )
    assert find_person(library, irene.id) == irene
    assert find_person_by_name(library, "IRENE adler") == irene
    assert find_person_by_name(library, "Irene") is None
    assert find_person(library, irene.id + 1) is None


def test_a_name_is_given_once_even_when_its_owner_has_gone(library: Library) -> None:
    irene = add_person(library, "Irene", "reader", clock=CLOCK)
    end_person(library, irene.id, clock=CLOCK)
    with pytest.raises(UserError, match="already"):
        add_person(library, "irene", "reader", clock=CLOCK)
    watson = add_person(library, "Watson", "reader", clock=CLOCK)
    with pytest.raises(UserError, match="already"):
        put_name(library, watson.id, "IRENE")
    put_name(library, watson.id, "WATSON")
    assert [one.name for one in list_people(library)] == ["Irene", "WATSON"]


@pytest.mark.parametrize("name", ["", "   ", "a:b", "a\x00b", "x" * (NAME_MOST + 1), "a\u200bb"])
def test_what_is_no_name_is_refused(library: Library, name: str) -> None:
    with pytest.raises(UserError):
        add_person(library, name, "reader", clock=CLOCK)


def test_a_name_with_a_lone_surrogate_is_kept_without_it(library: Library) -> None:
    with pytest.raises(UserError):
        add_person(library, "\udce9" * (NAME_MOST + 1), "reader", clock=CLOCK)
    assert find_person_by_name(library, "\udce9") is None


def test_who_has_ended_has_no_session_and_no_token(library: Library) -> None:
    irene = add_person(library, "Irene", "reader", clock=CLOCK)
    begin_session(library, irene.id, "s", agent="", until=LATER, clock=CLOCK)
    add_token(library, irene.id, "kobo", ["opds"], secret="t", clock=CLOCK)
    assert find_session(library, "s", clock=CLOCK) is not None
    end_person(library, irene.id, clock=CLOCK)
    resume_person(library, irene.id)
    assert find_session(library, "s", clock=CLOCK) is None
    assert find_token(library, digest_token("t"), clock=CLOCK) is None
    again = find_person(library, irene.id)
    assert again is not None
    assert again.ended is None


def test_only_who_has_a_password_makes_accounts(library: Library) -> None:
    irene = add_person(library, "Irene", "administrator", clock=CLOCK)
    assert not has_accounts(library)
    assert count_administrators(library) == 0
    put_password(library, irene.id, "digest")
    assert has_accounts(library)
    assert find_password(library, irene.id) == "digest"
    assert count_administrators(library) == 1
    put_role(library, irene.id, "reader")
    assert count_administrators(library) == 0


def test_preferences_are_kept_as_they_are_given(library: Library) -> None:
    irene = add_person(library, "Irene", "reader", clock=CLOCK)
    put_preferences(library, irene.id, {"hide_read": True, "words": ["a\udce9"]})
    found = find_person(library, irene.id)
    assert found is not None
    assert found.preferences == {"hide_read": True, "words": ["a\ufffd"]}
