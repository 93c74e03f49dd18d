"""The review queue under a curator: how long the page takes to come, and an answer to be kept.

    python bench/shelf_corpus.py /tmp/fonds100k
    python bench/review_queue.py /tmp/fonds100k --unsettle   makes it doubtful, and looks it through
    python bench/review_queue.py /tmp/fonds100k              measures
    python bench/review_queue.py /tmp/fonds100k --json       the same for machines

`fonds serve` runs as a process of its own. One curator answers, each answer from the last byte of
the question's page on: an answer (POST) is kept when its redirect comes, and the next page (GET)
is there with its last byte. Each answer is taken back at the end, so that a library can be
measured again; the history keeps them.
"""

import argparse
import html
import http.client
import re
import sqlite3
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from msgspec import Struct, json

from fonds.app.doubts import prepare_queue
from fonds.app.review_answers import list_answers, take_back
from fonds.app.review_values import ASKED
from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.doubts import count_questions
from fonds.library.entries import count_entries
from fonds.library.opening import hold_writer
from load import find_free_port, run_server
from reading_room import serve_command

AIM_MS = 100.0
ANSWERS = 300
"""Answers given; one in ten is taken back at once, as people do."""

UNSURE = {"title": 60, "creators": 50, "date": 50, "characters": 30}
"""Of a hundred claims of a field, how many `--unsettle` makes unsure."""

_HIDDEN = re.compile(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"')
_WORKS = re.compile(r'data-works="(\d+)"')
_BUTTON = re.compile(r'<button class="answer[^"]*" name="do" value="(accept|\d)"')


class Times(Struct, frozen=True):
    """How long something took, in milliseconds."""

    what: str
    count: int
    p50: float
    p95: float
    worst: float


class Report(Struct, frozen=True):
    """Everything measured."""

    works: int
    questions: int
    doubts_looked_s: float
    times: tuple[Times, ...]


class Curator:
    """A browser without a script: asks, sends forms, follows where they lead."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.waits: dict[str, list[float]] = {}

    def ask(self, url: str, what: str) -> str:
        """Ask for a page and read it to its end."""
        begun = time.perf_counter()
        self._connection.request("GET", url)
        page = self._connection.getresponse().read().decode()
        self._note(what, begun)
        return page

    def send(self, fields: dict[str, str], what: str) -> str:
        """Send a form; give where it leads."""
        begun = time.perf_counter()
        self._connection.request(
            "POST",
            "/review",
            urlencode(fields),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = self._connection.getresponse()
        words = answer.read().decode()
        self._note(what, begun)
        if answer.status != 303:
            said = words.partition('role="alert">')[2].partition("<")[0]
            raise SystemExit(f"an answer was not taken: {answer.status} {said}")
        return answer.headers["Location"]

    def _note(self, what: str, begun: float) -> None:
        self.waits.setdefault(what, []).append((time.perf_counter() - begun) * 1000)


def read_form(page: str) -> dict[str, str]:
    """Read what the form of a question sends, but for the button."""
    form = page.partition('class="answers"')[2].partition("</form>")[0]
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(form)}


def answer_many(port: int, fields: Sequence[str], answers: int) -> Curator:
    """Answer questions as they come, about this and that, and take everything back."""
    curator = Curator(port)
    curator.ask("/review", "GET /review, the first")
    given = 0
    sitting = ""
    for field in (*fields, ""):
        query = {"field": field, "sitting": sitting}
        page = curator.ask(
            f"/review?{urlencode({k: v for k, v in query.items() if v})}", "GET /review"
        )
        for _ in range(answers // (len(fields) + 1)):
            works, button = _WORKS.search(page), _BUTTON.search(page)
            if works is None or button is None:
                break
            size = "1 work" if works[1] == "1" else "2 to 20" if int(works[1]) <= 20 else "more"
            sent = {**read_form(page), "do": button[1]}
            page = curator.ask(curator.send(sent, f"POST, {size}"), "GET /review")
            sitting = read_form(page).get("sitting", sitting)
            given += 1
            if given % 10 == 0:
                back = {**read_form(page), "do": "back"}
                page = curator.ask(curator.send(back, "POST, back"), "GET /review")
    for _ in range(20):
        curator.ask("/review/queue", "GET /review/queue")
    return curator


def unsettle(folder: Path) -> None:
    """Let many claims of a made library be unsure: its books were drawn, and nobody doubts them.

    Some two doubts a work, as among the works of a real heap with poor headers.
    """
    with sqlite3.connect(folder / "library.db") as database:
        for field, share in UNSURE.items():
            database.execute(
                "UPDATE claim SET confidence = 0.6 WHERE field = ? AND basis = 'stated' "
                "AND (id * 7919) % 100 < ?",
                (field, share),
            )
        database.execute("DELETE FROM setting WHERE name = 'doubts'")


def take_all_back(folder: Path) -> None:
    """Take the answers back, so that the library can be measured again."""
    shelf = open_shelf(folder)
    with hold_writer(shelf.library, wait_s=60):
        take_back(shelf, list_answers(shelf.library), by="bench", clock="2026-11-22T12:00:00Z")
    close_shelf(shelf)


def prepare(folder: Path) -> tuple[int, dict[str, int], float]:
    """Look through the library; give works, questions by field, and seconds."""
    shelf = open_shelf(folder)
    begun = time.monotonic()
    fields = [one for one in ASKED if one != "editions"]
    prepare_queue(shelf, _tell, fields=fields)
    took = time.monotonic() - begun
    counts = {one: n for one, (n, _) in count_questions(shelf.library, fields=ASKED).items() if n}
    works = sum(count_entries(shelf.library).values())
    close_shelf(shelf)
    return works, counts, took


def _tell(phase: str, done: int, total: int) -> None:
    if done % 5000 == 0 or done == total:
        print(f"{phase} {done:,} of {total:,}", file=sys.stderr, flush=True)


def summarize(what: str, waits: Sequence[float]) -> Times:
    """Give the middle, the 95th of a hundred, and the worst."""
    ordered = sorted(waits)
    middle, most = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95))
    return Times(what, len(ordered), round(middle, 1), round(most, 1), round(ordered[-1], 1))


def measure(folder: Path, answers: int) -> Report:
    """Measure a library's review queue."""
    works, counts, took = prepare(folder)
    fields = [one for one in counts if one not in {"editions"}]
    port = find_free_port()
    with run_server(serve_command(folder, port), port):
        curator = answer_many(port, fields, answers)
    take_all_back(folder)
    times = tuple(summarize(what, waits) for what, waits in sorted(curator.waits.items()))
    return Report(works, sum(counts.values()), round(took, 1), times)


def main(arguments: Sequence[str]) -> int:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--unsettle", action="store_true", help="make claims unsure first")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.unsettle:
        unsettle(options.folder)
    report = measure(options.folder, options.answers)
    if options.json:
        print(json.format(json.encode(report), indent=1).decode())
        return 0
    print(f"{report.works:,} works, {report.questions:,} questions", end="")
    print(f" (looked through in {report.doubts_looked_s:,.0f} s)\n")
    for one in report.times:
        print(
            f"{one.what:<26}{one.count:>6}   p50 {one.p50:>7.1f} ms   p95 {one.p95:>7.1f} ms   "
            f"worst {one.worst:>8.1f} ms"
        )
    print(f"\naimed at: p95 {AIM_MS:.0f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
