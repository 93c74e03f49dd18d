"""Breaks: what parts scenes, and what only looks as if it did."""

import pytest

from fonds.parse.breaks import is_break, is_worded_break

BREAKS = [
    *("* * *", "***", "*", "#", "# # #", "-----", "- - -", "_____", "=====", "~~~", "~*~*~", "oOo"),
    *("oOoOo", "xxx", "XXX", "o0o", "+++", "<><><>", "-=-=-=-", "•", "§", "☙", "♦ ♦ ♦", "━━━━"),
    *(
        ". . .",
        "\\* \\* \\*",
        "~oOo~",
        "--==--",
        "&nbsp;\\*",
        "x x x",
        "0 0 0 0",
        "**\t**",
        "/////",
    ),
]
NOT_BREAKS = [
    *(
        "",
        "...",
        ".",
        "!",
        "?",
        "?!",
        "-",
        "--",
        '"',
        '""',
        "()",
        "Aaah!",
        "Ooooh",
        "Oh",
        "No",
        "I",
    ),
    *(
        "1",
        "10",
        "X",
        "XIV",
        "mmm",
        "Zz",
        "--no, never--",
        "* a note",
        "# Heading",
        "a * b",
        "…and",
    ),
]


@pytest.mark.parametrize("text", BREAKS)
def test_marks_and_ornaments_part_scenes(text: str) -> None:
    assert is_break(text)


@pytest.mark.parametrize("text", NOT_BREAKS)
def test_words_numbers_and_silences_do_not(text: str) -> None:
    assert not is_break(text)


@pytest.mark.parametrize(
    "text", ["~~~ the next night ~~~", "*** Later ***", "----- Baker Street, 1891 -----"]
)
def test_a_break_may_have_words_in_it(text: str) -> None:
    assert is_worded_break(text)


@pytest.mark.parametrize(
    "text", ["--no, never--", "*later*", "...and so...", "** one side", "a -- b", ""]
)
def test_an_aside_is_no_break(text: str) -> None:
    assert not is_worded_break(text)


@pytest.mark.parametrize("text", ["TBC...", "*TBC*", "~TBC~"])
def test_to_be_continued_is_words(text: str) -> None:
    assert not is_break(text)
