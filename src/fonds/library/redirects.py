"""Redirects: a merged work's identifier leads to the other's for ever."""

from fonds.errors import UserError
from fonds.library.opening import Library
from fonds.library.storage import find_row


def resolve_work_id(library: Library, work_id: str) -> str:
    """Give the identifier a work goes by now, following redirects.

    Raises:
        UserError: there is none of that identifier.
    """
    seen = {work_id}
    current = work_id
    while True:
        row = find_row(library.connection, "SELECT new FROM redirect WHERE old = ?", (current,))
        if row is None or row[0] in seen:
            break
        current = str(row[0])
        seen.add(current)
    if find_row(library.connection, "SELECT 1 FROM work WHERE id = ?", (current,)) is None:
        raise UserError(
            f"there is no work {work_id} in {library.folder}. `fonds list` names them all"
        )
    return current
