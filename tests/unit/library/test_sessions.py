"""Sessions, tokens and invitations: secrets that the database does not know."""

from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library.invitations import (
    find_invitation,
    list_invitations,
    put_invitation,
    remove_first_invitations,
    remove_invitation,
    use_invitation,
)
from fonds.library.opening import Library, close_library, open_library
from fonds.library.people import Person, add_person
from fonds.library.sessions import (
    begin_session,
    digest_secret,
    end_session,
    end_sessions,
    find_session,
    list_sessions,
    touch_session,
)
from fonds.library.settings import find_setting, put_setting
from fonds.library.storage import read_rows
from fonds.library.tokens import (
    add_token,
    digest_key,
    digest_token,
    end_token,
    find_token,
    list_tokens,
    touch_token,
)

CLOCK = "2024-05-01T12:00:00Z"
LATER = "2024-05-31T12:00:00Z"
LAST = "2024-07-01T12:00:00Z"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    close_library(opened)


@pytest.fixture
def irene(library: Library) -> Person:
    return add_person(library, "Irene", "reader", clock=CLOCK)


def test_a_session_is_found_by_its_secret_until_it_ends(library: Library, irene: Person) -> None:
    session = begin_session(library, irene.id, "s", agent="Firefox", until=LATER, clock=CLOCK)
    assert find_session(library, "s", clock=CLOCK) == (session, irene)
    assert find_session(library, "other", clock=CLOCK) is None
    assert find_session(library, "s", clock=LATER) is None
    touch_session(library, session.id, until=LAST, clock=LATER)
    found = find_session(library, "s", clock=LATER)
    assert found is not None
    assert (found[0].seen, found[0].until) == (LATER, LAST)


def test_no_secret_stands_in_the_database(library: Library, irene: Person) -> None:
    begin_session(library, irene.id, "sssecret", agent="", until=LATER, clock=CLOCK)
    add_token(library, irene.id, "kobo", ["sync"], secret="tttoken", clock=CLOCK)
    put_invitation(library, "iiinvited", "reader", until=LATER, clock=CLOCK)
    said = str([read_rows(library.connection, f"SELECT * FROM {one}") for one in _TABLES])
    assert digest_secret("sssecret") in said
    for secret in ("sssecret", "tttoken", "iiinvited"):
        assert secret not in said


_TABLES = ("session", "token", "invitation")


def test_nobody_ends_a_session_of_somebody_else(library: Library, irene: Person) -> None:
    other = add_person(library, "Watson", "reader", clock=CLOCK)
    first = begin_session(library, irene.id, "a", agent="", until=LATER, clock=CLOCK)
    second = begin_session(library, irene.id, "b", agent="", until=LATER, clock=CLOCK)
    end_session(library, other.id, first.id)
    assert {one.id for one in list_sessions(library, irene.id, clock=CLOCK)} == {
        first.id,
        second.id,
    }
    end_sessions(library, irene.id, but=second.id)
    assert list_sessions(library, irene.id, clock=CLOCK) == (second,)


def test_sessions_that_are_over_are_swept_out(library: Library, irene: Person) -> None:
    begin_session(library, irene.id, "a", agent="x" * 999, until=LATER, clock=CLOCK)
    begin_session(library, irene.id, "b", agent="", until=LAST, clock=LATER)
    assert read_rows(library.connection, "SELECT count(*) FROM session") == [(1,)]


def test_a_token_is_known_by_its_secret_and_by_the_md5_that_koreader_sends(
    library: Library, irene: Person
) -> None:
    token = add_token(library, irene.id, " my  kobo ", ["sync", "opds"], secret="t", clock=CLOCK)
    assert token.name == "my kobo"
    assert find_token(library, digest_token("t"), clock=CLOCK) == (token, irene)
    sent = md5(b"t", usedforsecurity=False).hexdigest()
    assert find_token(library, digest_key(sent), clock=CLOCK) == (token, irene)
    assert find_token(library, digest_key("t"), clock=CLOCK) is None


def test_a_token_ends_in_time_or_by_its_owner(library: Library, irene: Person) -> None:
    other = add_person(library, "Watson", "reader", clock=CLOCK)
    token = add_token(library, irene.id, "x", ["read"], secret="t", clock=CLOCK, until=LATER)
    touch_token(library, token.id, clock=CLOCK)
    assert list_tokens(library, irene.id)[0].used == CLOCK
    assert find_token(library, digest_token("t"), clock=LATER) is None
    end_token(library, other.id, token.id)
    assert find_token(library, digest_token("t"), clock=CLOCK) is not None
    end_token(library, irene.id, token.id)
    assert list_tokens(library, irene.id) == ()


@pytest.mark.parametrize(("name", "scopes"), [("", ["read"]), ("x", []), ("x", ["everything"])])
def test_a_token_has_a_name_and_a_scope(
    library: Library, irene: Person, name: str, scopes: list[str]
) -> None:
    with pytest.raises(UserError):
        add_token(library, irene.id, name, scopes, secret="t", clock=CLOCK)


def test_an_invitation_is_used_once(library: Library) -> None:
    made = put_invitation(library, "s", "reader", until=LATER, clock=CLOCK)
    assert find_invitation(library, "s", clock=CLOCK) == made
    assert find_invitation(library, "s", clock=LATER) is None
    assert use_invitation(library, made.digest, clock=CLOCK)
    assert not use_invitation(library, made.digest, clock=CLOCK)
    assert find_invitation(library, "s", clock=CLOCK) is None
    assert list_invitations(library, clock=CLOCK) == ()


def test_only_the_last_link_for_a_password_counts(library: Library, irene: Person) -> None:
    for secret in ("a", "b"):
        put_invitation(library, secret, "reader", until=LATER, clock=CLOCK, person=irene.id)
    put_invitation(library, "c", "reader", until=LATER, clock=CLOCK)
    known = {one: find_invitation(library, one, clock=CLOCK) is not None for one in "abc"}
    assert known == {"a": False, "b": True, "c": True}
    remove_first_invitations(library)
    assert find_invitation(library, "c", clock=CLOCK) is None
    remove_invitation(library, digest_secret("b"))
    assert list_invitations(library, clock=CLOCK) == ()


def test_a_setting_is_any_json_value(library: Library) -> None:
    assert find_setting(library, "x") is None
    for value in (True, 3, "a", {"b": [1, None]}):
        put_setting(library, "x", value)
        assert find_setting(library, "x") == value
    put_setting(library, "x", None)
    assert find_setting(library, "x") is None
