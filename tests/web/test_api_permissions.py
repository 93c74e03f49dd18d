"""The register of permissions and withdrawn works, by the API."""

from pathlib import Path

import pytest

from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from tests.web.api_site import ApiSite, make_api_site
from tests.web.heaps import CLOCK

LAMP = "holmes/lamp.txt"


@pytest.fixture
def site(tmp_path: Path) -> ApiSite:
    return make_api_site(tmp_path)


def settle(site: ApiSite) -> None:
    """Let the index catch up, which it does in the background."""
    close_shelf(open_shelf(site.folder))


def titles(site: ApiSite) -> set[str | None]:
    settle(site)
    return {one["title"] for one in site.tell("/works?limit=50")["items"]}


def test_a_wish_is_tried_written_down_and_struck_out(site: ApiSite) -> None:
    before = titles(site)
    wish = {"author": "ada  MOOR", "wish": "leave out", "note": "A letter of 3 May."}
    trial = site.tell("/trial-permissions", "curator", method="POST", body=wish)
    assert [one["title"] for one in trial["withdraws"]] == ["The Lamp at Lauriston"]
    assert trial["restores"] == trial["shared"] == []
    assert titles(site) == before
    made = site.tell("/permissions", "curator", code=201, method="POST", body=wish)
    assert made["change"] > 0
    assert made["permission"] == {
        "kind": "author",
        "author": "ada MOOR",
        "work": None,
        "name": "ada MOOR",
        "wish": "leave out",
        "note": "A letter of 3 May.",
        "by": "Cora",
        "at": "2024-05-03T12:00:00Z",
    }
    again = site.tell("/permissions", "curator", code=201, method="POST", body=wish)
    assert again["change"] is None
    assert titles(site) == before - {"The Lamp at Lauriston"}
    listed = site.tell("/permissions", "curator")
    assert (listed["items"], listed["total"]) == ([made["permission"]], 1)
    (gone,) = site.tell("/withdrawals", "curator")["items"]
    assert (gone["work"], gone["why"]) == (site.works[LAMP], "A letter of 3 May.")
    asked = {"params": {"author": "Ada Moor"}}
    site.tell("/permissions", "curator", code=204, method="DELETE", **asked)
    assert site.tell("/permissions", "curator")["items"] == []
    assert titles(site) == before
    site.tell("/permissions", "curator", code=400, method="DELETE", **asked)


def test_a_wish_about_one_work_says_so(site: ApiSite) -> None:
    lamp = site.works[LAMP]
    wish = {"work": lamp, "wish": "claimed"}
    made = site.tell("/permissions", "curator", code=201, method="POST", body=wish)["permission"]
    assert (made["kind"], made["author"], made["work"]) == ("work", None, lamp)
    assert made["name"] == "The Lamp at Lauriston"
    site.tell("/permissions", "curator", code=204, method="DELETE", params={"work": lamp})


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"author": "", "wish": "granted"}, 400),
        ({"wish": "granted"}, 400),
        ({"author": "Ada Moor", "work": "w1", "wish": "granted"}, 400),
        ({"work": "wnothing", "wish": "leave out"}, 400),
        ({"author": "Ada Moor", "wish": "burn"}, 422),
        ({"author": "Ada Moor"}, 422),
        ({"author": "Ada Moor", "wish": "asked", "more": 1}, 422),
        ({"author": "A" * 201, "wish": "asked"}, 422),
    ],
)
def test_what_cannot_be_written_down_is_refused(
    site: ApiSite, wish: dict[str, str], code: int
) -> None:
    for path in ("/permissions", "/trial-permissions"):
        site.tell(path, "curator", code=code, method="POST", body=wish)
    assert site.tell("/permissions", "curator")["items"] == []


def test_a_work_is_withdrawn_and_restored(site: ApiSite) -> None:
    path = f"/works/{site.works[LAMP]}"
    before = site.tell(path)
    why = {"why": "The author asked."}
    made = site.tell(f"{path}/withdrawal", "curator", code=201, method="POST", body=why)
    assert made == {
        "work": site.works[LAMP],
        "why": "The author asked.",
        "by": "Cora",
        "at": "2024-05-03T12:00:00Z",
    }
    told = site.tell(path, code=410)
    assert told["detail"].startswith("The author asked. Withdrawn 2024-05-03")
    for rest in ("/text", "/record", "/claims", "/history"):
        site.tell(f"{path}{rest}", code=410)
    assert "The Lamp at Lauriston" not in titles(site)
    site.tell(f"{path}/withdrawal", "curator", code=409, method="POST", body=why)
    site.tell(f"{path}/withdrawal", "curator", code=204, method="DELETE")
    assert site.tell(path) == before
    assert "The Lamp at Lauriston" in titles(site)
    site.tell(f"{path}/withdrawal", "curator", code=409, method="DELETE")


@pytest.mark.parametrize(("role", "code"), [("guest", 401), ("reader", 403)])
def test_the_register_is_for_curators(site: ApiSite, role: str, code: int) -> None:
    path = f"/works/{site.works[LAMP]}/withdrawal"
    wish = {"author": "Ada Moor", "wish": "leave out"}
    site.tell("/permissions", role, code=code)
    site.tell("/withdrawals", role, code=code)
    site.tell("/permissions", role, code=code, method="POST", body=wish)
    site.tell("/trial-permissions", role, code=code, method="POST", body=wish)
    site.tell("/permissions", role, code=code, method="DELETE", params={"author": "Ada Moor"})
    site.tell(path, role, code=code, method="POST", body={})
    site.tell(path, role, code=code, method="DELETE")


def test_a_hidden_work_is_as_if_it_were_not_there(site: ApiSite) -> None:
    lamp = site.works[LAMP]
    library = open_library(site.folder)
    put_restriction(library, "work", lamp, "administrator", by="Ada", clock=CLOCK)
    close_library(library)
    for method in ("POST", "DELETE"):
        answers = [
            site.ask(f"/works/{one}/withdrawal", "curator", method=method, body={})
            for one in (lamp, "wnowhere")
        ]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].content == answers[1].content
    wish = {"author": "Ada Moor", "wish": "leave out"}
    trial = site.tell("/trial-permissions", "curator", method="POST", body=wish)
    assert trial == {"withdraws": [], "restores": [], "shared": []}
    site.tell("/permissions", "curator", code=201, method="POST", body=wish)
    assert site.tell("/withdrawals", "curator")["items"] == []
    assert [one["work"] for one in site.tell("/withdrawals", "administrator")["items"]] == [lamp]
    site.tell(f"/works/{lamp}", "curator", code=404)
    site.tell(f"/works/{lamp}", "administrator", code=410)


def test_the_register_comes_in_pieces(site: ApiSite) -> None:
    for number in range(5):
        wish = {"author": f"Author {number}", "wish": "asked"}
        site.tell("/permissions", "curator", code=201, method="POST", body=wish)
    found: list[str] = []
    path: str | None = "/permissions?limit=2"
    while path is not None:
        piece = site.tell(path, "curator")
        found += [one["name"] for one in piece["items"]]
        assert piece["total"] == 5
        following = piece["next"]
        path = f"/permissions?limit=2&cursor={following}" if following else None
    assert sorted(found) == [f"Author {number}" for number in range(5)]
    site.tell("/permissions?cursor=nonsense", "curator", code=400)
