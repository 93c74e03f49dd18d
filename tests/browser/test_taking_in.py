"""Taking in, in a real browser: files dropped, sent, watched, reported and undone again."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from fonds.app.uploads import UploadLimits
from fonds.library.opening import close_library, open_library
from fonds.library.originals import digest_of, iter_heap_files
from tests.browser.test_pages import DESK, PHONE
from tests.unit.app.test_taking_in import SLOW, send
from tests.web.heaps import make_heap
from tests.web.taking_in_site import TakingInSite, open_site

pytestmark = pytest.mark.browser

HEAP = {path: data for path, data in make_heap().items() if not path.endswith("copy.txt")}
OVER = "text=taken in."
WAIT_MS = 60_000
ACT_MS = 8_000


@contextmanager
def serve(site: TakingInSite) -> Iterator[str]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        config = uvicorn.Config(site.app, log_level="error", ws="none", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < until
            time.sleep(0.02)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join(40)


@contextmanager
def open_page(
    chromium: Browser, size: tuple[int, int] = PHONE, *, script: bool = True
) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=script,
        has_touch=size[0] < 500,
    )
    page = context.new_page()
    page.set_default_timeout(ACT_MS)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    expected = "status of 413"
    assert [one for one in complaints if expected not in one] == []


def write_heap(folder: Path) -> Path:
    for path, data in HEAP.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def drop(page: Page, paths: list[Path]) -> None:
    """Drop files and folders as a desktop does."""
    session = page.context.new_cdp_session(page)
    place = page.locator("form.sending").bounding_box()
    assert place is not None
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": place["x"] + 20,
                "y": place["y"] + 20,
                "data": {
                    "items": [],
                    "files": [str(path) for path in paths],
                    "dragOperationsMask": 1,
                },
            },
        )


def read_taken(folder: Path) -> dict[str, str | None]:
    library = open_library(folder)
    found = {one.path: one.digest for one in iter_heap_files(library, 1)}
    close_library(library)
    return found


def find_wide(page: Page) -> bool:
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def look(page: Page) -> None:
    """Nothing wider than the screen, nothing axe-core objects to; a picture where asked for."""
    assert not find_wide(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    if folder := os.environ.get("FONDS_PICTURES"):
        number = len(list(Path(folder).glob("taking-in-*.png"))) + 1
        page.screenshot(path=f"{folder}/taking-in-{number}.png", full_page=True)


def test_a_folder_is_dropped_watched_reported_and_undone_on_a_phone(
    chromium: Browser, tmp_path: Path
) -> None:
    heap = write_heap(tmp_path / "old disk")
    loose = tmp_path / "loose \u00e9 #1%.txt"
    loose.write_text("Title: Loose\n\nThe Cheshire Cat was gone, and only the tree was left.\n")
    with (
        open_site(tmp_path / "library") as site,
        serve(site) as address,
        open_page(chromium) as page,
    ):
        page.goto(f"{address}/take-in")
        look(page)
        drop(page, [heap, loose])
        page.wait_for_url("**/take-in/uploads/*")
        words = page.inner_text("main")
        assert f"{len(HEAP) + 1} files" in words
        assert "All of it is new." in words
        look(page)
        page.click("button.main")
        page.wait_for_selector("p.report", timeout=WAIT_MS)
        assert f"{len(HEAP) + 1} files taken in." in page.inner_text("p.report")
        look(page)
        taken = read_taken(site.folder)
        assert taken == {
            **{f"old disk/{path}": digest_of(data) for path, data in HEAP.items()},
            loose.name: digest_of(loose.read_bytes()),
        }
        page.click("main >> text=Undo")
        assert "originals go" in page.inner_text("main")
        look(page)
        page.click("button.main")
        assert "was undone" in page.inner_text("main")


@pytest.mark.parametrize(("size", "script"), [(PHONE, False), (DESK, True)])
def test_a_folder_is_chosen_and_taken_in_with_and_without_a_script(
    chromium: Browser, tmp_path: Path, size: tuple[int, int], script: bool
) -> None:
    heap = write_heap(tmp_path / "attic")
    with (
        open_site(tmp_path / "library") as site,
        serve(site) as address,
        open_page(chromium, size, script=script) as page,
    ):
        page.goto(f"{address}/take-in")
        page.set_input_files("#folder", heap)
        page.click("form.sending button[type=submit]")
        page.wait_for_url("**/take-in/uploads/*")
        page.click("button.main")
        page.wait_for_selector("p.report", timeout=WAIT_MS)
        paths = {f"attic/{path}": digest_of(data) for path, data in HEAP.items()}
        assert read_taken(site.folder) == paths


def test_progress_is_live_and_a_job_is_ended_by_hand(chromium: Browser, tmp_path: Path) -> None:
    with (
        open_site(tmp_path / "library", script=SLOW) as site,
        serve(site) as address,
        open_page(chromium) as page,
    ):
        upload = send(site.folder, HEAP)
        page.goto(f"{address}/take-in/uploads/{upload.id}")
        page.click("button.main")
        page.wait_for_selector("text=Reading: 1 of 4")
        assert page.evaluate("document.querySelector('progress').value") == 1
        look(page)
        page.click(".taking-acts button")
        page.wait_for_selector("text=it can be gone on with")
        page.wait_for_selector("text=Go on >> visible=true")


def test_what_is_too_much_is_named_before_and_after_it_is_sent(
    chromium: Browser, tmp_path: Path
) -> None:
    heap = write_heap(tmp_path / "attic")
    with (
        open_site(tmp_path / "library", limits=UploadLimits(files=2)) as site,
        serve(site) as address,
        open_page(chromium) as page,
    ):
        page.goto(f"{address}/take-in")
        drop(page, [heap])
        page.wait_for_selector(".wrong:visible")
        assert "at most 2 files, and attic/" in page.inner_text(".wrong")
        page.evaluate("document.querySelector('form.sending').dataset.files = '99'")
        page.set_input_files("#folder", heap)
        page.click("form.sending button[type=submit]")
        page.wait_for_selector(".going", state="hidden")
        page.wait_for_selector(".wrong:visible")
        assert "at most 2 files, and attic/" in page.inner_text(".wrong")
        assert site.kept() == []
