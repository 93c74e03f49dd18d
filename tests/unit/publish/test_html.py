"""A work as one standalone page."""

import json
import os
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from fonds.model.block import Block
from fonds.model.work import Work
from fonds.publish.html import build_html, clean_fragment
from fonds.publish.markup import render_blocks
from tests.factories import STORY, make_block, make_record, make_work

KINDS = ["paragraph", "heading", "break", "verse", "letter", "chat", "note", "quote", "item"]
OURS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section"),
    *("footer", "details", "summary", "dl", "dt", "dd", "ol", "ul", "li", "a", "span", "p", "br"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "aside"),
    *("em", "strong", "u", "s", "sup", "sub", "small", "code"),
}
ATTRIBUTES = {
    *("id", "class", "role", "lang", "dir", "title", "href", "aria-label"),
    *("charset", "name", "content"),
}


def shared_file(name: str) -> Path:
    root = Path(os.environ.get("FONDS_SHARED", Path(__file__).parents[4] / "shared"))
    path = root / "hostile" / name
    if not path.exists():
        pytest.skip(f"NO SHARED MATERIAL AT {path}: HOSTILE MARKUP WAS NOT TRIED")
    return path


def list_live_markup(html: str) -> list[str]:
    """List every element, attribute and address of a page that is not one of ours."""
    live: list[str] = []
    for node in LexborHTMLParser(html).css("*"):
        tag = node.tag or ""
        if tag not in OURS:
            live.append(tag)
        for name, value in node.attributes.items():
            if name not in ATTRIBUTES:
                live.append(f"{tag} {name}")
            if name == "href" and not (value or "").startswith(("#", "https://", "http://")):
                live.append(f"{tag} {name}={value}")
    return live


def first(page: LexborHTMLParser, selector: str) -> LexborNode:
    node = page.css_first(selector)
    assert node is not None
    return node


def hostile_work(payload: str) -> Work:
    blocks = [
        make_block(payload, kind, runs=[(0, 3, "italic"), (2, len(payload), "bold")], level=1)  # type: ignore[arg-type]
        for kind in KINDS
    ]
    lists = ["creators", "fandoms", "characters", "relationships", "tags", "warnings"]
    words = ["title", "summary", "disclaimer", "epigraph", "date", "language", "source_url"]
    return make_work(
        blocks,
        front=[payload],
        back=[payload],
        chapters=True,
        stated=dict.fromkeys(words, payload),
        derived={
            **{field: [payload] for field in lists},
            "series": {"title": payload, "index": 1},
            "notes": [{"where": "front", "text": payload}],
        },
    )


def hostile_payloads() -> list[str]:
    payloads = shared_file("markup-payloads.txt").read_text("utf-8", "surrogateescape").split("\n")
    naughty = json.loads(shared_file("naughty-strings.json").read_text("utf-8"))
    found = [line for line in [*payloads, *naughty] if isinstance(line, str) and line]
    assert len(found) > 100
    return found


def test_hostile_markup_never_comes_to_life() -> None:
    payloads = hostile_payloads()
    live: dict[str, list[str]] = {}
    for payload in payloads:
        work = hostile_work(payload)
        if found := list_live_markup(build_html(work, make_record(work), payload)):
            live[payload[:80]] = found
    print(f"{len(payloads)} hostile payloads tried in every place of a page")
    assert live == {}


def test_the_second_wall_takes_nothing_of_what_we_render() -> None:
    payloads = hostile_payloads()
    for payload in payloads:
        ours = render_blocks(hostile_work(payload).blocks, id_prefix="b")
        through = clean_fragment(ours)
        before, after = LexborHTMLParser(ours), LexborHTMLParser(through)
        assert before.html == after.html
    print(f"{len(payloads)} hostile payloads went through the second wall unchanged")


def test_the_wall_finder_can_fail() -> None:
    assert list_live_markup('<p onclick="x">a</p>') == ["p onclick"]
    assert list_live_markup("<script>x</script>") == ["script"]
    assert list_live_markup('<a href="javascript:x">a</a>') == ["a href=javascript:x"]


@pytest.mark.parametrize(
    ("fragment", "clean"),
    [
        ("<p>a<br/>b</p>", "<p>a<br>b</p>"),
        ('<p class="scene-break" role="separator">* * *</p>',) * 2,
        ('<p id="b1">a</p>',) * 2,
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ("a<script>alert(1)</script><!-- c -->b", "ab"),
        ('<img src="x" onerror="y">', ""),
        ('<a href="javascript:x">a</a>', "a"),
        ("<svg><style><img src=x onerror=y></style></svg>", ""),
    ],
)
def test_the_second_wall_lets_only_our_elements_through(fragment: str, clean: str) -> None:
    assert clean_fragment(fragment) == clean


def full_work() -> Work:
    chapters: list[str | Block] = [
        make_block("The Fog", "heading", level=2),
        *STORY,
        make_block("~*~", "break"),
        make_block("The Docks", "heading", level=2),
        make_block("O fog\n  O smoke", "verse", runs=[(0, 12, "italic")]),
        make_block("Tea", "item"),
        make_block("Toast", "item"),
    ]
    return make_work(
        chapters,
        front=["Title: Fog", "By J. Doe"],
        back=["THE END", "Write to me!"],
        chapters=True,
        stated={
            "title": "Fog",
            "creators": ["J. Doe", "Ann Other"],
            "summary": "Fog.\n\nMore fog.",
            "language": "en-GB",
            "source_url": "https://example.org/fog",
        },
        derived={"rating": "General Audiences", "characters": ["John Watson"]},
    )


def test_a_page_is_html_without_a_parse_error() -> None:
    html5lib = pytest.importorskip("html5lib")
    work = full_work()
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(build_html(work, make_record(work), "w1"))


def test_a_page_needs_nothing_from_elsewhere() -> None:
    work = full_work()
    page = LexborHTMLParser(build_html(work, make_record(work), "w1"))
    assert page.css("script, link, img, iframe, object") == []
    sheet = first(page, "style").text()
    assert "--paper" in sheet
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_a_page_has_every_part_in_order() -> None:
    work = full_work()
    page = LexborHTMLParser(build_html(work, make_record(work), "w1"))
    assert first(page, "title").text() == "Fog"
    assert first(page, "header h1").text() == "Fog"
    assert first(page, ".by").text() == "by J. Doe and Ann Other"
    assert [a.text() for a in page.css("nav a")] == ["The Fog", "The Docks"]
    targets = [(a.attributes["href"] or "#")[1:] for a in page.css("nav a")]
    assert all(page.css_first(f"[id='{target}']") for target in targets)
    assert first(page, "main").attributes["lang"] == "en-GB"
    assert len(page.css("main section")) == 2
    assert first(page, "#after").text().split() == "After the story THE END Write to me!".split()
    assert [d.text() for d in page.css(".card .derived")] == ["John Watson", "General Audiences"]
    assert [s.text() for s in page.css("details summary")] == [
        "The header as it stood",
        "Who says so",
    ]


def test_an_undivided_story_has_no_contents() -> None:
    work = make_work()
    page = LexborHTMLParser(build_html(work, make_record(work), "w1"))
    assert page.css("nav") == []
    assert first(page, "title").text().startswith("The fog had eaten")
