"""Rich Text, as many programs wrote it."""

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.manuscript import Manuscript
from fonds.parse.rtf import read_rtf
from tests.format_samples import block_table, claim_values


def read(body: bytes) -> Manuscript:
    return read_rtf(b"{\\rtf1\\ansi" + body + b"}", decode_bytes)


CASES = [
    (rb" one\par two", "one\n\ntwo"),
    (rb" one\line two", "one\ntwo"),
    (rb" \'93caf\'e9\'94", "“café”"),
    (rb"\ansicpg1251 \'cf\'f0", "Пр"),
    (rb"\mac caf\'8e", "café"),
    (rb"\ansicpg99999 caf\'e9", "café"),
    (rb"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1 \'cf\'f0\f0 \'e9", "Прé"),
    (rb"{\fonttbl{\f2\fcharset128 B;}}\f2 \'82\'a0", "あ"),
    (rb" a\u8212?b\u8217\'92c", "a—b’c"),
    (rb"\uc0 a\u8212 b", "a—b"),
    (rb"\uc2 a\u8212??b", "a—b"),
    (rb" \u-10179?\u-8704?", "😀"),
    (rb" \u-10179?x", "x"),
    (rb" a\emdash b\~c\_d\-e\{f\}\\", "a—b c-de{f}\\"),
    (rb"{\*\generator Anything;}{\info{\title T}}x", "x"),
    (rb"{\*\unheard of}x", "x"),
    (rb"{\pict\wmetafile8 0102ff}x{\pict\bin4 }}}}y}z", "xz"),
    (rb"{\field{\*\fldinst HYPERLINK \"http://x\"}{\fldrslt here}}", "here"),
    (rb"{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt boxed}}{\shprslt boxed}}", "boxed"),
    (rb"{\v hidden}seen {\deleted gone}", "seen"),
    (
        rb"\trowd\cellx1 Title:\cell Fog\cell\row\trowd one\cell two\cell\row",
        "Title: Fog\n\none\n\ntwo",
    ),
    (rb" text{\footnote\pard A note.} goes on\par end", "text[1] goes on\n\nend\n\n[1] A note."),
    (rb"{\header Head}{\footer Foot} body", "Head\n\nbody\n\nFoot"),
    (b" raw \xe9\xe8 bytes", "raw éè bytes"),
    (b" split \r\nin the\n source", "split in the source"),
    (b"\\\nnew", "new"),
    (rb" one\sect two\page three", "one\n\ntwo\n\nthree"),
]


@pytest.mark.parametrize(("body", "chars"), CASES)
def test_control_words_become_characters(body: bytes, chars: str) -> None:
    assert read(body).text.chars == chars


@pytest.mark.parametrize(
    ("body", "runs"),
    [
        (rb" a {\i b} c", [(2, 3, "italic")]),
        (rb" a \i b\i0  c", [(2, 3, "italic")]),
        (rb" \b a \i b\plain  c", [(0, 3, "bold"), (2, 3, "italic")]),
        (rb" \ul a\ulnone b\strike c", [(0, 1, "underline"), (2, 3, "strike")]),
        (rb" x{\super 2}{\sub 3}", [(1, 2, "super"), (2, 3, "sub")]),
        (rb" {\i\b0 a}", [(0, 1, "italic")]),
    ],
)
def test_styles_follow_their_groups(body: bytes, runs: list[tuple[int, int, str]]) -> None:
    block = read(body).blocks[0]
    assert [(run.start, run.end, run.style) for run in block.runs] == runs


def test_kinds_are_found() -> None:
    body = rb"{\header H}\qc * * *\par\pard {\listtext 1.\tab}item\par text{\footnote n}"
    assert block_table(read(body)) == [
        ("chrome", "front", "H"),
        ("break", "body", "* * *"),
        ("item", "body", "1. item"),
        ("paragraph", "body", "text[1]"),
        ("note", "back", "[1] n"),
    ]


@pytest.mark.parametrize(
    ("info", "values"),
    [
        (rb"{\info{\title The Fog}{\author Ida \'c9lan}}", ["The Fog", ["Ida Élan"]]),
        (rb"{\info{\title Untitled}{\author Family Computer}}", []),
    ],
)
def test_what_the_document_says_of_itself_is_claimed(info: bytes, values: list[object]) -> None:
    manuscript = read(info + b" Fog.")
    assert list(claim_values(manuscript).values()) == values
    assert manuscript.text.chars == "Fog."


@pytest.mark.parametrize(
    "data",
    [
        b"fog",
        b"{\\rtf1 fog",
        b"}{\\rtf1 fog}",
        b"{" * 50_000 + b"fog",
        b"{\\rtf1\\u",
        b"\\'",
        b"\\",
    ],
)
def test_a_damaged_document_is_read_as_far_as_it_goes(data: bytes) -> None:
    manuscript = read_rtf(data, decode_bytes)
    assert manuscript.text.chars in ("fog", "")
    assert manuscript.problems[0].code == "parse.rtf-damaged"
