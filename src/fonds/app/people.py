"""People: who comes in, by which word or link, and the one person of a machine without
accounts.
"""

import secrets
from functools import cached_property
from threading import Semaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from fonds.errors import UserError
from fonds.library.invitations import (
    Invitation,
    find_invitation,
    put_invitation,
    remove_first_invitations,
    remove_invitations_of,
    use_invitation,
)
from fonds.library.opening import Library
from fonds.library.people import (
    Person,
    add_person,
    count_administrators,
    end_person,
    find_password,
    find_person,
    find_person_by_name,
    fold_person_name,
    has_accounts,
    list_people,
    put_name,
    put_password,
    put_role,
)
from fonds.library.sessions import end_sessions
from fonds.library.settings import find_setting, put_setting
from fonds.library.storage import transaction
from fonds.model.sight import ROLES, Role

PASSWORD_LEAST = 10
"""Code points of a password. Source: ours, two more than NIST SP 800-63B (3.1.1.2) asks of
every password, which like ours has no rules of which letters are in it."""

PASSWORD_MOST = 256
"""Code points; so that nobody makes us digest a book."""

HASHES_AT_ONCE = 2
"""Passwords digested at one time: each takes 64 MiB, and a server has 500."""

OWNER = "owner"
"""The setting that holds the number of the one person of a machine without accounts."""

OWNER_NAME = "Reader of this machine"


def make_secret() -> str:
    """Make a secret of 256 bits that can stand in an address."""
    return secrets.token_urlsafe(32)


class Passwords:
    """Digests passwords with argon2id and checks them, a few at a time.

    The parameters are RFC 9106's second recommendation, for where memory is short: 3 passes
    over 64 MiB in 4 lanes (section 4). Cost: some 0.1 s of a core for each.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._turns = Semaphore(HASHES_AT_ONCE)

    @cached_property
    def _nobody(self) -> str:
        """What an unknown name is checked against, so that it takes as long as a known one."""
        return self._hasher.hash(make_secret())

    def digest(self, password: str) -> str:
        """Digest a password, with its salt and parameters."""
        with self._turns:
            return self._hasher.hash(_spell(password))

    def check(self, digest: str | None, password: str) -> bool:
        """Tell whether a password is that of a digest; with None it takes as long and is not."""
        if len(password) > PASSWORD_MOST:
            password = ""
        with self._turns:
            # Made by the first who comes, known or not.
            nobody = self._nobody
            try:
                self._hasher.verify(digest or nobody, _spell(password))
            except (VerificationError, InvalidHashError):
                return False
        return digest is not None

    def is_outdated(self, digest: str) -> bool:
        """Tell whether a digest was made with other parameters than ours of today."""
        return self._hasher.check_needs_rehash(digest)


def _spell(password: str) -> str:
    # One keyboard writes é as one code point and another as two (NIST SP 800-63B, 3.1.1.2).
    return normalize("NFKC", password).encode("utf-8", "replace").decode()


def check_password(name: str, password: str) -> None:
    """Check that a password may be chosen.

    Raises:
        UserError: it is too short or too long, or it is the name.
    """
    if len(password) < PASSWORD_LEAST:
        raise UserError(
            f"a password has at least {PASSWORD_LEAST} characters. "
            "Four words that nobody says together are easy to keep and hard to guess"
        )
    if len(password) > PASSWORD_MOST:
        raise UserError(f"a password has at most {PASSWORD_MOST} characters")
    if fold_person_name(name) in {fold_person_name(password), fold_person_name(password[::-1])}:
        raise UserError("a password that is the name is the first one somebody tries")


def sign_in(library: Library, passwords: Passwords, name: str, password: str) -> Person | None:
    """Find who somebody is by name and password.

    Whether the name is known, has ended or has no password takes the same time to find out.
    A digest with yesterday's parameters is made anew.

    Returns:
        The person; None when name and password are not those of anybody who may come in.
    """
    person = find_person_by_name(library, name)
    if person is not None and person.ended is not None:
        person = None
    digest = find_password(library, person.id) if person is not None else None
    if not passwords.check(digest, password) or person is None or digest is None:
        return None
    if passwords.is_outdated(digest):
        put_password(library, person.id, passwords.digest(password))
    return person


def change_password(
    library: Library, passwords: Passwords, person: Person, old: str, new: str, *, session: int
) -> None:
    """Change one's own password; every other session of oneself ends.

    Raises:
        UserError: the old one is wrong, or the new one may not be chosen.
    """
    if not passwords.check(find_password(library, person.id), old):
        raise UserError("that is not your password now")
    check_password(person.name, new)
    digest = passwords.digest(new)
    with transaction(library.connection):
        put_password(library, person.id, digest)
        end_sessions(library, person.id, but=session)


def invite_first(library: Library, *, until: str, clock: str) -> str:
    """Invite the first administrator; links given for this before lead nowhere now.

    Returns:
        The secret of the link.
    """
    secret = make_secret()
    with transaction(library.connection):
        remove_first_invitations(library)
        put_invitation(library, secret, "administrator", until=until, clock=clock)
    return secret


def invite(
    library: Library,
    role: Role,
    *,
    until: str,
    clock: str,
    person: Person | None = None,
    made_by: Person | None = None,
) -> str:
    """Make a link that lets somebody in, or that sets the password of somebody anew.

    Args:
        library: an open library.
        role: of who comes by it.
        until: when it ends by itself.
        clock: now.
        person: whose password it sets; they keep their own role.
        made_by: who invites; None for the terminal.

    Returns:
        The secret of the link; nobody can read it again.

    Raises:
        UserError: guests need no invitation, or the person has ended.
    """
    if role not in ROLES or role == "guest":
        raise UserError("one invites readers, curators and administrators")
    if person is not None and person.ended is not None:
        raise UserError("their place has ended. Let them in again first")
    secret = make_secret()
    put_invitation(
        library,
        secret,
        role if person is None else person.role,
        until=until,
        clock=clock,
        person=person.id if person is not None else None,
        made_by=made_by.id if made_by is not None else None,
    )
    return secret


def accept(
    library: Library, passwords: Passwords, secret: str, name: str, password: str, *, clock: str
) -> Person:
    """Come in by an invitation.

    The first administrator takes over the place of the one person this machine had before
    it had accounts, so that what was marked and read stays theirs.

    Args:
        library: an open library.
        passwords: digests them.
        secret: of the link.
        name: what the person wants to be called; not asked of one who has a name.
        password: what they chose.
        clock: now.

    Raises:
        UserError: the link can no longer be used, the name is taken, or the password may
            not be chosen.
    """
    invitation = find_invitation(library, secret, clock=clock)
    if invitation is None:
        raise UserError(USED_UP)
    known = find_person(library, invitation.person) if invitation.person is not None else None
    check_password(known.name if known is not None else name, password)
    digest = passwords.digest(password)
    with transaction(library.connection):
        if not use_invitation(library, invitation.digest, clock=clock):
            raise UserError(USED_UP)
        person = known or _settle(library, invitation, name, clock)
        put_password(library, person.id, digest)
        if known is not None:
            end_sessions(library, person.id)
    return person


USED_UP = "this link has been used, or its time is over. Ask for another"


def _settle(library: Library, invitation: Invitation, name: str, clock: str) -> Person:
    """Give who comes by an invitation a place."""
    is_first = invitation.role == "administrator" and not has_accounts(library)
    owner = _find_owner(library) if is_first else None
    if owner is not None:
        put_name(library, owner.id, name)
        put_role(library, owner.id, invitation.role)
        found = find_person(library, owner.id)
        assert found is not None
        return found
    person = add_person(library, name, invitation.role, clock=clock)
    if is_first:
        put_setting(library, OWNER, person.id)
    return person


def _find_owner(library: Library) -> Person | None:
    number = find_setting(library, OWNER)
    owner = find_person(library, number) if isinstance(number, int) else None
    return owner if owner is not None and owner.ended is None else None


def find_owner(library: Library) -> Person | None:
    """Find the one person of a machine without accounts; None before they needed a place."""
    owner = _find_owner(library)
    if owner is not None:
        return owner
    people = list_people(library)
    return next((p for p in people if p.role == "administrator" and p.ended is None), None)


def make_owner(library: Library, *, clock: str) -> Person:
    """Give the one person of a machine without accounts, making their place when first needed.

    Where there are accounts, it is the first administrator.
    """
    if found := find_owner(library):
        return found
    with transaction(library.connection):
        if found := find_owner(library):
            return found
        name, number = OWNER_NAME, 1
        while find_person_by_name(library, name) is not None:
            number += 1
            name = f"{OWNER_NAME} {number}"
        person = add_person(library, name, "administrator", clock=clock)
        put_setting(library, OWNER, person.id)
    return person


def change_role(library: Library, person: Person, role: Role) -> None:
    """Change what somebody may do, from their next request on.

    Raises:
        UserError: guests have no place here, or nobody would be left to look after it.
    """
    if role not in ROLES or role == "guest":
        raise UserError("a person is a reader, a curator or an administrator")
    with transaction(library.connection):
        if role != "administrator":
            _keep_one(library, person)
            remove_invitations_of(library, person.id)
        put_role(library, person.id, role)


def end_place(library: Library, person: Person, *, clock: str) -> None:
    """End somebody's place from their next request on; what they marked is kept.

    Raises:
        UserError: nobody would be left to look after the library.
    """
    with transaction(library.connection):
        _keep_one(library, person)
        end_person(library, person.id, clock=clock)


def _keep_one(library: Library, person: Person) -> None:
    is_administrator = person.role == "administrator" and person.ended is None
    has_password = find_password(library, person.id) is not None
    if is_administrator and has_password and count_administrators(library) < 2:
        raise UserError(f"{person.name} is the only administrator. Make somebody else one first")
