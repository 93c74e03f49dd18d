"""Characters that a page may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fonds.publish.characters import clean_characters, escape_line, escape_text, one_line, shorten

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\x00b", "ab"),
        ("a\x0bb\x0cc\x1cd\x85e", "a b c d e"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud83d\ude00", ""),
        ("\U0001f600", "\U0001f600"),
        ("\ufffe\uffff\ufdd0\U0001ffff\U0010fffe", ""),
        ("\x7f\x80\x9f\x1b[0m", "[0m"),
        ("naïve “quotes” 漢字", "naïve “quotes” 漢字"),
    ],
)
def test_characters_outside_xml_and_html_go(text: str, clean: str) -> None:
    assert clean_characters(text) == clean


@given(ANYTHING)
def test_escaped_text_is_well_formed_and_reads_back(text: str) -> None:
    element = etree.fromstring(f'<a b="{escape_line(text)}">{escape_text(text)}</a>')
    assert (element.text or "") == clean_characters(text)
    assert element.get("b") == one_line(text)


@given(ANYTHING)
def test_no_two_words_grow_together(text: str) -> None:
    assert len(clean_characters(text).split()) >= len(
        [word for word in text.split() if clean_characters(word).strip()]
    )


@given(ANYTHING, st.integers(2, 40))
def test_a_shortened_line_is_short_and_on_one_line(text: str, most: int) -> None:
    line = shorten(text, most)
    assert len(line) <= most
    assert "\n" not in line
    assert line == one_line(text) or line.endswith("…")
