"""The index on disk: open it, put works in, take works out, stamp it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import tantivy

from fonds.model.entry import Entry


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """An open index.

    Attributes:
        folder: the library's `index/`.
        tantivy: the engine's handle; may be shared by threads.
    """

    folder: Path
    tantivy: tantivy.Index


def open_index(folder: Path) -> SearchIndex:
    """Open the index in a folder, or begin an empty one.

    An index of another layout, or a broken one, is replaced by an empty one with stamp
    0: it is derived, and the caller refills it when `read_stamp` is behind the library.
    """
    raise NotImplementedError


def put_documents(index: SearchIndex, documents: Iterable[tuple[Entry, str]]) -> int:
    """Put works in, each replacing an earlier one of the same identifier; one commit.

    Args:
        index: an open index.
        documents: n pairs of catalogue line and body.

    Returns:
        n.
    """
    raise NotImplementedError


def remove_works(index: SearchIndex, work_ids: Iterable[str]) -> None:
    """Take works out; unknown identifiers are fine; one commit."""
    raise NotImplementedError


def clear_index(index: SearchIndex) -> None:
    """Take everything out and set the stamp to 0."""
    raise NotImplementedError


def read_stamp(index: SearchIndex) -> int:
    """Give the library event the index has caught up with; 0 when it never did."""
    raise NotImplementedError


def write_stamp(index: SearchIndex, event_id: int) -> None:
    """Say which library event the index has caught up with.

    To be called after `put_documents` or `remove_works` has returned, never before: a
    crash in between then only means that some works are put in again.
    """
    raise NotImplementedError
