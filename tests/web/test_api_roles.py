"""Who may do what by the API: a table of all operations, and nothing of anybody else's."""

from pathlib import Path
from typing import Any

import pytest

from fonds.library.opening import close_library, open_library
from fonds.library.people import list_people
from fonds.library.restrictions import put_restriction
from fonds.library.storage import read_rows
from fonds.library.tokens import Scope, add_token
from fonds.web.api.document import list_operations
from fonds.web.api.page import make_example
from fonds.web.api.site import read_document
from tests.web.api_site import API, ApiSite, make_api_site
from tests.web.heaps import CLOCK

GUEST = """showHome listSuggestions pickRandomWork showCounts listWorkPictures showAuthor listShows
listHungWorks listWorks listFacet showLine showRecord showText listClaims listHistory showEvidence
listOpenCollections showCollection listCollectionWorks listFamilies listEditions showDifference
listAllSeries showSeries listNeighbours"""
READER = """listOwnMarks showMark changeMark removeMark listOwnContinuing listShelves makeShelf
showShelf listShelfWorks changeShelf removeShelf putWorks takeWork listSearches makeSearch
showSearch listNew changeSearch
seeSearch removeSearch undo showExclusions changeExclusions showPositions putPlace forgetPlaces
showAnnotations addAnnotation showAnnotation changeAnnotation removeAnnotation showMe listOwnPlaces
listOwnDevices forgetDevice"""
CURATOR = """makeCollection changeCollection removeCollection putCollectionWorks takeCollectionWork
listAllAccessions showAccession listAccessionFiles planAccessionUndo doAccessionUndo sendFiles
listWaitingUploads showUpload forgetUpload beginJob listJobs showJob stopJob listAllRestrictions
tryRestriction makeRestriction endOneRestriction listWishes tryWish writeWish strikeWish
listWithdrawals withdrawWork restoreWork listFields correctWork correctWorks listActs showOneAct
undoAct listTagNames listTagProposals decideOnTags listReview answerQuestion"""
ADMINISTRATOR = """showAdultSetting putAdultSetting listEverybody showPerson changePerson
makePasswordLink listOpenInvitations makeInvitation endInvitation"""
OWN = """putOwnPassword listOwnSessions endOtherSessions endOwnSession listOwnTokens makeToken
endOwnToken"""

ROLES = ("guest", "reader", "curator", "administrator")
LEAST = {
    name: role
    for role, names in zip(ROLES, (GUEST, READER, CURATOR, ADMINISTRATOR), strict=True)
    for name in names.split()
}
OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for method, path, operation in list_operations(read_document())
}
REFUSED = {401, 403}
NAMES = {"facets": "fandom", "series": "Whitby Nights"}
COLLECTION = "4"
"""After one shelf of each person."""


@pytest.fixture
def site(tmp_path: Path) -> ApiSite:
    return make_api_site(tmp_path)


def _ask(site: ApiSite, name: str, role: str, **values: str) -> Any:
    """Ask for an operation with values for its path, and the least body it takes."""
    method, path, operation = OPERATIONS[name]
    given = {
        "work_id": site.works["holmes/lamp.txt"],
        "other": site.works["dracula/letters.txt"],
        "kind": "tag",
        "number": COLLECTION if "collections" in path else "1",
        "name": NAMES.get(f"{path}/".split("/")[3], "Basil Quill"),
        "upload_id": "0123456789abcdef",
        "job_id": "0123456789abcdef",
        "device_id": "device-of-Rea",
        "invitation": "0" * 64,
        **values,
    }
    for key, value in given.items():
        path = path.replace("{" + key + "}", value)
    needed = {"source": "0", "start": "0", "end": "9", "show": "Buffy the Vampire Slayer"}
    asked = {
        one["name"]: needed[one["name"]]
        for one in operation.get("parameters", ())
        if one.get("in") == "query" and one.get("required")
    }
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    body = make_example(read_document(), content["schema"]) if content else None
    if body and "work_id" in body:
        body["work_id"] = given["work_id"]
    if name == "putOwnPassword":
        body = {"old": "the hound of the moor", "new": "a lamp in the window"}
    return site.ask(path, role, method=method, body=body, params=asked)


def test_the_table_knows_every_operation() -> None:
    assert set(LEAST) | set(OWN.split()) == set(OPERATIONS)
    for name, least in LEAST.items():
        assert ({} in OPERATIONS[name][2]["security"]) == (least == "guest"), name


@pytest.mark.parametrize("name", LEAST)
def test_an_operation_is_for_its_role_and_those_above(site: ApiSite, name: str) -> None:
    for role in ROLES[: ROLES.index(LEAST[name])]:
        answer = _ask(site, name, role)
        assert answer.status_code == (401 if role == "guest" else 403), (role, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        if role == "guest":
            assert answer.headers["www-authenticate"].startswith("Bearer")
    # The least of those who may: what they do may be refused for other reasons, not for this.
    answer = _ask(site, name, LEAST[name])
    assert answer.status_code not in {*REFUSED, 405, 500}, answer.text


@pytest.mark.parametrize("name", OWN.split())
def test_what_lets_in_is_opened_by_no_key(site: ApiSite, name: str) -> None:
    assert _ask(site, name, "guest").status_code == 401
    for role in ROLES[1:]:
        assert _ask(site, name, role).status_code == 403
    assert _ask(site, name, "Rea at home").status_code not in REFUSED


@pytest.mark.parametrize(
    "name", [one for one, (method, *_) in OPERATIONS.items() if method != "GET"]
)
def test_a_key_that_only_reads_changes_nothing(site: ApiSite, name: str) -> None:
    _give_key(site, "Ada", "read")
    method, path, _ = OPERATIONS[name]
    path = path.replace("{number}", "1").replace("{", "").replace("}", "")
    bearing = {"Authorization": "Bearer another key"}
    answer = site.ask(path, method=method, headers=bearing, body={})
    assert answer.status_code == 403, (method, path)


def _give_key(site: ApiSite, name: str, *scopes: Scope) -> None:
    library = open_library(site.folder)
    person = next(one for one in list_people(library) if one.name == name)
    add_token(library, person.id, "more", scopes, secret="another key", clock=CLOCK)
    close_library(library)


def test_a_key_for_e_readers_does_not_open_the_api(site: ApiSite) -> None:
    _give_key(site, "Rea", "opds", "sync")
    bearing = {"Authorization": "Bearer another key"}
    assert (
        site.tell("/works", code=403, headers=bearing)["detail"] == "This key is for other things."
    )


def test_a_wrong_key_is_told_so_and_a_name_with_its_key_comes_in(site: ApiSite) -> None:
    site.tell("/works", code=401, headers={"Authorization": "Bearer nonsense"})
    site.tell("/works", code=401, headers={"Authorization": "Basic ***"})
    answer = site.ask("/me", headers={"Authorization": "Basic UmVhOnRva2VuLW9mLVJlYQ=="})
    assert answer.json()["name"] == "Rea"
    assert answer.json()["scopes"] == ["read", "write"]


OTHERS = (
    *("showShelf", "changeShelf", "removeShelf", "listShelfWorks", "putWorks", "takeWork"),
    *("showSearch", "listNew", "changeSearch", "seeSearch", "removeSearch"),
    *("showAnnotation", "changeAnnotation", "removeAnnotation", "forgetDevice"),
)


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_anothers_is_as_if_it_were_not_there(site: ApiSite, name: str) -> None:
    theirs = {"device_id": "device-of-Ada", "number": "3"}
    nobodys = {"device_id": "device-of-nobody", "number": "999"}
    before = _read_all(site)
    answer = _ask(site, name, "reader", **theirs)
    missing = _ask(site, name, "reader", **nobodys)
    assert answer.status_code == missing.status_code == 404
    assert answer.content == missing.content
    assert _read_all(site) == before


@pytest.mark.parametrize("name", ["endOwnSession", "endOwnToken"])
def test_nobody_ends_what_lets_another_in(site: ApiSite, name: str) -> None:
    assert _ask(site, name, "Rea at home", number="3").status_code == 404
    assert _ask(site, name, "Ada at home", number="3").status_code == 204


def _read_all(site: ApiSite) -> list[Any]:
    library = open_library(site.folder)
    tables = ("shelf", "shelf_work", "saved_search", "annotation", "device")
    found = [
        list(read_rows(library.connection, f"SELECT * FROM {table} ORDER BY 1, 2"))
        for table in tables
    ]
    close_library(library)
    return found


OF_A_WORK = [name for name, (_, path, _) in OPERATIONS.items() if "{work_id}" in path]


@pytest.mark.parametrize("name", OF_A_WORK)
def test_a_hidden_work_is_as_if_it_were_not_there(site: ApiSite, name: str) -> None:
    role = max(("reader", LEAST[name]), key=ROLES.index)
    library = open_library(site.folder)
    lamp = site.works["holmes/lamp.txt"]
    put_restriction(library, "work", lamp, "administrator", by="Ada", clock=CLOCK)
    close_library(library)
    for asking in {"guest", role} if LEAST[name] == "guest" else {role}:
        hidden = _ask(site, name, asking)
        missing = _ask(site, name, asking, work_id="wnowhere")
        assert hidden.status_code == missing.status_code == 404, hidden.text
        assert hidden.content == missing.content
        assert dict(hidden.headers) == dict(missing.headers)
    # Ada sees it; only that hers is another shelf than Rea's.
    if name not in {"takeWork"}:
        assert _ask(site, name, "administrator").status_code != 404


@pytest.mark.parametrize("role", ["reader", "curator", "administrator"])
def test_no_answer_shows_an_address_of_e_mail(site: ApiSite, role: str) -> None:
    asked = 0
    for name, (method, _, operation) in OPERATIONS.items():
        if method != "GET" or operation["security"] == [{"session": []}]:
            continue
        answer = _ask(site, name, role)
        assert "letters.example" not in answer.text, name
        asked += answer.status_code == 200
    text = site.ask(f"{API}/works?q=lamp", role).text
    assert "Ada Moor" in text
    print(f"{asked} answers as {role}")
    assert asked > 30


def test_the_whole_of_a_closed_library_needs_a_sign_in(site: ApiSite) -> None:
    library = open_library(site.folder)
    put_restriction(library, "library", "", "reader", by="Ada", clock=CLOCK)
    close_library(library)
    for name, least in LEAST.items():
        if least == "guest":
            assert _ask(site, name, "guest").status_code == 401, name
            assert _ask(site, name, "reader").status_code not in REFUSED, name


def test_a_page_elsewhere_cannot_act_in_a_session(site: ApiSite) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        told = site.tell(
            "/me/shelves",
            "Rea at home",
            code=403,
            method="POST",
            body={"name": "Taken"},
            headers=headers,
        )
        assert "another site" in told["detail"]
    bare = {"Cookie": "session=session-of-Rea"}
    site.tell("/me/shelves", code=403, method="POST", body={"name": "Taken"}, headers=bare)
    site.tell("/me/shelves", "Rea at home", code=201, method="POST", body={"name": "Own"})


def test_alone_on_a_machine_everything_is_open(tmp_path: Path) -> None:
    site = make_api_site(tmp_path, has_accounts=False)
    assert site.tell("")["is_alone"]
    for name, (method, *_) in OPERATIONS.items():
        if method == "GET":
            assert _ask(site, name, "guest").status_code not in REFUSED, name
    site.tell("/invitations", code=403, method="POST", body={"role": "reader"})
