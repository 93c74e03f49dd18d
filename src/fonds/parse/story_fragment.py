"""Story fragments: the text of a chapter as an archive's script keeps it, half text, half HTML.

Such scripts show a chapter as HTML and, where it has no tags of paragraphs, turn each end of a
line into a break. So a fragment is read as the script would have shown it, with one difference:
where a tag lacks its closing quotation mark a browser loses the words up to the next one, and
here they are kept.
"""

import re

from fonds.model.manuscript import Manuscript
from fonds.model.problem import Problem
from fonds.model.text import Step, Text
from fonds.parse.archive_codes import BROKEN_TAG
from fonds.parse.html import find_page_problems
from fonds.parse.html_blocks import find_blocks
from fonds.parse.html_walk import render_markup
from fonds.parse.markup import find_declared_charset
from fonds.parse.page import Page
from fonds.parse.plain import Decoder

FRAGMENT = "text/x-story-fragment"
"""The media type of such a text; it is ours, for no other names it."""

FRAGMENT_RENDER = "story-fragment/1"

_MARKED = re.compile(rb"<[A-Za-z/!][^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
_WHOLE_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:p|br|div|li|table|pre)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]{0,15}\s[^<>]*>")
_RULE = re.compile(r"\n?[ \t]{0,8}(<hr\b[^<>]*>)[ \t]{0,8}\n?", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_LONG_VALUE = 300
"""Characters of a value in quotation marks that itself holds a ">"."""
_HEAD_BYTES = 4_096
_TEXTS = ("text/", "message/", "application/mbox", "application/octet-stream", "application/xhtml")


def find_chapter_type(data: bytes, sniffed: str) -> str:
    r"""Find how the text of a chapter is to be read.

    Mail headers at its top, which make a file of a heap a mail, make no mail of a chapter.

    Args:
        data: its bytes.
        sniffed: the media type of any file with this content.

    Returns:
        `sniffed` for what is no text; else that of a page, a fragment or plain text.

    Cost: O(n) where no tag is found.

    Example:
        >>> find_chapter_type(b"From: Alice\n\nDear <i>Hatter</i>", "message/rfc822")
        'text/x-story-fragment'
        >>> find_chapter_type(b"From: Alice\n\nDear Hatter", "message/rfc822")
        'text/plain'
    """
    if not sniffed.startswith(_TEXTS) or sniffed in ("text/rtf", "text/markdown"):
        return sniffed
    if _WHOLE_PAGE.search(data[:_HEAD_BYTES]) is not None:
        return "text/html"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "text/plain"
    return FRAGMENT if _MARKED.search(data) is not None else "text/plain"


def read_fragment(data: bytes, decode: Decoder) -> Manuscript:
    """Read a fragment.

    Args:
        data: the original's bytes.
        decode: bytes and a declared charset (or None) to a text and its problems.

    Returns:
        A manuscript; none of its blocks is taken for the frame of a site.

    Cost: O(n).
    """
    source, problems = decode(data, find_declared_charset(data))
    page, mended = _render(source.chars)
    step = Step("render", FRAGMENT_RENDER, 0, len(source.chars))
    text = Text(page.chars, (*source.steps, step), source.encoding)
    blocks = tuple(block for _, block in find_blocks(page))
    found = [*problems, *find_page_problems(page)]
    if mended:
        times = "one tag lacks its" if mended == 1 else f"{mended} tags lack their"
        found.append(
            Problem(BROKEN_TAG, f"In this chapter {times} closing quotation mark; no word is lost.")
        )
    return Manuscript(text, blocks, problems=tuple(found))


def render_fragment(data: bytes, decode: Decoder) -> str:
    """Render a fragment to characters, as `read_fragment` does; used to replay its steps.

    Cost: O(n).
    """
    source, _ = decode(data, find_declared_charset(data))
    return _render(source.chars)[0].chars


def strip_markup(text: str) -> str:
    r"""Give the words of a value that may hold HTML, as they would be shown.

    Args:
        text: n characters: a title, a summary, a note.

    Returns:
        Paragraphs with a blank line between, white space at the ends gone.

    Cost: O(n).

    Example:
        >>> strip_markup("&nbsp;<p> &nbsp;</p>Toto &amp; Dorothy<br>go home.")
        'Toto & Dorothy\ngo home.'
    """
    if "<" not in text and "&" not in text:
        return _BLANK.sub("\n\n", text.replace("\r\n", "\n")).strip()
    return _render(text.replace("\r\n", "\n"))[0].chars.replace("\xa0", " ").strip()


def find_links(markup: str) -> tuple[str, ...]:
    """Find the addresses that a fragment's links lead to, in order.

    Cost: O(n).

    Example:
        >>> find_links('Read it <a href="http://oz.example/gate.html">here</a>')
        ('http://oz.example/gate.html',)
    """
    page, _ = _render(markup)
    hrefs = (link.href for link in page.links)
    return tuple(href for href in hrefs if href.startswith(("http://", "https://")))


def _render(chars: str) -> tuple[Page, int]:
    markup, mended = _mend_tags(chars)
    if _PARAGRAPHS.search(markup) is None:
        markup = _RULE.sub(r"\1", markup)
        markup = _BLANK.sub("<p>", markup.strip("\n")).replace("\n", "<br>")
    return render_markup(markup), mended


def _mend_tags(chars: str) -> tuple[str, int]:
    """Close the quotation marks that a tag leaves open."""
    parts: list[str] = []
    place = mended = 0
    for found in _TAG.finditer(chars):
        tag = found.group()
        if tag.count('"') % 2 == 0 or _goes_on(chars, found.end()):
            continue
        parts += [chars[place : found.end() - 1], '"', ">"]
        place = found.end()
        mended += 1
    if not mended:
        return chars, 0
    parts.append(chars[place:])
    return "".join(parts), mended


def _goes_on(chars: str, place: int) -> bool:
    """Whether the ">" before `place` stands inside a value: alt="a > b"."""
    closes = chars.find('"', place, place + _LONG_VALUE)
    inside = chars[place:closes] if closes >= 0 else "<"
    return "<" not in inside and "\n" not in inside
