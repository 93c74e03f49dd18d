"""Visitors: browsers of people with and without accounts, for tests of doors."""

import base64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from fonds.app.people import Passwords
from fonds.library.opening import close_library, open_library
from fonds.library.people import add_person
from fonds.library.tokens import Scope, add_token
from fonds.model.sight import Role
from fonds.web.server import create_app
from tests.web.client import Client

QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""As little work as argon2 allows."""

WORD = "the hound of the moor"
ORIGIN = "http://fonds.example"
START = datetime(2024, 5, 3, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **much: float) -> None:
        self.now += timedelta(**much)


class Browser:
    """Keeps cookies and says where its forms come from, as browsers do."""

    def __init__(self, app: FastAPI) -> None:
        self._client = Client(app)
        self.cookies: dict[str, str] = {}

    def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str | Sequence[str]] | None = None,
    ) -> httpx.Response:
        sent = dict(headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self._client.ask(
            url,
            method=method,
            headers=sent,
            form=form,  # type: ignore[arg-type]
        )
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return answer

    def send(
        self, url: str, form: Mapping[str, str | Sequence[str]] | None = None
    ) -> httpx.Response:
        return self.ask(url, method="POST", headers={"Origin": ORIGIN}, form=form or {})

    def page(self, url: str, status: int = 200) -> str:
        answer = self.ask(url)
        assert answer.status_code == status, f"{url}: {answer.status_code}"
        return answer.text

    def sign_in(self, name: str, password: str = WORD, back: str = "/") -> httpx.Response:
        return self.send("/sign-in", {"name": name, "password": password, "back": back})


class House:
    """A site with accounts: its folder, its clock, and somebody of each role."""

    def __init__(self, folder: Path, *, has_accounts: bool = True) -> None:
        self.folder = folder
        self.clock = Clock()
        self.app = create_app(folder, has_accounts=has_accounts, passwords=QUICK, now=self.clock)

    def browser(self, name: str | None = None) -> Browser:
        """A browser, signed in by a name."""
        made = Browser(self.app)
        if name is not None:
            assert made.sign_in(name).status_code == 303
        return made


def make_empty(folder: Path) -> None:
    """Make a library that holds nothing, at a tenth of the cost of a small one."""
    close_library(open_library(folder, create=True))


PEOPLE: tuple[tuple[str, Role], ...] = (
    ("Rea", "reader"),
    ("Cora", "curator"),
    ("Ada", "administrator"),
)


def add_people(folder: Path, people: Sequence[tuple[str, Role]] = PEOPLE) -> dict[str, int]:
    """Add people who can sign in with `WORD`; gives their numbers."""
    library = open_library(folder)
    try:
        return {
            name: add_person(
                library, name, role, clock="2024-05-01T12:00:00Z", password=QUICK.digest(WORD)
            ).id
            for name, role in people
        }
    finally:
        close_library(library)


def give_token(folder: Path, person: int, secret: str, *scopes: Scope) -> dict[str, str]:
    """Give somebody a token; gives the header that bears it."""
    library = open_library(folder)
    add_token(library, person, "test", scopes, secret=secret, clock="2024-05-01T12:00:00Z")
    close_library(library)
    return {"Authorization": f"Bearer {secret}"}


def write_basic(name: str, secret: str) -> dict[str, str]:
    """Write the header of HTTP Basic."""
    word = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {word}"}
