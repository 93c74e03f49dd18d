"""Prose near a story: what speaks for front matter and what for the story."""

import pytest

from fonds.parse.prose import (
    find_prose_kind,
    find_rating_in_prose,
    is_attribution,
    is_dedication,
    is_facts_line,
)

KINDS = [
    ("disclaimer", "I don't own Holmes and make no money. Please don't sue."),
    (
        "disclaimer",
        "All characters belong to Sir Arthur Conan Doyle; no copyright infringement is intended.",
    ),
    ("notes", "This is my first fic, so please be kind. Feedback and reviews are welcome!"),
    ("notes", "Thanks to Peg for the beta. This story takes place after the second season."),
    ("rating", "I'd rate this PG for one bad word."),
    ("story", '"It is fog," said Watson. "We had better wait."'),
    (
        "story",
        "The fog had eaten Baker Street by four o'clock, and every lamp in the house "
        "was lit before the tea came up, and nobody had been out since noon.",
    ),
    ("unclear", "It was fog."),
    ("unclear", "Nobody came."),
]


@pytest.mark.parametrize(("kind", "text"), KINDS)
def test_a_paragraph_is_known_by_its_words(kind: str, text: str) -> None:
    found = find_prose_kind(text)
    assert found.kind == kind
    assert (found.weight > 0) == (kind in ("disclaimer", "notes", "rating"))


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("I would call this a PG, mostly for the weather.", "PG, mostly for the weather"),
        ("This story is rated R for language", "R for language"),
        ("The rating clerk went home.", None),
    ],
)
def test_a_rating_stands_in_a_sentence(text: str, rating: str | None) -> None:
    span = find_rating_in_prose(text)
    assert (None if span is None else text[slice(*span)]) == rating


FACTS = ["A Dracula sequel, in two chapters. FRT", "Holmes/Watson, R", "slash; angst", "gen, G"]
NO_FACTS = [
    "It was G, he said.",
    '"PG," he said',
    "The fog came up and nobody went out.",
    "He, she, and it",
]


@pytest.mark.parametrize("line", FACTS)
def test_a_line_of_facts_needs_no_labels(line: str) -> None:
    assert is_facts_line(line)


@pytest.mark.parametrize("line", NO_FACTS)
def test_a_sentence_is_no_line_of_facts(line: str) -> None:
    assert not is_facts_line(line)


@pytest.mark.parametrize("line", ["Rated R", "Humor, PG", "PG-13", "Angst, Slash"])
def test_case_makes_no_difference_to_a_fact(line: str) -> None:
    assert is_facts_line(line)


@pytest.mark.parametrize(
    "line", ["For Ada, who asked", "To my mother", "Dedicated to the goose", "In memory of Peg"]
)
def test_these_dedicate(line: str) -> None:
    assert is_dedication(line)


@pytest.mark.parametrize(
    "line",
    [
        "To Arthur Holmwood, from Quincey",
        "Forty geese",
        "For shame, Watson, how could you?",
        "Tomorrow",
    ],
)
def test_these_do_not(line: str) -> None:
    assert not is_dedication(line)


def test_a_source_stands_behind_a_dash() -> None:
    assert is_attribution("-- Homer, The Odyssey")
    assert is_attribution("(Homer)")
    assert not is_attribution("Homer nods")
