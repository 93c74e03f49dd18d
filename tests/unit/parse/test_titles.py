"""Titles, bylines, parts and chapter headings: short lines, and sentences that resemble them."""

import pytest

from fonds.parse.subject import find_subject_title
from fonds.parse.title_value import calm_capitals
from fonds.parse.titles import (
    Part,
    find_byline,
    find_continuation,
    find_copyright,
    find_letter_spaced,
    find_part,
    find_title_by,
    is_chapter_heading,
    is_title_case,
)

BYLINES = [
    ("by Ida Quill", "Ida Quill"),
    ("By: Ida Quill", "Ida Quill"),
    ("BY IDA QUILL", "IDA QUILL"),
    ("  ~ by Ida Quill ~", "Ida Quill"),
    ("by Ida Quill (iq@example.org)", "Ida Quill"),
    ("by Ida Quill, iq@example.org", "Ida Quill"),
    ("written by Ida Quill", "Ida Quill"),
    ("A Sherlock Holmes story by Ida Quill", "Ida Quill"),
    ("by Ida B.", "Ida B."),
    ("by Tom Reed Jr.", "Tom Reed Jr."),
    ("by moor_walker", "moor_walker"),
    ("by Ida Quill, copyright 1998", "Ida Quill"),
    ("by Ida Quill and Tom Reed", "Ida Quill and Tom Reed"),
    ("from the pen of Ida Quill", "Ida Quill"),
]
NO_BYLINES = [
    *("by and by they came to the river", "by then it had stopped", "By my count there were six"),
    *(
        "bystanders gathered",
        "He stood by Ida",
        "by",
        "by the way he had come, and not by the other way round at all",
    ),
]


@pytest.mark.parametrize(("line", "name"), BYLINES)
def test_a_byline_names_somebody(line: str, name: str) -> None:
    span = find_byline(line)
    assert span is not None
    assert line[slice(*span)] == name


@pytest.mark.parametrize("line", NO_BYLINES)
def test_a_sentence_with_by_is_no_byline(line: str) -> None:
    assert find_byline(line) is None


def test_an_oath_is_no_byline() -> None:
    assert find_byline("By God, said Watson, that is a goose.") is None


def test_title_and_name_stand_on_one_line() -> None:
    found = find_title_by("The Fog by Ida Quill")
    assert found == ((0, 7), (11, 20))


@pytest.mark.parametrize(
    "line", ["He stood by Ida Quill", "The Fog by the river", "The Fog by Ida fell.", "Fog"]
)
def test_a_sentence_with_by_inside_is_no_title_and_name(line: str) -> None:
    assert find_title_by(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (c) 1998 by Ida Quill",
        "(c) 1998 Ida Quill",
        "© Ida Quill, all rights reserved",
        "This story is copyright 1998 Ida Quill.",
    ],
)
def test_a_copyright_line_names_somebody(line: str) -> None:
    span = find_copyright(line)
    assert span is not None
    assert line[slice(*span)] == "Ida Quill"


HEADINGS = [
    *(
        "Chapter One",
        "CHAPTER 1",
        "chapter 12: The Moor",
        "Chapter XIV",
        "Part Two",
        "PART 2 - The Moor",
    ),
    *(
        "I.",
        "II",
        "3.",
        "10",
        "- 4 -",
        "* II *",
        "Prologue",
        "EPILOGUE",
        "Prologue: Fog",
        "Act Three",
    ),
    *(
        "1. The Moor",
        "II. The Goose",
        "Chapter the First",
        "Day Three",
        "Interlude",
        "Chapter Twenty-One",
    ),
]
NO_HEADINGS = [
    *(
        "Part of him knew.",
        "Chapter and verse",
        "Part two, he decided.",
        "I am here.",
        "100",
        "1998",
    ),
    *("1. the boots were wet", "Day after day", "Introduction was made by Lestrade.", "(2/7)"),
    *("Bookish men", "Letters came", "Scene of the crime", "Act your age", "Mix."),
]


@pytest.mark.parametrize("line", HEADINGS)
def test_these_head_chapters(line: str) -> None:
    assert is_chapter_heading(line)


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_these_head_none(line: str) -> None:
    assert not is_chapter_heading(line)


PARTS = [
    ("The Moor (2/7)", Part(2, 7)),
    ("The Moor [2/7]", Part(2, 7)),
    ("part 2 of 7", Part(2, 7)),
    ("Part 2/?", Part(2, None)),
    ("The Moor 2/7", Part(2, 7)),
    ("Chapter 3 of 12", Part(3, 12)),
    ("9/10 Doctor", None),
    ("on 5/3/1999 it rained", None),
    ("(7/2)", None),
    ("half of 3", None),
    ("24/7 on the moor", None),
    ("nothing", None),
]


@pytest.mark.parametrize(("line", "part"), PARTS)
def test_a_part_says_its_number(line: str, part: Part | None) -> None:
    assert find_part(line) == part


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Continued from part 1", 1),
        ("(cont'd from chapter 12)", 12),
        ("Continued from last week", 0),
        (
            "He continued from there on foot, and it took him all the day and half of the night to",
            None,
        ),
    ],
)
def test_a_continuation_says_what_it_continues(line: str, number: int | None) -> None:
    assert find_continuation(line) == number


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("T H E   F O G", "THE FOG"),
        ("F O G G Y", "FOGGY"),
        ("I am a bee", None),
        ("A B", None),
        ("t h e  m o o r", "the moor"),
    ],
)
def test_letters_set_apart_are_words(line: str, words: str | None) -> None:
    assert find_letter_spaced(line) == words


@pytest.mark.parametrize("line", ["The Fog of Baker Street", "Fog", "221", "S.O.S.", "“The Fog”"])
def test_these_are_set_as_titles(line: str) -> None:
    assert is_title_case(line)


@pytest.mark.parametrize("line", ["the fog came up", "He went out and saw nothing", "...", ""])
def test_these_are_not(line: str) -> None:
    assert not is_title_case(line)


SUBJECTS = [
    ("Re: [HOUNDS] FIC: The Lamp 2/3 (PG) by Ida Quill", "The Lamp", "Ida Quill"),
    ("NEW: The Lamp", "The Lamp", None),
    ("Fwd: Re: The Lamp (1/1)", "The Lamp", None),
    ('STORY: "The Lamp"', "The Lamp", None),
    ("The Lamp, Part Two", "The Lamp", None),
    ("REPOST - The Lamp [R]", "The Lamp", None),
    ("The Lamp", "The Lamp", None),
    ("Standing by the River", "Standing by the River", None),
]


@pytest.mark.parametrize(("subject", "title", "author"), SUBJECTS)
def test_a_subject_holds_a_title(subject: str, title: str, author: str | None) -> None:
    assert find_subject_title(subject) == (title, author)


@pytest.mark.parametrize(
    ("title", "calm"),
    [
        ("THE FOG", "The Fog"),
        ("FOG AND LAMPS II", "Fog and Lamps II"),
        ("S.O.S.", "S.O.S."),
        ("FOG", "FOG"),
        ("The Fog", "The Fog"),
        ("DON'T GO", "Don't Go"),
        ("TO THE MOOR", "To the Moor"),
    ],
)
def test_a_title_in_capitals_is_calmed(title: str, calm: str) -> None:
    assert calm_capitals(title) == calm
