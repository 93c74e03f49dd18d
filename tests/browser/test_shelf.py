"""The shelf in a real browser: searched as one types, narrowed by hand, key and thumb."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser

PHONE = (390, 844)
DESK = (1280, 900)
THEMES = ("paper", "sepia", "night", "contrast")

_SMALL = """(least) => [...document.querySelectorAll(
    '.asking li label, .any, .asking button, .asking select, .chosen button, .sorts a, .tally a')]
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.height > 1 && (box.height < least || box.width < least))
  .map(([e, box]) => e.outerHTML.slice(0, 90) + ' ' + box.width + 'x' + box.height)"""


@contextmanager
def _open(
    chromium: Browser,
    url: str,
    size: tuple[int, int] = DESK,
    *,
    script: bool = True,
    theme: str = "paper",
) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=script,
        has_touch=size[0] < 500,
    )
    context.add_cookies([{"name": "looks", "value": f"{theme}.normal", "url": url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    yield page
    context.close()
    assert [one for one in complaints if "status of 40" not in one] == []


def _titles(page: Page) -> list[str]:
    return page.locator("article.entry h2").all_inner_texts()


def test_the_shelf_follows_what_is_typed(chromium: Browser, served: Served) -> None:
    with _open(chromium, served.url("/")) as page:
        page.locator("#q").press_sequentially("boots", delay=20)
        expect(page.locator("article.entry")).to_have_count(1)
        assert page.url == served.url("/?q=boots")
        assert page.inner_text("#told") == "1 story found among 5 stories."
        assert page.evaluate("document.activeElement.id") == "q"
        assert page.title() == "boots · Fonds"
        page.fill("#q", "")
        expect(page.locator("article.entry")).to_have_count(5)
        assert page.url == served.url("/")


def test_an_answer_that_comes_late_never_takes_the_place_of_a_newer_one(
    chromium: Browser, served: Served
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with _open(chromium, served.url("/")) as page:
        page.route(re.compile(r"q=harbour&"), hold)
        page.fill("#q", "harbour")
        page.wait_for_timeout(400)
        page.fill("#q", "boots")
        expect(page.locator("article.entry")).to_have_count(1)
        assert len(held) == 1
        held[0].abort()
        page.wait_for_timeout(200)
        assert _titles(page) == ["The Lamp at Lauriston"]
        assert page.url == served.url("/?q=boots")


def test_a_mistake_while_typing_leaves_the_box_alone(chromium: Browser, served: Served) -> None:
    with _open(chromium, served.url("/")) as page:
        page.fill("#q", "fog (moor")
        page.wait_for_selector("#complaint")
        assert page.get_attribute("#q", "aria-invalid") == "true"
        assert page.evaluate("document.activeElement.id") == "q"
        page.fill("#q", "fog (moor OR boots)")
        expect(page.locator("article.entry")).to_have_count(1)
        assert page.get_attribute("#q", "aria-invalid") is None


def test_values_are_chosen_and_excluded_by_keyboard_alone(
    chromium: Browser, served: Served
) -> None:
    with _open(chromium, served.url("/")) as page:
        page.focus("[name=fandom][value=Dracula]")
        page.keyboard.press("Space")
        expect(page.locator("article.entry")).to_have_count(1)
        assert page.evaluate("document.activeElement.value") == "Dracula"
        assert page.url == served.url("/?fandom=Dracula")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator("article.entry")).to_have_count(4)
        assert page.url == served.url("/?not-fandom=Dracula")
        assert not page.is_checked("[name=fandom][value=Dracula]")
        page.locator(".chosen button").press("Enter")
        expect(page.locator("article.entry")).to_have_count(5)
        assert page.url == served.url("/")


def test_nothing_moves_under_the_hand_that_chooses(chromium: Browser, served: Served) -> None:
    with _open(chromium, served.url("/")) as page:
        row = page.locator("[name=fandom][value='Sherlock Holmes']")
        before = row.bounding_box()
        row.check()
        expect(page.locator("article.entry")).to_have_count(1)
        assert row.bounding_box() == before
        assert row.is_checked()


def test_suggestions_are_walked_with_the_arrows(chromium: Browser, served: Served) -> None:
    with _open(chromium, served.url("/")) as page:
        page.fill("#q", "the drac")
        page.wait_for_selector("#suggestions li")
        assert page.get_attribute("#q", "aria-expanded") == "true"
        page.keyboard.press("ArrowDown")
        assert page.get_attribute("#q", "aria-activedescendant") == "offer-0"
        page.keyboard.press("Enter")
        expect(page.locator("article.entry")).to_have_count(1)
        assert page.url == served.url("/?q=the&fandom=Dracula")
        assert page.input_value("#q") == "the"
        page.fill("#q", "holm")
        page.wait_for_selector("#suggestions li")
        page.keyboard.press("Escape")
        assert page.is_hidden("#suggestions")
        assert page.input_value("#q") == "holm"


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_filters_are_a_sheet(
    chromium: Browser, served: Served, script: bool
) -> None:
    with _open(chromium, served.url("/"), PHONE, script=script) as page:
        assert page.is_hidden("#narrow")
        assert "5 stories" in page.inner_text(".opener button")
        page.click(".opener button")
        assert page.is_visible("#narrow")
        page.check("[name=fandom][value=Dracula]")
        if script:
            page.wait_for_selector("text=Show 1 story")
            assert page.evaluate("document.getElementById('results').inert") is True
        page.click(".sheet-foot button")
        expect(page.locator("article.entry")).to_have_count(1)
        assert page.is_hidden("#narrow")
        assert page.url == served.url("/?fandom=Dracula")


def test_the_sheet_is_left_with_escape_and_the_focus_returns(
    chromium: Browser, served: Served
) -> None:
    with _open(chromium, served.url("/"), PHONE) as page:
        page.focus(".opener button")
        page.keyboard.press("Enter")
        assert page.is_visible("#narrow")
        page.keyboard.press("Escape")
        assert page.is_hidden("#narrow")
        page.wait_for_function("document.activeElement.matches('.opener button')")
        assert page.evaluate("document.getElementById('results').inert") is False


def test_without_javascript_every_filter_works(chromium: Browser, served: Served) -> None:
    with _open(chromium, served.url("/"), script=False) as page:
        page.check("[name='not-fandom'][value=Dracula]")
        page.fill("#q", "the")
        page.click(".search button")
        assert page.url == served.url("/?q=the&not-fandom=Dracula")
        page.click("text=Date, chapters")
        page.fill("[name=date-from]", "1999")
        page.click("#narrow .sheet-foot button")
        assert page.url == served.url("/?q=the&not-fandom=Dracula&date=1999..")
        expect(page.locator("article.entry h2")).to_have_text(["The Lamp at Lauriston"])
        page.click(".chosen button >> nth=0")
        assert page.url == served.url("/?q=the&date=1999..")


@pytest.mark.parametrize("script", [True, False])
def test_all_values_of_a_facet_are_found_and_chosen(
    chromium: Browser, served: Served, script: bool
) -> None:
    with _open(chromium, served.url("/facets/fandom"), PHONE, script=script) as page:
        page.fill("#starts", "hol")
        if script:
            expect(page.locator("#values > ul li")).to_have_count(1)
        else:
            page.click(".search button")
        page.check("[name=fandom][value='Sherlock Holmes']")
        page.click(".sheet-foot button")
        page.wait_for_url(served.url("/?fandom=Sherlock+Holmes"))
        expect(page.locator("article.entry h2")).to_have_text(["The Lamp at Lauriston"])


_PATHS = ("/", "/?q=the&fandom=Dracula&not-tag=x", "/?q=(", "/?q=zeppelin", "/facets/fandom?tag=x")


def test_axe_finds_nothing_wrong_in_the_sheet_in_any_theme(
    chromium: Browser, served: Served
) -> None:
    """The pages themselves are looked at in test_accessible."""
    axe = Axe()
    for theme in THEMES:
        with _open(chromium, served.url("/?q=the"), PHONE, theme=theme) as page:
            page.click(".opener button")
            found = axe.run(page)
            assert found.violations_count == 0, f"{theme} sheet: {found.generate_report()}"


@pytest.mark.parametrize(("size", "least"), [(PHONE, 43.5), (DESK, 24)])
def test_targets_are_large_enough(
    chromium: Browser, served: Served, size: tuple[int, int], least: float
) -> None:
    """44 px for a thumb; for a mouse WCAG 2.2 AA (2.5.8) asks for 24."""
    with _open(chromium, served.url("/"), size) as page:
        for path in _PATHS:
            page.goto(served.url(path))
            if size == PHONE and page.is_visible(".opener button"):
                page.click(".opener button")
            page.evaluate("document.querySelectorAll('main details').forEach(e => e.open = true)")
            assert page.evaluate(_SMALL, least) == [], path


@pytest.mark.parametrize("size", [PHONE, (320, 640)])
def test_nothing_is_wider_than_a_phone(
    chromium: Browser, served: Served, size: tuple[int, int]
) -> None:
    with _open(chromium, served.url("/"), size) as page:
        for path in _PATHS:
            page.goto(served.url(path))
            page.evaluate("document.querySelectorAll('main details').forEach(e => e.open = true)")
            if page.is_visible(".opener button"):
                page.click(".opener button")
                assert page.evaluate("document.getElementById('narrow').scrollWidth") <= size[0]
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
