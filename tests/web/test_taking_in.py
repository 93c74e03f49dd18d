"""Taking in by web: what is sent, what is said before and after, and who may."""

import html
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.app.uploads import UploadLimits, find_upload
from fonds.library.opening import close_library, open_library
from fonds.library.originals import digest_of, iter_heap_files, read_original
from fonds.model.sight import Role
from tests.unit.app.test_taking_in import SLOW
from tests.web.heaps import LAMP, LETTERS
from tests.web.taking_in_site import (
    BOUNDARY,
    WAIT_S,
    TakingInSite,
    count_hits,
    make_form,
    open_site,
)

HEAP = {"attic/lamp.txt": LAMP.encode("cp1252"), "attic/deep/letters.txt": LETTERS.encode()}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[TakingInSite]:
    with open_site(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TakingInSite, str]]:
    with open_site(tmp_path_factory.mktemp("filled") / "library") as opened:
        yield opened, opened.take_in(HEAP)


def page_of(site: TakingInSite, url: str, status: int = 200) -> str:
    answer = site.client.ask(url)
    assert answer.status_code == status, answer.text
    return html.unescape(answer.text)


def test_a_heap_that_was_sent_is_shown_before_anything_is_done(site: TakingInSite) -> None:
    name = site.upload(HEAP)
    page = page_of(site, f"/take-in/uploads/{name}")
    assert "2 files, 1 kB." in page or "2 files, 2 kB." in page
    assert "All of it is new." in page
    assert "text/plain" in page
    assert "Nothing has been taken in yet." in page
    assert "attic" in page_of(site, "/take-in")
    library = open_library(site.folder)
    assert not list(iter_heap_files(library, 1))
    close_library(library)


def test_a_heap_is_taken_in_and_reported_as_the_terminal_does(
    filled: tuple[TakingInSite, str],
) -> None:
    site, name = filled
    page = page_of(site, f"/take-in/{name}")
    assert "2 files taken in. 2 stories." in page
    assert '"/accessions/1"' in page
    assert site.kept() == []
    assert "2 files taken in. 2 stories." in page_of(site, "/accessions/1")
    assert "attic/deep/letters.txt" in page_of(site, "/accessions/1")
    assert count_hits(site, "boots") == 1


def test_every_byte_is_kept_under_the_path_it_had(filled: tuple[TakingInSite, str]) -> None:
    site, _ = filled
    library = open_library(site.folder)
    kept = {one.path: one.digest for one in iter_heap_files(library, 1)}
    assert kept == {path: digest_of(data) for path, data in HEAP.items()}
    assert {read_original(library, digest or "") for digest in kept.values()} == set(HEAP.values())
    close_library(library)


def test_the_same_heap_again_is_not_new(filled: tuple[TakingInSite, str]) -> None:
    site, _ = filled
    name = site.upload(HEAP)
    assert "Nothing is new" in page_of(site, f"/take-in/uploads/{name}")
    answer = site.client.ask(f"/take-in/uploads/{name}/remove", method="POST")
    assert answer.headers["location"] == "/take-in"
    assert site.kept() == []
    page_of(site, f"/take-in/uploads/{name}", 404)


def test_a_form_without_a_script_keeps_the_names_it_sends(site: TakingInSite) -> None:
    disposition = 'Content-Disposition: form-data; name="files"; filename='
    names = ["attic/a%22b.txt", "../../caf\u00e9.txt", "100%.txt", ""]
    parts = [
        f'--{BOUNDARY}\r\n{disposition}"{name}"\r\nContent-Type: text/plain\r\n\r\nOz\r\n'.encode()
        for name in names
    ]
    answer = site.send([*parts, f"--{BOUNDARY}--\r\n".encode()])
    upload = find_upload(site.folder, answer.headers["location"].rpartition("/")[2])
    assert upload is not None
    assert [one.path for one in upload.files] == [
        'attic/a"b.txt',
        "../../caf\u00e9.txt",
        "100%.txt",
    ]
    assert sorted(path.name for path in (site.folder / "uploads" / upload.id).iterdir()) == [
        "000001",
        "000002",
        "000003",
        "files.json",
    ]


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_a_body_is_understood_in_pieces_of_any_size(site: TakingInSite, size: int) -> None:
    files = {"a.txt": b"--\r\n--fonds-test-boundar\r\n\r\n", "b.bin": bytes(range(256)), "c": b""}
    whole = b"".join(make_form(files))
    answer = site.send(whole[at : at + size] for at in range(0, len(whole), size))
    upload = find_upload(site.folder, answer.headers["location"].rpartition("/")[2])
    assert upload is not None
    assert {one.path: one.digest for one in upload.files} == {
        path: digest_of(data) for path, data in files.items()
    }


@pytest.mark.parametrize(
    ("limits", "status", "words"),
    [
        (UploadLimits(files=1), 413, "One upload holds at most 1 files, and two.txt is"),
        (UploadLimits(bytes=4), 413, "With two.txt the upload is larger"),
    ],
)
def test_what_is_too_much_is_refused_by_name_and_leaves_nothing(
    tmp_path: Path, limits: UploadLimits, status: int, words: str
) -> None:
    with open_site(tmp_path / "library", limits=limits) as site:
        files = {"one.txt": b"one", "two.txt": b"two"}
        page = site.send_files(files)
        assert page.status_code == status
        assert words in html.unescape(page.text)
        told = site.send_files(files, as_script=True)
        assert told.headers["content-type"] == "application/problem+json"
        assert told.json()["status"] == status
        assert told.json()["detail"].startswith(words)
        assert site.kept() == []


def test_a_file_too_large_is_named_on_the_page_and_the_others_go_in(tmp_path: Path) -> None:
    with open_site(tmp_path / "library", limits=UploadLimits(file_bytes=2000)) as site:
        name = site.upload({"lamp.txt": LAMP.encode(), "big.bin": b"x" * 2001})
        page = page_of(site, f"/take-in/uploads/{name}")
        assert "big.bin" in page
        assert "It is larger than 2,000 bytes." in page
        site.client.ask(f"/take-in/uploads/{name}", method="POST")
        assert "1 was not taken in." in site.jobs.wait(name, WAIT_S).message


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([f"--{BOUNDARY}--\r\n".encode()], "No file was sent"),
        ([b"nonsense"], "cannot be read"),
        ([b""], "cut off"),
        (list(make_form({"a.txt": b"one"}, end=False)), "cut off"),
        (
            [
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="about"\r\n\r\n{{"path"'
                f"\r\n--{BOUNDARY}--\r\n".encode()
            ],
            "what is said about a file",
        ),
    ],
)
def test_a_body_that_is_no_form_is_answered_kindly(
    site: TakingInSite, parts: list[bytes], words: str
) -> None:
    answer = site.send(parts)
    assert answer.status_code == 400
    assert words.lower() in html.unescape(answer.text).lower()
    assert site.kept() == []


def test_something_that_is_no_form_at_all_is_answered_kindly(site: TakingInSite) -> None:
    answer = site.client.ask("/take-in", method="POST", form={"files": "x"})
    assert answer.status_code == 400
    assert site.kept() == []


def test_an_upload_larger_than_the_disk_is_refused_before_it_is_kept(site: TakingInSite) -> None:
    answer = site.send([b"--"], size=1 << 55, as_script=True)
    assert answer.status_code == 507
    assert "not enough room" in answer.json()["detail"]
    assert site.kept() == []


def test_a_job_is_watched_ended_and_gone_on_with(tmp_path: Path) -> None:
    with open_site(tmp_path / "library", script=SLOW) as site:
        name = site.upload(HEAP)
        begun = site.client.ask(f"/take-in/uploads/{name}", method="POST")
        assert begun.headers["location"] == f"/take-in/{name}"
        assert site.client.ask(f"/take-in/uploads/{name}").status_code == 303
        assert site.client.ask(f"/take-in/uploads/{name}", method="POST").status_code == 303
        kept = site.client.ask(f"/take-in/uploads/{name}/remove", method="POST")
        assert kept.status_code == 409
        page = page_of(site, f"/take-in/{name}")
        assert '<noscript><meta http-equiv="refresh"' in page
        assert "End it" in page
        site.client.ask(f"/take-in/{name}/stop", method="POST")
        assert site.jobs.wait(name, WAIT_S).state == "ended"
        over = page_of(site, f"/take-in/{name}")
        assert "it can be gone on with" in over
        assert "Go on" in over
        assert "http-equiv" not in over
        assert len(site.kept()) == 1


def test_progress_is_told_as_events_until_the_end(filled: tuple[TakingInSite, str]) -> None:
    site, name = filled
    answer = site.client.ask(f"/take-in/{name}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    last = json.loads(answer.text.strip().rpartition("data: ")[2])
    assert last["is_over"]
    assert last["message"].startswith("2 files taken in.")
    assert last["accession"] == 1


ROUTES = (
    ("GET", "/take-in"),
    ("POST", "/take-in"),
    ("GET", "/take-in/uploads/{name}"),
    ("POST", "/take-in/uploads/{name}"),
    ("POST", "/take-in/uploads/{name}/remove"),
    ("GET", "/take-in/{name}"),
    ("GET", "/take-in/{name}/events"),
    ("POST", "/take-in/{name}/stop"),
    ("GET", "/accessions"),
    ("GET", "/accessions/1"),
    ("GET", "/accessions/1/undo"),
    ("POST", "/accessions/1/undo"),
)


@pytest.mark.parametrize("role", ["guest", "reader"])
@pytest.mark.parametrize(("method", "url"), ROUTES)
def test_only_curators_come_here(
    filled: tuple[TakingInSite, str], role: Role, method: str, url: str
) -> None:
    site, name = filled
    site.visit_as(role)
    answer = site.client.ask(url.format(name=name), method=method)
    site.app.dependency_overrides.clear()
    assert answer.status_code in ({303, 401} if role == "guest" else {303, 401, 403})
    assert "letters.txt" not in answer.text
    assert "attic" not in answer.text


@pytest.mark.parametrize("url", ["/take-in/nothing", "/take-in/uploads/nothing"])
def test_what_is_not_there_is_answered_kindly(filled: tuple[TakingInSite, str], url: str) -> None:
    page_of(filled[0], url, 404)


def test_an_accession_is_undone_after_its_plan_was_shown(site: TakingInSite) -> None:
    site.take_in(HEAP)
    assert count_hits(site, "boots") == 1
    plan = page_of(site, "/accessions/1/undo")
    assert "2 works and 2 originals go." in plan
    assert "The Lamp at Lauriston" in plan
    stale = site.client.ask("/accessions/1/undo", method="POST", form={"seen": "1-1-0-0"})
    assert stale.status_code == 409
    assert "2 works and 2 originals go." in stale.text
    done = site.client.ask("/accessions/1/undo", method="POST", form={"seen": "2-2-0-0"})
    assert done.headers["location"] == "/accessions/1"
    assert "was undone" in page_of(site, "/accessions/1")
    assert count_hits(site, "boots") == 0
    assert site.client.ask("/accessions/1/undo").status_code == 303
    assert site.client.ask("/accessions/1/undo", method="POST").status_code == 303
    page_of(site, "/accessions/2/undo", 404)


def test_a_name_that_is_an_address_is_masked_everywhere(site: TakingInSite) -> None:
    name = site.upload({"ada.moor@letters.example": LAMP.encode()})
    for url in ("/take-in", f"/take-in/uploads/{name}"):
        assert "ada.moor" not in page_of(site, url)
    site.client.ask(f"/take-in/uploads/{name}", method="POST")
    site.jobs.wait(name, WAIT_S)
    for url in (f"/take-in/{name}", f"/take-in/{name}/events", "/take-in"):
        assert "ada.moor" not in page_of(site, url)
