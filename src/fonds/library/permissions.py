"""Permissions: the register of who asked for what."""

from typing import Any, Literal, get_args

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.entries import sort_key
from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row, read_rows

SubjectKind = Literal["author", "work"]
Wish = Literal["granted", "leave out", "claimed", "asked"]
"""granted: may be kept and passed on; leave out: is to be withdrawn; claimed: a person says it
is theirs; asked: somebody was asked and has not answered."""

WISHES: tuple[Wish, ...] = get_args(Wish)


class Permission(Struct, frozen=True):
    """One line of the register.

    Attributes:
        subject_kind: whether an author or one work is meant.
        subject: the author's name folded, or the work's identifier.
        wish: one of `WISHES`.
        name: the author as they are called, or the work's title.
        note: how it is known, in words.
        by: who wrote it down.
        at: when, ISO UTC.
    """

    subject_kind: SubjectKind
    subject: str
    wish: Wish
    name: str
    note: str
    by: str
    at: str


def fold_author(name: str) -> str:
    """Give what an author is known by in the register, however the name is spelt.

    Example:
        >>> fold_author("  Ida  QUILL ")
        'ida quill'
    """
    return sort_key(name) or " ".join(name.split()).casefold()


def find_permission(library: Library, kind: SubjectKind, subject: str) -> Permission | None:
    """Find the line of one subject."""
    row = find_row(
        library.connection,
        "SELECT subject_kind, subject, wish, name, note, by, at FROM permission "
        "WHERE subject_kind = ? AND subject = ?",
        (kind, subject),
    )
    return None if row is None else Permission(*row)


def list_permissions(library: Library) -> tuple[Permission, ...]:
    """List the register, the last line first."""
    rows = read_rows(
        library.connection,
        "SELECT subject_kind, subject, wish, name, note, by, at FROM permission "
        "ORDER BY at DESC, subject_kind, subject",
    )
    return tuple(Permission(*row) for row in rows)


def read_permission(library: Library, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
    """Give what the cell of a subject holds, or None."""
    row = find_row(
        library.connection,
        "SELECT wish, name, note, by FROM permission WHERE subject_kind = ? AND subject = ?",
        key,
    )
    if row is None:
        return None
    return dict(zip(("wish", "name", "note", "by"), row, strict=True))


def write_permission(library: Library, key: tuple[str, ...], value: Any, clock: str) -> None:  # noqa: ANN401 - a JSON value
    """Write a line of the register, or strike it out.

    Raises:
        UserError: there is no such wish.
    """
    put_row(
        library.connection,
        "DELETE FROM permission WHERE subject_kind = ? AND subject = ?",
        key,
    )
    if value is None:
        return
    if value["wish"] not in WISHES:
        raise UserError(f"{value['wish']!r} is no wish; there are {', '.join(WISHES)}")
    put_row(
        library.connection,
        "INSERT INTO permission (subject_kind, subject, wish, name, note, by, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*key, value["wish"], value["name"], value["note"], value["by"], clock),
    )
