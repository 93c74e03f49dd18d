"""Reading in a real browser: places, looks, keys, what one keeps, and without a network."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Served
from tests.web.heaps import make_heap, make_library_folder
from tests.web.reading_site import make_reading_app

pytestmark = pytest.mark.browser

PHONE = (390, 844)
DESK = (1280, 900)
_START_S = 20

_PARAGRAPH = (
    "Lamp {n} in the window burned low, and the doctor, who had not slept, went to the door and "
    "listened to the street. “Nobody,” he said, and then he said it again.\n\n"
)
LONG = "Title: The Long Winter\nAuthor: Basil Quill\nFandom: Dracula\n\n" + "".join(
    f"Chapter {chapter}: Night {chapter}\n\n"
    + "".join(_PARAGRAPH.format(n=f"{chapter}-{n}") for n in range(1, 31))
    for chapter in range(1, 4)
)

_WATCH_SHIFTS = """() => { window.shifts = 0; new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.shifts += one.value;
}).observe({type: 'layout-shift', buffered: true}); }"""

_TOP_PARAGRAPH = """() => {
  const blocks = [...document.querySelectorAll('.part [id^="p-"]')]
    .map(e => e.tagName === 'SPAN' ? e.parentElement : e);
  const top = blocks.find(e => e.getBoundingClientRect().bottom > 8);
  return top ? top.textContent.slice(0, 12) : null;
}"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("reading")
    works = make_library_folder(folder, {**make_heap(), "long.txt": LONG.encode()})
    for address in _serve(folder):
        yield Served(address, works)


def _serve(folder: Path) -> Iterator[str]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            make_reading_app(folder), log_level="error", ws="none", lifespan="off"
        )
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


@contextmanager
def _visit(
    chromium: Browser, size: tuple[int, int] = PHONE, **options: Any
) -> Iterator[tuple[BrowserContext, Page]]:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, has_touch=size[0] < 500, **options
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield context, page
    context.close()
    assert complaints == []


def _url(reading: Served, rest: str = "", work: str = "long.txt") -> str:
    return reading.url(f"/works/{reading.works[work]}{rest}")


def _ask(page: Page, path: str) -> Any:
    return page.evaluate("path => fetch(path).then(answer => answer.json())", path)


def test_one_stops_at_a_paragraph_and_is_led_back_to_it(chromium: Browser, reading: Served) -> None:
    with _visit(chromium) as (_, page):
        page.goto(_url(reading, "/read/2"))
        page.evaluate("document.querySelector('#p-45').scrollIntoView()")
        page.wait_for_timeout(500)
        stopped = page.evaluate(_TOP_PARAGRAPH)
        page.goto(_url(reading, "/notes"))
        page.goto(_url(reading, "/read/2"))
        expect(page.locator("#p-45")).to_be_in_viewport()
        assert page.evaluate(_TOP_PARAGRAPH) == stopped
        page.set_viewport_size({"width": 800, "height": 400})
        page.wait_for_timeout(400)
        assert page.evaluate(_TOP_PARAGRAPH) == stopped
        page.goto(_url(reading, "/notes"))
        page.goto(_url(reading, "/read/2"))
        page.wait_for_timeout(100)
        assert page.evaluate(_TOP_PARAGRAPH) == stopped


def test_another_device_is_offered_the_place_and_goes_there(
    chromium: Browser, reading: Served
) -> None:
    with _visit(chromium) as (_, page):
        page.goto(_url(reading, "/read/3"))
        page.evaluate("document.querySelector('#p-80').scrollIntoView()")
        page.wait_for_timeout(400)
        page.goto(_url(reading, "/notes"))
        page.wait_for_timeout(300)
        places = _ask(page, f"/api/v1/me/positions/{reading.works['long.txt']}")
        assert places["items"][0]["chapter"] == 3
    with _visit(chromium, DESK) as (_, page):
        page.goto(_url(reading, "/read"))
        page.click(".offer a")
        page.wait_for_url("**/read/3#p-*")
        assert "3-" in page.evaluate(_TOP_PARAGRAPH)


def test_looking_something_up_moves_no_place(chromium: Browser, reading: Served) -> None:
    with _visit(chromium) as (_, page):
        page.goto(_url(reading, "/read/2"))
        page.evaluate("document.querySelector('#p-45').scrollIntoView()")
        page.wait_for_timeout(400)
        page.goto(_url(reading, "/read/all?find=Lamp+1-3"))
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(500)
        page.goto(_url(reading, "/read/2"))
        expect(page.locator("#p-45")).to_be_in_viewport()
        places = _ask(page, f"/api/v1/me/positions/{reading.works['long.txt']}")["items"]
        assert [one["chapter"] for one in places if one["is_this_device"]] == [2]


def test_time_that_is_left_goes_down_as_one_reads(chromium: Browser, reading: Served) -> None:
    with _visit(chromium) as (_, page):
        page.goto(_url(reading, "/read/all"))
        before = page.text_content("[data-left]")
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        expect(page.locator("[data-left]")).to_have_text("The end")
        assert before != "The end"


def test_looks_change_at_once_and_the_paragraph_stays(chromium: Browser, reading: Served) -> None:
    with _visit(chromium) as (_, page):
        page.goto(_url(reading, "/read/2"))
        page.evaluate("document.querySelector('#p-45').scrollIntoView()")
        page.evaluate("window.same = true")
        page.wait_for_timeout(100)
        top = page.evaluate(_TOP_PARAGRAPH)
        page.mouse.wheel(0, -30)
        page.click(".controls > summary")
        for name, value in (("size", "largest"), ("face", "easy"), ("theme", "night")):
            page.click(f"button[name={name}][value={value}]")
            assert page.get_attribute("html", f"data-{name}") == value
        assert page.evaluate("window.same") is True
        assert page.evaluate(_TOP_PARAGRAPH) == top
        page.goto(_url(reading, "/read/3"))
        assert page.get_attribute("html", "data-face") == "easy"
        spacing = page.evaluate("getComputedStyle(document.querySelector('.part p')).letterSpacing")
        assert spacing != "normal"


def test_looks_are_chosen_without_javascript(chromium: Browser, reading: Served) -> None:
    with _visit(chromium, java_script_enabled=False) as (_, page):
        page.goto(_url(reading, "/read"))
        for name, value in (("face", "sans"), ("measure", "wide"), ("ends", "justified")):
            page.click(".controls > summary")
            page.click(f"button[name={name}][value={value}]")
            assert page.get_attribute("html", f"data-{name}") == value


def test_everything_is_reached_by_keys(chromium: Browser, reading: Served) -> None:
    with _visit(chromium, DESK) as (_, page):
        page.goto(_url(reading, "/read"))
        page.keyboard.press("n")
        page.wait_for_url("**/read/2")
        page.keyboard.press("t")
        assert page.evaluate("document.activeElement.textContent") == "Chapter 2: Night 2"
        page.keyboard.press("Escape")
        assert page.query_selector(".bar details[open]") is None
        page.keyboard.press("?")
        assert page.is_visible("#keys")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("j")
        first = page.evaluate(_TOP_PARAGRAPH)
        page.keyboard.press("k")
        assert page.evaluate(_TOP_PARAGRAPH) != first
        page.keyboard.press("/")
        page.keyboard.type("lamp 3-7")
        page.keyboard.press("Enter")
        page.wait_for_url("**/read/all?find=lamp+3-7")
        assert page.text_content("mark.hit") == "Lamp 3-7"


def test_letters_can_be_turned_off(chromium: Browser, reading: Served) -> None:
    """WCAG 2.2, 2.1.4."""
    with _visit(chromium, DESK) as (_, page):
        page.goto(_url(reading, "/read"))
        page.keyboard.press("?")
        page.click("[data-keys-off]")
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.wait_for_timeout(200)
        assert page.url.endswith("/read")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**/read/2")


_SWIPE = """([x, y]) => {
  const make = (x, y) => new Touch({identifier: 1, target: document.querySelector('.part p'),
                                    clientX: x, clientY: y});
  const tell = (name, touch, held) => touch.target.dispatchEvent(new TouchEvent(name,
    {touches: held, changedTouches: [touch], bubbles: true}));
  const start = make(200, 300);
  tell('touchstart', start, [start]);
  tell('touchend', make(200 + x, 300 + y), []);
}"""


@pytest.mark.parametrize(
    ("move", "end"),
    [((-90, 10), "/read/3"), ((90, 30), "/read"), ((-50, 0), "/read/2"), ((-90, 60), "/read/2")],
)
def test_chapters_turn_when_swiped_flat_and_far(
    chromium: Browser, reading: Served, move: tuple[int, int], end: str
) -> None:
    with _visit(chromium) as (_, page):
        page.goto(_url(reading, "/read/2"))
        page.evaluate(_SWIPE, list(move))
        page.wait_for_timeout(400)
        assert page.url.endswith(end)


def test_nothing_turns_while_words_are_selected(chromium: Browser, reading: Served) -> None:
    with _visit(chromium) as (_, page):
        page.goto(_url(reading, "/read/2"))
        page.evaluate("getSelection().selectAllChildren(document.querySelector('.part p'))")
        page.evaluate(_SWIPE, [-90, 0])
        page.wait_for_timeout(300)
        assert page.url.endswith("/read/2")


_SELECT = """([first, start, last, end]) => {
  const text = id => document.querySelector(id).lastChild;
  const range = document.createRange();
  range.setStart(text(first), start);
  range.setEnd(text(last), end);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.mark.parametrize("by_key", [True, False])
def test_one_keeps_a_passage_with_a_note_finds_it_again_and_removes_it(
    chromium: Browser, reading: Served, by_key: bool
) -> None:
    with _visit(chromium, DESK) as (_, page):
        page.goto(_url(reading, "/read/2"))
        page.evaluate(_SELECT, ["#p-40", 5, "#p-41", 8])
        expect(page.locator(".tools")).to_be_visible()
        if by_key:
            page.keyboard.press("e")
        else:
            page.click(".tools [data-do=note]")
        page.wait_for_selector("#note[open]")
        page.keyboard.type("A very patient lamp.")
        page.click("#note button.main")
        page.wait_for_selector("mark.noted")
        kept = _ask(page, f"/api/v1/me/annotations?work={reading.works['long.txt']}")["items"][-1]
        assert (kept["paragraph"], kept["start"], kept["end_paragraph"], kept["end"]) == (
            *(40, 5, 41, 8),
        )
        painted = page.eval_on_selector_all("mark.noted", "all => all.map(e => e.textContent)")
        page.goto(_url(reading, "/notes"))
        assert page.input_value("textarea >> nth=-1") == "A very patient lamp."
        page.click(".keepsake h2 a >> nth=-1")
        page.wait_for_url("**/read/2#p-40")
        again = page.eval_on_selector_all("mark.noted", "all => all.map(e => e.textContent)")
        assert "".join(again) == "".join(painted)
        page.click("mark.noted >> nth=0")
        page.wait_for_selector("#note[open]")
        assert page.input_value("#note textarea") == "A very patient lamp."
        page.click("#note button[value=remove]")
        page.wait_for_selector("mark.noted", state="detached")
        page.reload()
        assert page.query_selector("mark") is None


def test_a_paragraph_is_kept_by_one_key(chromium: Browser, reading: Served) -> None:
    with _visit(chromium, DESK) as (_, page):
        page.goto(_url(reading, "/read/3"))
        page.keyboard.press("m")
        page.wait_for_selector("mark.kept")
        page.keyboard.press("m")
        page.wait_for_selector("#note[open]")
        page.click("#note button[value=remove]")
        page.wait_for_selector("mark.kept", state="detached")


def test_places_and_notes_are_kept_without_javascript(chromium: Browser, reading: Served) -> None:
    with _visit(chromium, java_script_enabled=False) as (_, page):
        page.goto(_url(reading, "/read/2"))
        page.click("form.turns a")
        page.click(".paragraphs a >> nth=4")
        page.click(".note-form button[formaction]")
        page.wait_for_url("**/read/2#p-*")
        page.goto(_url(reading, "/read"))
        assert page.is_visible(".offer")


@pytest.mark.parametrize("rest", ["/read", "/read/2#p-45", "/read/all"])
def test_nothing_on_the_page_moves_by_itself(chromium: Browser, reading: Served, rest: str) -> None:
    for size in (PHONE, DESK):
        with _visit(chromium, size) as (_, page):
            page.add_init_script(f"({_WATCH_SHIFTS})()")
            page.goto(_url(reading, rest))
            page.wait_for_timeout(500)
            assert page.evaluate("window.shifts") == 0


def test_a_printed_story_is_only_the_story(chromium: Browser, reading: Served) -> None:
    with _visit(chromium, DESK) as (_, page):
        page.goto(_url(reading, "/read/all"))
        page.emulate_media(media="print", color_scheme="dark")
        for hidden in (".bar", ".foot", ".turns", "footer"):
            assert not page.is_visible(hidden), hidden
        assert page.is_visible(".source")
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert paper == "rgb(255, 255, 255)"
        assert page.evaluate(
            "[...document.querySelectorAll('.part + .part')]"
            ".every(e => getComputedStyle(e).breakBefore === 'page')"
        )


_WAIT_FOR_WORKER = """() => new Promise(done => {
  const look = () => navigator.serviceWorker.controller ? done(true) : setTimeout(look, 50);
  look();
})"""


def _keep_work(page: Page, reading: Served) -> None:
    page.goto(_url(reading, "/read"))
    page.evaluate(_WAIT_FOR_WORKER)
    page.click(".contents > summary")
    page.click("[data-keep]")
    expect(page.locator("[data-keep]")).to_contain_text("remove it", timeout=15_000)


def test_a_kept_work_is_read_without_a_network_and_its_place_is_told_later(
    chromium: Browser, reading: Served
) -> None:
    with _visit(chromium) as (context, page):
        _keep_work(page, reading)
        context.set_offline(True)
        page.goto(_url(reading, "/read/3"))
        assert page.text_content("h2") == "Chapter 3: Night 3"
        font = page.evaluate("getComputedStyle(document.querySelector('.bar')).position")
        assert font == "sticky"
        page.goto(_url(reading, "/read/all"))
        page.evaluate("document.querySelector('#p-70').scrollIntoView()")
        page.wait_for_timeout(400)
        page.goto(_url(reading, "/read"))
        page.goto(_url(reading, "/notes"))
        assert page.text_content("h1") == "Kept on this device"
        page.click("[data-kept] a")
        page.wait_for_url("**/read")
        page.goto(_url(reading, "/read/2"))
        page.evaluate("document.querySelector('#p-50').scrollIntoView()")
        page.wait_for_timeout(400)
        page.goto(reading.url("/offline"))
        page.wait_for_timeout(300)
        context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(500)
        places = _ask(page, f"/api/v1/me/positions/{reading.works['long.txt']}")
        own = next(one for one in places["items"] if one["is_this_device"])
        assert (own["chapter"], own["paragraph"] in range(49, 52)) == (2, True), json.dumps(own)


def test_what_is_kept_is_listed_with_its_size_and_removed(
    chromium: Browser, reading: Served
) -> None:
    with _visit(chromium) as (_, page):
        _keep_work(page, reading)
        page.goto(reading.url("/offline"))
        expect(page.locator("[data-kept] li")).to_contain_text("The Long Winter")
        assert " kB" in (page.text_content("[data-kept-sum]") or "")
        page.click("[data-kept] button")
        expect(page.locator("[data-kept-sum]")).to_contain_text("Nothing yet")
        assert page.evaluate("caches.keys().then(all => all.filter(one => one[0] === 'k'))") == []


def test_no_page_is_kept_but_those_of_chosen_works(chromium: Browser, reading: Served) -> None:
    with _visit(chromium) as (context, page):
        _keep_work(page, reading)
        for path in ("/", "/?q=lamp", f"/works/{reading.works['untitled.txt']}/read"):
            page.goto(reading.url(path))
        found = page.evaluate(
            """async () => { const urls = [];
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const one of await cache.keys()) urls.push(new URL(one.url).pathname);
              } return urls; }"""
        )
        allowed = ("/static/", f"/works/{reading.works['long.txt']}/", "/offline", "/fonds.web")
        assert [one for one in found if not one.startswith(allowed)] == []
        context.set_offline(True)
        page.goto(_url(reading, "/read", "untitled.txt"))
        assert page.text_content("h1") == "Kept on this device"


_KEEP_WHAT_IS_NOT_THERE = """async () => {
  const cache = await caches.open('kept-wqqqqqqqqqq');
  await cache.put('/works/wqqqqqqqqqq/read', new Response('<h1>Once</h1>',
    {headers: {'Content-Type': 'text/html'}}));
}"""


def test_a_work_that_was_taken_away_goes_from_the_device_when_it_is_next_asked_for(
    chromium: Browser, reading: Served
) -> None:
    with _visit(chromium) as (_, page):
        _keep_work(page, reading)
        page.evaluate(_KEEP_WHAT_IS_NOT_THERE)
        page.goto(reading.url("/works/wqqqqqqqqqq/read"))
        assert page.text_content("h1") == "Once"
        page.wait_for_timeout(500)
        page.goto(_url(reading, "/read/2"))
        kept = page.evaluate("caches.keys().then(all => all.filter(one => one[0] === 'k'))")
        assert kept == [f"kept-{reading.works['long.txt']}"]
