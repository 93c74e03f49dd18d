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
    for address in serve_app(folder):
        yield Served(address, works)


# Not for the session: while Playwright runs, no other test of this process can use asyncio.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed: no page was looked at in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()
