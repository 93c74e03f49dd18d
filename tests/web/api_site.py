"""A site with accounts whose API is asked: as a guest, by token, or in a browser."""

import asyncio
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import httpx
from fastapi import FastAPI

from fonds.app.acting import act_held
from fonds.app.doubts import prepare_queue
from fonds.app.shelf import close_shelf, open_shelf
from fonds.app.taking_in import Jobs
from fonds.library.acts import NewChange
from fonds.library.annotations import Passage, put_annotation
from fonds.library.opening import close_library, open_library
from fonds.library.people import add_person
from fonds.library.positions import Position, put_device, put_position
from fonds.library.saved_searches import put_search
from fonds.library.sessions import begin_session
from fonds.library.shelves import add_works, put_shelf
from fonds.library.tokens import Scope, add_token
from fonds.model.sight import Role
from fonds.web import taking_in
from fonds.web.api.site import install_api
from fonds.web.server import create_app
from tests.web.heaps import CLOCK, make_heap, make_library_folder
from tests.web.telling import derive, person, place, tell
from tests.web.visitors import QUICK, WORD, Clock

API = "/api/v1"
FAR = "2040-01-01T00:00:00Z"
PEOPLE: tuple[tuple[str, Role, Scope], ...] = (
    ("Rea", "reader", "write"),
    ("Cora", "curator", "curate"),
    ("Ada", "administrator", "admin"),
)
NAME_OF: dict[str, str] = {role: name for name, role, _ in PEOPLE}
ORIGIN = "http://fonds.example"

Json = Any


class ApiSite:
    """A site, its works by path, and ways to ask it."""

    def __init__(
        self, folder: Path, works: Mapping[str, str], *, has_accounts: bool = True
    ) -> None:
        self.folder = folder
        self.works = works
        self.clock = Clock()
        self.app = make_api_app(folder, self.clock, has_accounts=has_accounts)

    def ask(
        self,
        path: str,
        role: str = "guest",
        *,
        method: str = "GET",
        body: Json = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        """Send one request; a role comes by token, and "Rea at home" in a browser."""
        sent = {**give_credentials(role), **(headers or {})}
        url = path if path.startswith("/api") else f"{API}{path}"

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.request(method, url, headers=sent, json=body, **more)

        return asyncio.run(send())

    def tell(self, path: str, role: str = "guest", code: int = 200, **more: Any) -> Json:
        """Send one request and give what it tells."""
        answer = self.ask(path, role, **more)
        assert answer.status_code == code, f"{path}: {answer.status_code} {answer.text[:600]}"
        kind = answer.headers.get("content-type", "")
        if code >= 400:
            assert kind == "application/problem+json", f"{path}: {kind}"
            told = answer.json()
            assert set(told) == {"type", "title", "status", "detail"}
            assert told["status"] == code
            assert told["detail"]
            return told
        return answer.json() if answer.content else None


def give_credentials(role: str) -> dict[str, str]:
    """Give the headers by which somebody of a role comes in.

    Args:
        role: "guest", a role for its token, or "Rea at home" for a browser.
    """
    if role == "guest":
        return {}
    if role.endswith(" at home"):
        name = role.removesuffix(" at home")
        return {"Cookie": f"session=session-of-{name}", "Origin": ORIGIN}
    return {"Authorization": f"Bearer {write_token(role)}"}


def write_token(role: str) -> str:
    """Give the token of somebody of a role."""
    return f"token-of-{NAME_OF[role]}"


def make_api_app(folder: Path, clock: Clock, *, has_accounts: bool = True) -> FastAPI:
    """Make the site of a library, whether or not the server has put the API in."""
    app = create_app(folder, has_accounts=has_accounts, passwords=QUICK, now=clock)
    if not hasattr(app.state, "api_routes"):
        install_api(app)
    if getattr(app.state, "taking_in", None) is None:
        taking_in.install_taking_in(app, Jobs(folder, workers=0))
    return app


@cache
def make_template() -> tuple[Path, tuple[tuple[str, str], ...]]:
    """Make a library with people and what is theirs; it is only copied."""
    folder = Path(mkdtemp(prefix="fonds-api-"))
    works = make_library_folder(folder, make_heap())
    lamp, letters = works["holmes/lamp.txt"], works["dracula/letters.txt"]
    tell(folder, lamp, derive("people", [person("Holmes"), person("Watson")], 0.97), place(1, 2))
    told = place(2, 1, relation="after"), derive("warnings", ["Violence"], 0.9)
    tell(folder, letters, *told, derive("series", {"title": "Whitby Nights", "index": 1}))
    library = open_library(folder)
    for name, role, scope in PEOPLE:
        made = add_person(library, name, role, clock=CLOCK, password=QUICK.digest(WORD))
        begin_session(
            library, made.id, f"session-of-{name}", agent="Firefox", until=FAR, clock=CLOCK
        )
        token = write_token(role)
        add_token(library, made.id, "test", [scope, "read"], secret=token, clock=CLOCK)
        shelf = put_shelf(library, made.id, f"{name}'s evenings", clock=CLOCK)
        add_works(library, shelf.id, [lamp, letters], clock=CLOCK)
        put_search(library, made.id, "Fog", "q=fog", clock=CLOCK)
        put_device(library, made.id, f"device-of-{name}", "A phone", clock=CLOCK)
        at = Position(1, 1, 0.1, "The fog", CLOCK)
        put_position(library, made.id, f"device-of-{name}", lamp, at, clock=CLOCK)
        put_annotation(library, made.id, lamp, Passage(1, 0, 1, 7, "The fog"), "", clock=CLOCK)
    ours = put_shelf(library, None, "Lamps", clock=CLOCK)
    add_works(library, ours.id, [lamp], clock=CLOCK)
    # One change stands in the history: a name that was made canonical.
    lamps = NewChange("tag", ("tag", "Lamps"), {"canonical": "Lamps"})
    act_held(library, [lamps], kind="tags", words="Made “Lamps” canonical", by="Cora", clock=CLOCK)
    close_library(library)
    opened = open_shelf(folder)
    prepare_queue(opened)
    close_shelf(opened)
    return folder, tuple(works.items())


def make_api_site(folder: Path, *, has_accounts: bool = True) -> ApiSite:
    """Make a site of its own in an empty folder."""
    template, works = make_template()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return ApiSite(folder, dict(works), has_accounts=has_accounts)
