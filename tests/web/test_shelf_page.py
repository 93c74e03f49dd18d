"""The shelf: what is on it, what is found, and how it looks."""

import re

import pytest

from fonds.search.query import Match
from fonds.web.shelf import Asked, make_complaint
from tests.web.conftest import Site


def test_the_shelf_says_how_many_stories_it_holds(site: Site) -> None:
    page = site.page("/")
    assert "5 stories." in page
    assert "1 file that is not a story" in page


def test_every_story_is_a_catalogue_entry_with_its_facts(site: Site) -> None:
    page = site.page("/")
    for words in ("The Lamp at Lauriston", "Ada Moor", "Sherlock Holmes/John Watson", "words"):
        assert words in page
    assert page.count('<article class="entry">') == 5


def test_a_story_without_title_is_named_by_its_first_words(site: Site) -> None:
    assert re.search(r'class="derived" title="[^"]+">Alice had not meant', site.page("/"))


def test_what_is_not_a_story_has_a_shelf_of_its_own(site: Site) -> None:
    page = site.page("/?kind=others")
    assert "1 file that is not a story: reviews" in page
    assert "The Lamp at Lauriston" not in page


def test_found_words_are_marked_in_a_snippet(site: Site) -> None:
    page = site.page("/?q=boots")
    assert "1 story found" in page
    assert "<mark>boots</mark>" in page


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("fandom=Dracula", "Letters from Whitby"),
        ("author=Ada+Moor", "The Lamp at Lauriston"),
        ("q=harbour+OR+slate", "Letters from Whitby"),
        ("q=author%3AMoor", "The Lamp at Lauriston"),
        ("q=sea&fandom=Dracula", "Letters from Whitby"),
    ],
)
def test_a_search_or_facet_leaves_only_what_matches(site: Site, query: str, title: str) -> None:
    page = site.page(f"/?{query}")
    assert title in page
    assert page.count('<article class="entry">') == 1


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("pov=third+person", {"The Road to Oz", "Letters from Whitby"}),
        ("narrator=John+Watson", {"The Lamp at Lauriston"}),
        ("category=M%2FM", {"The Lamp at Lauriston"}),
        ("category=F%2FF&pov=third+person", {"Letters from Whitby"}),
        ("character=Cheshire+Cat", {"Alice had not meant"}),
        ("pairing=Alice+%26+Cheshire+Cat", {"Alice had not meant"}),
    ],
)
def test_what_the_text_tells_narrows_the_shelf_like_what_is_stated(
    told: Site, query: str, titles: set[str]
) -> None:
    page = told.page(f"/?{query}")
    assert page.count('<article class="entry">') == len(titles)
    assert all(title in page for title in titles)


def test_facet_values_that_nobody_states_are_lighter(told: Site) -> None:
    page = told.page("/")
    lighter = set(re.findall(r'<span class="derived" title="Only read[^"]+">([^<]+)</span>', page))
    assert {"Cheshire Cat", "Alice &amp; Cheshire Cat", "first person", "M/M"} <= lighter
    assert not {"Dracula", "Sherlock Holmes/John Watson", "Ada Moor"} & lighter
    for label in ("Category", "Told in", "Told by"):
        assert f"<h2>{label}</h2>" in page


def test_a_chosen_facet_can_be_taken_away(site: Site) -> None:
    page = site.page("/?q=the&fandom=Dracula")
    assert '<a href="/?q=the">Dracula' in page


def test_a_query_that_cannot_be_read_is_answered_kindly_with_its_place(site: Site) -> None:
    page = site.page("/?q=fog+(moor", status=400)
    assert "Column 5" in page
    assert "<mark>(</mark>" in page
    assert 'value="fog (moor"' in page


def test_a_search_without_hits_says_what_to_do(site: Site) -> None:
    assert "Nothing on the shelf matches" in site.page("/?q=zeppelin")


@pytest.mark.parametrize("sort", ["relevance", "title", "author", "date", "words"])
def test_every_order_is_offered_and_given(site: Site, sort: str) -> None:
    page = site.page(f"/?q=the&sort={sort}")
    assert re.search(rf'sort={sort}" aria-current="true"', page)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-3",
        "page=x",
        "page=99999999999",
        "sort=nonsense",
        "kind=x",
        "fandom=",
        "q=+",
    ],
)
def test_odd_values_in_the_address_do_no_harm(site: Site, query: str) -> None:
    site.page(f"/?{query}")


def test_a_page_beyond_the_last_says_that_nothing_is_there(site: Site) -> None:
    assert "Nothing on the shelf matches" in site.page("/?page=900")


def test_what_is_typed_cannot_become_markup(site: Site) -> None:
    page = site.page("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", status=400)
    assert "<script>alert" not in page


def test_an_address_asks_the_same_again() -> None:
    asked = Asked("fog", "words", 3, "others", (Match("fandom", "Oz & Us", phrase=True),))
    assert asked.url(page=3) == "/?q=fog&fandom=Oz+%26+Us&sort=words&kind=others&page=3"
    assert asked.without(asked.narrow[0]) == "/?q=fog&sort=words&kind=others"


def test_a_complaint_without_a_column_points_behind_the_query() -> None:
    assert make_complaint("fog", "nothing is meant")["after"] == ""
