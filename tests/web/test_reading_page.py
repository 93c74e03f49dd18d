"""The reading page: only the story, chapter by chapter, in the reader's own looks."""

import base64
import hashlib
import re
from itertools import pairwise

import pytest

from fonds.web.reading import fold_notes
from fonds.web.security import POLICY
from tests.web.conftest import Site


def _read(site: Site, path: str, rest: str = "", status: int = 200) -> str:
    return site.page(f"/works/{site.works[path]}/read{rest}", status)


def test_the_story_is_there_and_the_header_is_folded(site: Site) -> None:
    page = _read(site, "holmes/lamp.txt")
    story = page.split("</details>")[-2]
    assert "The fog had eaten Baker Street" in story
    assert re.search(r'<p class="scene-break" role="separator" id="p-\d+">\* \* \*</p>', page)
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
    assert answer.status_code == 307
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
    assert "looks=sepia.large.book.middle.usual.ragged" in larger.headers["set-cookie"]


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
    assert "looks=auto.normal.book.middle.usual.ragged" in answer.headers["set-cookie"]


def test_a_form_that_is_far_too_long_is_refused(site: Site) -> None:
    answer = site.client.ask("/looks", method="POST", form={"theme": "x" * 10_000})
    assert answer.status_code == 413


def test_every_paragraph_has_its_number_over_the_whole_story(site: Site) -> None:
    pages = [_read(site, "dracula/letters.txt", rest) for rest in ("", "/2", "/3")]
    found = [int(n) for page in pages for n in re.findall(r' id="p-(\d+)"', page)]
    assert found == list(range(1, 9))
    whole = _read(site, "dracula/letters.txt", "/all")
    assert [int(n) for n in re.findall(r' id="p-(\d+)"', whole)] == found


def test_the_whole_story_is_on_one_page(site: Site) -> None:
    page = _read(site, "dracula/letters.txt", "/all")
    assert re.findall(r'<section class="part" id="(chapter-\d)"', page) == [
        "chapter-1", "chapter-2", "chapter-3",
    ]  # fmt: skip
    assert "colour of slate" in page
    assert "found it in the autumn" in page


@pytest.mark.parametrize("rest", ["", "/2", "/all"])
def test_headings_and_landmarks_are_right(site: Site, rest: str) -> None:
    page = _read(site, "dracula/letters.txt", rest)
    story = page[page.index("<main") : page.index("</main>")]
    levels = [int(level) for level in re.findall(r"<h(\d)", story)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(re.findall("<main ", page)) == 1
    assert len(re.findall("<article ", page)) == 1
    for nav in re.findall("<nav[^>]*>", page):
        assert "aria-label=" in nav
    names = re.findall(r'<nav [^>]*aria-label="([^"]+)"', page)
    assert len(names) == len(set(names))


def test_a_chapter_without_a_heading_gets_its_name(site: Site) -> None:
    for rest in ("", "/2", "/3"):
        assert "<h2" in _read(site, "dracula/letters.txt", rest)


def test_words_are_found_in_the_story_and_marked(site: Site) -> None:
    page = _read(site, "dracula/letters.txt", "/all?find=MINA")
    assert page.count('<mark class="hit"') == 3
    assert '<a href="#hit-3" aria-label="Place 3">3</a>' in page
    assert "3 places hold “MINA”." in page
    assert "0 places hold “<b>”".replace("<b>", "&lt;b&gt;") in _read(
        site, "dracula/letters.txt", "/all?find=%3Cb%3E"
    )
    assert _read(site, "dracula/letters.txt", "/all?find=" + "x" * 201, 400)


def test_only_the_first_page_holds_its_style_and_its_policy_allows_just_that(site: Site) -> None:
    path = f"/works/{site.works['untitled.txt']}/read"
    first = site.client.ask(path)
    style = re.search(r"<style>(.*?)</style>", first.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in first.headers["content-security-policy"]
    cookie = re.search(r"style=[0-9a-f]+", ", ".join(first.headers.get_list("set-cookie")))
    assert cookie is not None
    again = site.client.ask(path, headers={"Cookie": cookie[0]})
    assert "<style" not in again.text
    assert again.headers["content-security-policy"] == POLICY
    assert (
        f'<link rel="stylesheet" href="/static/bundle/tokens+page+reading.css?v={cookie[0][6:]}'
        in (again.text)
    )


def test_the_time_that_a_story_takes_is_said(site: Site) -> None:
    assert "1 min in this chapter, 1 min in all" in _read(site, "dracula/letters.txt")
    assert "1 min to the end" in _read(site, "untitled.txt")


def test_only_our_own_notes_are_folded() -> None:
    escaped = "<p>&lt;aside class=&quot;note&quot;&gt;</p>\n"
    assert fold_notes(escaped) == escaped
