"""A site with accounts, two readers, a curator and a guest, whose library may be written to."""

import asyncio
import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlencode

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from fonds.app.people import Passwords
from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.opening import Library, close_library, open_library
from fonds.library.people import add_person
from fonds.library.sessions import begin_session
from fonds.web import mine, mine_api, own_shelves
from fonds.web.server import PAGES, create_app
from tests.web.heaps import CLOCK, make_heap, make_library_folder

NOW = datetime(2024, 6, 1, 20, 0, 0, tzinfo=UTC)
FAR = "2030-01-01T00:00:00Z"
PEOPLE = ("Ada", "Basil", "Cora")
"""Two readers and a curator."""


class Visit:
    """Somebody at the site."""

    def __init__(self, app: FastAPI, name: str | None) -> None:
        self.app = app
        self._headers = {"sec-fetch-site": "same-origin"}
        if name is not None:
            self._headers["cookie"] = f"session=secret-of-{name}"

    def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        form: Any = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Send one request; a form makes it a POST."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            base = "http://fonds.example"
            async with httpx.AsyncClient(transport=transport, base_url=base) as client:
                given = {**self._headers, **(headers or {})}
                if form is not None:
                    given["content-type"] = "application/x-www-form-urlencoded"
                    content = urlencode(form, doseq=True)
                    return await client.request("POST", url, headers=given, content=content)
                return await client.request(method, url, headers=given, json=body)

        return asyncio.run(send())

    def page(self, url: str, status: int = 200) -> str:
        """Give a page's text."""
        answer = self.ask(url)
        assert answer.status_code == status, f"{url}: {answer.status_code}"
        return answer.text

    def post(self, url: str, code: int = 303, **form: Any) -> str:
        """Send a form; gives where it leads."""
        answer = self.ask(url, form=form)
        assert answer.status_code == code, f"{url}: {answer.status_code} {answer.text[:600]}"
        return str(answer.headers.get("location", ""))


class OwnSite:
    """A site, its works by path, and its people."""

    def __init__(self, folder: Path, works: dict[str, str]) -> None:
        self.folder = folder
        self.works = works
        # The cheapest parameters: nobody's password is at stake.
        cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.app = create_app(folder, has_accounts=True, passwords=cheap, now=lambda: NOW)
        for page in (mine, own_shelves, mine_api):
            if page not in PAGES:
                # Before the static files, which take whatever is left.
                self.app.include_router(page.router)
        self.guest = Visit(self.app, None)
        self.ada, self.basil, self.cora = (Visit(self.app, name) for name in PEOPLE)

    def open_library(self) -> Library:
        """Open the library beside the site; close it again."""
        return open_library(self.folder)


@cache
def _make_template() -> tuple[Path, tuple[tuple[str, str], ...]]:
    folder = Path(mkdtemp(prefix="fonds-own-"))
    heap = make_heap()
    names = ("holmes/lamp.txt", "dracula/letters.txt", "untitled.txt", "oz/road.html")
    works = make_library_folder(folder, {name: heap[name] for name in names})
    library = open_library(folder)
    for name, role in zip(PEOPLE, ("reader", "reader", "curator"), strict=True):
        made = add_person(library, name, role, clock=CLOCK)  # type: ignore[arg-type]
        begin_session(library, made.id, f"secret-of-{name}", agent="test", until=FAR, clock=CLOCK)
    close_library(library)
    close_shelf(open_shelf(folder))
    return folder, tuple(works.items())


def make_own_site(folder: Path) -> OwnSite:
    """Make a site of its own in an empty folder."""
    template, works = _make_template()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return OwnSite(folder, dict(works))
