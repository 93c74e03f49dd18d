"""Ingest: a heap becomes part of a library. The journey of a file, on one page.

    walk -> originals safe on disk -> read by workers -> drafts safe on disk
         -> parts joined -> works with their claims -> accession ended

Every arrow is a transaction of its own, so a run that is killed anywhere leaves a library
that is whole, and the next run of the same command goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from msgspec import Struct, structs

from fonds import __version__
from fonds.app.joining import put_joined_works
from fonds.app.original_reading import HeapItem, read_item
from fonds.app.reader_process import prepare_reader
from fonds.app.reading import STAGE
from fonds.app.training import read_rating_model
from fonds.describe.rating_model import RatingModel
from fonds.engine.run import run_all
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.intake.sniff import find_media_type
from fonds.intake.walk import HeapFile, iter_heap, read_heap_file
from fonds.library.accessions import (
    Accession,
    begin_accession,
    end_accession,
    find_unfinished_accession,
    list_accessions,
)
from fonds.library.account import Account, account_of
from fonds.library.opening import Library, hold_writer
from fonds.library.originals import (
    Arrival,
    Original,
    iter_heap_files,
    put_originals,
    put_refusal,
    read_original,
)
from fonds.library.readings import Member, Reading, iter_unread, put_readings
from fonds.packs.pack import Pack

Progress = Callable[[str, int, int], None]
"""Told (phase, done, total)."""

_BATCH_FILES = 64
_BATCH_BYTES = 16 * 1024 * 1024  # one transaction holds this much at most, or one file
_BATCH_READINGS = 32


class Sitting(Struct, frozen=True):
    """What one run of `add_heap` works with.

    Attributes:
        library: open, its writer's lock held.
        limits: of intake.
        packs: fandom packs.
        workers: processes; 0 reads in this one.
        clock: gives now as ISO UTC; called for each transaction.
        progress: told what is done.
        without: describers that are left off.
        ratings: what the library has learnt of ratings from its own headers, or None.
    """

    library: Library
    limits: Limits
    packs: tuple[Pack, ...]
    workers: int
    clock: Callable[[], str]
    progress: Progress
    without: frozenset[str] = frozenset()
    ratings: RatingModel | None = None


class Heap(Struct, frozen=True):
    """A heap whose files somebody has found already, and named.

    Attributes:
        name: what the accession is to say was handed over; a run that finds an unfinished
            accession of this name goes on with it.
        files: labelled with their paths in the heap, no two alike.
    """

    name: str
    files: tuple[HeapFile, ...]


def add_heap(
    library: Library,
    heap: Sequence[Path] | Heap,
    *,
    packs: Sequence[Pack],
    limits: Limits,
    workers: int,
    clock: Callable[[], str],
    progress: Progress,
    without: frozenset[str] = frozenset(),
) -> Account | None:
    """Take a heap into a library.

    Args:
        library: open.
        heap: p files and folders, together one heap; or one found already.
        packs: fandom packs.
        limits: how much of a file or container is too much.
        workers: processes that read; 0 reads in this one.
        clock: gives now as ISO UTC.
        progress: told ("taking in", "reading" or "joining", done, total).
        without: describers that are left off, as `fonds.describe.switches` names them; the
            accession keeps which.

    Returns:
        What became of every file; None when nothing in the heap is new.

    Raises:
        UserError: a path does not exist, or another process writes to the library.

    Cost: each original is read once and stored once; memory holds one batch and what the
        workers have under way.
    """
    ratings = read_rating_model(library.folder)
    sitting = Sitting(library, limits, tuple(packs), workers, clock, progress, without, ratings)
    with hold_writer(library):
        accession = _take_in(sitting, heap)
        if accession is None:
            return None
        _read_originals(sitting, accession)
        put_joined_works(
            library,
            accession.id,
            packs=sitting.packs,
            clock=clock,
            progress=progress,
            without=without,
            ratings=ratings,
        )
        end_accession(library, accession.id, clock=clock())
    return account_of(library, accession.id)


def label_heap(files: Iterable[HeapFile], paths: Sequence[Path]) -> Iterator[HeapFile]:
    """Name files by their place in the heap: the folder handed over, and what is below it.

    Args:
        files: as `iter_heap` gives them, each under one of `paths`.
        paths: what was handed over.

    Returns:
        The files, labelled "heap/sub/x.txt" wherever the heap lies on this machine; two
        folders of one name are told apart by a number.
    """
    tops: dict[Path, str] = {}
    for path in paths:
        name = path.name or path.resolve().name or "heap"
        taken = set(tops.values())
        number = 2
        label = name
        while label in taken:
            label = f"{name} ({number})"
            number += 1
        tops[path] = label
    for file in files:
        top = next(path for path in paths if file.location == path or path in file.location.parents)
        below = PurePosixPath(file.label).parts[len(PurePosixPath(str(top)).parts) :]
        yield structs.replace(file, label="/".join((tops[top], *below)))


def find_heap(paths: Sequence[Path], limits: Limits) -> Heap:
    """Walk a heap and name its files by their place in it.

    Raises:
        UserError: a path does not exist.
    """
    name = ", ".join(str(path.resolve()) for path in paths)
    return Heap(name, tuple(label_heap(iter_heap(paths, limits), paths)))


def _take_in(sitting: Sitting, given: Sequence[Path] | Heap) -> Accession | None:
    """Store every original that is new; begin an accession when there is one."""
    library = sitting.library
    found = given if isinstance(given, Heap) else find_heap(given, sitting.limits)
    heap, files = found.name, found.files
    accession = find_unfinished_accession(library, heap)
    known = _known_lines(library, heap)
    batch: list[Arrival] = []
    size = 0
    for done, file in enumerate(files, 1):
        sitting.progress("taking in", done - 1, len(files))
        arrival = _read_file(sitting, file)
        key = (file.label, None if arrival is None else _digest(arrival.data))
        if key in known:
            continue
        accession = accession or begin_accession(
            library,
            heap,
            options={"without": sorted(sitting.without)} if sitting.without else {},
            tool=f"fonds {__version__}",
            clock=sitting.clock(),
        )
        if arrival is None:
            _refuse(sitting, accession, file)
            continue
        batch.append(arrival)
        size += len(arrival.data)
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            put_originals(library, accession.id, batch, clock=sitting.clock())
            batch, size = [], 0
    if batch and accession is not None:
        put_originals(library, accession.id, batch, clock=sitting.clock())
    sitting.progress("taking in", len(files), len(files))
    return accession


def _known_lines(library: Library, heap: str) -> set[tuple[str, str | None]]:
    """What earlier runs over the same heap have accounted for."""
    return {
        (line.path, line.digest)
        for accession in list_accessions(library)
        if accession.heap == heap and accession.state != "undone"
        for line in iter_heap_files(library, accession.id)
    }


def _digest(data: bytes) -> str:
    return "sha256:" + sha256(data).hexdigest()


def _read_file(sitting: Sitting, file: HeapFile) -> Arrival | None:
    """A file's bytes, or None when it cannot be had; one bad file costs one file."""
    if file.refused is not None:
        return None
    try:
        data = read_heap_file(file, sitting.limits)
    except UserError:
        return None
    return Arrival(file.label, data, file.mtime_s, find_media_type(data[:65536], file.label))


def _refuse(sitting: Sitting, accession: Accession, file: HeapFile) -> None:
    reason = "It could not be read." if file.refused is None else file.refused.message
    put_refusal(
        sitting.library,
        accession.id,
        file.label,
        reason,
        clock=sitting.clock(),
        size=file.size_bytes,
        mtime=file.mtime_s,
    )


def _read_originals(sitting: Sitting, accession: Accession) -> None:
    """Read what is not yet read; a file that breaks its worker is kept and reported."""
    library = sitting.library
    unread = list(iter_unread(library, accession.id, stage=STAGE))
    paths = {
        line.digest: line.path
        for line in iter_heap_files(library, accession.id)
        if line.outcome == "taken"
    }
    outcomes = run_all(
        read_item,
        _iter_items(sitting, unread, paths),
        workers=sitting.workers,
        initializer=prepare_reader,
        initargs=(sitting.packs, sitting.without, sitting.ratings),
    )
    batch: list[Reading] = []
    for done, (original, outcome) in enumerate(zip(unread, outcomes, strict=True), 1):
        if outcome.value is not None:
            batch.append(outcome.value)
        else:
            batch.append(_failed(original, "" if not outcome.problem else outcome.problem.message))
        if len(batch) >= _BATCH_READINGS:
            put_readings(library, accession.id, batch, stage=STAGE, clock=sitting.clock())
            batch = []
        sitting.progress("reading", done, len(unread))
    if batch:
        put_readings(library, accession.id, batch, stage=STAGE, clock=sitting.clock())


def _iter_items(
    sitting: Sitting, unread: Sequence[Original], paths: dict[str | None, str]
) -> Iterator[HeapItem]:
    for original in unread:
        data = read_original(sitting.library, original.digest)
        path = paths.get(original.digest, original.name)
        yield HeapItem(path, original.digest, data, sitting.limits)


def _failed(original: Original, reason: str) -> Reading:
    member = Member("", original.digest, original.size, original.media_type, "unreadable", reason)
    return Reading(original.digest, (member,), ())
