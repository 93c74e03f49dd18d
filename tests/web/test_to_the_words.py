"""From what was found on the shelf straight to the words in the story."""

import re

import pytest

from fonds.web.shelf import lead_to_words
from tests.web.conftest import Site


def _follow(site: Site, query: str) -> str:
    page = site.page(f"/?q={query}")
    found = re.search(r'class="to-words"><a href="([^"]+)"', page)
    assert found is not None, page
    answer = site.client.ask(found[1].replace("&amp;", "&"))
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_a_phrase_leads_to_its_place_in_the_story(site: Site) -> None:
    work = f"/works/{site.works['dracula/letters.txt']}"
    way = _follow(site, "%22sat+down+on+the+wall%22")
    assert way == f"{work}/read/all?find=sat+down+on+the+wall#hit-1"
    page = site.page(way.partition("#")[0])
    assert '<mark class="hit" id="hit-1">sat down on the wall</mark>' in page


def test_of_several_places_the_one_that_was_shown_is_meant(site: Site) -> None:
    work = f"/works/{site.works['dracula/letters.txt']}"
    asked = f"{work}/read/all?find=Lucy&at=and+ninety-nine%2C+and+Lucy+counted"
    answer = site.client.ask(asked)
    assert answer.headers["location"] == f"{work}/read/all?find=Lucy#hit-2"


def test_words_around_that_are_nowhere_lead_to_the_first_place(site: Site) -> None:
    work = f"/works/{site.works['dracula/letters.txt']}"
    answer = site.client.ask(f"{work}/read/all?find=Lucy&at=a+teapot+of+Lucy")
    assert answer.headers["location"].endswith("#hit-1")
    answer = site.client.ask(f"{work}/read/all?find=teapot&at=a+teapot")
    assert answer.headers["location"] == f"{work}/read/all?find=teapot"


def test_without_words_looked_for_nothing_leads_anywhere(site: Site) -> None:
    assert "to-words" not in site.page("/")
    assert "to-words" not in site.page("/?q=fandom:Dracula")


@pytest.mark.parametrize(
    ("pieces", "find"),
    [
        ((("a ", False), ("fog", True), (" ", False), ("bank", True), (" b", False)), "fog+bank"),
        ((("the", True), (" old ", False), ("lamp", True)), "lamp"),
        ((("fog", True), (", ", False), ("fog", True), (". Moor ", False)), "fog%2C+fog"),
    ],
)
def test_the_longest_run_of_marked_words_is_looked_for(
    pieces: tuple[tuple[str, bool], ...], find: str
) -> None:
    assert f"?find={find}&at=" in lead_to_words("wabc", pieces)


def test_a_cut_word_is_no_part_of_what_stands_around() -> None:
    pieces = (("abcdefghij " * 5, False), ("fog", True), (" abcdefghij" * 5, False))
    at = lead_to_words("wabc", pieces).partition("&at=")[2].split("+")
    assert set(at) == {"abcdefghij", "fog"}
