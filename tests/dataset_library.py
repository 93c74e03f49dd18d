"""A library with awkward words in it, for datasets and views."""

from pathlib import Path

import msgspec

from fonds.app.shelf import Shelf, open_shelf
from fonds.library.accessions import end_accession
from fonds.library.opening import close_library
from fonds.library.originals import put_originals
from fonds.library.works import WorkKey, mint_work_ids, put_works
from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence
from fonds.model.problem import Problem
from fonds.model.work import Chapter, Work
from fonds.publish.record import build_entry, build_record
from tests.library_factories import CLOCK, STAGE, make_arrival, make_library, make_work

TAGS = (
    "fog, and the river",
    'she said "run"',
    "two\nlines",
    "two\r\nlines more",
    "one; two;three",
    "=1+1",
    "+moor",
    "@home",
    "-1",
    "🦢 swans, 白鳥",
    "tab\there",
    "back\\slash",
    " a space before",
    "NULL",
    "1e5",
    "",
    "e\u0301 and \u00e9",
    "line\u2028separator",
)
"""Tags that a careless writer of tables breaks."""

ADDRESS = "watson@baker.example"
HEAP = {
    f"{name}.txt": (
        f"Title: The {name}, again\nAuthor: Ada Quill <{ADDRESS}>\n\n"
        f"The {name} bayed on the moor. Holmes looked at Watson.\n\n"
        "Watson looked at Holmes, and wrote it down.\n\nHolmes slept."
    ).encode()
    for name in ("hound", "goose", "lamp", "ferry")
}


def make_dataset_library(folder: Path) -> list[str]:
    """Make a library of four works; gives their identifiers, the awkward one first."""
    library, accession = make_library(folder, {})
    put_originals(
        library,
        accession.id,
        [make_arrival(path, data) for path, data in HEAP.items()],
        clock=CLOCK,
    )
    works = [_make_work(path, data) for path, data in HEAP.items()]
    ids = list(mint_work_ids(library, [WorkKey(one.sources[0].digest, None, 0) for one in works]))
    pairs = [
        (work, build_entry(build_record(work), work_id, work.reason))
        for work, work_id in zip(works, ids, strict=True)
    ]
    put_works(library, accession.id, pairs, stage=STAGE, clock=CLOCK)
    end_accession(library, accession.id, clock=CLOCK)
    close_library(library)
    return ids


def open_dataset_shelf(folder: Path) -> Shelf:
    """Open the shelf of such a library, without packs."""
    return open_shelf(folder, packs=tuple)


def _make_work(path: str, data: bytes) -> Work:
    text = data.decode()
    is_awkward = path == "hound.txt"
    title = text[7 : text.index("\n")]
    body = [
        Block("paragraph", paragraph, at := text.index(paragraph), at + len(paragraph))
        for paragraph in text.split("\n\n")[1:]
    ]
    front = Block("note", text.split("\n\n")[0], 0, text.index("\n\n"), place="front")
    return msgspec.structs.replace(
        make_work(path, data),
        blocks=(front, *body),
        chapters=(Chapter("One, “first”", 1, 3), Chapter(None, 3, 4)) if is_awkward else (),
        claims=(
            _claim(text, "title", title, quote=title),
            _claim(text, "title", "Another", basis="derived", confidence=0.3),
            _claim(text, "creators", ["Ada Quill"], quote="Ada Quill"),
            _claim(text, "fandoms", ["Sherlock Holmes"]),
            _claim(text, "tags", list(TAGS) if is_awkward else ["fog, and the river"]),
            _claim(text, "relationships", ["Sherlock Holmes/John Watson & Ilona"]),
            _claim(text, "words", 20, basis="derived"),
            _claim(text, "date", "1999-02" if is_awkward else "2003"),
            _claim(text, "rating", "Explicit" if path == "ferry.txt" else "Mature"),
            _claim(text, "people", _PEOPLE, basis="derived"),
            _claim(text, "scenes", 1, basis="derived"),
            _claim(text, "scene_list", [{"start": 0, "end": 30}], basis="derived"),
            _claim(text, "series", {"title": "Nights", "index": 2}),
            _claim(text, "feedback", f"write\nto {ADDRESS}", quote=ADDRESS),
            _claim(text, "label:sender", f"Ada <{ADDRESS}>", quote=ADDRESS),
        ),
        problems=(Problem("decode.mojibake", 'odd, "very"', "\x00\x1a,", 3, 6),),
    )


_PEOPLE = [
    {"name": "Sherlock Holmes", "presence": "present", "names": ["Holmes"], "mentions": 3},
    {"name": "John Watson", "presence": "present", "names": ["Watson"], "mentions": 2},
]


def _claim(
    text: str,
    field: str,
    value: object,
    *,
    quote: str = "",
    basis: str = "stated",
    confidence: float = 0.9,
) -> Claim:
    start = text.index(quote) if quote else 0
    evidence = (Evidence(0, start, start + len(quote), quote),) if quote else ()
    return msgspec.convert(
        {"field": field, "value": value, "basis": basis, "confidence": confidence}
        | {"evidence": msgspec.to_builtins(evidence), "by": "test/1"},
        Claim,
    )
