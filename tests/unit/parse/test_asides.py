"""Lines around a story that a page, a keeper or a translator put there."""

import pytest

from fonds.parse.asides import FURNITURE, find_aside
from fonds.parse.breaks import is_break
from fonds.parse.endings import find_ending
from fonds.parse.prose import find_prose_kind, is_dedication


@pytest.mark.parametrize(
    "text",
    [
        "( Read more... )",
        "<< Previous | Master Post | Next >>",
        "Part One | Part Two | Art",
        "Next Chapter →",
        "Stories >> Sherlock Holmes >> General",
        "This site is maintained by the Doorkeeper",
        "Actions\nTop\nKudos\nnight_train and 12 guests left kudos on this work!".replace(
            "Top", "↑ Top"
        ),
        "Kudos",
        "- **read on:** 2011-05-02\n- **my stars:** four",
    ],
)
def test_what_a_page_says_of_itself_is_furniture(text: str) -> None:
    found = find_aside(text)
    assert found is not None
    assert found[0] == FURNITURE
    assert found[1] > 0


@pytest.mark.parametrize(
    "text",
    [
        "translated from the German by Peg Moorcroft",
        "Translator's note: He says less of the goose than the French does.",
        "T/N: The goose is a duck in the first printing.",
        'based on the story "The Cellar at Michaelmas" by Thomas Iredale',
        "Comments to Rhys Maddox, at rmaddox@strand.example",
        "(typed from the zine by Roberta Sims)",
        "[Listmom's note: Phoebe's mailer ate the line breaks.]",
    ],
)
def test_what_keepers_and_translators_say_is_a_note(text: str) -> None:
    found = find_aside(text)
    assert found is not None
    assert found[0] == "notes"
    assert found[1] > 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He read on, and the lamp went out.",
        "Chapter Two",
        "The site was kept by an old man who had once been a sailor, and he would not sell it.",
        "(The letter was typed, and Holmes sniffed at it.)",
        '"Comments to the cook," said Holmes.',
        "It was translated, he said, by nobody at all.",
        "Home",
    ],
)
def test_a_line_of_a_story_is_no_aside(text: str) -> None:
    assert find_aside(text) is None


def test_speech_without_quotation_marks_is_no_note() -> None:
    text = "Rating a goose, said Holmes, is a matter for a poulterer, and I am not one."
    assert find_prose_kind(text).weight < 0


def test_a_dedication_may_say_without_whom() -> None:
    assert is_dedication("To Margaret, without whom there would be no whelk")


def test_to_be_concluded_leaves_a_story_open() -> None:
    assert find_ending("To be concluded...") == "more"
    assert find_ending("It was to be concluded that he had gone.") is None


@pytest.mark.parametrize(
    ("text", "breaks"),
    [("xXxXxXxXxXx", True), ("XoXoXoX", True), ("Xerxes", False), ("Oxo", False)],
)
def test_letters_in_turn_are_a_rule(text: str, breaks: bool) -> None:
    assert is_break(text) is breaks
