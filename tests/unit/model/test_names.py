"""Sort names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.model.names import sort_name


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("John H. Watson", "Watson, John H."),
        ("Mary  Morstan", "Morstan, Mary"),
        ("Irene", "Irene"),
        ("", ""),
        ("Ludwig van der Moor", "van der Moor, Ludwig"),
        ("Van Moor", "Moor, Van"),
        ("Robin Locksley Jr.", "Locksley, Robin, Jr."),
        ("Watson, John", "Watson, John"),
        ("moor_walker of_york", "moor_walker of_york"),
        ("Baker 221b", "Baker 221b"),
        ("The Hound", "The Hound"),
        ("夏目 漱石", "夏目 漱石"),
        ("a reader who asked not to be named here", "a reader who asked not to be named here"),
        ("Ana & Bea", "Ana & Bea"),
    ],
)
def test_a_name_is_sorted_as_a_catalogue_would(name: str, sorted_as: str) -> None:
    assert sort_name(name) == sorted_as


@given(st.text(st.characters(exclude_categories=())))
def test_no_letter_of_a_name_is_lost(name: str) -> None:
    def letters(text: str) -> list[str]:
        return sorted(char for char in text if not char.isspace() and char != ",")

    assert letters(sort_name(name)) == letters(name)
