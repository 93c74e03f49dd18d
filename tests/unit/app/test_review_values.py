"""What a person types, and what is said back."""

from typing import Any

import pytest

from fonds.app.review_values import FIELDS, RATINGS, check_value, read_value, say_answer
from fonds.errors import UserError
from fonds.packs.load import load_packs

TYPED: tuple[tuple[str, str, Any], ...] = (
    ("title", "  The   Fog ", "The Fog"),
    ("title", "", None),
    ("creators", "Ida Quill; Tom Reed;", ["Ida Quill", "Tom Reed"]),
    ("creators", "Rock and Roll", ["Rock and Roll"]),
    ("creators", " ", []),
    ("rating", "mature", "Mature"),
    ("rating", "PG-13", "Teen And Up Audiences"),
    ("rating", "", None),
    ("kind", "Story", "story"),
    ("kind", "not a story", "not-story"),
    ("date", "14 March 1998", "1998-03-14"),
    ("part", "2/7", {"number": 2, "of": 7}),
    ("part", "3", {"number": 3, "of": None}),
    ("series", "Baker Street Nights, 2", {"title": "Baker Street Nights", "index": 2.0}),
    ("series", "Moors", {"title": "Moors", "index": None}),
    ("language", "PT-br", "pt-br"),
)
WRONG = (
    ("rating", "my mom could read it"),
    ("kind", ""),
    ("kind", "perhaps"),
    ("date", "soon"),
    ("part", "0"),
    ("part", "the last"),
    ("language", "the King's English"),
)


@pytest.mark.parametrize(("field", "typed", "value"), TYPED)
def test_what_is_typed_becomes_a_value_the_record_can_hold(
    field: str, typed: str, value: Any
) -> None:
    assert read_value(field, typed) == value
    check_value(field, value)


@pytest.mark.parametrize(("field", "typed", "value"), TYPED)
def test_a_value_is_said_as_one_would_type_it(field: str, typed: str, value: Any) -> None:
    if value:
        assert read_value(field, say_answer(field, value)) == value


@pytest.mark.parametrize(("field", "typed"), WRONG)
def test_what_is_no_value_is_said_to_be_none(field: str, typed: str) -> None:
    with pytest.raises(UserError):
        read_value(field, typed)


def test_a_fandom_gets_the_name_its_pack_has() -> None:
    assert read_value("fandoms", "BBC-free holmes; Dracula", load_packs())[1] == "Dracula"


def test_every_rating_is_understood_as_itself() -> None:
    assert [read_value("rating", one) for one in RATINGS] == list(RATINGS)


@pytest.mark.parametrize(
    ("field", "value"), [("title", 3), ("creators", "Mara"), ("body", "x"), ("rating", "PG")]
)
def test_a_file_cannot_set_what_no_record_holds(field: str, value: Any) -> None:
    with pytest.raises(UserError):
        check_value(field, value)


def test_nothing_is_said_in_words() -> None:
    assert say_answer("creators", []) == "nobody is named"
    assert all(say_answer(field, None) for field in FIELDS)
