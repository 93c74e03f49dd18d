"""Content rates: which words count, which phrases take them away, and where they lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.describe.content_rates import find_content, fold_letters
from fonds.describe.content_words import CONTENTS, HARMLESS, WORDS
from fonds.describe.telling import Telling, tell
from tests.factories import make_blocks


def telling_of(text: str) -> Telling:
    return tell(make_blocks(*text.split("\n\n")))


def kinds_in(text: str) -> list[str]:
    return [hit.kind for hit in find_content(telling_of(text)).hits]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Robin stabbed the guard.", ["violence"]),
        ("The guard was shot through the hat.", ["violence"]),
        ("The sheriff gave her a shot of whisky.", ["substance use", "substance use"]),
        ("He shot her a look across the table.", []),
        ("They gave it a shot.", []),
        ("Watson killed the lights and waited.", []),
        ("We killed time by the river.", []),
        ("She was dead tired and lay down at once.", []),
        ("It was the dead of night.", []),
        ("“Bloody weather,” said Lestrade.", ["mild language"]),
        ("“What a bloody nuisance!” she cried.", ["mild language"]),
        ("He showed his bloody hands.", ["violence"]),
        ("“Look at his bloody hands,” she said.", ["violence"]),
        ("It was bloody marvellous, and he said so.", ["mild language"]),
        ("The blood rushed to her cheeks.", []),
        ("Her blood pressure was low.", []),
        ("There was blood on the step.", ["violence"]),
        ("She cut herself a slice of cake.", []),
        ("He could make out the ship in the fog.", []),
        ("It was no affair of his.", []),
        ("Emma knew her own sex.", []),
        ("He had drunk his tea.", []),
        ("The mantel clock struck three.", []),
        ("He beat her at chess.", []),
        ("Alice was passing the class, and assisted.", []),
    ],
)
def test_a_word_counts_by_what_stands_around_it(text: str, kinds: list[str]) -> None:
    assert kinds_in(text) == kinds


def test_signs_and_capitals_make_no_difference() -> None:
    assert kinds_in("STABBED! blood-stained, and (murdered)") == ["violence"] * 3


def test_a_curly_apostrophe_parts_words_as_a_straight_one_does() -> None:
    assert kinds_in("the guard’s corpse") == kinds_in("the guard's corpse") == ["death"]


def test_a_place_is_that_of_the_word_in_the_text() -> None:
    told = telling_of("Éva’s İzmir house — and then\n\nhe was murdered.")
    (hit,) = find_content(told).hits
    assert told.text[hit.start : hit.end] == "murdered"


def test_a_rate_is_the_weight_of_a_thousand_words() -> None:
    calm = "The river was wide and slow and green that year. " * 99
    found = find_content(telling_of(calm + "Robin stabbed him."))
    assert found.rates["violence"].whole == pytest.approx(1_000 / found.words)
    assert found.rates["violence"].count == 1


def test_the_thickest_place_of_a_long_text_is_seen() -> None:
    calm = "The river was wide and slow and green that year. " * 800
    found = find_content(telling_of(calm + "Robin stabbed him. " * 9 + calm))
    assert found.rates["violence"].peak == pytest.approx(9)
    assert found.rates["violence"].whole < 1


def test_one_word_of_a_short_text_proves_little() -> None:
    assert find_content(telling_of("Robin stabbed him.")).rates["violence"].whole < 2


def test_nothing_has_no_content() -> None:
    assert find_content(telling_of("")).rates == {}


def test_every_listed_word_is_small_letters_and_single_spaces() -> None:
    listed = [word for groups in WORDS.values() for _, words in groups for word in words.split("|")]
    listed += HARMLESS.split("|")
    strange = [word for word in listed if fold_letters(word) != f" {word} " or not word]
    assert strange == []


def test_every_kind_has_words() -> None:
    assert set(WORDS) == set(CONTENTS)


@given(st.text(st.characters(blacklist_categories=()), max_size=300))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold_letters(text)) == len(text) + 2
    assert set(fold_letters(text)[:: len(text) + 1]) == {" "}


@given(st.lists(st.sampled_from(["stabbed", "Blood", "bloody", "İ", "“", "”", " ", "ß", "\n\n"])))
def test_every_hit_lies_in_its_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    told = Telling(text, text, (0,))
    for hit in find_content(told).hits:
        assert fold_letters(told.text[hit.start : hit.end]).strip().isalpha()
