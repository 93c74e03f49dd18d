"""A work's page: who says what, from which words, and what one can take home."""

import html
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from fonds.web.server import create_app
from tests.web.client import Client
from tests.web.conftest import Site
from tests.web.heaps import correct_title, make_heap, make_library_folder


def _work(site: Site, path: str) -> str:
    return f"/works/{site.works[path]}"


def _plain(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page)))


def test_the_card_says_who_says_each_value(site: Site) -> None:
    page = _plain(site.page(_work(site, "holmes/lamp.txt")))
    assert "The author's header says so" in page
    assert "Fonds read this from the text" in page
    assert "Fonds counted." in page


def test_the_card_quotes_the_words_and_a_script_fetches_their_context(site: Site) -> None:
    page = site.page(_work(site, "holmes/lamp.txt"))
    assert "<mark>The Lamp at Lauriston</mark>" in page
    place = re.search(r'data-place="([^"]+)"><mark>The Lamp at Lauriston', page)
    assert place is not None
    answer = site.client.ask(html.unescape(place[1]), headers={"X-Fragment": "passage"})
    assert "Title: <mark>The Lamp at Lauriston</mark>" in answer.text
    assert "<html" not in answer.text


def test_the_words_are_shown_in_the_original_with_file_and_encoding(site: Site) -> None:
    card = site.page(_work(site, "holmes/lamp.txt"))
    links = [html.unescape(one) for one in re.findall(r'href="(/works/[^"]+/evidence[^"]+)"', card)]
    assert links
    pages = [site.page(link) for link in dict.fromkeys(links)]
    assert any("<mark>Sherlock Holmes</mark>" in page for page in pages)
    assert all("holmes/lamp.txt" in page for page in pages)
    assert "Bytes read as" in pages[0]


def test_the_words_of_a_file_inside_an_archive_are_found(site: Site) -> None:
    card = site.page(_work(site, "foret/chene.txt"))
    assert "<mark>Le chêne</mark>" in card
    assert "old disk.zip" in card
    assert "foret/chene.txt" in card


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("source=0&start=0&end=5", 200),
        ("source=0&start=0&end=99999999", 400),
        ("source=9&start=0&end=5", 400),
        ("source=-1&start=0&end=5", 400),
        ("source=0&start=5&end=2", 400),
        ("source=0&start=x&end=2", 400),
        ("source=0", 400),
        ("source=0&start=99999999999999999999&end=2", 400),
    ],
)
def test_a_place_that_does_not_exist_is_answered_kindly(
    site: Site, place: str, status: int
) -> None:
    site.page(f"{_work(site, 'holmes/lamp.txt')}/evidence?{place}", status=status)


def test_what_a_person_set_outranks_the_rest_which_is_kept(tmp_path: Path) -> None:
    works = make_library_folder(tmp_path, {"lamp.txt": make_heap()["holmes/lamp.txt"]})
    correct_title(tmp_path, works["lamp.txt"], "The Lamp in the Window")
    answer = Client(create_app(tmp_path)).ask(f"/works/{works['lamp.txt']}")
    page = _plain(answer.text)
    assert "A person set this: Jane, 2024-05-02." in page
    assert "Also said, and kept:" in page
    assert "The Lamp at Lauriston" in page
    assert "Title set to “The Lamp in the Window” by Jane, 2024-05-02." in page


@pytest.mark.parametrize("kind", ["epub", "html", "txt", "json"])
def test_a_work_can_be_taken_home(site: Site, kind: str) -> None:
    answer = site.client.ask(f"{_work(site, 'dracula/letters.txt')}/download/{kind}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith(
        f'attachment; filename="Letters from Whitby.{kind}"'
    )
    if kind == "epub":
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert names[0] == "mimetype"
    elif kind == "json":
        assert json.loads(answer.content)["title"] == "Letters from Whitby"
    else:
        assert "one hundred and ninety-nine" in answer.text


def test_an_unknown_kind_of_book_is_refused(site: Site) -> None:
    site.page(f"{_work(site, 'holmes/lamp.txt')}/download/exe", status=400)


def test_an_original_is_given_byte_for_byte_and_never_rendered(site: Site) -> None:
    card = site.page(_work(site, "oz/road.html"))
    found = re.search(r'href="(/originals/sha256:[0-9a-f]{64})"', card)
    assert found is not None
    answer = site.client.ask(found[1])
    assert answer.content == make_heap()["oz/road.html"]
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = site.client.ask(found[1], headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name",
    ["sha256:" + "0" * 64, "sha256:xyz", "../library.db", "%2e%2e%2flibrary.db", "md5:0", ""],
)
def test_nothing_but_originals_is_given_as_an_original(site: Site, name: str) -> None:
    site.page(f"/originals/{name}", status=404)


@pytest.mark.parametrize(
    "name", ["w", "waaaaaaaaaa", "W' OR 1=1", "%2e%2e", "%00", "w" + "a" * 500]
)
def test_a_work_that_is_not_there_is_not_found(site: Site, name: str) -> None:
    for rest in ("", "/read", "/read/2", "/download/epub"):
        assert site.client.ask(f"/works/{name}{rest}").status_code in {404, 307}


def test_the_beginning_of_an_identifier_leads_to_the_work(site: Site) -> None:
    work_id = site.works["holmes/lamp.txt"]
    answer = site.client.ask(f"/works/{work_id[:8]}")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/works/{work_id}"
