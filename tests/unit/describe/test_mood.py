"""The mood of scenes, by their words."""

import csv
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.describe.mood import Mood, find_worth, judge_mood, scene_moods
from fonds.describe.mood_words import GRADES, NEGATIONS, NEUTRAL, STRENGTHS
from tests.shared_data import find_shared

LEAST_R = 0.45
"""Pearson's r on EmoBank's test sentences; measured .48."""


def test_the_list_is_ours_to_judge_and_each_word_has_one_grade() -> None:
    words = [word for line in GRADES.values() for word in line.split()]
    assert len(words) == len(set(words)) > 600
    assert set(GRADES) == {4, 3, 2, 1, -1, -2, -3, -4}
    assert all(word == word.lower() and word.isalpha() for word in words)
    assert not NEUTRAL & set(words)


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("laughs", "laugh"),
        ("laughed", "laugh"),
        ("laughing", "laugh"),
        ("loved", "love"),
        ("hating", "hate"),
        ("happily", "happy"),
        ("happiness", "happy"),
        ("happier", "happy"),
        ("gently", "gentle"),
        ("terribly", "terrible"),
        ("hugged", "hug"),
        ("sobbing", "sob"),
        ("cries", "cry"),
        ("cried", "cry"),
        ("kisses", "kiss"),
        ("murderers", "murderer"),
        ("sadness", "sad"),
        ("brightest", "bright"),
        ("scared", "scare"),
        ("victim's", "victim"),
    ],
)
def test_an_inflected_word_is_worth_its_first_form(word: str, first: str) -> None:
    assert find_worth(first) != 0
    assert find_worth(word) == find_worth(first)


@pytest.mark.parametrize(
    "word", ["painting", "king", "wares", "career", "thing", "table", "since", "easter", "a", ""]
)
def test_a_word_that_only_looks_like_one_is_worth_nothing(word: str) -> None:
    assert find_worth(word) == 0.0


@pytest.mark.parametrize(
    ("brighter", "darker"),
    [
        ("They were happy.", "They were sad."),
        ("They were happy.", "They were not happy."),
        ("They were happy.", "They weren’t happy."),
        ("It was not terrible.", "It was terrible."),
        ("It was very good.", "It was good."),
        ("It was bad.", "It was very bad."),
        ("It was good.", "It was slightly good."),
        ("He could not have been kinder, nor more cheerful. Joy!", "No joy."),
        ("No. Happy people danced.", "No happy people danced."),
    ],
)
def test_of_two_sentences_one_is_brighter(brighter: str, darker: str) -> None:
    assert judge_mood(brighter).value > judge_mood(darker).value


def test_a_negation_four_words_before_is_too_far() -> None:
    assert judge_mood("Not that we were so happy").value > 0
    assert judge_mood("We were not so very happy").value < 0


def test_a_name_is_no_mood() -> None:
    assert judge_mood("Then Joy Grimm met Grace, and Grace met Joy.").found == 0
    assert judge_mood("Joy came in. She saw that Joy was there.").found == 0
    assert judge_mood("Joy came over them, and with it joy.").found == 2


def test_scenes_are_judged_each_by_its_own_words() -> None:
    text = "They laughed and danced at the wedding.\n\nThe murderer wept over the corpse."
    bright, dark, empty = scene_moods(text, [(0, 39), (41, 75), (75, 75)])
    assert bright.value > 0 > dark.value
    assert bright.bright == ("wedding", "laughed", "danced")
    assert dark.dark[0] == "murderer"
    assert empty == Mood(0.0, 0.0)


def test_more_words_make_surer() -> None:
    once = judge_mood("They laughed.")
    often = judge_mood("They laughed. " * 40)
    assert once.sure < 0.5 < often.sure < 1
    assert once.value < often.value


def test_a_text_without_moods_is_in_the_middle() -> None:
    assert judge_mood("The table stood beside the door.") == Mood(0.0, 0.0)
    assert judge_mood("") == Mood(0.0, 0.0)


_PIECES = st.sampled_from(
    ["happy", "dead", "not", "very", ". ", "\n\n", "Joy", "’", "kisses", "ł", "wept", "I", "—"]
)


@given(st.lists(_PIECES, max_size=60), st.integers(0, 80), st.integers(0, 80))
def test_any_text_has_a_mood_within_bounds(pieces: list[str], one: int, other: int) -> None:
    text = " ".join(pieces)
    first, second = sorted((min(one, len(text)), min(other, len(text))))
    moods = scene_moods(text, [(0, first), (first, second), (second, len(text))])
    assert len(moods) == 3
    for mood in moods:
        assert -1 <= mood.value <= 1
        assert 0 <= mood.sure < 1
        assert len(mood.bright) <= 3
        assert (mood.found == 0) == (mood.sure == 0 and not mood.bright and not mood.dark)


def test_negations_and_strengths_are_small_words() -> None:
    assert all(word == word.lower() for word in (*NEGATIONS, *STRENGTHS))


def test_time_grows_with_the_text_alone() -> None:
    text = "She was not very happy, and Mr. Joy Grimm wept. " * 2000
    start = perf_counter()
    judge_mood(text)
    once = perf_counter() - start
    start = perf_counter()
    judge_mood(text * 4)
    assert perf_counter() - start < 12 * once + 0.2


def test_sentences_that_people_graded_are_graded_alike() -> None:
    path = find_shared("mood", "emobank.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["split"] == "test"]
    ours = [judge_mood(row["text"]).value for row in rows]
    theirs = [float(row["V"]) for row in rows]
    r = _pearson(ours, theirs)
    print(f"\nmood: r = {r:.3f} on {len(rows)} sentences")
    assert r > LEAST_R


def _pearson(ours: list[float], theirs: list[float]) -> float:
    middle, their_middle = sum(ours) / len(ours), sum(theirs) / len(theirs)
    pairs = [(a - middle, b - their_middle) for a, b in zip(ours, theirs, strict=True)]
    top = sum(a * b for a, b in pairs)
    squares = sum(a * a for a, _ in pairs) * sum(b * b for _, b in pairs)
    return float(top / squares**0.5)
