"""How soon one can read, on a slow line and a slow phone, in a real Chromium.

    python bench/reading_page.py                      a story of its own, a site of its own
    python bench/reading_page.py --address URL        the reading page of any running site

The line is WebPageTest's "3G slow" (400 kbit/s, 400 ms for a round trip) and the processor is
slowed four times, both by Chromium's own DevTools; the median of seven visits counts.

"Readable" is the first paint of the words, with the page parsed and no long task after it: from
then on one reads, scrolls, turns pages and opens the panels, none of which needs the script. It
has to be under a second, and nothing may move. "With keys" is when the script has run, too.

A work kept on the device is opened through the service worker, on the same line and on DevTools'
own "Slow 3G" (400 kbit/s, 2,000 ms).
"""

import argparse
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from msgspec import Struct
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
VISITS = 7
SLOWER = 4
BYTES_A_SECOND = 400_000 / 8
TARGET_MS = 1000.0
PHONE = (390, 844)

_PARAGRAPH = (
    "Lamp {n} in the window burned low, and the doctor, who had not slept, went to the door and "
    "listened to the street. “Nobody,” he said, and then, because nobody answered, he said it "
    "again.\n\n"
)
STORY = "Title: The Long Winter\nAuthor: Basil Quill\nFandom: Dracula\n\n" + "".join(
    f"Chapter {chapter}: Night {chapter}\n\n"
    + "".join(_PARAGRAPH.format(n=f"{chapter}-{n}") for n in range(1, 91))
    for chapter in range(1, 6)
)
"""Five chapters of some 3,000 words, as chapters of long stories are."""

_WATCH = """
window.seen = {shift: 0, long: 0};
new PerformanceObserver(all => all.getEntries().forEach(one => seen.shift += one.value))
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(all => all.getEntries().forEach(
    one => seen.long = Math.max(seen.long, one.startTime + one.duration)))
  .observe({type: 'longtask', buffered: true});
"""

_READ = """() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const page = performance.getEntriesByType('navigation')[0];
  const script = performance.getEntriesByName('fonds:ready')[0];
  const loaded = performance.getEntriesByType('resource').reduce((n, e) => n + e.transferSize, 0);
  return {paint: paint?.startTime ?? null, parsed: page.domContentLoadedEventEnd,
          keys: script?.startTime ?? null, shift: seen.shift, long: seen.long,
          bytes: page.transferSize + loaded};
}"""

_WAIT_FOR_WORKER = """() => new Promise(done => {
  const look = () => navigator.serviceWorker.controller ? done(true) : setTimeout(look, 100);
  look();
})"""


class Visit(Struct, frozen=True):
    """One visit, in milliseconds since it began.

    Attributes:
        readable: words painted, page parsed, no long task after it.
        keys: the script has run as well.
        shift: layout shift, 0 when nothing moved.
        size: bytes that came over the line.
    """

    readable: float
    keys: float
    shift: float
    size: int


def slow_down(page: Page, latency_ms: float) -> None:
    """Make a page's line and processor slow."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency_ms,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def visit(context: BrowserContext, url: str, latency_ms: float) -> Visit:
    """Visit a page once on a slow line."""
    page = context.new_page()
    page.add_init_script(_WATCH)
    slow_down(page, latency_ms)
    page.goto(url, wait_until="load", timeout=60_000)
    page.wait_for_timeout(800)
    seen = page.evaluate(_READ)
    page.close()
    readable = max(seen["paint"] or 0, seen["parsed"])
    keys = max(readable, seen["keys"] or 0, seen["long"])
    return Visit(max(readable, min(seen["long"], keys)), keys, seen["shift"], seen["bytes"])


def make_context(browser: Browser) -> BrowserContext:
    """Make a browser that has never been here."""
    return browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, device_scale_factor=2, has_touch=True
    )


def measure_first(browser: Browser, url: str, visits: int) -> list[Visit]:
    """Measure visits of browsers that have nothing of the site."""
    found = []
    for _ in range(visits):
        context = make_context(browser)
        found.append(visit(context, url, 400))
        context.close()
    return found


def measure_again(browser: Browser, url: str, visits: int) -> list[Visit]:
    """Measure visits of a browser that was here before, to a chapter that is not kept."""
    context = make_context(browser)
    page = context.new_page()
    page.goto(url, wait_until="load")
    page.wait_for_timeout(300)
    page.close()
    found = [visit(context, url, 400) for _ in range(visits)]
    context.close()
    return found


def measure_kept(browser: Browser, url: str, visits: int, latency_ms: float) -> list[Visit]:
    """Measure visits to a work that is kept on the device."""
    context = make_context(browser)
    page = context.new_page()
    page.goto(url, wait_until="load")
    page.evaluate(_WAIT_FOR_WORKER)
    page.click(".contents > summary")
    page.click("[data-keep]")
    page.locator("[data-keep]", has_text="remove it").wait_for(timeout=60_000)
    page.close()
    found = [visit(context, url, latency_ms) for _ in range(visits)]
    context.close()
    return found


def say(name: str, visits: Sequence[Visit]) -> bool:
    """Print the median of some visits; gives whether it is under the target."""
    readable = statistics.median(one.readable for one in visits)
    keys = statistics.median(one.keys for one in visits)
    shift = max(one.shift for one in visits)
    size = statistics.median(one.size for one in visits)
    worst = max(one.keys for one in visits)
    print(
        f"{name:32} readable {readable:6.0f} ms  with keys {keys:6.0f} ms (worst {worst:.0f})  "
        f"shift {shift:.4f}  {size:8,.0f} bytes"
    )
    return readable < TARGET_MS and shift == 0


@contextmanager
def serve_story() -> Iterator[str]:
    """Take a story in and serve it; gives the address of its second chapter."""
    from fonds.web.server import create_app

    with tempfile.TemporaryDirectory() as folder:
        heap, library = Path(folder, "heap"), Path(folder, "library")
        heap.mkdir()
        (heap / "winter.txt").write_text(STORY, "utf-8")
        fonds = Path(sys.executable).with_name("fonds")
        command = [str(fonds), "--library", str(library), "add", str(heap)]
        subprocess.run(command, check=True, capture_output=True)
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            config = uvicorn.Config(create_app(library), log_level="error", lifespan="off")
            server = uvicorn.Server(config)
            threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True).start()
            while not server.started:
                time.sleep(0.05)
            yield f"http://127.0.0.1:{door.getsockname()[1]}{find_story(library)}/read/2"
            server.should_exit = True


def find_story(library: Path) -> str:
    """Find the path of the only work of a library."""
    from fonds.library.entries import iter_entries
    from fonds.library.opening import close_library, open_library

    opened = open_library(library)
    work_id = next(iter(iter_entries(opened))).work_id
    close_library(opened)
    return f"/works/{work_id}"


def measure(url: str, visits: int) -> bool:
    """Measure a reading page; gives whether all is under the target."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        print(f"Chromium {browser.version}, {visits} visits each, processor {SLOWER} times slower")
        good = [
            say("first visit, 400 ms", measure_first(browser, url, visits)),
            say("again, 400 ms", measure_again(browser, url, visits)),
            say("kept on the device, 400 ms", measure_kept(browser, url, visits, 400)),
            say("kept on the device, 2,000 ms", measure_kept(browser, url, visits, 2000)),
        ]
        browser.close()
    return all(good)


def main() -> int:
    """Measure and print; 1 when something is slower than a second or moves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", help="a reading page of a running site")
    parser.add_argument("--visits", type=int, default=VISITS)
    chosen = parser.parse_args()
    if chosen.address:
        return 0 if measure(chosen.address, chosen.visits) else 1
    with serve_story() as url:
        return 0 if measure(url, chosen.visits) else 1


if __name__ == "__main__":
    sys.exit(main())
