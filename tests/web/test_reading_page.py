"""The reading page: only the story, chapter by chapter, in the reader's own looks."""

import re

import pytest

from fonds.web.reading import fold_notes
from tests.web.conftest import Site


def _read(site: Site, path: str, rest: str = "", status: int = 200) -> str:
    return site.page(f"/works/{site.works[path]}/read{rest}", status)


def test_the_story_is_there_and_the_header_is_folded(site: Site) -> None:
    page = _read(site, "holmes/lamp.txt")
    story = page.split("</details>")[-2]
    assert "The fog had eaten Baker Street" in story
    assert '<p class="scene-break" role="separator">* * *</p>' in page
    assert re.search(r'<details class="matter fold"><summary lang="en">The header', page)


def test_chapters_are_turned_by_links(site: Site) -> None:
    first, second, third = (_read(site, "dracula/letters.txt", rest) for rest in ("", "/2", "/3"))
    work = f"/works/{site.works['dracula/letters.txt']}/read"
    assert "colour of slate" in first
    assert "colour of slate" not in second
    assert f'<a rel="next" class="main" href="{work}/2">' in first
    assert f'<a rel="prev" href="{work}">' in second
    assert 'rel="next"' not in third


@pytest.mark.parametrize(("rest", "status"), [("/4", 404), ("/0", 404), ("/-1", 404), ("/x", 400)])
def test_a_chapter_that_does_not_exist_is_not_found(site: Site, rest: str, status: int) -> None:
    _read(site, "dracula/letters.txt", rest, status)


def test_the_first_chapter_has_one_address(site: Site) -> None:
    answer = site.client.ask(f"/works/{site.works['dracula/letters.txt']}/read/1")
    assert answer.status_code == 308
    assert answer.headers["location"].endswith("/read")


def test_the_language_of_the_story_is_said(site: Site) -> None:
    assert '<article class="story" data-reading=' in _read(site, "foret/chene.txt")
    assert ' lang="fr"' in _read(site, "foret/chene.txt")


def test_looks_are_kept_in_a_cookie_and_lead_back_to_the_page(site: Site) -> None:
    path = f"/works/{site.works['untitled.txt']}/read"
    answer = site.client.ask("/looks", method="POST", form={"theme": "sepia", "back": path})
    assert answer.status_code == 303
    assert answer.headers["location"] == path
    cookie = answer.headers["set-cookie"].partition(";")[0]
    page = site.client.ask(path, headers={"Cookie": cookie}).text
    assert '<html lang="en" data-theme="sepia" data-size="normal">' in page
    larger = site.client.ask(
        "/looks", method="POST", form={"size": "large", "back": path}, headers={"Cookie": cookie}
    )
    assert "looks=sepia.large" in larger.headers["set-cookie"]


@pytest.mark.parametrize(
    "back",
    ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "x", "/a\r\nb"],
)
def test_looks_never_lead_to_another_site(site: Site, back: str) -> None:
    answer = site.client.ask("/looks", method="POST", form={"theme": "night", "back": back})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("form", [{}, {"theme": "<b>", "size": "huge"}])
def test_odd_looks_are_the_usual_ones(site: Site, form: dict[str, str]) -> None:
    answer = site.client.ask("/looks", method="POST", form=form)
    assert "looks=auto.normal" in answer.headers["set-cookie"]


def test_a_form_that_is_far_too_long_is_refused(site: Site) -> None:
    answer = site.client.ask("/looks", method="POST", form={"theme": "x" * 10_000})
    assert answer.status_code == 413


def test_only_our_own_notes_are_folded() -> None:
    escaped = "<p>&lt;aside class=&quot;note&quot;&gt;</p>\n"
    assert fold_notes(escaped) == escaped
