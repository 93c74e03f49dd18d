"""Works: one manuscript becomes one work or several, each with its matter in its place."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.block import Block
from fonds.model.claim import Claim, find_best_claim
from fonds.model.manuscript import Manuscript
from fonds.model.text import Text
from fonds.model.work import Source, Work
from fonds.parse.divisions import add_blank_breaks, find_chapters, mark_headings
from fonds.parse.formats import read_manuscript
from fonds.parse.works import find_works

SOURCE = Source("heap/a.txt", None, "sha256:" + "0" * 64, 1, "text/plain", "utf-8")
FOG = """The fog had eaten Baker Street by four o'clock, and Mrs. Hudson had lit every lamp she had.

"You have been to the docks, Watson," said Holmes, without turning round from the window.

I had. I asked him how he knew, and he pointed with the stem of his pipe at the tar upon my boots.

He would say no more that night, and I went up to bed with the newspaper and a candle, and read."""


def read(text: str) -> tuple[Work, ...]:
    return find_works(read_manuscript("text/plain", text.encode(), decode_bytes), SOURCE)


def placed(work: Work, place: str) -> str:
    return "\n\n".join(block.text for block in work.blocks if block.place == place)


def said(work: Work, field: str) -> object:
    best = find_best_claim(work.claims, field)
    return None if best is None else best.value


def test_header_story_and_notes_have_their_places() -> None:
    (work,) = read(
        f"Title: Tar\nAuthor: Ida Quill\n\n{FOG}\n\nTHE END\n\nNotes: The goose lives.\n"
    )
    assert "Title: Tar" in placed(work, "front")
    assert placed(work, "body") == FOG
    assert placed(work, "back").startswith("THE END")
    assert said(work, "complete") is True


def test_a_story_alone_has_no_matter_around_it() -> None:
    (work,) = read(FOG)
    assert {block.place for block in work.blocks} == {"body"}
    assert work.claims == ()


def test_an_empty_file_is_no_story_and_says_why() -> None:
    (work,) = read("")
    assert (work.kind, work.blocks) == ("not-story", ())
    assert work.reason


def test_rules_at_the_edges_belong_to_the_matter() -> None:
    (work,) = read(f"Title: Tar\nAuthor: Ida Quill\n\n* * *\n\n{FOG}\n\n* * *\n\nTHE END\n")
    assert placed(work, "body") == FOG


@pytest.mark.parametrize(
    "between",
    ["THE END\n\n\n\n", "THE END\n\n* * * * *\n\n", "Fin\n\n", "~ the end ~\n\n"],
)
def test_two_headers_make_two_works(between: str) -> None:
    first, second = read_two(between)
    assert [said(first, "title"), said(second, "title")] == ["Tar", "Goose"]
    assert [said(first, "label:author"), said(second, "label:author")] == ["Ida Quill", "Tom Reed"]
    assert placed(first, "body") == placed(second, "body") == FOG


@pytest.mark.parametrize("between", ["\n\n\n\n", "----------\n\n", "* * * * *\n\n"])
def test_two_short_stories_need_no_end_mark_between_them(between: str) -> None:
    first, second = read_two(between)
    assert placed(first, "body") == placed(second, "body") == FOG


def read_two(between: str) -> tuple[Work, ...]:
    return read(
        f"Title: Tar\nAuthor: Ida Quill\n\n{FOG}\n\n{between}Title: Goose\nAuthor: Tom "
        f"Reed\n\n{FOG}\n"
    )


def test_what_stands_once_above_two_stories_holds_for_both() -> None:
    both = read(
        f"Title: Tar\nAuthor: Ida Quill\n\n{FOG}\n\nTHE END\n\n\n\nTitle: "
        f"Goose\nRating: PG\n\n{FOG}\n"
    )
    assert [said(work, "label:author") for work in both] == ["Ida Quill", "Ida Quill"]


def test_a_chapters_title_is_no_second_work() -> None:
    (work,) = read(f"Title: Tar\nAuthor: Ida Quill\n\nChapter 1\n\n{FOG}\n\nChapter 2\n\n{FOG}\n")
    assert [chapter.title for chapter in work.chapters] == ["Chapter 1", "Chapter 2"]


def test_what_the_format_has_settled_is_not_guessed_again() -> None:
    blocks = (Block("paragraph", "by Ann", 0, 6, place="body"),)
    claims = (Claim("title", "Tar", "stated", 1.0),)
    (work,) = find_works(Manuscript(Text("by Ann"), blocks, claims, settled=True), SOURCE)
    assert (work.blocks, work.claims) == (blocks, claims)


def test_frames_are_never_part_of_a_story() -> None:
    text = f"Home | Next\n\n{FOG}\n\nBack to top"
    start, end = text.index(FOG), text.index(FOG) + len(FOG)
    blocks = (
        Block("chrome", text[: start - 2], 0, start - 2, place="front"),
        Block("paragraph", FOG, start, end),
        Block("chrome", "Back to top", end + 2, len(text), place="back"),
    )
    (work,) = find_works(Manuscript(Text(text), blocks), SOURCE)
    assert [block.place for block in work.blocks] == ["front", "body", "back"]


def paragraphs(*texts: str) -> tuple[Block, ...]:
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block("paragraph", text, at, at + len(text)))
        at += len(text) + 2
    return tuple(blocks)


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        (["Chapter 1", "It was fog."], "hp"),
        (["I.", "It was fog.", "II.", "It was rain."], "hphp"),
        (["He saw a number.", "7", "It was rain."], "ppp"),
        (["Prologue", "It was fog."], "hp"),
        (["Part of him knew.", "It was fog."], "pp"),
    ],
)
def test_lines_that_head_chapters_become_headings(texts: list[str], kinds: str) -> None:
    assert "".join(block.kind[0] for block in mark_headings(paragraphs(*texts))) == kinds


def test_text_before_the_first_heading_is_a_chapter_without_title() -> None:
    blocks = mark_headings(
        paragraphs("It was fog.", "Chapter 1", "It was rain.", "Chapter 2", "Sun.")
    )
    found = [(chapter.title, chapter.first, chapter.end) for chapter in find_chapters(blocks)]
    assert found == [(None, 0, 1), ("Chapter 1", 1, 3), ("Chapter 2", 3, 5)]


def test_headings_below_one_another_are_one() -> None:
    heads = [Block("heading", text, 0, 0, level=2) for text in ("Part One", "The Moor")]
    (chapter,) = find_chapters([*heads, *paragraphs("It was fog.")])
    assert chapter.title == "Part One: The Moor"


def test_a_story_without_headings_has_no_chapters() -> None:
    assert find_chapters(paragraphs("It was fog.")) == ()


def test_a_rare_wide_gap_is_a_break_and_a_common_one_is_none() -> None:
    texts = [f"It was fog number {number}." for number in range(20)]
    rare = "\n\n".join(texts[:10]) + "\n\n\n\n" + "\n\n".join(texts[10:])
    common = "\n\n\n\n".join(texts)
    for text, breaks in ((rare, 1), (common, 0)):
        blocks = [Block("paragraph", t, text.index(t), text.index(t) + len(t)) for t in texts]
        assert sum(block.kind == "break" for block in add_blank_breaks(text, blocks)) == breaks
