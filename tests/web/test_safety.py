"""Safety: a stranger's file never acts, and nobody's address is shown."""

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from inspect import signature
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from fonds.library.opening import close_library, open_library
from fonds.publish.addresses import COVER, mask_addresses
from fonds.web.security import HEADERS
from fonds.web.server import LOCAL_HOSTS, create_app, serve
from tests.web.client import Client
from tests.web.conftest import Site
from tests.web.heaps import make_library_folder

_PATHS = (
    *("/", "/?q=the", "/?q=(", "/?kind=others", "/timeline", "/timeline?show=x"),
    *("/accessions", "/accessions/1", "/nowhere"),
)
_WORK_PATHS = ("", "/read", "/evidence?source=0&start=0&end=60")


def _iter_urls(site: Site) -> Iterator[str]:
    yield from _PATHS
    for work_id in site.works.values():
        yield from (f"/works/{work_id}{rest}" for rest in _WORK_PATHS)


class _Elements(HTMLParser):
    """Collects every element and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_every_answer_bears_the_headers_of_safety(site: Site) -> None:
    for url in (*_iter_urls(site), "/static/fonds.css"):
        headers = site.client.ask(url).headers
        for name, value in HEADERS.items():
            # The reading page allows its own style by its digest: see test_reading_page.
            shown = re.sub(r" 'sha256-[A-Za-z0-9+/=]+'", "", headers[name])
            assert shown == value, (url, name)


def test_no_page_holds_script_style_or_handler_that_is_not_ours(site: Site) -> None:
    urls = list(_iter_urls(site))
    for url in urls:
        page = site.client.ask(url).text
        elements = _Elements()
        elements.feed(page)
        for tag, attributes in elements.found:
            assert tag not in {"iframe", "object", "embed", "base", "img"}, url
            assert tag != "style" or url.endswith("/read"), url
            assert not any(name.startswith("on") or name == "style" for name in attributes), url
            assert tag != "script" or attributes.get("src", "").startswith("/static/"), url
            for name in ("href", "src", "action"):
                assert re.match(r"/|#|https?://|$", attributes.get(name, "")), (url, attributes)
        assert not re.search(r"<script(?![^>]+src=)", page)
    print(f"{len(urls)} pages looked at")


def test_no_address_is_shown_on_any_page(site: Site) -> None:
    for url in _iter_urls(site):
        page = site.client.ask(url).text
        assert "ada.moor@" not in page, url
    assert f"{COVER * 8}@" in site.page(f"/works/{site.works['holmes/lamp.txt']}")


def test_what_a_person_types_is_not_masked(site: Site) -> None:
    assert 'value="ada@moor.example"' in site.page("/?q=ada%40moor.example")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a@b.example", "•@•••••••••"),
        ("<John.Watson+fic@mail.baker.example>", "<•••••••••••••••@••••••••••••••••••>"),
        ("meet @ noon", "meet @ noon"),
        ("@handle", "@handle"),
        ("x@y", "•@•"),
        ("cut@", "•••@"),
        ("a@b@c.example", "•@•@•••••••••"),
        ("*@*", "*@*"),
    ],
)
def test_the_name_in_an_address_is_masked(text: str, masked: str) -> None:
    assert mask_addresses(text) == masked


@given(st.text(alphabet="ab.@- \ud800\x00", max_size=60))
def test_masking_keeps_the_length_and_is_done_once(text: str) -> None:
    masked = mask_addresses(text)
    assert len(masked) == len(text)
    assert mask_addresses(masked) == masked


@pytest.mark.parametrize("path", ["/static/../server.py", "/static/%2e%2e/server.py", "/static/"])
def test_static_files_are_only_those_of_the_folder(site: Site, path: str) -> None:
    assert site.client.ask(path).status_code in {404, 405}


def test_static_files_are_kept_by_browsers(site: Site) -> None:
    found = re.search(r'href="(/static/bundle/[a-z+]+\.css\?v=[0-9a-f]+)"', site.page("/"))
    assert found is not None
    answer = site.client.ask(found[1])
    assert "immutable" in answer.headers["cache-control"]
    again = site.client.ask(found[1], headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert site.client.ask("/static/fonds.css").headers["cache-control"] == "no-cache"


def test_every_page_answers_a_question_for_its_head(site: Site) -> None:
    for url in _iter_urls(site):
        answer = site.client.ask(url, method="HEAD")
        assert answer.status_code == site.client.ask(url).status_code
        assert not answer.content


def test_pages_take_nothing_in(site: Site) -> None:
    assert "only be read" in site.client.ask("/", method="POST").text


def test_our_own_mistake_is_a_page_with_all_headers_and_no_traceback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = _make_broken(tmp_path, ZeroDivisionError("secret detail"))
    answer = Client(app).ask("/broken")
    assert answer.status_code == 500
    assert "Fonds made a mistake" in answer.text
    assert "secret detail" not in answer.text
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_damage_is_told_in_its_own_words(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    works = make_library_folder(tmp_path, {"cat.txt": b"The cat told nobody.\n\nIt slept.\n"})
    client = Client(create_app(tmp_path))
    _damage(tmp_path)
    with caplog.at_level(logging.ERROR):
        answer = client.ask(f"/works/{works['cat.txt']}/evidence?source=0&start=0&end=3")
    assert answer.status_code == 500
    assert "other originals are not touched" in answer.text


def test_a_site_of_this_machine_answers_to_no_other_name(tmp_path: Path) -> None:
    make_library_folder(tmp_path, {})
    client = Client(create_app(tmp_path, hosts=LOCAL_HOSTS))
    assert client.ask("/", headers={"Host": "localhost:8000"}).status_code == 200
    assert client.ask("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_a_library_is_served_to_this_machine_unless_somebody_decides_otherwise() -> None:
    assert signature(serve).parameters["host"].default == "127.0.0.1"


def _make_broken(folder: Path, error: Exception) -> FastAPI:
    make_library_folder(folder, {})
    app = create_app(folder)

    def break_down() -> None:
        raise error

    app.add_api_route("/broken", break_down)
    return app


def _damage(folder: Path) -> None:
    library = open_library(folder)
    library.connection.execute("UPDATE sqlar SET data = x'00', sz = sz + 1")
    close_library(library)


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    make_library_folder(tmp_path, {})
    page = Client(create_app(tmp_path)).ask("/").text
    assert "Nothing is on the shelf yet." in page
    assert "fonds add HEAP" in page
