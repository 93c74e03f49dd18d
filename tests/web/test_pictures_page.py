"""Pages of pictures: of the library, of an author, of a work."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fonds.app.question import Question
from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from fonds.publish.pictures.library import Dimension
from fonds.web import pictures
from fonds.web.assets import STATIC_FOLDER
from fonds.web.server import create_app
from tests.web.client import Client
from tests.web.conftest import Site
from tests.web.heaps import CLOCK, make_heap, make_library_folder
from tests.web.telling import derive, person, read_body, tell

MANY = "\n\n".join(
    f"Mina laughed with Lucy on the harbour wall for the {number}th time.\n\n"
    "They wept in the dead of night, and the corpse of the ship lay on the sand. "
    "It was terrible, and they were afraid, and nothing could be done about it at all."
    for number in range(40)
)
LONG = f"Title: The Wreck\nAuthor: Basil Quill\nFandom: Dracula\nDate: 2001-05-02\n\n{MANY}\n"


def _open(folder: Path, *, has_accounts: bool = False) -> Client:
    app = create_app(folder, has_accounts=has_accounts)
    if not any(getattr(route, "path", "") == "/pictures" for route in app.routes):
        app.include_router(pictures.router)
    return Client(app)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A library of which one work has people, scenes and pages enough."""
    folder = tmp_path_factory.mktemp("drawn")
    works = make_library_folder(folder, {**make_heap(), "wreck.txt": LONG.encode()})
    wreck = works["wreck.txt"]
    at, spans = 0, []
    for number, paragraph in enumerate(read_body(folder, wreck).split("\n\n")[:20]):
        whose = ("Mina Murray", "Lucy Westenra")[number % 2]
        told = {"point_of_view": whose, "person": "third", "tense": "past"}
        spans.append({"start": at, "end": at + len(paragraph), **told})
        at += len(paragraph) + 2
    people = [
        person("Mina Murray") | {"names": ["Mina"], "mentions": 40},
        person("Lucy Westenra") | {"names": ["Lucy"], "mentions": 40},
    ]
    tell(
        folder,
        wreck,
        derive("people", people, 0.99),
        derive("scene_list", spans, 0.99),
        derive("relationships", ["Mina Murray/Lucy Westenra"], 0.99),
    )
    return Site(folder, works, _open(folder))


def _figures(page: str) -> dict[str, str]:
    found = re.findall(r'<figure class="([^"]*)">(.*?)</figure>', page, re.DOTALL)
    return {names.split()[-1]: figure for names, figure in found}


def _svgs(page: str) -> Iterator[ET.Element]:
    for markup in re.findall(r'<svg xmlns.*?class="picture".*?\n</svg>', page, re.DOTALL):
        yield ET.fromstring(markup)


def _main(page: str) -> str:
    return page[page.index('<main id="main"') :]


def test_the_library_is_drawn_by_what_it_holds(drawn: Site) -> None:
    page = drawn.page("/pictures")
    figures = _figures(page)
    assert list(figures) == ["years", "fandoms", "pairings", "ratings", "lengths"]
    assert "6 works." in page
    assert 'aria-label="2001: 1 work"' in figures["years"]
    assert "4 more have no date." in figures["years"]
    assert "under 1,000" in figures["lengths"]
    assert "stylesheet" in page[: page.index("</head>")]


def test_every_bar_leads_to_as_many_works_as_it_says(drawn: Site) -> None:
    page = drawn.page("/pictures")
    bars = re.findall(r'<a href="([^"]+)" aria-label="([^"]+): ([\d,]+) works?"', page)
    assert len(bars) > 8
    for url, _, count in bars:
        shown = drawn.client.ask(html.unescape(url).replace("/?", "/pictures?", 1)).text
        assert f">{count} work" in shown.replace('tally">', ">"), url


def test_a_search_is_drawn_like_the_shelf(drawn: Site) -> None:
    page = drawn.page("/pictures?q=fog&fandom=Sherlock+Holmes&page=7")
    assert "1 work of this search." in page
    assert 'href="/?q=fog&amp;fandom=Sherlock+Holmes"' in page
    assert "q=fog&amp;fandom=Sherlock+Holmes&amp;year=1999" in page


def test_a_search_that_finds_nothing_draws_nothing(drawn: Site) -> None:
    page = drawn.page("/pictures?q=zeppelin")
    assert "There is nothing to draw." in page
    assert "<figure" not in page


def test_a_search_that_cannot_be_read_is_explained(drawn: Site) -> None:
    page = drawn.page("/pictures?q=(fog", status=400)
    assert "Column 1 of the search: " in _main(page)


@pytest.mark.parametrize(
    ("what", "value", "url"),
    [
        ("year", "1999", "/?year=1999"),
        ("fandom", "Oz & Ends", "/?fandom=Oz+%26+Ends"),
        ("length", "under 1,000", "/?words=0..999"),
        ("length", "over 50,000", "/?words=50000.."),
        ("length", "vast", None),
    ],
)
def test_a_value_has_its_address(what: Dimension, value: str, url: str | None) -> None:
    assert pictures.narrow_url(Question(), what, value) == url


def test_another_year_takes_the_place_of_the_one_chosen() -> None:
    asked = Question().choose("year", "1999").choose("fandom", "Oz")
    assert pictures.narrow_url(asked, "year", "2001") == "/?fandom=Oz&year=2001"


def test_an_authors_page_has_their_works_in_time(drawn: Site) -> None:
    page = drawn.page(pictures.author_url("Basil Quill"))
    assert "<h1>Basil Quill</h1>" in page
    assert "2 works" in page
    figures = _figures(page)
    assert list(figures) == ["career", "fandoms"]
    assert "The Wreck" in figures["career"]
    assert "<h2>Without a date</h2>" in page
    listed = page[page.index("<h2>Works</h2>") :]
    assert f'href="/works/{drawn.works["wreck.txt"]}"' in listed
    assert f'href="/works/{drawn.works["dracula/letters.txt"]}"' in listed
    assert "Lauriston" not in _main(page)


@pytest.mark.parametrize("name", ["Nobody", "Basil", "basil%20quill%2F", "%3Cscript%3E", "a/b"])
def test_whoever_has_no_work_here_has_no_page(drawn: Site, name: str) -> None:
    page = drawn.page(f"/authors/{name}", status=404)
    assert "<script>" not in page


def test_a_work_is_drawn_by_its_people_its_scenes_and_its_mood(drawn: Site) -> None:
    work_id = drawn.works["wreck.txt"]
    page = drawn.page(f"/works/{work_id}/pictures")
    figures = _figures(page)
    assert list(figures) == ["ties", "scenes", "mood"]
    assert "A couple: Lucy Westenra and Mina Murray." in figures["ties"]
    assert "Lucy Westenra 10, Mina Murray 10" in figures["scenes"]
    assert f'href="/works/{work_id}/read#scene-3"' in figures["scenes"]
    assert re.search(r"<td>bright</td>|<td>perhaps bright</td>", figures["mood"])
    assert "corpse" in figures["mood"]


def test_a_short_story_says_why_there_is_no_picture(drawn: Site) -> None:
    page = drawn.page(f"/works/{drawn.works['INDEX.TXT']}/pictures")
    assert "There is nothing to draw." in page


@pytest.mark.parametrize("path", ["/works/wabc/pictures", "/works/W/pictures", "/works//pictures"])
def test_a_work_that_is_not_here_has_no_pictures(drawn: Site, path: str) -> None:
    drawn.page(path, status=404)


def test_every_page_of_pictures_is_well_made(drawn: Site) -> None:
    paths = [
        "/pictures",
        pictures.author_url("Basil Quill"),
        f"/works/{drawn.works['wreck.txt']}/pictures",
    ]
    for path in paths:
        page = drawn.page(path)
        assert len(page.encode()) < 100_000
        assert "style=" not in page
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path
        figures = _figures(page)
        assert len(list(_svgs(page))) == len(figures)
        for figure in figures.values():
            assert "<figcaption>" in figure
            assert "<table>" in figure
        for svg in _svgs(page):
            for name in (svg.get("aria-labelledby") or "").split():
                assert name in ids


def test_nobodys_address_stands_in_a_picture(tmp_path: Path) -> None:
    text = LONG.replace("Basil Quill", "Basil <basil@quill.example>")
    works = make_library_folder(tmp_path, {"wreck.txt": text.encode()})
    work_id = works["wreck.txt"]
    people = [person("Mina"), person("lucy@whitby.example")]
    tell(
        tmp_path,
        work_id,
        derive("people", people, 0.99),
        derive("fandoms", ["Dracula tin@oz.example"], 1.0, basis="curated"),
        derive("relationships", ["Mina/lucy@whitby.example"], 0.99),
    )
    client = _open(tmp_path)
    for path in ("/pictures", f"/works/{work_id}/pictures", "/authors/Basil"):
        page = html.unescape(client.ask(path).text)
        assert ".example" not in page.replace("fonds.example", ""), path


def test_what_a_guest_may_not_see_is_neither_drawn_nor_counted(tmp_path: Path) -> None:
    """The page of everything is the same, byte for byte, as without the hidden work."""
    heap = make_heap()
    without, within = tmp_path / "without", tmp_path / "within"
    make_library_folder(without, heap)
    works = make_library_folder(within, {**heap, "wreck.txt": LONG.encode()})
    library = open_library(within)
    put_restriction(library, "work", works["wreck.txt"], "reader", by="Ada", clock=CLOCK)
    close_library(library)
    guest, other = _open(within, has_accounts=True), _open(without, has_accounts=True)
    for path in ("/pictures", "/pictures?fandom=Dracula", pictures.author_url("Basil Quill")):
        seen, expected = guest.ask(path), other.ask(path)
        assert seen.status_code == expected.status_code == 200
        assert "The Wreck" not in seen.text
        for at, work_id in works.items():
            assert at != "wreck.txt" or work_id not in seen.text
        assert _main(seen.text) == _main(expected.text)
    hidden, missing = (
        guest.ask(f"/works/{one}/pictures") for one in (works["wreck.txt"], "wabcdefgh")
    )
    assert hidden.status_code == missing.status_code == 404
    assert _main(hidden.text) == _main(missing.text).replace("wabcdefgh", works["wreck.txt"])


def test_the_page_about_adult_content_comes_before_the_pictures_of_a_work(tmp_path: Path) -> None:
    text = LONG.replace("Date:", "Rating: Explicit\nDate:")
    works = make_library_folder(tmp_path, {"wreck.txt": text.encode()})
    path = f"/works/{works['wreck.txt']}/pictures"
    client = _open(tmp_path, has_accounts=True)
    answer = client.ask(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/adult?back=")
    assert client.ask(path, headers={"cookie": "adult=yes"}).status_code == 200


def test_the_stylesheet_uses_tokens_alone() -> None:
    css = (STATIC_FOLDER / "pictures.css").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", css)
    sizes = [float(size) for size in re.findall(r"(\d+)px/", css)]
    assert sizes
    assert min(sizes) >= 11
