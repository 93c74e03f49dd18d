"""Sessions: browsers in which somebody has signed in.

The database holds the SHA-256 of a session's secret only: who reads a copy of it cannot
come in.
"""

from hashlib import sha256

from msgspec import Struct

from fonds.library.codec import make_storable
from fonds.library.opening import Library
from fonds.library.people import Person, make_person
from fonds.library.storage import find_row, put_row, read_rows, transaction

AGENT_MOST = 200
"""Code points kept of what a browser says it is."""


class Session(Struct, frozen=True):
    """A browser in which somebody has signed in.

    Attributes:
        id: 1, 2, 3 …; never reused.
        agent: what the browser says it is.
        begun, seen: ISO UTC; `seen` to within the hour.
        until: when it ends by itself.
    """

    id: int
    agent: str
    begun: str
    seen: str
    until: str


def digest_secret(secret: str) -> str:
    """Give what the database keeps of a secret of 256 bits."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def begin_session(
    library: Library, person_id: int, secret: str, *, agent: str, until: str, clock: str
) -> Session:
    """Begin a session; sessions that have ended by themselves are swept out on the way."""
    shown = make_storable([agent[:AGENT_MOST]])[0]
    with transaction(library.connection):
        put_row(library.connection, "DELETE FROM session WHERE until <= ?", (clock,))
        put_row(
            library.connection,
            "INSERT INTO session (digest, person, agent, begun, seen, until) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (digest_secret(secret), person_id, shown, clock, clock, until),
        )
        number = library.connection.last_insert_rowid()
    return Session(number, shown, clock, clock, until)


def find_session(library: Library, secret: str, *, clock: str) -> tuple[Session, Person] | None:
    """Find the session of a secret, and whose it is; none of somebody who has ended.

    Cost: one look-up.
    """
    row = find_row(
        library.connection,
        "SELECT session.id, agent, begun, seen, until, "
        "person.id, name, role, made, ended, preferences "
        "FROM session JOIN person ON person.id = person "
        "WHERE digest = ? AND until > ? AND ended IS NULL",
        (digest_secret(secret), clock),
    )
    return (Session(*row[:5]), make_person(row[5:])) if row else None


def touch_session(library: Library, session_id: int, *, until: str, clock: str) -> None:
    """Say that a session was used, and let it last until later."""
    put_row(
        library.connection,
        "UPDATE session SET seen = ?, until = ? WHERE id = ?",
        (clock, until, session_id),
    )


def list_sessions(library: Library, person_id: int, *, clock: str) -> tuple[Session, ...]:
    """List somebody's sessions, the one used last first."""
    rows = read_rows(
        library.connection,
        "SELECT id, agent, begun, seen, until FROM session WHERE person = ? AND until > ? "
        "ORDER BY seen DESC, id DESC",
        (person_id, clock),
    )
    return tuple(Session(*row) for row in rows)


def end_session(library: Library, person_id: int, session_id: int) -> None:
    """End one session of somebody; nobody else's."""
    put_row(
        library.connection,
        "DELETE FROM session WHERE id = ? AND person = ?",
        (session_id, person_id),
    )


def end_sessions(library: Library, person_id: int, *, but: int | None = None) -> None:
    """End all sessions of somebody, or all but one."""
    put_row(
        library.connection,
        "DELETE FROM session WHERE person = ? AND id <> ?",
        (person_id, but or 0),
    )
