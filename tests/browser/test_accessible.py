"""Every page can be used by whoever comes: checked by axe-core, by keys alone, and narrow."""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from fonds.app.people import invite
from fonds.app.shelf import close_shelf, open_shelf
from fonds.app.taking_in import Jobs
from fonds.library.opening import close_library, open_library
from fonds.library.people import find_person_by_name
from fonds.library.restrictions import put_restriction
from fonds.library.sessions import begin_session
from fonds.web.server import create_app
from fonds.web.taking_in import install_taking_in
from tests.browser.catalogue_site import (
    AGAIN,
    FIRST,
    LEAVING,
    PARTS,
    make_catalogue_heap,
    prepare_catalogue,
)
from tests.browser.conftest import tell_much
from tests.browser.reader import serve
from tests.unit.app.test_taking_in import QUICK as QUICK_JOB
from tests.unit.app.test_taking_in import send
from tests.web.gating_routes import list_routes
from tests.web.heaps import make_heap, make_library_folder
from tests.web.telling import SHOW, place, tell
from tests.web.visitors import PEOPLE, QUICK, add_people

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).with_name("reading.aria.yaml")
PHONE, DESK = (390, 844), (1280, 900)
CLOCK, FAR = "2024-05-01T12:00:00Z", "2099-01-01T00:00:00Z"
SECRET = "the-secret-of-a-browser-of-Ada"

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ALL_RULES: Mapping[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
COLOURS: Mapping[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}
"""What a theme can change."""

SIZES: Mapping[str, Any] = {"runOnly": {"type": "rule", "values": ["target-size"]}}
"""What a face can change."""

THEMES = ("sepia", "night", "contrast")
"""Beside paper, where all rules are asked; "as the device" is paper or night: a test holds it."""

NOT_PAGES = {
    "/anthology.epub": "a book",
    "/anthology/series.epub": "a book",
    "/fonds.webmanifest": "JSON",
    "/originals/{digest}": "bytes, only to be saved",
    "/random": "leads to a work's card",
    "/shelves/{number}/anthology.epub": "a book",
    "/static": "files",
    "/static/bundle/{name}": "files",
    "/suggest": "JSON",
    "/sw.js": "a script",
    "/take-in/{job_id}/events": "a stream",
    "/works/{work_id}/cover.png": "a picture, named on pages of e-readers alone",
    "/works/{work_id}/download/{kind}": "a book",
    "/works/{work_id}/notes.md": "a file",
    "/works/{work_id}/offline.json": "JSON",
}
"""Routes that give no page, and what they give."""

MACHINES = ("/api/v1", "/opds", "/kosync", "/docs")
"""What only programs ask for."""


class Site(NamedTuple):
    """A site with accounts whose every page has something on it."""

    address: str
    works: Mapping[str, str]
    routes: frozenset[str]
    pages: Mapping[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("accessible")
    works = make_library_folder(folder, {**make_heap(), **make_catalogue_heap()})
    tell_much(folder, works["holmes/lamp.txt"])
    tell(folder, works["dracula/letters.txt"], place(4, 2, None, "after"))
    prepare_catalogue(folder)
    add_people(folder, PEOPLE)
    secret = _prepare(folder)
    upload = send(folder, {"a.txt": b"Once."})
    jobs = Jobs(folder, command=(sys.executable, "-c", QUICK_JOB))
    app = create_app(folder, has_accounts=True, passwords=QUICK)
    app.state.taking_in.jobs.close()
    install_taking_in(app, jobs)
    done = send(folder, {"b.txt": b"Twice."})
    job = jobs.begin_upload(done.id, "b.txt", 1)
    routes = frozenset(path for method, path in list_routes(app) if method == "GET")
    pages = _list_pages(works, upload.id, job.id, secret)
    with serve(app) as address:
        yield Site(address, works, routes, pages)
    jobs.close()


def _prepare(folder: Path) -> str:
    library = open_library(folder)
    ada = find_person_by_name(library, "Ada")
    assert ada is not None
    begin_session(library, ada.id, SECRET, agent="a browser", until=FAR, clock=CLOCK)
    begin_session(library, ada.id, f"{SECRET}2", agent="another", until=FAR, clock=CLOCK)
    put_restriction(library, "rating", "Explicit", "reader", by="Ada", clock=CLOCK, why="so")
    secret = invite(library, "reader", until=FAR, clock=CLOCK, made_by=ada)
    close_library(library)
    close_shelf(open_shelf(folder))
    return secret


def _list_pages(
    works: Mapping[str, str], upload: str, job: str, secret: str
) -> dict[str, tuple[str, ...]]:
    lamp, letters = works["holmes/lamp.txt"], works["dracula/letters.txt"]
    first, again, part = works[FIRST], works[AGAIN], works[PARTS[1]]
    asked = ("", "?q=the+lamp&fandom=Dracula&not-tag=x", "?q=(", "?q=zeppelin", "?kind=others")
    return {
        "/": tuple(f"/{one}" for one in asked),
        "/accessions": ("/accessions",),
        "/accessions/{number}": ("/accessions/1",),
        "/accessions/{number}/undo": ("/accessions/1/undo",),
        "/adult": (f"/adult?back=/works/{lamp}",),
        "/api": ("/api",),
        "/authors": ("/authors",),
        "/authors/{name:path}": ("/authors/Basil%20Quill",),
        "/collections": ("/collections",),
        "/collections/{number}": ("/collections/2",),
        "/correct": ("/correct?q=title:thimble",),
        "/editions": ("/editions",),
        "/editions/merge": ("/editions/merge",),
        "/facets/{name}": ("/facets/fandom", "/facets/tag?q=lamp"),
        "/history": ("/history", "/history?done=1"),
        "/me/account": ("/me/account",),
        "/mine": ("/mine",),
        "/mine/keep": ("/mine/keep?q=lamp",),
        "/mine/marks/{which}": ("/mine/marks/to-read",),
        "/mine/preferences": ("/mine/preferences",),
        "/mine/searches": ("/mine/searches",),
        "/mine/searches/{number}": ("/mine/searches/1",),
        "/offline": ("/offline",),
        "/people": ("/people",),
        "/permissions": ("/permissions",),
        "/pictures": ("/pictures", "/pictures?q=lamp"),
        "/review": ("/review", "/review?field=title"),
        "/review/queue": ("/review/queue",),
        "/restrictions": ("/restrictions",),
        "/series": ("/series",),
        "/series/{name:path}": ("/series/Moorland%20Nights",),
        "/shelves": ("/shelves",),
        "/shelves/{number}": ("/shelves/1",),
        "/sign-in": ("/sign-in",),
        "/tags": ("/tags?kind=tag",),
        "/tags/one": ("/tags/one?kind=tag&name=Found+Family",),
        "/tags/proposals": ("/tags/proposals?kind=tag",),
        "/take-in": ("/take-in",),
        "/take-in/uploads/{upload_id}": (f"/take-in/uploads/{upload}",),
        "/take-in/{job_id}": (f"/take-in/{job}",),
        "/timeline": ("/timeline", f"/timeline?show={SHOW}"),
        "/welcome/{secret}": (f"/welcome/{secret}",),
        "/works/{work_id}": (
            f"/works/{lamp}",
            f"/works/{part}",
            "/works/wnothing234",
            f"/works/{works[LEAVING]}",
        ),
        "/works/{work_id}/correct": (f"/works/{lamp}/correct",),
        "/works/{work_id}/difference/{other}": (f"/works/{first}/difference/{again}",),
        "/works/{work_id}/editions": (f"/works/{first}/editions", f"/works/{part}/editions"),
        "/works/{work_id}/editions/{other}": (f"/works/{part}/editions/{works[PARTS[0]]}",),
        "/works/{work_id}/evidence": (f"/works/{lamp}/evidence?source=0&start=7&end=28",),
        "/works/{work_id}/history": (f"/works/{part}/history",),
        "/works/{work_id}/like": (f"/works/{part}/like",),
        "/works/{work_id}/notes": (f"/works/{letters}/notes?paragraph=2",),
        "/works/{work_id}/notes/choose": (f"/works/{letters}/notes/choose",),
        "/works/{work_id}/notes/choose/{chapter}": (f"/works/{letters}/notes/choose/2",),
        "/works/{work_id}/pictures": (f"/works/{lamp}/pictures",),
        "/works/{work_id}/read": (f"/works/{lamp}/read", f"/works/{letters}/read"),
        "/works/{work_id}/read/all": (f"/works/{letters}/read/all?find=Lucy",),
        "/works/{work_id}/read/{chapter}": (f"/works/{letters}/read/2",),
    }


FOR_GUESTS = ("/sign-in", "/welcome/{secret}", "/adult")
"""Pages that lead away whoever has come in."""


def test_every_page_there_is_is_looked_at(site: Site) -> None:
    pages = {one for one in site.routes if not one.startswith(MACHINES)}
    assert pages - NOT_PAGES.keys() == site.pages.keys()


@contextmanager
def _open(
    chromium: Browser, site: Site, size: tuple[int, int], *, is_in: bool = True, **options: Any
) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        has_touch=size[0] < 500,
        base_url=site.address,
        **options,
    )
    if is_in:
        context.add_cookies([{"name": "session", "value": SECRET, "url": site.address}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture(scope="module")
def furnished(chromium: Browser, site: Site) -> Site:
    """The site when Ada has marked, shelved, noted, merged, decided and withdrawn something."""
    lamp, letters = site.works["holmes/lamp.txt"], site.works["dracula/letters.txt"]
    with _open(chromium, site, DESK) as page:
        _send(page.context, site, "/shelves", name="For the winter", about="Long ones")
        _send(page.context, site, "/collections", name="Ours")
        for shelf in ("1", "2"):
            _send(page.context, site, f"/works/{letters}/shelf", shelf=shelf, do="put")
        _send(page.context, site, f"/works/{lamp}/mark", status="to-read", favourite="yes")
        _send(page.context, site, f"/works/{letters}/notes", paragraph="2", note="Slate!")
        _send(page.context, site, f"/works/{letters}/place", paragraph="2")
        _send(page.context, site, "/mine/searches", question="q=lamp", name="Lamps")
        _curate(page.context, site)
    return site


def _curate(context: BrowserContext, site: Site) -> None:
    one, two = site.works[PARTS[0]], site.works[PARTS[1]]
    _send(context, site, f"/works/{two}/editions", work=one, best=two, do="merge")
    _send(context, site, f"/works/{two}/correct", title="Moorland, the Second", why="So")
    _send(context, site, "/permissions", name="Tom Reed", wish="granted", note="A letter of May")
    _send(context, site, f"/works/{site.works[LEAVING]}/withdraw", why="The author asked.")


def _send(context: BrowserContext, site: Site, path: str, **form: str | float | bool) -> None:
    answer = context.request.post(path, form=form, headers={"Origin": site.address})
    assert answer.ok, f"{path}: {answer.status}"


def _addresses(site: Site, *, is_in: bool) -> list[str]:
    return [
        address
        for route, addresses in site.pages.items()
        if (route not in FOR_GUESTS) is is_in
        for address in addresses
    ]


def _wrong(page: Page, asked: Mapping[str, Any], within: str = "html") -> list[str]:
    answer = page.evaluate(
        "([within, asked]) => axe.run([...document.querySelectorAll(within)], asked)",
        [within, {**asked, "resultTypes": ["violations"]}],
    )
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in answer["violations"]
        for node in one["nodes"][:3]
    ]


def _look(page: Page, address: str, *, is_unfolded: bool) -> list[str]:
    """Ask all rules in paper, and those of sizes in the widest face.

    Colours of all themes are asked where everything is unfolded: they are the same at any width.
    """
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    if is_unfolded:
        page.evaluate(_OPEN_ALL)
    page.evaluate(Axe().axe_script)
    found: list[str] = []
    _dress(page, "paper", "book")
    found += [f"{address} paper: {one}" for one in _wrong(page, ALL_RULES)]
    for theme in THEMES if is_unfolded else ():
        _dress(page, theme, "book")
        found += [f"{address} {theme}: {one}" for one in _wrong(page, COLOURS)]
    _dress(page, "paper", "easy")
    found += [f"{address} easy: {one}" for one in _wrong(page, SIZES)]
    return found


def _dress(page: Page, theme: str, face: str) -> None:
    """Put looks on as the page's own script does."""
    page.evaluate(
        "([theme, face]) => { document.documentElement.dataset.theme = theme;"
        " document.documentElement.dataset.face = face; }",
        [theme, face],
    )


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_axe_finds_nothing_wrong_on_any_page_in_any_theme(
    chromium: Browser, furnished: Site, size: tuple[int, int]
) -> None:
    found: list[str] = []
    looked = 0
    for is_in in (True, False):
        with _open(chromium, furnished, size, is_in=is_in) as page:
            for address in _addresses(furnished, is_in=is_in):
                found += _look(page, address, is_unfolded=size == PHONE)
                looked += 1
    print(
        f"{looked} pages looked at in two faces; on a phone in {len(THEMES) + 1} themes, unfolded"
    )
    assert found == [], "\n".join(found)


_OPEN_ALL = """() => { for (const e of document.querySelectorAll('main details, footer details')) {
  e.removeAttribute('name'); e.open = true; } }"""

_OVER = "header.site .more, header.bar details"
"""What opens over a page."""


_COLOURS_NOW = """() => { const style = getComputedStyle(document.documentElement);
  return ['paper', 'ink', 'quiet', 'rule', 'accent', 'on-accent', 'tint']
    .map(one => style.getPropertyValue('--' + one).trim()); }"""


@pytest.mark.parametrize(("scheme", "theme"), [("light", "paper"), ("dark", "night")])
def test_as_the_device_is_paper_by_day_and_night_by_night(
    chromium: Browser, site: Site, scheme: Literal["light", "dark"], theme: str
) -> None:
    with _open(chromium, site, PHONE, is_in=False, color_scheme=scheme) as page:
        page.goto("/sign-in")
        own = page.evaluate(_COLOURS_NOW)
        _dress(page, theme, "book")
        assert page.evaluate(_COLOURS_NOW) == own


def test_axe_finds_nothing_wrong_in_what_opens_over_a_page(
    chromium: Browser, furnished: Site
) -> None:
    found: list[str] = []
    with _open(chromium, furnished, PHONE, reduced_motion="reduce") as page:
        for address in ("/", f"/works/{furnished.works['dracula/letters.txt']}/read/2"):
            page.goto(address)
            page.evaluate(Axe().axe_script)
            for number in range(page.locator(_OVER).count()):
                page.locator(_OVER).nth(number).locator("> summary").tap()
                inside = f"{_OVER.replace(',', '[open],')}[open]"
                found += [f"{address}: {one}" for one in _wrong(page, ALL_RULES, inside)]
                page.locator(_OVER).nth(number).locator("> summary").tap()
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("size", [(320, 256), (640, 450)])
def test_nothing_has_to_be_scrolled_sideways_when_enlarged(
    chromium: Browser, furnished: Site, size: tuple[int, int]
) -> None:
    """WCAG 2.2, 1.4.10: 1,280 pixels at 400 %; and at 200 %."""
    wide: list[str] = []
    for is_in in (True, False):
        with _open(chromium, furnished, size, is_in=is_in) as page:
            for address in _addresses(furnished, is_in=is_in):
                page.goto(address)
                width = page.evaluate("document.documentElement.scrollWidth")
                wide += [f"{address} is {width} wide"] if width > size[0] else []
    assert wide == []


_STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const look = e => { const s = getComputedStyle(e);
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.stroke].join(' '); };
  const own = getComputedStyle(at);
  const isOutlined = own.outlineStyle !== 'none' && parseFloat(own.outlineWidth) >= 2;
  const drawn = at.querySelector('rect');
  const isDrawn = drawn !== null && parseFloat(getComputedStyle(drawn).strokeWidth) >= 2;
  const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const points = [middle, [box.left + 2, middle[1]], [box.right - 2, middle[1]]];
  const isSeen = points.some(([x, y]) => { const over = document.elementFromPoint(x, y);
    return over && (over === at || at.contains(over) || over.contains(at)); });
  at.dataset.stop ??= String(document.querySelectorAll('[data-stop]').length);
  return {stop: at.dataset.stop, html: at.outerHTML.slice(0, 120),
          isMarked: isOutlined || isDrawn, isSeen};
}"""

STOPS_MOST = 140


def _walk(page: Page) -> tuple[int, list[str]]:
    """Press Tab from the beginning to the end; gives the stops, and what is wrong with them."""
    wrong: list[str] = []
    stops: list[str] = []
    for _ in range(STOPS_MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None or stop["stop"] in stops[:1]:
            return len(stops), wrong
        if stop["stop"] in stops:
            return len(stops), [*wrong, f"the focus is trapped at {stop['html']}"]
        stops.append(stop["stop"])
        wrong += (
            [f"not to be seen that it is there: {stop['html']}"] if not stop["isMarked"] else []
        )
        wrong += [f"hidden under something: {stop['html']}"] if not stop["isSeen"] else []
    return len(stops), wrong


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_every_stop_of_the_keyboard_is_seen_and_none_is_a_trap(
    chromium: Browser, furnished: Site, size: tuple[int, int]
) -> None:
    """WCAG 2.2: 2.1.2, 2.4.7, 2.4.11."""
    lamp, letters = (furnished.works[one] for one in ("holmes/lamp.txt", "dracula/letters.txt"))
    paths = ("/", f"/works/{lamp}", f"/works/{letters}/read/2", "/mine", "/take-in", "/pictures",
             f"/works/{letters}/notes", "/me/account", "/facets/fandom")  # fmt: skip
    with _open(chromium, furnished, size, reduced_motion="reduce") as page:
        for path in paths:
            page.goto(path)
            stops, wrong = _walk(page)
            assert wrong == [], f"{path}: {wrong}"
            assert stops > 5, path


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until something of that name has the focus."""
    for _ in range(STOPS_MOST):
        page.keyboard.press("Tab")
        if page.evaluate(_NAME).startswith(words):
            return
    raise AssertionError(f"{words!r} is not reached by Tab")


_NAME = """() => { const at = document.activeElement;
  const label = at.labels?.[0]?.textContent;
  return (at.getAttribute('aria-label') ?? label ?? at.textContent ?? '').trim(); }"""


def test_the_main_things_are_done_by_keys_alone(chromium: Browser, furnished: Site) -> None:
    with _open(chromium, furnished, DESK) as page:
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.evaluate(_NAME) == "Skip to the content"
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'main'")
        _tab_to(page, "Search the shelf")
        page.keyboard.type('"colour of slate"')
        expect(page.locator("#tally")).to_contain_text("1 story found")
        _tab_to(page, "Read at these words")
        page.keyboard.press("Enter")
        expect(page.locator("mark.hit")).to_be_in_viewport()
        _tab_to(page, "Contents")
        page.keyboard.press("Enter")
        _tab_to(page, "Chapter 2: The Abbey")
        page.keyboard.press("Enter")
        expect(page.locator("#chapter-2 h2")).to_be_in_viewport()
        page.goto(f"/works/{furnished.works['dracula/letters.txt']}")
        _tab_to(page, "Reading")
        page.keyboard.press("Space")
        pressed = page.get_by_role("button", name="Reading", exact=True)
        expect(pressed).to_have_attribute("aria-pressed", "true")
        _tab_to(page, "Put it on a shelf")
        page.keyboard.press("Enter")
        _tab_to(page, "A new shelf")
        page.keyboard.type("By keys")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="By keys")).to_be_visible()
        page.goto("/")
        _tab_to(page, "More")
        page.keyboard.press("Enter")
        _tab_to(page, "Take in")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Take in")
        _tab_to(page, "How pages look")
        page.keyboard.press("Enter")
        _tab_to(page, "Night")
        page.keyboard.press("Space")
        expect(page.locator("html")).to_have_attribute("data-theme", "night")


def test_the_reading_page_is_announced_as_a_story(chromium: Browser, furnished: Site) -> None:
    """One main, headings in order, the story an article, notes and controls with their names."""
    with _open(chromium, furnished, DESK, is_in=False) as page:
        page.goto(f"/works/{furnished.works['dracula/letters.txt']}/read")
        expect(page.locator("[data-left]")).to_have_text("1 min in this chapter, 1 min in all")
        levels = page.eval_on_selector_all(
            "main h1, main h2, main h3", "all => all.map(e => Number(e.tagName[1]))"
        )
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert page.locator("main").count() == 1
        assert page.locator("main article").get_attribute("lang") == "en"
        assert page.get_attribute("html", "lang") == "en"
        found = page.locator("body").aria_snapshot()
    found = re.sub(r"/works/w[a-z2-7]+", "/works/ID", found)
    assert found.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines(), found


def test_nothing_moves_for_who_wants_it_still(chromium: Browser, furnished: Site) -> None:
    path = f"/works/{furnished.works['dracula/letters.txt']}/read"
    moving = """() => [...document.querySelectorAll('*')].filter(e => {
      const style = getComputedStyle(e);
      return parseFloat(style.transitionDuration) > 0.01 || style.animationName !== 'none';
    }).length"""
    with _open(chromium, furnished, PHONE, reduced_motion="reduce") as page:
        for one in ("/", path):
            page.goto(one)
            assert page.evaluate(moving) == 0
    with _open(chromium, furnished, PHONE, reduced_motion="no-preference") as page:
        page.goto(path)
        assert page.evaluate(moving) > 0
