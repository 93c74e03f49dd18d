"""Make the pictures of the README: the sample heap, taken in, served and looked at.

    python docs/make_pictures.py

Needs Debian's Chromium and takes some ten seconds.
"""

import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from fonds.app.ingest import add_heap
from fonds.app.shelf import close_shelf, open_shelf, search_shelf, stay_silent
from fonds.intake.limits import Limits
from fonds.library.opening import close_library, open_library
from fonds.packs.load import load_packs
from fonds.web.server import create_app

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
CLOCK = "2024-05-01T12:00:00Z"
"""The pictures shall not change from one day to the next."""


def fill_library(folder: Path) -> str:
    """Take the sample heap into a library; gives a work to be read."""
    library = open_library(folder, create=True)
    add_heap(
        library,
        [ROOT / "samples" / "heap"],
        packs=load_packs(),
        limits=Limits(),
        workers=0,
        clock=lambda: CLOCK,
        progress=stay_silent,
    )
    close_library(library)
    shelf = open_shelf(folder)
    found = search_shelf(shelf, "umbrella", limit=1)
    close_shelf(shelf)
    return found.hits[0].work_id


@contextmanager
def serve_site(folder: Path) -> Iterator[str]:
    """Serve a library for `with`; gives its address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(create_app(folder), log_level="error", ws="none", lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def take_picture(browser: Browser, url: str, size: tuple[int, int], name: str) -> None:
    """Take a picture of what one sees first."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(url)
    page.screenshot(path=PICTURES / name)
    page.close()


def main() -> int:
    """Make all pictures."""
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is not installed; no picture was made", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work_id = fill_library(Path(folder))
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        with serve_site(Path(folder)) as address:
            take_picture(browser, f"{address}/", (1280, 900), "shelf.png")
            take_picture(browser, f"{address}/works/{work_id}", (1280, 900), "card.png")
            reading = f"{address}/works/{work_id}/read"
            take_picture(browser, reading, (390, 780), "reading-phone.png")
        browser.close()
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
