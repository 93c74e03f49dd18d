"""What counts as a word."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.describe import words
from fonds.describe.words import conservation_words, count_words, iter_words

COUNTS = [
    ("", 0),
    ("   \n\t ", 0),
    ("...", 0),
    ("Robin", 1),
    ("It isn't nine o'clock.", 4),
    ("It isn’t nine o’clock.", 4),
    ("a well-known archer", 3),
    ("Alan-a-Dale", 1),
    ("he came--then he went", 5),
    ("he came—then he went", 5),
    ("he came – then", 3),
    ("'tis the dogs' bowl", 4),
    ("_very_ sure", 2),
    ("snake_case", 2),
    ("1,000 arrows", 3),
    ("221B", 1),
    ("don''t", 2),
    ("déjà vu", 2),
    ("de\u0301ja\u0300 vu", 2),
    ("हिन्दी में", 2),
    ("שָׁלוֹם", 1),
    ("福爾摩斯", 4),
    ("ホームズ", 4),
    ("Holmes福", 2),
    ("Шерлок Холмс", 2),
    ("super\u00adnatural", 1),
    ("\x00a\x00", 1),
    ("\ud800a", 1),
]

KEPT = [
    ("_Don't_ go!", ["Don", "t", "go"]),
    ("well-\nknown", ["well", "known"]),
    ("de\u0301ja\u0300", ["de", "ja"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_words_are_counted_by_the_one_rule(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(("text", "kept"), KEPT)
def test_the_words_that_may_not_be_lost_are_runs_as_written(text: str, kept: list[str]) -> None:
    assert conservation_words(text) == kept


@given(st.text(st.characters(), max_size=200))
def test_places_and_count_agree_and_every_letter_lies_in_a_word(text: str) -> None:
    spans = list(iter_words(text))
    assert len(spans) == count_words(text)
    outside = list(text)
    for start, end in spans:
        assert start < end
        outside[start:end] = " " * (end - start)
    assert conservation_words("".join(outside)) == []


@given(st.text(st.sampled_from("ab1'-_ .\n"), max_size=60))
def test_plain_ascii_takes_a_short_cut_to_the_same_count(text: str) -> None:
    assert count_words(text) == count_words(text + " é") - 1


def test_marks_are_no_letters_so_that_the_pattern_stays_linear() -> None:
    marks = re.compile(f"[{words._MARKS}]")
    assert not [chr(i) for i in range(0x10000) if marks.match(chr(i)) and chr(i).isalnum()]
    began = time.thread_time()
    count_words("a\u0301'" * 50_000)
    count_words("a-" * 100_000 + "é")
    assert time.thread_time() - began < 2.0
