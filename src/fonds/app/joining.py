"""Joining: the drafts of an accession become works of the library, in the order of paths."""

from collections.abc import Callable, Sequence

from msgspec import Struct, structs

from fonds.app.cataloguing import describe_entry
from fonds.app.doubts import begin_doubts, put_work_doubts
from fonds.app.permissions import heed_register
from fonds.app.reading import STAGE, Knowledge, finish_work, make_knowledge
from fonds.describe.rating_model import RatingModel
from fonds.library.claims import claims_of
from fonds.library.opening import Library
from fonds.library.readings import Reading, iter_readings, put_members
from fonds.library.resuming import find_digest_places, has_work, read_drafts
from fonds.library.storage import transaction
from fonds.library.works import WorkKey, heed_people, mint_work_ids, put_works
from fonds.model.entry import Entry
from fonds.model.work import Work
from fonds.packs.pack import Pack
from fonds.parse.part_hints import PartHint, find_part_hint
from fonds.parse.part_plan import Family, plan_parts
from fonds.parse.parts import join_works, settle_alone

_BATCH_WORKS = 32


class Draft(Struct, frozen=True):
    """A draft's place, without its blocks.

    Attributes:
        reading: digest of the original it was read from.
        index: which of that original's drafts it is.
        key: what its identifier is made from.
        hint: what it says about being a part.
    """

    reading: str
    index: int
    key: WorkKey
    hint: PartHint


def put_joined_works(
    library: Library,
    accession_id: int,
    *,
    packs: Sequence[Pack],
    clock: Callable[[], str],
    progress: Callable[[str, int, int], None],
    without: frozenset[str] = frozenset(),
    ratings: RatingModel | None = None,
) -> int:
    """Join the drafts of an accession and store the works.

    Bytes that came twice inside containers are read once: the first place in the order of
    paths has the work, the others are recorded as duplicates. Works that an interrupted
    run has stored already are left alone.

    Args:
        library: open, its writer's lock held by the caller.
        accession_id: of an open accession whose originals are all read.
        packs: fandom packs, for what parts say when joined.
        clock: gives now as ISO UTC.
        progress: told ("joining", done, total).
        without: describers that are left off.
        ratings: what the library has learnt of ratings from its own headers, or None.

    Returns:
        n works stored by this call.

    Cost: drafts are read twice, one at a time; only their hints are held together.
    """
    drafts = _list_drafts(library, accession_id, clock)
    plan = plan_parts([draft.hint for draft in drafts])
    home = {min(family.members): family for family in plan.families}
    later = {index for family in plan.families for index in family.members} - set(home)
    doubles = {index for index, _ in plan.doubles}
    knowledge = make_knowledge(packs, without, ratings)
    stored = 0
    batch: list[tuple[Work, Entry]] = []
    for index in range(len(drafts)):
        progress("joining", index, len(drafts))
        if index in later:
            continue
        family = home.get(index)
        members = [drafts[k] for k in (family.members if family is not None else (index,))]
        (work_id,) = mint_work_ids(library, [members[0].key])
        if has_work(library, work_id, stage=STAGE):
            continue
        parts = [read_drafts(library, part.reading)[part.index] for part in members]
        if family is None:
            work = settle_alone(parts[0], members[0].hint, is_double=index in doubles)
        else:
            work = _make_work(parts, family, knowledge)
        batch.append((work, describe_entry(library, work_id, work)))
        if len(batch) >= _BATCH_WORKS:
            store_works(library, accession_id, batch, clock=clock())
            stored += len(batch)
            batch = []
    if batch:
        store_works(library, accession_id, batch, clock=clock())
    progress("joining", len(drafts), len(drafts))
    return stored + len(batch)


def store_works(
    library: Library, accession_id: int, batch: Sequence[tuple[Work, Entry]], *, clock: str
) -> None:
    """Store works as this version of the stages made them, with their doubts, in one transaction.

    Those whose author asked to be left out are stored and withdrawn at once.

    Args:
        library: open, its writer's lock held by the caller.
        accession_id: of an open accession.
        batch: n works with their catalogue lines.
        clock: now, ISO UTC.
    """
    with transaction(library.connection):
        begin_doubts(library)
        put_works(library, accession_id, batch, stage=STAGE, clock=clock)
        for work, entry in batch:
            said = claims_of(library, entry.work_id)
            put_work_doubts(library, entry.work_id, heed_people(work, said))
        heed_register(library, [entry.work_id for _work, entry in batch], clock=clock)


def _make_work(parts: Sequence[Work], family: Family, knowledge: Knowledge) -> Work:
    return finish_work(join_works(parts, family), knowledge)


def _list_drafts(library: Library, accession_id: int, clock: Callable[[], str]) -> list[Draft]:
    """All drafts in the order of paths, without those whose bytes have a work elsewhere."""
    drafts: list[Draft] = []
    seen: dict[str, tuple[str, str | None]] = {}
    for reading in iter_readings(library, accession_id):
        ordinals: dict[tuple[str, str | None], int] = {}
        doubles: dict[str, str] = {}
        for index, work in enumerate(reading.drafts):
            source = work.sources[0]
            place = (reading.digest, source.member)
            first = seen.setdefault(source.digest, _first_place(library, source.digest, place))
            if first != place:
                doubles[source.member or ""] = source.digest
                continue
            ordinal = ordinals.get(place, 0)
            ordinals[place] = ordinal + 1
            key = WorkKey(source.digest, source.member, ordinal)
            drafts.append(Draft(reading.digest, index, key, find_part_hint(work)))
        if doubles:
            _record_doubles(library, reading, doubles, clock)
    return drafts


def _first_place(
    library: Library, digest: str, place: tuple[str, str | None]
) -> tuple[str, str | None]:
    """Where the library has these bytes already; `place` when nowhere."""
    places = find_digest_places(library, digest)
    return place if not places or place in places else places[0]


def _record_doubles(
    library: Library, reading: Reading, doubles: dict[str, str], clock: Callable[[], str]
) -> None:
    members = tuple(
        structs.replace(member, outcome="duplicate", reason="The same bytes are kept elsewhere.")
        if member.path in doubles
        else member
        for member in reading.members
    )
    if members != reading.members:
        put_members(library, reading.digest, members, clock=clock())
