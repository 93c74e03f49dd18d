"""Series on the site: the list, works in order, one book, and the form that puts it right."""

import io
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI

from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from fonds.web import series
from fonds.web.api import series as series_api
from fonds.web.series_line import series_url
from tests.epubcheck_runner import check_books, list_faults, require_java
from tests.told_library import CLOCK, Told, in_series, make_told_library
from tests.web.visitors import Browser, House, add_people

NIGHTS = "Baker Street Nights"
STRANGE = "Oz / Alice & “more”?#é%20<b>"
BASIL = {"creators": ["Basil Quill"]}
WORKS = (
    Told("The Fog", in_series(NIGHTS, 1.0, summary="A ferryman is missed."), ("It was fog.",) * 5),
    Told("The Ferry", in_series(NIGHTS, 2.0), ("It was the ferry that told him.",) * 5),
    Told("The Lamp", in_series(NIGHTS, 4.0, rating="Explicit"), ("The lamp burned.",) * 5),
    Told("Whitby Snow", in_series("Snapshots", 1.0)),
    Told("Oz Snow", in_series("Snapshots", 1.0, **BASIL)),
    Told("Moor One", in_series("Moorland Tales", 1.0)),
    Told("Moor Two", in_series("Moorland Tale", 2.0)),
    Told("Dots", in_series("..", 1.0)),
    Told("Strange", in_series(STRANGE, 1.0)),
    Told("Written to", in_series("For ada@moor.example", 1.0)),
    Told("Alone", sequels=[("followed by", "The Well"), ("sequel to", "Not Here")]),
    Told("The Well"),
)


def install(app: FastAPI) -> None:
    """Let a site have these pages, until it has them of itself."""
    paths = {getattr(one, "path", "") for one in app.routes}
    if "/series" not in paths:
        app.include_router(series.router, include_in_schema=False)
        app.include_router(series_api.router)


class Site:
    def __init__(self, folder: Path) -> None:
        self.works = make_told_library(folder, WORKS)
        self.people = add_people(folder)
        self.house = House(folder)
        install(self.house.app)
        self.folder = folder

    def browser(self, name: str | None = None) -> Browser:
        return self.house.browser(name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("series"))
    yield made
    made.house.app.state.room.catching_up.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.house.app.state.room.catching_up.close()


def test_the_list_names_series_and_what_is_odd(site: Site) -> None:
    page = unescape(site.browser().page("/series"))
    assert "7 series." in page
    assert f'href="/series/{quote(NIGHTS)}"' in page
    assert "3 is missing." in page
    assert STRANGE in page
    assert "<b>" not in site.browser().page("/series")
    assert "Spellings of one name" not in page
    assert "Perhaps one series" not in unescape(site.browser().page("/series?alike=1"))
    found = site.browser().page("/series?q=snap")
    assert "1 series with" in found
    assert found.count("Snapshots</a>") == 2
    assert "No series with" in site.browser().page("/series?q=nowhere")


@pytest.mark.parametrize(
    ("name", "title"),
    [(NIGHTS, "The Fog"), (STRANGE, "Strange"), ("..", "Dots"), ("Snapshots", "Oz Snow")],
)
def test_every_name_has_a_page(site: Site, name: str, title: str) -> None:
    page = site.browser().page(series_url(name))
    assert f">{title}</a>" in page
    assert series_url(name) in unescape(site.browser().page("/series"))


def test_a_name_with_an_address_is_covered_and_still_leads_there(site: Site) -> None:
    page = site.browser().page("/series")
    assert "ada@" not in page
    assert "ada%40" not in page
    href = unescape(page.split('href="/series/For%20')[1].partition('"')[0])
    assert ">Written to</a>" in site.browser().page(f"/series/For%20{href}")
    (told,) = site.browser().ask("/api/v1/series?q=moor.example").json()["items"]
    assert site.browser().ask(told["url"]).json()["total"] == 1


def test_a_series_shows_its_works_in_order(site: Site) -> None:
    page = unescape(site.browser().page(series_url(NIGHTS)))
    places = [page.index(f">{title}</a>") for title in ("The Fog", "The Ferry", "The Lamp")]
    assert places == sorted(places)
    assert f'href="/works/{site.works["The Fog"]}/read">Read from the start' in page
    assert "A ferryman is missed." in page
    assert "3 is missing." in page
    assert "Change the series" not in page
    site.browser().page("/series/Nowhere", 404)


def test_namesakes_stand_apart(site: Site) -> None:
    page = site.browser().page("/series/Snapshots")
    assert "2 series here have this name." in page
    assert page.index("Ada Moor") < page.index("Basil Quill")


def test_what_is_hidden_is_in_no_series(own: Site) -> None:
    library = open_library(own.folder)
    for title in ("The Ferry", "Strange"):
        put_restriction(library, "work", own.works[title], "curator", by="Zoë", clock=CLOCK)
    close_library(library)
    guest = own.browser()
    page = guest.page(series_url(NIGHTS))
    assert "The Ferry" not in page
    assert "2 and 3 are missing" in page or "2 to 3 are missing" in page
    guest.page(series_url(STRANGE), 404)
    assert "6 series." in guest.page("/series")
    ferry = own.works["The Ferry"]
    assert guest.ask(f"/anthology/series.epub?of={ferry}").status_code == 404
    told = guest.ask(f"/api/v1{series_url(NIGHTS)}").json()
    assert [one["work"]["title"] for one in told["items"][0]["parts"]] == ["The Fog", "The Lamp"]
    assert "The Ferry" in own.browser("Cora").page(series_url(NIGHTS))


def read_titles(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        pages = sorted(one for one in book.namelist() if one.endswith("-title.xhtml"))
        texts = [book.read(one).decode() for one in pages]
    known = [told.title for told in WORKS]
    return [next(title for title in known if f">{title}<" in text) for text in texts]


def test_a_series_is_one_book_in_its_order(site: Site, tmp_path: Path) -> None:
    url = f"/anthology/series.epub?of={site.works['The Ferry']}"
    asked = site.browser().ask(url)
    assert asked.headers["location"].startswith("/adult?back=")
    answer = site.browser().ask(url, headers={"Cookie": "adult=yes"})
    assert answer.status_code == 200
    assert "Baker%20Street%20Nights.epub" in answer.headers["content-disposition"]
    assert read_titles(answer.content) == ["The Fog", "The Ferry", "The Lamp"]
    assert site.browser().ask(url, headers={"Cookie": "adult=yes"}).content == answer.content
    assert site.browser().ask(f"/anthology/series.epub?of={'w' * 11}").status_code == 404
    require_java()
    books = []
    for title in ("The Ferry", "Strange"):
        path = tmp_path / f"{title}.epub"
        url = f"/anthology/series.epub?of={site.works[title]}"
        path.write_bytes(site.browser().ask(url, headers={"Cookie": "adult=yes"}).content)
        books.append(path)
    assert list_faults(check_books(books)) == []


def _fields(site: Site, **more: object) -> dict[str, object]:
    works = [site.works[title] for title in ("The Fog", "The Ferry", "The Lamp")]
    return {
        "of": works[0],
        "work": works,
        "number": ["1", "2", "4"],
        "name": NIGHTS,
        "do": "keep",
        **more,
    }


def test_only_curators_change_a_series(own: Site) -> None:
    assert own.browser().send("/series", _fields(own)).status_code == 303  # type: ignore[arg-type]
    assert own.browser("Rea").send("/series", _fields(own)).status_code == 403  # type: ignore[arg-type]
    assert "Change the series" not in own.browser("Rea").page(series_url(NIGHTS))


def test_one_form_puts_a_series_right_and_can_be_taken_back(own: Site) -> None:
    cora = own.browser("Cora")
    assert "Change the series" in cora.page(series_url(NIGHTS))
    fields = _fields(
        own,
        number=["2", "1", "3,5"],
        take=[own.works["The Lamp"]],
        add=f"http://fonds.example/works/{own.works['Alone']}/read",
        why="The prologue comes first",
    )
    answer = cora.send("/series", fields)  # type: ignore[arg-type]
    assert answer.status_code == 303
    to = answer.headers["location"]
    assert to.startswith(f"{series_url(NIGHTS)}?done=")
    page = unescape(cora.page(to))
    order = [page.index(f">{title}</a>") for title in ("The Ferry", "The Fog", "Alone")]
    assert order == sorted(order)
    assert ">The Lamp</a>" not in page
    assert f"The series “{NIGHTS}”: 4 works." in page
    act = to.rpartition("=")[2]
    back = cora.send("/series", {"do": "undo", "act": act, "back": series_url(NIGHTS)})
    assert back.headers["location"] == series_url(NIGHTS)
    assert ">The Lamp</a>" in cora.page(series_url(NIGHTS))
    assert "Undo" not in own.browser().page(f"{series_url(NIGHTS)}?done={act}")


def test_nobody_takes_back_what_they_may_not_see(own: Site) -> None:
    ada, cora = own.browser("Ada"), own.browser("Cora")
    done = ada.send("/series", _fields(own, number=["1", "2", "3"]))  # type: ignore[arg-type]
    to = done.headers["location"]
    assert "Undo" in cora.page(to)
    library = open_library(own.folder)
    lamp = own.works["The Lamp"]
    put_restriction(library, "work", lamp, "administrator", by="Ada", clock=CLOCK)
    close_library(library)
    assert "Undo" not in cora.page(to)
    undo = {"do": "undo", "act": to.rpartition("=")[2], "back": series_url(NIGHTS)}
    assert cora.send("/series", undo).status_code == 404
    assert ada.send("/series", undo).status_code == 303
    assert cora.send("/series", {**undo, "act": "999"}).status_code == 404


def test_a_series_is_called_otherwise(own: Site) -> None:
    cora = own.browser("Cora")
    answer = cora.send("/series", _fields(own, name=STRANGE + "!"))  # type: ignore[arg-type]
    assert answer.headers["location"].startswith(series_url(STRANGE + "!"))
    assert ">The Fog</a>" in cora.page(answer.headers["location"])
    cora.page(series_url(NIGHTS), 404)


def test_spellings_become_one_by_a_button(own: Site) -> None:
    cora = own.browser("Cora")
    assert 'href="/series?alike=1"' in cora.page("/series")
    page = cora.page("/series?alike=1")
    assert "Perhaps one series" in page
    assert 'value="Moorland Tales"' in page
    answer = cora.send(
        "/series",
        {
            "old": ["Moorland Tale", "Moorland Tales"],
            "author": "Ada Moor",
            "one": "Moorland Tales",
        },
    )
    assert "Nobody here has two series" in cora.page("/series?alike=1")
    page = cora.page(answer.headers["location"])
    assert page.index(">Moor One</a>") < page.index(">Moor Two</a>")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ["1", "2"]},
        {"number": ["1", "2", "nine"]},
        {"name": " "},
        {"name": "Moor, 2"},
        {"add": "wnone"},
        {"do": "burn"},
    ],
)
def test_what_makes_no_sense_changes_nothing(own: Site, wrong: dict[str, object]) -> None:
    cora = own.browser("Cora")
    assert cora.send("/series", _fields(own, **wrong)).status_code == 400  # type: ignore[arg-type]
    assert "3 is missing" in cora.page(series_url(NIGHTS))


def test_programs_read_series(site: Site) -> None:
    guest = site.browser()
    told = guest.ask("/api/v1/series?limit=3").json()
    assert (told["total"], len(told["items"])) == (7, 3)
    nights = next(one for one in told["items"] if one["name"] == NIGHTS)
    assert nights["odd"] == ["3 is missing"]
    rest = guest.ask(f"/api/v1/series?limit=200&cursor={told['next']}")
    assert rest.status_code == 200
    whole = guest.ask(nights["url"]).json()["items"][0]
    assert [one["number"] for one in whole["parts"]] == [1.0, 2.0, 4.0]
    assert whole["missing"] == [{"first": 3, "last": 3}]
    assert guest.ask("/api/v1/series/Nowhere").status_code == 404
    assert guest.ask(f"/api/v1/series/{quote(STRANGE, safe='')}").status_code == 200
    snaps = guest.ask("/api/v1/series?q=snap").json()["items"]
    assert [(one["name"], one["series"], one["works"]) for one in snaps] == [("Snapshots", 2, 2)]
