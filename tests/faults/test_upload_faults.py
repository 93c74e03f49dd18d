"""Uploads and jobs when things go wrong: a killed child, a full disk, a cut-off upload.

The full disk is a real one: a tmpfs of a few MiB, mounted for the test. Where none can be
mounted the test is skipped, and a writer that fails as the system does stands in for it.
"""

import asyncio
import errno
import os
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import uvicorn

from fonds.app.taking_in import COMMAND, Job, Jobs
from fonds.app.taking_in_process import STOPPED, Order
from fonds.app.uploads import UPLOADS_NAME, UploadLimits, UploadWriter
from fonds.library.accessions import list_accessions
from fonds.library.check import check_library
from fonds.library.opening import close_library, open_library
from fonds.library.originals import iter_heap_files, iter_originals
from fonds.web import sending
from tests.unit.app.test_taking_in import CLOCK, make_library, send
from tests.web.heaps import LAMP
from tests.web.taking_in_site import BOUNDARY, WAIT_S, TakingInSite, make_form, open_site

MANY = 40
DISK_MIB = 24


def make_many(number: int = MANY) -> dict[str, bytes]:
    return {
        f"attic/{at:03}.txt": LAMP.replace("Lauriston", f"Number {at}").encode()
        for at in range(number)
    }


def find_damage(folder: Path) -> list[str]:
    library = open_library(folder)
    try:
        findings = check_library(library, index_stamp=None)
        return [finding.message for finding in findings if finding.damaged]
    finally:
        close_library(library)


def wait_for(jobs: Jobs, job_id: str, phase: str) -> Job:
    until = time.monotonic() + WAIT_S
    while True:
        job = jobs.find(job_id)
        assert job is not None
        if job.phase == phase or job.is_over:
            return job
        assert time.monotonic() < until
        time.sleep(0.01)


def list_kept(folder: Path) -> list[str]:
    place = folder / UPLOADS_NAME
    return sorted(one.name for one in place.iterdir()) if place.exists() else []


def count_taken(folder: Path) -> tuple[int, set[str]]:
    library = open_library(folder)
    accessions = list_accessions(library)
    files = sum(1 for one in accessions for _ in iter_heap_files(library, one.id))
    close_library(library)
    return files, {one.state for one in accessions}


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill -9", "by hand"])
def test_a_job_that_is_killed_leaves_a_whole_library_and_is_gone_on_with(
    tmp_path: Path, how: str
) -> None:
    folder = make_library(tmp_path / "library")
    upload = send(folder, make_many())
    jobs = Jobs(folder, workers=1)
    moments = random.Random(5)
    interrupted = 0
    for phase in ("taking in", "reading", "joining"):
        jobs.begin_upload(upload.id, upload.name, MANY)
        job = wait_for(jobs, upload.id, phase)
        time.sleep(moments.uniform(0, 0.2))
        if how == "by hand":
            jobs.stop(upload.id)
        else:
            kill_child(jobs)
        job = jobs.wait(upload.id, WAIT_S)
        if job.state == "finished":
            break
        interrupted += 1
        assert job.state == ("ended" if how == "by hand" else "failed")
        assert "What was stored is whole" in job.message
        assert find_damage(folder) == []
        assert list_kept(folder) == [upload.id]
    print(f"{interrupted} jobs were interrupted")
    assert interrupted >= 1
    if jobs.wait(upload.id, WAIT_S).state != "finished":
        jobs.begin_upload(upload.id, upload.name, MANY)
    job = jobs.wait(upload.id, WAIT_S)
    jobs.close()
    assert job.state == "finished", job.message
    # Killed after the last story was stored, while editions were compared: nothing is new then.
    told = (f"{MANY} files taken in. {MANY} stories.", "Nothing is new")
    assert job.message.startswith(told)
    assert count_taken(folder) == (MANY, {"finished"})
    assert find_damage(folder) == []
    assert list_kept(folder) == []


def kill_child(jobs: Jobs) -> None:
    """Kill the child and its readers at once, as the kernel does when memory runs out."""
    child: subprocess.Popen[bytes] | None = jobs._child
    if child is not None:
        os.killpg(child.pid, signal.SIGKILL)


def test_a_child_whose_server_is_gone_ends_by_itself(tmp_path: Path) -> None:
    folder = make_library(tmp_path / "library")
    upload = send(folder, make_many())
    child = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(msgspec.json.encode(Order(str(folder), upload.id, workers=0)) + b"\n")
    child.stdin.close()
    child.stdout.readline()
    child.stdout.close()
    assert child.wait(WAIT_S) == STOPPED
    assert find_damage(folder) == []
    assert list_kept(folder) == [upload.id]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no small disk can be mounted here: it is not known how a full one is told")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_is_filled_by_an_upload_is_told_and_keeps_nothing_of_it(
    small_disk: Path,
) -> None:
    with open_site(small_disk / "library") as site:
        big = {"attic/fine.txt": LAMP.encode(), "attic/noise.bin": os.urandom(DISK_MIB << 20)}
        answer = site.send_files(big, as_script=True)
        assert answer.status_code == 507
        assert "the disk is full" in answer.json()["detail"].lower()
        assert site.kept() == []
        page = site.send_files(big)
        assert page.status_code == 507
        assert "The disk is full. Nothing was kept" in page.text
        # With room again, it works again.
        name = site.take_in({"attic/fine.txt": LAMP.encode()})
        job = site.jobs.find(name)
        assert job is not None
        assert job.state == "finished", job.message


def test_a_disk_that_is_filled_by_taking_in_is_told_and_the_heap_gone_on_with(
    small_disk: Path,
) -> None:
    folder = make_library(small_disk / "library")
    upload = send(folder, {f"noise/{at}.bin": os.urandom(1 << 20) for at in range(4)})
    status = os.statvfs(small_disk)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(status.f_bavail * status.f_frsize - (1 << 20)))
    jobs = Jobs(folder, workers=0)
    jobs.begin_upload(upload.id, upload.name, 4)
    job = jobs.wait(upload.id, WAIT_S)
    assert job.state == "failed"
    assert "the disk is full. Make room and go on with it." in job.message
    ballast.unlink()
    assert find_damage(folder) == []
    assert list_kept(folder) == [upload.id]
    jobs.begin_upload(upload.id, upload.name, 4)
    job = jobs.wait(upload.id, WAIT_S)
    jobs.close()
    assert job.state == "finished", job.message
    library = open_library(folder)
    assert len(list(iter_originals(library))) == 4
    close_library(library)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_writer_that_finds_no_room_is_told_and_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def write(self: UploadWriter, data: bytes) -> None:
        raise OSError(number, os.strerror(number))

    with open_site(tmp_path / "library") as site:
        monkeypatch.setattr(UploadWriter, "write", write)
        answer = site.send_files({"a.txt": b"one"}, as_script=True)
        assert answer.status_code == 507
        assert site.kept() == []


class Server:
    """A site that really listens, for connections that really break."""

    def __init__(self, site: TakingInSite) -> None:
        self._door = socket.socket()
        self._door.bind(("127.0.0.1", 0))
        config = uvicorn.Config(site.app, log_level="critical", ws="none", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._door]}, daemon=True
        )
        self._thread.start()
        self.address: tuple[str, int] = self._door.getsockname()
        until = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < until
            time.sleep(0.02)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self._door.close()


def test_an_upload_whose_connection_breaks_leaves_nothing(tmp_path: Path) -> None:
    with open_site(tmp_path / "library") as site:
        server = Server(site)
        whole = b"".join(make_form({"a.txt": LAMP.encode(), "b.bin": bytes(3 << 20)}))
        head = (
            "POST /take-in HTTP/1.1\r\nHost: fonds.example\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {len(whole)}\r\n\r\n"
        ).encode()
        with socket.create_connection(server.address) as browser:
            browser.sendall(head + whole[: 2 << 20])
            wait_until(lambda: len(site.kept()) == 1)
        wait_until(lambda: site.kept() == [])
        server.close()


def test_an_upload_too_large_is_answered_although_the_browser_still_sends(tmp_path: Path) -> None:
    with open_site(tmp_path / "library", limits=UploadLimits(bytes=1 << 20)) as site:
        server = Server(site)
        url = f"http://127.0.0.1:{server.address[1]}/take-in"
        body = b"".join(make_form({"big.bin": bytes(8 << 20)}))
        headers = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
        answer = httpx.post(url, content=body, headers=headers, timeout=WAIT_S)
        assert answer.status_code == 413
        assert "big.bin" in answer.text
        server.close()
        assert site.kept() == []


def wait_until(is_so: Any) -> None:
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_an_upload_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for part in make_form({"a.txt": b"one"}, end=False):
            yield part
        await asyncio.sleep(60)

    async def cancel() -> None:
        writer = UploadWriter(tmp_path, UploadLimits(), CLOCK)
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        task = asyncio.create_task(sending.receive_upload(chunks(), kind, writer))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert list_kept(tmp_path) == []
