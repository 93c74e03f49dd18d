"""Conditions, errors and limits: ETag, If-Match, HEAD, and one shape for all that goes wrong."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.api_site import API, ApiSite, make_api_site
from tests.web.visitors import WORD

READ = (
    "/works", "/counts", "/facets/fandom", "/suggest?q=la", "/timeline", "/me", "/me/shelves",
    "/me/shelves/1", "/me/searches/1", "/me/annotations/1", "/collections", "/openapi.json", "",
    "/editions", "/series", "/series/Whitby%20Nights",
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> ApiSite:
    return make_api_site(tmp_path)


@pytest.mark.parametrize("path", READ)
def test_what_somebody_has_is_not_sent_again(site: ApiSite, path: str) -> None:
    first = site.ask(path or API, "reader")
    tag = first.headers["etag"]
    assert first.headers["cache-control"].startswith("private")
    assert "Authorization" in first.headers["vary"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = site.ask(path or API, "reader", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    other = site.ask(path or API, "reader", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)
    head = site.ask(path or API, "reader", method="HEAD")
    assert (head.status_code, head.headers["etag"]) == (200, tag)


CHANGES: tuple[tuple[str, str, Any], ...] = (
    ("/me/shelves/1", "PATCH", {"name": "Fog"}),
    ("/me/shelves/1", "DELETE", None),
    ("/me/searches/1", "PATCH", {"name": "Mist"}),
    ("/me/searches/1", "DELETE", None),
    ("/me/annotations/1", "PATCH", {"note": "so grey"}),
    ("/me/annotations/1", "DELETE", None),
    ("/me/exclusions", "PATCH", {"read": "hide"}),
)


@pytest.mark.parametrize(("path", "method", "body"), CHANGES)
def test_what_changed_meanwhile_is_not_changed_blindly(
    site: ApiSite, path: str, method: str, body: Any
) -> None:
    tag = site.ask(path, "reader").headers["etag"]
    for stale in ('"other"', f"W/{tag}"):
        site.tell(path, "reader", code=412, method=method, body=body, headers={"If-Match": stale})
        assert site.ask(path, "reader").headers["etag"] == tag
    done = site.ask(path, "reader", method=method, body=body, headers={"If-Match": tag})
    assert done.status_code in {200, 204}
    late = site.ask(path, "reader", method=method, body=body, headers={"If-Match": tag})
    assert late.status_code == (404 if method == "DELETE" else 412)


def test_any_state_will_do_for_a_star_but_there_must_be_one(site: ApiSite) -> None:
    star = {"If-Match": "*"}
    wish = {"name": "Fog"}
    site.tell("/me/shelves/1", "reader", method="PATCH", body=wish, headers=star)
    site.tell("/me/shelves/99", "reader", code=404, method="PATCH", body=wish, headers=star)
    site.tell("/me/shelves/3", "reader", code=404, method="PATCH", body=wish, headers=star)
    site.tell("/me/shelves/1", code=401, method="PATCH", body=wish, headers=star)


def test_what_nobody_else_may_know_has_a_tag_of_its_own(site: ApiSite) -> None:
    tags = {site.ask("/me/shelves", role).headers["etag"] for role in ("reader", "curator")}
    assert len(tags) == 2


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        ("/works", "DELETE", "GET, HEAD"),
        ("/me/shelves/1", "PUT", "DELETE, GET, HEAD, PATCH"),
        ("/uploads", "PATCH", "GET, HEAD, POST"),
        ("/me/password", "GET", "PUT"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(
    site: ApiSite, path: str, method: str, allowed: str
) -> None:
    answer = site.ask(path, "administrator", method=method)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("/nowhere", 404, "address"),
        ("/works/wnowhere", 404, "no work"),
        ("/works?limit=0", 422, "limit"),
        ("/works?limit=fog", 422, "limit"),
        ("/works?q=%28", 400, "Column 2"),
        ("/works?words=long", 400, ""),
        ("/facets/color", 422, "name"),
        ("/me/shelves/99999999999999999999", 422, "number"),
        ("/works/" + "w" * 300, 422, "work_id"),
        ("/timeline/works", 422, "show"),
        ("/series/Nothing", 404, "series"),
        ("/works/wnowhere/editions", 404, "no work"),
        ("/works/wnowhere/difference/wnowhere", 404, "no work"),
        ("/editions?least=2", 422, "least"),
    ],
)
def test_what_goes_wrong_has_one_shape(site: ApiSite, path: str, code: int, said: str) -> None:
    told = site.tell(path, "reader", code=code)
    assert told["type"] == "about:blank"
    assert said in told["detail"]


def test_a_password_is_not_found_by_trying(site: ApiSite) -> None:
    wish = {"old": "not the word", "new": "a lamp in the window"}
    home = "Rea at home"
    codes = []
    for _ in range(40):
        answer = site.ask("/me/password", home, method="PUT", body=wish)
        codes.append(answer.status_code)
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.headers["content-type"] == "application/problem+json"
            break
    assert codes[0] == 400
    assert codes[-1] == 429
    assert len(codes) < 40


def test_a_password_changes_and_other_browsers_have_to_sign_in(site: ApiSite) -> None:
    wish = {"old": WORD, "new": "a lamp in the window"}
    site.tell("/me/password", "Rea at home", code=204, method="PUT", body=wish)
    assert len(site.tell("/me/sessions", "Rea at home")["items"]) == 1
    short = {"old": "a lamp in the window", "new": "short"}
    site.tell("/me/password", "Rea at home", code=422, method="PUT", body=short)


def test_a_key_is_shown_once_and_ends(site: ApiSite) -> None:
    wish = {"name": "backup", "scopes": ["read"], "days": 2}
    answer = site.ask("/me/tokens", "Rea at home", method="POST", body=wish)
    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    bearing = {"Authorization": f"Bearer {made['secret']}"}
    assert site.ask("/me", headers=bearing).json()["scopes"] == ["read"]
    listed = site.ask("/me/tokens", "Rea at home")
    assert made["secret"] not in listed.text
    site.clock.turn(days=3)
    assert site.ask("/me", headers=bearing).status_code == 401
    path = f"/me/tokens/{made['id']}"
    site.tell(path, "Rea at home", code=204, method="DELETE")
    site.tell(path, "Rea at home", code=404, method="DELETE")


def test_people_are_invited_changed_and_ended(site: ApiSite) -> None:
    ada = "administrator"
    made = site.tell("/invitations", ada, code=201, method="POST", body={"role": "curator"})
    assert site.ask(made["url"]).status_code in {200, 404}
    assert made["url"].startswith("http://fonds.example/welcome/")
    (listed,) = site.tell("/invitations", ada)["items"]
    assert "url" not in listed
    assert listed["made_by"] == "Ada"
    site.tell(f"/invitations/{listed['id']}", ada, code=204, method="DELETE")
    assert site.tell("/invitations", ada)["items"] == []
    site.tell("/people/1/link", ada, code=201, method="POST")
    change = {"role": "curator"}
    assert site.tell("/people/1", ada, method="PATCH", body=change)["role"] == "curator"
    assert site.tell("/people/1", ada, method="PATCH", body={"is_ended": True})["ended"]
    site.tell("/me", "reader", code=401)
    assert not site.tell("/people/1", ada, method="PATCH", body={"is_ended": False})["ended"]
    told = site.tell("/people/3", ada, code=400, method="PATCH", body={"is_ended": True})
    assert "only administrator" in told["detail"]


def test_something_is_tried_restricted_and_opened_again(site: ApiSite) -> None:
    wish = {"kind": "work", "value": site.works["holmes/lamp.txt"], "least": "reader"}
    trial = site.tell("/trial-restrictions", "curator", method="POST", body=wish)
    assert [(one["role"], one["hidden"]) for one in trial["hides"]] == [("guest", 1)]
    everything = site.tell("/works")["total"]
    made = site.tell("/restrictions", "curator", code=201, method="POST", body=wish)
    assert site.tell("/works")["total"] == everything - 1
    assert [one["id"] for one in site.tell("/restrictions", "curator")["items"]] == [made["id"]]
    site.tell(f"/restrictions/{made['id']}", "curator", code=204, method="DELETE")
    assert site.tell("/works")["total"] == everything
    site.tell(f"/restrictions/{made['id']}", "curator", code=404, method="DELETE")
    hidden = {**wish, "least": "administrator"}
    site.tell("/restrictions", "curator", code=400, method="POST", body=hidden)
    asked = {"is_asked": False}
    assert site.tell("/settings/adult", "administrator", method="PUT", body=asked) == asked
    assert site.tell("/settings/adult", "administrator") == asked
