"""Annotating: a kept passage is found again, whatever happened to the story meanwhile."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.annotating import (
    StoryText,
    cut_paragraph,
    cut_passage,
    find_again,
    find_paragraph,
    join_paragraphs,
)
from fonds.library.annotations import Passage

STORY = (
    "The fog had eaten Baker Street by four o'clock.",
    '"You have been to the docks," said Holmes.',
    "Watson laughed, and lit the lamp, and set it in the window.",
    '"You have been to the docks," said Holmes.',
    "Nobody came that night.",
)


def _story(*paragraphs: str) -> StoryText:
    return join_paragraphs(paragraphs)


def _cut(start: tuple[int, int], end: tuple[int, int]) -> Passage:
    found = cut_passage(_story(*STORY), start, end)
    assert found is not None
    return found


LAMP = _cut((3, 16), (3, 32))
SECOND_DOCKS = _cut((4, 1), (4, 27))
OVER_TWO = _cut((1, 4), (2, 9))


def test_a_passage_is_found_where_it_was() -> None:
    assert LAMP.quote == "and lit the lamp"
    for passage in (LAMP, SECOND_DOCKS, OVER_TWO):
        found = find_again(_story(*STORY), passage)
        assert (found.passage, found.how) == (passage, "place")


def test_a_passage_moves_with_its_words() -> None:
    moved = _story("A note before.", "And another.", *STORY)
    found = find_again(moved, LAMP)
    assert found.how == "words"
    assert (found.passage.paragraph, found.passage.start, found.passage.quote) == (
        5, 16, LAMP.quote,
    )  # fmt: skip


def test_of_two_places_with_the_same_words_what_stands_around_decides() -> None:
    assert find_again(_story("New.", *STORY), SECOND_DOCKS).passage.paragraph == 5
    first = _cut((2, 1), (2, 27))
    assert find_again(_story("New.", "New.", *STORY), first).passage.paragraph == 4


def test_a_passage_over_two_paragraphs_is_found_when_they_become_one() -> None:
    joined = _story("Before.", f"{STORY[0]} {STORY[1]}", *STORY[2:])
    found = find_again(joined, OVER_TWO)
    assert (found.how, found.passage.paragraph, found.passage.end_paragraph) == ("words", 2, 2)


@pytest.mark.parametrize(
    ("paragraph", "how"),
    [
        ("Watson laughed —and lit  the ‘lamp’, and set it in the window.", "words"),
        ("Watson laughed, and lit teh lamp, and set it there.", "like"),
        ("Watson wept.", "lost"),
    ],
)
def test_what_was_mended_is_found_and_what_is_gone_is_lost(paragraph: str, how: str) -> None:
    found = find_again(_story(*STORY[:2], paragraph, *STORY[3:]), LAMP)
    assert found.how == how
    if how == "lost":
        assert found.passage == LAMP


def test_nothing_is_found_in_an_empty_story() -> None:
    assert find_again(_story(), LAMP).how == "lost"
    assert find_paragraph(_story(), 3, "x") == 1
    assert cut_paragraph(_story(), 1) is None


@pytest.mark.parametrize(
    ("start", "end"),
    [((0, 0), (1, 1)), ((6, 0), (6, 1)), ((2, 0), (1, 4)), ((1, -1), (1, 2)), ((1, 3), (1, 3))],
)
def test_there_is_no_passage_between_odd_places(
    start: tuple[int, int], end: tuple[int, int]
) -> None:
    assert cut_passage(_story(*STORY), start, end) is None


def test_the_paragraph_somebody_stopped_at_is_found_again() -> None:
    quote = STORY[2][:30]
    assert find_paragraph(_story(*STORY), 3, quote) == 3
    assert find_paragraph(_story("New.", *STORY), 3, quote) == 4
    assert find_paragraph(_story(*STORY[:2]), 9, quote) == 2
    assert find_paragraph(_story(*STORY), 3, "") == 3


_WORDS = st.lists(
    st.sampled_from("sea fog lamp hound — … é “no” 12 \U0001f56f".split()), min_size=1, max_size=9
)


@given(st.lists(_WORDS.map(" ".join), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_every_passage_of_a_story_that_stands_is_found_at_its_place(
    paragraphs: list[str], chance: random.Random
) -> None:
    story = join_paragraphs(paragraphs)
    first = chance.randint(1, len(paragraphs))
    last = chance.randint(first, len(paragraphs))
    start = chance.randint(0, len(paragraphs[first - 1]))
    passage = cut_passage(
        story, (first, start), (last, chance.randint(0, len(paragraphs[last - 1])))
    )
    if passage is not None:
        assert find_again(story, passage).passage == passage
        lost = find_again(join_paragraphs(["Quite another."]), passage)
        assert lost.passage == passage or lost.how != "lost"
