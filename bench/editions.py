"""How well editions are found, against datasketch in the same run; and how fast in a large library.

    python bench/editions.py --seed 7 [--work FOLDER]
    python bench/editions.py --scale 100000 --work FOLDER

The first makes a heap (`edition_corpus.py`), takes it in with `fonds add`, finds editions, and
asks datasketch's MinHashLSH for pairs of the same bodies. Precision counts every pair of works
that were put together, near miss or not. The second makes a library of so many works, one in ten
of them another edition, and finds editions with cold tables.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from itertools import combinations
from pathlib import Path

import msgspec
import psutil  # type: ignore[import-untyped]
from msgspec import Struct

from edition_corpus import EACH_MISS, EACH_PAIR, WORKS, Truth, build_corpus, write_corpus
from edition_prose import Paragraph, Story, Writer, write_story
from fonds.app.editions import find_editions, refresh_held
from fonds.app.shelf import close_shelf, open_shelf
from fonds.describe.sketch import hash_shingles, hash_told
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.editions import list_families
from fonds.library.opening import Library, close_library, hold_writer, open_library
from fonds.library.storage import read_rows
from fonds.library.works import iter_source_places, iter_works
from shelf_books import draw_book
from shelf_corpus import BATCH, Draft, make_draft, put_drafts

WorkPair = tuple[str, str]

PERMUTATIONS = 128
THRESHOLDS = (0.5, 0.9)
"""datasketch's own documentation uses 0.5 in its first example of LSH, and 0.9 is its default."""

CLOCK = "2026-11-21T12:00:00Z"


class Score(Struct, frozen=True):
    """How well pairs were found.

    Attributes:
        name: of what found them.
        seconds: it took.
        pairs: true pairs.
        found: of them.
        put_together: pairs of works that were put together.
        wrong: of them.
        missed: true pairs that were not found, by kind.
        mistaken: wrong pairs, by kind of near miss, or "other".
    """

    name: str
    seconds: float
    pairs: int
    found: int
    put_together: int
    wrong: int
    missed: dict[str, int]
    mistaken: dict[str, int]

    @property
    def recall(self) -> float:
        """Share of true pairs that were found."""
        return self.found / max(1, self.pairs)

    @property
    def precision(self) -> float:
        """Share of what was put together that belongs together."""
        return 1 - self.wrong / max(1, self.put_together)


class TrueWorks(Struct, frozen=True):
    """What is true of a library, in works.

    Attributes:
        pairs: kind, and the works of the one and of the other file.
        misses: likewise.
        same: every pair of works that is one story.
    """

    pairs: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    misses: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    same: frozenset[WorkPair]


def read_truth(library: Library, folder: Path) -> TrueWorks:
    """Read what is true, and find the works its files became."""
    works: dict[str, set[str]] = {}
    for work_id, _ in iter_works(library):
        for place in iter_source_places(library, work_id):
            works.setdefault(place.path.removeprefix("heap/"), set()).add(work_id)
    truth = json.loads((folder / "truth.json").read_text("utf-8"))

    def find(paths: Sequence[str]) -> frozenset[str]:
        return frozenset(one for path in paths for one in works.get(path, ()))

    def read(name: str) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
        pairs = (msgspec.convert(one, Truth) for one in truth[name])
        return tuple((one.kind, find(one.one), find(one.other)) for one in pairs)

    pairs = read("pairs")
    same = {pair for _, one, other in pairs for pair in pair_works(one | other)}
    return TrueWorks(pairs, read("misses"), frozenset(same))


def pair_works(works: Iterable[str]) -> Iterator[WorkPair]:
    """Give all pairs of some works, the lower identifier first."""
    yield from combinations(sorted(works), 2)


def score(name: str, seconds: float, together: set[WorkPair], truth: TrueWorks) -> Score:
    """Score pairs of works that were put together."""
    missed: Counter[str] = Counter()
    for kind, one, other in truth.pairs:
        crossing = {pair for pair in pair_works(one | other) if not (set(pair) <= one)}
        is_one_work = bool(one & other)
        if not is_one_work and not any(
            pair in together and len(one & set(pair)) == 1 for pair in crossing
        ):
            missed[kind] += 1
    wrong = together - truth.same
    kinds = {pair: kind for kind, one, other in truth.misses for pair in pair_works(one | other)}
    mistaken = Counter(kinds.get(pair, "other") for pair in wrong)
    return Score(
        name,
        round(seconds, 1),
        len(truth.pairs),
        len(truth.pairs) - sum(missed.values()),
        len(together),
        len(wrong),
        dict(missed),
        dict(mistaken),
    )


def score_fonds(folder: Path, truth_folder: Path) -> Score:
    """Find editions with cold tables, and score them."""
    shelf = open_shelf(folder)
    try:
        truth = read_truth(shelf.library, truth_folder)
        begun = time.monotonic()
        families = find_editions(shelf, anew=True)
        seconds = time.monotonic() - begun
        together = {
            pair
            for family in families
            for pair in pair_works(one.work_id for one in family.editions)
        }
        return score("fonds", seconds, together, truth)
    finally:
        close_shelf(shelf)


def score_datasketch(folder: Path, truth_folder: Path, threshold: float) -> Score:
    """Ask datasketch for pairs of the same bodies and shingles, and score them."""
    from datasketch import MinHash, MinHashLSH

    library = open_library(folder)
    try:
        truth = read_truth(library, truth_folder)
        begun = time.monotonic()
        lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        together: set[WorkPair] = set()
        for work_id, work in iter_works(library):
            if work.kind != "story":
                continue
            shingles = hash_shingles(hash_told(work.blocks))
            sketch = MinHash(num_perm=PERMUTATIONS)
            sketch.update_batch([one.tobytes() for one in shingles])
            together |= {(min(one, work_id), max(one, work_id)) for one in lsh.query(sketch)}
            lsh.insert(work_id, sketch)
        seconds = time.monotonic() - begun
    finally:
        close_library(library)
    return score(f"datasketch at {threshold}", seconds, together, truth)


def measure_accuracy(work: Path, seed: int, works: int) -> list[Score]:
    """Make the heap, take it in, find editions, and ask the peer."""
    heap, folder = work / f"set{seed}", work / f"library{seed}"
    if not heap.exists():
        each = (EACH_PAIR, EACH_MISS) if works == WORKS else (works // 50, works // 45)
        corpus = build_corpus(seed, each_pair=each[0], each_miss=each[1], works=works)
        write_corpus(heap, corpus)
    if not folder.exists():
        program = Path(sys.executable).with_name("fonds")
        command = [str(program), "--library", str(folder), "add"]
        subprocess.run([*command, str(heap / "heap")], check=True)
    scores = [score_fonds(folder, heap)]
    return scores + [score_datasketch(folder, heap, one) for one in THRESHOLDS]


def say_scores(scores: Sequence[Score]) -> None:
    """Print a table."""
    print(f"{'':<20} {'recall':>8} {'precision':>9} {'found':>9} {'wrong':>9} {'seconds':>8}")
    for one in scores:
        print(
            f"{one.name:<20} {one.recall:>8.4f} {one.precision:>9.4f} "
            f"{one.found:>4}/{one.pairs:<4} {one.wrong:>4}/{one.put_together:<4} {one.seconds:>8}"
        )
    for one in scores:
        print(f"{one.name}: missed {one.missed}, mistaken {one.mistaken}")


def build_large_library(folder: Path, count: int, seed: int) -> None:
    """Make a library of so many works, straight through library functions.

    Nothing is parsed: what a reader would have found is made with the text, as
    `shelf_corpus.py` does. Nine in ten stories stand alone; a tenth are another edition of one
    of them: revised, or its first half.
    """
    library = open_library(folder, create=True)
    try:
        library.connection.execute("PRAGMA synchronous = OFF")
        with hold_writer(library), ProcessPoolExecutor(1) as drawer:
            accession = begin_accession(library, "heap", options={}, tool="bench", clock=CLOCK)
            alone = count * 9 // 10
            begins = range(0, count, BATCH)
            tasks = ((seed, at, min(BATCH, count - at), alone) for at in begins)
            # One batch is drawn while another is stored, and no more are held.
            drawn = drawer.submit(draw_batch, next(tasks))
            for at in begins:
                drafts = drawn.result()
                if (task := next(tasks, None)) is not None:
                    drawn = drawer.submit(draw_batch, task)
                put_drafts(library, accession.id, drafts)
                if at % 10_000 == 0:
                    print(f"stored {at:>7,} of {count:,}", flush=True)
            end_accession(library, accession.id, clock=CLOCK)
    finally:
        close_library(library)


def draw_batch(task: tuple[int, int, int, int]) -> list[Draft]:
    """Draw some works of a large library; runs in another process."""
    seed, first, size, alone = task
    return [_draw_large(seed, number, alone) for number in range(first, first + size)]


def _draw_large(seed: int, number: int, alone: int) -> Draft:
    draw = random.Random(f"{seed} large {number}")
    story = write_story(number if number < alone else draw.randrange(alone), seed, words=3000)
    if number >= alone:
        story = _vary(draw, story)
    book = draw_book(number)
    title, author = story.title, story.author
    told = tuple(one.text for one in story.paragraphs)
    book = msgspec.structs.replace(
        book, title=title, authors=(author,), is_story=True, language="en", chapters=(told,)
    )
    return make_draft(book)


def _vary(draw: random.Random, story: Story) -> Story:
    writer = Writer(draw, story.fandom, story.people)
    told = story.paragraphs
    if draw.random() < 0.3:
        told = told[: len(told) // 2]
    else:
        told = tuple(writer.narration() if draw.random() < 0.1 else one for one in told)
    # An ending of its own, or the same half twice would be one original.
    return msgspec.structs.replace(story, paragraphs=(*told, Paragraph(writer.sentence())))


def measure_scale(work: Path, count: int, seed: int, workers: int) -> None:
    """Make a large library, and find its editions with cold tables, in a process of its own."""
    folder = work / f"large{count}"
    if not folder.exists():
        begun = time.monotonic()
        build_large_library(folder, count, seed)
        print(f"library of {count:,} works made in {time.monotonic() - begun:,.0f} s")
    command = [sys.executable, __file__, "--inside", str(folder), "--seed", str(seed)]
    # A process of its own, whose memory is that of finding alone.
    subprocess.run([*command, "--workers", str(workers)], check=True)


class ProcessWatch:
    """What this process and its children take: looked at ten times a second."""

    def __init__(self) -> None:
        self.peak_bytes = 0
        self._cpu_s: dict[int, float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._stopped.wait(0.1):
            held = 0
            for one in (me, *me.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    held += one.memory_info().rss
                    times = one.cpu_times()
                    self._cpu_s[one.pid] = times.user + times.system
            self.peak_bytes = max(self.peak_bytes, held)

    def stop(self) -> tuple[int, float]:
        """Stop watching; gives the most memory at once, in MB, and seconds of processor time."""
        self._stopped.set()
        self._thread.join()
        return self.peak_bytes // 1_000_000, sum(self._cpu_s.values())


def find_in_large(folder: Path, seed: int, workers: int) -> None:
    """Find editions in a large library; says how long each phase took, and how well it went."""
    library = open_library(folder)
    seen: dict[str, tuple[float, float, int]] = {}

    def tell(phase: str, _done: int, total: int) -> None:
        now = time.monotonic()
        seen[phase] = (seen.get(phase, (now, now, 0))[0], now, total)

    load = os.getloadavg()[0]
    watch = ProcessWatch()
    begun = time.monotonic()
    with hold_writer(library):
        refresh_held(library, tell, workers=workers, anew=True)
    seconds = time.monotonic() - begun
    peak, processor_s = watch.stop()
    for phase, (first, last, total) in seen.items():
        print(f"{phase}: {total:,} in {last - first:,.0f} s, from second {first - begun:,.0f}")
    print(
        f"{seconds:,.0f} s with {workers} workers, {processor_s:,.0f} s of processor time; at most "
        f"{peak:,} MB at once, workers among them; load {load:.1f} before and "
        f"{os.getloadavg()[0]:.1f} after"
    )
    say_scores([score_large(library, seed, seconds)])
    begun = time.monotonic()
    with hold_writer(library):
        refresh_held(library, tell)
    print(f"again, with nothing new: {time.monotonic() - begun:.1f} s")
    close_library(library)


def score_large(library: Library, seed: int, seconds: float) -> Score:
    """Score the families of a large library by the numbers in its paths."""
    rows = read_rows(library.connection, "SELECT work_id, path FROM work_source")
    numbers = {work_id: int(path.rpartition("/")[2].partition(".")[0]) for work_id, path in rows}
    alone = len(numbers) * 9 // 10
    stories: dict[int, list[str]] = {}
    for work_id, number in numbers.items():
        draw = random.Random(f"{seed} large {number}")
        stories.setdefault(number if number < alone else draw.randrange(alone), []).append(work_id)
    same = frozenset(pair for works in stories.values() for pair in pair_works(works))
    truth = TrueWorks(
        tuple(("edition", frozenset({one}), frozenset({other})) for one, other in same), (), same
    )
    families = list_families(library)
    together = {
        pair for family in families for pair in pair_works(one.work_id for one in family.editions)
    }
    print(f"{len(families):,} families of {sum(len(one.editions) for one in families):,} works")
    return score("fonds", seconds, together, truth)


def main(arguments: Sequence[str]) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--works", type=int, default=WORKS)
    parser.add_argument("--scale", type=int, default=0, metavar="WORKS")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--work", type=Path, default=None, help="a folder to keep")
    parser.add_argument("--inside", type=Path, help="a large library that is there already")
    options = parser.parse_args(arguments)
    if options.inside:
        find_in_large(options.inside, options.seed, options.workers)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        if options.scale:
            measure_scale(work, options.scale, options.seed, options.workers)
        else:
            say_scores(measure_accuracy(work, options.seed, options.works))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
