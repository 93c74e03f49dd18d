"""Sayings: sentences around a story, and where their words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.describe.sayings import MOST_READ, find_sayings


def _said(text: str) -> list[tuple[str, object]]:
    return [(saying.field, saying.value) for saying in find_sayings(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello.  This is\n  a sequel to\n\tDark Stairs.", "sequel to\n\tDark Stairs"),
        ("> Please send\n> comments to me.", "Please send\n> comments to me."),
        ("One.\n\nTwo.\n\n(Feel free to archive this.)", "(Feel free to archive this.)"),
    ],
)
def test_a_saying_knows_its_place_in_wrapped_and_quoted_words(text: str, words: str) -> None:
    (saying,) = find_sayings(text)
    assert text[saying.start : saying.end] == words


def test_a_title_of_honour_ends_no_sentence() -> None:
    assert _said("Please send comments to Mrs. Hudson or Dr. Watson.") == [
        ("feedback", "Please send comments to Mrs. Hudson or Dr. Watson.")
    ]


def test_one_sentence_may_say_several_things() -> None:
    fields = [field for field, _ in _said("A sequel to Fog, written for the Goose Exchange.")]
    assert fields == ["sequel", "challenge"]


@pytest.mark.parametrize(
    "text",
    [
        "I am not planning a sequel to Fog.",
        "If you want a sequel to Fog, buy me a goose.",
        "Thank you for the comments on my last story.",
        "The characters are used without permission.",
        "Zorro is copyright 1957 Gate Pictures Corporation.",
        "They followed Watson to the docks.",
        'The title is stolen from the song "Dew" by Ambrose Tuck.',
    ],
)
def test_what_only_sounds_like_a_saying_is_none(text: str) -> None:
    assert [field for field, _ in _said(text) if field != "credits"] == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ('This is a prequel to "Fog".', "prequel to"),
        ('It is a companion piece to "Fog".', "companion to"),
        ('A continuation of "Fog".', "sequel to"),
        ('The sequel is called "Fog".', "followed by"),
        ('This takes place before my story "Fog".', "prequel to"),
    ],
)
def test_a_relation_has_its_direction(text: str, relation: str) -> None:
    assert _said(text) == [("sequel", [{"relation": relation, "title": "Fog"}])]


def test_only_the_beginning_of_a_long_passage_is_read() -> None:
    assert find_sayings(" word" * MOST_READ + ". Comments welcome!") == []


@given(st.text(alphabet=st.sampled_from("aA .\n>!?\"'(*_9@©sequel to feedback"), max_size=300))
def test_every_saying_stands_in_its_passage(text: str) -> None:
    for saying in find_sayings(text):
        assert 0 <= saying.start < saying.end <= len(text)
        assert text[saying.start : saying.end].strip()
