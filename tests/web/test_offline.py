"""Offline: what a device keeps is the same for everybody, but for works somebody chose."""

import gzip
import json
import re
from pathlib import Path

import httpx
import pytest

from fonds.web.assets import PAGE_STYLES, STATIC_FOLDER, asset, bundle, read_bundle
from tests.web.client import Client
from tests.web.heaps import make_heap, make_library_folder
from tests.web.reading_site import make_reading_app


class App:
    def __init__(self, folder: Path) -> None:
        self.works = make_library_folder(folder, make_heap())
        self.client = Client(make_reading_app(folder))

    def ask(self, url: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.ask(url, headers={"Accept-Encoding": "identity", **named})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return App(tmp_path_factory.mktemp("offline"))


def _shell(app: App) -> list[str]:
    found = re.search(r"^const SHELL = (.*);$", app.ask("/sw.js").text, re.MULTILINE)
    assert found is not None
    shell: list[str] = json.loads(found[1])
    return shell


def test_everything_the_worker_keeps_for_everybody_is_there(app: App) -> None:
    shell = _shell(app)
    assert "/offline" in shell
    for url in shell:
        assert app.ask(url).status_code == 200, url


def test_the_worker_answers_for_the_whole_site_and_is_asked_for_anew(app: App) -> None:
    answer = app.ask("/sw.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert app.ask("/sw.js", If_None_Match=answer.headers["etag"]).status_code == 304


def test_the_page_of_what_is_kept_tells_nothing_of_whoever_asks(app: App) -> None:
    plain = app.ask("/offline")
    other = app.ask("/offline", Cookie="session=x; looks=night.large; device=abcdefgh")
    assert plain.text == other.text
    assert "set-cookie" not in other.headers


def test_a_work_names_all_pages_that_a_device_needs(app: App) -> None:
    for path, chapters in (("dracula/letters.txt", 3), ("untitled.txt", 1)):
        about = app.ask(f"/works/{app.works[path]}/offline.json").json()
        assert about["work_id"] == app.works[path]
        assert len(about["pages"]) == chapters + 1
        for url in (*about["pages"], *about["assets"]):
            assert app.ask(url).status_code == 200, url


def test_the_app_s_manifest_names_icons_that_are_there(app: App) -> None:
    answer = app.ask("/fonds.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    manifest = answer.json()
    assert {"name", "start_url", "display", "icons"} <= manifest.keys()
    for icon in manifest["icons"]:
        picture = app.ask(icon["src"])
        assert picture.headers["content-type"].startswith(icon["type"])
        if icon["type"] == "image/png":
            width, height = picture.content[16:20], picture.content[20:24]
            assert f"{int.from_bytes(width)}x{int.from_bytes(height)}" == icon["sizes"]


def test_a_bundle_is_its_files_and_is_kept_for_a_year(app: App) -> None:
    url = bundle(*PAGE_STYLES)
    answer = app.ask(url)
    assert "immutable" in answer.headers["cache-control"]
    assert "--paper: #fbfaf7;" in answer.text
    assert ".skip" in answer.text
    assert "/*" not in answer.text
    old = app.ask(url.split("?")[0] + "?v=0123456789ab")
    assert old.headers["cache-control"] == "no-cache"
    assert app.ask(url, If_None_Match=answer.headers["etag"]).status_code == 304


@pytest.mark.parametrize(
    "name",
    ["x.css", "../server.css", "tokens.js", "tokens+x.css", "tokens.css.css", "+.css", "a" * 90],
)
def test_there_is_no_bundle_of_other_files(app: App, name: str) -> None:
    assert app.ask(f"/static/bundle/{name}").status_code == 404
    with pytest.raises(ValueError, match="no"):
        read_bundle(name)


def test_files_of_two_kinds_are_no_bundle() -> None:
    with pytest.raises(ValueError, match="no bundle"):
        bundle("tokens.css", "fonds.js")


def test_the_address_of_a_file_changes_with_it() -> None:
    assert re.fullmatch(r"/static/fonds\.svg\?v=[0-9a-f]{12}", asset("fonds.svg"))
    with pytest.raises(OSError, match="nothing"):
        asset("nothing.svg")


def test_scripts_parse_the_same_without_their_comments() -> None:
    for path in STATIC_FOLDER.glob("*.js"):
        # What is left out is whole lines that begin with "//"; in no template or string.
        text = path.read_text("utf-8")
        assert not re.search(r"`[^`]*\n\s*//", re.sub(r"`[^`\n]*`", "", text)), path.name


def test_texts_are_sent_compressed_but_not_what_another_site_asked_for(app: App) -> None:
    url = f"/works/{app.works['dracula/letters.txt']}/read/all?find=mina"
    own = app.client.ask(url, headers={"Accept-Encoding": "gzip"})
    assert own.headers["content-encoding"] == "gzip"
    for site in ("cross-site", "same-site"):
        asked = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": site}
        assert "content-encoding" not in app.client.ask(url, headers=asked).headers
    asked = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
    assert app.client.ask(url, headers=asked).headers["content-encoding"] == "gzip"


def test_the_reading_page_asks_for_one_style_sheet_and_nothing_that_blocks(app: App) -> None:
    url = f"/works/{app.works['dracula/letters.txt']}/read"
    first = app.ask(url)
    cookie = re.search(r"style=[0-9a-f]+", first.headers["set-cookie"])
    assert cookie is not None
    again = app.ask(url, Cookie=cookie[0])
    assert re.findall(r'<link rel="stylesheet"', first.text) == []
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', again.text)
    scripts = re.findall(r'<script src="([^"]+)" async>', again.text)
    assert (len(styles), len(scripts), again.text.count("<script")) == (1, 1, 1)
    assert again.headers["link"].startswith(f"<{styles[0]}>; rel=preload; as=style")
    weight = sum(
        len(gzip.compress(answer.content))
        for answer in (first, *(app.ask(one) for one in (*styles, *scripts)))
    )
    print(f"the reading page and all it needs: {weight:,} bytes")
    assert weight < 30_000
