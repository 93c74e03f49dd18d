"""Works made of rows and chapters."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.import_plan import digest_bytes
from fonds.decode.decode import decode_bytes
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.model.work import Leaf, Work
from fonds.parse import archive_codes as codes
from fonds.parse.archive_story import (
    ArchivedChapter,
    ArchivedStory,
    RowNote,
    build_story,
    locate,
    read_chapter,
)
from fonds.parse.story_fragment import find_chapter_type
from tests.efiction_samples import FOG, LETTERS, SECOND

BY = "efiction/1"
ROW_BYTES = b"(7, 'The Lamp', 'A street.', 'For E.', 5)"
HEADER = """Title: The Lost Street
Author: Somebody Else
Rating: PG-13
Disclaimer: They belong to everybody now.
Summary: A lamplighter loses a street.

"""


def _leaf(path: str, data: bytes) -> Leaf:
    return Leaf(path, None, data, find_chapter_type(data, "text/plain"))


def _build(*texts: bytes | None, words: int = 0) -> Work:
    row = Leaf("dump.sql", "oz_stories/7", ROW_BYTES, codes.ROW)
    chapters = tuple(
        ArchivedChapter(
            f"Chapter {number}",
            Leaf("dump.sql", f"oz_chapters/{number}", b"(%d, 'note')" % number, codes.ROW),
            (RowNote("back", "note", 4, 10),),
            None if data is None else _leaf(f"stories/1/{number}.txt", data),
        )
        for number, data in enumerate(texts, 1)
    )
    title = Claim("title", "The Lamp", "stated", 0.98, (Evidence(0, 5, 13, "The Lamp"),), BY)
    notes = (
        RowNote("front", "A street.", 17, 26, is_note=False),
        RowNote("front", "For E.", 30, 36),
    )
    story = ArchivedStory(row, notes, (title,), chapters, (), words, BY)
    return build_story(story, decode_bytes, digest_bytes)


def _codes(work: Work) -> list[str]:
    return [problem.code for problem in work.problems]


def test_blocks_stand_in_the_order_in_which_they_are_read() -> None:
    work = _build(b"One.", b"Two.")
    assert [(block.text, block.place, block.source) for block in work.blocks] == [
        ("A street.", "front", 0),
        ("For E.", "front", 0),
        ("One.", "body", 2),
        ("note", "back", 1),
        ("Two.", "body", 4),
        ("note", "back", 3),
    ]
    assert [(chapter.title, chapter.first) for chapter in work.chapters] == [
        ("Chapter 1", 2),
        ("Chapter 2", 4),
    ]


def test_every_note_is_claimed_with_its_words_and_the_summary_is_no_note() -> None:
    work = _build(b"One.")
    notes = [
        (claim.value[0]["text"], claim.evidence) for claim in work.claims if claim.field == "notes"
    ]
    assert [text for text, _ in notes] == ["For E.", "note"]
    for _, evidence in notes:
        for one in evidence:
            assert work.texts[one.source][one.start : one.end] == one.quote


def test_a_header_typed_above_a_chapter_is_read_and_the_archive_is_surer() -> None:
    work = _build((HEADER + FOG).encode())
    best = find_best_claim(work.claims, "title")
    assert best is not None
    assert best.value == "The Lamp"
    assert {c.value for c in work.claims if c.field == "title"} == {"The Lamp", "The Lost Street"}
    assert {c.value for c in work.claims if c.field == "rating_stated"} == {"PG-13"}
    body = "\n".join(block.text for block in work.blocks if block.place == "body")
    assert body.startswith("The fog came up")
    assert "Disclaimer" not in body


def test_the_title_of_a_later_chapter_is_not_the_works() -> None:
    work = _build(FOG.encode(), (HEADER + SECOND).encode())
    assert {c.value for c in work.claims if c.field == "title"} == {"The Lamp"}


@pytest.mark.parametrize(
    "letter",
    [
        "From: Alice\nTo: the Hatter\nSubject: Tea\nDate: Monday\n\nDear Hatter,\n\nTea?\n",
        "From alice@glass.example Mon Jan  1 00:00:00 2001\nFrom: a\nSubject: b\n\nTea?\n",
        "Title: a word I do not like, he said.\n\nAnd she wrote it down.\n",
        LETTERS,
    ],
)
def test_a_letter_at_the_top_is_the_story(letter: str) -> None:
    work = _build(letter.encode())
    own = [block for block in work.blocks if block.source == 2]
    assert own
    assert all(block.place == "body" and block.kind != "chrome" for block in own)


def test_a_story_in_one_piece_keeps_the_chapters_its_text_shows() -> None:
    text = f"Chapter 1: Fog\n\n{FOG}\n\nChapter 2: Light\n\n{SECOND}\n"
    assert [chapter.title for chapter in _build(text.encode()).chapters] == [
        "Chapter 1: Fog",
        "Chapter 2: Light",
    ]


def test_a_story_without_any_text_is_still_a_work() -> None:
    work = _build(None)
    assert work.kind == "not-story"
    assert work.chapters == ()
    assert len(work.sources) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\n \n", codes.CHAPTER_EMPTY),
        (b"\xef\xbb\xbfFog.", codes.BYTE_ORDER_MARK),
        ("Thé, café, crème brûlée: « déjà vu »".encode("cp1252"), codes.OTHER_CHARSET),
        ("Řeka".encode(), codes.BEYOND_CHARSET),
        (b'Read <a href="http://oz.example/x">here</a>', codes.ONLY_LINK),
    ],
)
def test_what_is_odd_about_a_file_is_said(data: bytes, code: str) -> None:
    assert code in _codes(_build(data))


@pytest.mark.parametrize(
    ("counted", "is_odd"), [(0, False), (70, False), (130, False), (10, True), (9000, True)]
)
def test_a_count_that_is_far_off_is_said(counted: int, is_odd: bool) -> None:
    text = " ".join(["word"] * 100).encode()
    assert (codes.WORDS_DIFFER in _codes(_build(text, words=counted))) is is_odd


def test_words_that_no_spaces_part_are_not_counted() -> None:
    assert codes.WORDS_DIFFER not in _codes(_build(("霧の夜。" * 50).encode(), words=120))


@given(st.lists(st.text("ab :\n<>/i&;*-_\"'FromT霧é", max_size=120), min_size=1, max_size=3))
def test_no_word_of_any_chapter_is_lost(texts: list[str]) -> None:
    work = _build(*(text.encode() for text in texts))
    for number, text in enumerate(texts):
        source = 2 * number + 2
        shown = read_chapter(_leaf("x", text.encode()), decode_bytes)
        wanted = Counter(word for block in shown.blocks for word in block.text.split())
        here = (block.text for block in work.blocks if block.source == source)
        assert Counter(word for one in here for word in one.split()) == wanted


@given(st.text(max_size=30), st.text(min_size=1, max_size=10), st.text(max_size=30))
def test_a_stretch_of_a_row_is_found_or_nothing_is_said(
    before: str, words: str, after: str
) -> None:
    data = (before + words + after).encode("utf-8", "surrogatepass")
    start = len(before.encode("utf-8", "surrogatepass"))
    end = start + len(words.encode("utf-8", "surrogatepass"))
    chars = decode_bytes(data)[0].chars
    found = locate(data, chars, start, end)
    if found is not None:
        assert chars[slice(*found)]
