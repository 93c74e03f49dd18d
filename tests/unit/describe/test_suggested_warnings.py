"""Suggested warnings: ranked, with passages, and never sure."""

import pytest

from fonds.describe.suggested_warnings import SUREST, WarningSuggestion, suggest_warnings
from fonds.describe.telling import Telling, tell
from tests.factories import make_blocks

CALM = (
    "Robin and Marian walked to the mill with Tuck, and Robin carried the flour for once.",
    "Marian laughed at Robin, and Tuck at both of them, and the miller counted his sacks.",
)
TORTURE = (
    "They found the guard disembowelled, in a pool of blood, his severed head on the gate.",
    "The prisoner was tortured; blood spattered the walls, and he choked on his own blood.",
    "Behind the mill lay the mutilated steward, drenched in blood.",
)
MOURNING = (
    "On the third day Robin died, and the bell was heard as far as the ford.",
    "Marian stood long by Robin's grave. Tuck spoke of Robin's death to nobody.",
    "Tuck said that Robin was dead, and that the forest knew it.",
)


def warn(*paragraphs: str) -> tuple[WarningSuggestion, ...]:
    return suggest_warnings(telling_of(*paragraphs))


def telling_of(*paragraphs: str) -> Telling:
    return tell(make_blocks(*paragraphs))


def names(*paragraphs: str) -> list[str]:
    return [one.warning for one in warn(*paragraphs)]


def test_a_walk_to_the_mill_wants_no_warning() -> None:
    assert names(*CALM * 9) == []


def test_torture_is_violence() -> None:
    assert names(*CALM * 9, *TORTURE)[0] == "Graphic Depictions Of Violence"


def test_the_death_of_somebody_often_named_is_one_of_a_major_character() -> None:
    assert names(*CALM * 9, *MOURNING) == ["Major Character Death"]


def test_the_death_of_somebody_hardly_named_is_not() -> None:
    assert names(*CALM * 9, "Word came that Gisborne was dead, and nobody minded much.") == []


def test_a_death_that_lies_before_the_story_is_not() -> None:
    assert names(MOURNING[1], *CALM * 30) == []


@pytest.mark.parametrize(
    "said",
    [
        "Robin was dead tired, and Robin was dying to know what the miller kept there.",
        "Robin's body ached. Robin's death glare was famous from there to the ford.",
        "Robin was killed at cards, in a manner of speaking, by the tales of Robin.",
    ],
)
def test_a_manner_of_speaking_is_at_most_a_faint_one(said: str) -> None:
    assert all(one.confidence <= 0.4 for one in warn(*CALM * 9, said))


def test_somebody_who_takes_their_own_life_is_warned_of() -> None:
    text = "They said that the steward had killed himself. The steward took his own life, then?"
    assert names(*CALM * 4, text, text) == ["Suicide or Self-Harm"]


def test_a_house_where_a_child_is_beaten_is_warned_of() -> None:
    text = "Her father beat her. He took the belt to Much as well, and locked him in the cupboard."
    more = "It was child abuse, the abbot said; an abusive man, with his belt."
    assert "Abuse" in names(*CALM * 4, text, more)


def test_a_tavern_is_not_but_opium_is() -> None:
    assert names(*CALM * 9, "Tuck drank ale and wine.") == []
    den = "The addict smoked opium; drugged, drunk, he took cocaine and morphine, and heroin."
    assert "Substance Use" in names(*CALM * 4, den, den)


def test_an_assault_is_warned_of() -> None:
    text = "The steward was hanged as a rapist: he had raped a maid of the castle."
    assert "Rape/Non-Con" in names(*CALM * 9, text)


def test_an_age_alone_is_nothing() -> None:
    assert names(*CALM * 9, "Much was fifteen years old that spring.") == []


def test_nothing_is_ever_sure_and_the_likeliest_comes_first() -> None:
    found = warn(*TORTURE * 9, *MOURNING * 9, *CALM * 3)
    sure = [one.confidence for one in found]
    assert len(found) > 1
    assert sure == sorted(sure, reverse=True)
    assert max(sure) <= SUREST


def test_passages_quote_the_words() -> None:
    told = telling_of(*CALM * 9, *MOURNING)
    (found,) = suggest_warnings(told)
    quoted = [told.text[one.start : one.end] for one in found.passages]
    assert 0 < len(quoted) <= 5
    assert all("Robin" in one for one in quoted)
