"""Withdrawals: works taken out of everybody's sight, and their tombstones.

The originals stay, as every original does; the work has no catalogue line, so that no shelf,
search, feed or export has it.
"""

from typing import Any

from msgspec import Struct

from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row, read_rows


class Tombstone(Struct, frozen=True):
    """What is left to be said of a withdrawn work.

    Attributes:
        work_id: its identifier.
        why: in words.
        by: who withdrew it, as it is shown.
        at: when, ISO UTC.
    """

    work_id: str
    why: str
    by: str
    at: str


def find_tombstone(library: Library, work_id: str) -> Tombstone | None:
    """Find the tombstone of just this work; redirects are not followed."""
    row = find_row(
        library.connection,
        "SELECT work_id, why, by, at FROM withdrawal WHERE work_id = ?",
        (work_id,),
    )
    return None if row is None else Tombstone(*row)


def list_tombstones(library: Library) -> tuple[Tombstone, ...]:
    """List every withdrawn work, the last first."""
    rows = read_rows(
        library.connection,
        "SELECT work_id, why, by, at FROM withdrawal ORDER BY at DESC, work_id",
    )
    return tuple(Tombstone(*row) for row in rows)


def read_withdrawal(library: Library, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
    """Give what the cell of a work holds: why and by whom it was withdrawn, or None."""
    found = find_tombstone(library, key[0])
    return None if found is None else {"why": found.why, "by": found.by}


def write_withdrawal(library: Library, key: tuple[str, ...], value: Any, clock: str) -> None:  # noqa: ANN401 - a JSON value
    """Withdraw a work, or let it stand again; its catalogue line is for the caller."""
    put_row(library.connection, "DELETE FROM withdrawal WHERE work_id = ?", key)
    if value is not None:
        put_row(
            library.connection,
            "INSERT INTO withdrawal (work_id, why, by, at) VALUES (?, ?, ?, ?)",
            (*key, value["why"], value["by"], clock),
        )
