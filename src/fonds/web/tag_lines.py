"""Tag lines: names and what was decided of them, ready to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct

from fonds.library.acts import Change
from fonds.library.tags import TagLine
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import one_line

PAGE_NAMES = 100
"""Names a page: a form holds a box for each, and as many names as its room takes."""

PAGE_LETTERS = 12_000
"""Characters of them all, so that a form of all of them is no more than we take."""


class Row(Struct, frozen=True):
    """A name in a list.

    Attributes:
        line: the name, and what was decided of it.
        url: of its page.
        is_plain: whether a form may send it: it holds no address, which we never show.
    """

    line: TagLine
    url: str
    is_plain: bool


class Link(Struct, frozen=True):
    """A name that leads to its page."""

    kind: str
    name: str
    url: str


def tag_url(kind: str, name: str) -> str:
    """Give the address of a name's page.

    Example:
        >>> tag_url("relationship", "Jane & Lizzy/Mary?")
        '/tags/one?kind=relationship&name=Jane+%26+Lizzy%2FMary%3F'
    """
    return f"/tags/one?{urlencode({'kind': kind, 'name': name})}"


def make_row(line: TagLine) -> Row:
    """Make a name ready to be listed."""
    plain = mask_addresses(line.name) == line.name
    return Row(line, tag_url(line.kind, line.name) if plain else "", plain)


def cut_lines(lines: Sequence[TagLine]) -> tuple[tuple[TagLine, ...], ...]:
    """Cut names into pages of so many, fewer where they are long; one page at least."""
    pages: list[tuple[TagLine, ...]] = []
    page: list[TagLine] = []
    letters = 0
    for line in lines:
        if page and (len(page) == PAGE_NAMES or letters + len(line.name) > PAGE_LETTERS):
            pages.append(tuple(page))
            page, letters = [], 0
        page.append(line)
        letters += len(line.name)
    return (*pages, tuple(page)) if page or not pages else tuple(pages)


def link_names(pairs: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Give names, as (kind, name), links to their pages."""
    return tuple(Link(kind, name, tag_url(kind, name)) for kind, name in pairs)


def say_change(change: Change) -> str:
    """Say a change of a name in words."""
    name = one_line(change.key[1])
    if change.cell == "broader":
        verb = "under" if change.after else "no longer under"
        return f"“{name}” {verb} “{one_line(change.key[3])}”"
    return f"“{name}”: {_say_held(change.before, name)} → {_say_held(change.after, name)}"


def _say_held(held: Mapping[str, Any] | None, name: str) -> str:
    if held is None:
        return "undecided"
    if held["canonical"] is None:
        return "as typed"
    stands = one_line(held["canonical"])
    return "canonical" if stands == name else f"synonym of “{stands}”"
