"""Works and megabytes a second: `fonds read` on one core, `fonds add` on two, beside a peer.

    python bench/read.py              a table
    python bench/read.py --json       the same for machines
    python bench/read.py --profile    and where the time goes

Every round runs the peer and us one after the other on the same files, so that a slow moment
of the machine hits both; medians of all rounds are given. See `peer.py` for what the peer does
and leaves undone, `corpus.py` for the heap.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from corpus import build_corpus
from fonds.app.heap_reading import iter_works
from fonds.app.ingest import add_heap
from fonds.app.shelf import close_shelf, open_shelf, refresh_index, stay_silent
from fonds.intake.limits import Limits
from fonds.library.opening import hold_writer
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack
from fonds.publish.json import build_json
from fonds.publish.record import build_record
from peer import NAME, read_as_peer
from profiling import Profile, profile_call

AIM_WORDS = 3000
AIM = 150.0
"""Works of `AIM_WORDS` words a second on a core: what the project aims at for reading."""

SEED = 221
TOP = 15


class Pace(msgspec.Struct, frozen=True):
    """How fast something went.

    Attributes:
        what: was run.
        seconds: median of the rounds, by the clock on the wall.
        cpu_seconds: median of what this process computed: less than `seconds` when others use
            the machine too. Workers are not counted.
        fastest, slowest: of the rounds.
        works_a_second, megabytes_a_second: by the median on the wall.
    """

    what: str
    seconds: float
    cpu_seconds: float
    fastest: float
    slowest: float
    works_a_second: float
    megabytes_a_second: float


class Report(msgspec.Struct, frozen=True):
    """Everything measured.

    Attributes:
        works, words, bytes: of the heap; `words` of each work.
        rounds: of each measurement.
        peer: its name and versions.
        paces: peer, read, add.
        read_times_peer: how many times the peer's time reading takes, in the same rounds.
        aim: works a second for reading.
        share_of_aim: reached by the clock on the wall; 1.0 and more is reached.
        share_of_aim_alone: reached by what was computed, as on a machine of our own.
        profile: of reading; null when not asked for.
    """

    works: int
    words: int
    bytes: int
    rounds: int
    peer: str
    paces: tuple[Pace, ...]
    read_times_peer: float
    aim: float
    share_of_aim: float
    share_of_aim_alone: float
    profile: Profile | None


def main(arguments: Sequence[str]) -> int:
    """Measure, and print what was measured."""
    options = _parse(arguments)
    corpus = build_corpus(options.works, options.words, SEED)
    with tempfile.TemporaryDirectory() as folder:
        report = measure(corpus, Path(folder), options)
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(report), indent=1).decode())
    else:
        _print_report(report)
    return 0


def measure(
    corpus: Sequence[tuple[str, bytes]], folder: Path, options: argparse.Namespace
) -> Report:
    """Measure everything on one heap.

    Args:
        corpus: n files.
        folder: an empty one, for the heap and the libraries.
        options: as parsed.

    Returns:
        The report.
    """
    heap = folder / "heap"
    heap.mkdir()
    for name, data in corpus:
        (heap / name).write_bytes(data)
    packs = load_packs()
    _read(heap, packs)  # imports, models and caches are warm: a heap has more than one file
    times: dict[str, list[tuple[float, float]]] = {"peer": [], "read": [], "add": []}
    for number in range(options.rounds):
        times["peer"].append(_clock(lambda: [read_as_peer(*file) for file in corpus]))
        times["read"].append(_clock(lambda: _read(heap, packs)))
        library = folder / f"library-{number}"
        times["add"].append(_clock(partial(_add, heap, library, packs)))
    size = sum(len(data) for _, data in corpus)
    paces = (
        _pace(f"{NAME}, one core", times["peer"], len(corpus), size),
        _pace("fonds read, one core", times["read"], len(corpus), size),
        _pace("fonds add, two workers", times["add"], len(corpus), size),
    )
    ratios = [
        ours / theirs for (ours, _), (theirs, _) in zip(times["read"], times["peer"], strict=True)
    ]
    # Works of the aim's length: shorter ones are quicker.
    works = len(corpus) * options.words / AIM_WORDS
    profile = profile_call(lambda: _read(heap, packs), top=TOP) if options.profile else None
    return Report(
        works=len(corpus),
        words=options.words,
        bytes=size,
        rounds=options.rounds,
        peer=NAME,
        paces=paces,
        read_times_peer=statistics.median(ratios),
        aim=AIM,
        share_of_aim=works / paces[1].seconds / AIM,
        share_of_aim_alone=works / paces[1].cpu_seconds / AIM,
        profile=profile,
    )


def _read(heap: Path, packs: Sequence[Pack]) -> int:
    """Do what `fonds read --json` does, but for the printing."""
    works = iter_works([heap], packs=packs, limits=Limits(), workers=0, progress=stay_silent)
    return sum(len(build_json(build_record(work))) for work in works)


def _add(heap: Path, library: Path, packs: Sequence[Pack]) -> None:
    """Do what `fonds add --workers 2` does."""
    shelf = open_shelf(library, create=True)
    try:
        add_heap(
            shelf.library,
            [heap],
            packs=packs,
            limits=Limits(),
            workers=2,
            clock=lambda: "2024-01-02T03:04:05Z",
            progress=stay_silent,
        )
        with hold_writer(shelf.library):
            refresh_index(shelf, stay_silent)
    finally:
        close_shelf(shelf)


def _clock(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and seconds this process computed."""
    start, computed = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - start, time.process_time() - computed


def _pace(what: str, times: Sequence[tuple[float, float]], works: int, size: int) -> Pace:
    seconds = [wall for wall, _ in times]
    median = statistics.median(seconds)
    return Pace(
        what=what,
        seconds=median,
        cpu_seconds=statistics.median(computed for _, computed in times),
        fastest=min(seconds),
        slowest=max(seconds),
        works_a_second=works / median,
        megabytes_a_second=size / median / 1e6,
    )


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--profile", action="store_true", help="also where the time goes")
    parser.add_argument("--works", type=int, default=300)
    parser.add_argument("--words", type=int, default=AIM_WORDS, help="of each work")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args(arguments)


def _print_report(report: Report) -> None:
    print(
        f"{report.works} works of {report.words} words, {report.bytes / 1e6:.1f} MB; "
        f"medians of {report.rounds} rounds (fastest to slowest)\n"
    )
    for pace in report.paces:
        print(
            f"{pace.what:<40} {pace.works_a_second:7.1f} works/s "
            f"{pace.megabytes_a_second:6.2f} MB/s "
            f"{pace.seconds:6.2f} s ({pace.fastest:.2f} to {pace.slowest:.2f})"
        )
    print(f"\nfonds read takes {report.read_times_peer:.1f} times as long as {report.peer}.")
    print(
        f"Aim: {report.aim:.0f} works of {AIM_WORDS} words a second on a core; "
        f"reached {report.share_of_aim:.0%} "
        f"({report.share_of_aim_alone:.0%} by what was computed, others' work set aside)."
    )
    if report.profile is not None:
        for title, spots in (("room", report.profile.rooms), ("place", report.profile.functions)):
            print(f"\n   share  seconds     calls  {title}, with the libraries it calls")
            for spot in spots:
                calls = f"{spot.calls:9,}" if spot.calls else " " * 9
                print(f"  {spot.share:6.1%} {spot.seconds:8.2f} {calls}  {spot.place}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
