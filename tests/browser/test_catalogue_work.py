"""What a curator does, each in two ways: on a phone with JavaScript, at a desk without."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from fonds.app.taking_in import Jobs
from fonds.web.server import create_app
from fonds.web.taking_in import install_taking_in
from tests.browser.catalogue_site import (
    AGAIN,
    BULK,
    FIRST,
    LEAVING,
    PARTS,
    WRONG,
    make_catalogue_library,
)
from tests.browser.reader import WAYS, Reader, Site, Way, serve, visit, wait_for
from tests.web.visitors import QUICK

pytestmark = pytest.mark.browser


@pytest.fixture(
    scope="module", params=(WAYS[0], WAYS[3]), ids=lambda way: way.name.replace(" ", "-")
)
def way(request: pytest.FixtureRequest) -> Way:
    found: Way = request.param
    return found


Made = tuple[Path, dict[str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    return folder, make_catalogue_library(folder)


@pytest.fixture(scope="module")
def site(made: Made, way: Way, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that each way of working has of its own."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(made[0], folder, dirs_exist_ok=True)
    app = create_app(folder, passwords=QUICK)
    app.state.taking_in.jobs.close()
    jobs = Jobs(folder, workers=0)
    install_taking_in(app, jobs)
    with serve(app) as address:
        yield Site(address, folder, made[1], app)
    jobs.close()
    app.state.room.catching_up.close()


@pytest.fixture
def curator(chromium: Browser, site: Site, way: Way) -> Iterator[Reader]:
    with visit(chromium, site, way) as found:
        found.open("/")
        yield found


def go(curator: Reader, name: str) -> None:
    """Go to a page by the menu."""
    curator.tap("header.site .more > summary")
    curator.tap(curator.page.locator("header.site .more").get_by_role("link", name=name))
    expect(curator.page.locator("header.site .more")).not_to_have_attribute("open", "")


def undo(curator: Reader, said: str) -> None:
    """Take back what the page says has been done."""
    expect(curator.page.locator(".undo p")).to_contain_text(said)
    curator.tap(curator.page.locator(".undo").get_by_role("button", name="Undo"))
    expect(curator.page.locator(".undo p")).to_contain_text("Took back")


def count(curator: Reader, question: str) -> int:
    """Ask how many works a question finds."""
    return int(curator.ask(f"/api/v1/works?{question}&limit=1")["total"])


def expect_found(curator: Reader, question: str, number: int) -> None:
    """Wait until the shelf finds so many: the index follows in the background."""
    wait_for(lambda: count(curator, question) == number, f"{question}: {count(curator, question)}")


def test_two_editions_are_compared_merged_and_taken_apart_again(curator: Reader) -> None:
    page = curator.page
    go(curator, "Editions")
    curator.tap_link("The Night Ferry")
    expect(page.locator("h1")).to_have_text("What differs")
    expect(page.locator(".change del").first).to_have_text("lantern")
    expect(page.locator(".change ins").first).to_have_text("lamp")
    curator.tap_link("Editions")
    curator.tap_button("They are one story: merge")
    expect(page.locator("#merged-head")).to_be_visible()
    first, again = curator.work(name=FIRST), curator.work(name=AGAIN)
    expect_found(curator, "q=title:ferry", 1)
    curator.open(first)
    expect(page).to_have_url(re.compile(f"{again}$"))
    go(curator, "History")
    curator.tap(page.get_by_role("button", name=re.compile("^Undo")))
    expect(page.locator(".undo p")).to_contain_text("Took back: Merged 1 edition")
    expect_found(curator, "q=title:ferry", 2)
    curator.open(first)
    expect(page.locator("h1")).to_have_text("The Night Ferry")


def test_a_wrong_title_is_corrected_and_the_history_takes_it_back(curator: Reader) -> None:
    page = curator.page
    curator.open(curator.work(name=WRONG))
    curator.unfold("Curate")
    curator.tap(page.locator(".curate").get_by_role("link", name="Correct"))
    page.fill("#title", "The Broken Clock")
    page.fill("#why", "A slip of the pen")
    curator.tap_button("Save the corrections")
    expect(page.locator("h1")).to_have_text("The Broken Clock")
    expect_found(curator, 'q=title:"the broken clock"', 1)
    go(curator, "History")
    done = page.locator(".act-done").first
    expect(done).to_contain_text("“A slip of the pen”")
    expect(done.locator("ins")).to_have_text("The Broken Clock")
    curator.tap(done.get_by_role("button", name=re.compile("^Undo")))
    expect(page.locator(".undo p")).to_contain_text("Took back")
    curator.open(curator.work(name=WRONG))
    expect(page.locator("h1")).to_have_text("Teh Broken Clock")


def test_all_that_a_search_finds_is_corrected_at_once_and_put_back(curator: Reader) -> None:
    page = curator.page
    curator.open("/?q=title:thimble")
    curator.expect_found(len(BULK))
    curator.tap_link("Correct all of them")
    page.fill("#value", "Found on the stairs")
    curator.tap_button("See what would change")
    expect(page.locator("main")).to_contain_text("3 works would be changed.")
    expect(page.locator(".before-after li")).to_have_count(3)
    assert count(curator, "tag=Found+on+the+stairs") == 0
    curator.tap_button("Change 3 works")
    expect(page.locator(".undo p")).to_contain_text("3 works")
    expect_found(curator, "tag=Found+on+the+stairs", 3)
    undo(curator, "3 works")
    expect_found(curator, "tag=Found+on+the+stairs", 0)


def test_spellings_of_a_tag_become_synonyms_by_one_decision(curator: Reader) -> None:
    page = curator.page
    assert count(curator, "tag=Found+Family") == 1
    go(curator, "Tags")
    curator.tap(page.locator("nav.kinds").get_by_role("link", name="Tags"))
    curator.tap_link("Proposals")
    group = page.locator("form.group", has_text="Found Family")
    expect(group.locator("input[type=checkbox]:checked")).to_have_count(2)
    curator.tap(group.get_by_role("button", name="Make the chosen synonyms"))
    expect(page.locator(".undo")).to_be_visible()
    expect_found(curator, "tag=Found+Family", 3)
    with_typed = curator.work(name=BULK[2])
    page.goto(curator.site.address + with_typed)
    expect(page.locator("#tags")).to_contain_text("Found Family")
    expect(page.locator("#tags")).to_contain_text("Typed as: found-family")
    curator.open("/history")
    curator.tap(page.locator(".act-done").first.get_by_role("button"))
    expect_found(curator, "tag=Found+Family", 1)


def test_a_work_is_withdrawn_and_restored(curator: Reader) -> None:
    page, work = curator.page, curator.work(name=LEAVING)
    curator.open(work)
    curator.unfold("Curate")
    page.fill("#withdraw-why", "The author asked.")
    curator.tap_button("Withdraw")
    expect(page.locator(".undo p")).to_have_text("Withdrew “The Lantern Room”.")
    curator.open(work)
    expect(page.locator("h1")).to_have_text("This work was withdrawn")
    expect(page.locator("main")).to_contain_text("The author asked.")
    expect_found(curator, "q=title:lantern", 0)
    go(curator, "Permissions")
    curator.tap(page.get_by_role("button", name=re.compile("^Restore.*Lantern Room")))
    expect(page.locator(".undo p")).to_contain_text("1 work stands again")
    curator.open(work)
    expect(page.locator("h1")).to_have_text("The Lantern Room")
    expect_found(curator, "q=title:lantern", 1)


def test_an_author_is_left_out_and_let_in_again(curator: Reader) -> None:
    page = curator.page
    go(curator, "Permissions")
    page.fill("#author", "ida quill")
    page.select_option("#wish", "leave out")
    page.fill("#note", "Her letter of 3 May.")
    curator.tap_button("Write it down")
    expect(page.locator(".shown")).to_contain_text("2 works are withdrawn:")
    assert count(curator, "author=Ida+Quill") == 2
    curator.tap_button("Do it")
    expect_found(curator, "author=Ida+Quill", 0)
    curator.tap(page.get_by_role("button", name=re.compile("^Strike out.*ida quill")))
    expect(page.locator(".shown")).to_contain_text("2 works stand again:")
    curator.tap_button("Do it")
    expect(page.locator("main")).to_contain_text("Nobody has asked for anything yet.")
    expect_found(curator, "author=Ida+Quill", 2)


def test_questions_are_answered_put_off_and_taken_back(curator: Reader) -> None:
    page = curator.page
    go(curator, "Review")
    curator.tap_link("The queue")
    curator.tap(page.locator(".kinds").get_by_role("link", name="titles"))
    expect(page.locator("h1")).to_have_text("What is its title?")
    asked = page.locator(".question").get_attribute("data-question")
    page.fill("#typed", "The Key in the Cellar")
    curator.tap(page.get_by_role("button", name="Set it").last)
    expect(page.locator(".question")).not_to_have_attribute("data-question", asked or "")
    expect(page.locator(".sitting")).to_contain_text("1 answered in this sitting")
    expect_found(curator, 'q=title:"the key in the cellar"', 1)
    if curator.way.script:
        page.keyboard.press("b")
    else:
        curator.tap_button("Back")
    expect(page.locator(".question")).to_have_attribute("data-question", asked or "")
    curator.tap_button("Put off")
    expect(page.locator(".sitting")).to_contain_text("1 put off")
    expect_found(curator, 'q=title:"the key in the cellar"', 0)


def test_a_series_is_walked_and_put_in_another_order(curator: Reader) -> None:
    page = curator.page
    go(curator, "Series")
    curator.tap_link("Moorland Nights")
    names = page.locator("li.entry h2")
    expect(names).to_have_text([re.compile("Moorland One"), re.compile("Two"), re.compile("Three")])
    curator.tap_link("Moorland One")
    curator.tap(page.locator(".in-series").get_by_role("link", name="Moorland Two"))
    expect(page.locator("h1")).to_have_text("Moorland Two")
    curator.tap(page.locator(".in-series").get_by_role("link", name="Moorland Nights"))
    curator.unfold("Change the series")
    for path, number in zip(PARTS, ("3", "2", "1"), strict=True):
        page.fill(f"#n-{curator.site.works[path]}", number)
    curator.tap_button("Keep")
    expect(names).to_have_text([re.compile("Three"), re.compile("Two"), re.compile("Moorland One")])
    curator.tap(page.locator(".undo").get_by_role("button", name="Undo"))
    expect(names).to_have_text([re.compile("Moorland One"), re.compile("Two"), re.compile("Three")])
