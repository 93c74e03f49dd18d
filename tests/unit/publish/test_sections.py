"""A work as front matter, chapters and back matter."""

import pytest

from fonds.model.work import Chapter
from fonds.publish.sections import give_title, split_work
from tests.factories import make_block, make_record, make_work


def test_a_story_without_chapters_is_one_section_named_like_the_work() -> None:
    work = make_work(["a", "b"], front=["Title: Fog"], back=["THE END"], stated={"title": "Fog"})
    sections = split_work(work, make_record(work))
    assert [block.text for block in sections.front] == ["Title: Fog"]
    assert [(s.label, s.number, len(s.blocks)) for s in sections.story] == [("Fog", 0, 2)]
    assert [block.text for block in sections.back] == ["THE END"]


def test_what_stands_before_and_between_chapters_is_not_lost() -> None:
    head = make_block("I", "heading", level=2)
    work = make_work(["before", head, "a", make_block("II", "heading", level=2), "b"])
    chapters = (Chapter("I", 1, 2), Chapter("II", 3, 4))
    work = type(work)(
        work.sources, work.kind, work.reason, work.blocks, chapters, work.claims, work.problems
    )
    story = split_work(work, make_record(work)).story
    texts = [[block.text for block in section.blocks] for section in story]
    assert texts == [["before"], ["I", "a"], ["II", "b"]]
    assert [section.label for section in story] == ["Opening", "I", "II"]


def test_front_matter_within_a_chapter_goes_to_the_front() -> None:
    work = make_work(["a"], front=["Part 2 header"])
    work = type(work)(work.sources, work.kind, work.reason, work.blocks, (Chapter("Part 2", 0, 2),))
    sections = split_work(work, make_record(work))
    assert [block.text for block in sections.front] == ["Part 2 header"]
    assert sections.story[0].heading == "Part 2"


def test_a_chapter_gets_its_heading_once() -> None:
    work = make_work(["The Moor", "a", "b", "c"])
    chapters = (Chapter("The Moor", 0, 2), Chapter("Home", 2, 3), Chapter(None, 3, 4))
    work = type(work)(work.sources, work.kind, work.reason, work.blocks, chapters)
    story = split_work(work, make_record(work)).story
    assert [(s.label, s.heading) for s in story] == [
        ("The Moor", None),
        ("Home", "Home"),
        ("Chapter 3", None),
    ]
    assert story[0].blocks[0].kind == "heading"


def test_chrome_and_empty_blocks_make_no_section() -> None:
    blocks = [make_block("Home | Help", "chrome"), make_block(" ")]
    work = make_work(blocks)
    assert split_work(work, make_record(work)).story == ()


@pytest.mark.parametrize(
    ("title", "incipit", "line"),
    [
        ("Fog", "The fog had", "Fog"),
        (" The\nFog ", "x", "The Fog"),
        (None, "The fog had eaten", "The fog had eaten…"),
        ("\x00", "The fog had.", "The fog had…"),
        (None, "", "Untitled"),
        (None, "…", "Untitled"),
    ],
)
def test_a_work_is_named_by_title_or_incipit(title: str | None, incipit: str, line: str) -> None:
    assert give_title(make_record(title=title, incipit=incipit)) == line
