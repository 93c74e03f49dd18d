"""Stated values: what the words after a label mean."""

from functools import cache
from typing import Any

import pytest

from fonds.describe.facts import read_facts
from fonds.describe.stated import describe_stated
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack


@cache
def packs() -> tuple[Pack, ...]:
    return load_packs()


def stated(field: str, value: Any, confidence: float = 0.97, by: str = "matter/1") -> Claim:
    quote = str(value)
    return Claim(field, value, "stated", confidence, (Evidence(0, 5, 5 + len(quote), quote),), by)


def said(field: str, *claims: Claim) -> Any:
    best = find_best_claim(describe_stated(claims, packs()), field)
    return None if best is None else best.value


VALUES = [
    ("label:author", "Ida Quill & Tom Reed", "creators", ["Ida Quill", "Tom Reed"]),
    ("label:author", "iq@example.org", "creators", None),
    ("rating_stated", "PG-13", "rating", "Teen And Up Audiences"),
    ("rating_stated", "Mildly Dirty", "rating", None),
    ("label:fandom", "Holmes", "fandoms", ["Sherlock Holmes"]),
    ("label:fandom", "The Lighthouse Papers", "fandoms", ["The Lighthouse Papers"]),
    ("label:warnings", "none", "warnings", []),
    ("label:warnings", "None really", "warnings", []),
    ("label:warnings", "fog, bad puns; geese", "warnings", ["fog", "bad puns", "geese"]),
    ("label:genre", "slash, angst", "categories", ["M/M"]),
    ("label:genre", "slash, angst", "tags", ["angst"]),
    ("label:genre", "Humor/Romance", "tags", ["Humor", "Romance"]),
    ("label:genre", "Sherlock Holmes", "fandoms", ["Sherlock Holmes"]),
    ("label:pairing", "none", "relationships", None),
    ("label:pairing", "gen", "categories", ["Gen"]),
    ("label:date", "May 3, 1999", "date", "1999-05-03"),
    ("label:date", "long ago", "date", None),
    ("label:status", "WIP", "complete", False),
    ("label:status", "complete", "complete", True),
    ("label:status", "not complete", "complete", False),
    ("label:status", "who knows", "complete", None),
    ("label:language", "English", "language", "en"),
    (
        "label:series",
        "Baker Street Nights #2",
        "series",
        {"title": "Baker Street Nights", "index": 2.0},
    ),
    ("label:series", "third of the Lamp Series", "series", {"title": "Lamp", "index": 3.0}),
    (
        "label:series",
        "Baker Street Nights",
        "series",
        {"title": "Baker Street Nights", "index": None},
    ),
    ("label:series", "none", "series", None),
    (
        "label:song",
        '"The Drum" by Ambrose Tuck',
        "song",
        [{"title": "The Drum", "artist": "Ambrose Tuck"}],
    ),
    (
        "label:song",
        "The Drum by Ambrose Tuck",
        "song",
        [{"title": "The Drum", "artist": "Ambrose Tuck"}],
    ),
]


@pytest.mark.parametrize(("label", "words", "field", "value"), VALUES)
def test_words_after_a_label_mean_a_value(label: str, words: str, field: str, value: Any) -> None:
    assert said(field, stated(label, words)) == value


def test_a_pair_is_told_by_the_fandom_that_is_named() -> None:
    pair = stated("label:pairing", "Holmes/Watson")
    assert said("relationships", stated("label:fandom", "Holmes"), pair) == [
        "Sherlock Holmes/John Watson"
    ]


def test_a_new_claim_has_the_evidence_of_the_words() -> None:
    claim = stated("label:author", "Ida Quill")
    (found,) = describe_stated([claim], packs())
    assert (found.evidence, found.basis, found.by) == (claim.evidence, "stated", "stated/1")


def test_a_guessed_name_that_is_a_character_wrote_nothing() -> None:
    assert said("creators", stated("label:author", "John Watson", 0.65, "front-matter/1")) is None
    assert said("creators", stated("label:author", "John Watson")) == ["John Watson"]


def test_what_a_format_states_itself_is_kept_and_named_as_packs_name_it() -> None:
    assert said("fandoms", stated("fandoms", ["Holmes"])) == ["Sherlock Holmes"]
    assert describe_stated([stated("fandoms", ["Sherlock Holmes"])], packs()) == ()


FACTS = [
    ("A Dracula sequel, rated PG", "fandoms", ["Dracula"]),
    ("A Dracula sequel, rated PG", "rating_stated", "PG"),
    ("Holmes; humor; PG-13 for fog", "rating_stated", "PG-13 for fog"),
    ("angst, Holmes", "tags", ["angst"]),
    ("The fog came up from the river", "rating_stated", None),
    ("He was a G man", "rating_stated", None),
]


@pytest.mark.parametrize(("words", "field", "value"), FACTS)
def test_facts_without_labels_are_read(words: str, field: str, value: Any) -> None:
    found = read_facts([stated("label:facts", words, 0.85)], packs())
    best = find_best_claim(found, field)
    assert (None if best is None else best.value) == value


def test_a_fact_points_at_its_own_words() -> None:
    (claim,) = [
        c
        for c in read_facts([stated("label:facts", "Holmes, PG")], packs())
        if c.field == "rating_stated"
    ]
    assert claim.evidence == (Evidence(0, 13, 15, "PG"),)
