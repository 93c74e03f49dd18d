"""Syncs: where people are in their books, as KOReader tells it, whatever book it is."""

from msgspec import Struct

from fonds.library.codec import make_storable
from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row, transaction

MOST_DOCUMENTS = 5_000
"""Books of one person that are remembered; those not opened for longest are forgotten."""


class Sync(Struct, frozen=True):
    """Where somebody is in a file.

    Attributes:
        document: KOReader's name for the file.
        progress: a pointer into it, or a page's number, as KOReader wrote it.
        percentage: 0..1.
        device: what it is called.
        device_id: which it is; "" when it did not say.
        at: seconds since 1970, UTC.
    """

    document: str
    progress: str
    percentage: float
    device: str
    device_id: str
    at: int


def put_sync(library: Library, person: int, sync: Sync) -> None:
    """Keep where somebody is; what was known of the same file goes.

    Cost: two writes in one transaction; O(log n) for n files of the person.
    """
    with transaction(library.connection):
        put_row(
            library.connection,
            "INSERT OR REPLACE INTO sync "
            "(person, document, progress, percentage, device, device_id, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                person,
                sync.document,
                make_storable(sync.progress),
                sync.percentage,
                make_storable(sync.device),
                make_storable(sync.device_id),
                sync.at,
            ),
        )
        put_row(
            library.connection,
            "DELETE FROM sync WHERE person = ?1 AND document IN "
            "(SELECT document FROM sync WHERE person = ?1 ORDER BY at DESC, document "
            "LIMIT -1 OFFSET ?2)",
            (person, MOST_DOCUMENTS),
        )


def find_sync(library: Library, person: int, document: str) -> Sync | None:
    """Find where somebody is in a file; None when they never were."""
    row = find_row(
        library.connection,
        "SELECT document, progress, percentage, device, device_id, at FROM sync "
        "WHERE person = ? AND document = ?",
        (person, document),
    )
    return None if row is None else Sync(*row)
