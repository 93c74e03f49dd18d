"""HTML: saved pages, exports, and what other formats are turned into."""

import re

from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence
from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.text import Step, Text
from fonds.parse.ao3 import read_ao3
from fonds.parse.fanficfare import read_fanficfare
from fonds.parse.html_blocks import find_blocks
from fonds.parse.html_walk import render_markup
from fonds.parse.markup import find_declared_charset, is_xhtml
from fonds.parse.page import Page
from fonds.parse.plain import Decoder
from fonds.parse.site_chrome import find_chrome

HTML_RENDER = "html/1"
BY = "html/1"

TOO_DEEP = "parse.too-deep"
NO_TEXT = "parse.no-text"

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{8,500}?) ?-->")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_ADDRESS = re.compile(r"[<(]?\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}[>)]?")
_NO_TITLE = re.compile(
    r"(?:untitled|new page|page|document|welcome|home|index|story|title|no title|microsoft word)"
    r"[\s\d._-]*(?:document|page|\.html?|to .{0,40})?",
    re.IGNORECASE,
)
_SEARCHED = 5000
"""Where a title or name that the head states is looked for in the text, as evidence."""


def read_html(data: bytes, decode: Decoder) -> Manuscript:
    """Read a web page.

    Args:
        data: the original's bytes.
        decode: bytes and a declared charset (or None) to a text and its problems.

    Returns:
        A manuscript; settled when the page is a download from a site we know.

    Cost: O(n) for any page whose tags nest less than 8,000 deep.
    """
    source, problems = decode(data, find_declared_charset(data))
    page = render_markup(source.chars, is_xhtml=is_xhtml(source.chars))
    step = Step("render", HTML_RENDER, 0, len(source.chars))
    text = Text(page.chars, (*source.steps, step), source.encoding)
    saved = _SAVED_FROM.search(source.chars[:3000])
    return read_page(page, text, problems, saved_from=saved.group(1) if saved else "")


def render_html(data: bytes, decode: Decoder) -> str:
    """Render a web page to characters, as `read_html` does; used to replay its steps.

    Cost: O(n).
    """
    source, _ = decode(data, find_declared_charset(data))
    return render_markup(source.chars, is_xhtml=is_xhtml(source.chars)).chars


def read_page(
    page: Page,
    text: Text,
    problems: tuple[Problem, ...] = (),
    *,
    saved_from: str = "",
) -> Manuscript:
    """Read a rendered page: as a known site's download if it is one, else as any page.

    Args:
        page: the page.
        text: its characters with the steps that made them.
        problems: what was odd on the way here.
        saved_from: the address a browser noted when it saved the page, or "".

    Returns:
        A manuscript of `text`.

    Cost: O(n).
    """
    problems = (*problems, *find_page_problems(page))
    known = read_ao3(page) or read_fanficfare(page)
    if known is not None:
        return Manuscript(text, known.blocks, known.claims, settled=True, problems=problems)
    claims = find_head_claims(page, saved_from)
    return Manuscript(text, find_page_blocks(page), claims, problems=problems)


def find_page_problems(page: Page) -> tuple[Problem, ...]:
    """Say what is odd about a page.

    Cost: O(1).
    """
    found: list[Problem] = []
    if page.dropped:
        message = f"tags nest too deep: {page.dropped} start tags were left out; no word is lost"
        found.append(Problem(TOO_DEEP, message))
    if not page.drafts:
        found.append(Problem(NO_TEXT, "nothing in this file shows as text"))
    return tuple(found)


def find_page_blocks(page: Page) -> tuple[Block, ...]:
    """Make the blocks of a page, the site's own words marked as chrome.

    Cost: O(n).

    Example:
        >>> page = render_markup("<nav><a href=x>Home</a></nav><p>The fog came down.")
        >>> [(block.kind, block.place, block.text) for block in find_page_blocks(page)]
        [('chrome', 'front', 'Home'), ('paragraph', 'body', 'The fog came down.')]
    """
    chrome = find_chrome(page)
    found: list[Block] = []
    for index, block in find_blocks(page):
        place = chrome.get(index)
        if place is None:
            found.append(block)
            continue
        found.append(Block("chrome", block.text, block.start, block.end, block.runs, place))
    return tuple(found)


def find_head_claims(page: Page, saved_from: str = "") -> tuple[Claim, ...]:
    """Read what the head of a page states of it.

    A page's title is often its site's, and "author" whoever made the site: confidence is
    low, so that anything a story says of itself wins.

    Args:
        page: the page.
        saved_from: the address a browser noted when it saved the page, or "".

    Cost: O(metas), and one search a value in the first 5,000 characters.
    """
    metas = dict(reversed(page.metas))
    found: list[Claim] = []

    def state(field: str, value: object, confidence: float, words: str) -> None:
        evidence = _find_evidence(page.chars, words)
        found.append(Claim(field, value, "stated", confidence, evidence, BY))

    for title, confidence in (
        (metas.get("dc.title", ""), 0.6),
        (metas.get("og:title", ""), 0.45),
        (page.titles[0] if page.titles else "", 0.4),
    ):
        clean = " ".join(title.split())
        if clean and not _NO_TITLE.fullmatch(clean):
            state("title", clean, confidence, clean)
    for name in ("dc.creator", "author", "article:author"):
        creator = " ".join(_ADDRESS.sub(" ", metas.get(name, "")).split()).strip(" ,;()<>")
        if creator and "://" not in creator and len(creator) <= 100:
            state("creators", [creator], 0.5, creator)
    addresses = ((page.canonical, 0.8), (metas.get("og:url", ""), 0.7), (saved_from, 0.8))
    for address, confidence in addresses:
        if address.startswith(("http://", "https://")):
            state("source_url", address, confidence, "")
    if _LANGUAGE.fullmatch(page.language):
        state("language", page.language, 0.4, "")
    for name in ("dc.date", "article:published_time"):
        match = _DATE.match(metas.get(name, ""))
        if match:
            state("date", match.group(0), 0.6, match.group(0))
    return tuple(found)


def _find_evidence(chars: str, words: str) -> tuple[Evidence, ...]:
    start = chars.find(words, 0, _SEARCHED) if words else -1
    return () if start < 0 else (Evidence(0, start, start + len(words), words),)
