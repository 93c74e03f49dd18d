"""A work as an EPUB."""

import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from fonds.errors import BugError
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.epub import build_epub
from fonds.publish.epub_package import find_date, make_identifier
from tests.factories import make_block, make_record, make_work

MODIFIED = "2024-01-02T03:04:05Z"
NAMES = {
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}


def open_book(work: Work, record: Record | None = None, work_id: str = "w1") -> zipfile.ZipFile:
    data = build_epub(work, record or make_record(work), work_id, modified=MODIFIED)
    return zipfile.ZipFile(io.BytesIO(data))


def find(book: zipfile.ZipFile, name: str, path: str) -> list[Any]:
    found = etree.fromstring(book.read(name)).xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return found


def texts(book: zipfile.ZipFile, path: str) -> list[str]:
    return [str(text) for text in find(book, "EPUB/package.opf", f"{path}/text()")]


def full_work(**stated: Any) -> Work:
    return make_work(
        [
            make_block("The Fog", "heading", level=2),
            "It was grey.",
            make_block("The Docks", "heading", level=2),
            "It was wet.",
        ],
        front=["Title: Fog"],
        back=["THE END"],
        chapters=True,
        stated={
            "title": "Fog",
            "creators": ["John H. Watson", "moor_walker"],
            "series": {"title": "Baker Street Nights", "index": 2},
            "fandoms": ["Sherlock Holmes"],
            "characters": ["John Watson", "Sherlock Holmes"],
            "rating": "General Audiences",
            "summary": "Grey & wet.",
            "language": "en-GB",
            "date": "1999-12-31",
            "source_url": "https://example.org/fog?a=1&b=2",
            **stated,
        },
    )


def test_the_container_is_as_the_standard_says() -> None:
    book = open_book(full_work())
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert book.read("mimetype") == b"application/epub+zip"
    assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert book.testzip() is None


def test_the_manifest_lists_every_file_once() -> None:
    book = open_book(full_work())
    listed = find(book, "EPUB/package.opf", "//o:manifest/o:item/@href")
    names = {name for name in book.namelist() if name.startswith("EPUB/")}
    assert {f"EPUB/{href}" for href in listed} == names - {"EPUB/package.opf"}
    assert len(listed) == len(set(listed))


def test_metadata_is_all_there() -> None:
    book = open_book(full_work())
    assert texts(book, "//d:title") == ["Fog"]
    assert texts(book, "//d:creator") == ["John H. Watson", "moor_walker"]
    assert texts(book, "//o:meta[@property='file-as']") == ["Watson, John H.", "moor_walker"]
    assert texts(book, "//o:meta[@property='role']") == ["aut", "aut"]
    assert texts(book, "//d:language") == ["en-GB"]
    assert texts(book, "//d:date") == ["1999-12-31"]
    assert texts(book, "//d:description") == ["Grey & wet."]
    assert texts(book, "//d:source") == ["https://example.org/fog?a=1&b=2"]
    assert texts(book, "//d:subject") == [
        *("Sherlock Holmes", "John Watson", "General Audiences"),
    ]
    assert texts(book, "//o:meta[@property='belongs-to-collection']") == ["Baker Street Nights"]
    assert texts(book, "//o:meta[@property='group-position']") == ["2"]
    assert find(book, "EPUB/package.opf", "//o:meta[@name='calibre:series_index']/@content") == [
        "2"
    ]
    assert texts(book, "//o:meta[@property='dcterms:modified']") == [MODIFIED]
    assert texts(book, "//d:identifier") == [make_identifier("w1")]
    assert texts(book, "//o:meta[@property='schema:accessMode']") == ["textual"]


def test_a_work_of_which_nothing_is_known_is_a_book_all_the_same() -> None:
    book = open_book(make_work())
    assert texts(book, "//d:title") == ["The fog had eaten Baker Street by four…"]
    assert texts(book, "//d:language") == ["und"]
    assert texts(book, "//d:creator") == []
    assert "EPUB/text/story.xhtml" in book.namelist()
    assert "EPUB/text/front.xhtml" not in book.namelist()
    assert "EPUB/text/back.xhtml" not in book.namelist()


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("language", "klingon?", "//d:language[.!='und']"),
        ("date", "long ago", "//d:date"),
        ("source_url", "javascript:alert(1)", "//d:source"),
        ("summary", " \x00", "//d:description"),
        ("series", {"title": "\x00", "index": 1}, "//o:meta[@property='belongs-to-collection']"),
    ],
)
def test_a_value_the_standard_cannot_hold_is_left_out(field: str, value: Any, path: str) -> None:
    assert find(open_book(full_work(**{field: value})), "EPUB/package.opf", path) == []


def test_both_tables_of_contents_lead_to_every_chapter() -> None:
    book = open_book(full_work())
    nav = find(book, "EPUB/text/nav.xhtml", "//h:nav[1]//h:a/@href")
    ncx = find(book, "EPUB/toc.ncx", "//n:content/@src")
    assert [f"text/{href}" for href in nav] == ncx
    labels = find(book, "EPUB/text/nav.xhtml", "//h:nav[1]//h:a/text()")
    assert labels == [
        *("Title page", "About this story", "The Fog", "The Docks", "After the story", "Colophon"),
    ]
    assert all(f"EPUB/text/{href}" in book.namelist() for href in nav)


def test_a_chapter_page_says_its_language_and_has_one_main_heading() -> None:
    book = open_book(full_work())
    name = "EPUB/text/chapter-0001.xhtml"
    assert find(book, name, "/h:html/@lang") == ["en-GB"]
    assert find(book, name, "//h:h1/text()") == ["The Fog"]


def test_the_colophon_names_sources_and_keeps_the_header() -> None:
    book = open_book(full_work())
    page = book.read("EPUB/text/colophon.xhtml").decode()
    assert "sha256:0123456789abcdef" in page
    assert "<p>Title: Fog</p>" in page


def test_the_same_work_is_the_same_bytes_and_another_is_not() -> None:
    work = full_work()
    record = make_record(work)
    once = build_epub(work, record, "w1", modified=MODIFIED)
    assert once == build_epub(work, record, "w1", modified=MODIFIED)
    assert once != build_epub(work, record, "w2", modified=MODIFIED)


@pytest.mark.parametrize(
    "modified", ["", "2024-01-02", "2024-01-02T03:04:05+00:00", MODIFIED + "\n"]
)
def test_a_moment_of_another_form_is_our_mistake(modified: str) -> None:
    work = make_work()
    with pytest.raises(BugError, match="YYYY-MM-DDThh:mm:ssZ"):
        build_epub(work, make_record(work), "w1", modified=modified)


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("1999", "1999"),
        ("1999-12", "1999-12"),
        ("1999-13", None),
        ("2000-02-29", "2000-02-29"),
        ("1900-02-29", None),
        ("0000", None),
        ("1999-1-1", None),
        ("1999-01-01T00:00", None),
        (None, None),
    ],
)
def test_only_a_real_date_is_a_date(date: str | None, found: str | None) -> None:
    assert find_date(date) == found
