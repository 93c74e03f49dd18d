"""Laws of the format readers on files that nobody would write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.decode.decode import decode_bytes
from fonds.model.problem import Problem
from fonds.model.text import Text
from fonds.parse.formats import READERS, read_manuscript
from fonds.parse.html_walk import render_markup
from fonds.parse.mail_words import unflow
from fonds.parse.markup import close_empty_tags, limit_nesting
from fonds.parse.rtf_tokens import find_rtf
from tests.contract.test_readers import WORD, check_laws, replayed
from tests.format_samples import SAMPLES

INLINE = ["i", "b", "em", "span", "font", "a href=x", "sup", "u", "q", "code", "strong"]
BLOCK = [
    "p",
    "div",
    "blockquote",
    "li",
    "ul",
    "h2",
    "center",
    "td",
    "tr",
    "table",
    "pre",
    "dt",
    "dd",
]
VOID = ["<br>", "<br/>", "<hr>", "<img src=x alt=y>", "<wbr>", "<!-- c -->", "&nbsp;", "\x00", "\n"]
WORDS = st.from_regex(r"[a-z]{2,6}", fullmatch=True)


@st.composite
def tagged_text(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Words with tags between them, opened and closed in any order; and the words."""
    pieces: list[str] = []
    words: list[str] = []
    for _ in range(draw(st.integers(0, 25))):
        choice = draw(st.integers(0, 4))
        if choice == 0:
            pieces.append(f"<{draw(st.sampled_from(INLINE + BLOCK))}>")
        elif choice == 1:
            pieces.append(f"</{draw(st.sampled_from(INLINE + BLOCK)).split()[0]}>")
        elif choice == 2:
            pieces.append(draw(st.sampled_from(VOID)))
        else:
            words.append(draw(WORDS))
            pieces.append(f" {words[-1]} ")
    return "".join(pieces), words


def decode_utf8(data: bytes, _declared: str | None) -> tuple[Text, tuple[Problem, ...]]:
    """A decoder that guesses nothing: four bytes with a NUL may be UTF-16 to the real one."""
    return Text(data.decode("utf-8")), ()


@given(tagged_text())
@settings(max_examples=300, deadline=None)
def test_no_word_of_a_page_is_lost_whatever_its_tags_do(case: tuple[str, list[str]]) -> None:
    markup, words = case
    manuscript = read_manuscript("text/html", b"<p>" + markup.encode(), decode_utf8)
    check_laws(manuscript)
    # A stray cell or row is moved out of its table by every browser: the order may change.
    found = sorted(WORD.findall(manuscript.text.chars))
    assert found == sorted(words)
    if "<t" not in markup:
        assert WORD.findall(manuscript.text.chars) == words


@pytest.mark.parametrize("media_type", READERS)
@given(data=st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_manuscript(media_type: str, data: bytes) -> None:
    manuscript = read_manuscript(media_type, data, decode_bytes)
    check_laws(manuscript)
    assert replayed(data, manuscript) == manuscript.text.chars


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_file_with_a_few_bytes_changed_gives_a_manuscript(name: str, data: st.DataObject) -> None:
    media_type, whole = SAMPLES[name]
    place = data.draw(st.integers(0, len(whole) - 1))
    patch = data.draw(st.binary(min_size=1, max_size=6))
    cut = data.draw(st.integers(0, 8))
    damaged = whole[:place] + patch + whole[place + cut :]
    manuscript = read_manuscript(media_type, damaged, decode_bytes)
    check_laws(manuscript)
    assert replayed(damaged, manuscript) == manuscript.text.chars


@given(
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "\\i ",
                "\\i0 ",
                "\\par ",
                "\\'e9",
                "\\u8217?",
                "word ",
                "\\*",
                "\\bin3 ",
                "\\footnote ",
                "\\cell ",
                "\\line ",
                "\\header ",
                "\\fonttbl",
                "\\f1\\fcharset204 ",
                "\\uc2 ",
                "x",
                "\n",
                "\\",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_tokens_of_rich_text_give_paragraphs(tokens: list[str]) -> None:
    data = ("{\\rtf1 " + "".join(tokens)).encode("latin-1")
    assert all(piece.text for one in find_rtf(data).paragraphs for piece in one.pieces)
    check_laws(read_manuscript("text/rtf", data, decode_bytes))


@given(st.text(alphabet="<>/!ab \"'=-[]CDAT", max_size=60))
def test_mending_markup_keeps_what_is_outside_of_tags(markup: str) -> None:
    mended = close_empty_tags(markup)
    if "/>" not in markup and "<![CDATA[" not in markup:
        assert mended == markup
    assert limit_nesting(markup) == (markup, 0)
    render_markup(markup, is_xhtml=True)


@given(st.text(alphabet="ab >-\n", max_size=60), st.booleans())
def test_joining_flowed_lines_keeps_every_letter(chars: str, joins_words: bool) -> None:
    kept = [c for c in unflow(chars, joins_words=joins_words) if c in "ab"]
    assert kept == [c for c in chars if c in "ab"]
