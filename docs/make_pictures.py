"""Make the pictures of the documents: the sample heap, taken in, served and looked at.

    python docs/make_pictures.py

Makes `docs/pictures/*.png`, and `docs/three-taps.md` with its pictures from a real run on the
screen of a phone. Needs Debian's Chromium and takes about a minute.
"""

import socket
import struct
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Locator,
    Page,
    sync_playwright,
)

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

PHONE = (390, 844)
DESK = (1280, 900)
PHRASE = '"the third night of Christmas"'
MOST_BYTES = 150_000
SHADES = 256
"""Colours of a picture: pages of paper and ink have few, and grey ones between."""


def fill_library(folder: Path) -> dict[str, str]:
    """Take the sample heap into a library; gives the works that pictures are made of."""
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
    asked = {"goose": 'title:"second goose"', "umbrella": "title:borrowed", "abbot": "title:abbot"}
    found = {
        name: search_shelf(shelf, query, limit=1).hits[0].work_id for name, query in asked.items()
    }
    close_shelf(shelf)
    return found


@contextmanager
def serve_site(folder: Path) -> Iterator[str]:
    """Serve a library for `with`; gives its address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        app = create_app(folder)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join()
        app.state.taking_in.jobs.close()


@contextmanager
def open_page(
    browser: Browser, address: str, size: tuple[int, int], theme: str = "paper"
) -> Iterator[Page]:
    """Open a browser that has never been here, on a screen of some size."""
    is_phone = size[0] < 500
    context: BrowserContext = browser.new_context(
        base_url=address,
        viewport={"width": size[0], "height": size[1]},
        has_touch=is_phone,
        is_mobile=is_phone,
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "looks", "value": f"{theme}.normal", "url": address}])
    yield context.new_page()
    context.close()


def take_picture(page: Page, name: str) -> None:
    """Keep what one sees on the screen now, with few colours."""
    page.wait_for_load_state("networkidle")
    picture = reduce_colours(page.screenshot())
    if len(picture) > MOST_BYTES:
        raise SystemExit(f"{name} has {len(picture)} bytes, more than {MOST_BYTES}")
    (PICTURES / name).write_bytes(picture)


def reduce_colours(picture: bytes) -> bytes:
    """Write a PNG of a screen anew with a palette of the colours it has most of.

    Args:
        picture: a PNG of 8 bits a channel, without interlacing, as browsers write them.

    Returns:
        The same picture; a colour that is no part of the palette becomes the nearest one.

    Cost: O(pixels + colours times `SHADES`).
    """
    width, height, channels, rows = _read_png(picture)
    counts: dict[bytes, int] = {}
    colours = [[row[at : at + 3] for at in range(0, width * channels, channels)] for row in rows]
    for row in colours:
        for colour in row:
            counts[colour] = counts.get(colour, 0) + 1
    palette = sorted(counts, key=lambda one: (-counts[one], one))[:SHADES]
    nearest = {
        colour: min(
            range(len(palette)),
            key=lambda at: sum((a - b) ** 2 for a, b in zip(palette[at], colour, strict=True)),
        )
        for colour in counts
    }
    data = b"".join(b"\0" + bytes(nearest[colour] for colour in row) for row in colours)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(data, 9)))
    chunks = b"".join(_write_chunk(name, body) for name, body in (*pieces, (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + chunks


def _write_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _read_png(picture: bytes) -> tuple[int, int, int, list[bytes]]:
    at, data, head = 8, b"", b""
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        name, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        head = body if name == b"IHDR" else head
        data += body if name == b"IDAT" else b""
        at += 12 + length
    width, height, depth, kind = struct.unpack(">IIBB", head[:10])
    if depth != 8 or kind not in {2, 6}:
        raise SystemExit(f"a picture of kind {kind} with {depth} bits is not expected")
    channels = 4 if kind == 6 else 3
    return width, height, channels, _undo_filters(zlib.decompress(data), width * channels, channels)


def _undo_filters(data: bytes, length: int, step: int) -> list[bytes]:
    """Undo the five filters of PNG (ISO/IEC 15948, 9.2)."""
    rows: list[bytes] = []
    before = bytearray(length)
    for start in range(0, len(data), length + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + length])
        for at in range(length) if kind else ():
            left = row[at - step] if at >= step else 0
            above, corner = before[at], before[at - step] if at >= step else 0
            guess = (0, left, above, (left + above) // 2, _guess(left, above, corner))[kind]
            row[at] = (row[at] + guess) & 255
        rows.append(bytes(row))
        before = row
    return rows


def _guess(left: int, above: int, corner: int) -> int:
    near = left + above - corner
    away = (abs(near - left), abs(near - above), abs(near - corner))
    return (left, above, corner)[away.index(min(away))]


def picture_pages(browser: Browser, address: str, works: dict[str, str]) -> None:
    """Make the pictures of ten pages."""
    with open_page(browser, address, DESK) as page:
        page.goto("/")
        take_picture(page, "shelf.png")
        page.goto(f"/works/{works['goose']}")
        page.click("#title-row summary")
        page.wait_for_selector("#title-row mark")
        take_picture(page, "card.png")
        page.goto("/pictures")
        take_picture(page, "library-in-pictures.png")
    with open_page(browser, address, DESK, "night") as page:
        page.goto(f"/works/{works['goose']}/read")
        take_picture(page, "reading-night.png")
    with open_page(browser, address, PHONE) as page:
        page.goto("/")
        page.tap(".opener button")
        page.tap("[name=fandom][value=Oz]")
        page.wait_for_selector("text=Show 12 stories")
        take_picture(page, "filters-phone.png")
        page.goto("/?q=umbrella")
        take_picture(page, "search-phone.png")
        page.goto(f"/works/{works['umbrella']}/read")
        take_picture(page, "reading-phone.png")
        page.goto(f"/works/{works['umbrella']}/pictures")
        take_picture(page, "work-in-pictures.png")
        keep_something(page, works)
        take_picture(page, "mine-phone.png")
        page.goto("/take-in")
        page.set_input_files("#files", [make_file(name) for name in SENT])
        page.click("form.sending button[type=submit]")
        page.wait_for_url("**/take-in/uploads/*")
        take_picture(page, "take-in-phone.png")


_IS_KEPT = """() => Object.entries(localStorage).some(
  ([key, at]) => key.startsWith('fonds:place') && JSON.parse(at).chapter === 2)"""


SENT = ("LAMP.TXT", "hedge (2).txt", "moor.txt", "road.md", "violin.asc")


def make_file(name: str) -> FilePayload:
    """Make a file to be sent: what is in it is not seen before it is taken in."""
    return {"name": name, "mimeType": "text/plain", "buffer": f"Title: {name}".encode()}


def keep_something(page: Page, works: dict[str, str]) -> None:
    """Let a reader have something of their own, and show it."""
    page.goto(f"/works/{works['goose']}")
    page.get_by_role("button", name="Favourite").tap()
    page.wait_for_selector("[name=favourite][aria-pressed=true]")
    page.goto(f"/works/{works['abbot']}")
    page.get_by_role("button", name="To read").tap()
    page.wait_for_selector("[data-value=to-read][aria-pressed=true]")
    page.goto("/mine/keep?q=umbrella")
    page.fill("#name", "Anything with an umbrella")
    page.get_by_role("button", name="Save the search").tap()
    page.wait_for_url("**/mine/searches*")
    page.goto(f"/works/{works['umbrella']}/read/2")
    page.evaluate("document.querySelectorAll('.part [id^=p-]')[6].scrollIntoView()")
    page.wait_for_function(_IS_KEPT)
    page.goto("/mine")
    page.wait_for_timeout(500)
    page.goto("/mine")


TAPS = """\
# Three taps

From the address that `make demo` prints to reading a story found by a phrase, on the screen of a
phone (390 pixels wide), by somebody who has never seen it. Typing is no tap. The pictures are of a
real run (`python docs/make_pictures.py` makes them again), the rings are where it was tapped, and
a test counts the taps (`tests/browser/test_tasks.py`).

{steps}
"""


class Tapper:
    """Taps on a phone, and keeps a picture of each tap with a ring where it is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.steps: list[str] = []

    def tap(self, what: Locator, words: str, alt: str) -> None:
        """Tap something, and say so."""
        self.taps += 1
        box = what.bounding_box()
        if box is None:
            raise SystemExit(f"{words}: there is nothing to tap")
        # Attributes only: the page's own rules allow no style that stands in it.
        self.page.evaluate(_RING, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
        self._keep(f"## {self.taps}. {words}", alt)
        self.page.evaluate("document.getElementById('ring').remove()")
        what.tap()

    def see(self, words: str, alt: str) -> None:
        """Show what came of it."""
        self._keep(f"## {words}", alt)

    def _keep(self, head: str, alt: str) -> None:
        name = f"three-taps-{len(self.steps) + 1}.png"
        take_picture(self.page, name)
        self.steps.append(f"{head}\n\n![{alt}](pictures/{name})")


_RING = """([x, y]) => {
  const draw = (name, attributes) => {
    const one = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    return one;
  };
  const ring = draw('svg', {id: 'ring', width: 390, height: 844});
  Object.assign(ring.style, {position: 'fixed', inset: '0', zIndex: 9, pointerEvents: 'none'});
  ring.append(draw('circle', {cx: x, cy: y, r: 30, fill: 'none', stroke: '#1c5fa8',
                              'stroke-width': 4}));
  document.body.append(ring);
}"""


def picture_taps(browser: Browser, address: str) -> None:
    """Go from the first page to reading at a phrase, and write down how."""
    with open_page(browser, address, PHONE) as page:
        page.goto("/")
        tapper = Tapper(page)
        tapper.tap(
            page.locator("#q"),
            "Tap the search box",
            "The shelf on a phone, a ring on the search box",
        )
        page.locator("#q").press_sequentially(PHRASE)
        page.wait_for_selector("text=1 story found")
        page.wait_for_selector("#suggestions", state="hidden")
        tapper.tap(
            page.get_by_role("link", name="Read at these words"),
            f"Type {PHRASE}; tap “Read at these words”",
            "One story found, its words marked, a ring on the link that leads to them",
        )
        page.wait_for_selector("mark.hit")
        tapper.see("Read", "The story, open at the words that were looked for, which are marked")
    steps = "\n\n".join(tapper.steps)
    closing = f"\n\nThat was {tapper.taps} taps. Without JavaScript the search is sent by the key "
    closing += f"of the phone's own\nkeyboard, which makes {tapper.taps + 1}."
    text = TAPS.format(steps=steps + closing)
    (ROOT / "docs" / "three-taps.md").write_text(text, encoding="utf-8")


def main() -> int:
    """Make all pictures."""
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is not installed; no picture was made", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        works = fill_library(Path(folder))
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        with serve_site(Path(folder)) as address:
            picture_taps(browser, address)
            picture_pages(browser, address, works)
        browser.close()
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
