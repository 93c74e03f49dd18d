"""Tokens: keys that programs and e-readers come in with, each with its scopes.

Of a secret the database keeps the SHA-256 of the hexadecimal MD5 of it. HTTP Basic and
Bearer send the secret; KOReader's sync protocol sends its MD5 (as `x-auth-key`), and
nothing else: so both can be checked. That MD5 is weak does not matter here: a secret has 256
bits of chance, and nobody can guess it whichever way it is digested.
"""

from collections.abc import Iterable
from hashlib import md5, sha256
from typing import Literal, get_args

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.codec import make_storable
from fonds.library.opening import Library
from fonds.library.people import Person, make_person
from fonds.library.storage import Row, find_row, put_row, read_rows

Scope = Literal["read", "write", "curate", "admin", "opds", "sync"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
DEVICE_SCOPES: frozenset[Scope] = frozenset({"opds", "sync"})
"""What an e-reader needs: the catalogue with its books, and positions."""

NAME_MOST = 60

_SELECT = (
    "SELECT token.id, token.name, scopes, token.made, until, used, "
    "person.id, person.name, role, person.made, ended, preferences "
    "FROM token JOIN person ON person.id = person"
)


class Token(Struct, frozen=True):
    """A key that a program comes in with.

    Attributes:
        id: 1, 2, 3 …; never reused.
        name: what its owner calls it.
        scopes: what it may be used for; never more than its owner may do.
        made: ISO UTC.
        until: when it ends by itself, or None.
        used: when last, to within the hour; None when never.
    """

    id: int
    name: str
    scopes: frozenset[Scope]
    made: str
    until: str | None
    used: str | None


def digest_token(secret: str) -> str:
    """Give what the database keeps of a token's secret."""
    key = md5(secret.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    return digest_key(key)


def digest_key(key: str) -> str:
    """Give what the database keeps, of what KOReader sends: the secret's MD5.

    Example:
        >>> digest_key("5ebe2294ecd0e0f08eab7690d2a6ee69") == digest_token("secret")
        True
    """
    return sha256(key.lower().encode("utf-8", "replace")).hexdigest()


def add_token(
    library: Library,
    person_id: int,
    name: str,
    scopes: Iterable[str],
    *,
    secret: str,
    clock: str,
    until: str | None = None,
) -> Token:
    """Add a token.

    Args:
        library: an open library.
        person_id: whose.
        name: what they call it.
        scopes: one or more of `SCOPES`.
        secret: 256 bits, written in ASCII.
        clock: now.
        until: when it ends by itself.

    Raises:
        UserError: it has no name, or no scope that is known.
    """
    shown = " ".join(make_storable([name])[0].split())[:NAME_MOST]
    chosen = frozenset(scope for scope in SCOPES if scope in set(scopes))
    if not shown:
        raise UserError("name the token, so that you know it again")
    if not chosen:
        raise UserError("choose what the token may be used for")
    put_row(
        library.connection,
        "INSERT INTO token (digest, person, name, scopes, made, until) VALUES (?, ?, ?, ?, ?, ?)",
        (digest_token(secret), person_id, shown, " ".join(sorted(chosen)), clock, until),
    )
    number = library.connection.last_insert_rowid()
    return Token(number, shown, chosen, clock, until, None)


def find_token(library: Library, digest: str, *, clock: str) -> tuple[Token, Person] | None:
    """Find a token that still holds, and whose it is; none of somebody who has ended.

    Args:
        library: an open library.
        digest: of `digest_token` or `digest_key`.
        clock: now.

    Cost: one look-up.
    """
    row = find_row(
        library.connection,
        f"{_SELECT} WHERE digest = ? AND (until IS NULL OR until > ?) AND ended IS NULL",
        (digest, clock),
    )
    return (_token_of(row[:6]), make_person(row[6:])) if row else None


def touch_token(library: Library, token_id: int, *, clock: str) -> None:
    """Say that a token was used."""
    put_row(library.connection, "UPDATE token SET used = ? WHERE id = ?", (clock, token_id))


def list_tokens(library: Library, person_id: int) -> tuple[Token, ...]:
    """List somebody's tokens, newest first."""
    rows = read_rows(
        library.connection,
        f"{_SELECT} WHERE person.id = ? ORDER BY token.id DESC",
        (person_id,),
    )
    return tuple(_token_of(row[:6]) for row in rows)


def end_token(library: Library, person_id: int, token_id: int) -> None:
    """End one token of somebody; nobody else's."""
    put_row(
        library.connection, "DELETE FROM token WHERE id = ? AND person = ?", (token_id, person_id)
    )


def _token_of(row: Row) -> Token:
    number, name, scopes, made, until, used = row
    held = set(scopes.split())
    return Token(number, name, frozenset(s for s in SCOPES if s in held), made, until, used)
