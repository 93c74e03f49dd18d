"""A review of a thousand works in a real browser, by keyboard alone."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from fonds.library.acts import iter_acts, list_changes
from fonds.library.corrections import find_correction
from fonds.library.entries import get_entry
from fonds.library.kept_apart import list_kept_apart
from fonds.library.opening import Library, close_library, open_library
from fonds.library.redirects import find_redirect
from fonds.library.tags import find_canonical
from tests.browser.conftest import serve_app
from tests.web.review_site import make_review_library

pytestmark = pytest.mark.browser

WORKS = 1_045
FEW = 90
SETTLED = 1_000
STEP_MS = 15_000

STATE = """() => {
  const one = document.querySelector('.question');
  return one ? [one.dataset.field, one.dataset.question, Number(one.dataset.works)] : null;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("review")
    make_review_library(made, WORKS)
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    yield from serve_app(folder)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    made = tmp_path_factory.mktemp("few")
    make_review_library(made, FEW, is_prepared=False)
    yield from serve_app(made)


@pytest.fixture
def small(chromium: Browser, few: str) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{few}/review")
    page.wait_for_selector(".question")
    yield page
    context.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/review")
    page.wait_for_selector(".question")
    yield page
    context.close()


def _press(page: Page, *keys: str) -> Any:
    """Press keys, the last of which answers; give the question that is asked then."""
    before = page.evaluate(STATE)
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_function(
        """([before]) => {
          const one = document.querySelector('.question');
          const now = one ? one.dataset.question : '';
          return now !== before && !document.body.classList.contains('busy');
        }""",
        arg=[before[1] if before else ""],
        timeout=STEP_MS,
    )
    return page.evaluate(STATE)


def _choose(field: str, asked: int) -> tuple[str, ...]:
    """What a person would press, now this, now that."""
    if field == "rating":
        return (str(2 + asked % 3),)
    if field == "fandoms":
        return ("e", "ControlOrMeta+a", *"Oz", "Enter")
    if field in {"editions", "kind"} and asked % 5 == 4:
        return ("1",)
    if field == "title" and asked % 7 == 6:
        return ("0",)
    return ("a",)


def test_a_thousand_works_are_settled_by_keyboard_alone(page: Page, folder: Path) -> None:
    begun = time.monotonic()
    state = page.evaluate(STATE)
    pressed: dict[str, tuple[str, ...]] = {}
    settled = asked = 0
    while settled < SETTLED:
        assert state is not None, f"the queue was over after {settled} works"
        field, question, works = state
        keys = _choose(field, asked)
        pressed[question] = keys
        state = _press(page, *keys)
        settled += works
        asked += 1
        if asked in {3, 40}:
            # Back asks the same again, which is then answered again.
            state = _press(page, "b")
            assert state[1] == question
            state = _press(page, *keys)
    took = time.monotonic() - begun
    print(f"{settled:,} works settled by {asked} answers in {took:.1f} s")
    assert page.evaluate("document.activeElement.id") == "asks"
    assert f"{asked} answered in this sitting" in page.inner_text(".sitting")
    library = open_library(folder)
    try:
        _check(library, asked, settled)
    finally:
        close_library(library)


def _check(library: Library, asked: int, settled: int) -> None:
    """What the library holds is what was pressed."""
    touched: set[str] = set()
    kinds = dict.fromkeys(("claim", "merged", "apart", "tag", "put_off"), 0)
    acts = [one for one in iter_acts(library, sitting=1) if one.undoes is None]
    undone = {one.undoes for one in iter_acts(library) if one.undoes is not None}
    held = [one for one in acts if one.id not in undone]
    assert len(held) == asked
    for act in held:
        for change in list_changes(library, act.id):
            kinds[change.cell] += 1
            _check_change(library, change.cell, change.key, change.after)
            touched |= {change.work_id} if change.work_id else set()
    assert all(kinds.values()), kinds
    # Decisions about names are told by the name, not by the works that have it.
    assert len(touched) + 25 * kinds["tag"] >= settled * 0.9


def _check_change(library: Library, cell: str, key: tuple[str, ...], after: Any) -> None:
    if cell == "claim":
        said = find_correction(library, *key)
        assert said is not None
        assert said.value == after["value"]
        entry = get_entry(library, key[0])
        shown = {"title": entry.title, "rating": entry.rating, "kind": entry.kind}
        assert shown.get(key[1], said.value) == said.value
        if key[1] == "fandoms":
            assert entry.fandoms == ("Oz",)
    elif cell == "merged":
        assert find_redirect(library, key[0]) == after
    elif cell == "apart":
        assert key in list_kept_apart(library)
    elif cell == "tag":
        assert find_canonical(library, *key) == after["canonical"]


def test_every_key_does_what_the_page_says(small: Page) -> None:
    small.keyboard.press("?")
    assert small.evaluate("document.getElementById('keys').open")
    keys = small.inner_text("#keys")
    assert all(key in keys for key in "a1es0wob?")
    small.keyboard.press("?")
    first = small.evaluate(STATE)
    put_off = _press(small, "s")
    assert put_off[1] != first[1]
    assert "Put off" in small.inner_text(".last")
    assert _press(small, "b")[1] == first[1]
    small.keyboard.press("z")
    small.keyboard.press("Control+a")
    assert small.evaluate(STATE)[1] == first[1]
    with small.context.expect_page() as opened:
        small.keyboard.press("o")
    opened.value.wait_for_url("**/works/*")


def test_a_question_is_split_work_by_work(small: Page) -> None:
    whole = small.evaluate(STATE)
    assert whole[2] > 1
    part = _press(small, "w")
    assert part[2] == 1
    assert "Asked of this work alone" in small.inner_text(".settles")
    following = _press(small, *_choose(part[0], 0))
    assert following[2] == 1
    assert _press(small, "b")[1] == part[1]


def test_what_cannot_be_an_answer_is_said_and_nothing_is_lost(small: Page, few: str) -> None:
    small.goto(f"{few}/review?field=rating")
    before = small.evaluate(STATE)
    small.keyboard.press("e")
    small.keyboard.press("ControlOrMeta+a")
    small.keyboard.type("for my aunt")
    small.keyboard.press("Enter")
    small.wait_for_selector("[role=alert]")
    assert "no rating" in small.inner_text("[role=alert]")
    assert small.input_value("#typed") == "for my aunt"
    assert small.evaluate(STATE)[1] == before[1]
    small.keyboard.press("e")
    small.keyboard.press("Escape")
    after = _press(small, "1")
    assert after is None or after[1] != before[1]
