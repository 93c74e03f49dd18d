"""The timeline: stories at their places in canon, and how they get there."""

import html
import re
from pathlib import Path

import pytest
from msgspec import structs

from fonds.app.shelf import Shelf
from fonds.model.entry import Entry
from fonds.model.record import Setting
from fonds.web import pages, timeline
from fonds.web.server import create_app
from tests.library_factories import make_entry
from tests.web.client import Client
from tests.web.conftest import Site
from tests.web.heaps import make_heap, make_library_folder
from tests.web.telling import SHOW, place, tell

OF_SHOW = "/timeline?show=Buffy+the+Vampire+Slayer"


@pytest.fixture(scope="module")
def hung(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("hung")
    works = make_library_folder(folder, make_heap())
    tell(
        folder,
        works["holmes/lamp.txt"],
        place(4, 10, "Hush", "after", basis="stated"),
        place(show="Sherlock Holmes", episode="The Final Problem", relation="after"),
    )
    tell(folder, works["dracula/letters.txt"], place(4, 10, "Hush", "before", confidence=0.5))
    tell(folder, works["untitled.txt"], place(3, relation="season"), place(relation="before"))
    tell(folder, works["oz/road.html"], place(4, 10, "Hush", "instead"), place(show="<b>Oz</b>"))
    tell(folder, works["INDEX.TXT"], place(1, 1, "Nothing Told", "during"))
    return Site(folder, works, Client(create_app(folder)))


def _plain(page: str) -> str:
    page = page[page.index('<main id="main"') :]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_a_library_without_places_says_how_stories_get_there(site: Site) -> None:
    page = _plain(site.page("/timeline"))
    assert "No story has a place on it yet." in page
    assert "spoilers up to 4x10" in page
    assert "5 stories are on the shelf" in page


def test_the_shelf_leads_to_the_timeline(site: Site) -> None:
    assert '<a href="/timeline">Timeline</a>' in site.page("/")
    assert '<a href="/timeline" aria-current="page">' in site.page("/timeline")


def test_all_shows_are_listed_the_fullest_first(hung: Site) -> None:
    page = hung.page("/timeline")
    assert "4 stories say where in their canon they are set, of 5 on the shelf." in _plain(page)
    found = re.findall(r'<h2><a href="([^"]+)">([^<]+)</a> <span[^>]+>([^<]+)</span>', page)
    assert [(one[1], one[2]) for one in found] == [
        (SHOW, "4 stories"),
        ("&lt;b&gt;Oz&lt;/b&gt;", "1 story"),
        ("Sherlock Holmes", "1 story"),
    ]
    for url, _, _ in found:
        hung.page(html.unescape(url))


def test_a_show_lists_its_seasons_episodes_and_how_stories_stand_to_them(hung: Site) -> None:
    page = hung.page(OF_SHOW)
    plain = _plain(page)
    order = [
        "Before it begins 1 story",
        "Season 3 1 story some time in it",
        "Season 4 3 stories Hush episode 10 before it Letters from Whitby",
        "after it The Lamp at Lauriston by Ada Moor",
        "instead of it The Road to Oz",
    ]
    at = 0
    for words in order:
        assert words in plain[at:], words
        at = plain.index(words, at)
    assert f'<a href="/works/{hung.works["holmes/lamp.txt"]}">The Lamp at Lauriston</a>' in page


def test_what_is_no_story_has_no_place(hung: Site) -> None:
    assert "Nothing Told" not in hung.page(OF_SHOW)


def test_a_place_that_is_read_or_doubtful_is_marked_and_tells_why(hung: Site) -> None:
    page = hung.page(OF_SHOW)
    rows = dict(re.findall(r'<li><a href="/works/([a-z2-7]+)">(.*?)</li>', page))
    stated, doubtful = (rows[hung.works[one]] for one in ("holmes/lamp.txt", "dracula/letters.txt"))
    assert 'class="why-here"' in stated
    assert "(not sure)" not in stated
    assert 'class="why-here derived"' in doubtful
    assert "(not sure)" in doubtful
    why = re.search(r'href="([^"#]+)#setting"', doubtful)
    assert why is not None
    assert 'id="setting"' in hung.page(why[1])


def test_the_picture_says_in_words_what_it_shows(hung: Site) -> None:
    page = hung.page(OF_SHOW)
    assert 'role="group" aria-label="Stories by season, from the beginning at the left"' in page
    assert 'aria-label="Season 4: 3 stories"' in page
    leads = re.findall(r'<a href="[^"#]*#([a-z0-9-]+)" aria-label="[^"]+: \d', page)
    assert leads == ["before", "season-3", "season-4"]
    for anchor in leads:
        assert f'id="{anchor}"' in page


def test_a_work_says_its_place_and_leads_to_it(hung: Site) -> None:
    page = hung.page(f"/works/{hung.works['holmes/lamp.txt']}")
    assert f"after “Hush” ({SHOW}, season 4, episode 10)" in page
    assert "after “The Final Problem” (Sherlock Holmes)" in page
    url = html.unescape(re.findall(r'class="hang" href="([^"]+)"', page)[0])
    answer = hung.client.ask(url)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{OF_SHOW}#season-4"


def test_a_season_where_nothing_hangs_leads_to_its_show(hung: Site) -> None:
    assert hung.client.ask(f"{OF_SHOW}&season=6").headers["location"] == OF_SHOW


def test_a_single_show_needs_no_choice(tmp_path: Path) -> None:
    works = make_library_folder(tmp_path, {"cat.txt": make_heap()["untitled.txt"]})
    tell(tmp_path, works["cat.txt"], place(2, 3, None, "during"))
    page = Client(create_app(tmp_path)).ask("/timeline").text
    assert f"<h1>{SHOW}</h1>" in page
    assert "Episode 3" in page
    assert "The whole timeline" not in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("show=Nowhere", 404),
        ("show=", 404),
        ("show=%3Cscript%3E", 404),
        ("show=Buffy+the+Vampire+Slayer&page=2", 404),
        ("show=Buffy+the+Vampire+Slayer&page=0", 400),
        ("show=Buffy+the+Vampire+Slayer&page=x", 400),
        ("show=Buffy+the+Vampire+Slayer&season=-1", 400),
        ("page=3", 200),
        ("nonsense=1", 200),
    ],
)
def test_odd_questions_are_answered_kindly(hung: Site, query: str, status: int) -> None:
    page = hung.page(f"/timeline?{query}", status=status)
    assert "<script>" not in page


def _many(count: int) -> tuple[Entry, ...]:
    return tuple(
        structs.replace(
            make_entry(f"wa{number}", title=f"The {number}th Lamp in a Window of Baker Street"),
            setting=(Setting(SHOW, number % 7 + 1, number % 22 + 1, None, "after"),),
            derived=("setting",),
            uncertain=("setting",),
        )
        for number in range(count)
    )


def test_a_full_timeline_comes_in_pages_of_less_than_100_kb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = _many(1200)

    def list_many(shelf: Shelf) -> tuple[Entry, ...]:
        return entries

    monkeypatch.setattr(pages, "list_settled", list_many)
    make_library_folder(tmp_path, {})
    client = Client(create_app(tmp_path))
    seen: list[str] = []
    for number in range(1, 9):
        answer = client.ask(f"{OF_SHOW}&page={number}")
        assert answer.status_code == 200
        assert len(answer.content) < 100_000
        seen += re.findall(r'<li><a href="/works/([a-z0-9]+)"', answer.text)
    assert sorted(seen) == sorted(entry.work_id for entry in entries)
    last = client.ask(f"{OF_SHOW}&season=7")
    assert last.headers["location"].startswith(f"{OF_SHOW}&page=")


def test_many_shows_fit_on_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packs = [f"Show {number}" for number in range(150)]
    entries = tuple(
        structs.replace(entry, setting=(Setting(packs[place % 150], place % 20, 3),))
        for place, entry in enumerate(_many(3000))
    )

    def list_many(shelf: Shelf) -> tuple[Entry, ...]:
        return entries

    monkeypatch.setattr(pages, "list_settled", list_many)
    make_library_folder(tmp_path, {})
    page = Client(create_app(tmp_path)).ask("/timeline")
    assert len(page.content) < 100_000
    assert all(f">{name}</a>" in page.text for name in packs)


def test_the_address_of_a_show_survives_odd_names() -> None:
    assert timeline.show_url("Law & Order: #1?") == "/timeline?show=Law+%26+Order%3A+%231%3F"
