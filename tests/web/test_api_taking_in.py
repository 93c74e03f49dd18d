"""Taking in by the API: sent, planned, taken in, accounted for, and taken out again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.app.taking_in import Jobs
from fonds.app.uploads import UploadLimits
from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from fonds.web import taking_in
from tests.web.api_site import ApiSite, Json, make_api_site
from tests.web.heaps import CLOCK

STORY = """\
Title: The Sundial
Author: Cora Vane <cora.vane@letters.example>
Fandom: Alice in Wonderland

Alice sat on the sundial and said that it was late. The Hatter looked at his watch and agreed,
although it had stopped on a Tuesday. "You have been here all night," he said, and she laughed.
"""
ROLE = "curator"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ApiSite]:
    made = make_api_site(tmp_path)
    jobs = Jobs(tmp_path, workers=0)
    taking_in.install_taking_in(made.app, jobs, UploadLimits(files=3, bytes=100_000))
    yield made
    jobs.close()


def _send(site: ApiSite, files: dict[str, bytes], code: int = 201, role: str = ROLE) -> Json:
    parts = [("files", (name, data)) for name, data in files.items()]
    return site.tell("/uploads", role, code=code, method="POST", files=parts)


def _take_in(site: ApiSite, files: dict[str, bytes]) -> Json:
    upload = _send(site, files)["id"]
    answer = site.ask("/jobs", ROLE, method="POST", body={"upload": upload})
    assert answer.status_code == 202
    path = answer.headers["location"]
    site.app.state.taking_in.jobs.wait(upload, 60)
    return site.tell(path, ROLE)


def test_a_heap_is_sent_planned_taken_in_and_taken_out(site: ApiSite) -> None:
    before = site.tell("")["stories"]
    plan = _send(site, {"sundial.txt": STORY.encode()})
    assert (plan["files"], plan["new"], plan["refused"]) == (1, 1, [])
    assert site.tell(f"/uploads/{plan['id']}", ROLE) == plan
    assert site.tell("/uploads", ROLE)["items"] == [plan]
    assert site.tell("")["stories"] == before
    site.tell("/jobs", ROLE, code=202, method="POST", body={"upload": plan["id"]})
    site.app.state.taking_in.jobs.wait(plan["id"], 60)
    job = site.tell(f"/jobs/{plan['id']}", ROLE)
    assert (job["state"], job["is_over"], job["accession"]) == ("finished", True, 2)
    assert [one["id"] for one in site.tell("/jobs", ROLE)["items"]] == [plan["id"]]
    assert site.tell("")["stories"] == before + 1
    found = site.tell("/works?q=sundial+late")
    assert found["items"][0]["title"] == "The Sundial"

    account = site.tell("/accessions/2", ROLE)
    assert (account["files"], account["outcomes"]) == (1, {"story": 1})
    (line,) = site.tell("/accessions/2/files", ROLE)["items"]
    assert (line["path"], line["outcome"]) == ("sundial.txt", "story")

    undo = site.tell("/accessions/2/undo", ROLE)
    assert (undo["works"], undo["originals"]) == (1, 1)
    assert [one["title"] for one in undo["first"]] == ["The Sundial"]
    path = "/accessions/2/undo"
    other = {"seen": "9-9-9-9"}
    site.tell(path, ROLE, code=409, method="POST", body=other)
    assert site.tell("")["stories"] == before + 1
    done = site.tell(path, ROLE, method="POST", body={"seen": undo["seen"]})
    assert done["state"] == "undone"
    assert site.tell("")["stories"] == before
    site.tell(path, ROLE, code=409)
    site.tell(path, ROLE, code=409, method="POST", body={"seen": undo["seen"]})


def test_what_is_sent_twice_is_told_to_be_here(site: ApiSite) -> None:
    job = _take_in(site, {"sundial.txt": STORY.encode()})
    assert job["state"] == "finished"
    assert _send(site, {"again.txt": STORY.encode()})["new"] == 0


def test_an_upload_is_thrown_away(site: ApiSite) -> None:
    path = f"/uploads/{_send(site, {'a.txt': b'Fog.'})['id']}"
    site.tell(path, ROLE, code=204, method="DELETE")
    site.tell(path, ROLE, code=404)
    site.tell(path, ROLE, code=404, method="DELETE")
    assert site.tell("/uploads", ROLE)["total"] == 0


def test_what_cannot_be_kept_is_refused_in_one_shape(site: ApiSite) -> None:
    told = _send(site, {f"{n}.txt": b"Fog." for n in range(4)}, code=413)
    assert "3 files" in told["detail"]
    _send(site, {"big.txt": b"x" * 200_000}, code=413)
    site.tell("/uploads", ROLE, code=400, method="POST", body={})
    site.tell("/jobs", ROLE, code=404, method="POST", body={"upload": "0" * 16})
    site.tell("/jobs/nothing", ROLE, code=404)
    site.tell("/jobs/nothing/stop", ROLE, code=404, method="POST")
    assert site.tell("/uploads", ROLE)["total"] == 0


def test_a_job_that_is_over_is_told_so_when_it_is_ended(site: ApiSite) -> None:
    job = _take_in(site, {"sundial.txt": STORY.encode()})
    assert site.tell(f"/jobs/{job['id']}/stop", ROLE, method="POST")["state"] == "finished"


def test_a_site_that_takes_nothing_in_says_so(site: ApiSite) -> None:
    site.app.state.taking_in = None
    for path in ("/uploads", "/jobs", "/uploads/0123456789abcdef", "/jobs/0123456789abcdef"):
        assert "taken in" in site.tell(path, ROLE, code=404)["detail"]


def test_an_account_names_no_file_of_a_work_that_is_hidden(site: ApiSite) -> None:
    whole = site.tell("/accessions/1", "administrator")
    lines = site.tell("/accessions/1/files", "administrator")["items"]
    lamp = site.works["holmes/lamp.txt"]
    library = open_library(site.folder)
    put_restriction(library, "work", lamp, "administrator", by="Ada", clock=CLOCK)
    close_library(library)
    assert site.tell("/accessions/1", "administrator") == whole
    limited = site.tell("/accessions/1", ROLE)
    left = site.tell("/accessions/1/files", ROLE)["items"]
    gone = [one for one in lines if one not in left]
    assert {one["path"] for one in gone} == {"holmes/lamp.txt", "holmes/lamp copy.txt"}
    assert limited["files"] == whole["files"] - len(gone)
    assert limited["bytes"] < whole["bytes"]
    assert limited["works"]["story"] == whole["works"]["story"] - 1
    plan = site.tell("/accessions/1/undo", ROLE)
    assert plan["works"] == site.tell("/accessions/1/undo", "administrator")["works"] - 1
    assert lamp not in str(plan)
    wish = {"seen": plan["seen"]}
    site.tell("/accessions/1/undo", ROLE, code=403, method="POST", body=wish)


def test_an_accession_that_is_hidden_is_not_there(site: ApiSite) -> None:
    library = open_library(site.folder)
    put_restriction(library, "accession", "1", "administrator", by="Ada", clock=CLOCK)
    close_library(library)
    assert site.tell("/accessions", ROLE)["total"] == 0
    for path in ("/accessions/1", "/accessions/1/files", "/accessions/1/undo"):
        assert site.tell(path, ROLE, code=404) == site.tell(path.replace("1", "9"), ROLE, code=404)
