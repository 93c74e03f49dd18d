"""The page of what is open to whom, and the page before adult works."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import Request

from fonds.app.shelf import close_shelf, count_shelf, open_shelf
from fonds.library.restrictions import list_restrictions, read_sight
from fonds.web.adult import needs_consent
from fonds.web.visiting import Visitor
from tests.library_factories import make_entry
from tests.web.conftest import Site
from tests.web.heaps import make_heap, make_library_folder
from tests.web.visitors import Browser, House, add_people

HEAP = make_heap()
FILES = ("holmes/lamp.txt", "dracula/letters.txt", "untitled.txt")


class Held(House):
    """A house with three works."""

    def __init__(self, folder: Path, works: dict[str, str]) -> None:
        super().__init__(folder)
        self.works = works

    def restrict(self, browser: Browser, kind: str, value: str, least: str) -> None:
        form = {"kind": kind, "value": value, "least": least, "why": "so", "step": "do"}
        assert browser.send("/restrictions", form).status_code == 303


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A library that each test gets a copy of: making one takes seconds."""
    folder = tmp_path_factory.mktemp("stock")
    works = make_library_folder(folder, {name: HEAP[name] for name in FILES})
    close_shelf(open_shelf(folder))
    add_people(folder)
    return folder, works


@pytest.fixture
def held(stock: tuple[Path, dict[str, str]], tmp_path: Path) -> Held:
    folder, works = stock
    shutil.copytree(folder, tmp_path / "library")
    return Held(tmp_path / "library", works)


@pytest.mark.parametrize(("name", "status"), [(None, 303), ("Rea", 403)])
def test_readers_do_not_restrict(held: Held, name: str | None, status: int) -> None:
    browser = held.browser(name)
    for answer in (
        browser.ask("/restrictions"),
        browser.send("/restrictions", {"kind": "library", "least": "reader", "step": "do"}),
        browser.send("/restrictions/end", {"restriction": "1"}),
    ):
        assert answer.status_code == status
    shelf = open_shelf(held.folder)
    assert list_restrictions(shelf.library) == ()
    close_shelf(shelf)


def test_what_would_be_hidden_is_counted_before_it_is_done(held: Held) -> None:
    cora = held.browser("Cora")
    form = {"kind": "accession", "value": "1", "least": "curator", "why": "not read yet"}
    page = cora.send("/restrictions", form).text
    plain = " ".join(re.sub("<[^>]+>", "", page).split())
    assert "It hides 3 works from guests, who would see 0 works." in plain
    assert "It hides 3 works from readers, who would see 0 works." in plain
    assert "Everything is open" in plain
    shelf = open_shelf(held.folder)
    assert list_restrictions(shelf.library) == ()
    assert cora.send("/restrictions", {**form, "step": "do"}).status_code == 303
    (one,) = list_restrictions(shelf.library)
    assert (one.kind, one.value, one.least, one.why, one.by) == (
        "accession",
        "1",
        "curator",
        "not read yet",
        "Cora",
    )
    assert read_sight(shelf.library, "reader").accessions == {1}
    close_shelf(shelf)


@pytest.mark.parametrize("how", ["{}", "http://fonds.example/works/{}", "/works/{}/read/2?x#y"])
def test_a_work_is_hidden_by_its_name_or_its_address(held: Held, how: str) -> None:
    cora = held.browser("Cora")
    lamp = held.works["holmes/lamp.txt"]
    guest = held.browser()
    assert guest.ask(f"/works/{lamp}").status_code == 200
    held.restrict(cora, "work", how.format(lamp), "reader")
    hidden, missing = (guest.ask(f"/works/{one}") for one in (lamp, "wnothing"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(lamp, "") == missing.text.replace("wnothing", "")
    assert held.browser("Rea").ask(f"/works/{lamp}").status_code == 200
    assert "The Lamp at Lauriston" in cora.page("/restrictions")


def test_a_restriction_is_ended_and_its_history_stays(held: Held) -> None:
    cora = held.browser("Cora")
    held.restrict(cora, "rating", "General Audiences", "reader")
    page = cora.page("/restrictions")
    found = re.search(r'name="restriction" value="(\d+)"', page)
    assert found is not None
    cora.send("/restrictions/end", {"restriction": found[1]})
    page = cora.page("/restrictions")
    assert "Everything is open" in page
    assert "Ended by Cora" in page


def test_curators_do_not_learn_what_is_kept_for_administrators(held: Held) -> None:
    ada, cora = held.browser("Ada"), held.browser("Cora")
    lamp = held.works["holmes/lamp.txt"]
    before = cora.page("/restrictions")
    held.restrict(ada, "work", lamp, "administrator")
    assert cora.page("/restrictions") == before
    assert "The Lamp at Lauriston" in ada.page("/restrictions")
    for step in ("try", "do"):
        form = {"kind": "work", "value": lamp, "least": "reader", "step": step}
        answer = cora.send("/restrictions", form)
        assert answer.status_code == 400
        assert "There is no such work here" in answer.text
        assert "Lauriston" not in answer.text
    assert cora.send("/restrictions/end", {"restriction": "1"}).status_code == 303
    assert cora.ask(f"/works/{lamp}").status_code == 404
    high = {"kind": "library", "value": "", "least": "administrator", "step": "do"}
    assert cora.send("/restrictions", high).status_code == 400


@pytest.mark.parametrize(
    ("kind", "value", "least"),
    [
        ("work", "wnothing", "reader"),
        ("work", "", "reader"),
        ("rating", "Odd", "reader"),
        ("accession", "9", "reader"),
        ("accession", "²", "reader"),
        ("collection", "1", "reader"),
        ("library", "", "guest"),
        ("odd", "", "reader"),
        ("", "", ""),
    ],
)
def test_what_is_not_there_is_not_restricted(site: Site, kind: str, value: str, least: str) -> None:
    form = {"kind": kind, "value": value, "least": least, "step": "do"}
    answer = site.client.ask("/restrictions", method="POST", form=form)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_works_page_can_lead_here_with_its_name(held: Held) -> None:
    lamp = held.works["holmes/lamp.txt"]
    page = held.browser("Cora").page(f"/restrictions?work={lamp}")
    assert f'value="{lamp}"' in page


def test_a_count_follows_at_once_what_is_restricted(held: Held) -> None:
    ada = held.browser("Ada")
    held.restrict(ada, "rating", "Not Rated", "reader")
    shelf = open_shelf(held.folder)
    guests = replace(shelf, sight=read_sight(shelf.library, "guest"))
    assert count_shelf(guests).stories < count_shelf(shelf).stories
    close_shelf(shelf)


def _request(cookie: str = "") -> Request:
    headers = [(b"cookie", cookie.encode())] if cookie else []
    return Request({"type": "http", "headers": headers, "method": "GET", "path": "/"})


@pytest.mark.parametrize(
    ("rating", "asks", "cookie", "needs"),
    [
        ("Explicit", True, "", True),
        ("Mature", True, "", True),
        ("Mature", True, "looks=a", True),
        ("Mature", True, "adult=yes", False),
        ("Mature", True, "adult=no", True),
        ("Mature", False, "", False),
        ("Teen And Up Audiences", True, "", False),
        (None, True, "", False),
    ],
)
def test_consent_is_asked_before_adult_works(
    rating: str | None, asks: bool, cookie: str, needs: bool
) -> None:
    guest = Visitor(None, "guest", is_alone=False, asks_adult=asks)
    assert needs_consent(_request(cookie), guest, make_entry("w1", rating=rating)) is needs


def test_a_program_with_a_key_is_not_asked() -> None:
    reader = Visitor(None, "reader", is_alone=False, scopes=frozenset({"opds"}), asks_adult=True)
    assert not needs_consent(_request(), reader, make_entry("w1", rating="Explicit"))


def test_the_answer_is_kept_and_leads_back(held: Held) -> None:
    guest = held.browser()
    page = guest.page("/adult?back=/works/w1/read")
    assert 'value="/works/w1/read"' in page
    answer = guest.send("/adult", {"answer": "yes", "back": "/works/w1/read"})
    assert answer.headers["location"] == "/works/w1/read"
    assert guest.cookies["adult"] == "yes"
    assert "HttpOnly" in answer.headers["set-cookie"]
    back = guest.send("/adult", {"answer": "no", "back": "/works/w1/read"})
    assert back.headers["location"] == "/"
    assert "adult" not in guest.cookies
    away = guest.send("/adult", {"answer": "yes", "back": "//elsewhere.example"})
    assert away.headers["location"] == "/"


def test_an_administrator_decides_whether_it_is_asked(held: Held) -> None:
    ada = held.browser("Ada")
    assert "is asked first" in ada.page("/restrictions")
    assert "Adult content" not in held.browser("Cora").page("/restrictions")
    ada.send("/adult/asked", {"asked": "no"})
    assert "Nobody is asked" in ada.page("/restrictions")
    ada.send("/adult/asked", {"asked": "yes"})
    assert "is asked first" in ada.page("/restrictions")


def test_one_person_alone_is_not_asked(site: Site) -> None:
    assert "Nobody is asked" in site.page("/restrictions")
