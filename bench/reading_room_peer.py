"""The reading room beside calibre's content server: the same books, the same questions, one run.

    python bench/reading_room_peer.py /tmp/fonds100k              builds calibre's library beside it
    python bench/reading_room_peer.py /tmp/fonds100k --json

calibre (Debian's package, GPL) is only ever run as a program: its own Python puts the books into
a library of its (`calibre_library.py`), its own server serves it. Both servers run at once and
are asked in turn, so that a slow moment of the machine hits both; medians of the rounds are
given, and how many times longer calibre takes.

What is set side by side: our shelf (works, with all facets counted for the question) and
calibre's `/mobile` list (books, no facets), `/ajax/search` with `/ajax/books` (JSON, no facets)
and its tag browser, whose counts do not follow the question; our work page and calibre's book as
JSON. calibre's search looks in the catalogue's fields, not in the texts.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

import msgspec

from load import (
    Memory,
    Pace,
    ask_each,
    find_free_port,
    measure_memory,
    print_paces,
    read_together,
    run_server,
)
from questions import Asked, draw_questions
from reading_room import SAMPLE, list_works, serve_command
from shelf_books import draw_book

HERE = Path(__file__).resolve().parent
ROUNDS = 3
ASKED = 28
"""Questions of a round, two of each kind: calibre takes seconds for some."""


class Ratio(msgspec.Struct, frozen=True):
    """One thing, ours and the peer's: medians of the rounds, and theirs by ours."""

    what: str
    ours_p50: float
    ours_p95: float
    theirs_p50: float
    theirs_p95: float
    ratio_p50: float
    ratio_p95: float


class Report(msgspec.Struct, frozen=True):
    """Everything measured."""

    works: int
    books: int
    rounds: int
    ratios: tuple[Ratio, ...]
    paces: tuple[Pace, ...]
    memory: dict[str, Memory]


def write_books(path: Path, count: int, texts: int) -> None:
    """Write the books of the shelf's library for calibre, the first few with their texts."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            book = draw_book(number)
            text = path.parent / "texts" / f"{number:06}.txt"
            if number < texts:
                text.parent.mkdir(exist_ok=True)
                text.write_text(
                    "\n\n".join("\n\n".join(one) for one in book.chapters), encoding="utf-8"
                )
            line = {
                "title": book.title,
                "authors": book.authors,
                "tags": book.tags,
                "summary": book.summary,
                "language": book.language,
                "series": book.series[0] if book.series else None,
                "index": book.series[1] if book.series else None,
                "date": book.date if book.date and len(book.date) == 10 else None,
                "fandom": book.fandoms,
                "pairing": book.pairings,
                "character": book.characters,
                "rated": [book.rating or "Not Rated"],
                "category": book.categories,
                "warning": book.warnings,
                "text": str(text) if number < texts else "",
            }
            file.write(json.dumps(line) + "\n")


def set_calibre_up(folder: Path) -> None:
    """Let calibre keep its settings here, and draw nothing."""
    os.environ["CALIBRE_CONFIG_DIRECTORY"] = str(folder / "settings")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def build_calibre(folder: Path, count: int, texts: int) -> None:
    """Make calibre's library of the same books, unless it is there."""
    library = folder / "library"
    if (library / "metadata.db").exists():
        return
    library.mkdir(parents=True, exist_ok=True)
    books = folder / "books.jsonl"
    write_books(books, count, texts)
    script = HERE / "calibre_library.py"
    command = ["calibre-debug", "-e", str(script), "--", str(books), str(library)]
    subprocess.run(command, check=True)


def calibre_command(folder: Path, port: int) -> list[str]:
    """Give the command that serves calibre's library."""
    options = ["--port", str(port), "--listen-on", "127.0.0.1", "--disable-use-bonjour"]
    return ["calibre-server", *options, "--max-request-body-size", "1", str(folder / "library")]


_FIELDS = {"fandom": "#fandom", "pairing": "#pairing", "character": "#character"}
_FACETS = {**_FIELDS, "rating": "#rated", "category": "#category"}


def ask_calibre(asked: Asked) -> str:
    """Write a question in calibre's language; bodies of stories are not searched there."""
    if asked.kind == "range":
        parts = ["pubdate:>2001"]
    elif asked.kind == "field":
        field, _, value = asked.text.partition(":")
        parts = [f"{_FIELDS.get(field, field + 's' * (field in ('author', 'tag')))}:{value}"]
    elif asked.kind == "not":
        word, _, fandom = asked.text.partition(" -fandom:")
        parts = [f"{word} and not #fandom:{fandom}"]
    else:
        parts = [asked.text] if asked.text else []
    parts += [f'{_FACETS[name]}:"={value}"' for name, value in asked.narrow]
    return " and ".join(parts)


def search_mobile(asked: Asked) -> str:
    """Give the address of calibre's list page that asks this."""
    sort = {"date": "pubdate", "words": "title", "": "title"}.get(asked.sort, asked.sort)
    start = (asked.page - 1) * 20 + 1
    pairs = {"search": ask_calibre(asked), "sort": sort, "order": "ascending"}
    return f"/mobile?{urlencode({**pairs, 'num': 20, 'start': start}, quote_via=quote)}"


def search_json(asked: Asked) -> str:
    """Give the address of calibre's search in JSON: identifiers only."""
    pairs = {"query": ask_calibre(asked), "num": 20, "offset": (asked.page - 1) * 20}
    return f"/ajax/search?{urlencode({**pairs, 'sort': 'title'}, quote_via=quote)}"


def measure(
    folder: Path, peer: Path, *, rounds: int, readers: int, seconds: float, books: int
) -> Report:
    """Measure both in turn."""
    ids = list_works(folder)
    draw = random.Random(7)
    works = draw.sample(ids, min(SAMPLE, len(ids)))
    numbers = [str(draw.randint(1, books)) for _ in range(SAMPLE)]
    port, other = find_free_port(), find_free_port()
    paces: list[tuple[str, str, Pace]] = []
    with (
        run_server(serve_command(folder, port), port) as ours,
        run_server(calibre_command(peer, other), other) as theirs,
    ):
        # Both have answered once before anything is measured: calibre reads its whole library
        # into memory at the first question.
        ask_each("first", port, ["/"])
        started = ask_each("calibre, first answer", other, ["/mobile?num=20"])
        memory = {"ours at start": measure_memory(ours.pid)}
        memory["theirs at start"] = measure_memory(theirs.pid)
        for turn in range(rounds):
            asked = draw_questions(ASKED, len(ids), 10 + turn)
            shelf = [one.path for one in asked]
            mobile = [search_mobile(one) for one in asked]
            json_ = [search_json(one) for one in asked]
            lists = [f"/ajax/books?ids={','.join(numbers[at : at + 20])}" for at in range(200)]
            pairs = (
                ("search page, one reader", shelf, mobile, 1),
                ("search in JSON, one reader", shelf, json_, 1),
                ("20 books in JSON, one reader", ["/"] * 50, lists[:50], 1),
                ("search page, readers", shelf, mobile, readers),
                ("front page, readers", ["/"], ["/mobile?num=20&sort=title"], readers),
                (
                    "work, readers",
                    [f"/works/{one}" for one in works],
                    [f"/ajax/book/{one}" for one in numbers],
                    readers,
                ),
            )
            for what, mine, peers, count in pairs:
                for side, at, paths in (("fonds", port, mine), ("calibre", other, peers)):
                    name = f"{side}: {what}"
                    pace = (
                        ask_each(name, at, paths)
                        if count == 1
                        else read_together(
                            name, at, paths, readers=count, seconds=seconds, think=0.0
                        )
                    )
                    paces.append((what, side, pace))
                    print(f"round {turn + 1}: {name}, p50 {pace.p50} ms", file=sys.stderr)
        memory["ours after all"] = measure_memory(ours.pid)
        memory["theirs after all"] = measure_memory(theirs.pid)
    whats = dict.fromkeys(what for what, _, _ in paces)
    ratios = tuple(_compare(what, [one for one in paces if one[0] == what]) for what in whats)
    every = (started, *(pace for _, _, pace in paces))
    return Report(len(ids), books, rounds, ratios, every, memory)


def _compare(what: str, paces: Sequence[tuple[str, str, Pace]]) -> Ratio:
    def middle(side: str, field: str) -> float:
        values = [getattr(pace, field) for _, one, pace in paces if one == side]
        return round(float(statistics.median(values)), 2)

    ours, theirs = middle("fonds", "p50"), middle("calibre", "p50")
    ours95, theirs95 = middle("fonds", "p95"), middle("calibre", "p95")
    by50 = round(theirs / max(ours, 0.001), 2)
    by95 = round(theirs95 / max(ours95, 0.001), 2)
    return Ratio(what, ours, ours95, theirs, theirs95, by50, by95)


def print_report(report: Report) -> None:
    """Print what was measured."""
    print(f"{report.works:,} stories, {report.books:,} books, {report.rounds} rounds\n")
    print_paces(report.paces)
    print(
        f"\n{'first byte, ms':<32}{'ours p50':>9}{'p95':>8}{'calibre':>9}{'p95':>8}{'x':>7}{'x':>7}"
    )
    for one in report.ratios:
        print(
            f"{one.what:<32}{one.ours_p50:>9.1f}{one.ours_p95:>8.1f}{one.theirs_p50:>9.1f}"
            f"{one.theirs_p95:>8.1f}{one.ratio_p50:>7.2f}{one.ratio_p95:>7.2f}"
        )
    for when, memory in report.memory.items():
        print(f"memory, {when:<18}{memory.pss:>8.0f} MB, {memory.own:>6.0f} of it not files")


def main(arguments: Sequence[str]) -> int:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="made by shelf_corpus.py")
    parser.add_argument(
        "--peer", type=Path, help="of calibre's library; FOLDER-calibre if not said"
    )
    parser.add_argument("--books", type=int, default=100_000, help="as many as the shelf has")
    parser.add_argument("--texts", type=int, default=0, help="books whose text calibre gets")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if shutil.which("calibre-server") is None:
        print("calibre is not installed (Debian: apt-get install calibre)", file=sys.stderr)
        return 2
    peer = options.peer or options.folder.with_name(options.folder.name + "-calibre")
    set_calibre_up(peer)
    build_calibre(peer, options.books, options.texts)
    report = measure(
        options.folder,
        peer,
        rounds=options.rounds,
        readers=options.readers,
        seconds=options.seconds,
        books=options.books,
    )
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(report), indent=1).decode())
    else:
        print_report(report)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
