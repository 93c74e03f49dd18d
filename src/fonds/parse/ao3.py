"""Downloads of the Archive of Our Own, as HTML and as EPUB, and of archives that run its code.

The EPUB is the HTML cut in pieces, with class names replaced (`calibre3`); identifiers,
definition lists and the order of things stay, so only those are relied upon.
"""

import re
from collections.abc import Iterator

from fonds.model.block import Block, Place
from fonds.model.claim import Claim, Evidence
from fonds.parse.html_blocks import find_blocks
from fonds.parse.known_page import (
    KnownPage,
    cite,
    find_links,
    join_texts,
    set_block,
    split_commas,
)
from fonds.parse.language_names import find_language_code
from fonds.parse.page import Draft, Page

BY = "ao3/1"

_POSTED = "Posted originally on the"
_REGIONS = ("preface", "chapters", "afterword")
_LISTS = {
    "archive warning": "warnings",
    "category": "categories",
    "categorie": "categories",
    "fandom": "fandoms",
    "relationship": "relationships",
    "character": "characters",
    "additional tag": "tags",
}
_SECTIONS = {
    "summary": "summary",
    "notes": "notes",
    "end notes": "notes",
    "chapter summary": "notes",
    "chapter notes": "notes",
    "chapter end notes": "notes",
}
_WORK_ADDRESS = re.compile(r"https?://[^/]+/(?:collections/[^/]+/)?works/\d+")
_PART = re.compile(r"Part (\d+) of")
_DATES = re.compile(r"(Published|Updated|Completed): (\d{4}-\d\d-\d\d)")
_WORDS = re.compile(r"Words: (\d[\d,.]*)")
_CHAPTERS = re.compile(r"Chapters: (\d+)/(\d+|\?)")


class _Part:
    """A draft with the part of the download it stands in."""

    __slots__ = ("draft", "is_quoted", "region", "text", "within")

    def __init__(self, draft: Draft, text: str, region: str, within: str, is_quoted: bool) -> None:
        self.draft = draft
        self.text = text
        self.region = region
        self.within = within
        self.is_quoted = is_quoted


def read_ao3(page: Page) -> KnownPage | None:
    """Read a page as a download of the Archive of Our Own.

    Args:
        page: an HTML download, or the documents of an EPUB download in reading order.

    Returns:
        All blocks with their places and a claim for every field the download states, or
        None when it is no such download.

    Cost: O(n).
    """
    ids = {element.id for element in page.elements if element.id in _REGIONS}
    if not {"preface", "chapters"} <= ids or _POSTED not in page.chars:
        return None
    parts = _find_parts(page)
    blocks, notes, summary = _place_blocks(page, parts)
    claims = (*_find_claims(page, parts), *_find_note_claims(page.chars, notes, summary))
    return KnownPage(tuple(blocks), tuple(claims))


def _find_parts(page: Page) -> list[_Part]:
    regions: list[str] = []
    tops: list[int] = []  # the element just below its region, or -1
    quoted: list[bool] = []
    for index, element in enumerate(page.elements):
        parent = element.parent
        above = regions[parent] if parent >= 0 else ""
        regions.append(element.id if element.id in _REGIONS else above)
        is_top = above != "" and tops[parent] < 0 and element.id not in _REGIONS
        tops.append(index if is_top else (tops[parent] if parent >= 0 else -1))
        quoted.append(element.tag == "blockquote" or (parent >= 0 and quoted[parent]))
    within: dict[int, str] = {}
    parts: list[_Part] = []
    for draft in page.drafts:
        text = page.chars[draft.start : draft.end]
        if draft.inside < 0:
            parts.append(_Part(draft, text, "", "", False))
            continue
        top = tops[draft.inside]
        region = regions[draft.inside]
        if region == "chapters" and top not in within:
            within[top] = _find_chapter_part(page, draft, top)
        is_quoted = quoted[draft.inside]
        parts.append(_Part(draft, text, region, within.get(top, ""), is_quoted))
    return parts


def _find_chapter_part(page: Page, draft: Draft, top: int) -> str:
    """Say what an element below `#chapters` holds; `draft` is the first text in it."""
    if top < 0:
        return "text"
    element = page.elements[top]
    if element.id.startswith("endnotes"):
        return "end"
    if element.tag == "h2":
        return "hidden" if "toc-heading" in element.classes else "head"
    if any(name.startswith("userstuff") for name in element.classes):
        return "text"
    if "meta" in element.classes:
        return "head"
    around = page.elements[draft.inside]
    is_heading = around.tag == "h2" and "heading" in around.classes
    return "head" if is_heading else "text"


def _place_blocks(
    page: Page, parts: list[_Part]
) -> tuple[list[Block], list[tuple[Place, list[Block]]], list[Block]]:
    """Give every block its place; collect the notes and the summary on the way."""
    blocks: list[Block] = []
    notes: list[tuple[Place, list[Block]]] = []
    summary: list[Block] = []
    section = ""
    before = -1
    for index, raw in find_blocks(page):
        part = parts[index]
        block = _place_block(part, raw)
        blocks.append(block)
        if not part.is_quoted and index != before:
            section = _SECTIONS.get(part.text.lower(), "")
            if section == "notes":
                notes.append((block.place, []))
        elif part.is_quoted and section == "summary":
            summary.append(block)
        elif part.is_quoted and section == "notes":
            notes[-1][1].append(block)
        if part.region == "chapters" and part.within == "text":
            section = ""
        before = index
    return blocks, notes, summary


def _place_block(part: _Part, block: Block) -> Block:
    place: Place = "front"
    if part.region == "afterword" or part.within == "end":
        place = "back"
    if part.region == "chapters" and (
        part.within == "text" or (part.within == "head" and block.kind == "heading")
    ):
        return block
    if block.kind == "heading":
        return set_block(block, "heading", place)
    if part.region == "chapters" or part.is_quoted or part.text.lower() in _SECTIONS:
        is_link = part.text.startswith("See the end of the ")
        return set_block(block, "chrome" if is_link else "note", place)
    is_frame = part.text.startswith(("See the end of the ", "Please drop by "))
    return set_block(block, "chrome" if is_frame else block.kind, place)


def _find_note_claims(
    chars: str, notes: list[tuple[Place, list[Block]]], summary: list[Block]
) -> Iterator[Claim]:
    if summary:
        evidence = tuple(_cite_block(chars, block) for block in summary)
        yield Claim("summary", join_texts(summary), "stated", 1.0, evidence, BY)
    filled = [(place, blocks) for place, blocks in notes if blocks]
    if filled:
        value = [{"where": place, "text": join_texts(blocks)} for place, blocks in filled]
        evidence = tuple(_cite_block(chars, block) for _, blocks in filled for block in blocks)
        yield Claim("notes", value, "stated", 1.0, evidence, BY)


def _cite_block(chars: str, block: Block) -> Evidence:
    return Evidence(0, block.start, block.end, chars[block.start : block.end])


def _find_claims(page: Page, parts: list[_Part]) -> Iterator[Claim]:
    after_title = False
    for part in parts:
        if part.region != "preface" or part.is_quoted:
            continue
        draft = part.draft
        tag = page.elements[draft.inside].tag
        if draft.kind == "heading" and draft.level == 1:
            title = part.text.replace("\n", " ")
            yield _claim("title", title, cite(page.chars, draft.start, draft.end))
            after_title = True
        elif after_title and part.text.startswith("by "):
            yield _find_creators(page, draft)
            after_title = False
        elif tag in ("dt", "dd"):
            yield from _find_stated(page, draft)
        elif _POSTED in part.text:
            for link in find_links(page, draft.start, draft.end):
                match = _WORK_ADDRESS.match(link.href)
                if match:
                    evidence = cite(page.chars, link.start, link.end)
                    yield _claim("source_url", match.group(0), evidence)
                    break


def _claim(field: str, value: object, evidence: tuple[Evidence, ...]) -> Claim:
    return Claim(field, value, "stated", 1.0, evidence, BY)


def _find_creators(page: Page, draft: Draft) -> Claim:
    """Read "by A, B" and "by A [archived by B]", where B only posted it."""
    archived = page.chars.find(" [archived by", draft.start, draft.end)
    end = draft.end if archived < 0 else archived
    spans = split_commas(page.chars, draft.start + len("by "), end)
    names = [page.chars[low:high] for low, high in spans]
    return _claim("creators", names, _cite_all(page, spans))


def _cite_all(page: Page, spans: list[tuple[int, int]]) -> tuple[Evidence, ...]:
    return tuple(found for low, high in spans for found in cite(page.chars, low, high))


def _find_stated(page: Page, draft: Draft) -> Iterator[Claim]:
    """Read one line of the list of tags: a label, a colon, values."""
    colon = page.chars.find(":", draft.start, draft.end)
    if colon < 0:
        return
    label = page.chars[draft.start : colon].lower().removesuffix("s")
    start = colon + 1
    while start < draft.end and page.chars[start] == " ":
        start += 1
    links = [(link.start, link.end) for link in find_links(page, start, draft.end)]
    whole = cite(page.chars, start, draft.end)
    if label in _LISTS:
        spans = links or split_commas(page.chars, start, draft.end)
        values = [page.chars[low:high] for low, high in spans]
        yield _claim(_LISTS[label], values, _cite_all(page, spans))
    elif label == "rating":
        value = page.chars[start : draft.end]
        yield _claim("rating", value, whole)
        yield _claim("rating_stated", value, whole)
    elif label == "language":
        code = find_language_code(page.chars[start : draft.end])
        if code:
            yield _claim("language", code, whole)
    elif label == "serie":
        yield from _find_series(page, start, draft.end, links)
    elif label == "stat":
        yield from _find_stats(page, start, draft.end)


def _find_series(page: Page, start: int, end: int, links: list[tuple[int, int]]) -> Iterator[Claim]:
    """Read "Part 2 of A, Part 1 of B"; the first one named counts most."""
    for order, match in enumerate(_PART.finditer(page.chars, start, end)):
        link = next((span for span in links if span[0] >= match.end()), None)
        if link is None:
            return
        value = {"title": page.chars[link[0] : link[1]], "index": float(match.group(1))}
        confidence = 1.0 if order == 0 else 0.9
        evidence = cite(page.chars, match.start(), link[1])
        yield Claim("series", value, "stated", confidence, evidence, BY)


def _find_stats(page: Page, start: int, end: int) -> Iterator[Claim]:
    chars = page.chars
    dates = {match.group(1): match for match in _DATES.finditer(chars, start, end)}
    date = dates.get("Published") or dates.get("Completed") or dates.get("Updated")
    if date:
        yield _claim("date", date.group(2), cite(chars, *date.span(2)))
    words = _WORDS.search(chars, start, end)
    if words:
        digits = re.sub(r"\D", "", words.group(1))
        yield _claim("words", int(digits), cite(chars, *words.span()))
    chapters = _CHAPTERS.search(chars, start, end)
    if chapters:
        is_complete = chapters.group(1) == chapters.group(2)
        yield _claim("complete", is_complete, cite(chars, *chapters.span()))
