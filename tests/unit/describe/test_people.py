"""People: one name for each, there or only spoken of."""

from functools import cache

import pytest

from fonds.describe.names import find_names
from fonds.describe.people import Person, find_people
from fonds.describe.telling import tell
from fonds.packs.load import load_packs
from fonds.packs.meanings import MeaningIndex, make_meaning_index
from tests.factories import make_blocks


@cache
def index() -> MeaningIndex:
    return make_meaning_index(load_packs())


def people_of(*paragraphs: str, fandom: str = "") -> dict[str, Person]:
    telling = tell(make_blocks(*paragraphs))
    packs = [n for n, pack in enumerate(index().packs) if pack.fandom.name == fandom]
    return {one.name: one for one in find_people(telling, find_names(telling), index(), packs)}


def test_a_packs_names_for_one_person_are_joined() -> None:
    found = people_of(
        "Lizzy ran. Miss Bingley watched Elizabeth Bennet run. Eliza waved.",
        fandom="Pride and Prejudice",
    )
    assert set(found) == {"Elizabeth Bennet", "Caroline Bingley"}
    assert found["Elizabeth Bennet"].count == 3
    assert found["Elizabeth Bennet"].gender == "female"


JOINED = [
    ("Margaret Hale sighed. Miss Hale rose, and Meg went out.", {"Margaret Hale"}),
    ("Tom Ashdown ran. “Tommy!” cried Ashdown’s aunt.", {"Tom Ashdown"}),
    ("Mr. Weston laughed at Mrs. Weston, and Mrs. Weston sat down.", {"Mr. Weston", "Mrs. Weston"}),
    ("Captain Ann Gale saluted. The others saluted Gale.", {"Ann Gale"}),
]


@pytest.mark.parametrize(("text", "names"), JOINED)
def test_people_of_no_pack_are_joined_by_what_their_names_share(text: str, names: set[str]) -> None:
    assert set(people_of(text)) == names


def test_who_is_only_spoken_of_is_not_there() -> None:
    found = people_of(
        "Ottoline shut the door. “Have you seen Bertrand?” she asked. Rufus shook his head.",
        "“Bertrand had gone before I came,” said Rufus.",
    )
    assert {name: one.presence for name, one in found.items()} == {
        "Ottoline": "present",
        "Rufus": "present",
        "Bertrand": "mentioned",
    }


def test_a_place_is_nobody() -> None:
    assert "Highbury" not in people_of(
        "Ottoline lived in Highbury. Rufus had come to Highbury from Kent, and out of Highbury "
        "he would not go. “Highbury,” said Ottoline, “is near Kent.”"
    )


def test_pronouns_tell_a_gender_that_no_pack_knows() -> None:
    found = people_of("Quillow smiled. She sat. Quillow wept, and she rose; Quillow hid her face.")
    assert found["Quillow"].gender == "female"
