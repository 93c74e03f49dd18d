"""Mine by the API: one shape of answers, one of errors, and nothing of what is hidden."""

import json
from pathlib import Path
from typing import Any

import pytest

from fonds.library.opening import close_library
from fonds.library.positions import Position, put_device, put_position
from fonds.library.restrictions import put_restriction
from fonds.library.tokens import add_token
from tests.web.heaps import CLOCK, correct_title
from tests.web.own_site import OwnSite, Visit, make_own_site

API = "/api/v1"

LISTS = (
    "/me/marks",
    "/me/continuing",
    "/me/shelves",
    "/collections",
    "/me/searches",
    "/me/exclusions",
)


@pytest.fixture
def site(tmp_path: Path) -> OwnSite:
    return make_own_site(tmp_path)


def _ask(visit: Visit, path: str, method: str = "GET", body: Any = None, code: int = 200) -> Any:
    answer = visit.ask(f"{API}{path}", method=method, body=body)
    assert answer.status_code == code, f"{path}: {answer.status_code} {answer.text[:500]}"
    kind = answer.headers["content-type"]
    told = answer.json()
    if code >= 400:
        assert kind == "application/problem+json"
        assert told["status"] == code
        assert {"type", "title", "status", "detail"} <= told.keys()
    else:
        assert kind == "application/json"
    return told


def _lamp(site: OwnSite) -> str:
    return site.works["holmes/lamp.txt"]


def _letters(site: OwnSite) -> str:
    return site.works["dracula/letters.txt"]


@pytest.mark.parametrize("path", LISTS)
def test_what_is_ones_own_is_kept_by_nobody_on_the_way(site: OwnSite, path: str) -> None:
    answer = site.ada.ask(f"{API}{path}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"].startswith("private")
    if path != "/collections":
        _ask(site.guest, path, code=401)


def test_a_mark_is_put_changed_and_taken_away(site: OwnSite) -> None:
    path = f"/me/marks/{_lamp(site)}"
    assert _ask(site.ada, path) == {
        "work": _lamp(site),
        "status": None,
        "favourite": False,
        "at": None,
    }
    _ask(site.ada, path, "PATCH", {"status": "to-read"})
    mark = _ask(site.ada, path, "PATCH", {"favourite": True})
    assert (mark["status"], mark["favourite"]) == ("to-read", True)
    assert mark["at"] == "2024-06-01T20:00:00Z"
    listed = _ask(site.ada, "/me/marks?status=to-read&favourite=true")
    assert listed["total"] == 1
    assert listed["items"][0]["line"]["title"] == "The Lamp at Lauriston"
    assert _ask(site.basil, "/me/marks")["total"] == 0
    assert _ask(site.ada, path, "DELETE")["status"] is None
    assert _ask(site.ada, "/me/marks")["items"] == []


def test_long_lists_are_given_in_pieces(site: OwnSite) -> None:
    for work in site.works.values():
        _ask(site.ada, f"/me/marks/{work}", "PATCH", {"status": "read"})
    first = _ask(site.ada, "/me/marks?limit=3")
    rest = _ask(site.ada, f"/me/marks?limit=3&cursor={first['next']}")
    assert first["total"] == rest["total"] == 4
    works = [one["work"] for one in (*first["items"], *rest["items"])]
    assert sorted(works) == sorted(site.works.values())
    assert rest["next"] is None
    _ask(site.ada, f"/me/marks?status=read&cursor={first['next']}", code=400)


@pytest.mark.parametrize(
    ("path", "method", "body", "code"),
    [
        ("/me/marks/wnowhere", "GET", None, 404),
        ("/me/marks/wnowhere", "PATCH", {"status": "read"}, 404),
        ("/me/marks/%F0%9F%90%88", "DELETE", None, 404),
        ("/me/marks/wnowhere", "PATCH", {"status": "eaten"}, 422),
        ("/me/marks/wnowhere", "PATCH", {"color": "red"}, 422),
        ("/me/shelves", "POST", {"name": ""}, 422),
        ("/me/shelves", "POST", {"name": " \u0000 "}, 400),
        ("/me/shelves", "POST", [], 422),
        ("/me/shelves/1", "GET", None, 404),
        ("/me/shelves/x", "GET", None, 422),
        ("/me/shelves/99999999999999999999", "GET", None, 422),
        ("/me/shelves/1", "PATCH", {"name": "Fog"}, 404),
        ("/me/shelves/1", "DELETE", None, 404),
        ("/me/shelves/1/works", "POST", {"works": []}, 404),
        ("/me/searches/1", "GET", None, 404),
        ("/me/searches/1/new", "GET", None, 404),
        ("/me/searches/1/seen", "POST", None, 404),
        ("/me/searches", "POST", {"name": "Fog", "question": "q=%28"}, 400),
        ("/me/exclusions", "PATCH", {"always_hidden": "fog ("}, 400),
        ("/me/undo", "POST", None, 409),
        ("/me/marks?limit=0", "GET", None, 422),
        ("/me/marks?cursor=x", "GET", None, 400),
    ],
)
def test_every_mistake_has_the_one_shape(
    site: OwnSite, path: str, method: str, body: Any, code: int
) -> None:
    _ask(site.ada, path, method, body, code)


def test_a_shelf_is_made_filled_renamed_removed_and_taken_back(site: OwnSite) -> None:
    made = _ask(site.ada, "/me/shelves", "POST", {"name": "Fog", "about": "grey"}, 201)
    path = f"/me/shelves/{made['id']}"
    wish = {"works": [_lamp(site), "wnowhere", "\u2603"], "question": "q=whitby"}
    assert _ask(site.ada, f"{path}/works", "POST", wish) == {"count": 2}
    assert _ask(site.ada, path)["works"] == 2
    listed = _ask(site.ada, f"{path}/works?limit=1")
    assert listed["total"] == 2
    assert listed["next"] is not None
    assert _ask(site.ada, f"{path}/works/{_lamp(site)}", "DELETE") == {"count": 1}
    assert _ask(site.ada, f"{path}/works/{_lamp(site)}", "DELETE") == {"count": 0}
    renamed = _ask(site.ada, path, "PATCH", {"name": "Mist"})
    assert (renamed["name"], renamed["about"], renamed["works"]) == ("Mist", "grey", 1)
    _ask(site.ada, path, "DELETE")
    assert _ask(site.ada, "/me/shelves")["items"] == []
    assert "is back" in _ask(site.ada, "/me/undo", "POST")["said"]
    assert [one["name"] for one in _ask(site.ada, "/me/shelves")["items"]] == ["Mist"]
    _ask(site.basil, path, code=404)
    _ask(site.guest, path, code=401)


def test_collections_are_read_by_all_and_written_by_curators(site: OwnSite) -> None:
    _ask(site.guest, "/collections", "POST", {"name": "Winter"}, 401)
    _ask(site.ada, "/collections", "POST", {"name": "Winter"}, 403)
    made = _ask(site.cora, "/collections", "POST", {"name": "Winter"}, 201)
    path = f"/collections/{made['id']}"
    _ask(site.cora, f"{path}/works", "POST", {"works": [_lamp(site)]})
    for visit in (site.guest, site.ada):
        shown = _ask(visit, path)
        assert (shown["works"], shown["is_editable"]) == (1, False)
        assert _ask(visit, f"{path}/works")["total"] == 1
    for method, body in (("PATCH", {"name": "Mine"}), ("DELETE", None)):
        _ask(site.ada, path, method, body, 403)
        _ask(site.guest, path, method, body, 401)
    _ask(site.ada, f"{path}/works", "POST", {"works": [_letters(site)]}, 403)
    library = site.open_library()
    put_restriction(library, "collection", str(made["id"]), "curator", by="C", clock=CLOCK)
    close_library(library)
    assert _ask(site.ada, "/collections")["total"] == 0
    _ask(site.ada, path, code=404)
    assert _ask(site.cora, path, "DELETE", code=400)["detail"].endswith("restriction first.")


def test_a_saved_search_tells_what_is_new(site: OwnSite) -> None:
    wish = {"name": "Lamps", "question": "?q=lamp"}
    made = _ask(site.ada, "/me/searches", "POST", wish, 201)
    assert (made["question"], made["url"], made["new"]) == ("q=lamp", "/?q=lamp", 0)
    path = f"/me/searches/{made['id']}"
    library = site.open_library()
    library.connection.execute("UPDATE saved_search SET seen = 0")
    close_library(library)
    assert _ask(site.ada, path)["new"] == 2
    assert _ask(site.ada, f"{path}/new")["total"] == 2
    assert _ask(site.ada, f"{path}/seen", "POST")["new"] == 0
    assert _ask(site.ada, f"{path}/new")["items"] == []
    assert _ask(site.ada, path, "PATCH", {"name": "Lights"})["name"] == "Lights"
    _ask(site.basil, path, code=404)
    _ask(site.ada, path, "DELETE")
    assert _ask(site.ada, "/me/searches")["total"] == 0
    _ask(site.ada, "/me/undo", "POST")
    assert _ask(site.ada, "/me/searches")["items"][0]["name"] == "Lights"


def test_what_is_left_out_is_kept(site: OwnSite) -> None:
    wish = {"always_hidden": "tag:angst"}
    assert _ask(site.ada, "/me/exclusions", "PATCH", wish)["read"] == "show"
    _ask(site.ada, "/me/exclusions", "PATCH", {"read": "hide"})
    assert _ask(site.ada, "/me/exclusions") == {"always_hidden": "tag:angst", "read": "hide"}


def test_a_hidden_work_answers_as_one_that_is_not_there(site: OwnSite) -> None:
    lamp = _lamp(site)
    correct_title(site.folder, lamp, "Quillon")
    for work in (lamp, _letters(site)):
        _ask(site.ada, f"/me/marks/{work}", "PATCH", {"status": "reading", "favourite": True})
    shelf = _ask(site.ada, "/me/shelves", "POST", {"name": "Fog"}, 201)["id"]
    wish = {"works": [lamp, _letters(site)]}
    _ask(site.ada, f"/me/shelves/{shelf}/works", "POST", wish)
    _ask(site.ada, "/me/searches", "POST", {"name": "Lamps", "question": "q=lamp"}, 201)
    library = site.open_library()
    library.connection.execute("UPDATE saved_search SET seen = 0")
    put_device(library, 1, "d", "Phone", clock=CLOCK)
    put_position(library, 1, "d", lamp, Position(1, 1, 0.1, "", CLOCK), clock=CLOCK)
    put_restriction(library, "work", lamp, "curator", by="Cora", clock=CLOCK)
    close_library(library)
    for path in (*LISTS, f"/me/shelves/{shelf}", f"/me/shelves/{shelf}/works", "/me/searches/1"):
        told = json.dumps(_ask(site.ada, path))
        assert "Quillon" not in told
        assert lamp not in told
    assert _ask(site.ada, f"/me/shelves/{shelf}")["works"] == 1
    assert _ask(site.ada, "/me/marks")["total"] == 1
    assert _ask(site.ada, "/me/continuing")["total"] == 1
    assert _ask(site.ada, "/me/searches/1")["new"] == 1
    for method, body in (("GET", None), ("PATCH", {"status": "read"}), ("DELETE", None)):
        hidden = _ask(site.ada, f"/me/marks/{lamp}", method, body, 404)
        assert hidden == _ask(site.ada, "/me/marks/wnowhere", method, body, 404)


def test_a_key_for_reading_writes_nothing(site: OwnSite) -> None:
    library = site.open_library()
    for name, scopes in (("read", {"read"}), ("write", {"write"})):
        add_token(library, 1, name, scopes, secret=f"key-{name}", clock=CLOCK)
    close_library(library)
    path = f"{API}/me/marks/{_lamp(site)}"
    for name, code in (("read", 403), ("write", 200)):
        answer = site.guest.ask(
            path,
            method="PATCH",
            body={"status": "read"},
            headers={"authorization": f"Bearer key-{name}"},
        )
        assert answer.status_code == code
    assert _ask(site.ada, "/me/marks")["total"] == 1
