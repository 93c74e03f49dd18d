"""calibre's catalogue: from its database to claims."""

import pytest

from fonds.app.import_calibre import read_books
from fonds.model.claim import Claim, find_best_claim
from fonds.parse.calibre_catalogue import CalibreBook, describe_book, list_formats
from tests.archive_samples import make_catalogue


def _gate() -> tuple[Claim, ...]:
    books = read_books(make_catalogue())
    assert books is not None
    return describe_book(books[0])


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("title", "The Gate of Oz"),
        ("creators", ["Moor, Fenwick", "Polly Plumley"]),
        ("series", {"title": "Gates of Oz", "index": 2.0}),
        ("summary", "A gate squeaks & is oiled."),
        ("tags", ["Fluff"]),
        ("complete", False),
        ("language", "en"),
        ("date", "2003-04-05"),
        ("source_url", "http://oz.example/gate?a=1,2"),
        ("label:fandom", ["Wizard of Oz"]),
        ("rating_stated", "PG"),
        ("label:stars", 10),
    ],
)
def test_what_the_catalogue_states_is_said(field: str, meant: object) -> None:
    best = find_best_claim(_gate(), field)
    assert best is not None
    assert best.value == meant


def test_what_calibre_writes_for_unknown_is_not_said() -> None:
    book = CalibreBook(1, "Unknown", "x", ("Unknown",), published="0101-01-01 00:00:00+00:00")
    assert describe_book(book) == ()


def test_a_catalogue_in_use_is_read_like_another() -> None:
    assert read_books(make_catalogue(wal=True)) == read_books(make_catalogue())


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\x00" + b"\xff" * 400, b"no database"])
def test_what_is_no_catalogue_gives_none(data: bytes) -> None:
    assert read_books(data) is None


def test_a_damaged_catalogue_gives_none_or_what_it_has() -> None:
    whole = make_catalogue()
    for place in range(0, len(whole), 997):
        broken = bytearray(whole)
        broken[place : place + 50] = b"\xff" * len(broken[place : place + 50])
        read_books(bytes(broken))


def test_the_format_to_read_comes_first() -> None:
    book = CalibreBook(
        1, "Oz", "x", formats=(("PDF", "a"), ("XYZ", "b"), ("TXT", "c"), ("EPUB", "d"))
    )
    assert [kind for kind, _ in list_formats(book)] == ["EPUB", "TXT", "PDF", "XYZ"]
