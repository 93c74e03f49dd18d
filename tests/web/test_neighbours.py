"""What is like a work, as a page and for programs; and the lines on a work's own page."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI

from fonds.app.shelf import close_shelf, find_entry, open_shelf
from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from fonds.web import neighbours
from fonds.web.api import neighbours as neighbours_api
from fonds.web.pages import make_environment
from fonds.web.series_line import find_line, series_url
from tests.told_library import CLOCK, Told, in_series, make_told_library
from tests.web.visitors import Browser, House, add_people

NIGHTS = "Baker <Street> Nights"
PAIR = {"relationships": ["Watson/Lestrade"], "characters": ["Watson", "Lestrade"]}
WORKS = (
    Told("Moor One", {**PAIR, "creators": ["Eve"]}),
    Told("Moor Two", {**PAIR, "creators": ["Finn"], "summary": "Two on a moor."}),
    Told("Moor Three", {**PAIR, "creators": ["Gus"], "rating": "Explicit"}),
    Told("Nobody", {"creators": ["Hal"]}, ("Hush.",)),
    *(Told(f"Else {number}", {"creators": [f"Author {number}"]}) for number in range(12)),
    Told("Fog", in_series(NIGHTS, 1.0)),
    Told("Ferry", in_series(NIGHTS, 2.0)),
    Told("Lamp", in_series(NIGHTS), sequels=[("companion to", "Alone"), ("sequel to", "Gone <i>")]),
    Told("Alone"),
)


def install(app: FastAPI) -> None:
    """Let a site have these pages, until it has them of itself."""
    if "/works/{work_id}/like" not in {getattr(one, "path", "") for one in app.routes}:
        app.include_router(neighbours.router, include_in_schema=False)
        app.include_router(neighbours_api.router)


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.works = make_told_library(folder, WORKS)
        add_people(folder)
        self.house = House(folder)
        install(self.house.app)

    def browser(self, name: str | None = None) -> Browser:
        return self.house.browser(name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("like"))


def test_the_page_names_what_is_alike_and_why(site: Site) -> None:
    page = unescape(site.browser().page(f"/works/{site.works['Moor One']}/like"))
    assert ">Moor Two</a>" in page
    assert "the same pairing, Watson/Lestrade" in page
    assert "Two on a moor." in page
    assert f'href="/works/{site.works["Moor One"]}">Moor One</a>' in page
    assert ">Else 1</a>" not in page


def test_nothing_alike_is_said_so(site: Site) -> None:
    page = site.browser().page(f"/works/{site.works['Nobody']}/like")
    assert "Nothing here is much like it." in page


def test_what_is_no_work_has_no_neighbours(site: Site) -> None:
    for name in ("wnone", "x", "w%3F"):
        site.browser().page(f"/works/{name}/like", 404)
        assert site.browser().ask(f"/api/v1/works/{name}/neighbours").status_code == 404


def test_one_is_asked_before_what_is_like_an_adult_work(site: Site) -> None:
    answer = site.browser().ask(f"/works/{site.works['Moor Three']}/like")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/adult?back=")


def test_programs_read_the_reason_piece_by_piece(site: Site) -> None:
    told = site.browser().ask(f"/api/v1/works/{site.works['Moor One']}/neighbours").json()
    assert [one["work"]["title"] for one in told["items"]][:2] == ["Moor Three", "Moor Two"] or [
        one["work"]["title"] for one in told["items"]
    ][:2] == ["Moor Two", "Moor Three"]
    shared = {one["kind"]: one["names"] for one in told["items"][0]["shared"]}
    assert shared["pairing"] == ["Watson/Lestrade"]
    one = site.browser().ask(f"/api/v1/works/{site.works['Moor One']}/neighbours?limit=1").json()
    assert (one["total"], one["next"]) == (1, None)


def test_what_is_hidden_is_not_there(tmp_path: Path) -> None:
    own = Site(tmp_path)
    library = open_library(own.folder)
    put_restriction(library, "work", own.works["Moor Two"], "curator", by="Zoë", clock=CLOCK)
    close_library(library)
    url = f"/works/{own.works['Moor One']}/like"
    assert "Moor Two" not in own.browser().page(url)
    assert "Moor Two" in own.browser("Cora").page(url)
    own.browser().page(f"/works/{own.works['Moor Two']}/like", 404)


@pytest.fixture(scope="module")
def lines(site: Site) -> Iterator[dict[str, str]]:
    """The line on the page of each of some works."""
    shelf = open_shelf(site.folder)
    template = make_environment().get_template("work_series_line.html")
    found = {}
    for title in ("Fog", "Ferry", "Lamp", "Alone", "Nobody"):
        entry = find_entry(shelf, site.works[title])
        assert entry is not None
        found[title] = " ".join(template.render(series_line=find_line(shelf, entry)).split())
    yield found
    close_shelf(shelf)


def test_a_works_page_says_its_place_in_a_series(lines: dict[str, str], site: Site) -> None:
    line = lines["Ferry"]
    assert f'Part 2 of <a href="{series_url(NIGHTS)}" dir="auto">Baker &lt;Street&gt;' in line
    assert f'Previous: <a href="/works/{site.works["Fog"]}"' in line
    assert f'Next: <a href="/works/{site.works["Lamp"]}"' in line
    assert "Previous" not in lines["Fog"]


def test_a_works_page_says_what_goes_with_it(lines: dict[str, str], site: Site) -> None:
    assert "In <a" in lines["Lamp"]
    assert f'Goes with <a href="/works/{site.works["Alone"]}"' in lines["Lamp"]
    assert "Follows “Gone &lt;i&gt;”, which is not here" in lines["Lamp"]
    assert f'Goes with <a href="/works/{site.works["Lamp"]}"' in lines["Alone"]
    assert lines["Nobody"] == ""
