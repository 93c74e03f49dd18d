"""Lists in pieces: following `next` gives every item once, whatever the length of the pieces."""

from pathlib import Path

import pytest

from fonds.web.api.document import list_operations
from fonds.web.api.site import read_document
from tests.web.api_site import ApiSite, Json, make_api_site

SHOW = "Buffy%20the%20Vampire%20Slayer"
IN_PIECES = (
    "/works",
    "/works?kind=others",
    "/works?q=lamp&sort=title",
    "/facets/fandom",
    "/facets/character?q=lamp",
    "/timeline",
    f"/timeline/works?show={SHOW}",
    "/collections/4/works",
    "/me/shelves/3/works",
    "/me/marks",
    "/me/searches/3/new",
    "/me/annotations",
    "/accessions",
    "/accessions/1/files",
    "/accessions/1/files?outcome=story",
    "/editions",
    "/series",
    "/tags/character",
    "/tags/author?state=undecided",
    "/tags/author/proposals?least=0",
    "/permissions",
    "/withdrawals",
)
MAY_BE_EMPTY = {
    *("/me/searches/3/new", "/facets/character?q=lamp", "/editions", "/withdrawals"),
    "/tags/author/proposals?least=0",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> ApiSite:
    made = make_api_site(tmp_path_factory.mktemp("api"))
    for work in made.works.values():
        mark = {"status": "read"}
        made.tell(f"/me/marks/{work}", "administrator", method="PATCH", body=mark)
    for name in ("Ada Moor", "Basil Quill", "Nobody Else"):
        wish = {"author": name, "wish": "granted"}
        made.tell("/permissions", "administrator", code=201, method="POST", body=wish)
    return made


def _add(path: str, more: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{more}"


def _walk(site: ApiSite, path: str, limit: int) -> list[Json]:
    found: list[Json] = []
    cursor = ""
    for _ in range(100):
        told = site.tell(_add(path, f"limit={limit}&cursor={cursor}"), "administrator")
        assert len(told["items"]) <= limit
        found += told["items"]
        if told["next"] is None:
            assert len(found) == told["total"]
            return found
        assert len(told["items"]) == limit
        cursor = told["next"]
    raise AssertionError(f"{path} does not end")


@pytest.mark.parametrize("path", IN_PIECES)
def test_pieces_give_the_whole_list_once(site: ApiSite, path: str) -> None:
    whole = _walk(site, path, 100)
    for limit in (1, 2, 3):
        assert _walk(site, path, limit) == whole
    print(f"{path}: {len(whole)} items")
    if path not in MAY_BE_EMPTY:
        assert whole


def test_the_table_knows_every_list_in_pieces() -> None:
    paths = {
        path
        for _, path, operation in list_operations(read_document())
        if any(one.get("name") == "cursor" for one in operation.get("parameters", ()))
    }
    asked = {path.partition("?")[0] for path in IN_PIECES}
    told = {path.removeprefix("/api/v1").replace("{name}", "fandom") for path in paths}
    told = {path.replace("{kind}", "author") for path in told}
    shelves = {"/collections/4/works": 4, "/me/shelves/3/works": 3, "/me/searches/3/new": 3}
    for path, number in {**shelves, "/accessions/1/files": 1}.items():
        told = {one if path != one.replace("{number}", str(number)) else path for one in told}
    assert told <= asked | {"/facets/character"}


@pytest.mark.parametrize("path", [one for one in IN_PIECES if one != "/me/annotations"])
def test_a_cursor_fits_its_own_list_alone(site: ApiSite, path: str) -> None:
    first = site.tell("/works?q=the&limit=1", "administrator")["next"]
    for cursor in (first, "nonsense", "****", "W10"):
        told = site.tell(_add(path, f"cursor={cursor}"), "administrator", code=400)
        assert "cursor" in told["detail"]


def test_a_search_with_its_facets_counts_what_it_finds(site: ApiSite) -> None:
    told = site.tell("/works?facets=true&fandom=Dracula")
    assert told["total"] == 1
    assert {one["value"] for one in told["facets"]["author"]} == {"Basil Quill"}
    assert site.tell("/works")["facets"] == {}


def test_a_search_heeds_what_its_reader_leaves_out(tmp_path: Path) -> None:
    site = make_api_site(tmp_path)
    everything = site.tell("/works", "reader")["total"]
    wish = {"always_hidden": "fandom:dracula"}
    site.tell("/me/exclusions", "reader", method="PATCH", body=wish)
    assert site.tell("/works", "reader")["total"] == everything - 1
    assert site.tell("/works?hidden=show", "reader")["total"] == everything
    assert site.tell("/counts", "reader")["total"] == everything - 1
    names = {one["value"] for one in site.tell("/facets/fandom", "reader")["items"]}
    assert "Dracula" not in names
    assert site.tell("/works")["total"] == everything
    assert site.tell("/works?shelf=1", "reader")["total"] == 1
    assert site.tell("/works?shelf=1")["total"] == 0


def test_a_random_work_is_one_that_matches(site: ApiSite) -> None:
    for _ in range(5):
        answer = site.ask("/random?fandom=Dracula")
        assert answer.json()["title"] == "Letters from Whitby"
        assert "no-store" in answer.headers["cache-control"]
    site.tell("/random?fandom=Nobody", code=404)


def test_an_author_and_the_timeline_tell_what_the_pages_show(site: ApiSite) -> None:
    author = site.tell("/authors/Basil%20Quill")
    assert (author["works"], author["fandoms"]) == (1, [{"value": "Dracula", "count": 1}])
    assert site.tell(author["url"])["total"] == 1
    site.tell("/authors/Nobody", code=404)
    (show,) = site.tell("/timeline")["items"]
    hung = site.tell(show["url"])["items"]
    assert [one["section"] for one in hung] == ["Season 1", "Season 2"]
    assert hung[1]["relation"] == "after"
    site.tell("/timeline/works?show=Nothing", code=404)


def test_pictures_come_as_the_tables_behind_them(site: ApiSite) -> None:
    told = site.tell(f"/works/{site.works['holmes/lamp.txt']}/pictures")
    assert told["items"]
    for picture in told["items"]:
        assert all(len(row) == len(picture["headers"]) for row in picture["rows"])
