"""Cells: the places of a catalogue that people may change, each holding one value.

A cell is named and has a key; what it holds is a JSON value, None when it is empty. Whatever a
person does is a list of cells that hold something else than before (`fonds.library.acts`), so
that everything can be taken back by one piece of code.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from fonds.errors import BugError
from fonds.library.corrections import read_correction, write_correction
from fonds.library.kept_apart import read_apart, write_apart
from fonds.library.merging import list_merge_touched, read_merged, write_merged
from fonds.library.opening import Library
from fonds.library.permissions import read_permission, write_permission
from fonds.library.put_off import read_put_off, write_put_off
from fonds.library.tags import (
    list_broader_touched,
    list_tag_touched,
    read_broader,
    read_tag,
    write_broader,
    write_tag,
)
from fonds.library.withdrawals import read_withdrawal, write_withdrawal

Key = tuple[str, ...]
Value = Any  # a JSON value, None when the cell is empty


class Cell(Struct, frozen=True):
    """A kind of place that holds one value for each key.

    Attributes:
        parts: how many words a key has.
        read: gives what a key holds, or None.
        write: lets it hold another value, or none; given the moment, ISO UTC. Raises UserError
            when it cannot hold it.
        touched: gives the works whose catalogue lines depend on it, as things stand.
        event: the PREMIS name of what happens when it is filled.
        emptied: the same when it is emptied.
    """

    parts: int
    read: Callable[[Library, Key], Value]
    write: Callable[[Library, Key, Value, str], None]
    touched: Callable[[Library, Key], tuple[str, ...]]
    event: str = "metadata modification"
    emptied: str = "metadata modification"


def _touch_first(_library: Library, key: Key) -> tuple[str, ...]:
    return key[:1]


def _touch_none(_library: Library, _key: Key) -> tuple[str, ...]:
    return ()


CELLS: dict[str, Cell] = {
    "claim": Cell(2, read_correction, write_correction, _touch_first),
    "merged": Cell(
        1,
        read_merged,
        write_merged,
        list_merge_touched,
        "information package merging",
        "information package splitting",
    ),
    "apart": Cell(2, read_apart, write_apart, _touch_none),
    "tag": Cell(2, read_tag, write_tag, list_tag_touched),
    "broader": Cell(4, read_broader, write_broader, list_broader_touched),
    "withdrawn": Cell(
        1, read_withdrawal, write_withdrawal, _touch_first, "deaccession", "policy assignment"
    ),
    "permission": Cell(
        2,
        read_permission,
        write_permission,
        _touch_none,
        "policy assignment",
        "policy assignment",
    ),
    "put_off": Cell(2, read_put_off, write_put_off, _touch_none, "quality review"),
}
"""Every kind of cell, by its name in the history; names are permanent.

claim: (work, field) → `Correction`. merged: (work,) → the work it leads to. apart: (one, other),
one < other → true. tag: (kind, name) → {"canonical": name or null}. broader: (kind, name, kind
of the broader, broader) → true. withdrawn: (work,) → {"why"}. permission: (kind of subject,
subject) → {"wish", "name", "note"}. put_off: (field, key) of a question → true.
"""


def find_cell(name: str, key: Key) -> Cell:
    """Find a cell by its name.

    Raises:
        BugError: there is none of that name, or its keys have another number of words.
    """
    cell = CELLS.get(name)
    if cell is None or len(key) != cell.parts:
        raise BugError(f"there is no cell {name} {key}")
    return cell
