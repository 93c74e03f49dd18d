"""Reach: what may be read of works beside their catalogue lines.

Editions that are merged into another, tombstones of withdrawn works, and originals: none of
them is on the shelf, and each may be seen only by whoever may see what it belongs to.
"""

from msgspec import structs

from fonds.app.shelf import Shelf, find_entry
from fonds.errors import UserError
from fonds.library.opening import Library
from fonds.library.originals import Original, find_original
from fonds.library.redirects import find_redirect, resolve_work_id
from fonds.library.tags import lay_over
from fonds.library.withdrawals import Tombstone, find_tombstone
from fonds.library.works import (
    find_accession_of,
    find_works_of_original,
    find_works_of_text,
    get_edition,
)
from fonds.model.entry import Entry
from fonds.publish.record import build_entry, build_record


def find_readable_original(shelf: Shelf, digest: str) -> Original | None:
    """Find an original that may be given to whoever asks; None when there is none.

    To those from whom something is hidden it is given only when all works that came out of it
    may be seen: a mailbox holds the story that is hidden beside the one that is not. One that
    a withdrawn work came out of is given to nobody.
    """
    original = find_original(shelf.library, digest)
    works = find_works_of_original(shelf.library, digest)
    if any(_is_withdrawn(shelf.library, one) for one in works):
        return None
    if original is None or shelf.sight.is_full:
        return original
    return original if works and all(find_edition(shelf, one) for one in works) else None


def find_edition(shelf: Shelf, work_id: str) -> Entry | None:
    """Find a work that may be read, whether it stands alone or is merged into another.

    A merged work may be seen when the one that it leads to may, and when its own rating and
    accession hide nothing. A withdrawn one may not.

    Args:
        shelf: with the sight of whoever asks.
        work_id: of just this work; redirects are not followed.

    Returns:
        Its catalogue line, made for the occasion for a merged one; None when there is none.
    """
    entry = find_entry(shelf, work_id)
    if entry is not None or find_redirect(shelf.library, work_id) is None:
        return entry
    try:
        target = resolve_work_id(shelf.library, work_id)
        made = _make_entry(shelf.library, work_id)
    except UserError:
        return None
    if find_entry(shelf, target) is None or find_tombstone(shelf.library, work_id) is not None:
        return None
    return made if shelf.sight.shows(made) else None


def find_seen_tombstone(shelf: Shelf, work_id: str) -> Tombstone | None:
    """Find the tombstone of a withdrawn work, for whoever might have seen the work.

    Args:
        shelf: with the sight of whoever asks.
        work_id: redirects are followed.

    Returns:
        None when the work is not withdrawn, or would be hidden if it were not.
    """
    try:
        work_id = resolve_work_id(shelf.library, work_id)
        tombstone = find_tombstone(shelf.library, work_id)
    except UserError:
        return None
    if tombstone is None or shelf.sight.is_full:
        return tombstone
    return tombstone if find_withdrawn_entry(shelf, work_id) is not None else None


def find_withdrawn_entry(shelf: Shelf, work_id: str) -> Entry | None:
    """Give the catalogue line that a withdrawn work would have, to those who look after it.

    Args:
        shelf: with the sight of whoever asks.
        work_id: of just this work.

    Returns:
        None when it is not withdrawn, or would be hidden if it were not.
    """
    made = make_withdrawn_entry(shelf.library, work_id)
    return made if made is not None and shelf.sight.shows(made) else None


def make_withdrawn_entry(library: Library, work_id: str) -> Entry | None:
    """Make the catalogue line that a withdrawn work would have; None when it is not withdrawn.

    Args:
        library: open.
        work_id: of just this work.
    """
    if find_tombstone(library, work_id) is None:
        return None
    try:
        return _make_entry(library, work_id)
    except UserError:
        return None  # taken out since


def _is_withdrawn(library: Library, work_id: str) -> bool:
    """Whether a work is withdrawn, by itself or with the one that it is merged into."""
    if find_tombstone(library, work_id) is not None:
        return True
    try:
        target = resolve_work_id(library, work_id)
    except UserError:
        return False
    return find_tombstone(library, target) is not None


def _make_entry(library: Library, work_id: str) -> Entry:
    """Make the catalogue line that a work without one would have."""
    work = get_edition(library, work_id)
    made = lay_over(library, build_entry(build_record(work), work_id, work.reason))
    return structs.replace(made, accession=find_accession_of(library, work_id))


def shows_whole_text(shelf: Shelf, digest: str) -> bool:
    """Tell whether all works that were read from one text may be seen.

    Args:
        shelf: with the sight of whoever asks.
        digest: of a file, or of a member of a container.
    """
    works = find_works_of_text(shelf.library, digest)
    if shelf.sight.is_full:
        return not any(_is_withdrawn(shelf.library, one) for one in works)
    return bool(works) and all(find_edition(shelf, one) for one in works)
