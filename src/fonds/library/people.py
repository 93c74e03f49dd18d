"""People: who has a place in this library, and what they like."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.codec import from_json, make_storable, to_json
from fonds.library.opening import Library
from fonds.library.storage import Row, find_row, put_row, read_rows, transaction
from fonds.model.sight import Role

NAME_MOST = 60
"""Code points of a name; ours: longer ones break a line of a page at 390 pixels."""

_SELECT = "SELECT id, name, role, made, ended, preferences FROM person"

_FORGET = (
    "DELETE FROM session WHERE person = ?",
    "DELETE FROM token WHERE person = ?",
    "DELETE FROM invitation WHERE person = ?",
    "DELETE FROM invitation WHERE made_by = ? AND used IS NULL",
)


class Person(Struct, frozen=True):
    """Somebody who may sign in, or who once could.

    Attributes:
        id: 1, 2, 3 …; never reused.
        name: as they write it.
        role: reader, curator or administrator.
        made: ISO UTC.
        ended: since when they may not come in any more; None while they may.
        preferences: how pages look to them, what they leave out; JSON.
    """

    id: int
    name: str
    role: Role
    made: str
    ended: str | None
    preferences: dict[str, Any]


def fold_person_name(name: str) -> str:
    """Give the key by which names are told apart: case, width and spaces do not count.

    Example:
        >>> fold_person_name("  Irene   ADLER ")
        'irene adler'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def add_person(
    library: Library, name: str, role: Role, *, clock: str, password: str | None = None
) -> Person:
    """Add somebody.

    Args:
        library: an open library.
        name: 1 to 60 code points that can be seen.
        role: what they may do.
        clock: now.
        password: its hash, never the password itself; None for somebody who cannot sign in.

    Raises:
        UserError: the name is no name, or somebody has it or had it.
    """
    shown = clean_person_name(name)
    with transaction(library.connection):
        _refuse_taken(library, shown, 0)
        put_row(
            library.connection,
            "INSERT INTO person (name, name_key, role, password, made) VALUES (?, ?, ?, ?, ?)",
            (shown, fold_person_name(shown), role, password, clock),
        )
        number = library.connection.last_insert_rowid()
    return Person(number, shown, role, clock, None, {})


def clean_person_name(name: str) -> str:
    """Give a name with its spaces in order.

    Raises:
        UserError: nothing is left, it is too long, or it holds what cannot be seen.
    """
    shown = " ".join(make_storable([name])[0].split())
    if not shown or len(shown) > NAME_MOST:
        raise UserError(f"a name has 1 to {NAME_MOST} letters")
    # A colon ends the name in HTTP Basic (RFC 7617, 2); such a person's e-reader could not
    # come in.
    if ":" in shown or not all(char.isprintable() for char in shown):
        raise UserError("a name has no colon in it, and nothing that cannot be seen")
    return shown


def _refuse_taken(library: Library, name: str, but: int) -> None:
    taken = find_row(
        library.connection,
        "SELECT 1 FROM person WHERE name_key = ? AND id <> ?",
        (fold_person_name(name), but),
    )
    if taken is not None:
        raise UserError("somebody has this name already. Choose another")


def find_person(library: Library, person_id: int) -> Person | None:
    """Find somebody by number, ended or not."""
    row = find_row(library.connection, f"{_SELECT} WHERE id = ?", (person_id,))
    return make_person(row) if row else None


def find_person_by_name(library: Library, name: str) -> Person | None:
    """Find somebody by name, ended or not; case and spaces do not count."""
    key = fold_person_name(make_storable([name])[0])
    row = find_row(library.connection, f"{_SELECT} WHERE name_key = ?", (key,))
    return make_person(row) if row else None


def list_people(library: Library) -> tuple[Person, ...]:
    """List everybody in the order they came, also who has ended."""
    return tuple(
        make_person(row) for row in read_rows(library.connection, f"{_SELECT} ORDER BY id")
    )


def has_accounts(library: Library) -> bool:
    """Tell whether anybody could ever sign in here."""
    row = find_row(library.connection, "SELECT 1 FROM person WHERE password IS NOT NULL LIMIT 1")
    return row is not None


def count_administrators(library: Library) -> int:
    """Count the administrators who can sign in."""
    row = find_row(
        library.connection,
        "SELECT count(*) FROM person WHERE role = 'administrator' AND ended IS NULL "
        "AND password IS NOT NULL",
    )
    return int(row[0]) if row else 0


def put_name(library: Library, person_id: int, name: str) -> None:
    """Give somebody another name.

    Raises:
        UserError: as `add_person`.
    """
    shown = clean_person_name(name)
    with transaction(library.connection):
        _refuse_taken(library, shown, person_id)
        put_row(
            library.connection,
            "UPDATE person SET name = ?, name_key = ? WHERE id = ?",
            (shown, fold_person_name(shown), person_id),
        )


def put_role(library: Library, person_id: int, role: Role) -> None:
    """Change what somebody may do; it counts from their next request on."""
    put_row(library.connection, "UPDATE person SET role = ? WHERE id = ?", (role, person_id))


def end_person(library: Library, person_id: int, *, clock: str) -> None:
    """End somebody's place: sessions, tokens and links they gave out go, and what they marked
    stays; idempotent.
    """
    with transaction(library.connection):
        put_row(
            library.connection,
            "UPDATE person SET ended = ? WHERE id = ? AND ended IS NULL",
            (clock, person_id),
        )
        for forget in _FORGET:
            put_row(library.connection, forget, (person_id,))


def resume_person(library: Library, person_id: int) -> None:
    """Let somebody in again who had ended; their password still holds."""
    put_row(library.connection, "UPDATE person SET ended = NULL WHERE id = ?", (person_id,))


def find_password(library: Library, person_id: int) -> str | None:
    """Find the hash of somebody's password; None when they have none."""
    row = find_row(library.connection, "SELECT password FROM person WHERE id = ?", (person_id,))
    return row[0] if row else None


def put_password(library: Library, person_id: int, password: str) -> None:
    """Keep the hash of somebody's password."""
    put_row(
        library.connection, "UPDATE person SET password = ? WHERE id = ?", (password, person_id)
    )


def put_preferences(library: Library, person_id: int, preferences: Mapping[str, Any]) -> None:
    """Keep what somebody likes; replaces all that was kept."""
    put_row(
        library.connection,
        "UPDATE person SET preferences = ? WHERE id = ?",
        (to_json(make_storable(dict(preferences))), person_id),
    )


def make_person(row: Row) -> Person:
    """Make a person of a row: id, name, role, made, ended, preferences."""
    number, name, role, made, ended, preferences = row
    return Person(number, name, role, made, ended, from_json(preferences, dict[str, Any]))
