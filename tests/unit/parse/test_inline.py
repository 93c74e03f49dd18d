"""Inline marks: taken out of a text and kept as runs."""

import pytest

from fonds.parse.inline import find_inline

MARKED = [
    ("He _will_ go", "He will go", [("will", "italic")]),
    ("He *will* go", "He will go", [("will", "italic")]),
    ("**Stop!** he said", "Stop! he said", [("Stop!", "bold")]),
    ("__Stop!__ he said", "Stop! he said", [("Stop!", "bold")]),
    ("/Will he?/ I thought", "Will he? I thought", [("Will he?", "thought")]),
    (
        "<i>The</i> <B>moor</B> <u>lay</u>",
        "The moor lay",
        [("The", "italic"), ("moor", "bold"), ("lay", "underline")],
    ),
    ("<em>x</em>, <strong>y</strong>", "x, y", [("x", "italic"), ("y", "bold")]),
    ("_a_ and _b_", "a and b", [("a", "italic"), ("b", "italic")]),
    ("**_a_**", "a", [("a", "bold"), ("a", "italic")]),
    ("“_Fog_,” he said", "“Fog,” he said", [("Fog", "italic")]),
]
PLAIN = [
    *("snake_case_name", "2 * 3 * 4", "and/or/not", "http://x.example/a/b/c", "a_b_", "* item"),
    *("5 < 6", "a * b", "_ _", "*", "**", "<i>open", "w/o and w/ him", "</i>x", "\\*no\\*"),
]


@pytest.mark.parametrize(("marked", "bare", "runs"), MARKED)
def test_a_mark_becomes_a_run(marked: str, bare: str, runs: list[tuple[str, str]]) -> None:
    text, found = find_inline(marked)
    assert text == bare
    assert sorted((text[run.start : run.end], run.style) for run in found) == sorted(runs)


@pytest.mark.parametrize("text", PLAIN)
def test_a_sign_that_marks_nothing_stays(text: str) -> None:
    assert find_inline(text) == (text, ())
