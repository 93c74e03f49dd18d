"""The reading room under readers: searches with facets, pages with sixteen at once, memory.

    python bench/shelf_corpus.py /tmp/fonds100k
    python bench/reading_room.py /tmp/fonds100k              a table
    python bench/reading_room.py /tmp/fonds100k --json       the same for machines

`fonds serve` runs as a process of its own; readers ask from this one, so that both share the
machine's cores. Searches are asked one at a time and by the whole answer: cold (the files were
forgotten by the system), new (a warm server, questions not asked before), and again (the same
ones once more). See `load.py` for what a wait is and `questions.py` for what is asked.
"""

import argparse
import random
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from load import (
    Memory,
    Pace,
    ask_each,
    find_free_port,
    forget_files,
    measure_memory,
    print_paces,
    read_together,
    run_server,
)
from questions import Asked, draw_questions

SEARCH_AIM = 50.0
PAGE_AIM = 60.0
MEMORY_AIM = 500.0
"""Milliseconds at the 95th percentile, and megabytes: what the project aims at."""

QUESTIONS = 200
SAMPLE = 2000


class Report(msgspec.Struct, frozen=True):
    """Everything measured; `memory` by moment."""

    works: int
    searches: tuple[Pace, ...]
    kinds: tuple[Pace, ...]
    pages: tuple[Pace, ...]
    memory: dict[str, Memory]


def list_works(folder: Path) -> tuple[str, ...]:
    """List the stories of a library."""
    with sqlite3.connect(f"file:{folder}/library.db?mode=ro", uri=True) as database:
        rows = database.execute("SELECT work_id FROM entry WHERE kind = 'story' ORDER BY work_id")
        return tuple(row[0] for row in rows)


def serve_command(folder: Path, port: int) -> list[str]:
    """Give the command that serves a library."""
    fonds = Path(sys.executable).with_name("fonds")
    return [str(fonds), "--library", str(folder), "serve", "--port", str(port)]


def measure(folder: Path, *, readers: int, seconds: float) -> Report:
    """Measure a library's reading room."""
    ids = list_works(folder)
    sample = random.Random(7).sample(ids, min(SAMPLE, len(ids)))
    first = draw_questions(QUESTIONS, len(ids), 1)
    second = draw_questions(QUESTIONS, len(ids), 2)
    port = find_free_port()
    memory: dict[str, Memory] = {}
    forget_files(folder)
    with run_server(serve_command(folder, port), port) as server:
        memory["at start"] = measure_memory(server.pid)
        searches = [
            ask_each("search, cold", port, [one.path for one in first]),
            ask_each("search, new", port, [one.path for one in second]),
            ask_each("search, again", port, [one.path for one in second]),
        ]
        memory["after searches"] = measure_memory(server.pid)
        third = draw_questions(5 * QUESTIONS, len(ids), 3)
        kinds = _measure_kinds(port, third)
        groups = {
            "shelf": [one.path for one in draw_questions(QUESTIONS, len(ids), 4)],
            "front page": ["/"],
            "work": [f"/works/{one}" for one in sample],
            "reading": [f"/works/{one}/read" for one in sample],
        }
        groups["all of these"] = [path for paths in groups.values() for path in paths[:QUESTIONS]]
        pages = [
            read_together(what, port, paths, readers=readers, seconds=seconds, think=think)
            for think in (0.0, 1.0)
            for what, paths in groups.items()
        ]
        memory["after all"] = measure_memory(server.pid)
    return Report(len(ids), tuple(searches), kinds, tuple(pages), memory)


def _measure_kinds(port: int, asked: Sequence[Asked]) -> tuple[Pace, ...]:
    kinds = dict.fromkeys(one.kind for one in asked)
    return tuple(
        ask_each(f"search, {kind}", port, [one.path for one in asked if one.kind == kind][:40])
        for kind in kinds
    )


def print_report(report: Report) -> None:
    """Print what was measured, and what was aimed at."""
    print(f"{report.works:,} stories\n")
    print_paces([*report.searches, *report.kinds, *report.pages])
    print()
    for when, memory in report.memory.items():
        print(f"memory {when:<16}{memory.pss:>8.0f} MB, {memory.own:>6.0f} of it not files")
    print(
        f"\naimed at: search p95 {SEARCH_AIM:.0f} ms whole, first byte p95 {PAGE_AIM:.0f} ms, "
        f"memory {MEMORY_AIM:.0f} MB"
    )


def main(arguments: Sequence[str]) -> int:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10.0, help="for each kind of page")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    report = measure(options.folder, readers=options.readers, seconds=options.seconds)
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(report), indent=1).decode())
    else:
        print_report(report)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
