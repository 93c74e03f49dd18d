"""A shelf or a search as one book, and downloads that are remembered."""

import io
import zipfile
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.library.given_out import find_given_out
from fonds.library.opening import close_library, open_library
from fonds.library.restrictions import put_restriction
from fonds.library.shelves import add_works, put_shelf
from fonds.publish.koreader import digest_partly
from fonds.web import anthology
from tests.web.e_readers import Household, Made, make_library
from tests.web.heaps import CLOCK, make_heap

ADULT = """\
Title: Late
Author: Ada Moor
Fandom: Oz
Rating: NC-17

The Lion sat down to rest under the tree, and the Scarecrow sat down beside him, for they had
walked since the morning and the road was as yellow as ever.

"Are we near?" asked the Lion, and he yawned. Nobody answered, for nobody knew.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_library(
        tmp_path_factory.mktemp("made"), {**make_heap(), "late.txt": ADULT.encode()}
    )


@pytest.fixture
def home(made: Made, tmp_path: Path) -> Household:
    return made.copy(tmp_path)


def read_names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return [one for one in book.namelist() if one.endswith("-title.xhtml")]


def test_a_search_becomes_one_book(home: Household) -> None:
    guest = home.reader()
    answer = guest.ask("/anthology.epub?language=en&not-rating=Explicit")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/epub+zip"
    assert "attachment" in answer.headers["content-disposition"]
    assert "English.epub" in answer.headers["content-disposition"]
    assert len(read_names(answer.content)) == 4
    again = guest.ask("/anthology.epub?language=en&not-rating=Explicit&page=2")
    assert again.content == answer.content
    tag = {"If-None-Match": answer.headers["etag"]}
    assert (
        guest.ask("/anthology.epub?language=en&not-rating=Explicit", headers=tag).status_code == 304
    )


def test_a_device_key_fetches_it_beside_the_catalogue(home: Household) -> None:
    answer = home.reader("Jane").ask("/opds/anthology.epub?fandom=Oz")
    assert len(read_names(answer.content)) == 2


def test_a_shelf_becomes_one_book_for_whom_it_is(home: Household) -> None:
    library = open_library(home.folder)
    ours = put_shelf(library, None, "Editor's choice", clock=CLOCK)
    mine = put_shelf(library, home.people["Jane"].id, "Rainy days", clock=CLOCK)
    for shelf in (ours, mine):
        add_works(library, shelf.id, [home.works["holmes/lamp.txt"]], clock=CLOCK)
    close_library(library)
    guest = home.reader()
    answer = guest.ask(f"/shelves/{ours.id}/anthology.epub")
    assert answer.headers["location"] == f"/anthology.epub?shelf={ours.id}"
    assert len(read_names(guest.ask(answer.headers["location"]).content)) == 1
    for number in (mine.id, 999):
        assert guest.ask(f"/shelves/{number}/anthology.epub").status_code == 404
    hidden = guest.ask(f"/anthology.epub?shelf={mine.id}")
    assert hidden.status_code == 400
    assert "Rainy days" not in hidden.text


def test_nothing_and_too_much_are_refused_in_words(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = home.reader().ask("/anthology.epub?q=nowhereatall")
    assert nothing.status_code == 400
    assert "nothing here to put into a book" in nothing.text

    def refuse_at_two(works: int, words: int) -> None:
        assert (works, words > 0) == (4, True)
        raise UserError("these are too many")

    monkeypatch.setattr(anthology, "refuse_too_much", refuse_at_two)
    many = home.reader().ask("/anthology.epub?language=en&not-rating=Explicit")
    assert many.status_code == 400
    assert "too many" in many.text


def test_a_hidden_work_is_in_no_book(home: Household) -> None:
    library = open_library(home.folder)
    lamp = home.works["holmes/lamp.txt"]
    put_restriction(library, "work", lamp, "curator", by="Zoë", clock=CLOCK)
    close_library(library)
    url = "/opds/anthology.epub?language=en"
    assert len(read_names(home.reader("Jane").ask(url).content)) == 4
    assert len(read_names(home.reader("Zoë").ask(url).content)) == 5


def test_a_guest_is_asked_before_an_adult_book(home: Household) -> None:
    for path in ("/anthology.epub?language=en", f"/works/{home.works['late.txt']}/download/epub"):
        answer = home.reader().ask(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/adult?back=")
        agreed = home.reader().ask(path, headers={"Cookie": "adult=yes"})
        assert agreed.status_code == 200


def test_a_book_that_was_given_out_is_known_again(home: Household) -> None:
    lamp = home.works["holmes/lamp.txt"]
    data = home.reader("Jane").ask(f"/works/{lamp}/download/epub").content
    assert data == home.reader("Zoë").ask(f"/works/{lamp}/download/epub").content
    library = open_library(home.folder)
    assert find_given_out(library, digest_partly(data), "epub") == lamp
    close_library(library)


def test_each_work_has_a_picture(home: Household) -> None:
    answer = home.reader().ask(f"/works/{home.works['untitled.txt']}/cover.png")
    assert answer.headers["content-type"] == "image/png"
    assert home.reader().ask("/works/wnone/cover.png").status_code == 404
