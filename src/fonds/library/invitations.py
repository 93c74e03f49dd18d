"""Invitations: links that let one person in once, or let them choose a new password."""

from msgspec import Struct

from fonds.library.opening import Library
from fonds.library.sessions import digest_secret
from fonds.library.storage import Row, find_row, put_row, read_rows, transaction
from fonds.model.sight import Role

_SELECT = "SELECT digest, role, person, made, made_by, until, used FROM invitation"


class Invitation(Struct, frozen=True):
    """A link that can be used once.

    Attributes:
        digest: SHA-256 of its secret; names it without giving it away.
        role: what who comes by it may do.
        person: whose password it sets anew; None for somebody who is not here yet.
        made: ISO UTC.
        made_by: the number of who made it; None when the terminal did.
        until: when it ends by itself.
        used: when it was used, or None.
    """

    digest: str
    role: Role
    person: int | None
    made: str
    made_by: int | None
    until: str
    used: str | None


def put_invitation(
    library: Library,
    secret: str,
    role: Role,
    *,
    until: str,
    clock: str,
    person: int | None = None,
    made_by: int | None = None,
) -> Invitation:
    """Keep an invitation; one that sets a password ends those before it.

    Args:
        library: an open library.
        secret: 256 bits, written in ASCII.
        role: what who comes by it may do.
        until: when it ends by itself.
        clock: now.
        person: whose password it sets anew.
        made_by: who made it.
    """
    with transaction(library.connection):
        put_row(
            library.connection,
            "DELETE FROM invitation WHERE until <= ? OR (person IS NOT NULL AND person = ?)",
            (clock, person),
        )
        found = (digest_secret(secret), role, person, clock, made_by, until)
        put_row(
            library.connection,
            "INSERT INTO invitation (digest, role, person, made, made_by, until) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            found,
        )
    return Invitation(*found, None)


def find_invitation(library: Library, secret: str, *, clock: str) -> Invitation | None:
    """Find an invitation that can still be used."""
    row = find_row(
        library.connection,
        f"{_SELECT} WHERE digest = ? AND used IS NULL AND until > ?",
        (digest_secret(secret), clock),
    )
    return _invitation_of(row) if row else None


def use_invitation(library: Library, digest: str, *, clock: str) -> bool:
    """Use an invitation up; False when somebody was quicker.

    Call it within the transaction that lets the person in.
    """
    put_row(
        library.connection,
        "UPDATE invitation SET used = ? WHERE digest = ? AND used IS NULL AND until > ?",
        (clock, digest, clock),
    )
    return library.connection.changes() == 1


def list_invitations(library: Library, *, clock: str) -> tuple[Invitation, ...]:
    """List the invitations that can still be used, newest first."""
    rows = read_rows(
        library.connection,
        f"{_SELECT} WHERE used IS NULL AND until > ? ORDER BY made DESC, digest",
        (clock,),
    )
    return tuple(_invitation_of(row) for row in rows)


def remove_invitation(library: Library, digest: str) -> None:
    """Take an invitation back."""
    put_row(
        library.connection, "DELETE FROM invitation WHERE digest = ? AND used IS NULL", (digest,)
    )


def remove_invitations_of(library: Library, made_by: int) -> None:
    """Take back what somebody invited: they may not do so any more."""
    put_row(
        library.connection,
        "DELETE FROM invitation WHERE made_by = ? AND used IS NULL",
        (made_by,),
    )


def remove_first_invitations(library: Library) -> None:
    """Take back what the terminal invited: each start of a server without accounts prints
    a link of its own, and only the last one counts.
    """
    put_row(
        library.connection,
        "DELETE FROM invitation WHERE made_by IS NULL AND person IS NULL AND used IS NULL",
    )


def _invitation_of(row: Row) -> Invitation:
    digest, role, person, made, made_by, until, used = row
    return Invitation(digest, role, person, made, made_by, until, used)
