"""Word processors: named styles, and what a document holds beside its text."""

import re
from collections.abc import Mapping

from msgspec import Struct

from fonds.model.block import Block, BlockKind, Style
from fonds.parse.html_blocks import find_blocks
from fonds.parse.known_page import set_block
from fonds.parse.page import Page

RUNNING = "running-head"
"""Element name of headers and footers that stand on every page."""

NOTES = "notes"
"""Element name of footnotes and endnotes."""

CONTENTS = "contents"
"""Element name of tables of contents and indexes."""

_NAMES: Mapping[str, tuple[BlockKind, int]] = {
    "title": ("heading", 1),
    "subtitle": ("heading", 2),
    "quote": ("quote", 0),
    "intense quote": ("quote", 0),
    "quotations": ("quote", 0),
    "block text": ("quote", 0),
    "list bullet": ("item", 0),
    "list number": ("item", 0),
    "horizontal line": ("break", 0),
}
_NO_NAMES = frozenset(
    "user|windows user|microsoft office user|microsoft|admin|administrator|owner|author|unknown|"
    "python-docx|default|customer|valued customer|home|me|you|test|".split("|")
)
_NO_WORDS = frozenset({"computer", "user", "pc", "laptop", "customer", "owner"})
_NO_TITLE = re.compile(
    r"(?:untitled|document|doc|unbenannt|no title|title)\W?\d{0,4}", re.IGNORECASE
)
_MAX_CHAIN = 20
"""Styles that inherit from one another; Word itself allows eleven."""


class NamedStyle(Struct):
    """What a named style says; None where it says nothing and its parent speaks.

    Attributes:
        parent: the style it inherits from, or "".
        kind: what a paragraph in it is.
        level: 1..6 for a heading, else 0.
        centred: set in the middle.
        marks: inline styles, and whether they are switched on or off.
    """

    parent: str = ""
    kind: BlockKind | None = None
    level: int = 0
    centred: bool | None = None
    marks: dict[Style, bool] = {}


def find_named_kind(name: str) -> tuple[BlockKind | None, int]:
    """Tell what a paragraph is by the name of its style, as word processors name them.

    Example:
        >>> find_named_kind("Heading 2"), find_named_kind("Text body")
        (('heading', 2), (None, 0))
    """
    low = name.lower().replace("_20_", " ").strip()
    if low.startswith("heading ") and low[8:].strip().isdecimal():
        return "heading", min(6, max(1, int(low[8:].strip()[:3])))
    return _NAMES.get(low, (None, 0))


def resolve_style(styles: Mapping[str, NamedStyle], name: str) -> NamedStyle:
    """Follow a style's parents and say what holds in the end.

    Args:
        styles: by name.
        name: a style; one that is not among them may still be known by its name.

    Cost: O(parents), at most 20; a style that inherits from itself ends there.
    """
    merged = NamedStyle(marks={})
    if name not in styles:
        merged.kind, merged.level = find_named_kind(name)
    for _ in range(_MAX_CHAIN):
        found = styles.get(name)
        if found is None:
            break
        if merged.kind is None and found.kind is not None:
            merged.kind, merged.level = found.kind, found.level
        if merged.centred is None:
            merged.centred = found.centred
        merged.marks = {**found.marks, **merged.marks}
        name = found.parent
    return merged


def find_office_blocks(page: Page) -> tuple[Block, ...]:
    """Make the blocks of a word processor's document.

    Running heads and tables of contents are chrome; foot- and endnotes are notes behind
    the text.

    Cost: O(n).
    """
    beside: list[str] = []
    for element in page.elements:
        above = beside[element.parent] if element.parent >= 0 else ""
        beside.append(element.tag if element.tag in (RUNNING, NOTES, CONTENTS) else above)
    found: list[Block] = []
    for index, block in find_blocks(page):
        inside = page.drafts[index].inside
        part = beside[inside] if inside >= 0 else ""
        if part == NOTES:
            found.append(set_block(block, "note", "back"))
        elif part:
            is_back = part == RUNNING and page.elements[inside].id == "foot"
            found.append(set_block(block, "chrome", "back" if is_back else "front"))
        else:
            found.append(block)
    return tuple(found)


def is_person(name: str) -> bool:
    """Tell whether a document's "author" may be a name, not what an installer wrote.

    Example:
        >>> is_person("Irene Adler"), is_person("Microsoft Office User")
        (True, False)
    """
    low = name.strip().lower()
    return low not in _NO_NAMES and "@" not in name and not set(low.split()) & _NO_WORDS


def is_office_title(title: str) -> bool:
    """Tell whether a document's "title" may be one, not what a program put there.

    Example:
        >>> is_office_title("The Fog"), is_office_title("Document1")
        (True, False)
    """
    return _NO_TITLE.fullmatch(title.strip()) is None
