"""Redirects: a merged work's identifier leads to the other's."""

from fonds.errors import UserError
from fonds.library.opening import Library
from fonds.library.storage import find_row


def find_redirect(library: Library, work_id: str) -> str | None:
    """Find the identifier that this one leads to at once; None when it leads nowhere."""
    row = find_row(library.connection, "SELECT new FROM redirect WHERE old = ?", (work_id,))
    return None if row is None else str(row[0])


def resolve_work_id(library: Library, work_id: str) -> str:
    """Give the identifier a work goes by now, following redirects as far as there are works.

    Raises:
        UserError: there is none of that identifier.
    """
    seen: dict[str, None] = {}
    current: str | None = work_id
    while current is not None and current not in seen:
        seen[current] = None
        current = find_redirect(library, current)
    for one in reversed(seen):
        if find_row(library.connection, "SELECT 1 FROM work WHERE id = ?", (one,)) is not None:
            return one
    raise UserError(f"there is no work {work_id} in {library.folder}. `fonds list` names them all")
