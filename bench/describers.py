"""What each describer costs: its share of reading, and works a second with all of them.

    python bench/describers.py             a table
    python bench/describers.py --json      the same for machines
    python bench/describers.py FOLDER      stories of one's own instead of the bench's heap

Each function is timed where it is called, with what it calls; the clock itself costs some
hundredths of a millisecond a story. Rounds alternate between reading untimed and timed; medians.
"""

import argparse
import importlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from corpus import build_corpus
from fonds.app.reading import Knowledge, finish_works, make_knowledge, read_leaf
from fonds.intake.limits import Limits
from fonds.intake.unpack import unpack
from fonds.intake.walk import iter_heap, read_heap_file
from fonds.model.work import Leaf
from fonds.packs.load import load_packs

PLACES: dict[str, tuple[str, str]] = {
    "story or not": ("fonds.app.reading", "describe_kind"),
    "speech from narration": ("fonds.describe.whole", "tell"),
    "language": ("fonds.describe.whole", "find_language"),
    "names": ("fonds.describe.about", "find_names"),
    "fandom": ("fonds.describe.about", "score_fandoms"),
    "people": ("fonds.describe.about", "find_people"),
    "scenes, viewpoint, narrator": ("fonds.describe.about", "view_scenes"),
    "relationships": ("fonds.describe.about", "guess_pairings"),
    "place in canon": ("fonds.describe.whole", "find_canon_places"),
    "repairs": ("fonds.describe.whole", "make_repair_claims"),
    "rating, warnings, reading ease": ("fonds.describe.whole", "describe_suggested"),
}
"""Describer to the module that calls it and its name there."""


class Cost(msgspec.Struct, frozen=True):
    """What one describer takes.

    Attributes:
        describer: its name.
        milliseconds: a work, median of the rounds.
        share: of all reading.
    """

    describer: str
    milliseconds: float
    share: float


class Report(msgspec.Struct, frozen=True):
    """Everything measured, on one core.

    Attributes:
        works, words: of the heap.
        works_a_second, words_a_second: with all describers on, median of the rounds.
        reading_share: of what is not describing: decoding, parsing, the header.
        costs: of each describer, the dearest first.
    """

    works: int
    words: int
    works_a_second: float
    words_a_second: float
    reading_share: float
    costs: tuple[Cost, ...]


def read_leaves(folder: Path) -> list[Leaf]:
    """Read a heap's files into memory, so that no disk is timed."""
    leaves = []
    for file in iter_heap([folder], Limits()):
        if file.refused is None:
            data = read_heap_file(file, Limits())
            leaves += [one for one in unpack(file.label, data, Limits()) if isinstance(one, Leaf)]
    return leaves


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """Time every describer while the block runs."""
    kept: list[tuple[Any, str, Callable[..., Any]]] = []
    for describer, (module_name, name) in PLACES.items():
        module = importlib.import_module(module_name)
        kept.append((module, name, getattr(module, name)))
        setattr(module, name, _wrap(getattr(module, name), describer, spent))
    try:
        yield
    finally:
        for module, name, function in kept:
            setattr(module, name, function)


def _wrap(
    function: Callable[..., Any], describer: str, spent: dict[str, float]
) -> Callable[..., Any]:
    def run(*given: object, **named: object) -> object:
        begun = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent[describer] = spent.get(describer, 0.0) + time.process_time() - begun

    return run


def read_all(leaves: Sequence[Leaf], knowledge: Knowledge) -> tuple[int, int]:
    """Read leaves, each as a heap of its own; give works and words."""
    works = words = 0
    for leaf in leaves:
        for work in finish_works(read_leaf(leaf, knowledge), knowledge):
            works += 1
            words += next((claim.value for claim in work.claims if claim.field == "words"), 0)
    return works, words


def measure(leaves: Sequence[Leaf], rounds: int) -> Report:
    """Measure a heap. Cost: twice `rounds` readings of it."""
    knowledge = make_knowledge(load_packs())
    works, words = read_all(leaves, knowledge)
    untimed, totals = [], []
    spent: dict[str, list[float]] = {describer: [] for describer in PLACES}
    for _ in range(rounds):
        begun = time.process_time()
        read_all(leaves, knowledge)
        untimed.append(time.process_time() - begun)
        here: dict[str, float] = {}
        with timed(here):
            begun = time.process_time()
            read_all(leaves, knowledge)
            totals.append(time.process_time() - begun)
        for describer in PLACES:
            spent[describer].append(here.get(describer, 0.0))
    total = statistics.median(totals)
    costs = [
        Cost(
            name,
            round(1000 * statistics.median(each) / works, 3),
            round(statistics.median(each) / total, 3),
        )
        for name, each in spent.items()
    ]
    costs.sort(key=lambda cost: -cost.share)
    seconds = statistics.median(untimed)
    rest = max(0.0, 1 - sum(cost.share for cost in costs))
    return Report(
        works,
        words,
        round(works / seconds, 1),
        round(words / seconds),
        round(rest, 3),
        tuple(costs),
    )


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--works", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        if options.folder is None:
            for name, data in build_corpus(options.works, 3000, 221):
                (Path(made) / name).write_bytes(data)
        report = measure(read_leaves(options.folder or Path(made)), options.rounds)
    if options.json:
        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
        return 0
    print(f"{report.works} works, {report.words:,} words, one core, processor time, medians")
    print(f"{report.works_a_second:g} works a second, {report.words_a_second:,.0f} words a second")
    print(f"{'reading without describing':34}{'':10}{report.reading_share:8.1%}")
    for cost in report.costs:
        print(f"{cost.describer:34}{cost.milliseconds:7.2f} ms{cost.share:8.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
