"""Mine: marks, shelves and saved searches by forms alone, and never more than one may see."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.opening import close_library
from fonds.library.people import find_person
from fonds.library.positions import Position, put_device, put_position
from fonds.library.restrictions import put_restriction
from fonds.library.shelves import put_shelf, works_of
from fonds.web.assets import STATIC_FOLDER
from fonds.web.mine import find_own_parts
from fonds.web.pages import make_environment
from fonds.web.visiting import Visitor
from tests.web.heaps import CLOCK, correct_title
from tests.web.own_site import OwnSite, make_own_site

PAGES = (
    "/mine",
    "/mine/marks/to-read",
    "/mine/searches",
    "/mine/preferences",
    "/mine/keep?q=the",
    "/shelves",
    "/collections",
)


@pytest.fixture
def site(tmp_path: Path) -> OwnSite:
    return make_own_site(tmp_path)


def _lamp(site: OwnSite) -> str:
    return site.works["holmes/lamp.txt"]


def _letters(site: OwnSite) -> str:
    return site.works["dracula/letters.txt"]


def _restrict(site: OwnSite, kind: str, value: str, least: str = "curator") -> None:
    library = site.open_library()
    put_restriction(library, kind, value, least, by="Cora", clock=CLOCK)  # type: ignore[arg-type]
    close_library(library)


def _read(site: OwnSite, work: str, person: int = 1) -> None:
    library = site.open_library()
    put_device(library, person, f"d{person}", "Phone", clock=CLOCK)
    put_position(library, person, f"d{person}", work, Position(2, 5, 0.42, "", CLOCK), clock=CLOCK)
    close_library(library)


class _Marks(HTMLParser):
    """Collects the buttons of the marks of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pressed: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "button" and found.get("aria-pressed") == "true" and "data-value" in found:
            self.pressed.add(str(found["data-value"]))


@pytest.mark.parametrize("url", [one for one in PAGES if one != "/collections"])
def test_a_guest_is_led_to_sign_in(site: OwnSite, url: str) -> None:
    answer = site.guest.ask(url)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?back=%2F")


@pytest.mark.parametrize("url", PAGES)
def test_every_page_stands_when_nothing_is_kept(site: OwnSite, url: str) -> None:
    page = site.ada.page(url)
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|<script(?![^>]+src=)", page)


def test_a_work_is_marked_and_unmarked_by_forms(site: OwnSite) -> None:
    work = _lamp(site)
    url = f"/works/{work}/mark"
    assert site.ada.post(url, status="to-read", back="/?q=fog") == f"/?q=fog#{work}"
    site.ada.post(url, favourite="yes")
    page = site.ada.page("/mine")
    assert page.count("The Lamp at Lauriston</a>") == 2
    assert _Marks(page).pressed == {"to-read", "yes"}
    assert "The Lamp at Lauriston" not in site.basil.page("/mine")
    site.ada.post(url, status="none")
    site.ada.post(url, favourite="no")
    assert "The Lamp at Lauriston" not in site.ada.page("/mine")


def test_a_form_without_a_way_back_leads_where_it_came_from(site: OwnSite) -> None:
    url = f"/works/{_lamp(site)}/mark"
    for referer, leads in (
        ("http://fonds.example/?q=fog", f"/?q=fog#{_lamp(site)}"),
        ("http://elsewhere.example/?q=fog", f"/works/{_lamp(site)}#{_lamp(site)}"),
    ):
        answer = site.ada.ask(url, form={"status": "read"}, headers={"referer": referer})
        assert answer.headers["location"] == leads
    away = site.ada.post(url, status="read", back="//elsewhere.example")
    assert away.startswith("/#")


@pytest.mark.parametrize("work", ["wnowhere", "x", "w%00", "w" + "a" * 90])
def test_what_is_not_here_cannot_be_marked(site: OwnSite, work: str) -> None:
    assert site.ada.ask(f"/works/{work}/mark", form={"status": "read"}).status_code == 404


def test_an_unknown_mark_is_a_mistake_in_words(site: OwnSite) -> None:
    answer = site.ada.ask(f"/works/{_lamp(site)}/mark", form={"status": "devoured"})
    assert answer.status_code == 400
    assert "is no mark" in answer.text


def test_reading_goes_on_where_it_stopped(site: OwnSite) -> None:
    _read(site, _letters(site))
    page = site.ada.page("/mine")
    assert f'href="/works/{_letters(site)}/read/2#p-5"' in page
    assert "42 %, on Phone" in page
    assert "Letters from Whitby" not in site.basil.page("/mine")
    site.ada.post(f"/works/{_letters(site)}/mark", status="read")
    assert "Read on" not in site.ada.page("/mine")


def test_a_shelf_is_made_filled_renamed_removed_and_taken_back(site: OwnSite) -> None:
    url = site.ada.post("/shelves", name="Rainy days", about="for the train")
    lamp, letters = _lamp(site), _letters(site)
    number = url.rpartition("/")[2]
    for work in (lamp, letters):
        site.ada.post(f"/works/{work}/shelf", shelf=number, do="put")
    page = site.ada.page(url)
    assert "2 works" in page
    assert "for the train" in page
    taken = site.ada.post(url, do="take", work=[lamp])
    page = site.ada.page(taken)
    assert "1 work was taken off “Rainy days”." in page
    assert "The Lamp at Lauriston" not in page
    assert site.ada.post("/mine/undo", back=url) == url
    assert "2 works" in site.ada.page(url)
    site.ada.post(url, do="rename", name="Wet days", about="")
    assert '<h1 dir="auto">Wet days</h1>' in site.ada.page(url)
    gone = site.ada.post(url, do="remove")
    page = site.ada.page(gone)
    assert "“Wet days” was removed." in page
    assert 'action="/mine/undo"' in page
    site.ada.page(url, 404)
    site.ada.post("/mine/undo", back="/shelves")
    assert "2 works" in site.ada.page(url)
    assert "was removed" not in site.ada.page("/shelves?undo=1")


def test_a_shelf_is_nobody_elses(site: OwnSite) -> None:
    url = site.ada.post("/shelves", name="Rainy days")
    site.basil.page(url, 404)
    site.basil.post(url, 404, do="remove")
    site.cora.post(url, 404, do="rename", name="Mine")
    number = url.rpartition("/")[2]
    site.basil.post(f"/works/{_lamp(site)}/shelf", 404, shelf=number)
    assert "Rainy days" not in site.basil.page("/shelves")
    assert "Rainy days" in site.ada.page(url)


def test_a_work_is_put_on_a_shelf_that_is_made_for_it(site: OwnSite) -> None:
    site.ada.post(f"/works/{_lamp(site)}/shelf", new="Fog", do="put")
    assert "1 work<" in site.ada.page("/shelves")
    answer = site.ada.ask(f"/works/{_lamp(site)}/shelf", form={"do": "put"})
    assert answer.status_code == 400
    assert "Choose a shelf" in answer.text


def test_a_whole_search_is_kept_on_a_shelf(site: OwnSite) -> None:
    page = site.ada.page("/mine/keep?q=lamp")
    assert "It finds 2 works now" in page
    url = site.ada.post("/mine/keep", question="q=lamp", new="Lamps")
    page = site.ada.page(url)
    assert "2 works were put on “Lamps”." in page
    site.ada.post("/mine/undo", back=url)
    assert "0 works" in site.ada.page(url.partition("?")[0])


def test_a_search_is_saved_followed_renamed_removed_and_taken_back(site: OwnSite) -> None:
    anchor = site.ada.post("/mine/searches", name="Lamps", question="q=lamp&page=4")
    number = anchor.rpartition("-")[2]
    url = f"/mine/searches/{number}"
    page = site.ada.page("/mine/searches")
    assert 'href="/?q=lamp"' in page
    assert "Nothing new." in page
    library = site.open_library()
    library.connection.execute("UPDATE saved_search SET seen = 0")
    close_library(library)
    assert "2 new" in site.ada.page("/mine")
    page = site.ada.page(url)
    assert "2 works came since you last looked" in page
    assert "Letters from Whitby" in page
    assert site.ada.post(url, do="seen") == "/?q=lamp"
    assert "Nothing came since" in site.ada.page(url)
    site.ada.post(url, do="rename", name="Lights")
    gone = site.ada.post(url, do="remove")
    page = site.ada.page(gone)
    assert "“Lights” was removed" in page
    assert 'id="search-' not in page
    site.ada.post("/mine/undo")
    assert "Lights" in site.ada.page("/mine/searches")
    site.basil.page(url, 404)
    site.basil.post(url, 404, do="remove")


def test_a_search_that_cannot_be_asked_is_not_kept(site: OwnSite) -> None:
    assert "column" in site.ada.page("/mine/keep?q=fog+%28")
    site.ada.post("/mine/searches", 400, name="Broken", question="q=fog+%28")
    site.ada.post("/mine/searches", 400, name=" ", question="q=fog")


def test_what_is_left_out_is_kept_or_refused_in_words(site: OwnSite) -> None:
    site.ada.post("/mine/preferences", always_hidden="lamp", read="hide")
    page = site.ada.page("/mine/preferences?kept=1")
    assert 'value="lamp"' in page
    assert re.search(r'value="hide" checked', page)
    assert "It finds 0 works now" in site.ada.page("/mine/keep?q=lamp")
    assert "It finds 2 works now" in site.ada.page("/mine/keep?q=lamp&hidden=show")
    answer = site.ada.ask("/mine/preferences", form={"always_hidden": "lamp (", "read": "show"})
    assert answer.status_code == 400
    assert "aria-invalid" in answer.text
    assert 'value="lamp"' in site.ada.page("/mine/preferences")


def test_collections_are_for_all_and_changed_by_curators(site: OwnSite) -> None:
    assert 'action="/collections"' not in site.guest.page("/collections")
    assert 'action="/collections"' not in site.ada.page("/collections")
    assert site.ada.ask("/collections", form={"name": "Winter"}).status_code == 403
    url = site.cora.post("/collections", name="Winter", about="cold ones")
    number = url.rpartition("/")[2]
    site.cora.post(f"/works/{_lamp(site)}/shelf", shelf=number)
    for somebody in (site.guest, site.ada):
        assert "Winter" in somebody.page("/collections")
        page = somebody.page(url)
        assert "The Lamp at Lauriston" in page
        assert "Take off" not in page
    assert site.ada.ask(url, form={"do": "remove"}).status_code == 403
    assert site.ada.ask(f"/works/{_letters(site)}/shelf", form={"shelf": number}).status_code == 403
    assert "Take off" in site.cora.page(url)
    site.cora.page(f"/shelves/{number}", 404)
    site.cora.post(url, do="take", work=[_lamp(site)])
    assert "0 works" in site.ada.page(url)


def test_a_collection_kept_from_somebody_is_as_if_it_were_not_there(site: OwnSite) -> None:
    url = site.cora.post("/collections", name="Quillon")
    site.cora.post(f"/works/{_lamp(site)}/shelf", shelf=url.rpartition("/")[2])
    _restrict(site, "collection", url.rpartition("/")[2])
    nowhere = "/collections/99"
    for somebody in (site.guest, site.ada):
        assert "Quillon" not in somebody.page("/collections")
        told, never = somebody.ask(url), somebody.ask(nowhere)
        assert told.status_code == never.status_code == 404
        assert told.text.replace(url, "") == never.text.replace(nowhere, "")
    assert "Quillon" in site.cora.page("/collections")
    answer = site.cora.ask(url, form={"do": "remove"})
    assert answer.status_code == 400
    assert "End the restriction first" in answer.text


def test_a_hidden_work_shows_nowhere_and_in_no_number(site: OwnSite) -> None:
    lamp, letters = _lamp(site), _letters(site)
    correct_title(site.folder, lamp, "Quillon")
    shelf = site.ada.post("/shelves", name="Both")
    ours = site.cora.post("/collections", name="Ours")
    for work in (lamp, letters):
        site.ada.post(f"/works/{work}/mark", status="to-read", favourite="yes")
        site.ada.post(f"/works/{work}/shelf", shelf=shelf.rpartition("/")[2])
        site.cora.post(f"/works/{work}/shelf", shelf=ours.rpartition("/")[2])
        _read(site, work)
    site.ada.post("/mine/searches", name="Lamps", question="q=lamp")
    library = site.open_library()
    library.connection.execute("UPDATE saved_search SET seen = 0")
    close_library(library)
    _restrict(site, "work", lamp)
    urls = ("/mine", "/mine/marks/to-read", "/mine/searches/1", shelf, "/shelves", ours)
    for url in (*urls, "/mine/searches", "/mine/keep?q=lamp", "/collections"):
        page = site.ada.page(url)
        assert "Quillon" not in page, url
        assert lamp not in page, url
        assert not re.search(r"\b2 (works|new)\b|>2<", page), url
    for url in (ours, "/collections"):
        page = site.guest.page(url)
        assert "1 work" in page
        assert "Quillon" not in page
    hidden = site.ada.ask(f"/works/{lamp}/mark", form={"status": "read"})
    never = site.ada.ask("/works/wnowhere/mark", form={"status": "read"})
    assert hidden.status_code == never.status_code == 404
    assert hidden.text.replace(lamp, "") == never.text.replace("wnowhere", "")
    library = site.open_library()
    assert lamp in works_of(library, 1)
    close_library(library)


def test_names_are_shown_and_never_act(site: OwnSite) -> None:
    url = site.ada.post("/shelves", name="<b>Fog</b> & ada@letters.example", about="<i>")
    page = site.ada.page(url)
    assert "&lt;b&gt;Fog&lt;/b&gt; &amp; ada@letters.example" in page
    assert "<b>" not in page


def test_lists_turn_their_pages(site: OwnSite) -> None:
    library = site.open_library()
    for number in range(30):
        put_shelf(library, 1, f"Shelf {number}", clock=CLOCK)
    close_library(library)
    assert site.ada.page("/shelves").count("own-rows") == 1
    for page in ("0", "-1", "x", "99", "9999999999"):
        site.ada.page(f"/mine/marks/read?page={page}")
    site.ada.page("/mine/marks/eaten", 404)


def test_a_works_page_has_its_marks_and_shelves(site: OwnSite) -> None:
    url = site.ada.post("/shelves", name="<Fog>")
    site.cora.post("/collections", name="Winter")
    site.ada.post(f"/works/{_lamp(site)}/shelf", shelf=url.rpartition("/")[2])
    site.ada.post(f"/works/{_lamp(site)}/mark", status="reading")
    shelf = open_shelf(site.folder)
    person = find_person(shelf.library, 1)
    visitor = Visitor(person, "reader", is_alone=False, sees_as="reader")
    parts = find_own_parts(shelf, visitor, _lamp(site))
    assert parts is not None
    assert [one.name for one in parts.shelves] == [one.name for one in parts.on] == ["<Fog>"]
    macros = make_environment().get_template("marks-form.html").module
    form = macros.mark_form(_lamp(site), parts.mark, "The Lamp", "/works/x")  # type: ignore[attr-defined]
    assert _Marks(form).pressed == {"reading"}
    assert 'name="back" value="/works/x"' in form
    shelves = macros.shelf_form(_lamp(site), parts.shelves, parts.on)  # type: ignore[attr-defined]
    assert "Take it off &lt;Fog&gt;" in shelves
    assert "<select" not in shelves
    assert find_own_parts(shelf, Visitor(None, "guest", is_alone=False), _lamp(site)) is None
    alone = Visitor(None, "administrator", is_alone=True, sees_as="administrator")
    parts = find_own_parts(shelf, alone, _lamp(site))
    assert parts is not None
    assert parts.mark.is_empty
    assert [one.name for one in parts.shelves] == ["Winter"]
    close_shelf(shelf)


def test_another_site_cannot_mark(site: OwnSite) -> None:
    answer = site.ada.ask(
        f"/works/{_lamp(site)}/mark",
        form={"status": "read"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403


def test_the_style_uses_tokens_only() -> None:
    css = (STATIC_FOLDER / "mine.css").read_text("utf-8")
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb\(", css)
    everywhere = "".join(
        path.read_text("utf-8") for path in STATIC_FOLDER.glob("*.css") if path.name != "mine.css"
    )
    assert set(re.findall(r"var\(--([a-z-]+)\)", css)) <= set(
        re.findall(r"--([a-z-]+):", everywhere)
    )
