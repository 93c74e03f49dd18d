"""All values of a facet: counted, found, turned over, and never of what is hidden."""

import re
from html import unescape

import pytest
from msgspec import structs

from fonds.app.people import make_owner
from fonds.library.entries import get_entry, put_entry
from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from fonds.web.facet_values import PAGE_VALUES, cut_pages, read_asked
from fonds.web.server import create_app
from tests.web.client import Client
from tests.web.conftest import Site
from tests.web.heaps import CLOCK, make_heap, make_library_folder

PAGE_BYTES = 100_000
SECRET = "Zanzibar"
"""Stands in the hidden work alone."""


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A library of 500 tags; one of its stories is hidden from guests."""
    folder = tmp_path_factory.mktemp("many")
    works = make_library_folder(folder, make_heap())
    library = open_library(folder)
    lamp, letters = works["holmes/lamp.txt"], works["dracula/letters.txt"]
    tags = tuple(f"{'Sea' if n % 5 == 0 else 'Moor'} Tale {n:03}" for n in range(500))
    put_entry(library, structs.replace(get_entry(library, lamp), tags=(*tags, "Éclair")))
    hidden = structs.replace(
        get_entry(library, letters),
        tags=("Sea Tale 000", SECRET),
        title=f"{SECRET} Nights",
        creators=(SECRET,),
        series=f"{SECRET}, 1",
    )
    put_entry(library, hidden)
    make_owner(library, clock=CLOCK)
    put_restriction(library, "work", letters, "curator", by="Jane", clock=CLOCK)
    close_library(library)
    return Site(folder, works, Client(create_app(folder)))


@pytest.fixture(scope="session")
def guest(many: Site) -> Client:
    return Client(create_app(many.folder, has_accounts=True))


def _values(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r' name="tag" value="([^"]*)"', page)]


def test_every_value_stands_on_some_page(many: Site) -> None:
    pages = [many.page(f"/facets/tag?of={number}") for number in (1, 2, 3)]
    found = [value for page in pages for value in _values(page)]
    assert len(found) == len(set(found)) >= 502
    assert len(_values(pages[0])) == PAGE_VALUES
    assert max(len(page.encode()) for page in pages) < PAGE_BYTES


def test_the_most_frequent_come_first_or_all_by_name(many: Site) -> None:
    assert _values(many.page("/facets/tag"))[0] == "Sea Tale 000"
    by_name = _values(many.page("/facets/tag?order=name"))
    assert by_name[:2] == ["Éclair", "Moor Tale 001"]


@pytest.mark.parametrize(
    ("starts", "count"),
    [("sea", 100), ("tale 49", 10), ("ECL", 1), ("ale", 0), ("moor tale 001", 1)],
)
def test_values_are_found_by_how_any_of_their_words_begins(
    many: Site, starts: str, count: int
) -> None:
    assert len(_values(many.page(f"/facets/tag?starts={starts.replace(' ', '+')}"))) == count


def test_values_follow_the_search(many: Site) -> None:
    assert _values(many.page("/facets/tag?fandom=Sherlock+Holmes&starts=zan")) == []
    assert _values(many.page("/facets/tag?fandom=Dracula&starts=sea")) == ["Sea Tale 000"]
    assert SECRET in many.page("/facets/tag?fandom=Dracula")


def test_what_is_chosen_stands_first_and_goes_back_to_the_shelf(many: Site) -> None:
    page = many.page("/facets/tag?q=the&tag=Sea+Tale+005&not-tag=Zanzibar&sort=words&tag-match=any")
    picked = page.partition("</fieldset>")[0]
    assert 'name="tag" value="Sea Tale 005" checked' in picked
    assert 'name="not-tag" value="Zanzibar"' in picked
    assert 'name="tag-match" value="any" checked' in picked
    for name, value in (("q", "the"), ("sort", "words")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


def test_what_the_form_leaves_empty_is_left_out_of_the_address(many: Site) -> None:
    answer = many.client.ask("/facets/tag?q=&starts=&tag=Sea+Tale+005")
    assert answer.headers["location"] == "/facets/tag?tag=Sea+Tale+005"


@pytest.mark.parametrize(
    "url", ["/facets/tag?of=99", "/facets/tag?of=x", "/facets/tag?order=x", "/facets/year?q=lamp"]
)
def test_odd_values_in_the_address_do_no_harm(many: Site, url: str) -> None:
    many.page(url)


def test_there_are_only_the_facets_there_are(many: Site) -> None:
    many.page("/facets/nonsense", status=404)
    many.page("/facets/tag?q=(", status=400)


@pytest.mark.parametrize("facet", ["tag", "author", "series", "fandom"])
def test_a_hidden_work_adds_neither_value_nor_count(guest: Client, facet: str) -> None:
    page = guest.ask(f"/facets/{facet}").text
    assert SECRET not in page
    assert SECRET not in guest.ask(f"/facets/{facet}?starts=zanz").text.replace('value="zanz"', "")
    if facet == "tag":
        page = guest.ask("/facets/tag?starts=sea").text
        row = page.partition('value="Sea Tale 000"')[2].partition("</li>")[0]
        assert '<span class="count">1</span>' in row
    if facet == "fandom":
        assert "Dracula" not in page


def test_long_values_make_shorter_pages() -> None:
    values = [("x" * 990 + str(number), 1) for number in range(20)]
    pages = cut_pages(values)
    assert [value for page in pages for value in page] == values
    assert max(map(len, pages)) == 6
    assert cut_pages([]) == ()


def test_an_address_of_values_is_read_back() -> None:
    asked = read_asked("tag", [("q", "fog"), ("starts", "sea"), ("order", "name"), ("of", "2")])
    assert asked.url() == "/facets/tag?q=fog&starts=sea&order=name&of=2"


def test_a_random_work_is_one_of_the_search(many: Site, guest: Client) -> None:
    letters = many.works["dracula/letters.txt"]
    answer = many.client.ask("/random?fandom=Dracula")
    assert answer.headers["location"] == f"/works/{letters}"
    assert answer.headers["cache-control"] == "no-store"
    for _ in range(12):
        assert letters not in guest.ask("/random").headers["location"]
    assert guest.ask("/random?fandom=Dracula").headers["location"] == "/?fandom=Dracula"


def test_chance_gives_every_work_its_turn(many: Site) -> None:
    found = {many.client.ask("/random").headers["location"] for _ in range(80)}
    assert len(found) == 5


def test_a_search_that_cannot_be_read_leads_to_the_shelf_which_says_so(many: Site) -> None:
    assert many.client.ask("/random?q=(").headers["location"] == "/?q=%28"
