"""Rebuilding: stored originals are read anew by today's stages, and described anew.

    marked as waiting -> read by workers -> parts joined, works replaced
         -> works that are no more are accounted for -> accession done

Every arrow is a transaction of its own: a run that is killed goes on when it is started again.
Originals are never touched. Identifiers are made from the bytes, so that what people said of a
work, its marks, shelves and merges, is about the same work afterwards.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Literal

from msgspec import Struct

from fonds.app.acting import act_held
from fonds.app.importing import ImportRun, is_import, reread_import
from fonds.app.joining import put_joined_works
from fonds.app.original_reading import HeapItem, read_item
from fonds.app.reader_process import prepare_reader
from fonds.app.reading import STAGE
from fonds.app.shelf import Shelf, refresh_index
from fonds.app.training import read_rating_model
from fonds.describe.rating_model import RatingModel
from fonds.engine.run import run_all
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.library.accessions import Accession, get_accession, list_accessions
from fonds.library.acts import NewChange
from fonds.library.corrections import list_corrections
from fonds.library.entries import get_entry
from fonds.library.merging import list_merged_into
from fonds.library.opening import Library, hold_writer
from fonds.library.originals import Original, iter_heap_files, read_original
from fonds.library.readings import Member, Reading, iter_members, put_readings
from fonds.library.redirects import find_redirect
from fonds.library.rereading import (
    begin_rereading,
    count_to_read,
    drop_undone,
    end_rereading,
    find_rereading,
    give_up_rereading,
    list_led_on,
    list_new,
    list_of_same_text,
    list_outdated,
    list_to_read,
    list_waiting,
    list_withdrawn_of_heap,
    settle_read,
)
from fonds.library.storage import find_row, read_rows, transaction
from fonds.library.withdrawals import find_tombstone
from fonds.packs.pack import Pack
from fonds.search.index import clear_index

Progress = Callable[[str, int, int], None]
"""Told (phase, done, total)."""

BY = "Fonds"
"""Who acts when a work turns out to be part of another."""

_BATCH_READINGS = 32


class RebuildRun(Struct, frozen=True):
    """What a rebuild works with.

    Attributes:
        packs: fandom packs.
        workers: processes that read; 0 reads in this one.
        clock: gives now as ISO UTC.
        progress: told what is done.
        limits: of unpacking.
    """

    packs: tuple[Pack, ...]
    workers: int
    clock: Callable[[], str]
    progress: Progress
    limits: Limits = Limits()


class PlannedRebuild(Struct, frozen=True):
    """An accession that is to be read anew.

    Attributes:
        accession: its number.
        heap: what it took in.
        originals: how many are read.
        works: how many were made of them.
        goes_on: whether an interrupted rebuild goes on with it.
    """

    accession: int
    heap: str
    originals: int
    works: int
    goes_on: bool


class Lost(Struct, frozen=True):
    """A work that the new reading does not give.

    Attributes:
        work_id: its identifier.
        name: what it was called.
        fate: "led": its identifier leads to the work that holds its words now; "kept": it
            stays as it was, because nothing holds them.
        into: the work that holds its words now, or None.
        said: how many fields people had corrected; what they said is kept in any case.
    """

    work_id: str
    name: str
    fate: Literal["led", "kept"]
    into: str | None
    said: int


class Rebuilt(Struct, frozen=True):
    """What became of one accession.

    Attributes:
        accession: its number.
        originals: how many were read.
        works: how many were made of them.
        changed: identifiers of works that are described otherwise than before.
        new: identifiers of works that were not there before.
        lost: works that the new reading does not give.
        withdrawn: identifiers of works that are withdrawn now, because they hold words of a
            work that was.
        failed: originals that could not be read this time, and why; the accession was then
            left as it was.
    """

    accession: int
    originals: int = 0
    works: int = 0
    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    withdrawn: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


def plan_rebuild(
    library: Library, accession_ids: Sequence[int] = (), *, everything: bool = False
) -> tuple[PlannedRebuild, ...]:
    """Say what would be read anew; changes nothing.

    Args:
        library: open.
        accession_ids: only these; none for all that were read by other stages.
        everything: all accessions, whatever read them.

    Returns:
        What a rebuild that was interrupted has left to do comes alone, unless accessions are
        named.

    Raises:
        UserError: one of the accessions does not exist, is undone, or was never finished.
    """
    under_way = find_rereading(library)
    left = () if under_way is None else under_way.accessions
    if accession_ids:
        chosen: Iterable[int] = dict.fromkeys(accession_ids)
        for number in chosen:
            _check_finished(get_accession(library, number))
    elif left:
        chosen = left
    elif everything:
        chosen = [one.id for one in list_accessions(library) if one.state == "finished"]
    else:
        chosen = list_outdated(library, stage=STAGE)
    planned = []
    for number in chosen:
        accession = get_accession(library, number)
        if accession.state == "finished":
            counts = count_to_read(library, number)
            planned.append(PlannedRebuild(number, accession.heap, *counts, number in left))
    return tuple(planned)


def _check_finished(accession: Accession) -> None:
    if accession.state == "undone":
        raise UserError(f"accession {accession.id} is undone; nothing of it is left to read")
    if accession.state == "open":
        raise UserError(
            f"accession {accession.id} was never finished; run the same `fonds add` again first"
        )


def rebuild(
    library: Library, planned: Sequence[PlannedRebuild], run: RebuildRun
) -> Iterator[Rebuilt]:
    """Read accessions anew, one after the other.

    Args:
        library: open; its writer's lock is held for as long as the iterator runs.
        planned: as `plan_rebuild` gave them.
        run: what to work with.

    Returns:
        What became of each, as it is done.

    Raises:
        UserError: somebody else is writing.
        DamageError: an original's bytes are damaged.

    Cost: each original is read once; memory holds one batch and what workers have under way.
    """
    with hold_writer(library):
        drop_undone(library)
        fresh = [one.accession for one in planned if not one.goes_on]
        under_way = find_rereading(library)
        since = None if under_way is None else under_way.since
        if fresh:
            left = () if under_way is None else under_way.accessions
            since = begin_rereading(library, dict.fromkeys((*left, *fresh))).since
        for one in planned:
            yield _rebuild_one(library, get_accession(library, one.accession), since or 0, run)


def _rebuild_one(library: Library, accession: Accession, since: int, run: RebuildRun) -> Rebuilt:
    before = {
        work_id: _fingerprint(library, work_id) for work_id in list_waiting(library, accession.id)
    }
    if is_import(accession):
        how = ImportRun(run.packs, run.limits, run.workers, run.clock, run.progress)
        reread_import(library, accession.id, how)
        settle_read(library, accession.id, stage=STAGE)
    else:
        failed = _read_anew(library, accession, run)
        if failed:
            give_up_rereading(library, accession.id)
            return Rebuilt(accession.id, failed=failed)
        put_joined_works(
            library,
            accession.id,
            packs=run.packs,
            clock=run.clock,
            progress=run.progress,
            without=_without(accession),
            ratings=read_rating_model(library.folder),
        )
    return _settle(library, accession, before, since, run)


def catch_up_anew(shelf: Shelf, progress: Progress, *, anew: bool) -> None:
    """Bring the search index up to date; made from nothing when it is to be `anew`.

    Raises:
        UserError: somebody else is writing.
    """
    with hold_writer(shelf.library):
        if anew:
            clear_index(shelf.index)
        refresh_index(shelf, progress)


def _without(accession: Accession) -> frozenset[str]:
    return frozenset(str(one) for one in accession.options.get("without", ()))


def _fingerprint(library: Library, work_id: str) -> str:
    """What was read of a work, in short: blocks and claims, not what people said."""
    row = find_row(library.connection, "SELECT draft FROM work WHERE id = ?", (work_id,))
    claims = read_rows(
        library.connection,
        "SELECT field, value, basis, confidence, by, evidence FROM claim "
        "WHERE work_id = ? AND basis <> 'curated' ORDER BY id",
        (work_id,),
    )
    return sha256(repr((row, claims)).encode("utf-8", "replace")).hexdigest()


def _read_anew(
    library: Library, accession: Accession, run: RebuildRun
) -> tuple[tuple[str, str], ...]:
    """Read what waits; gives the originals that could be read before and cannot now."""
    waiting = list_to_read(library, accession.id, stage=STAGE)
    paths = {
        line.digest: line.path
        for line in iter_heap_files(library, accession.id)
        if line.outcome == "taken"
    }
    ratings: RatingModel | None = read_rating_model(library.folder)
    outcomes = run_all(
        read_item,
        _iter_items(library, waiting, paths, run.limits),
        workers=run.workers,
        initializer=prepare_reader,
        initargs=(run.packs, _without(accession), ratings),
    )
    batch: list[Reading] = []
    failed: list[tuple[str, str]] = []
    for done, (original, outcome) in enumerate(zip(waiting, outcomes, strict=True), 1):
        if outcome.value is not None:
            batch.append(outcome.value)
        else:
            reason = "" if outcome.problem is None else outcome.problem.message
            if _was_read(library, original):
                failed.append((paths.get(original.digest, original.name), reason))
            else:
                batch.append(_unreadable(original, reason))
        if len(batch) >= _BATCH_READINGS:
            put_readings(library, accession.id, batch, stage=STAGE, clock=run.clock())
            batch = []
        run.progress("reading", done, len(waiting))
    if batch:
        put_readings(library, accession.id, batch, stage=STAGE, clock=run.clock())
    return tuple(failed)


def _iter_items(
    library: Library, waiting: Sequence[Original], paths: dict[str | None, str], limits: Limits
) -> Iterator[HeapItem]:
    for original in waiting:
        data = read_original(library, original.digest)
        path = paths.get(original.digest, original.name)
        yield HeapItem(path, original.digest, data, limits)


def _was_read(library: Library, original: Original) -> bool:
    return any(member.outcome == "read" for member in iter_members(library, original.digest))


def _unreadable(original: Original, reason: str) -> Reading:
    member = Member("", original.digest, original.size, original.media_type, "unreadable", reason)
    return Reading(original.digest, (member,), ())


def _settle(
    library: Library,
    accession: Accession,
    before: dict[str, str],
    since: int,
    run: RebuildRun,
) -> Rebuilt:
    """Account for every work that was there before, in one transaction."""
    with transaction(library.connection):
        clock = run.clock()
        lost = [_judge(library, one) for one in list_waiting(library, accession.id)]
        gone = {one.work_id for one in lost}
        changed = tuple(
            work_id
            for work_id, was in before.items()
            if work_id not in gone and _fingerprint(library, work_id) != was
        )
        new = list_new(library, accession.id, since=since)
        originals, works = count_to_read(library, accession.id)
        withdrawn = _withdraw_parts(library, accession, (*new, *_into(lost)), clock)
        _lead_on(library, accession, [one for one in lost if one.into is not None], clock)
        end_rereading(
            library,
            accession.id,
            gone=[one.work_id for one in lost if one.fate == "led"],
            kept=[one.work_id for one in lost if one.fate == "kept"],
            clock=clock,
            detail={"stage": STAGE, "originals": originals, "changed": len(changed)},
        )
    return Rebuilt(
        accession.id,
        originals,
        works - sum(one.fate == "led" for one in lost),
        changed,
        new,
        tuple(lost),
        withdrawn,
    )


def _into(lost: Iterable[Lost]) -> Iterator[str]:
    return (one.into for one in lost if one.into is not None)


def _judge(library: Library, work_id: str) -> Lost:
    """Find what holds the words of a work that the new reading does not give."""
    waiting = find_row(library.connection, "SELECT stage FROM work WHERE id = ?", (work_id,))
    assert waiting is not None  # it was listed a moment ago
    heirs = [
        one
        for one in list_of_same_text(library, work_id)
        if find_row(
            library.connection, "SELECT 1 FROM work WHERE id = ? AND stage = ?", (one, STAGE)
        )
    ]
    try:
        name = get_entry(library, work_id).title or work_id
    except UserError:
        name = work_id
    said = len(list_corrections(library, work_id))
    if not heirs:
        return Lost(work_id, name, "kept", None, said)
    return Lost(work_id, name, "led", heirs[0], said)


def _lead_on(library: Library, accession: Accession, led: Sequence[Lost], clock: str) -> None:
    """Let the identifiers of works that are no more lead to those that hold their words."""
    # What is a work of its own again leads nowhere any more.
    gone = {one.work_id for one in led}
    back = [one for one in list_led_on(library, accession.id) if one not in gone]
    changes = [NewChange("merged", (one,), None, one) for one in back]
    for one in led:
        assert one.into is not None  # only those that have an heir are led
        if find_redirect(library, one.work_id) is not None:
            continue  # merged by a person: it leads where they said
        below = set(list_merged_into(library, one.work_id))
        if one.into in below:
            # The heir was merged into the work that is gone: it stands for it now.
            last = one.into
            while (up := find_redirect(library, last)) is not None and up != one.work_id:
                last = up
            changes.append(NewChange("merged", (last,), None, last))
            changes.append(NewChange("merged", (one.work_id,), last, one.work_id))
        else:
            changes.append(NewChange("merged", (one.work_id,), one.into, one.work_id))
    act_held(
        library,
        changes,
        kind="rebuild",
        words=f"Read anew: identifiers lead to the works that hold their words "
        f"(accession {accession.id})",
        by=BY,
        clock=clock,
    )


def _withdraw_parts(
    library: Library, accession: Accession, candidates: Iterable[str], clock: str
) -> tuple[str, ...]:
    """Withdraw works that hold words of a withdrawn one since they were read anew."""
    found: dict[str, str] = {}
    wanted = set(candidates)
    for work_id in list_withdrawn_of_heap(library, accession.id):
        tombstone = find_tombstone(library, work_id)
        for one in list_of_same_text(library, work_id):
            if one in wanted and find_tombstone(library, one) is None and tombstone is not None:
                found.setdefault(one, tombstone.why)
    act_held(
        library,
        [NewChange("withdrawn", (one,), {"why": why, "by": BY}, one) for one, why in found.items()],
        kind="withdraw",
        words=f"Read anew: words of withdrawn works stay withdrawn (accession {accession.id})",
        by=BY,
        clock=clock,
    )
    return tuple(found)
