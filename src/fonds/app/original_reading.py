"""Original reading: one heap file, container or not, becomes members and drafts.

Runs in a worker: the packs are made once a process, by `prepare_reader`.
"""

from hashlib import sha256

from msgspec import Struct

from fonds.app.heap_reading import is_unread
from fonds.app.reader_process import knowledge_here
from fonds.app.reading import finish_work, read_leaf
from fonds.intake.limits import Limits
from fonds.intake.unpack import Refusal, unpack
from fonds.library.readings import Member, MemberOutcome, Reading
from fonds.model.work import Leaf, Work


class HeapItem(Struct, frozen=True):
    """One original to be read.

    Attributes:
        path: in the heap.
        digest: of `data`.
        data: its bytes.
        limits: for unpacking.
    """

    path: str
    digest: str
    data: bytes
    limits: Limits


def read_item(item: HeapItem) -> Reading:
    """Read one original: unpack it, read every leaf, finish every draft on its own.

    Args:
        item: the original.

    Returns:
        Members (one with path "" for a file that is no container) and drafts. What could
        not be taken out of a container is a refused member with its reason.

    Cost: O(bytes inflated), within the limits.
    """
    knowledge = knowledge_here()
    members: list[Member] = []
    drafts: list[Work] = []
    for leaf in unpack(item.path, item.data, item.limits):
        if isinstance(leaf, Refusal):
            members.append(_refused(leaf))
            continue
        works = tuple(finish_work(work, knowledge) for work in read_leaf(leaf, knowledge))
        members.append(_member_of(leaf, works))
        drafts += works
    return Reading(item.digest, tuple(members), tuple(drafts))


def _refused(refusal: Refusal) -> Member:
    return Member(refusal.member or "", None, 0, "", "refused", refusal.problem.message)


def _member_of(leaf: Leaf, works: tuple[Work, ...]) -> Member:
    digest = "sha256:" + sha256(leaf.data).hexdigest()
    unread = next(
        (work.problems[-1].message for work in works if work.problems and is_unread(work)), None
    )
    outcome: MemberOutcome = "read" if unread is None else "unreadable"
    return Member(leaf.member or "", digest, len(leaf.data), leaf.media_type, outcome, unread or "")
