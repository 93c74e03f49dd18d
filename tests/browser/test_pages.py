"""Pages in a real browser: on a phone and a desk, with and without JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served
from tests.web.telling import SHOW

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]

PHONE = (390, 844)
DESK = (1280, 900)

_CHARACTERS_A_LINE = """() => {
  const counts = [];
  for (const p of document.querySelectorAll('.part > p')) {
    const range = document.createRange();
    range.selectNodeContents(p);
    const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top)));
    if (lines.size > 1) counts.push(p.textContent.length / (lines.size - 0.5));
  }
  return counts;
}"""

_SMALL_TARGETS = """() => [...document.querySelectorAll(
    'header a, button, summary, .acts a, .pages a, .outcomes a, .chosen a, .sorts a, .turns a')]
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .filter(e => e.getBoundingClientRect().height > 0)
  .filter(e => e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML.slice(0, 80) + ' ' + e.getBoundingClientRect().height)"""


@contextmanager
def _open(
    chromium: Browser,
    url: str,
    size: tuple[int, int],
    *,
    scheme: Scheme = "light",
    script: bool = True,
) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        java_script_enabled=script,
        has_touch=size[0] < 500,
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    yield page
    context.close()
    assert [one for one in complaints if "status of 40" not in one] == []


def _paths(served: Served) -> tuple[str, ...]:
    works = [f"/works/{work_id}" for work_id in served.works.values()]
    return ("/", "/?q=the", "/?q=(", "/?kind=others", "/?fandom=Dracula", "/accessions",
            "/accessions/1", "/nowhere", "/timeline", f"/timeline?show={SHOW}",
            *works, *(f"{work}/read" for work in works))  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESK, (320, 640)])
def test_nothing_is_wider_than_the_screen_and_nothing_is_complained_of(
    chromium: Browser, served: Served, size: tuple[int, int]
) -> None:
    with _open(chromium, served.url("/"), size) as page:
        for path in _paths(served):
            page.goto(served.url(path))
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size[0], f"{path} is {width} wide"
    print(f"{len(_paths(served))} pages looked at")


def test_a_line_of_the_story_is_as_long_as_in_a_book(chromium: Browser, served: Served) -> None:
    work = served.works["untitled.txt"]
    with _open(chromium, served.url(f"/works/{work}/read"), DESK) as page:
        counts = page.evaluate(_CHARACTERS_A_LINE)
    assert counts
    assert 52 <= sum(counts) / len(counts) <= 76


def test_targets_on_a_phone_are_large_enough_for_a_thumb(chromium: Browser, served: Served) -> None:
    """44 px, as LOOK and WCAG 2.2 (2.5.5) ask."""
    with _open(chromium, served.url("/"), PHONE) as page:
        for path in _paths(served):
            page.goto(served.url(path))
            assert page.evaluate(_SMALL_TARGETS) == [], path


def test_chapters_turn_with_a_key_and_typing_turns_nothing(
    chromium: Browser, served: Served
) -> None:
    work = f"/works/{served.works['dracula/letters.txt']}/read"
    with _open(chromium, served.url(work), DESK) as page:
        page.keyboard.press("n")
        page.wait_for_url("**/read/2")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**/read/3")
        page.keyboard.press("p")
        page.wait_for_url("**/read/2")
        page.goto(served.url("/"))
        page.keyboard.press("/")
        page.keyboard.type("nap")
        assert page.input_value("#q") == "nap"


def test_the_place_one_stopped_at_is_kept(chromium: Browser, served: Served) -> None:
    work = f"/works/{served.works['dracula/letters.txt']}"
    with _open(chromium, served.url(f"{work}/read/2"), (390, 300)) as page:
        page.evaluate("scrollTo(0, 160)")
        page.wait_for_timeout(600)
        page.goto(served.url(work))
        assert page.get_attribute("[data-begin]", "href") == f"{work}/read/2"
        page.goto(served.url(f"{work}/read/2"))
        assert abs(page.evaluate("scrollY") - 160) < 25


def test_controls_go_away_while_one_reads_and_come_back_when_touched(
    chromium: Browser, served: Served
) -> None:
    work = f"/works/{served.works['dracula/letters.txt']}/read"
    with _open(chromium, served.url(work), (390, 300)) as page:
        assert page.is_visible(".bar")
        page.mouse.wheel(0, 300)
        page.wait_for_selector(".bar", state="hidden")
        page.touchscreen.tap(200, 60)
        page.wait_for_selector(".bar", state="visible")


@pytest.mark.parametrize("script", [True, False])
def test_looks_are_chosen_with_and_without_javascript(
    chromium: Browser, served: Served, script: bool
) -> None:
    work = f"/works/{served.works['untitled.txt']}/read"
    with _open(chromium, served.url(work), PHONE, script=script) as page:
        page.click(".controls > summary")
        page.click("button:has-text('Sepia')")
        if not script:
            page.click(".controls > summary")
        page.click("button:has-text('Large') >> nth=0")
        assert page.url == served.url(work)
        assert page.get_attribute("html", "data-theme") == "sepia"
        assert page.get_attribute("html", "data-size") == "large"


@pytest.mark.parametrize(
    ("scheme", "paper"), [("light", "rgb(251, 250, 247)"), ("dark", "rgb(23, 22, 20)")]
)
def test_pages_are_dark_where_the_device_is(
    chromium: Browser, served: Served, scheme: Scheme, paper: str
) -> None:
    with _open(chromium, served.url("/"), PHONE, scheme=scheme) as page:
        found = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert found == paper


def test_one_searches_narrows_and_reads_without_javascript(
    chromium: Browser, served: Served
) -> None:
    with _open(chromium, served.url("/"), PHONE, script=False) as page:
        page.fill("#q", "lamp")
        page.click("text=Search >> nth=-1")
        page.click(".opener button")
        page.check("[name=fandom][value=Dracula]")
        page.click(".sheet-foot button")
        page.click("article.entry h2 a")
        page.click("summary:has-text('Where does this come from?') >> nth=0")
        assert page.is_visible("dd details[open] mark")
        page.click("a:has-text('Read') >> nth=0")
        assert page.is_visible("text=colour of slate")


_OPEN_ALL = "() => document.querySelectorAll('details').forEach(e => e.open = true)"

_OUTSIDE = """() => [...document.querySelectorAll('.ribbon text')]
  .map(e => [e, e.getBoundingClientRect(), e.ownerSVGElement.getBoundingClientRect()])
  .filter(([e, own, all]) => own.width > 0)
  .filter(([e, own, all]) => own.right > all.right + 1 || own.left < all.left - 1)
  .map(([e]) => e.textContent)"""


@pytest.mark.parametrize("size", [PHONE, (320, 640)])
def test_nothing_that_is_unfolded_is_wider_than_a_phone(
    chromium: Browser, served: Served, size: tuple[int, int]
) -> None:
    work = f"/works/{served.works['holmes/lamp.txt']}"
    for path in (work, "/", f"/timeline?show={SHOW}"):
        with _open(chromium, served.url(path), size) as page:
            page.evaluate(_OPEN_ALL)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path


def test_the_words_of_a_picture_stay_inside_of_it(chromium: Browser, served: Served) -> None:
    work = f"/works/{served.works['holmes/lamp.txt']}"
    for path in (work, "/timeline", f"/timeline?show={SHOW}"):
        with _open(chromium, served.url(path), PHONE) as page:
            assert page.query_selector(".ribbon text") is not None, path
            assert page.evaluate(_OUTSIDE) == [], path


@pytest.mark.parametrize("script", [True, False])
def test_one_goes_from_a_season_to_a_story_to_a_scene(
    chromium: Browser, served: Served, script: bool
) -> None:
    with _open(chromium, served.url("/timeline"), PHONE, script=script) as page:
        page.click(f"h2 a:has-text('{SHOW}')")
        page.click(".ribbon a[aria-label^='Season 4']")
        assert page.url.endswith("#season-4")
        page.click("li a:has-text('The Lamp at Lauriston') >> nth=0")
        page.click(".ribbon a[aria-label='Scene 2: John Watson']")
        assert page.url.endswith("/read#scene-2")
        assert page.is_visible("#scene-2")


def test_passages_that_carry_a_rating_are_shown_to_whoever_asks(
    chromium: Browser, served: Served
) -> None:
    work = f"/works/{served.works['holmes/lamp.txt']}"
    with _open(chromium, served.url(work), PHONE, script=False) as page:
        assert not page.is_visible("#suggested_rating mark")
        page.click("#suggested_rating summary")
        assert page.is_visible("#suggested_rating mark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_drawn_with_the_ink_of_the_theme(
    chromium: Browser, served: Served, scheme: Scheme
) -> None:
    work = f"/works/{served.works['holmes/lamp.txt']}"
    with _open(chromium, served.url(work), PHONE, scheme=scheme) as page:
        drawn, quiet = page.evaluate(
            """() => [getComputedStyle(document.querySelector('.ribbon rect')).fill,
                      getComputedStyle(document.querySelector('.quiet')).color]"""
        )
        assert drawn == quiet


def test_the_first_key_leads_past_the_navigation(chromium: Browser, served: Served) -> None:
    with _open(chromium, served.url("/"), DESK) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_a_hostile_file_stays_words(chromium: Browser, served: Served) -> None:
    work = f"/works/{served.works['oz/road.html']}"
    for path in (work, f"{work}/read"):
        with _open(chromium, served.url(path), DESK) as page:
            page.on("dialog", lambda dialog: pytest.fail("a stranger's script ran"))
            assert page.title() != "taken"
            assert page.query_selector_all("main script, main img, main form[action^=http]") == []


def test_an_original_is_saved_and_not_shown(chromium: Browser, served: Served) -> None:
    work = f"/works/{served.works['oz/road.html']}"
    with _open(chromium, served.url(work), DESK) as page:
        with page.expect_download() as download:
            page.click("text=Save the original")
        assert download.value.suggested_filename == "road.html"
        assert page.url == served.url(work)
