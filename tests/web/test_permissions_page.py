"""The page of who asked for what, and what becomes of works that are withdrawn."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from fonds.app.acting import act, plan_merge
from fonds.app.shelf import close_shelf, open_shelf
from fonds.library.opening import close_library, open_library
from fonds.library.permissions import list_permissions
from fonds.library.restrictions import put_restriction
from fonds.library.withdrawals import list_tombstones
from tests.web.heaps import CLOCK, make_heap, make_library_folder
from tests.web.visitors import Browser, House, add_people, give_token

HEAP = make_heap()
OTHER = HEAP["dracula/letters.txt"].replace(b"Basil Quill", b"Basil Quill and Ada Moor")
FILES = {
    **{name: HEAP[name] for name in ("holmes/lamp.txt", "dracula/letters.txt", "untitled.txt")},
    "together.txt": OTHER.replace(b"Letters from", b"Walks in").replace(b"Lucy", b"Jonathan"),
}
LAMP, LETTERS, TOGETHER = "holmes/lamp.txt", "dracula/letters.txt", "together.txt"


class Kept(House):
    """A house with four works."""

    def __init__(self, folder: Path, works: dict[str, str], people: dict[str, int]) -> None:
        super().__init__(folder)
        self.works = works
        self.people = people

    def withdraw(self, browser: Browser, name: str, why: str = "The author asked.") -> str:
        answer = browser.send(f"/works/{self.works[name]}/withdraw", {"why": why})
        assert answer.status_code == 303, answer.text
        self.settle()
        return answer.headers["location"]

    def settle(self) -> None:
        """Let the index catch up, which it does in the background."""
        close_shelf(open_shelf(self.folder))

    def withdrawn(self) -> set[str]:
        library = open_library(self.folder)
        try:
            ids = {one.work_id for one in list_tombstones(library)}
            return {name for name, work_id in self.works.items() if work_id in ids}
        finally:
            close_library(library)

    def register(self) -> list[tuple[str, str, str]]:
        library = open_library(self.folder)
        try:
            return [(one.name, one.wish, one.note) for one in list_permissions(library)]
        finally:
            close_library(library)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], dict[str, int]]:
    """A library that each test gets a copy of: making one takes seconds."""
    folder = tmp_path_factory.mktemp("stock")
    works = make_library_folder(folder, FILES)
    close_shelf(open_shelf(folder))
    return folder, works, add_people(folder)


@pytest.fixture
def kept(stock: tuple[Path, dict[str, str], dict[str, int]], tmp_path: Path) -> Kept:
    folder, works, people = stock
    shutil.copytree(folder, tmp_path / "library")
    return Kept(tmp_path / "library", works, people)


def plain(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def undo(browser: Browser, page: str) -> None:
    found = re.search(r'action="(/history/\d+/undo)"', page)
    assert found is not None, plain(page)
    assert browser.send(found[1], {"back": "/permissions"}).status_code == 303


def follow(browser: Browser, location: str) -> str:
    return browser.page(location)


@pytest.mark.parametrize(("name", "status"), [(None, 303), ("Rea", 403)])
def test_guests_and_readers_do_not_come_near_the_register(
    kept: Kept, name: str | None, status: int
) -> None:
    browser = kept.browser(name)
    lamp = kept.works[LAMP]
    for answer in (
        browser.ask("/permissions"),
        browser.send("/permissions", {"name": "Ada Moor", "wish": "leave out", "step": "do"}),
        browser.send(f"/works/{lamp}/withdraw", {"why": "so"}),
        browser.send(f"/works/{lamp}/restore"),
    ):
        assert answer.status_code == status
    assert kept.register() == []
    assert kept.withdrawn() == set()
    assert "/permissions" not in browser.page("/")
    assert f"/works/{lamp}/withdraw" not in browser.page(f"/works/{lamp}")


def test_what_an_authors_wish_withdraws_is_shown_before_it_is_done(kept: Kept) -> None:
    cora = kept.browser("Cora")
    form = {"name": "  basil   QUILL ", "wish": "leave out", "note": "Her letter of 3 May."}
    page = cora.send("/permissions", form).text
    said = plain(page)
    assert "2 works are withdrawn:" in said
    assert "Letters from Whitby" in said
    assert "Walks in Whitby written together with others" in said
    assert kept.register() == []
    done = cora.send("/permissions", {**form, "step": "do"})
    page = follow(cora, done.headers["location"])
    assert kept.withdrawn() == {LETTERS, TOGETHER}
    assert kept.register() == [("basil QUILL", "leave out", "Her letter of 3 May.")]
    assert "basil QUILL: leave out Her letter of 3 May. Cora, 2024-05-03" in plain(page)
    undo(cora, page)
    assert kept.withdrawn() == set()
    assert kept.register() == []


def test_a_wish_that_withdraws_nothing_is_written_down_at_once(kept: Kept) -> None:
    cora = kept.browser("Cora")
    for wish, said in (("granted", "may be passed on"), ("claimed", "claimed as their own")):
        answer = cora.send("/permissions", {"name": "Ada Moor", "wish": wish})
        assert answer.status_code == 303
        assert said in plain(follow(cora, answer.headers["location"]))
        assert [one[1] for one in kept.register()] == [wish]
    assert kept.withdrawn() == set()


def test_a_line_is_struck_out_and_the_works_stand_again(kept: Kept) -> None:
    cora = kept.browser("Cora")
    form = {"name": "Ada Moor", "wish": "leave out", "step": "do"}
    cora.send("/permissions", form)
    assert kept.withdrawn() == {LAMP, TOGETHER}
    strike = {"name": "Ada Moor", "wish": "strike"}
    said = plain(cora.send("/permissions", strike).text)
    assert "Ada Moor: strike out 2 works stand again:" in said
    assert "The Lamp at Lauriston" in said
    assert kept.withdrawn() == {LAMP, TOGETHER}
    cora.send("/permissions", {**strike, "step": "do"})
    assert kept.withdrawn() == set()
    assert kept.register() == []


def test_what_two_authors_ask_away_stands_again_when_both_lines_are_struck_out(kept: Kept) -> None:
    cora = kept.browser("Cora")
    for name in ("Ada Moor", "Basil Quill"):
        cora.send("/permissions", {"name": name, "wish": "leave out", "step": "do"})
    assert kept.withdrawn() == {LAMP, LETTERS, TOGETHER}
    cora.send("/permissions", {"name": "Ada Moor", "wish": "strike", "step": "do"})
    assert kept.withdrawn() == {LETTERS, TOGETHER}
    cora.send("/permissions", {"name": "Basil Quill", "wish": "strike", "step": "do"})
    assert kept.withdrawn() == set()


def test_a_wish_about_one_work_is_struck_out_with_its_restoration(kept: Kept) -> None:
    cora = kept.browser("Cora")
    lamp = kept.works[LAMP]
    form = {"work": lamp, "wish": "leave out", "note": "Asked by mail."}
    assert "1 work is withdrawn:" in plain(cora.send("/permissions", form).text)
    cora.send("/permissions", {**form, "step": "do"})
    assert kept.register() == [("The Lamp at Lauriston", "leave out", "Asked by mail.")]
    cora.send(f"/works/{lamp}/restore")
    assert kept.register() == []
    assert kept.withdrawn() == set()


def test_what_was_withdrawn_for_another_reason_stays_so(kept: Kept) -> None:
    cora = kept.browser("Cora")
    kept.withdraw(cora, LAMP, "A court said so.")
    form = {"work": kept.works[LAMP], "wish": "claimed"}
    assert cora.send("/permissions", form).status_code == 303
    assert kept.withdrawn() == {LAMP}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "", "wish": "granted"}, "Whose wish is it?"),
        ({"name": " \t", "wish": "granted"}, "Whose wish is it?"),
        ({"name": "Ada Moor", "wish": "burn"}, "That is no wish"),
        ({"name": "Ada Moor", "wish": ""}, "That is no wish"),
        ({"name": "Nobody", "wish": "strike"}, "Nothing is written down of Nobody"),
        ({"work": "wnothing", "wish": "leave out"}, "There is no such work here"),
        ({"work": "wnothing", "name": "Ada", "wish": "asked"}, "An author or a work, not both"),
    ],
)
def test_what_cannot_be_written_down_is_said(kept: Kept, form: dict[str, str], said: str) -> None:
    answer = kept.browser("Cora").send("/permissions", {**form, "step": "do"})
    assert answer.status_code == 400
    assert said.casefold() in plain(answer.text).casefold()
    assert kept.register() == []


def test_a_withdrawn_work_leaves_a_tombstone_and_nothing_else(kept: Kept) -> None:
    cora, guest = kept.browser("Cora"), kept.browser()
    lamp = kept.works[LAMP]
    digest = re.search(r"/originals/(sha256:[0-9a-f]+)", guest.page(f"/works/{lamp}"))
    assert digest is not None
    paths = (
        "/",
        "/?q=lauriston",
        "/opds/all",
        "/opds/v2/all",
        "/api/v1/works",
        "/authors/Ada%20Moor",
    )
    assert all("Lauriston" in guest.page(path) for path in paths)
    page = follow(cora, kept.withdraw(cora, LAMP))
    assert "Withdrew “The Lamp at Lauriston”. Undo" in plain(page)
    gone = guest.page(f"/works/{lamp}", 410)
    assert "This work was withdrawn" in gone
    assert "The author asked. Withdrawn 2024-05-03" in plain(gone)
    assert "Lauriston" not in gone
    for path in paths:
        assert "Lauriston" not in guest.ask(path).text, path
    for rest in (
        "/read",
        "/read/1",
        "/download/epub",
        "/download/txt",
        "/pictures",
        "/evidence?source=0&start=0&end=9",
    ):
        answer = guest.ask(f"/works/{lamp}{rest}")
        assert answer.status_code in {404, 410}, (rest, answer.status_code)
    api = guest.ask(f"/api/v1/works/{lamp}")
    assert api.status_code in {404, 410}
    assert guest.ask(f"/originals/{digest[1]}").status_code == 404
    assert cora.ask(f"/originals/{digest[1]}").status_code == 404
    book = guest.ask("/anthology.epub?q=lamp")
    assert b"Lauriston" not in book.content


def test_a_work_that_is_restored_is_as_it_was(kept: Kept) -> None:
    cora = kept.browser("Cora")
    lamp = kept.works[LAMP]
    before = kept.browser().page(f"/works/{lamp}").partition("What happened to it")[0]
    kept.withdraw(cora, LAMP)
    assert "The Lamp at Lauriston" in cora.page("/permissions")
    answer = cora.send(f"/works/{lamp}/restore")
    assert "1 work stands again. Undo" in plain(follow(cora, answer.headers["location"]))
    kept.settle()
    assert kept.browser().page(f"/works/{lamp}").partition("What happened to it")[0] == before
    assert "Lauriston" in kept.browser().page("/?q=lauriston")
    undo(cora, cora.page(answer.headers["location"]))
    assert kept.withdrawn() == {LAMP}


def test_restoring_what_stands_and_withdrawing_what_is_gone_change_nothing(kept: Kept) -> None:
    cora = kept.browser("Cora")
    lamp = kept.works[LAMP]
    answer = cora.send(f"/works/{lamp}/restore")
    assert answer.headers["location"] == f"/works/{lamp}"
    kept.withdraw(cora, LAMP)
    assert cora.send(f"/works/{lamp}/withdraw", {"why": "again"}).status_code == 410
    for act_ in ("withdraw", "restore"):
        assert cora.send(f"/works/wnothing/{act_}").status_code == 404


@pytest.mark.parametrize("least", ["reader", "administrator"])
def test_a_tombstone_is_for_those_who_could_have_seen_the_work(kept: Kept, least: str) -> None:
    ada, guest, cora = kept.browser("Ada"), kept.browser(), kept.browser("Cora")
    lamp = kept.works[LAMP]
    library = open_library(kept.folder)
    put_restriction(library, "rating", "Teen And Up Audiences", least, by="Ada", clock=CLOCK)  # type: ignore[arg-type]
    put_restriction(library, "rating", "General Audiences", least, by="Ada", clock=CLOCK)  # type: ignore[arg-type]
    close_library(library)
    kept.withdraw(ada, LAMP)
    hidden, missing = (guest.ask(f"/works/{one}") for one in (lamp, "wnothing"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(lamp, "") == missing.text.replace("wnothing", "")
    seen = least == "reader"
    assert cora.ask(f"/works/{lamp}").status_code == (410 if seen else 404)
    assert ("Lauriston" in cora.page("/permissions")) is seen
    assert ada.ask(f"/works/{lamp}").status_code == 410
    assert ("Withdrew" in cora.page("/permissions?done=1")) is seen
    assert cora.send(f"/works/{lamp}/restore").status_code == (303 if seen else 404)
    assert kept.withdrawn() == (set() if seen else {LAMP})


def test_a_wish_holds_for_works_its_curator_does_not_see_and_tells_nothing(kept: Kept) -> None:
    library = open_library(kept.folder)
    put_restriction(library, "work", kept.works[LAMP], "administrator", by="Ada", clock=CLOCK)
    put_restriction(library, "work", kept.works[TOGETHER], "administrator", by="Ada", clock=CLOCK)
    close_library(library)
    cora = kept.browser("Cora")
    asked = {"wish": "leave out", "note": "so"}
    known = cora.send("/permissions", {"name": "Ada Moor", **asked})
    unknown = cora.send("/permissions", {"name": "Ned Noone", **asked})
    assert known.status_code == unknown.status_code == 303
    assert kept.withdrawn() == {LAMP, TOGETHER}
    page = cora.page(known.headers["location"])
    assert "Lauriston" not in page
    assert "withdrawn" not in plain(page).partition("Withdrawn works")[0].casefold()
    work = {"work": kept.works[LAMP], **asked}
    assert "There is no such work here" in cora.send("/permissions", work).text


def test_what_is_merged_into_a_withdrawn_work_goes_with_it(kept: Kept) -> None:
    cora, guest = kept.browser("Cora"), kept.browser()
    letters, together = kept.works[LETTERS], kept.works[TOGETHER]
    found = re.search(r"/originals/(sha256:[0-9a-f]+)", guest.page(f"/works/{together}"))
    assert found is not None
    shelf = open_shelf(kept.folder)
    changes = plan_merge(shelf.library, [together], letters)
    act(shelf, changes, kind="merge", words="Merged", by="Cora", clock=CLOCK)
    close_shelf(shelf)
    assert guest.ask(f"/originals/{found[1]}").status_code == 200
    kept.withdraw(cora, LETTERS)
    assert guest.ask(f"/originals/{found[1]}").status_code == 404
    assert guest.ask(f"/works/{together}").status_code in {404, 410}
    assert guest.ask(f"/works/{letters}/editions/{together}").status_code in {404, 410}


def test_a_key_that_only_reads_withdraws_nothing(kept: Kept) -> None:
    bearing = give_token(kept.folder, kept.people["Cora"], "a key", "read")
    lamp = kept.works[LAMP]
    answer = Browser(kept.app).ask(f"/works/{lamp}/withdraw", method="POST", headers=bearing)
    assert answer.status_code == 403
    assert kept.withdrawn() == set()


def test_the_card_has_its_form_for_curators_alone(kept: Kept) -> None:
    lamp = kept.works[LAMP]
    for name, has in ((None, False), ("Rea", False), ("Cora", True), ("Ada", True)):
        page = kept.browser(name).page(f"/works/{lamp}")
        assert (f'action="/works/{lamp}/withdraw"' in page) is has
        assert (f'href="/works/{lamp}/correct"' in page) is has


def test_names_that_were_typed_are_shown_as_text(kept: Kept) -> None:
    cora = kept.browser("Cora")
    name = '<b>Ida</b> "Q" & ida@letters.example'
    cora.send("/permissions", {"name": name, "wish": "asked", "note": "<i>mail</i>"})
    page = cora.page("/permissions")
    assert "<b>Ida" not in page
    assert "<i>mail" not in page
    found = re.search(r'name="name" value="([^"]*)"', page)
    assert found is not None
    struck = cora.send("/permissions", {"name": unescape(found[1]), "wish": "strike"})
    assert struck.status_code == 303
    assert kept.register() == []
