"""Jobs: one child at a time, heard and ended; and the uploads they take in."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fonds.app.shelf import close_shelf, is_behind, open_shelf, search_shelf
from fonds.app.taking_in import Job, Jobs
from fonds.app.uploads import (
    UPLOADS_NAME,
    Upload,
    UploadedFile,
    UploadLimits,
    UploadWriter,
    find_upload,
    list_uploads,
    make_heap,
    plan_upload,
    remove_upload,
    sweep_uploads,
)
from fonds.errors import UserError
from fonds.library.accessions import get_accession
from fonds.library.opening import close_library, hold_writer, open_library
from fonds.library.originals import digest_of, iter_heap_files, read_original
from tests.web.heaps import LAMP, LETTERS

CLOCK = "2026-11-21T12:00:00Z"
WAIT_S = 60

SLOW = """
import signal, sys, time
sys.stdin.readline()
def end(number, frame):
    print('{"state":"ended"}', flush=True)
    sys.exit(75)
signal.signal(signal.SIGTERM, end)
print('{"state":"running","phase":"reading","done":1,"total":4}', flush=True)
time.sleep(60)
"""
DEAF = "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + (
    """print('{"state":"running","phase":"reading","done":1,"total":4}', flush=True)\n"""
    "time.sleep(60)"
)
QUICK = """
import sys
sys.stdin.readline()
print("noise of a library")
print('{"state":"finished","files":2,"accession":7,"message":"2 files taken in."}')
"""
CRASH = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
FULL = """
print('{"state":"failed","message":"/x: the disk is full. Make room"}')
raise SystemExit(2)
"""


def make_library(folder: Path) -> Path:
    close_library(open_library(folder, create=True))
    return folder


def send(folder: Path, files: dict[str, bytes], limits: UploadLimits | None = None) -> Upload:
    writer = UploadWriter(folder, limits or UploadLimits(), CLOCK)
    for path, data in files.items():
        writer.begin_file(path, 946_684_800)
        writer.write(data)
        writer.end_file()
    return writer.finish()


@contextmanager
def jobs_of(folder: Path, script: str, grace_s: float = 5.0) -> Iterator[Jobs]:
    with closing(Jobs(folder, command=(sys.executable, "-c", script), grace_s=grace_s)) as jobs:
        yield jobs


def wait_for_phase(jobs: Jobs, job_id: str, phase: str = "reading") -> Job:
    until = time.monotonic() + WAIT_S
    while True:
        job = jobs.find(job_id)
        assert job is not None
        if job.phase == phase:
            return job
        assert time.monotonic() < until, job
        time.sleep(0.02)


def test_an_upload_is_taken_in_with_its_paths_and_its_copies_go(tmp_path: Path) -> None:
    folder = make_library(tmp_path / "library")
    odd = "attic/../../caf\u00e9 \x01.txt"
    files = {"attic/lamp.txt": LAMP.encode("cp1252"), odd: LETTERS.encode()}
    upload = send(folder, files)
    with closing(Jobs(folder, workers=0)) as jobs:
        jobs.begin_upload(upload.id, upload.name, 2, by="Jane")
        job = jobs.wait(upload.id, WAIT_S)
    assert job.state == "finished", job
    assert job.message.startswith("2 files taken in. 2 stories.")
    assert (job.name, job.by, job.files, job.accession) == ("attic", "Jane", 2, 1)
    assert list((folder / UPLOADS_NAME).iterdir()) == []
    shelf = open_shelf(folder)
    lines = {one.path: one for one in iter_heap_files(shelf.library, 1)}
    assert lines.keys() == {"attic/lamp.txt", "attic/../../caf\u00e9 \\u0001.txt"}
    kept = {read_original(shelf.library, digest_of(data)) for data in files.values()}
    assert kept == set(files.values())
    assert {one.mtime for one in lines.values()} == {946_684_800}
    assert get_accession(shelf.library, 1).heap == f"uploads/{upload.id}/attic"
    assert not is_behind(shelf)
    assert search_shelf(shelf, "Whitby").total == 1
    close_shelf(shelf)


def test_the_same_bytes_again_are_duplicates_and_the_plan_says_so(tmp_path: Path) -> None:
    folder = make_library(tmp_path / "library")
    first = send(folder, {"lamp.txt": LAMP.encode()})
    with closing(Jobs(folder, workers=0)) as jobs:
        jobs.begin_upload(first.id, first.name, 1)
        assert jobs.wait(first.id, WAIT_S).state == "finished"
        again = send(folder, {"a/lamp.txt": LAMP.encode(), "a/b.txt": LETTERS.encode()})
        library = open_library(folder)
        plan, new = plan_upload(library, again)
        close_library(library)
        assert (plan.files, new, plan.media_types) == (2, 1, {"text/plain": 2})
        jobs.begin_upload(again.id, again.name, 2)
        assert "1 was here already." in jobs.wait(again.id, WAIT_S).message


def test_one_job_runs_and_the_next_waits_for_it(tmp_path: Path) -> None:
    with jobs_of(tmp_path, SLOW) as jobs:
        first = jobs.begin_upload("a" * 16, "attic", 4)
        second = jobs.begin_upload("b" * 16, "cellar", 1)
        job = wait_for_phase(jobs, first.id)
        assert (job.state, job.done, job.total) == ("running", 1, 4)
        waiting = jobs.find(second.id)
        assert waiting is not None
        assert (waiting.state, waiting.progress) == ("waiting", "Waiting for its turn")
        assert [one.id for one in jobs.list_jobs()] == [second.id, first.id]
        with pytest.raises(UserError, match="already"):
            jobs.begin_upload(first.id, "attic", 4)


def test_a_job_ended_by_hand_says_so_and_the_next_begins(tmp_path: Path) -> None:
    with jobs_of(tmp_path, SLOW) as jobs:
        jobs.begin_upload("a" * 16, "attic", 4)
        jobs.begin_upload("b" * 16, "cellar", 1)
        wait_for_phase(jobs, "a" * 16)
        jobs.stop("a" * 16)
        ended = jobs.wait("a" * 16, WAIT_S)
        assert ended.state == "ended"
        assert "can be gone on with" in ended.message
        wait_for_phase(jobs, "b" * 16)
        jobs.begin_upload("a" * 16, "attic", 4)  # and this is how one goes on


def test_a_job_that_has_not_begun_is_ended_at_once(tmp_path: Path) -> None:
    with jobs_of(tmp_path, SLOW) as jobs:
        jobs.begin_upload("a" * 16, "attic", 4)
        jobs.begin_upload("b" * 16, "cellar", 1)
        stopped = jobs.stop("b" * 16)
        assert stopped is not None
        assert stopped.state == "ended"
        assert jobs.stop("c" * 16) is None


def test_a_child_that_does_not_listen_is_ended_after_its_grace(tmp_path: Path) -> None:
    with jobs_of(tmp_path, DEAF, grace_s=0.3) as jobs:
        jobs.begin_upload("a" * 16, "attic", 4)
        wait_for_phase(jobs, "a" * 16)
        jobs.stop("a" * 16)
        assert jobs.wait("a" * 16, WAIT_S).state == "ended"


def test_a_server_that_shuts_down_ends_the_child_and_begins_nothing(tmp_path: Path) -> None:
    with jobs_of(tmp_path, SLOW) as jobs:
        jobs.begin_upload("a" * 16, "attic", 4)
        jobs.begin_upload("b" * 16, "cellar", 1)
        wait_for_phase(jobs, "a" * 16)
        jobs.close()
        assert {one.state for one in jobs.list_jobs()} == {"ended"}
        with pytest.raises(UserError, match="shutting down"):
            jobs.begin_upload("c" * 16, "loft", 1)
    assert not [one for one in threading.enumerate() if one.name == "taking in"]


@pytest.mark.parametrize(
    ("script", "state", "message"),
    [
        (QUICK, "finished", "2 files taken in."),
        (CRASH, "failed", f"was killed (signal {signal.SIGKILL.value})"),
        (FULL, "failed", "/x: the disk is full. Make room."),
        ("raise SystemExit(9)", "failed", "ended (exit status 9)"),
    ],
)
def test_how_a_child_ends_is_how_its_job_ends(
    tmp_path: Path, script: str, state: str, message: str
) -> None:
    with jobs_of(tmp_path, script) as jobs:
        jobs.begin_upload("a" * 16, "attic", 2)
        job = jobs.wait("a" * 16, WAIT_S)
    assert job.state == state
    assert message in job.message


def test_a_child_waits_while_the_terminal_writes(tmp_path: Path) -> None:
    folder = make_library(tmp_path / "library")
    upload = send(folder, {"lamp.txt": LAMP.encode()})
    library = open_library(folder)
    with closing(Jobs(folder, workers=0)) as jobs:
        with hold_writer(library):
            jobs.begin_upload(upload.id, upload.name, 1)
            assert "another fonds" in wait_for_phase(jobs, upload.id, "waiting").progress
        assert jobs.wait(upload.id, WAIT_S).state == "finished"
    close_library(library)


@pytest.mark.parametrize(
    ("job", "words", "left"),
    [
        (Job("a", "x"), "Waiting for its turn", None),
        (Job("a", "x", state="running"), "Making ready", None),
        (
            Job("a", "x", state="running", phase="reading", done=50, total=200, elapsed_s=5.0),
            "Reading: 50 of 200, 10 a second, 15 s left",
            15.0,
        ),
    ],
)
def test_progress_is_said_as_the_terminal_says_it(job: Job, words: str, left: float | None) -> None:
    assert (job.progress, job.left_s) == (words, left)


def test_too_many_files_are_refused_by_the_name_of_the_first_too_many(tmp_path: Path) -> None:
    writer = UploadWriter(tmp_path, UploadLimits(files=1), CLOCK)
    writer.begin_file("one.txt", 0)
    writer.end_file()
    with pytest.raises(UserError, match=r"at most 1 files, and two\.txt is one more"):
        writer.begin_file("two.txt", 0)
    writer.discard()
    assert list((tmp_path / UPLOADS_NAME).iterdir()) == []


def test_too_many_bytes_are_refused_by_the_name_of_the_file(tmp_path: Path) -> None:
    writer = UploadWriter(tmp_path, UploadLimits(bytes=5), CLOCK)
    writer.begin_file("one.txt", 0)
    with pytest.raises(UserError, match=r"with one\.txt the upload"):
        writer.write(b"123456")
    writer.discard()


def test_one_file_too_large_is_named_and_the_others_stay(tmp_path: Path) -> None:
    folder = make_library(tmp_path / "library")
    upload = send(folder, {"big.txt": b"x" * 9, "ok.txt": b"y"}, UploadLimits(file_bytes=8))
    library = open_library(folder)
    plan, new = plan_upload(library, upload)
    close_library(library)
    assert (plan.files, new) == (1, 1)
    assert [(one.path, one.problem.code) for one in plan.refused] == [
        ("big.txt", "intake.too-large")
    ]
    refused = [one.label for one in make_heap(folder, upload).files if one.refused]
    assert refused == ["big.txt"]


def test_bytes_that_changed_on_the_disk_are_not_taken_in_as_if_they_were_sent(
    tmp_path: Path,
) -> None:
    upload = send(tmp_path, {"a.txt": b"one", "b.txt": b"two", "c.txt": b"three"})
    place = tmp_path / UPLOADS_NAME / upload.id
    (place / upload.files[0].place).write_bytes(b"\0\0\0")
    (place / upload.files[1].place).unlink()
    found = [one.refused.code if one.refused else "" for one in make_heap(tmp_path, upload).files]
    assert found == ["app.cut-off", "app.cut-off", ""]


def test_an_upload_without_its_list_is_none_and_is_swept(tmp_path: Path) -> None:
    whole = send(tmp_path, {"a.txt": b"one"})
    torn = UploadWriter(tmp_path, UploadLimits(), CLOCK)
    torn.begin_file("b.txt", 0)
    assert [one.id for one in list_uploads(tmp_path)] == [whole.id]
    assert sweep_uploads(tmp_path) == 1
    torn.discard()
    assert find_upload(tmp_path, whole.id) == whole
    remove_upload(tmp_path, whole.id)
    assert list((tmp_path / UPLOADS_NAME).iterdir()) == []


@pytest.mark.parametrize("name", ["", "..", "../..", "a" * 15, "A" * 16, "a" * 16 + "\n"])
def test_an_address_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    assert find_upload(tmp_path, name) is None
    remove_upload(tmp_path, name)
    assert tmp_path.exists()


@pytest.mark.parametrize(
    ("paths", "name"),
    [
        (["lamp.txt"], "lamp.txt"),
        (["attic/a.txt", "attic/b/c.txt"], "attic"),
        (["a.txt", "b.txt", "c/d.txt"], "a.txt and 2 more"),
        (["/"], "upload"),
    ],
)
def test_an_upload_is_called_by_what_lies_on_top(paths: list[str], name: str) -> None:
    files = tuple(UploadedFile(path, "1", 0, "", "", 0) for path in paths)
    assert Upload("a" * 16, CLOCK, files).name == name
