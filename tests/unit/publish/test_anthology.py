"""Many works are one book: every story with its card, contents by story and chapter."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree

from fonds.errors import BugError, UserError
from fonds.publish.anthology import (
    MOST_WORDS,
    MOST_WORKS,
    Story,
    build_anthology,
    refuse_too_much,
)
from tests.epubcheck_runner import check_books, list_faults, require_java
from tests.factories import make_block, make_record, make_work
from tests.opds_books import HOSTILE

MODIFIED = "2024-01-02T03:04:05Z"


def make_story(number: int, **stated: Any) -> Story:
    work = make_work(
        [
            make_block("The Harbour", "heading", level=1),
            f"Lucy wrote letter {number}.",
            make_block("The Abbey", "heading", level=1),
            "They climbed the steps.",
        ],
        front=["Title: Letters"],
        back=["Thank you for reading."],
        chapters=True,
        stated={"title": f"Letters {number}", "creators": ["Basil Quill"], **stated},
        derived={"rating": "Mature"},
    )
    return Story(work, make_record(work), f"w{number}")


def build(stories: list[Story], title: str = "From Whitby", **changes: Any) -> bytes:
    wanted = {
        "name": "/?fandom=Dracula",
        "modified": MODIFIED,
        "authors": [name for one in stories for name in one.record.creators],
        "languages": [one.record.language or "" for one in stories],
        "about": "Two stories.",
        **changes,
    }
    return build_anthology(title, iter(stories), **wanted)


def read_book(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {one.filename: book.read(one).decode() for one in book.infolist()}


def test_each_story_has_its_title_page_with_its_card() -> None:
    pages = read_book(build([make_story(1), make_story(2)]))
    for number in (1, 2):
        page = pages[f"EPUB/text/s00{number}-title.xhtml"]
        assert f"Letters {number}" in page
        assert "Mature" in page
        assert f"Lucy wrote letter {number}." in pages[f"EPUB/text/s00{number}-0001.xhtml"]
        assert "Thank you for reading." in pages[f"EPUB/text/s00{number}-back.xhtml"]
        assert f"work w{number}" in pages[f"EPUB/text/s00{number}-colophon.xhtml"]


def test_the_contents_go_by_story_and_within_by_chapter() -> None:
    pages = read_book(build([make_story(1), make_story(2)]))
    nav = etree.fromstring(pages["EPUB/text/nav.xhtml"].encode())
    space = {"h": "http://www.w3.org/1999/xhtml"}
    toc = nav.find(".//h:nav", space)
    assert toc is not None
    top = ["".join(one.itertext()) for one in toc.findall("h:ol/h:li/h:a", space)]
    assert top == ["Title page", "Letters 1, by Basil Quill", "Letters 2, by Basil Quill"]
    inner = ["".join(one.itertext()) for one in toc.findall("h:ol/h:li[2]/h:ol/h:li/h:a", space)]
    assert inner == ["The Harbour", "The Abbey", "After the story", "Colophon"]
    ncx = etree.fromstring(pages["EPUB/toc.ncx"].encode())
    points = ncx.findall(".//{http://www.daisy.org/z3986/2005/ncx/}navPoint")
    assert [one.get("playOrder") for one in points] == [str(i) for i in range(1, 12)]


def test_everybody_who_wrote_is_named_once() -> None:
    stories = [make_story(1), make_story(2), make_story(3, creators=["Ada Moor"])]
    package = read_book(build(stories))["EPUB/package.opf"]
    assert package.count("<dc:creator") == 2
    assert package.count(">Quill, Basil<") == 1


def test_many_authors_are_not_all_on_the_cover() -> None:
    stories = [make_story(i, creators=[f"Author {i}"]) for i in range(6)]
    pages = read_book(build(stories))
    assert "Author 0, Author 1, Author 2 and others" in pages["EPUB/text/title.xhtml"]
    assert pages["EPUB/package.opf"].count("<dc:creator") == 6


def test_the_same_stories_are_the_same_bytes() -> None:
    assert build([make_story(1), make_story(2)]) == build([make_story(1), make_story(2)])
    assert build([make_story(1)]) != build([make_story(1)], name="/?fandom=Oz")


def test_mimetype_comes_first_and_is_stored() -> None:
    with zipfile.ZipFile(io.BytesIO(build([make_story(1)]))) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_too_much_is_refused_and_says_how_much() -> None:
    with pytest.raises(UserError, match="nothing here"):
        refuse_too_much(0, 0)
    with pytest.raises(UserError, match="these are 201 stories; one book takes 200"):
        refuse_too_much(MOST_WORKS + 1, 0)
    with pytest.raises(UserError, match="2,000,001 words"):
        refuse_too_much(1, MOST_WORDS + 1)
    refuse_too_much(MOST_WORKS, MOST_WORDS)
    with pytest.raises(UserError, match="nothing here"):
        build([])


def test_the_limit_holds_while_stories_are_read_and_no_more_are() -> None:
    story = make_story(1)
    long = Story(story.work, msgspec.structs.replace(story.record, words=MOST_WORDS), "w9")
    read = 0

    def stories() -> Iterator[Story]:
        nonlocal read
        for _ in range(10):
            read += 1
            yield long

    with pytest.raises(UserError, match="4,000,000 words"):
        build_anthology("x", stories(), name="/", modified=MODIFIED, authors=[], languages=[])
    assert read == 2


def test_modified_has_one_form() -> None:
    with pytest.raises(BugError):
        build([make_story(1)], modified="yesterday")


@pytest.mark.epubcheck
def test_epubcheck_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    require_java()
    work = make_work(["One."])
    plain = Story(work, make_record(work), "w5")
    books = {
        "two": build([make_story(1), make_story(2, summary="Grey.", language="en-GB")]),
        "strange": build(
            [make_story(1, title=HOSTILE, creators=[HOSTILE], language="fr"), plain],
            title=HOSTILE,
            about=HOSTILE,
        ),
        "nobody": build([plain], title="", about=""),
        "many": build([make_story(i, creators=[f"Author {i}"]) for i in range(30)]),
    }
    paths = []
    for name, data in books.items():
        path = tmp_path / f"{name}.epub"
        path.write_bytes(data)
        paths.append(path)
    answer = check_books(paths)
    assert len(answer) == 4
    assert list_faults(answer) == []
