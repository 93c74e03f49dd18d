"""Is reading faster or slower than at another commit? Both are run side by side, as a ratio.

    python bench/against.py main~3            a table
    python bench/against.py 1f2e3d4 --json    the same for machines

The other commit is checked out beside the working tree, in a temporary folder that is removed
at the end. Every round reads the same heap with the one and then with the other, each in a
process of its own, so that a slow moment of the machine hits both. Seconds of two different
days say little; the ratio of one run says who is faster. Both use the libraries installed here.
See `read.py` for works a second, `corpus.py` for the heap.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from corpus import build_corpus

# Nothing of `fonds` is imported up here: which one is read with is for `PYTHONPATH` to say.

ROOT = Path(__file__).resolve().parents[1]
SEED = 221
OURS = "working tree"


class Pass(msgspec.Struct, frozen=True):
    """One reading of the heap, as a child process tells it.

    Attributes:
        seconds: by the clock on the wall.
        cpu_seconds: that the process computed.
        works: found in the heap.
        source: the folder `fonds` was imported from.
    """

    seconds: float
    cpu_seconds: float
    works: int
    source: str


class Side(msgspec.Struct, frozen=True):
    """What all rounds of one side come to.

    Attributes:
        what: was run.
        works: found in the heap.
        seconds, cpu_seconds: medians of the rounds.
        fastest, slowest: of the rounds, by the clock on the wall.
    """

    what: str
    works: int
    seconds: float
    cpu_seconds: float
    fastest: float
    slowest: float


class Comparison(msgspec.Struct, frozen=True):
    """Both sides, and the one beside the other.

    Attributes:
        theirs: the other commit.
        ours: the working tree.
        ratio: their median by ours, by the clock on the wall: above 1, ours is faster.
        cpu_ratio: the same of what was computed, others' work on the machine set aside.
    """

    theirs: Side
    ours: Side
    ratio: float
    cpu_ratio: float


class Report(msgspec.Struct, frozen=True):
    """Everything measured.

    Attributes:
        files, words, bytes: of the heap; `words` of each file.
        rounds: of each side.
        comparison: of the two.
    """

    files: int
    words: int
    bytes: int
    rounds: int
    comparison: Comparison


def main(arguments: Sequence[str]) -> int:
    """Measure, and print what was measured."""
    options = _parse(arguments)
    # A polite kill ends like Ctrl-C: nothing stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        if options.heap is not None:
            print(msgspec.json.encode(read_twice(options.heap)).decode())
            return 0
        with tempfile.TemporaryDirectory() as folder:
            report = measure(options, Path(folder).resolve())
    except subprocess.CalledProcessError as error:
        print(f"Nothing measured: {error}", file=sys.stderr)  # the child said why above
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(report), indent=1).decode())
    else:
        _print_report(report)
    return 0


def measure(options: argparse.Namespace, folder: Path) -> Report:
    """Measure both sides on one heap.

    Args:
        options: as parsed.
        folder: an empty one, for the heap and the other commit.

    Returns:
        The report.

    Raises:
        CalledProcessError: when there is no such commit, or one side cannot read the heap.
    """
    name = _git(
        "rev-parse", "--short", "--verify", "--end-of-options", f"{options.commit}^{{commit}}"
    )
    corpus = build_corpus(options.works, options.words, SEED)
    heap = folder / "heap"
    heap.mkdir()
    for file, data in corpus:
        (heap / file).write_bytes(data)
    theirs: list[Pass] = []
    ours: list[Pass] = []
    with check_out(name, folder / "theirs") as tree:
        for _ in range(options.rounds):
            theirs.append(_read_apart(tree / "src", name, heap))
            ours.append(_read_apart(ROOT / "src", name, heap))
    return Report(
        files=len(corpus),
        words=options.words,
        bytes=sum(len(data) for _, data in corpus),
        rounds=options.rounds,
        comparison=compare(name, theirs, ours),
    )


@contextmanager
def check_out(commit: str, tree: Path) -> Iterator[Path]:
    """Have a commit's files beside the working tree for a while.

    Args:
        commit: its name.
        tree: a folder that is not there yet.

    Yields:
        `tree`; however the block ends, it and what git noted of it are removed.

    Raises:
        CalledProcessError: when git refuses.
    """
    try:
        _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        yield tree
    finally:
        if tree.exists():
            # By force: Python leaves its bytecode in the tree.
            _git("worktree", "remove", "--force", str(tree))


def compare(name: str, theirs: Sequence[Pass], ours: Sequence[Pass]) -> Comparison:
    """Set the rounds of one side beside those of the other.

    Args:
        name: of the other commit.
        theirs: n passes, n at least 1.
        ours: n passes.

    Returns:
        Medians of each side, and their ratios.
    """
    they, we = _sum_up(name, theirs), _sum_up(OURS, ours)
    return Comparison(
        theirs=they,
        ours=we,
        ratio=they.seconds / we.seconds,
        cpu_ratio=they.cpu_seconds / we.cpu_seconds,
    )


def read_twice(heap: Path) -> Pass:
    """Read a heap to warm up (imports, models, caches), then again with the clock running.

    Args:
        heap: a folder.

    Returns:
        The second pass.
    """
    import fonds
    from fonds.app.heap_reading import iter_works
    from fonds.intake.limits import Limits
    from fonds.packs.load import load_packs

    packs = load_packs()

    def read() -> int:
        works = iter_works(
            [heap], packs=packs, limits=Limits(), workers=0, progress=lambda *_: None
        )
        return sum(1 for _ in works)

    read()
    start, computed = time.perf_counter(), time.process_time()
    works = read()
    return Pass(
        seconds=time.perf_counter() - start,
        cpu_seconds=time.process_time() - computed,
        works=works,
        source=str(Path(fonds.__file__).resolve().parents[1]),
    )


def _read_apart(source: Path, commit: str, heap: Path) -> Pass:
    """Read the heap in a process of its own, with the `fonds` that lies in a folder."""
    child = subprocess.run(
        [sys.executable, __file__, commit, "--heap", str(heap)],
        env={**os.environ, "PYTHONPATH": str(source)},
        stdout=subprocess.PIPE,
        check=True,
    )
    one = msgspec.json.decode(child.stdout, type=Pass)
    # Else a side without `src/fonds` would be measured as the one installed here.
    assert one.source == str(source), f"read with {one.source}, not with {source}"
    return one


def _sum_up(what: str, passes: Sequence[Pass]) -> Side:
    seconds = [one.seconds for one in passes]
    return Side(
        what=what,
        works=passes[0].works,
        seconds=statistics.median(seconds),
        cpu_seconds=statistics.median(one.cpu_seconds for one in passes),
        fastest=min(seconds),
        slowest=max(seconds),
    )


def _git(*arguments: str) -> str:
    """Run git to its end: Ctrl-C waits, for half a checkout is harder to remove than a whole."""
    command = ["git", "-C", str(ROOT), *arguments]
    # git inherits what is held back here.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("commit", metavar="COMMIT", help="to compare with: a name or a hash")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--works", type=_count, default=200)
    parser.add_argument("--words", type=_count, default=3000, help="of each work")
    parser.add_argument("--rounds", type=_count, default=7, help="of each side")
    # What a child process is asked for: to read this heap, and say how long it took.
    parser.add_argument("--heap", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _print_report(report: Report) -> None:
    print(
        f"{report.files} works of {report.words} words, {report.bytes / 1e6:.1f} MB; "
        f"medians of {report.rounds} rounds (fastest to slowest)\n"
    )
    both = report.comparison
    for side in (both.theirs, both.ours):
        print(
            f"{side.what:<14} {report.files / side.seconds:7.1f} works/s "
            f"{side.seconds:6.2f} s ({side.fastest:.2f} to {side.slowest:.2f}), "
            f"{side.cpu_seconds:.2f} s computed"
        )
    print(
        f"\nRatio {both.ratio:.3f} on the wall, {both.cpu_ratio:.3f} computed: "
        f"above 1, the {OURS} is faster than {both.theirs.what}."
    )
    if both.theirs.works != both.ours.works:
        print(f"They find {both.theirs.works} works in the heap, we find {both.ours.works}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
