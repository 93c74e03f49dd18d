"""Sittings: what somebody answered in one go at reviewing, as far as it still holds."""

from msgspec import Struct

from fonds.library.opening import Library
from fonds.library.storage import find_row

_COUNT = (
    "SELECT count(*), max(id) FROM act WHERE sitting = ?1 "
    "AND NOT EXISTS (SELECT 1 FROM act AS other WHERE other.undoes = act.id "
    "AND NOT EXISTS (SELECT 1 FROM act AS third WHERE third.undoes = other.id))"
)
"""Acts of the sitting: one counts that was not taken back, or was and then done again."""


class SittingTally(Struct, frozen=True):
    """What a sitting came to.

    Attributes:
        acts: answers that hold, questions put off among them.
        last: number of the last of them, or None.
        words: what that one did, or "".
    """

    acts: int
    last: int | None
    words: str


def count_sitting(library: Library, sitting: int) -> SittingTally:
    """Count what a sitting came to. Cost: O(acts of the sitting)."""
    row = find_row(library.connection, _COUNT, (sitting,))
    if row is None or row[1] is None:
        return SittingTally(0, None, "")
    words = find_row(library.connection, "SELECT words FROM act WHERE id = ?", (row[1],))
    return SittingTally(int(row[0]), int(row[1]), str(words[0]) if words else "")


def find_sitter(library: Library, sitting: int) -> str | None:
    """Find who began a sitting, as it is shown; None when there is none of that number."""
    row = find_row(
        library.connection, "SELECT by FROM act WHERE sitting = ? ORDER BY id LIMIT 1", (sitting,)
    )
    return None if row is None else str(row[0])
