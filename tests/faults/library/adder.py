"""A program to be killed: takes a made-up heap into a library, resuming where it stopped.

Usage: python -m tests.faults.library.adder FOLDER COUNT
"""

import sys
from pathlib import Path

from fonds.library.accessions import (
    begin_accession,
    end_accession,
    find_unfinished_accession,
    list_accessions,
)
from fonds.library.opening import close_library, hold_writer, open_library
from fonds.library.originals import put_originals
from tests.library_factories import CLOCK, make_arrival, read_all

BATCH = 4


def make_heap(count: int) -> dict[str, bytes]:
    """Make n files, some of them equal, none of them small enough to fit one page."""
    return {
        f"folder {number % 3}/{number:03}.txt": f"Story {number - number % 7 // 6}. ".encode() * 700
        for number in range(count)
    }


def add(folder: Path, count: int) -> None:
    """Take the heap in, or go on where an earlier run was killed."""
    library = open_library(folder, create=True)
    heap = make_heap(count)
    with hold_writer(library):
        if any(accession.state == "finished" for accession in list_accessions(library)):
            return
        accession = find_unfinished_accession(library, "heap") or begin_accession(
            library, "heap", options={}, tool="t", clock=CLOCK
        )
        arrivals = [make_arrival(path, data) for path, data in sorted(heap.items())]
        for start in range(0, count, BATCH):
            put_originals(library, accession.id, arrivals[start : start + BATCH], clock=CLOCK)
            print(start, flush=True)
        read_all(library, accession.id, dict(sorted(heap.items())))
        end_accession(library, accession.id, clock=CLOCK)
    close_library(library)


if __name__ == "__main__":
    add(Path(sys.argv[1]), int(sys.argv[2]))
