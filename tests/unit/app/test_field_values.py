"""Field values: what is said of a value is read back as the same value, for every field."""

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.field_values import (
    FIELDS,
    LONGEST,
    MOST_ITEMS,
    find_field,
    read_field,
    say_field,
    say_shortly,
)
from fonds.errors import UserError
from fonds.model.record import Rating, Record, Relation, WorkForm

WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
LINES = st.lists(LINE, max_size=5, unique=True)
TEXT = st.lists(LINE, min_size=1, max_size=4).map("\n\n".join)
TITLE = LINE.filter(lambda line: not line.isdecimal())

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "kind": st.sampled_from(["story", "not-story"]),
    "rating": st.sampled_from(get_args(Rating)) | st.none(),
    "form": st.sampled_from(get_args(WorkForm)) | st.none(),
    "tense": st.sampled_from(["past", "present", "mixed"]) | st.none(),
    "complete": st.booleans() | st.none(),
    "date": st.dates().map(str).filter(lambda one: "1950" < one < "2030") | st.just("1998-03"),
    "language": st.sampled_from(["en", "de", "pt-br"]) | st.none(),
    "source_url": WORD.map(lambda word: f"https://archive.example/{word}") | st.none(),
    "series": st.fixed_dictionaries(
        {"title": TITLE, "index": st.none() | st.sampled_from([1.0, 2.5, 10.0])}
    ),
    "part": st.fixed_dictionaries(
        {"number": st.integers(1, 99), "of": st.none() | st.integers(1, 99)}
    ),
    "pov": st.fixed_dictionaries(
        {
            "person": st.sampled_from(["first", "second", "third", "mixed"]),
            "narrator": st.none() | LINE,
        }
    ),
    "notes": TEXT.map(lambda text: [{"where": "front", "text": text}]) | st.just([]),
    "sequel": st.lists(
        st.fixed_dictionaries({"relation": st.sampled_from(get_args(Relation)), "title": LINE}),
        max_size=3,
        unique_by=str,
    ),
    "setting": st.lists(
        st.fixed_dictionaries(
            {
                "show": LINE,
                "relation": st.sampled_from(["before", "during", "after", "instead"]),
                "season": st.integers(1, 20),
                "number": st.integers(1, 99),
                "episode": st.none() | LINE.map(lambda line: f"x{line}"),
            }
        ),
        max_size=2,
        unique_by=str,
    ),
}


def _values_of(name: str) -> st.SearchStrategy[Any]:
    known = VALUES.get(name)
    if known is not None:
        return known
    sort = find_field(name).sort
    return LINES if sort == "list" else st.none() | (TEXT if sort == "text" else LINE)


@pytest.mark.parametrize("name", [one.name for one in FIELDS])
@given(data=st.data())
def test_what_is_said_of_a_value_is_read_as_the_same_value(name: str, data: st.DataObject) -> None:
    field = find_field(name)
    value = data.draw(_values_of(name))
    assert read_field(field, say_field(field, value)) == value
    assert "\n" not in say_shortly(field, value)


def test_every_field_is_one_of_the_record() -> None:
    names = {one.name for one in msgspec.structs.fields(Record)}
    assert {one.name for one in FIELDS} <= names
    assert len({one.label for one in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize("name", [one.name for one in FIELDS if one.name != "kind"])
def test_nothing_typed_says_that_there_is_none(name: str) -> None:
    assert read_field(find_field(name), " \n ") in (None, [])
    assert say_shortly(find_field(name), read_field(find_field(name), "")) == "none"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("rating", "NC-17", "Explicit"),
        ("rating", "mature", "Mature"),
        ("date", "12 March 1999", "1999-03-12"),
        ("kind", "no", "not-story"),
        ("complete", "finished", True),
        ("complete", "in progress", False),
        ("part", "2/7", {"number": 2, "of": 7}),
        ("series", "Baker Street Nights, 2", {"title": "Baker Street Nights", "index": 2.0}),
        ("setting", "The Show: after 2x03", None),
        ("pov", "Watson", {"person": None, "narrator": "Watson"}),
        ("title", "  A \t title\x00 ", "A title"),
        ("tags", "Fog\r\n\r\nFog\rCase fic", ["Fog", "Case fic"]),
        ("summary", "One.\r\n\r\n\r\n\r\nTwo.  ", "One.\n\nTwo."),
    ],
)
def test_values_are_read_as_people_type_them(name: str, typed: str, value: Any) -> None:
    read = read_field(find_field(name), typed)
    if value is None:
        (place,) = read
        assert (place["show"], place["season"], place["number"]) == ("The Show", 2, 3)
    else:
        assert read == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("rating", "purple"),
        ("date", "soon"),
        ("language", "English, mostly"),
        ("kind", ""),
        ("kind", "perhaps"),
        ("complete", "perhaps"),
        ("part", "the second"),
        ("part", "0"),
        ("form", "opera"),
        ("tense", "future"),
        ("sequel", "A title alone"),
        ("pov", "fourth, Watson"),
        ("source_url", "javascript:alert(1)"),
        ("source_url", 'https://x.example/"onclick='),
        ("summary", "x" * (LONGEST + 1)),
        ("tags", "\n".join(map(str, range(MOST_ITEMS + 1)))),
    ],
)
def test_what_is_no_value_is_refused_with_the_fields_name(name: str, typed: str) -> None:
    with pytest.raises(UserError, match=f"^{find_field(name).label}: "):
        read_field(find_field(name), typed)


@pytest.mark.parametrize(
    ("typed", "name"), [("Author", "creators"), ("TAG", "tags"), ("source-url", "source_url")]
)
def test_fields_are_found_by_other_names(typed: str, name: str) -> None:
    assert find_field(typed).name == name


@given(st.sampled_from(FIELDS), st.text(max_size=80))
def test_whatever_is_typed_is_a_value_or_refused(field: Any, typed: str) -> None:
    try:
        value = read_field(field, typed)
    except UserError:
        return
    assert read_field(field, say_field(field, value)) == value
