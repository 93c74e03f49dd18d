"""Heap reading: from paths to works, without a library."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from msgspec import structs

from fonds.app.reader_process import knowledge_here, prepare_reader
from fonds.app.reading import finish_work, read_leaf
from fonds.engine.outcome import Outcome
from fonds.engine.run import run_all
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.intake.sniff import OCTETS
from fonds.intake.unpack import Refusal, unpack
from fonds.intake.walk import UNREADABLE, HeapFile, iter_heap, read_heap_file
from fonds.model.problem import Problem
from fonds.model.work import Leaf, Source, Work
from fonds.packs.pack import Pack
from fonds.parse.formats import EMPTY
from fonds.parse.html import NO_TEXT
from fonds.parse.part_hints import find_part_hint
from fonds.parse.part_plan import plan_parts
from fonds.parse.parts import join_planned

Progress = Callable[[str, int, int], None]
"""Told (phase, done, total); the total may grow while containers are opened."""

_HARMLESS = frozenset({EMPTY, NO_TEXT})


def read_one(leaf: Leaf) -> tuple[Work, ...]:
    """Read one leaf and describe what it holds, in a process that `prepare_reader` made ready."""
    knowledge = knowledge_here()
    return tuple(finish_work(work, knowledge) for work in read_leaf(leaf, knowledge))


def read_bare(leaf: Leaf) -> tuple[Work, ...]:
    """Read one leaf without describing it: what is left when a describer failed on it."""
    return read_leaf(leaf, knowledge_here())


def finish_one(work: Work) -> Work:
    """Describe one joined work, in a process that `prepare_reader` has made ready."""
    return finish_work(work, knowledge_here())


def iter_works(
    paths: Sequence[Path],
    *,
    packs: Sequence[Pack],
    limits: Limits,
    workers: int,
    progress: Progress,
    without: frozenset[str] = frozenset(),
) -> Iterator[Work]:
    """Read a heap into works, in the order of the paths.

    Args:
        paths: p files or folders.
        packs: fandom packs.
        limits: how much of a container is too much.
        workers: processes; 0 reads in this one.
        progress: told ("reading" or "describing", done, total).
        without: describers that are left off, as `fonds.describe.switches` names them.

    Returns:
        Works; every file of the heap is a source of at least one. What could not be read
        (a refused file, an empty container, a reader that failed) is a work that is no
        story, has no blocks, and has the problem that says why.

    Raises:
        UserError: one of the paths does not exist, before anything is read.

    Cost: all drafts are held until their parts are joined: about five times the text.
    """
    packs = tuple(packs)
    files = list(iter_heap(paths, limits))
    known = (packs, without)
    drafts = _read_drafts(files, known, limits, workers, progress)
    hints = [find_part_hint(draft) for draft in drafts]
    plan = plan_parts(hints)
    # Drafts are described where they were read; only what was joined is described anew.
    homes = {min(family.members) for family in plan.families}
    gone = {index for family in plan.families for index in family.members} - homes
    kept = [index for index in range(len(drafts)) if index not in gone]
    works = deque(join_planned(drafts, hints, plan))
    del drafts
    joined = deque(work for index, work in zip(kept, works, strict=True) if index in homes)
    total = len(joined)
    waiting: deque[Work] = deque()
    outcomes = run_all(
        finish_one,
        _pass_on(joined, waiting),
        workers=min(workers, total),
        initializer=prepare_reader,
        initargs=known,
    )
    for index in kept:
        work = works.popleft()
        if index not in homes:
            yield work
            continue
        outcome = next(outcomes)
        whole = waiting.popleft()
        if outcome.problem is not None:
            yield structs.replace(whole, problems=(*whole.problems, outcome.problem))
        elif outcome.value is not None:
            yield outcome.value
        progress("describing", total - len(joined) - len(waiting), total)


def is_unread(work: Work) -> bool:
    """Tell whether something kept us from reading a work, or from describing all of it.

    An empty file is not unread: all there is of it was read.
    """
    codes = {problem.code for problem in work.problems}
    if any(code.startswith("engine.") for code in codes):
        return True
    return not work.blocks and bool(codes - _HARMLESS)


def _pass_on(joined: deque[Work], waiting: deque[Work]) -> Iterator[Work]:
    """Hand works to the engine one by one; only those under way are kept."""
    while joined:
        work = joined.popleft()
        waiting.append(work)
        yield work


def _read_drafts(
    files: Sequence[HeapFile],
    known: tuple[tuple[Pack, ...], frozenset[str]],
    limits: Limits,
    workers: int,
    progress: Progress,
) -> list[Work]:
    # Every leaf handed to the engine and every work made without it, in heap order.
    found: deque[Leaf | Work] = deque()
    count = _Count(len(files), progress)
    drafts: list[Work] = []
    outcomes = run_all(
        read_one,
        _iter_leaves(files, limits, found, count),
        workers=workers,
        initializer=prepare_reader,
        initargs=known,
    )
    for outcome in outcomes:
        drafts += _take_until_leaf(found, outcome, partial(_read_again, known, workers))
        count.finish_leaf()
    drafts += [one for one in found if isinstance(one, Work)]
    return drafts


class _Count:
    """Counts leaves, and tells progress; a file counts as one until it is opened."""

    def __init__(self, files: int, progress: Progress) -> None:
        self._files = files
        self._leaves = 0
        self._done = 0
        self._progress = progress

    def open_file(self) -> None:
        self._files -= 1

    def find_leaf(self) -> None:
        self._leaves += 1

    def finish_leaf(self) -> None:
        self._done += 1
        self._progress("reading", self._done, self._files + self._leaves)


def _iter_leaves(
    files: Sequence[HeapFile], limits: Limits, found: deque[Leaf | Work], count: _Count
) -> Iterator[Leaf]:
    for file in files:
        count.open_file()
        try:
            data = read_heap_file(file, limits)
        except UserError as error:
            problem = file.refused or Problem(UNREADABLE, str(error))
            found.append(_make_unread(file.label, None, None, file.size_bytes, problem))
            continue
        refusals: list[Refusal] = []
        for item in unpack(file.label, data, limits):
            if isinstance(item, Leaf):
                found.append(item)
                count.find_leaf()
                yield item
            else:
                refusals.append(item)
        found.extend(_make_refused(file.label, data, refusals))


def _make_refused(label: str, data: bytes, refusals: Sequence[Refusal]) -> Iterator[Work]:
    """Make one work for all that was refused of one file or member."""
    by_member: dict[str | None, list[Problem]] = {}
    for refusal in refusals:
        by_member.setdefault(refusal.member, []).append(refusal.problem)
    for member, problems in by_member.items():
        # The bytes of a member that was refused were never seen whole.
        whole = data if member is None else None
        size = 0 if whole is None else len(whole)
        yield _make_unread(label, member, whole, size, *problems)


def _read_again(
    known: tuple[tuple[Pack, ...], frozenset[str]], workers: int, leaf: Leaf, problem: Problem
) -> tuple[Work, ...]:
    """Read a leaf that could not be described, so that its words are kept; () when that fails."""
    (outcome,) = run_all(
        read_bare, [leaf], workers=min(workers, 1), initializer=prepare_reader, initargs=known
    )
    return tuple(
        structs.replace(work, problems=(*work.problems, problem)) for work in outcome.value or ()
    )


def _take_until_leaf(
    found: deque[Leaf | Work],
    outcome: Outcome[tuple[Work, ...]],
    read_again: Callable[[Leaf, Problem], tuple[Work, ...]],
) -> Iterator[Work]:
    while found:
        one = found.popleft()
        if isinstance(one, Work):
            yield one
            continue
        if outcome.value is not None:
            yield from outcome.value
        elif outcome.problem is not None and (bare := read_again(one, outcome.problem)):
            yield from bare
        elif outcome.problem is not None:
            work = _make_unread(one.path, one.member, one.data, len(one.data), outcome.problem)
            yield structs.replace(
                work,
                sources=(structs.replace(work.sources[0], media_type=one.media_type),),
                problems=(*one.problems, *work.problems),
            )
        return


def _make_unread(
    label: str, member: str | None, data: bytes | None, size_bytes: int, *problems: Problem
) -> Work:
    source = Source(
        path=label,
        member=member,
        digest="sha256:" + sha256(data).hexdigest() if data is not None else "",
        bytes=size_bytes,
        media_type=OCTETS,
        encoding=None,
    )
    return Work((source,), "not-story", problems[-1].message, (), problems=problems)
