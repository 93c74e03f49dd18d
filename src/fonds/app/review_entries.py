"""Review entries: catalogue lines that heed what people have said."""

from fonds.library.claims import claims_of
from fonds.library.entries import put_entry
from fonds.library.opening import Library
from fonds.library.works import get_work, heed_people
from fonds.model.entry import Entry
from fonds.model.work import Work
from fonds.publish.record import build_entry, build_record


def put_work_entry(library: Library, work_id: str) -> None:
    """Write a stored work's catalogue line anew, from all that is said of it."""
    work = get_work(library, work_id)
    put_entry(library, build_entry(build_record(work), work_id, work.reason))


def describe_entry(library: Library, work_id: str, work: Work) -> Entry:
    """Describe a work that is about to be stored again, by what people have said of it too.

    Args:
        library: open.
        work_id: minted; the work need not be stored yet.
        work: as just read.
    """
    curated = [one for one in claims_of(library, work_id) if one.basis == "curated"]
    whole = heed_people(work, (*curated, *work.claims))
    return build_entry(build_record(whole), work_id, whole.reason)
