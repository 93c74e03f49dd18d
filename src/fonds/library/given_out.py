"""Given out: which books e-readers have from here, by the name KOReader has for a file."""

from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row


def put_given_out(
    library: Library, document: str, work_id: str, format_name: str, *, clock: str
) -> bool:
    """Note that a book was given out; writes only the first time.

    Args:
        library: an open library.
        document: KOReader's name for the file.
        work_id: the work it holds.
        format_name: "epub", …
        clock: now, ISO UTC.

    Returns:
        Whether it was new.

    Cost: one look-up; one write for a book that nobody had yet.
    """
    if find_given_out(library, document, format_name) is not None:
        return False
    put_row(
        library.connection,
        "INSERT OR IGNORE INTO given_out (document, work_id, format, at) VALUES (?, ?, ?, ?)",
        (document, work_id, format_name, clock),
    )
    return True


def find_given_out(library: Library, document: str, format_name: str) -> str | None:
    """Find the work that a file held when it was given out; None when it is none of ours.

    The identifier is the one of then: a work that was merged since goes by another.
    """
    row = find_row(
        library.connection,
        "SELECT work_id FROM given_out WHERE document = ? AND format = ?",
        (document, format_name),
    )
    return None if row is None else str(row[0])
