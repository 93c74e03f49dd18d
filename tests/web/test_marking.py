"""Marking: marks stand around the right words and never break what they stand in."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.annotating import join_paragraphs, show_text
from fonds.model.block import Block, Run
from fonds.publish.html import clean_fragment
from fonds.publish.markup import render_blocks
from fonds.publish.sections import Section
from fonds.web.anchors import MARK, anchor_blocks
from fonds.web.marking import HITS_MOST, Stretch, find_in_story, mark_stretches

BLOCKS = (
    Block("paragraph", "The fog & the “lamp”, said Holmes.", 0, 34, (Run(4, 14, "italic"),)),
    Block("verse", "One line\nanother line\n\nA second stanza\nends", 40, 90),
    Block("item", "<b> is a letter", 95, 110),
)
SECTION = Section("One", None, 1, BLOCKS)
TEXTS = [show_text(block) for block in BLOCKS]


def _markup() -> str:
    return anchor_blocks(clean_fragment(render_blocks(BLOCKS, id_prefix=MARK)), SECTION, 1, {})


def _marked(markup: str) -> list[str]:
    parts = re.findall(r"<mark[^>]*>(.*?)</mark>", markup)
    return [html.unescape(re.sub(r"<[^>]+>", "", part)) for part in parts]


def _mark(paragraph: int, words: str) -> str:
    start = TEXTS[paragraph - 1].index(words)
    stretch = Stretch(paragraph, start, start + len(words), {"class": "kept", "id": "note-1"})
    return mark_stretches(_markup(), TEXTS, [stretch])


@pytest.mark.parametrize(
    ("paragraph", "words", "pieces"),
    [
        (1, "The fog & the", ["The ", "fog & the"]),
        (1, "“lamp”", ["“lamp”"]),
        (2, "another line", ["another line"]),
        (2, "A second stanza", ["A second stanza"]),
        (2, "line\n\nA second", ["line", "A second"]),
        (2, "stanza\nends", ["stanza", "ends"]),
        (3, "<b>", ["<b>"]),
    ],
)
def test_marks_stand_around_the_words(paragraph: int, words: str, pieces: list[str]) -> None:
    marked = _mark(paragraph, words)
    assert [one for one in _marked(marked) if one] == pieces
    assert marked.count('id="note-1"') == 1
    assert re.sub(r"</?mark[^>]*>", "", marked) == _markup()


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 50), st.integers(0, 50)), max_size=6))
def test_marks_change_nothing_but_by_being_there(places: list[tuple[int, int, int]]) -> None:
    stretches = [
        Stretch(number, start, end, {"class": "kept", "data-note": '"1"'})
        for number, start, end in places
    ]
    marked = mark_stretches(_markup(), TEXTS, stretches)
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", marked)) == html.unescape(_markup())
    assert not re.search(r"<mark[^>]*>[^<]*<(?!/mark>)", marked)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("HOLMES", 1),
        ('"lamp"', 1),
        ("one  line", 1),
        ("line another", 1),
        ("line", 2),
        ("", 0),
        ("  ", 0),
        (".*", 0),
        ("(", 0),
    ],
)
def test_words_are_found_however_they_were_typed(typed: str, count: int) -> None:
    assert len(find_in_story(join_paragraphs(TEXTS), typed)) == count


def test_there_is_an_end_to_places_found() -> None:
    assert len(find_in_story(join_paragraphs(["a " * 5000]), "a")) == HITS_MOST
