"""Coming in: passwords, links, and the one person of a machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from fonds.app.people import (
    OWNER_NAME,
    PASSWORD_MOST,
    Passwords,
    accept,
    change_password,
    change_role,
    check_password,
    end_place,
    find_owner,
    invite,
    invite_first,
    make_owner,
    make_secret,
    sign_in,
)
from fonds.errors import UserError
from fonds.library.opening import Library, close_library, open_library
from fonds.library.people import (
    Person,
    add_person,
    find_password,
    find_person,
    list_people,
    put_password,
)
from fonds.library.sessions import begin_session, list_sessions

CLOCK = "2024-05-01T12:00:00Z"
LATER = "2024-05-31T12:00:00Z"
WORD = "the hound of the moor"

QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""As little work as argon2 allows: these tests are not about its cost."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    close_library(opened)


def _add(library: Library, name: str = "Irene", role: str = "administrator") -> Person:
    return add_person(library, name, role, clock=CLOCK, password=QUICK.digest(WORD))  # type: ignore[arg-type]


def test_passwords_are_digested_as_rfc_9106_says_for_where_memory_is_short() -> None:
    digest = Passwords().digest(WORD)
    assert digest.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert RFC_9106_LOW_MEMORY.memory_cost == 65536


def test_name_and_password_let_somebody_in(library: Library) -> None:
    irene = _add(library)
    assert sign_in(library, QUICK, "IRENE", WORD) == irene
    assert sign_in(library, QUICK, "Irene", "another word") is None
    assert sign_in(library, QUICK, "Watson", WORD) is None
    assert sign_in(library, QUICK, "Irene", "x" * (PASSWORD_MOST + 1)) is None
    _add(library, "Watson")
    end_place(library, irene, clock=CLOCK)
    assert sign_in(library, QUICK, "Irene", WORD) is None


def test_an_accent_counts_the_same_however_it_is_typed(library: Library) -> None:
    add_person(library, "I", "reader", clock=CLOCK, password=QUICK.digest("caf\u00e9 caf\u00e9"))
    assert sign_in(library, QUICK, "I", "cafe\u0301 cafe\u0301") is not None


def test_an_unknown_name_is_checked_as_long_as_a_known_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(library)
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    seen: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            seen.append(str(hash))
            return hasher.verify(hash, password)

    passwords = Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1))
    for name in ("Irene", "Nobody"):
        sign_in(library, passwords, name, "a wrong word")
    assert len(seen) == 2
    assert all(one.startswith("$argon2id$v=19$m=8,t=1,p=1$") for one in seen)


def test_a_digest_of_yesterday_is_made_anew_when_its_owner_comes(library: Library) -> None:
    irene = _add(library)
    today = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert sign_in(library, today, "Irene", "wrong word here") is None
    assert "t=1" in str(find_password(library, irene.id))
    assert sign_in(library, today, "Irene", WORD) is not None
    assert "t=2" in str(find_password(library, irene.id))
    assert sign_in(library, today, "Irene", WORD) is not None


def test_a_damaged_digest_lets_nobody_in(library: Library) -> None:
    put_password(library, _add(library).id, "no digest")
    assert sign_in(library, QUICK, "Irene", WORD) is None


@pytest.mark.parametrize("word", ["short", "x" * 257, "irene adler", "IRENE  ADLER", "relda eneri"])
def test_some_passwords_may_not_be_chosen(word: str) -> None:
    with pytest.raises(UserError):
        check_password("Irene Adler", word)


@pytest.mark.parametrize("word", ["aaaaaaaaaa", "10 letters", "ünïcödë is all right", "          "])
def test_there_are_no_rules_of_which_letters(word: str) -> None:
    check_password("Irene Adler", word)


def test_an_invitation_makes_a_person_once(library: Library) -> None:
    irene = _add(library)
    secret = invite(library, "curator", until=LATER, clock=CLOCK, made_by=irene)
    with pytest.raises(UserError, match="at least"):
        accept(library, QUICK, secret, "Watson", "short", clock=CLOCK)
    with pytest.raises(UserError, match="already"):
        accept(library, QUICK, secret, "irene", WORD, clock=CLOCK)
    watson = accept(library, QUICK, secret, "Watson", WORD, clock=CLOCK)
    assert watson.role == "curator"
    assert sign_in(library, QUICK, "watson", WORD) == watson
    with pytest.raises(UserError, match="used"):
        accept(library, QUICK, secret, "Moran", WORD, clock=CLOCK)
    with pytest.raises(UserError, match="used"):
        accept(library, QUICK, make_secret(), "Moran", WORD, clock=CLOCK)
    assert len(list_people(library)) == 2


def test_a_link_sets_a_password_anew_and_ends_every_session(library: Library) -> None:
    irene = _add(library, role="reader")
    begin_session(library, irene.id, "s", agent="", until=LATER, clock=CLOCK)
    secret = invite(library, "administrator", until=LATER, clock=CLOCK, person=irene)
    back = accept(library, QUICK, secret, "Somebody else", "a newer word", clock=CLOCK)
    assert (back.id, back.name, back.role) == (irene.id, "Irene", "reader")
    assert sign_in(library, QUICK, "Irene", WORD) is None
    assert sign_in(library, QUICK, "Irene", "a newer word") is not None
    assert list_sessions(library, irene.id, clock=CLOCK) == ()


def test_the_first_administrator_takes_over_what_was_marked_without_accounts(
    library: Library,
) -> None:
    owner = make_owner(library, clock=CLOCK)
    assert (owner.name, owner.role) == (OWNER_NAME, "administrator")
    assert make_owner(library, clock=LATER) == owner
    stale = invite_first(library, until=LATER, clock=CLOCK)
    secret = invite_first(library, until=LATER, clock=CLOCK)
    with pytest.raises(UserError, match="used"):
        accept(library, QUICK, stale, "Moran", WORD, clock=CLOCK)
    irene = accept(library, QUICK, secret, "Irene", WORD, clock=CLOCK)
    assert (irene.id, irene.name, irene.role) == (owner.id, "Irene", "administrator")
    assert find_owner(library) == irene
    second = invite(library, "administrator", until=LATER, clock=CLOCK)
    assert accept(library, QUICK, second, "Watson", WORD, clock=CLOCK).id != owner.id


def test_who_began_with_accounts_is_the_one_person_when_alone_again(library: Library) -> None:
    secret = invite_first(library, until=LATER, clock=CLOCK)
    irene = accept(library, QUICK, secret, "Irene", WORD, clock=CLOCK)
    assert make_owner(library, clock=CLOCK) == irene
    assert len(list_people(library)) == 1


def test_somebody_is_left_to_look_after_the_library(library: Library) -> None:
    irene = _add(library)
    with pytest.raises(UserError, match="only administrator"):
        change_role(library, irene, "reader")
    with pytest.raises(UserError, match="only administrator"):
        end_place(library, irene, clock=CLOCK)
    watson = _add(library, "Watson")
    change_role(library, irene, "reader")
    with pytest.raises(UserError, match="only administrator"):
        end_place(library, watson, clock=CLOCK)
    with pytest.raises(UserError):
        change_role(library, watson, "guest")


def test_what_somebody_invited_goes_with_their_right_to(library: Library) -> None:
    irene = _add(library)
    _add(library, "Watson")
    secrets = [invite(library, "administrator", until=LATER, clock=CLOCK, made_by=irene)]
    change_role(library, irene, "reader")
    change_role(library, irene, "administrator")
    secrets.append(invite(library, "administrator", until=LATER, clock=CLOCK, made_by=irene))
    end_place(library, irene, clock=CLOCK)
    for secret in secrets:
        with pytest.raises(UserError, match="used"):
            accept(library, QUICK, secret, "Moran", WORD, clock=CLOCK)


def test_ones_own_password_is_changed_by_who_knows_it(library: Library) -> None:
    irene = _add(library)
    here = begin_session(library, irene.id, "a", agent="", until=LATER, clock=CLOCK)
    begin_session(library, irene.id, "b", agent="", until=LATER, clock=CLOCK)
    with pytest.raises(UserError, match="not your password"):
        change_password(library, QUICK, irene, "wrong", "a newer word", session=here.id)
    change_password(library, QUICK, irene, WORD, "a newer word", session=here.id)
    assert sign_in(library, QUICK, "Irene", "a newer word") is not None
    assert list_sessions(library, irene.id, clock=CLOCK) == (here,)


def test_who_has_ended_gets_no_link(library: Library) -> None:
    irene = _add(library, role="reader")
    end_place(library, irene, clock=CLOCK)
    ended = find_person(library, irene.id)
    with pytest.raises(UserError, match="ended"):
        invite(library, "reader", until=LATER, clock=CLOCK, person=ended)
