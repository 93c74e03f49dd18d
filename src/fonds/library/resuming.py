"""Resuming: what a run finds stored already, its own work of before the interruption included."""

from fonds.library.codec import unpack
from fonds.library.opening import Library
from fonds.library.storage import find_row, read_rows
from fonds.model.work import Work


def read_drafts(library: Library, original: str) -> tuple[Work, ...]:
    """Read the drafts of one original, in the order they were found.

    Args:
        library: open.
        original: the original's digest.

    Returns:
        d >= 0 drafts; none once the accession that read it is ended.

    Cost: O(their size).
    """
    rows = read_rows(
        library.connection,
        "SELECT draft FROM reading WHERE original = ? ORDER BY ordinal",
        (original,),
    )
    return tuple(unpack(row[0], Work, what=f"a draft of {original}") for row in rows)


def has_work(library: Library, work_id: str, *, stage: str) -> bool:
    """Tell whether a work is stored as this version of the stages makes it."""
    row = find_row(
        library.connection, "SELECT 1 FROM work WHERE id = ? AND stage = ?", (work_id, stage)
    )
    return row is not None


def find_digest_places(library: Library, digest: str) -> tuple[tuple[str, str | None], ...]:
    """Find where bytes lie that a work was made of.

    Args:
        library: open.
        digest: of bytes that were read.

    Returns:
        (original's digest, member or None) pairs, in a fixed order; most often none or one.

    Cost: one look into an index.
    """
    rows = read_rows(
        library.connection,
        "SELECT DISTINCT original, member FROM work_source WHERE digest = ? "
        "ORDER BY original, member",
        (digest,),
    )
    return tuple((str(original), member) for original, member in rows)
