"""Suggestions: what one types goes on as something one may see."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.web.suggesting import MOST, Vocabulary, find_word_starts, fold_name, list_endings
from tests.web.client import Client
from tests.web.conftest import Site
from tests.web.test_facet_values import SECRET, guest, many

__all__ = ["guest", "many"]


def _ask(client: Client, typed: str) -> list[dict[str, Any]]:
    answer = client.ask("/suggest?q=" + typed.replace(" ", "+").replace('"', "%22"))
    assert answer.status_code == 200
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


@pytest.mark.parametrize(
    ("typed", "facet", "value", "start"),
    [
        ("drac", "fandom", "Dracula", 0),
        ("the fog drac", "fandom", "Dracula", 8),
        ("sherlock hol", "fandom", "Sherlock Holmes", 0),
        ("wats", "pairing", "Sherlock Holmes/John Watson", 0),
        ("éclai", "tag", "Éclair", 0),
        ("fog author:ad", "author", "Ada Moor", 4),
        ('fandom:"sherlock h', "fandom", "Sherlock Holmes", 0),
        ("lauris", "title", "The Lamp at Lauriston", 0),
        ("lamp at lau", "title", "The Lamp at Lauriston", 0),
    ],
)
def test_what_one_types_goes_on(many: Site, typed: str, facet: str, value: str, start: int) -> None:
    found = [(one["facet"], one["value"], one["start"]) for one in _ask(many.client, typed)]
    assert (facet, value, start) in found


@pytest.mark.parametrize("typed", ["", "x", "zzzz", "fog -", "(", "words:>1", "tag:", "a" * 5000])
def test_what_begins_nothing_goes_on_as_nothing(many: Site, typed: str) -> None:
    assert _ask(many.client, typed) == []


def test_a_title_leads_to_its_story(many: Site) -> None:
    lamp = many.works["holmes/lamp.txt"]
    (found,) = (one for one in _ask(many.client, "lauris") if one["facet"] == "title")
    assert (found["url"], found["by"]) == (f"/works/{lamp}", "Ada Moor")


def test_the_most_frequent_come_first_and_not_too_many(many: Site) -> None:
    found = _ask(many.client, "tale")
    assert len(found) == MOST
    assert (found[0]["value"], found[0]["count"]) == ("Sea Tale 000", 2)


@pytest.mark.parametrize(
    "typed", ["zan", "zanzibar", "zanzibar nig", "author:zan", "series:zan", "tag:zan", "nights"]
)
def test_nothing_of_a_hidden_work_is_suggested(many: Site, guest: Client, typed: str) -> None:
    assert any(SECRET in one["value"] for one in _ask(many.client, typed))
    assert _ask(guest, typed) == []


def test_a_hidden_work_is_not_counted_either(guest: Client) -> None:
    assert {one["count"] for one in _ask(guest, "tale 000")} == {1}
    assert all(one["value"] != "Dracula" for one in _ask(guest, "drac"))


def test_a_field_asks_for_its_own_values_alone(many: Site) -> None:
    assert {one["facet"] for one in _ask(many.client, "tag:s")} == {"tag"}


_NAME = st.text(st.sampled_from("aäb &/'"), max_size=8)


@given(st.lists(_NAME, max_size=12, unique=True), st.text(st.sampled_from("ab "), max_size=3))
def test_values_are_found_by_any_word_and_no_other_is(names: list[str], typed: str) -> None:
    vocabulary = Vocabulary([("tag", name, 1) for name in names])
    prefix = fold_name(typed)
    found = {value for _, value, _ in vocabulary.find(prefix, most=99)}
    expected = set()
    for name in names:
        folded = fold_name(name)
        starts = find_word_starts(folded)
        if prefix and any(folded.startswith(prefix, start) for start in starts):
            expected.add(name)
    assert found == expected


@given(st.text(max_size=60))
def test_every_ending_is_one_of_what_was_typed(typed: str) -> None:
    for start, prefix, facets in list_endings(typed):
        assert 0 <= start < len(typed)
        assert prefix == fold_name(prefix) != ""
        assert facets
