"""Importing: an archive, its database and its files together, becomes part of a library.

    walk -> originals safe on disk -> planned from them -> stories read by workers
         -> works with their claims -> accession ended

As in `ingest`, every arrow is a transaction of its own: a run that is killed goes on when it
is started again, and a second run over an archive that has not changed changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, structs

from fonds import __version__
from fonds.app.archive_files import ArchiveFiles, open_accession_files, open_heap_files
from fonds.app.cataloguing import describe_entry
from fonds.app.import_automated import KIND as AUTOMATED
from fonds.app.import_automated import plan_automated
from fonds.app.import_calibre import KIND as CALIBRE
from fonds.app.import_calibre import plan_calibre
from fonds.app.import_efiction import KIND as EFICTION
from fonds.app.import_efiction import plan_efiction
from fonds.app.import_plan import (
    ImportPlan,
    StoryItem,
    make_unread_work,
    parse_item,
    read_item,
)
from fonds.app.ingest import Heap, Progress, find_heap
from fonds.app.reader_process import prepare_reader
from fonds.app.reading import STAGE
from fonds.app.training import read_rating_model
from fonds.engine.run import run_all
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.intake.sniff import find_media_type
from fonds.intake.walk import HeapFile, read_heap_file
from fonds.library.accessions import (
    Accession,
    begin_accession,
    end_accession,
    find_unfinished_accession,
    get_accession,
    list_accessions,
)
from fonds.library.opening import Library, hold_writer
from fonds.library.originals import Arrival, iter_heap_files, put_originals, put_refusal
from fonds.library.readings import (
    Member,
    Reading,
    iter_members,
    iter_unread,
    put_members,
    put_readings,
)
from fonds.library.resuming import has_work
from fonds.library.works import WorkKey, iter_source_places, mint_work_ids, put_works
from fonds.model.entry import Entry
from fonds.model.problem import Problem
from fonds.model.work import Work
from fonds.packs.pack import Pack
from fonds.parse.archive_codes import UNREADABLE, Oddity
from fonds.parse.formats import NOT_YET_READABLE

OPTION = "import"
"""The option of an accession that says which kind of archive it imported."""

KINDS: dict[str, Callable[[ArchiveFiles, Sequence[str]], ImportPlan | None]] = {
    EFICTION: plan_efiction,
    AUTOMATED: plan_automated,
    CALIBRE: plan_calibre,
}
"""Every kind of archive: what plans its import, None when the files are none of it."""

FILE_REFUSED = "app.archive-file-refused"
"""A file of the archive could not be read, or taken out of its container."""

_BATCH_FILES = 64
_BATCH_BYTES = 16 * 1024 * 1024
_BATCH_WORKS = 32
_BATCH_READINGS = 256
_KEPT = "It is kept with its archive; no story is made of it."


class ImportReport(Struct, frozen=True):
    """What an import brought, or a dry run would.

    Attributes:
        kind: of archive.
        name: as the archive calls itself, or "".
        accession: its number; None for a dry run.
        files: how many the archive has.
        stories: works.
        chapters: that the archive lists, of all of them.
        authors: people its tables name as their writers.
        series: that they are in.
        kept: files of which no story was made.
        oddities: of the archive, then those of its works in order.
        counts: oddities by code.
        is_whole: whether everything that is listed could be read.
    """

    kind: str
    name: str
    accession: int | None
    files: int
    stories: int
    chapters: int
    authors: int
    series: int
    kept: tuple[str, ...]
    oddities: tuple[Oddity, ...]
    counts: dict[str, int]
    is_whole: bool


class ImportRun(Struct, frozen=True):
    """What an import works with.

    Attributes:
        packs: fandom packs.
        limits: of intake.
        workers: processes that read; 0 reads in this one.
        clock: gives now as ISO UTC.
        progress: told ("taking in" or "reading", done, total).
        fandoms: of every story, as whoever imports it says.
    """

    packs: tuple[Pack, ...]
    limits: Limits
    workers: int
    clock: Callable[[], str]
    progress: Progress
    fandoms: tuple[str, ...] = ()


def find_kind(files: ArchiveFiles, kind: str | None, fandoms: Sequence[str] = ()) -> ImportPlan:
    """Find what kind of archive files are of, and plan its import.

    Args:
        files: of the archive.
        kind: one of `KINDS`, or None to try all.
        fandoms: of every story, as whoever imports it says.

    Raises:
        UserError: they are of none, or not of the kind that was named.
    """
    if kind is not None and kind not in KINDS:
        raise UserError(f"there is no kind of archive {kind!r}; there are {', '.join(KINDS)}")
    for name, plan in KINDS.items():
        if kind in (None, name):
            found = plan(files, fandoms)
            if found is not None:
                return found
    what = "archive that can be imported" if kind is None else f"archive of the kind {kind}"
    raise UserError(
        f"this is no {what}: there is no dump of eFiction's tables, no ARCHIVE_DB.pl and no "
        "metadata.db of calibre. `fonds add` takes in files of any kind"
    )


class FoundArchive(Struct, frozen=True):
    """An archive that somebody handed over, not taken in yet.

    Attributes:
        kind: one of `KINDS`.
        heap: its files, and what its accession is to be called.
    """

    kind: str
    heap: Heap


def find_archive(paths: Sequence[Path], run: ImportRun, kind: str | None = None) -> FoundArchive:
    """Find an archive and what kind of one it is; nothing is stored.

    Args:
        paths: the database and the folders of an archive, or one folder with both.
        run: what to work with.
        kind: one of `KINDS`, or None to find out.

    Raises:
        UserError: a path does not exist, or it is no archive.

    Cost: reads every file.
    """
    heap = find_heap(paths, run.limits)
    plan = find_kind(open_heap_files(heap.files, run.limits), kind, run.fandoms)
    return FoundArchive(plan.kind, Heap(f"{heap.name} ({plan.kind})", heap.files))


def plan_archive(archive: FoundArchive, run: ImportRun) -> ImportReport:
    """Say what an import would bring; nothing is stored.

    Args:
        archive: as `find_archive` gave it.
        run: what to work with.

    Cost: reads every file, and every story without describing it.
    """
    files = open_heap_files(archive.heap.files, run.limits)
    plan = find_kind(files, archive.kind, run.fandoms)
    oddities = _first_oddities(files, plan)
    for done, planned in enumerate(plan.works):
        run.progress("reading", done, len(plan.works))
        oddities += _oddities_of(parse_item(planned.load()), planned.title)
    run.progress("reading", len(plan.works), len(plan.works))
    return _make_report(files, plan, None, oddities)


def import_archive(library: Library, archive: FoundArchive, run: ImportRun) -> ImportReport | None:
    """Import an archive.

    Args:
        library: open.
        archive: as `find_archive` gave it.
        run: what to work with.

    Returns:
        What it brought; None when nothing in it is new.

    Raises:
        UserError: another process writes to the library.

    Cost: each file is stored once and each story read once; memory holds the archive's dump,
        one batch, and what the workers have under way.
    """
    options: dict[str, object] = {OPTION: archive.kind, "fandoms": list(run.fandoms)}
    with hold_writer(library):
        accession = _take_in(library, archive.heap, options, run)
        if accession is None:
            return None
        # From here on only what is stored is read.
        report = _read_accession(library, accession, run, force=False)
        end_accession(library, accession.id, clock=run.clock())
    return report


def reread_import(library: Library, accession_id: int, run: ImportRun) -> ImportReport:
    """Read an imported archive again from the stored originals, as when the readers have changed.

    Args:
        library: open, its writer's lock held by the caller.
        accession_id: of an accession that `is_import` tells.
        run: what to work with; the fandoms are those the accession was imported with.

    Returns:
        What it brings now. Works keep their identifiers and what people said of them.

    Raises:
        UserError: there is no such accession, or it imported nothing.
        DamageError: an original's bytes are damaged.
    """
    accession = get_accession(library, accession_id)
    if not is_import(accession):
        raise UserError(f"accession {accession_id} took in a heap; it is no import of an archive")
    fandoms = tuple(str(one) for one in accession.options.get("fandoms", ()))
    own = structs.replace(run, fandoms=fandoms)
    return _read_accession(library, accession, own, force=True)


def is_import(accession: Accession) -> bool:
    """Tell whether an accession imported an archive."""
    return accession.options.get(OPTION) in KINDS


def _take_in(
    library: Library, heap: Heap, options: dict[str, object], run: ImportRun
) -> Accession | None:
    """Store every file; None when all are known from an earlier import that was finished."""
    accession = find_unfinished_accession(library, heap.name)
    if accession is None and not _has_news(library, heap, run):
        return None
    accession = accession or begin_accession(
        library, heap.name, options=options, tool=f"fonds {__version__}", clock=run.clock()
    )
    batch: list[Arrival] = []
    size = 0
    for done, file in enumerate(heap.files):
        run.progress("taking in", done, len(heap.files))
        arrival = _read_file(file, run)
        if arrival is None:
            _refuse(library, accession, file, run)
            continue
        batch.append(arrival)
        size += len(arrival.data)
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            put_originals(library, accession.id, batch, clock=run.clock())
            batch, size = [], 0
    if batch:
        put_originals(library, accession.id, batch, clock=run.clock())
    run.progress("taking in", len(heap.files), len(heap.files))
    return accession


def _has_news(library: Library, heap: Heap, run: ImportRun) -> bool:
    known = {
        (line.path, line.digest)
        for accession in list_accessions(library)
        if accession.heap == heap.name and accession.state == "finished"
        for line in iter_heap_files(library, accession.id)
    }
    for file in heap.files:
        arrival = _read_file(file, run)
        digest = None if arrival is None else "sha256:" + sha256(arrival.data).hexdigest()
        if (file.label, digest) not in known:
            return True
    return False


def _read_file(file: HeapFile, run: ImportRun) -> Arrival | None:
    if file.refused is not None:
        return None
    try:
        data = read_heap_file(file, run.limits)
    except UserError:
        return None
    return Arrival(file.label, data, file.mtime_s, find_media_type(data[:65536], file.label))


def _refuse(library: Library, accession: Accession, file: HeapFile, run: ImportRun) -> None:
    reason = "It could not be read." if file.refused is None else file.refused.message
    put_refusal(
        library,
        accession.id,
        file.label,
        reason,
        clock=run.clock(),
        size=file.size_bytes,
        mtime=file.mtime_s,
    )


def _read_accession(
    library: Library, accession: Accession, run: ImportRun, *, force: bool
) -> ImportReport:
    files = open_accession_files(library, accession.id, run.limits)
    plan = find_kind(files, str(accession.options[OPTION]), run.fandoms)
    _put_members(library, accession, files, plan, run)
    oddities = _first_oddities(files, plan)
    for work, planned in zip(
        _put_works(library, accession, plan, run, force=force), plan.works, strict=True
    ):
        oddities += _oddities_of(work, planned.title)
    return _make_report(files, plan, accession.id, oddities)


def _put_members(
    library: Library,
    accession: Accession,
    files: ArchiveFiles,
    plan: ImportPlan,
    run: ImportRun,
) -> None:
    """Record what became of every file, and which rows of the dump works are made of."""
    members: dict[str, list[Member]] = {}
    for file in files.files.values():
        of = members.setdefault(file.original, [])
        of += plan.members.get(file.name, ())
        if file.name not in plan.members:
            reason = "" if file.name in plan.used else plan.reasons.get(file.name, _KEPT)
            digest = file.original
            if file.member is not None:
                digest = "sha256:" + sha256(files.read(file.name)).hexdigest()
            of.append(Member(file.member or "", digest, file.size, file.media_type, "read", reason))
    unread = {one.digest for one in iter_unread(library, accession.id, stage=STAGE)}
    batch: list[Reading] = []
    for digest, found in members.items():
        if digest in unread:
            batch.append(Reading(digest, tuple(found), ()))
        else:
            _add_members(library, digest, found, run)
        if len(batch) >= _BATCH_READINGS:
            put_readings(library, accession.id, batch, stage=STAGE, clock=run.clock())
            batch = []
    put_readings(library, accession.id, batch, stage=STAGE, clock=run.clock())


def _add_members(library: Library, digest: str, found: Iterable[Member], run: ImportRun) -> None:
    """Add rows to a file that was read before; what is recorded of it stays."""
    known = list(iter_members(library, digest))
    paths = {(member.path, member.digest) for member in known}
    fresh = [one for one in found if (one.path, one.digest) not in paths and one.path]
    if fresh:
        new = {one.path for one in fresh}
        kept = [one for one in known if one.path and one.path not in new]
        put_members(library, digest, (*kept, *fresh), clock=run.clock())


def _put_works(
    library: Library, accession: Accession, plan: ImportPlan, run: ImportRun, *, force: bool
) -> Iterator[Work]:
    """Read the stories of a plan and store their works; give each, in order."""
    ratings = read_rating_model(library.folder)
    items: list[StoryItem] = []

    def load() -> Iterator[StoryItem]:
        for planned in plan.works:
            item = planned.load()
            items.append(item)
            yield item

    outcomes = run_all(
        read_item,
        load(),
        workers=min(run.workers, len(plan.works)),
        initializer=prepare_reader,
        initargs=(run.packs, frozenset(), ratings),
    )
    batch: list[tuple[Work, Entry]] = []
    for done, outcome in enumerate(outcomes, 1):
        item = items.pop(0)
        work = outcome.value or _read_bare(item, outcome.problem, run)
        source = work.sources[0]
        (work_id,) = mint_work_ids(library, [WorkKey(source.digest, source.member, 0)])
        if force or not _is_stored(library, work_id, work):
            batch.append((work, describe_entry(library, work_id, work)))
        if len(batch) >= _BATCH_WORKS:
            put_works(library, accession.id, batch, stage=STAGE, clock=run.clock())
            batch = []
        run.progress("reading", done, len(plan.works))
        yield work
    if batch:
        put_works(library, accession.id, batch, stage=STAGE, clock=run.clock())


def _read_bare(item: StoryItem, problem: Problem | None, run: ImportRun) -> Work:
    """Read a story on which something failed: undescribed, else without its words."""
    said = () if problem is None else (problem,)
    (outcome,) = run_all(parse_item, [item], workers=min(run.workers, 1))
    work = outcome.value
    if work is None:
        chapters = tuple(structs.replace(one, text=None) for one in item.story.chapters)
        rows = structs.replace(item.story, chapters=chapters)
        work = parse_item(structs.replace(item, story=rows))
        if not work.sources:
            return make_unread_work(item, *said)
    return structs.replace(work, problems=(*work.problems, *said))


def _is_stored(library: Library, work_id: str, work: Work) -> bool:
    """Whether a run before this one stored the work, made of the very same bytes."""
    if not has_work(library, work_id, stage=STAGE):
        return False
    places = [place.digest for place in iter_source_places(library, work_id)]
    return places == [source.digest for source in work.sources]


def _first_oddities(files: ArchiveFiles, plan: ImportPlan) -> list[Oddity]:
    refused = [Oddity(FILE_REFUSED, reason, path) for path, reason in files.refused]
    return [*refused, *plan.oddities]


def _oddities_of(work: Work, title: str) -> list[Oddity]:
    found = []
    for problem in work.problems:
        source = work.sources[min(problem.source, len(work.sources) - 1)]
        found.append(Oddity(problem.code, problem.message, source.path, source.member, title))
    return found


def _make_report(
    files: ArchiveFiles, plan: ImportPlan, accession: int | None, oddities: Sequence[Oddity]
) -> ImportReport:
    counts = Counter(oddity.code for oddity in oddities)
    kept = [name for name in files.files if name not in plan.members and name not in plan.used]
    return ImportReport(
        kind=plan.kind,
        name=plan.name,
        accession=accession,
        files=len(files.files) + len(files.refused),
        stories=len(plan.works),
        chapters=sum(planned.chapters for planned in plan.works),
        authors=plan.authors,
        series=plan.series,
        kept=tuple(kept),
        oddities=tuple(oddities),
        counts=dict(counts.most_common()),
        is_whole=not files.refused and not (UNREADABLE | {NOT_YET_READABLE}).intersection(counts),
    )
