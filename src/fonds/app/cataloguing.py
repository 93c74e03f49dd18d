"""Cataloguing: catalogue lines that heed what people have said and decided."""

from collections.abc import Iterable

from fonds.app.doubts import put_work_doubts
from fonds.errors import UserError
from fonds.library.corrections import list_corrections, make_curated_claim
from fonds.library.entries import get_entry, put_entry
from fonds.library.opening import Library
from fonds.library.storage import transaction
from fonds.library.works import get_edition, heed_people
from fonds.model.entry import Entry
from fonds.model.work import Work
from fonds.publish.record import build_entry, build_record


def put_work_entry(library: Library, work_id: str) -> None:
    """Write a stored work's catalogue line and its doubts anew, from all that is said of it.

    A work that is merged or withdrawn is left without one; of a work that is not stored nothing
    is done.
    """
    try:
        work = get_edition(library, work_id)
    except UserError:
        return  # taken out since: what people said waits for it
    with transaction(library.connection):
        put_entry(library, build_entry(build_record(work), work_id, work.reason))
        put_work_doubts(library, work_id, work)


def put_tags_anew(library: Library, work_ids: Iterable[str]) -> None:
    """Write catalogue lines anew after a decision on tags: only their names are looked at.

    Cost: O(names) lookups a work; the works themselves are not read.
    """
    for work_id in work_ids:
        try:
            entry = get_entry(library, work_id)
        except UserError:
            continue
        if entry.work_id == work_id:
            put_entry(library, entry)


def describe_entry(library: Library, work_id: str, work: Work) -> Entry:
    """Describe a work that is about to be stored (again), by what people have said of it too.

    Args:
        library: open.
        work_id: minted; the work need not be stored yet.
        work: as just read.
    """
    said = list_corrections(library, work_id)
    curated = [make_curated_claim(field, one) for field, one in said.items()]
    whole = heed_people(work, (*curated, *work.claims))
    return build_entry(build_record(whole), work_id, whole.reason)
