"""Part numbers in titles and in the names of files."""

import pytest

from fonds.parse.part_numbers import LAST, read_number, split_name, split_title

TITLES = [
    ("The Moor (2/7)", "The Moor", (2, 2), 7, ""),
    ("[2/7] The Moor", "The Moor", (2, 2), 7, ""),
    ("The Moor 3/?", "The Moor", (3, 3), None, ""),
    ("The Moor, part 2/7", "The Moor", (2, 2), 7, ""),
    ("The Moor, Part 2 of 3", "The Moor", (2, 2), 3, ""),
    ("The Moor part 02", "The Moor", (2, 2), None, ""),
    ("The Moor Pt 4", "The Moor", (4, 4), None, ""),
    ("The Moor, Part the Second", "The Moor", (2, 2), None, ""),
    ("The Moor: Chapter 3 - The Rain", "The Moor", (3, 3), None, "The Rain"),
    ("Chapter 3: The Rain", "", (3, 3), None, "The Rain"),
    ("Chapter 3 of The Moor", "The Moor", (3, 3), None, ""),
    ("Chapter Twenty-One", "", (21, 21), None, ""),
    ("The Moor, Parts I and II", "The Moor", (1, 2), None, ""),
    ("The Moor, Ch. 7 through Ch. 9", "The Moor", (7, 9), None, ""),
    ("The Moor: Prologue", "The Moor", (0, 0), None, ""),
    ("The Moor - Epilogue", "The Moor", (LAST, LAST), None, ""),
    ("The Moor Part 2, Chapter 3", "The Moor", (3, 3), None, ""),
    ("The Moor, Part Two by Tom Finch", "The Moor", (2, 2), None, ""),
]

WHOLE = [
    *("The Moor II: The Return", "The Moor 2", "Part of Him", "9/10 Doctor", "A Part One Man"),
    *("The Prologue of Sorrows", "Depart 2", "Moor Road, Book One: The Goose", "24/7 Holmes"),
    *("The Part Two of Us Played", "Part 2 was worse"),
]


@pytest.mark.parametrize(("title", "stem", "numbers", "of", "own"), TITLES)
def test_a_title_is_cut_into_work_number_and_part(
    title: str, stem: str, numbers: tuple[int, int], of: int | None, own: str
) -> None:
    part = split_title(title)
    assert (part.stem, part.numbers, part.of, part.own) == (stem, numbers, of, own)


@pytest.mark.parametrize("title", WHOLE)
def test_these_titles_are_whole(title: str) -> None:
    part = split_title(title)
    assert (part.stem, part.numbers) == (title, None)


def test_halves_and_chapters_of_parts_are_kept() -> None:
    assert split_title("The Moor (2b/5)").half == 2
    assert split_title("The Moor Part 2, Chapter 3").outer == 2


@pytest.mark.parametrize(
    ("name", "stem", "number"),
    [
        *[("moor.p1", "moor", 1), ("moor.p1-", "moor", 1), ("moor.02", "moor", 2)],
        *[("moor1.txt", "moor", 1), ("moor-02.txt", "moor", 2), ("moor_part3.html", "moor", 3)],
        *[("moorch12.txt", "moor", 12), ("moor1of3.txt", "moor", 1), ("moor(2).txt", "moor", 2)],
        *[("moor-1-of-3.txt", "moor", 1), ("moor-II.txt", "moor", 2), ("lamp2.txt", "lamp", 2)],
        *[("moor part two.txt", "moor", 2), ("chapter3.html", "", 3), ("12.txt", "", 12)],
        *[("moor-ch3-rain.htm", "moor", 3), ("moor-epilogue.txt", "moor", LAST)],
        *[("prologue.html", "", 0), ("view.php@sid=4&chapter=2.html", "view php sid 4", 2)],
        *[("moor.txt", "moor", None), ("1701.txt", "1701", None), ("fog.mp3", "fog", None)],
    ],
)
def test_a_file_name_is_cut_into_stem_and_number(name: str, stem: str, number: int | None) -> None:
    part = split_name(name)
    assert (part.stem, part.number) == (stem, number)


def test_a_letter_at_the_end_is_told_apart_from_a_number() -> None:
    assert [split_name(name).style for name in ("moora.txt", "moor1.txt", "moor.txt")] == [
        "letter",
        "number",
        "whole",
    ]


def test_only_numbers_are_read_as_numbers() -> None:
    words = ("7", "xiv", "twelve", "forty two", "iiii", "vx", "mix", "", "½")
    assert [read_number(word) for word in words] == [7, 14, 12, 42, *[None] * 5]
