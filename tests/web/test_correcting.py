"""Correcting on the web: one work, many works, the history, and the way back."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from fonds.library.acts import iter_acts
from fonds.library.entries import get_entry
from fonds.library.opening import close_library
from fonds.library.restrictions import put_restriction
from fonds.library.storage import find_row
from fonds.model.entry import Entry
from fonds.web import correcting, history
from fonds.web.api import corrections as corrections_api
from fonds.web.api import history as history_api
from fonds.web.api.site import ROUTERS
from fonds.web.correcting import uncover
from fonds.web.server import PAGES
from tests.web.heaps import CLOCK
from tests.web.own_site import OwnSite, make_own_site

JSON = {"content-type": "application/json"}


@pytest.fixture
def site(tmp_path: Path) -> OwnSite:
    made = make_own_site(tmp_path)
    for page in (correcting, history):
        if page not in PAGES:
            made.app.include_router(page.router)
    for api in (corrections_api, history_api):
        if api.router not in ROUTERS:
            made.app.include_router(api.router)
    return made


def _lamp(site: OwnSite) -> str:
    return site.works["holmes/lamp.txt"]


def _entry(site: OwnSite, work: str) -> Entry:
    library = site.open_library()
    try:
        return get_entry(library, work)
    finally:
        close_library(library)


def _count_acts(site: OwnSite) -> int:
    library = site.open_library()
    try:
        return len(list(iter_acts(library)))
    finally:
        close_library(library)


def _hide(site: OwnSite, work: str) -> None:
    library = site.open_library()
    put_restriction(library, "work", work, "administrator", by="Adam", clock=CLOCK)
    close_library(library)


_INPUT = re.compile(r'<input id="[^"]*" name="([^"]+)" value="([^"]*)"')
_AREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
_SELECT = re.compile(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
_OPTION = re.compile(r'<option(?: value="([^"]*)")?( selected)?>([^<]*)')


def _boxes(page: str) -> dict[str, Any]:
    """What every box of the form holds, as a browser would send it."""
    form = page[page.index('<form class="correct"') :]
    boxes = {name: unescape(value) for name, value in (*_INPUT.findall(form), *_AREA.findall(form))}
    for name, inner in _SELECT.findall(form):
        options = _OPTION.findall(inner)
        chosen = next((one for one in options if one[1]), options[0])
        boxes[name] = "" if chosen[2] == "not known" else unescape(chosen[2])
    return boxes


PAGES_OF_CURATORS = ("/works/{lamp}/correct", "/correct", "/history", "/works/{lamp}/history")


@pytest.mark.parametrize("url", PAGES_OF_CURATORS)
def test_only_curators_correct_and_read_the_history(site: OwnSite, url: str) -> None:
    address = url.format(lamp=_lamp(site))
    assert site.guest.ask(address).status_code == 303
    assert site.ada.ask(address).status_code == 403
    assert site.cora.ask(address).status_code == 200


def test_nobody_else_changes_anything(site: OwnSite) -> None:
    lamp = _lamp(site)
    before = _entry(site, lamp)
    for url in (f"/works/{lamp}/correct", "/correct", "/history/1/undo"):
        form = {"title": "Mine", "field": "title", "operation": "set", "value": "x", "step": "do"}
        assert site.ada.ask(url, form=form).status_code == 403
        assert site.guest.ask(url, form=form).status_code == 303
    assert _entry(site, lamp) == before
    assert _count_acts(site) == 0


def test_a_form_sent_as_it_came_changes_nothing(site: OwnSite) -> None:
    for work in site.works.values():
        boxes = _boxes(site.cora.page(f"/works/{work}/correct"))
        assert len(boxes) > 20
        assert site.cora.post(f"/works/{work}/correct", **boxes) == f"/works/{work}"
    assert _count_acts(site) == 0


def test_several_fields_are_corrected_in_one_act_and_taken_back(site: OwnSite) -> None:
    lamp = _lamp(site)
    before = _entry(site, lamp)
    boxes = _boxes(site.cora.page(f"/works/{lamp}/correct"))
    boxes |= {
        "title": "The Lamp, Relit",
        "creators": "Ada Moor\r\nBasil Reed\r\n",
        "tags": "Fog\r\nCase fic",
        "rating": "Teen And Up Audiences",
        "complete": "yes",
        "series": "Baker Street Nights, 2",
        "why": "the author's list says so",
    }
    where = site.cora.post(f"/works/{lamp}/correct", **boxes)
    assert where == f"/works/{lamp}?done=1"
    entry = _entry(site, lamp)
    assert (
        entry.title,
        entry.creators,
        entry.tags,
        entry.rating,
        entry.complete,
        entry.series,
    ) == (
        "The Lamp, Relit",
        ("Ada Moor", "Basil Reed"),
        ("Fog", "Case fic"),
        "Teen And Up Audiences",
        True,
        "Baker Street Nights, 2",
    )
    page = site.cora.page(f"/works/{lamp}/correct")
    assert "Corrected by Cora, 2024-06-01" in unescape(page)
    assert "the author's list says so" in unescape(page)
    assert "The Lamp at Lauriston" in page  # what was read stays beside it
    told = unescape(site.cora.page(f"/works/{lamp}/history"))
    assert "Title" in told
    assert "The Lamp, Relit" in told
    assert "the author's list says so" in told
    assert site.cora.post("/history/1/undo", back=f"/works/{lamp}") == f"/works/{lamp}?done=2"
    assert _entry(site, lamp) == before
    assert "taken back" in site.cora.page("/history")
    assert site.cora.post("/history/2/undo") == "/history?done=3"
    assert _entry(site, lamp) == entry


def test_an_empty_box_says_that_there_is_none(site: OwnSite) -> None:
    lamp = _lamp(site)
    site.cora.post(f"/works/{lamp}/correct", summary="", fandoms="", rating="")
    entry = _entry(site, lamp)
    assert (entry.summary, entry.fandoms, entry.rating) == (None, (), None)


def test_what_is_no_value_is_said_and_nothing_is_lost(site: OwnSite) -> None:
    lamp = _lamp(site)
    answer = site.cora.ask(
        f"/works/{lamp}/correct",
        form={"title": "Kept as typed", "date": "one fine day", "source_url": "javascript:1"},
    )
    assert answer.status_code == 400
    page = unescape(answer.text)
    assert "Kept as typed" in page
    assert "Date: that is no date" in page
    assert "Found at: type a whole address" in page
    assert _count_acts(site) == 0


@pytest.mark.parametrize(
    ("typed", "words", "said"),
    [
        ("Ida •@•••••••••", "Ida a@b.example", "Ida a@b.example"),
        ("Tom\nIda •@•••••••••", "Ida a@b.example", "Tom\nIda a@b.example"),
        ("Ida", "Ida a@b.example", "Ida"),
        ("Ida •@••••••••• and more", "Ida a@b.example", None),
    ],
)
def test_covered_addresses_are_uncovered_where_nothing_changed(
    typed: str, words: str, said: str | None
) -> None:
    if said is None:
        with pytest.raises(Exception, match="covered"):
            uncover(typed, words)
    else:
        assert uncover(typed, words) == said


def _plan(site: OwnSite, question: str, **form: str) -> tuple[str, dict[str, Any]]:
    answer = site.cora.ask("/correct", form={"question": question, "step": "look", **form})
    assert answer.status_code == 200, answer.text[:500]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    return unescape(answer.text), {name: unescape(value) for name, value in hidden.items()}


def test_all_that_a_search_finds_is_changed_in_one_act_after_a_look(site: OwnSite) -> None:
    page = site.cora.page("/correct?q=the")
    assert re.search(r"Correct \d works", page)
    shown, hidden = _plan(
        site, "q=the", field="tags", operation="add", value="Fog\r\nCase fic", why="seen"
    )
    assert "would be changed" in shown
    assert _count_acts(site) == 0
    where = site.cora.post("/correct", step="do", **hidden)
    assert where == "/correct?q=the&done=1"
    changed = [one for one in site.works.values() if "Case fic" in _entry(site, one).tags]
    assert len(changed) >= 2
    assert "Undo" in site.cora.page(where)
    assert site.cora.post("/history/1/undo", back="/correct?q=the") == "/correct?q=the&done=2"
    assert not any("Case fic" in _entry(site, one).tags for one in site.works.values())


def test_works_that_are_named_are_changed_and_no_others(site: OwnSite) -> None:
    lamp, letters = _lamp(site), site.works["dracula/letters.txt"]
    question = f"work={lamp}&work={letters}"
    _, hidden = _plan(site, question, field="rating", operation="set", value="Explicit")
    site.cora.post("/correct", step="do", **hidden)
    rated = {one for one in site.works.values() if _entry(site, one).rating == "Explicit"}
    assert rated == {lamp, letters}
    _, hidden = _plan(site, question, field="rating", operation="clear", value="")
    site.cora.post("/correct", step="do", **hidden)
    assert _entry(site, lamp).rating == "General Audiences" or _entry(site, lamp).rating


def test_what_has_changed_since_the_look_is_shown_again_first(site: OwnSite) -> None:
    lamp = _lamp(site)
    _, hidden = _plan(site, f"work={lamp}", field="title", operation="set", value="Mine")
    site.cora.post(f"/works/{lamp}/correct", title="Meanwhile")
    answer = site.cora.ask("/correct", form={**hidden, "step": "do"})
    assert answer.status_code == 409
    assert "has changed meanwhile" in answer.text
    assert _entry(site, lamp).title == "Meanwhile"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"field": "colour", "operation": "set", "value": "x"}, "no field"),
        ({"field": "title", "operation": "add", "value": "x"}, "holds one value"),
        ({"field": "tags", "operation": "add", "value": " "}, "ay which values"),
        ({"field": "date", "operation": "set", "value": "soon"}, "no date"),
        (
            {"question": "q=words%3Amany", "field": "tags", "operation": "add", "value": "x"},
            "words",
        ),
    ],
)
def test_an_edit_that_means_nothing_is_said_so(
    site: OwnSite, form: dict[str, str], words: str
) -> None:
    answer = site.cora.ask("/correct", form={"question": "", "step": "do", **form})
    assert answer.status_code == 400
    assert words in unescape(answer.text)
    assert _count_acts(site) == 0


def test_works_that_a_curator_may_not_see_are_neither_changed_nor_told_of(site: OwnSite) -> None:
    lamp, letters = _lamp(site), site.works["dracula/letters.txt"]
    site.cora.post(f"/works/{lamp}/correct", title="The Hidden Lamp")
    site.cora.post(f"/works/{letters}/correct", title="Letters, Open")
    _hide(site, lamp)
    assert site.cora.ask(f"/works/{lamp}/correct").status_code == 404
    assert site.cora.ask(f"/works/{lamp}/correct", form={"title": "x"}).status_code == 404
    assert site.cora.ask(f"/works/{lamp}/history").status_code == 404
    told = site.cora.page("/history")
    assert "Letters, Open" in told
    assert "Hidden" not in told
    assert lamp not in told
    assert site.cora.ask("/history/1/undo", form={}).status_code == 404
    _, hidden = _plan(
        site, f"work={lamp}&work={letters}", field="rating", operation="set", value="Mature"
    )
    site.cora.post("/correct", step="do", **hidden)
    assert _entry(site, letters).rating == "Mature"
    assert _entry(site, lamp).rating != "Mature"
    assert site.cora.ask("/api/v1/history/1").status_code == 404
    listed = site.cora.ask("/api/v1/history").json()
    assert all(change["work"] != lamp for one in listed["items"] for change in one["changes"])


def test_a_change_that_was_changed_again_stays_and_is_told(site: OwnSite) -> None:
    lamp = _lamp(site)
    site.cora.post(f"/works/{lamp}/correct", title="One", language="de")
    site.cora.post(f"/works/{lamp}/correct", title="Two")
    where = site.cora.post("/history/1/undo")
    assert where == "/history?done=3&left=1"
    assert "1 change stays" in site.cora.page(where)
    assert (_entry(site, lamp).title, _entry(site, lamp).language) == ("Two", "en")
    again = site.cora.ask("/history/1/undo", form={})
    assert again.status_code == 409
    assert "taken back already" in again.text
    assert site.cora.ask("/history/99/undo", form={}).status_code == 404


def test_the_history_has_pages(site: OwnSite) -> None:
    lamp = _lamp(site)
    for number in range(23):
        site.cora.post(f"/works/{lamp}/correct", title=f"Title {number}")
    page = site.cora.page("/history")
    older = re.search(r'href="(/history\?before=\d+)"', page)
    assert older is not None
    assert page.count('class="act-done') == 20
    assert site.cora.page(older[1]).count('class="act-done') == 3


def test_an_address_elsewhere_is_no_way_back(site: OwnSite) -> None:
    lamp = _lamp(site)
    site.cora.post(f"/works/{lamp}/correct", title="One")
    assert site.cora.post("/history/1/undo", back="//elsewhere.example/x") == "/?done=2"


def _api(site: OwnSite, url: str, body: Any, status: int = 200) -> Any:
    answer = site.cora.ask(f"/api/v1{url}", method="POST", body=body)
    assert answer.status_code == status, answer.text[:600]
    return answer.json()


def test_programs_correct_and_undo_too(site: OwnSite) -> None:
    lamp = _lamp(site)
    wish = {
        "fields": [
            {"field": "title", "value": "By Program"},
            {"field": "tags", "operation": "add", "value": ["Fog"]},
            {"field": "part", "value": {"number": 2, "of": 7}},
            {"field": "complete", "value": False},
        ],
        "why": "a script",
    }
    done = _api(site, f"/works/{lamp}/corrections", wish)
    assert (done["act"], done["works"]) == (1, 1)
    assert {one["field"] for one in done["changes"]} == {"title", "tags", "part", "complete"}
    assert _entry(site, lamp).title == "By Program"
    listed = site.cora.ask(f"/api/v1/works/{lamp}/corrections").json()
    fields = {one["field"]: one for one in listed}
    assert fields["title"]["by"] == "Cora, 2024-06-01"
    assert fields["part"]["words"] == "2 of 7"
    assert not fields["rating"]["is_corrected"]
    assert _api(site, f"/works/{lamp}/corrections", {"fields": wish["fields"][:1]})["act"] is None
    bulk = {
        "works": [lamp, site.works["oz/road.html"]],
        "fields": [{"field": "rating", "value": "Mature"}],
        "dry_run": True,
    }
    assert _api(site, "/corrections", bulk)["works"] == 2
    assert _count_acts(site) == 1
    assert _api(site, "/corrections", {**bulk, "dry_run": False})["act"] == 2
    listed = site.cora.ask("/api/v1/history?limit=1").json()
    assert [one["id"] for one in listed["items"]] == [2]
    assert listed["next"] == "2"
    older = site.cora.ask(f"/api/v1/history?before=2&work={lamp}").json()
    assert [one["id"] for one in older["items"]] == [1]
    assert _api(site, "/history/1/undo", {})["changed"] == 4
    assert _entry(site, lamp).title == "The Lamp at Lauriston"
    _api(site, "/history/1/undo", {}, 409)
    _api(site, "/history/77/undo", {}, 404)


@pytest.mark.parametrize(
    "field",
    [
        {"field": "colour", "value": "red"},
        {"field": "title", "operation": "add", "value": "x"},
        {"field": "rating", "value": "purple"},
        {"field": "source_url", "value": "javascript:alert(1)"},
        {"field": "part", "value": {"number": "two"}},
        {"field": "tags", "value": {"a": 1}},
        {"field": "kind", "value": None},
    ],
)
def test_programs_are_told_what_is_no_value(site: OwnSite, field: dict[str, Any]) -> None:
    answer = site.cora.ask(
        f"/api/v1/works/{_lamp(site)}/corrections", method="POST", body={"fields": [field]}
    )
    assert answer.status_code in {400, 422}
    assert _count_acts(site) == 0


def test_pages_do_not_write_the_index_themselves(site: OwnSite) -> None:
    lamp = _lamp(site)
    site.cora.post(f"/works/{lamp}/correct", title="Zanzibar")
    library = site.open_library()
    row = find_row(library.connection, "SELECT count(*) FROM act")
    close_library(library)
    assert row == (1,)
    site.app.state.room.catching_up.wait(30)
    assert "Zanzibar" in site.cora.page("/?q=zanzibar")
