"""A site served on this machine, and Debian's Chromium to look at it."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from fonds.web.server import create_app
from tests.web.heaps import make_heap, make_library_folder
from tests.web.telling import derive, person, place, read_body, tell

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_START_S = 20
"""A machine under load starts slowly; a second is usual."""


class Served:
    """A running site: its address and its works by path."""

    def __init__(self, address: str, works: dict[str, str]) -> None:
        self.address = address
        self.works = works

    def url(self, path: str) -> str:
        return f"{self.address}{path}"


def serve_app(folder: Path) -> Iterator[str]:
    """Serve a library until the caller is done; gives the address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(create_app(folder), log_level="error", ws="none", lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        until = time.monotonic() + _START_S
        while not server.started:
            assert time.monotonic() < until, "the site did not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join(_START_S)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    works = make_library_folder(folder, make_heap())
    tell_much(folder, works["holmes/lamp.txt"])
    for season in range(1, 8):
        tell(folder, works["dracula/letters.txt"], place(season, 2 * season, None, "after"))
    for address in serve_app(folder):
        yield Served(address, works)


def tell_much(folder: Path, work_id: str) -> None:
    """Say of a work all that describers could, with names as long as they come."""
    body = read_body(folder, work_id)
    half = body.index("I had. I asked")
    watson, long = "John Watson", "The Honourable Philippa Featherstonehaugh-Cholmondeley of Bath"
    spans = [
        {"start": 0, "end": half - 2, "point_of_view": long, "person": "third", "tense": "past"},
        {"start": half, "end": len(body), "point_of_view": watson, "person": "first"},
    ]
    crowd = [person(f"Irregular {letter}") for letter in "abcdefghijklm"]
    damage = {"kind": "lost dash", "start": 4, "end": 9, "before": "a" * 90, "after": "—" * 60}
    title = "Title: The Lamp at Lauriston"
    tell(
        folder,
        work_id,
        derive("people", [person(watson, "narrator"), person(long), *crowd], 0.99),
        derive("scene_list", spans, 0.99),
        derive("pov", {"person": "mixed", "narrator": watson}, 0.99),
        place(4, 10, "Hush", "after"),
        place(show="Sherlock Holmes", episode="The Final Problem", relation="before"),
        derive("suggested_rating", "Explicit", 0.99, [(7, len(title))], text=title),
        derive("suggested_warnings", {"warning": "Major Character Death", "confidence": 0.4}),
        derive("repairs", [damage], 0.99),
    )


# Not for the session: while Playwright runs, no other test of this process can use asyncio.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed: no page was looked at in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()
