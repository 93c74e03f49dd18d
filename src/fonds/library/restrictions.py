"""Restrictions: what of the library is open to whom, and what was."""

from typing import Literal, get_args

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.codec import make_storable, to_json
from fonds.library.opening import Library
from fonds.library.storage import Row, find_row, put_row, read_rows, transaction
from fonds.model.sight import FULL_SIGHT, ROLES, Role, Sight

RestrictionKind = Literal["library", "rating", "accession", "collection", "work"]

KINDS: tuple[RestrictionKind, ...] = get_args(RestrictionKind)
"""From the widest to the narrowest."""

_SELECT = "SELECT id, kind, value, least, why, at, by, ended, ended_by FROM restriction"


class Restriction(Struct, frozen=True):
    """Something that is only for some.

    Attributes:
        id: 1, 2, 3 …; never reused.
        kind: what `value` names.
        value: "" for the whole library, a rating (`UNRATED` for none), the number of an
            accession or of a collection, or a work's identifier.
        least: the role from which on one may see it.
        why: for other curators; may be empty.
        at, by: when it was made, ISO UTC, and the name of who made it.
        ended, ended_by: when it ended and who did it; None while it stands.
    """

    id: int
    kind: RestrictionKind
    value: str
    least: Role
    why: str
    at: str
    by: str
    ended: str | None
    ended_by: str | None


def put_restriction(
    library: Library,
    kind: RestrictionKind,
    value: str,
    least: Role,
    *,
    by: str,
    clock: str,
    why: str = "",
    up_to: Role = "administrator",
) -> Restriction:
    """Restrict something; restrictions of the same thing that stand are ended by it.

    Args:
        library: an open library.
        kind: what `value` names.
        value: see `Restriction`.
        least: "reader", "curator" or "administrator".
        by: the name of who does it.
        clock: now.
        why: for other curators.
        up_to: restrictions to a higher role than this are left standing: who may not see
            them may not end them.

    Raises:
        UserError: there is no such accession, collection or work, or the value is no number.
    """
    check_restriction(library, kind, value, least)
    words = make_storable([why.strip()])[0]
    with transaction(library.connection):
        put_row(
            library.connection,
            "UPDATE restriction SET ended = ?, ended_by = ? "
            "WHERE kind = ? AND value = ? AND ended IS NULL "
            "AND least IN (SELECT value FROM json_each(?))",
            (clock, by, kind, value, to_json(ROLES[: ROLES.index(up_to) + 1])),
        )
        put_row(
            library.connection,
            "INSERT INTO restriction (kind, value, least, why, at, by) VALUES (?, ?, ?, ?, ?, ?)",
            (kind, value, least, words, clock, by),
        )
        number = library.connection.last_insert_rowid()
    return Restriction(number, kind, value, least, words, clock, by, None, None)


_EXISTS = {
    "accession": "SELECT 1 FROM accession WHERE CAST(id AS TEXT) = ?",
    "collection": "SELECT 1 FROM shelf WHERE person IS NULL AND CAST(id AS TEXT) = ?",
    "work": "SELECT 1 FROM minted WHERE id = ?",
}


def check_restriction(library: Library, kind: str, value: str, least: str) -> None:
    """Check that a restriction says something.

    Raises:
        UserError: it does not; the message says why.
    """
    if kind not in KINDS:
        raise UserError(f"what can be restricted is {', '.join(KINDS)}")
    if least not in ROLES or least == "guest":
        raise UserError("something is restricted to readers, curators or administrators")
    if kind == "library" and value:
        raise UserError("the whole library has no other name")
    if kind == "rating" and not value.strip():
        raise UserError("name the rating")
    if kind in _EXISTS and find_row(library.connection, _EXISTS[kind], (value,)) is None:
        raise UserError(f"there is no {kind} {value!r} here")


def end_restriction(library: Library, restriction_id: int, *, by: str, clock: str) -> None:
    """End a restriction: what it hid is open again; idempotent."""
    put_row(
        library.connection,
        "UPDATE restriction SET ended = ?, ended_by = ? WHERE id = ? AND ended IS NULL",
        (clock, by, restriction_id),
    )


def list_restrictions(library: Library) -> tuple[Restriction, ...]:
    """List all restrictions, newest first; ended ones too."""
    rows = read_rows(library.connection, f"{_SELECT} ORDER BY id DESC")
    return tuple(_restriction_of(row) for row in rows)


def list_standing(library: Library, kind: RestrictionKind, value: str) -> tuple[Restriction, ...]:
    """List the restrictions of one thing that stand.

    A collection that is restricted is not to be removed while this gives one: its works
    would be open with it.
    """
    rows = read_rows(
        library.connection,
        f"{_SELECT} WHERE kind = ? AND value = ? AND ended IS NULL",
        (kind, value),
    )
    return tuple(_restriction_of(row) for row in rows)


def read_sight(library: Library, role: Role) -> Sight:
    """Read what is hidden from a role now.

    Cost: one look-up in an index while nothing is restricted; O(works) for the works of
    restricted collections.
    """
    rows = read_rows(
        library.connection, "SELECT kind, value, least FROM restriction WHERE ended IS NULL"
    )
    hidden = [
        (kind, value) for kind, value, least in rows if ROLES.index(least) > ROLES.index(role)
    ]
    return make_sight(library, hidden) if hidden else FULL_SIGHT


def make_sight(library: Library, hidden: list[tuple[str, str]]) -> Sight:
    """Make the sight of somebody from whom some things are hidden.

    Args:
        library: an open library.
        hidden: kinds and values, as `Restriction` has them.
    """
    named: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind, value in hidden:
        named[kind].append(value)
    works = set(named["work"])
    for shelf in named["collection"]:
        rows = read_rows(
            library.connection,
            "SELECT work_id FROM shelf_work JOIN shelf ON shelf.id = shelf "
            "WHERE shelf = ? AND person IS NULL",
            (int(shelf),),
        )
        works.update(row[0] for row in rows)
    return Sight(
        closed=bool(named["library"]),
        ratings=frozenset(named["rating"]),
        accessions=frozenset(map(int, named["accession"])),
        works=_follow(library, works),
    )


def add_to_sight(library: Library, sight: Sight, kind: RestrictionKind, value: str) -> Sight:
    """Give the sight of somebody from whom one thing more is hidden."""
    more = make_sight(library, [(kind, value)])
    return Sight(
        closed=sight.closed or more.closed,
        ratings=sight.ratings | more.ratings,
        accessions=sight.accessions | more.accessions,
        works=sight.works | more.works,
    )


def _follow(library: Library, works: set[str]) -> frozenset[str]:
    """Give works and what they became: a story hidden by hand stays so when it is joined."""
    if not works:
        return frozenset()
    rows = read_rows(
        library.connection,
        "WITH RECURSIVE led (id) AS (SELECT value FROM json_each(?) "
        "UNION SELECT new FROM redirect JOIN led ON old = led.id) SELECT id FROM led",
        (to_json(sorted(works)),),
    )
    return frozenset(row[0] for row in rows)


def _restriction_of(row: Row) -> Restriction:
    number, kind, value, least, why, at, by, ended, ended_by = row
    return Restriction(number, kind, value, least, why, at, by, ended, ended_by)
