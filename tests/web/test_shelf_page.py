"""The shelf: what is on it, what is found, and how it looks."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from msgspec import structs

from fonds.app.mine import Mine, put_own_preferences
from fonds.app.people import make_owner
from fonds.app.question import FACETS, Chosen, Question
from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.entries import get_entry, put_entry
from fonds.library.opening import close_library, open_library
from fonds.library.positions import Position, put_device, put_position
from fonds.web.choices import list_chips, take_away
from fonds.web.server import create_app
from fonds.web.shelf import make_complaint
from tests.web.client import Client
from tests.web.conftest import Site
from tests.web.heaps import CLOCK, make_heap, make_library_folder

PAGE_BYTES = 100_000
"""What a page may weigh before the story's text."""


def _offered(page: str, facet: str) -> list[str]:
    """List the values of a facet that a page offers."""
    return [unescape(one) for one in re.findall(rf' name="{facet}" value="([^"]*)"', page)]


def _titles(page: str) -> list[str]:
    return re.findall(r'<article class="entry".*?<h2[^>]*><a[^>]*>([^<]*)', page, re.DOTALL)


def test_the_shelf_says_how_many_stories_it_holds(site: Site) -> None:
    page = site.page("/")
    assert "5 stories." in page
    assert "1 file that is not a story" in page


def test_every_story_is_a_catalogue_entry_with_its_facts(site: Site) -> None:
    page = site.page("/")
    for words in ("The Lamp at Lauriston", "Ada Moor", "Sherlock Holmes/John Watson", "words"):
        assert words in page
    assert page.count('<article class="entry"') == 5


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
    assert page.count('<article class="entry"') == 1


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
    assert page.count('<article class="entry"') == len(titles)
    assert all(title in page for title in titles)


def test_facet_values_that_nobody_states_are_lighter(told: Site) -> None:
    page = told.page("/")
    lighter = set(
        re.findall(r'<span class="derived" title="Only read[^"]+" dir="auto">([^<]+)', page)
    )
    assert {"Cheshire Cat", "Alice &amp; Cheshire Cat", "first person", "M/M"} <= lighter
    assert not {"Dracula", "Sherlock Holmes/John Watson", "Ada Moor"} & lighter
    for label in ("Category", "Told in", "Told by"):
        assert f"<h3>{label}</h3>" in page


def test_a_chosen_value_can_be_taken_away(site: Site) -> None:
    page = site.page("/?q=the&fandom=Dracula")
    assert 'name="drop" value="fandom:Dracula"' in page
    assert _led(site, "/?q=the&fandom=Dracula&drop=fandom%3ADracula") == "/?q=the"


def _led(site: Site, url: str) -> str:
    answer = site.client.ask(url)
    assert answer.status_code == 303, f"{url}: {answer.status_code}"
    return answer.headers["location"]


@pytest.mark.parametrize(
    ("sent", "tidy"),
    [
        ("/?q=fog&words-from=&words-to=", "/?q=fog"),
        ("/?q=&words-from=1000&words-to=5000", "/?words=1000..5000"),
        ("/?words-from=&words-to=5k&fandom=Oz", "/?fandom=Oz&words=..5k"),
        ("/?date-from=1999&date-to=1999&chapters=", "/?date=1999"),
        ("/?words=..999&words-from=1&words-to=2", "/?words=..999"),
        ("/?q=&tag=a&tag=b&tag-match=any", "/?tag=a&tag=b&tag-match=any"),
        ("/?words-from=1&drop=words&not-rating=Explicit", "/?not-rating=Explicit"),
        ("/?drop=nonsense", "/"),
        ("/?starts=sea&tag=Sea&order=name", "/?tag=Sea"),
    ],
)
def test_what_a_form_sends_leads_to_the_tidy_address(site: Site, sent: str, tidy: str) -> None:
    assert _led(site, sent) == tidy


def test_an_address_that_was_shared_is_left_as_it_is(site: Site) -> None:
    site.page("/?fandom=Dracula&q=sea")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("not-fandom=Dracula&not-fandom=Sherlock+Holmes", 3),
        ("not-language=fr&not-fandom=Dracula", 3),
        ("rating=General+Audiences&rating=Teen+And+Up+Audiences", 2),
        ("fandom=Dracula&fandom=Sherlock+Holmes", 0),
        ("fandom=Dracula&fandom=Sherlock+Holmes&fandom-match=any", 2),
        ("fandom=Dracula&not-fandom=Dracula", 4),
        ("words=1..60", 3),
        ("date=1999", 1),
        ("date=2000..", 0),
        ("chapters=2..", 1),
        ("chapters=1", 4),
        ("crossover=One+fandom&language=fr", 1),
    ],
)
def test_everything_can_be_asked_for_and_asked_away(site: Site, query: str, titles: int) -> None:
    assert len(_titles(site.page(f"/?{query}"))) == titles


def test_where_one_value_is_enough_the_others_stay_with_their_counts(site: Site) -> None:
    page = site.page("/?rating=General+Audiences")
    assert set(_offered(page, "rating")) == set(_offered(site.page("/"), "rating"))
    strict = site.page("/?fandom=Dracula")
    assert _offered(strict, "fandom") == ["Dracula"]
    loose = site.page("/?fandom=Dracula&fandom-match=any")
    assert "Sherlock Holmes" in _offered(loose, "fandom")


def test_what_is_chosen_or_excluded_is_checked_in_the_form(site: Site) -> None:
    page = site.page("/?fandom=Dracula&not-tag=no+such+tag")
    assert 'name="fandom" value="Dracula" checked' in page
    assert 'name="not-tag" value="no such tag" aria-label="without no such tag" checked' in page


def test_the_other_way_round_is_the_other_way_round(site: Site) -> None:
    forth, back = (
        _titles(site.page("/?sort=title")),
        _titles(site.page("/?sort=title&order=turned")),
    )
    assert forth == back[::-1] != back


def test_a_script_gets_what_changes_and_no_more(site: Site) -> None:
    answer = site.client.ask("/?q=boots&words-from=&fragment=1", headers={"X-Fragment": "results"})
    assert answer.status_code == 200
    assert 'data-address="/?q=boots"' in answer.text
    assert "<mark>boots</mark>" in answer.text
    assert 'data-facet="fandom"' in answer.text or "data-facet" in answer.text
    assert "<html" not in answer.text
    assert "X-Fragment" in answer.headers["vary"]


def test_a_script_hears_of_a_mistake_too(site: Site) -> None:
    answer = site.client.ask("/?q=fog+(moor&fragment=1")
    assert answer.status_code == 400
    assert "Column 5" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("query", ["words=many", "date=soon", "chapters=x", "words=9..1"])
def test_a_range_that_cannot_be_read_is_answered_without_a_column(site: Site, query: str) -> None:
    page = site.page(f"/?q=the&{query}", status=400)
    assert "olumn" not in page.partition('id="complaint"')[2]
    assert 'value="the"' in page


def test_a_query_that_cannot_be_read_is_answered_kindly_with_its_place(site: Site) -> None:
    page = site.page("/?q=fog+(moor", status=400)
    assert "Column 5" in page
    assert "<mark>(</mark>" in page
    assert 'value="fog (moor"' in page


def test_a_search_without_hits_says_what_to_do(site: Site) -> None:
    assert "Nothing on the shelf matches" in site.page("/?q=zeppelin")


@pytest.mark.parametrize("sort", ["relevance", "title", "author", "date", "words", "added"])
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
        "shelf=x",
        "read=x",
    ],
)
def test_odd_values_in_the_address_do_no_harm(site: Site, query: str) -> None:
    site.page(f"/?{query}")


def test_a_page_beyond_the_last_says_that_nothing_is_there(site: Site) -> None:
    assert "Nothing on the shelf matches" in site.page("/?page=900")


def test_what_is_typed_cannot_become_markup(site: Site) -> None:
    page = site.page("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", status=400)
    assert "<script>alert" not in page


def test_a_chip_takes_away_just_what_it_names() -> None:
    oz, away = Chosen("fandom", "Oz: A Tale"), Chosen("tag", "Sea")
    question = Question(
        "fog", chosen=(oz,), excluded=(away,), words="1..2", date="1999", chapters="1", read="hide"
    )
    chips = list_chips(question)
    assert [one.label for one in chips] == [
        *("Oz: A Tale", "Sea", "1 to 2 words", "1999", "one chapter", "not read by me")
    ]
    left = question
    for chip in chips:
        left = take_away(left, chip.drop)
    assert left == Question("fog")


def test_a_complaint_without_a_column_points_behind_the_query() -> None:
    assert make_complaint("fog", "nothing is meant")["after"] == ""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A library with 45 values of every facet, as long as they come."""
    folder = tmp_path_factory.mktemp("full")
    works = make_library_folder(folder, {f"{n}.txt": _tale(n) for n in range(45)})
    library = open_library(folder)
    for number, work_id in enumerate(works.values()):
        names = tuple(f"{word} & the Lady of Shalott, {number}" for word in ("Robin", "Marian"))
        entry = get_entry(library, work_id)
        put_entry(
            library,
            structs.replace(
                entry,
                **dict.fromkeys(("creators", "fandoms", "relationships"), names),
                **dict.fromkeys(("characters", "tags", "warnings", "categories"), names * 4),
                rating=f"Rated {number}",
                series=f"The Long Walk of {number} Hundred Miles, 1",
                language=f"x{chr(97 + number % 26)}{number}",
                date=f"{1960 + number}-01",
                summary="A walk, and what was said on it. " * 20,
            ),
        )
    make_owner(library, clock=CLOCK)
    close_library(library)
    return Site(folder, works, Client(create_app(folder)))


def _tale(number: int) -> bytes:
    tale = "Robin walked along the hedge until the path gave out, and then he sat down. " * 9
    return f"Title: The Walk, {number}\nAuthor: Ada Moor\n\n{tale}\n\n{number} miles.\n".encode()


_MANY = "&".join(f"not-tag=Robin+%26+the+Lady+of+Shalott%2C+{number}" for number in range(12))
_MOST = "&".join(f"not-series={'x' * 48}{number:02}" for number in range(40))


@pytest.mark.parametrize("query", ["", "q=walked", "not-fandom=x", _MANY, _MOST])
def test_no_page_is_over_100_kb_whatever_a_library_holds(full: Site, query: str) -> None:
    page = full.page(f"/?{query}")
    assert page.count("data-facet=") >= len(FACETS) - 4
    assert page.count("data-mark=") == 20
    print(f"{len(page.encode())} bytes")
    assert len(page.encode()) < PAGE_BYTES


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Site, Mine]]:
    """A library of one's own, to mark and to read in."""
    works = make_library_folder(tmp_path, make_heap())
    shelf = open_shelf(tmp_path)
    person = make_owner(shelf.library, clock=CLOCK)
    yield (
        Site(tmp_path, works, Client(create_app(tmp_path))),
        Mine(shelf, person, "administrator", "administrator"),
    )
    close_shelf(shelf)


def test_what_one_always_leaves_out_is_named_and_can_be_shown(own: tuple[Site, Mine]) -> None:
    site, mine = own
    put_own_preferences(mine, always_hidden="fandom:dracula")
    page = site.page("/")
    assert "Letters from Whitby" not in page
    assert "Left out as you asked: fandom:dracula (1)" in " ".join(page.split())
    assert "Letters from Whitby" in site.page("/?hidden=show")
    assert "Leave out again" in site.page("/?hidden=show")


def test_what_one_has_read_can_be_left_out(own: tuple[Site, Mine]) -> None:
    site, _ = own
    lamp = site.works["holmes/lamp.txt"]
    site.client.ask(f"/works/{lamp}/mark", method="POST", form={"status": "read"}, headers=_SAME)
    assert "The Lamp" not in site.page("/?read=hide")
    assert len(_titles(site.page("/?read=only"))) == 1
    assert re.search(rf'data-said="{lamp}">\s*Read\b', site.page("/"))


_SAME = {"Sec-Fetch-Site": "same-origin"}


def test_one_can_go_on_reading_from_the_shelf(own: tuple[Site, Mine]) -> None:
    site, mine = own
    letters = site.works["dracula/letters.txt"]
    put_device(mine.library, mine.number, "d1", "Phone", clock=CLOCK)
    place = Position(2, 5, 0.5, "They climbed", CLOCK)
    put_position(mine.library, mine.number, "d1", letters, place, clock=CLOCK)
    page = site.page("/")
    assert f'You were reading <a href="/works/{letters}/read/2#p-5">' in page
    assert "You were reading" not in site.page("/?q=the")
