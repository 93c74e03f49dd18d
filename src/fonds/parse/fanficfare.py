"""Stories that FanFicFare packed, as HTML and as EPUB."""

import re
from collections.abc import Iterator

from fonds.model.block import Block, BlockKind, Place
from fonds.model.claim import Claim, Evidence
from fonds.parse.html_blocks import find_blocks
from fonds.parse.known_page import KnownPage, cite, find_links, set_block, split_commas
from fonds.parse.language_names import find_language_code
from fonds.parse.page import Draft, Page

BY = "fanficfare/1"

_LISTS = {
    "category": "fandoms",
    "fandoms": "fandoms",
    "genre": "tags",
    "freeform tags": "tags",
    "freefrom tags": "tags",
    "extra tags": "tags",
    "erotica tags": "tags",
    "characters": "characters",
    "relationships": "relationships",
    "warnings": "warnings",
    "content warnings": "warnings",
    "ao3 categories": "categories",
}
_TEXTS = {"disclaimer": "disclaimer", "summary": "summary"}
_OTHERS = frozenset(
    [
        *("series", "status", "published", "updated", "packaged", "rating", "chapters", "words"),
        *("publisher", "language", "story url", "author url", "series url", "site abbrev"),
        *("file format", "file extension", "story id", "author id", "downloader version"),
        *("title", "author", "story notes", "kudos", "hits", "comments", "bookmarks", "reviews"),
        *("collections", "additional series", "chapters/total chapters", "total chapters"),
    ]
)
_LABELS = {*_LISTS, *_TEXTS, *_OTHERS}
_AO3_RATINGS = frozenset(
    ["Not Rated", "General Audiences", "Teen And Up Audiences", "Mature", "Explicit"]
)
_COMPLETE = {"completed": True, "complete": True, "in-progress": False, "work in progress": False}
_LABEL = re.compile(r"([A-Z][\w/ ]{2,30}):(?:\s|$)")
_SERIES = re.compile(r"(.{1,300}) \[(\d{1,6}(?:\.\d{1,3})?)\]", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SECTION = re.compile(r"section\d{4}")
_TITLE_PAGES = frozenset({"fff_titlepage", "fff_coverpage"})


def read_fanficfare(page: Page) -> KnownPage | None:
    """Read a page as a story packed by FanFicFare.

    Args:
        page: its HTML, or the documents of its EPUB in reading order.

    Returns:
        All blocks with their places and a claim for every field its title page states,
        or None when it is no such story.

    Cost: O(n).
    """
    starts = _find_parts(page)
    if starts is None or not page.drafts:
        return None
    claims = list(_find_title(page, page.drafts[0]))
    claims.extend(_find_stated(page, starts["front"]))
    return KnownPage(tuple(_place_blocks(page, starts)), tuple(claims))


def _find_parts(page: Page) -> dict[str, frozenset[int]] | None:
    """Say which drafts are front matter, table of contents, chapter titles and log."""
    classes = {name for element in page.elements for name in element.classes}
    if "fff_titlepage" in classes:
        return _find_epub_parts(page)
    names = {name for name, _ in page.anchors}
    sections = [place for name, place in page.anchors if _SECTION.fullmatch(name)]
    is_titled = bool(page.drafts) and page.drafts[0].kind == "heading"
    if not sections or not is_titled or not (names & {"TOCTOP"} or _has_packed_line(page)):
        return None
    first = sections[0]
    fronts = [i for i, draft in enumerate(page.drafts) if draft.start < first]
    toc_place = next((place for name, place in page.anchors if name == "TOCTOP"), first)
    # A heading begins at its anchor, or behind the blank line that the anchor stands before.
    places = {place + gap for place in sections for gap in (0, 2)}
    titles = [
        i
        for i, draft in enumerate(page.drafts)
        if draft.kind == "heading" and draft.start in places
    ]
    toc = [i for i in fronts if page.drafts[i].start >= toc_place]
    return {
        "front": frozenset(set(fronts) - set(toc)),
        "toc": frozenset(toc),
        "titles": frozenset(titles),
        "log": frozenset(),
    }


def _has_packed_line(page: Page) -> bool:
    return "\nPackaged: " in page.chars[:20_000]


def _find_epub_parts(page: Page) -> dict[str, frozenset[int]]:
    kinds: list[str] = []
    for element in page.elements:
        above = kinds[element.parent] if element.parent >= 0 else ""
        own = next((name for name in element.classes if name.startswith("fff_")), above)
        kinds.append(own)
    found: dict[str, set[int]] = {"front": set(), "toc": set(), "titles": set(), "log": set()}
    for index, draft in enumerate(page.drafts):
        kind = kinds[draft.inside] if draft.inside >= 0 else ""
        if kind in _TITLE_PAGES:
            found["front"].add(index)
        elif kind == "fff_tocpage":
            found["toc"].add(index)
        elif kind == "fff_logpage":
            found["log"].add(index)
        elif kind == "fff_chapter_title":
            found["titles"].add(index)
    return {name: frozenset(indices) for name, indices in found.items()}


def _place_blocks(page: Page, parts: dict[str, frozenset[int]]) -> Iterator[Block]:
    for index, block in find_blocks(page):
        if index in parts["front"]:
            yield set_block(block, block.kind, "front")
        elif index in parts["toc"] or index in parts["log"]:
            place: Place = "front" if index in parts["toc"] else "back"
            yield set_block(block, "chrome", place)
        elif index in parts["titles"]:
            # The HTML sets chapter titles one size larger than the EPUB.
            kind: BlockKind = "heading"
            yield Block(kind, block.text, block.start, block.end, block.runs, level=2)
        else:
            yield block


def _claim(field: str, value: object, evidence: tuple[Evidence, ...]) -> Claim:
    return Claim(field, value, "stated", 1.0, evidence, BY)


def _find_title(page: Page, draft: Draft) -> Iterator[Claim]:
    """Read "<a>Title</a> by <a class='authorlink'>Name</a>, …"."""
    links = find_links(page, draft.start, draft.end)
    if not links or links[0].start != draft.start:
        return
    title = links[0]
    yield _claim(
        "title", page.chars[title.start : title.end], cite(page.chars, title.start, title.end)
    )
    if title.href.startswith(("http://", "https://")):
        yield _claim("source_url", title.href, cite(page.chars, title.start, title.end))
    spans = [(link.start, link.end) for link in links[1:] if "authorlink" in link.name.split()]
    if not spans and page.chars.startswith(" by ", title.end):
        spans = split_commas(page.chars, title.end + len(" by "), draft.end)
    if spans:
        names = [page.chars[low:high] for low, high in spans]
        evidence = tuple(found for span in spans for found in cite(page.chars, *span))
        yield _claim("creators", names, evidence)


def _find_stated(page: Page, front: frozenset[int]) -> Iterator[Claim]:
    lists: dict[str, tuple[list[str], list[Evidence]]] = {}
    dates: dict[str, tuple[int, int]] = {}
    for label, start, end in _find_lines(page, sorted(front)[1:]):
        if label in _LISTS:
            values, evidence = lists.setdefault(_LISTS[label], ([], []))
            for low, high in split_commas(page.chars, start, end):
                if page.chars[low:high] not in values:
                    values.append(page.chars[low:high])
                    evidence.extend(cite(page.chars, low, high))
        elif label in ("published", "updated"):
            dates[label] = (start, end)
        else:
            yield from _find_value(page, label, start, end)
    for field, (values, evidence) in lists.items():
        yield _claim(field, values, tuple(evidence))
    span = dates.get("published") or dates.get("updated")
    match = _DATE.match(page.chars, span[0], span[1]) if span else None
    if match:
        yield _claim("date", match.group(0), cite(page.chars, *match.span()))


def _find_lines(page: Page, front: list[int]) -> list[tuple[str, int, int]]:
    """Cut the title page at its labels: (label, start and end of its value).

    A value may run over several paragraphs, as summaries do; only labels that FanFicFare
    prints, at the start of a line, end one.
    """
    found: list[tuple[str, int, int]] = []
    for index in front:
        draft = page.drafts[index]
        start = draft.start
        for line in page.chars[draft.start : draft.end].split("\n"):
            match = _LABEL.match(line)
            if match and match.group(1).lower() in _LABELS:
                found.append((match.group(1).lower(), start + match.end(), start + len(line)))
            elif found:
                label, first, _ = found[-1]
                first = start if first >= found[-1][2] else first
                found[-1] = (label, first, start + len(line))
            start += len(line) + 1
    return [(label, start, end) for label, start, end in found if start < end]


def _find_value(page: Page, label: str, start: int, end: int) -> Iterator[Claim]:
    value = page.chars[start:end]
    evidence = cite(page.chars, start, end)
    if label in _TEXTS:
        yield _claim(_TEXTS[label], value, evidence)
    elif label == "status" and value.lower() in _COMPLETE:
        yield _claim("complete", _COMPLETE[value.lower()], evidence)
    elif label == "rating":
        yield _claim("rating_stated", value, evidence)
        if value in _AO3_RATINGS:
            yield _claim("rating", value, evidence)
    elif label == "series":
        match = _SERIES.fullmatch(value)
        title = match.group(1) if match else value
        index = float(match.group(2)) if match else None
        yield _claim("series", {"title": title, "index": index}, evidence)
    elif label == "language":
        code = find_language_code(value)
        if code:
            yield _claim("language", code, evidence)
    elif label == "words" and value.replace(",", "").isdecimal():
        yield _claim("words", int(value.replace(",", "")), evidence)
    elif label == "story notes":
        yield _claim("notes", [{"where": "front", "text": value}], evidence)
    elif label == "story url" and value.startswith(("http://", "https://")):
        yield _claim("source_url", value, evidence)
