"""How fast neighbours and series are found among many works.

    python bench/shelf_corpus.py /tmp/fonds100k
    python bench/neighbours.py /tmp/fonds100k --works 200

The library is only read. Each of some works is asked twice: the first answers wait for the disk,
too; aimed at is the second.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from fonds.app.neighbours import find_neighbours
from fonds.app.sequels import list_related
from fonds.app.series import PAGE_SERIES, find_series_line, list_series
from fonds.app.series_names import list_variants
from fonds.app.shelf import Shelf, close_shelf, find_entry, open_shelf

SEED = 1994
AIM_MS = 100.0


def time_ms(ask: Callable[[], object]) -> float:
    """Give the milliseconds one question takes."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def say(what: str, times: Sequence[float]) -> None:
    """Print the middle, the ninety-fifth of a hundred and the worst of some times."""
    ordered = sorted(times)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{what:<28} {middle:8.1f} {late:8.1f} {ordered[-1]:8.1f} ms   n={len(ordered)}")


def measure(shelf: Shelf, count: int) -> float:
    """Measure all questions; gives the ninety-fifth of a hundred for neighbours."""
    known = sorted(set(shelf.index.columns.read().work_ids))
    works = random.Random(SEED).sample(known, min(count, len(known)))
    print(f"{len(known):,} works{'':<18} {'p50':>8} {'p95':>8} {'worst':>8}")
    say("neighbours, first", [time_ms(partial(find_neighbours, shelf, one)) for one in works])
    again = [time_ms(partial(find_neighbours, shelf, one)) for one in works]
    say("neighbours, again", again)
    entries = [entry for one in works if (entry := find_entry(shelf, one)) is not None]
    say("a work's series", [time_ms(partial(find_series_line, shelf, one)) for one in entries])
    say("a work's sequels", [time_ms(partial(list_related, shelf, one)) for one in entries])
    pages = range(0, min(20 * PAGE_SERIES, len(known)), PAGE_SERIES)
    say("a page of series", [time_ms(partial(list_series, shelf, offset=at)) for at in pages])
    say("spellings of series", [time_ms(partial(list_variants, shelf)) for _ in range(3)])
    return sorted(again)[int(len(again) * 0.95)]


def main(arguments: Sequence[str]) -> int:
    """Measure a library; 1 when neighbours take longer than aimed at."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--works", type=int, default=200)
    options = parser.parse_args(arguments)
    shelf = open_shelf(options.folder)
    try:
        late = measure(shelf, options.works)
    finally:
        close_shelf(shelf)
    print(f"aimed at: neighbours p95 under {AIM_MS:.0f} ms; it is {late:.0f}")
    return 0 if late < AIM_MS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
