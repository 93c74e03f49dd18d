"""Laws of the reading core: what holds for every text, however it was typed."""

import re
from functools import cache
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.app.reading import Knowledge, finish_works, make_knowledge, read_leaf
from fonds.decode.decode import decode_bytes
from fonds.describe.words import conservation_words
from fonds.model.record import Record
from fonds.model.work import Leaf, Source, Work
from fonds.packs.load import load_packs
from fonds.parse.breaks import is_break, is_worded_break
from fonds.parse.formats import read_manuscript
from fonds.parse.inline import find_inline
from fonds.parse.lines import split_lines
from fonds.parse.works import find_works
from fonds.publish.record import build_record

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "heap"
SOURCE = Source("heap/a.txt", None, "sha256:" + "0" * 64, 1, "text/plain", "utf-8")
_TYPED_TAG = re.compile(r"</?(?:i|em|b|strong|u)>", re.IGNORECASE)

HEADERS = [
    *("Title: Fog", "Author: Ann Moor", "by Ann Moor", "THE FOG", "Rating: PG", "T H E   F O G"),
    *("Disclaimer: I don't own them.", "From: Ann <a@example.org>", "Date: 3 May 1999"),
    *("Subject: [L] FIC: The Fog 1/2 (PG)", "Part 2 of 3", "(2/3)", "Continued from part 1"),
    *("Copyright (c) 1999 by Ann", "| FOG | author: Ann | G |", "<b>Summary</b>: fog"),
    *("**Notes:** hi", "Summary:", "Notes:\n\nA paragraph.\n\nAnother.", "Title: ", "By:"),
    *("Pairing: Holmes/Watson", "Fandom: Sherlock Holmes", "Series: Baker #2", "Status: WIP"),
    *(
        'Song: "X" by Y',
        "Date: 13/45/99",
        "Part: 99999999999",
        "Words: x",
        "---",
        "title: x",
        "...",
    ),
    *("For Ada", "Rated R", "Chapters: 3/?", "Warnings: none", "Spoilers/Warnings: all of it"),
]
STORY = [
    *(
        '"Stop," he said.',
        "Dear Watson,",
        "* * *",
        "-----",
        "oOo",
        "THE END",
        "Fin",
        "TBC",
        "-- Ann",
    ),
    *("Chapter 1", "II.", "1.", "7", "# H", "## H ##", "=====", "-- ", "> quoted", "<ann> hello"),
    "He went to the moor and stood a long while in the rain, and nobody at all came for him there.",
    *("ten years I sailed", "    indented", "a " * 60, "To unsubscribe, write to x@example.org"),
]
SIGNS = [
    *("*", "_", "/a/", "<i>x</i>", "**b**", "_*c*_", "<i>d", "\\*", "&nbsp;", "“", "”", "—", "…"),
    *("\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u3000", "\u200b", "\ufeff", "\t", "é"),
    *("福", "²", "١", "Chapter ٣", "Part ٢ of ٣", "(²/³)", "İ", "ß", "🦆", "e\u0301", "||", "©"),
]
GAPS = ["\n", "\n", "\n\n", "\n\n", "\n\n\n\n", " ", "", "\n        "]


@st.composite
def typed_text(draw: st.DrawFn) -> str:
    """What people, mailers and editors typed, in any order, with anything between."""
    free = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    piece = st.one_of(*map(st.sampled_from, (HEADERS, STORY, SIGNS)), free)
    pieces = draw(st.lists(st.tuples(piece, st.sampled_from(GAPS)), max_size=30))
    return "".join(piece + gap for piece, gap in pieces)


@cache
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


@cache
def sample_bytes() -> tuple[bytes, ...]:
    files = sorted(SAMPLES.rglob("*.txt")) + sorted(SAMPLES.rglob("*.TXT"))
    return tuple(path.read_bytes() for path in files)


def check_spans(works: tuple[Work, ...], chars: str) -> None:
    """Blocks lie in the text, ascending over all works; runs lie in their blocks."""
    at = 0
    for work in works:
        places = [block.place for block in work.blocks]
        assert places == sorted(places, key=["front", "body", "back"].index)
        for block in work.blocks:
            assert at <= block.start <= block.end <= len(chars)
            at = block.end
            for run in block.runs:
                assert 0 <= run.start < run.end <= len(block.text)


def check_evidence(works: tuple[Work, ...], chars: str) -> None:
    for work in works:
        for claim in work.claims:
            assert 0.0 <= claim.confidence <= 1.0
            for each in claim.evidence:
                assert each.quote == chars[each.start : each.end], claim.field
                assert each.source < len(work.sources)


def check_words(works: tuple[Work, ...], chars: str) -> None:
    kept = "\n".join(block.text for work in works for block in work.blocks)
    assert conservation_words(_TYPED_TAG.sub("", kept)) == conservation_words(
        _TYPED_TAG.sub("", chars)
    )


def check_record(record: Record) -> None:
    """The record is of its own type, and its chapters lie in its body."""
    assert msgspec.convert(msgspec.to_builtins(record), Record) == record
    at = 0
    for chapter in record.chapters:
        assert at <= chapter.start <= chapter.end <= len(record.body)
        at = chapter.end


def check_reading(data: bytes) -> None:
    manuscript = read_manuscript("text/plain", data, decode_bytes)
    chars = manuscript.text.chars
    works = find_works(manuscript, SOURCE)
    check_spans(works, chars)
    if manuscript.blocks:
        check_words(works, chars)
    leaf = Leaf("heap/a.txt", None, data, "text/plain")
    drafts = read_leaf(leaf, knowledge())
    check_evidence(drafts, chars)
    finished = finish_works(drafts, knowledge())
    for work in finished:
        check_record(build_record(work))
    assert finish_works(read_leaf(leaf, knowledge()), knowledge()) == finished


@given(typed_text())
@settings(max_examples=400)
def test_any_text_is_read_whole_with_true_evidence_and_always_alike(text: str) -> None:
    check_reading(text.encode())


@given(st.data())
@settings(max_examples=60)
def test_a_file_cut_off_anywhere_is_read_like_any_other(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(sample_bytes()))
    first = data.draw(st.integers(0, len(whole)))
    check_reading(whole[first : data.draw(st.integers(first, len(whole)))])


@given(typed_text(), typed_text())
@settings(max_examples=60)
def test_two_texts_in_one_file_lose_no_word(first: str, second: str) -> None:
    check_reading(f"{first}\n\nTHE END\n\n\n\nTitle: Fog\nAuthor: Ann\n\n{second}".encode())


@given(typed_text())
def test_finishing_a_work_twice_changes_nothing(text: str) -> None:
    leaf = Leaf("heap/a.txt", None, text.encode(), "text/plain")
    once = finish_works(read_leaf(leaf, knowledge()), knowledge())
    assert finish_works(once, knowledge()) == once


@given(st.text("a *_/<>i\\b\n", max_size=60))
def test_taking_inline_marks_out_keeps_every_letter_that_is_no_tag(text: str) -> None:
    bare, runs = find_inline(text)
    words = re.compile(r"[ab]")
    assert words.findall(_TYPED_TAG.sub("", bare)) == words.findall(_TYPED_TAG.sub("", text))
    for run in runs:
        assert 0 <= run.start < run.end <= len(bare)
        assert bare[run.start : run.end].strip()


@given(st.text("ab \t\n\x0b\u3000", max_size=80))
def test_lines_are_the_text_without_its_white_space(text: str) -> None:
    lines = split_lines(text, 0, len(text))
    assert [line.text for line in lines] == [raw.strip() for raw in text.split("\n")]
    for line in lines:
        assert text[line.start : line.end] == line.text


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=4, max_size=30))
def test_a_word_of_four_letters_or_more_is_no_break_unless_it_is_an_ornament(word: str) -> None:
    ornament = not set(word.lower()) - set("ox0z") or "tbc" in word.lower()
    assert ornament or not (is_break(word) or is_worded_break(word))
