"""A reader at a screen: the steps they take, by tapping and typing, with and without JavaScript."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Locator, expect

WAIT_MS = 30_000
"""A machine under load is slow; nothing waits longer than it has to."""

_START_S = 60

expect.set_options(timeout=WAIT_MS)


class Way(NamedTuple):
    """A way of reading: on which screen, and whether scripts run."""

    name: str
    size: tuple[int, int]
    script: bool

    @property
    def is_phone(self) -> bool:
        return self.size[0] < 500


WAYS = (
    Way("phone", (390, 844), True),
    Way("phone without JavaScript", (390, 844), False),
    Way("desk", (1280, 900), True),
    Way("desk without JavaScript", (1280, 900), False),
)

WORLDS = ("Sherlock Holmes", "Dracula", "Oz", "Alice in Wonderland", "Robin Hood")
RATINGS = ("G", "PG", "PG-13", "R")
PHRASE = "the kettle had opinions about Tuesday"
FOUND = "The Lantern of Whitby"
LONG = ("The Winter Ferry", "The Winter Road", "The Winter Mill", "The Winter Bell")
PEOPLE_OF = {
    "Sherlock Holmes": "Sherlock Holmes/John Watson",
    "Dracula": "Mina Murray/Lucy Westenra",
    "Oz": "Dorothy Gale & Ozma",
    "Alice in Wonderland": "Alice & Cheshire Cat",
    "Robin Hood": "Robin Hood/Maid Marian",
}
_THINGS = ("Lantern", "Teapot", "Bridge", "Harbour", "Umbrella")
_PLACES = ("Whitby", "Lauriston", "Blyth", "Meryton", "Hatch", "Varna")
_LINES = (
    "She had not asked for {thing}, and so it came by the early post, wrapped in a newspaper.\n\n",
    "“You might have told me,” said the doctor, and he sat down on the stairs to look at it.\n\n",
    "“I might,” she said. “You were asleep, and then you were in Paris.” She laughed at him.\n\n",
    "He turned {thing} over, and over again, and somewhere in there a clock struck {number}.\n\n",
)


def make_reader_heap() -> dict[str, bytes]:
    """Make a heap of thirty short stories in five worlds, and four in three chapters."""
    heap: dict[str, bytes] = {}
    for number in range(30):
        thing, place = _THINGS[number % 5], _PLACES[number % 6]
        world = WORLDS[number % 5]
        warning = "Warnings: Major Character Death\n" if number % 7 == 3 else ""
        lines = 8 if number % 2 else 40
        body = "".join(
            _LINES[one % 4].format(thing=f"the {thing.lower()}", number=one) for one in range(lines)
        )
        spoken = f"“Quite so,” said the doctor, for {PHRASE}.\n\n" if number == 0 else ""
        head = (
            f"Title: The {thing} of {place}\nAuthor: Reader {'ABCDEF'[number % 6]}. Quill\n"
            f"Fandom: {world}\nPairing: {PEOPLE_OF[world]}\nRating: {RATINGS[number % 4]}\n"
            f"{warning}Date: {1990 + number}-03-12\n"
            f"Summary: The {thing.lower()} comes to {place}, and stays for the winter.\n\n---\n\n"
        )
        heap[f"stories/{number:02}.txt"] = (head + body + spoken + body).encode()
    for title in LONG:
        head = f"Title: {title}\nAuthor: Basil Quill\nFandom: Greek Mythology\nRating: G\n\n"
        thing = title.rpartition(" ")[2].lower()
        heap[f"stories/{thing}.txt"] = (head + _write_chapters(thing)).encode()
    return heap


def _write_chapters(thing: str) -> str:
    return "".join(
        f"Chapter {chapter}: Night {chapter}\n\n"
        + "".join(
            f"Lamp {chapter}-{number} burned low at the {thing}, and Charon, who had not slept, "
            "went to the rail and listened to the river. “Nobody,” he said, and rowed on.\n\n"
            for number in range(1, 21)
        )
        for chapter in range(1, 4)
    )


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """Serve an application for `with`; gives its address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="error", ws="none", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        until = time.monotonic() + _START_S
        while not server.started:
            assert time.monotonic() < until, "the site did not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join(_START_S)


def wait_for(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so; fails when it never is."""
    until = time.monotonic() + WAIT_MS / 1000
    while not is_so():
        assert time.monotonic() < until, what
        time.sleep(0.05)


class Site(NamedTuple):
    """A running site: its address, its folder, and its works by path in the heap."""

    address: str
    folder: Path
    works: Mapping[str, str]
    app: FastAPI


class Reader:
    """Somebody at a screen. Every touch counts as a tap; typing does not."""

    def __init__(self, site: Site, way: Way, context: BrowserContext) -> None:
        self.site = site
        self.way = way
        self.context = context
        self.page = context.new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.taps = 0
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> None:
        self.page.goto(self.site.address + path)

    def work(self, rest: str = "", name: str = "stories/ferry.txt") -> str:
        return f"/works/{self.site.works[name]}{rest}"

    def tap(self, what: str | Locator) -> None:
        """Tap, or click where there is a mouse."""
        place = self.page.locator(what) if isinstance(what, str) else what
        self.taps += 1
        if self.way.is_phone:
            place.first.tap()
        else:
            place.first.click()

    def tap_link(self, name: str) -> None:
        self.tap(self.page.get_by_role("link", name=name))

    def tap_button(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=name, exact=True))

    def unfold(self, words: str) -> None:
        """Unfold what is folded under some words, if it is."""
        details = self.page.locator("details", has=self.page.locator("summary", has_text=words))
        if details.last.get_attribute("open") is None:
            self.tap(details.last.locator("> summary"))

    def search(self, text: str) -> None:
        """Type into the box of the shelf; without scripts the keyboard's own key sends it."""
        self.tap("#q")
        self.page.fill("#q", text)
        if not self.way.script:
            self.taps += 1
            self.page.press("#q", "Enter")
        expect(self.page).to_have_url(re.compile(r"[?&]q="))

    @contextmanager
    def narrowing(self) -> Iterator[None]:
        """Open the filters where they are a sheet; show what they find when done."""
        if self.way.is_phone:
            self.tap(".opener button")
        yield
        if self.way.is_phone or not self.way.script:
            self.tap("#narrow .sheet-foot button")

    def ask_for(self, name: str, value: str) -> None:
        """Ask for a value of a facet, or (`not-` before its name) ask it away."""
        box = self.page.locator(f"#narrow input[name='{name}'][value='{value}']")
        facet = box.locator("xpath=ancestor::details[1]")
        if facet.get_attribute("open") is None:
            self.tap(facet.locator("> summary"))
        self.taps += 1
        box.check()

    def expect_found(self, number: int) -> None:
        words = "1 story found" if number == 1 else f"{number} stories found"
        expect(self.page.locator("#tally")).to_contain_text(words)
        # Without scripts the works come after the number of them.
        self.page.wait_for_load_state("load")

    @property
    def titles(self) -> list[str]:
        return self.page.locator("article.entry h2").all_inner_texts()

    def facts(self) -> list[str]:
        return self.page.locator("article.entry .facts").all_inner_texts()

    def ask(self, path: str) -> Any:
        """Ask the API with this browser's cookies."""
        return self.context.request.get(self.site.address + path).json()

    def top(self) -> int:
        """Give the number of the paragraph at the top of the window."""
        return int(self.page.evaluate(_TOP))

    def scroll_to(self, paragraph: int) -> None:
        self.page.locator(f"#p-{paragraph}").evaluate("e => e.scrollIntoView()")

    def show_controls(self) -> None:
        """Bring the controls back, as a touch beside the words does."""
        bar = self.page.locator("header.bar")
        if not bar.is_visible():
            self.page.keyboard.press("Tab")
        expect(bar).to_be_visible()


_TOP = """() => {
  const blocks = [...document.querySelectorAll('.part [id^="p-"]')];
  const box = e => (e.tagName === 'SPAN' ? e.parentElement : e).getBoundingClientRect();
  const top = blocks.find(e => box(e).bottom > 8);
  return Number(top.id.slice(2));
}"""


@contextmanager
def visit(browser: Browser, site: Site, way: Way, **options: Any) -> Iterator[Reader]:
    """Sit down before a screen with a browser that has never been here."""
    context = browser.new_context(
        viewport={"width": way.size[0], "height": way.size[1]},
        java_script_enabled=way.script,
        has_touch=way.is_phone,
        is_mobile=way.is_phone,
        **options,
    )
    reader = Reader(site, way, context)
    yield reader
    context.close()
    expected = ("status of 40", "status of 410", "ERR_INTERNET_DISCONNECTED", "Clear-Site-Data")
    wrong = [one for one in reader.complaints if not any(e in one for e in expected)]
    assert wrong == [], wrong
