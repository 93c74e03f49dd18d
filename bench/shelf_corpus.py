"""A library to measure the reading room with: n works put straight through library functions.

    python bench/shelf_corpus.py --works 5000 /tmp/fonds5k
    python bench/shelf_corpus.py /tmp/fonds100k        100,000 works: some minutes, 3 GB

Nothing is read or described: what a reader would have found is made up with the text (see
`shelf_books.py`), claims with true evidence among it, so that every page has its work to do. One
process draws the books, this one stores them; the index is filled at the end.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from fonds.app.reading import STAGE
from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.accessions import begin_accession, end_accession
from fonds.library.opening import Library, close_library, hold_writer, open_library
from fonds.library.originals import Arrival, digest_of, put_originals
from fonds.library.readings import Member, Reading, put_readings
from fonds.library.storage import transaction
from fonds.library.works import WorkKey, mint_work_ids, put_works
from fonds.model.block import Block
from fonds.model.claim import Basis, Claim, Evidence
from fonds.model.work import Chapter, Source, Work
from fonds.publish.record import build_entry, build_record
from shelf_books import SEED, Book, draw_book

WORKS = 100_000
BATCH = 500
CLOCK = "2026-11-21T12:00:00Z"
HEAPS = 4
"""Accessions the works come in: a library grows by several."""


class Draft(msgspec.Struct, frozen=True):
    """A book as bytes that were taken in, and as the work they would be read as."""

    path: str
    data: bytes
    work: Work


class _Page:
    """A text in the making; knows where each line of its header stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.spans: dict[str, Evidence] = {}

    def put(self, kind: str, text: str, place: str = "body", *, level: int = 0) -> int:
        """Add a block; gives where it begins."""
        start = self.length
        block = {"kind": kind, "text": text, "start": start, "end": start + len(text)}
        self.blocks.append(msgspec.convert({**block, "place": place, "level": level}, Block))
        self.parts.append(text)
        self.length += len(text) + 2
        return start

    def put_line(self, label: str, value: str) -> None:
        """Add a line of the header."""
        start = self.put("paragraph", f"{label}: {value}", "front") + len(label) + 2
        self.spans[label] = Evidence(0, start, start + len(value), value)

    @property
    def text(self) -> str:
        """What was put, blocks apart by a blank line."""
        return "\n\n".join(self.parts) + "\n"


def make_draft(book: Book) -> Draft:
    """Write a book as a text and make the work that it would be read as."""
    page = _Page()
    _put_header(page, book)
    chapters = _put_chapters(page, book)
    data = page.text.encode("utf-8")
    fandom = book.fandoms[0].replace("/", " ")
    path = f"{fandom}/{book.number:06}.txt"
    return Draft(
        path,
        data,
        Work(
            sources=(Source(path, None, digest_of(data), len(data), "text/plain", "utf-8"),),
            kind="story" if book.is_story else "not-story",
            reason="It tells a story." if book.is_story else "It is a list.",
            blocks=tuple(page.blocks),
            chapters=chapters,
            claims=tuple(_make_claims(page, book)),
        ),
    )


def _put_header(page: _Page, book: Book) -> None:
    lines: list[tuple[str, str | None]] = [
        ("Title", book.title),
        ("Author", ", ".join(book.authors)),
        ("Fandom", ", ".join(book.fandoms) if book.is_stated else None),
        ("Pairing", ", ".join(book.pairings) if book.is_stated else None),
        ("Characters", ", ".join(book.characters) if book.is_stated else None),
        ("Rating", book.rating_stated),
        ("Warnings", ", ".join(book.warnings)),
        ("Genre", ", ".join(book.tags)),
        ("Series", f"{book.series[0]} #{book.series[1]}" if book.series else None),
        ("Date", book.date),
        ("Status", "Complete" if book.complete else "In progress"),
        ("Summary", book.summary),
    ]
    for label, value in lines:
        if value:
            page.put_line(label, value)


def _put_chapters(page: _Page, book: Book) -> tuple[Chapter, ...]:
    chapters = []
    for number, paragraphs in enumerate(book.chapters, 1):
        first = len(page.blocks)
        title = f"Chapter {number}"
        if len(book.chapters) > 1:
            page.put("heading", title, level=2)
        for text in paragraphs:
            page.put("break" if text == "* * *" else "paragraph", text)
        chapters.append(Chapter(title, first, len(page.blocks)))
    return tuple(chapters) if len(chapters) > 1 else ()


def _make_claims(page: _Page, book: Book) -> Iterator[Claim]:
    body = [block for block in page.blocks if block.place == "body" and block.kind == "paragraph"]
    words = sum(len(block.text.split()) for block in body)
    yield from _make_stated(page, book)
    yield from _make_people(body, book)
    read = {
        "form": "prose",
        "kind": "story" if book.is_story else "not-story",
        "pov": {"person": book.person, "narrator": None},
        "tense": "past",
        "scenes": sum(block.kind == "break" for block in page.blocks) + 1,
        "scene_list": _list_scenes(page, book),
        "reading_ease": 60.0 + book.number % 40,
        "suggested_rating": book.rating or "General Audiences",
        "words": words,
    }
    for field, value in read.items():
        yield Claim(field, value, "derived", 0.8, (), f"{field}/1")
    basis: Basis = "stated" if book.number % 9 == 0 else "derived"
    yield Claim("language", book.language, basis, 0.97, (), "language/1")


def _make_stated(page: _Page, book: Book) -> Iterator[Claim]:
    series = {"title": book.series[0], "index": float(book.series[1])} if book.series else None
    values: tuple[tuple[str, str, Any], ...] = (
        ("title", "Title", book.title),
        ("creators", "Author", book.authors),
        ("fandoms", "Fandom", book.fandoms),
        ("relationships", "Pairing", book.pairings),
        ("characters", "Characters", book.characters),
        ("rating", "Rating", book.rating),
        ("rating_stated", "Rating", book.rating_stated),
        ("warnings", "Warnings", book.warnings),
        ("tags", "Genre", book.tags),
        ("series", "Series", series),
        ("date", "Date", book.date),
        ("complete", "Status", book.complete),
        ("summary", "Summary", book.summary),
    )
    for field, label, value in values:
        evidence = page.spans.get(label)
        if evidence is not None:
            kept = list(value) if isinstance(value, tuple) else value
            yield Claim(field, kept, "stated", 0.95, (evidence,), "front-matter/1")
    for label in ("Author", "Fandom", "Pairing", "Date"):
        if label in page.spans:
            evidence = page.spans[label]
            yield Claim(
                f"label:{label.lower()}", evidence.quote, "stated", 0.95, (evidence,), "m/1"
            )


def _make_people(body: Sequence[Block], book: Book) -> Iterator[Claim]:
    said = [(block.start, block.text) for block in body if " said " in block.text][:3]
    evidence = tuple(Evidence(0, start, start + 6, text[:6]) for start, text in said)
    people = [
        {
            "name": name,
            "presence": "present",
            "gender": "unknown",
            "names": [name, name.split()[0]],
            "mentions": 3 + number,
            "known": number % 2 == 0,
        }
        for number, name in enumerate(book.characters)
    ]
    yield Claim("people", people, "derived", 0.8, evidence, "people/1")
    yield Claim("characters", list(book.characters), "derived", 0.8, evidence, "people/1")
    if not book.is_stated:
        yield Claim("fandoms", list(book.fandoms), "derived", 0.75, evidence, "fandom-in-text/1")
        if book.pairings:
            pairings = list(book.pairings)
            yield Claim("relationships", pairings, "derived", 0.55, evidence, "pairings/1")
    yield Claim("categories", list(book.categories), "derived", 0.6, (), "categories/1")


def _list_scenes(page: _Page, book: Book) -> list[dict[str, Any]]:
    scenes = []
    at = start = 0
    for block in page.blocks:
        if block.place != "body" or block.kind == "heading":
            continue
        if block.kind == "break" and at > start:
            scenes.append((start, at - 2))
            start = at + len(block.text) + 2
        at += len(block.text) + 2
    if at > start:
        scenes.append((start, at - 2))
    told = book.characters[0]
    person = book.person
    return [
        {"start": a, "end": b, "point_of_view": told, "person": person, "tense": "past"}
        for a, b in scenes
    ]


def draw_drafts(numbers: Sequence[int]) -> list[Draft]:
    """Draw and write some books; runs in the other process."""
    return [make_draft(draw_book(number, SEED)) for number in numbers]


def put_drafts(library: Library, accession_id: int, drafts: Sequence[Draft]) -> None:
    """Store a batch as taking in, reading and joining would, in one transaction."""
    works = [draft.work for draft in drafts]
    arrivals = [Arrival(draft.path, draft.data, 1_000_000_000, "text/plain") for draft in drafts]
    readings = []
    for work in works:
        source = work.sources[0]
        member = Member("", source.digest, source.bytes, "text/plain", "read")
        readings.append(Reading(source.digest, (member,), ()))
    with transaction(library.connection):
        put_originals(library, accession_id, arrivals, clock=CLOCK)
        put_readings(library, accession_id, readings, stage=STAGE, clock=CLOCK)
        ids = mint_work_ids(library, [WorkKey(work.sources[0].digest, None, 0) for work in works])
        entries = [
            build_entry(build_record(work), work_id, work.reason)
            for work_id, work in zip(ids, works, strict=True)
        ]
        pairs = zip(works, entries, strict=True)
        put_works(library, accession_id, pairs, stage=STAGE, clock=CLOCK)


def build_library(folder: Path, count: int) -> None:
    """Make a library of n works, in place of whatever this script made there before."""
    begun = time.monotonic()
    library = open_library(folder, create=True)
    try:
        # A crash while a bench library is made costs nothing: it is made again.
        library.connection.execute("PRAGMA synchronous = OFF")
        with hold_writer(library), ProcessPoolExecutor(1) as drawer:
            for heap in range(HEAPS):
                numbers = range(count * heap // HEAPS, count * (heap + 1) // HEAPS)
                accession = begin_accession(
                    library, f"heap {heap + 1}", options={}, tool="bench", clock=CLOCK
                )
                batches = [numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH)]
                done = numbers.start
                for drafts in drawer.map(draw_drafts, batches):
                    put_drafts(library, accession.id, drafts)
                    done += len(drafts)
                    _tell("stored", done, count, begun)
                end_accession(library, accession.id, clock=CLOCK)
    finally:
        close_library(library)


def _tell(what: str, done: int, total: int, begun: float) -> None:
    if done % 5000 == 0 or done == total:
        pace = done / max(0.001, time.monotonic() - begun)
        print(f"{what} {done:>7,} of {total:,}, {pace:,.0f} a second", flush=True)


def fill_index(folder: Path) -> None:
    """Bring the library's index up to date."""
    begun = time.monotonic()
    shelf = open_shelf(folder, progress=lambda phase, done, all_: _tell(phase, done, all_, begun))
    close_shelf(shelf)


def main(arguments: Sequence[str]) -> int:
    """Make the library."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--works", type=int, default=WORKS)
    parser.add_argument("--replace", action="store_true", help="remove what is in the folder")
    options = parser.parse_args(arguments)
    if options.folder.exists() and any(options.folder.iterdir()):
        if not options.replace:
            print(f"{options.folder} is not empty; --replace removes it", file=sys.stderr)
            return 2
        shutil.rmtree(options.folder)
    build_library(options.folder, options.works)
    fill_index(options.folder)
    bytes_ = sum(path.stat().st_size for path in options.folder.rglob("*") if path.is_file())
    print(f"{options.folder}: {options.works:,} works, {bytes_ / 1e6:,.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
