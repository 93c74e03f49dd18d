"""A site that takes heaps in, and a browser that sends files without a network."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
from fastapi import FastAPI

from fonds.app.shelf import borrow_shelf, search_shelf
from fonds.app.taking_in import Jobs
from fonds.app.uploads import UPLOADS_NAME, UploadLimits
from fonds.library.opening import close_library, open_library
from fonds.model.sight import Role
from fonds.web import taking_in
from fonds.web.server import create_app
from fonds.web.visiting import Doors, Visitor, get_visitor
from tests.web.client import Client

BOUNDARY = "fonds-test-boundary"
WAIT_S = 60.0


class TakingInSite:
    """A site, its jobs and a client of it."""

    def __init__(self, folder: Path, app: FastAPI, jobs: Jobs) -> None:
        self.folder = folder
        self.app = app
        self.jobs = jobs
        self.client = Client(app)

    def visit_as(self, role: Role) -> None:
        """Let everybody who asks have a role, as a site with accounts gives it."""
        visitor = Visitor(None, role, is_alone=False, sees_as=role)
        self.app.dependency_overrides[get_visitor] = lambda: visitor

    def send(
        self, parts: Iterable[bytes], *, as_script: bool = False, size: int | None = None
    ) -> httpx.Response:
        """Send a body in pieces."""
        headers = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
        if as_script:
            headers["accept"] = "application/json"
        if size is not None:
            headers["content-length"] = str(size)

        async def stream() -> AsyncIterator[bytes]:
            for part in parts:
                yield part

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://fonds.example"
            ) as client:
                return await client.post("/take-in", headers=headers, content=stream())

        return asyncio.run(ask())

    def send_files(self, files: Mapping[str, bytes], *, as_script: bool = False) -> httpx.Response:
        """Send whole files, each with what a script says about it."""
        return self.send(make_form(files), as_script=as_script)

    def upload(self, files: Mapping[str, bytes]) -> str:
        """Send files; gives the upload's identifier."""
        answer = self.send_files(files)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].rpartition("/")[2]

    def take_in(self, files: Mapping[str, bytes]) -> str:
        """Send files and wait until they are taken in; gives the job's identifier."""
        name = self.upload(files)
        assert self.client.ask(f"/take-in/uploads/{name}", method="POST").status_code == 303
        self.jobs.wait(name, WAIT_S)
        return name

    def kept(self) -> list[str]:
        """Name what lies in the folder of uploads."""
        place = self.folder / UPLOADS_NAME
        return sorted(one.name for one in place.iterdir()) if place.exists() else []


def make_form(files: Mapping[str, bytes], *, end: bool = True) -> Iterator[bytes]:
    """Write files as the page's script sends them."""
    for path, data in files.items():
        about = json.dumps({"path": path, "modified": 946_684_800_000})
        yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="about"\r\n\r\n'.encode()
        yield about.encode() + b"\r\n"
        yield f"--{BOUNDARY}\r\n".encode()
        yield b'Content-Disposition: form-data; name="files"; filename="file"\r\n'
        yield b"Content-Type: application/octet-stream\r\n\r\n"
        yield from (data[at : at + 65536] for at in range(0, len(data), 65536))
        yield b"\r\n"
    if end:
        yield f"--{BOUNDARY}--\r\n".encode()


@contextmanager
def open_site(
    folder: Path, *, limits: UploadLimits | None = None, script: str | None = None
) -> Iterator[TakingInSite]:
    """Open a site over an empty library, or the one in the folder.

    Args:
        folder: the library's.
        limits: of one upload.
        script: what the child runs instead, as Python.
    """
    close_library(open_library(folder, create=True))
    app = create_app(folder)
    if not hasattr(app.state, "doors"):
        app.state.doors = Doors(shelf=app.state.room.shelf)
    app.include_router(taking_in.router)
    command = (sys.executable, "-c", script) if script else None
    jobs = Jobs(folder, workers=0, command=command) if command else Jobs(folder, workers=0)
    taking_in.install_taking_in(app, jobs, limits)
    try:
        yield TakingInSite(folder, app, jobs)
    finally:
        jobs.close()


def count_hits(site: TakingInSite, words: str) -> int:
    """Count what the site's own shelf, opened before anything was taken in, finds now."""
    with borrow_shelf(site.app.state.room.shelf) as shelf:
        return search_shelf(shelf, words).total
