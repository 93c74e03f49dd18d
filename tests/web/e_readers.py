"""Sites with e-readers at them: a library with people, device keys, and clients of each."""

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from fonds.app.people import Passwords
from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.opening import close_library, open_library
from fonds.library.people import Person, add_person
from fonds.library.tokens import add_token
from fonds.model.sight import Role
from fonds.web.server import create_app
from tests.web.heaps import make_library_folder

START = datetime(2024, 6, 1, 20, 0, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = START

    def read(self) -> datetime:
        return self.moment

    def pass_time(self, seconds: int) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Reader:
    """An e-reader: asks with the name and the device key that it was given, if any.

    Attributes:
        app: the site.
        name, key: of its person; None for a guest's.
    """

    app: FastAPI
    name: str | None = None
    key: str | None = None
    asked: list[str] = field(default_factory=list)

    def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | Mapping[bytes, bytes] | None = None,
        body: Any = None,
    ) -> httpx.Response:
        """Send one request, by HTTP Basic when there is a key."""
        self.asked.append(url)
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        auth = (self.name, self.key) if self.name is not None and self.key is not None else None

        async def send() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=transport, base_url="http://fonds.example"
            ) as client:
                return await client.request(method, url, headers=headers, json=body, auth=auth)

        return asyncio.run(send())

    def sync(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Send one request as KOReader does: its own headers, the MD5 of the key."""
        digest = md5((self.key or "").encode(), usedforsecurity=False).hexdigest()
        headers = {
            b"x-auth-user": (self.name or "").encode(),
            b"x-auth-key": digest.encode(),
            b"accept": b"application/vnd.koreader.v1+json",
        }
        stranger = Reader(self.app)
        return stranger.ask(f"/kosync{path}", method=method, headers=headers, body=body)


@dataclass
class Household:
    """A site with accounts, its folder, its works by path, and its clock."""

    folder: Path
    works: dict[str, str]
    app: FastAPI
    clock: Clock
    people: dict[str, Person]
    keys: dict[str, str]

    def reader(self, name: str | None = None) -> Reader:
        """Give somebody's e-reader; a guest's without a name."""
        return Reader(self.app, name, self.keys[name] if name else None)


def make_site(folder: Path, *, has_accounts: bool, clock: Clock | None = None) -> FastAPI:
    """Make the site of a library."""
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return create_app(
        folder, has_accounts=has_accounts, passwords=quick, now=(clock or Clock()).read
    )


@dataclass(frozen=True)
class Made:
    """A library that was made once, to be copied by each test that may change it."""

    folder: Path
    works: dict[str, str]

    def copy(self, to: Path) -> Household:
        """Copy it and give it people."""
        shutil.copytree(self.folder, to / "home")
        return make_household(to / "home", self.works)


def make_library(folder: Path, heap: Mapping[str, bytes]) -> Made:
    """Make a library of a heap, with its index."""
    works = make_library_folder(folder, heap)
    close_shelf(open_shelf(folder))
    return Made(folder, works)


def make_household(
    folder: Path, works: dict[str, str], people: Mapping[str, Role] | None = None
) -> Household:
    """Give people and device keys to a library, and make its site."""
    library = open_library(folder)
    made: dict[str, Person] = {}
    keys: dict[str, str] = {}
    for name, role in (people or {"Jane": "reader", "Zoë": "curator"}).items():
        made[name] = add_person(library, name, role, clock="2024-05-03T00:00:00Z")
        keys[name] = f"key-of-{name.lower()}-{len(name) * 7919}"
        add_token(
            library,
            made[name].id,
            "e-reader",
            ["opds", "sync"],
            secret=keys[name],
            clock="2024-05-03T00:00:00Z",
        )
    close_library(library)
    clock = Clock()
    app = make_site(folder, has_accounts=True, clock=clock)
    return Household(folder, works, app, clock, made, keys)
