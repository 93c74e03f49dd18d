"""Chapters as archives keep them: half text, half HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.decode.decode import decode_bytes
from fonds.parse.archive_codes import BROKEN_TAG
from fonds.parse.story_fragment import (
    FRAGMENT,
    find_chapter_type,
    find_links,
    read_fragment,
    render_fragment,
    strip_markup,
)
from tests.efiction_samples import LETTERS


@pytest.mark.parametrize(
    ("data", "sniffed", "meant"),
    [
        (b"Only words & a < b.", "text/plain", "text/plain"),
        (b"An <i>odd</i> word.", "text/plain", FRAGMENT),
        (b"Tea&nbsp;time.", "text/html", FRAGMENT),
        (b"From: Alice\nTo: the Hatter\n\nHello.", "message/rfc822", "text/plain"),
        (b"From alice Mon\n\nx\n\nFrom hatter\n\ny", "application/mbox", "text/plain"),
        (b"<html><body><p>x</body>", "text/html", "text/html"),
        (b"PK\x03\x04", "application/epub+zip", "application/epub+zip"),
        (b"{\\rtf1 <b>", "text/rtf", "text/rtf"),
        ("Oz".encode("utf-16"), "text/plain", "text/plain"),
    ],
)
def test_a_chapter_is_read_by_what_stands_in_it(data: bytes, sniffed: str, meant: str) -> None:
    assert find_chapter_type(data, sniffed) == meant


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("One <i>two</i>.\n\nThree.", ["One two.", "Three."]),
        ("One.\nTwo <b>b</b>.", ["One.", "Two b."]),
        ("<p>One\ngoes on.<p>Two.", ["One goes on.", "Two."]),
        ("One.<br /><br />\r\nTwo.", ["One.", "Two."]),
        ("One.\n<hr>\nTwo.", ["One.", "* * *", "Two."]),
        ("<i>2 &lt; 3</i>\n\n> quoted", ["2 < 3", "> quoted"]),
    ],
)
def test_ends_of_lines_count_where_no_tag_makes_paragraphs(markup: str, blocks: list[str]) -> None:
    manuscript = read_fragment(markup.encode(), decode_bytes)
    assert [block.text for block in manuscript.blocks] == blocks


def test_no_word_of_a_letter_is_lost_where_a_tag_lacks_its_quotation_mark() -> None:
    broken = LETTERS.replace('hatter@tea.example">', "hatter@tea.example>", 1)
    manuscript = read_fragment(broken.encode(), decode_bytes)
    whole = read_fragment(LETTERS.replace("example>h", 'example">h').encode(), decode_bytes)
    assert manuscript.text.chars == whole.text.chars
    assert "To: alice@glass.example\nSubject: The spoons" in manuscript.text.chars
    assert [problem.code for problem in manuscript.problems] == [BROKEN_TAG]


def test_a_sign_inside_quotation_marks_ends_no_tag() -> None:
    manuscript = read_fragment(b'<img alt="a > b">Oz <i>x</i>', decode_bytes)
    assert [block.text for block in manuscript.blocks] == ["Oz x"]
    assert manuscript.problems == ()


@given(st.text("ab <>\"'=/&;\n\u9727ip", max_size=200))
def test_what_is_rendered_once_is_rendered_so_again(text: str) -> None:
    data = text.encode()
    manuscript = read_fragment(data, decode_bytes)
    assert manuscript.text.chars == render_fragment(data, decode_bytes)
    for block in manuscript.blocks:
        assert 0 <= block.start <= block.end <= len(manuscript.text.chars)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("plain & simple", "plain & simple"),
        ("  <p>One.</p>\r\n<p>Two.</p> ", "One.\n\nTwo."),
        ("Holmes &amp; Watson", "Holmes & Watson"),
        ("one\r\n\r\n\r\ntwo", "one\n\ntwo"),
        ("", ""),
    ],
)
def test_a_value_gives_its_words(value: str, words: str) -> None:
    assert strip_markup(value) == words


def test_only_links_that_lead_out_are_found() -> None:
    markup = '<a href="mailto:a@b.example">m</a> <a href="x.html">x</a> <a href="http://oz.example">o</a>'
    assert find_links(markup) == ("http://oz.example",)
