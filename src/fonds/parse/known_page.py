"""What a download from a known site gives: blocks with their place, and claims."""

import re
from collections.abc import Iterable

from msgspec import Struct

from fonds.model.block import Block, BlockKind, Place
from fonds.model.claim import Claim, Evidence
from fonds.parse.page import Link, Page


class KnownPage(Struct, frozen=True):
    """A page whose site says what each part of it is.

    Attributes:
        blocks: all blocks, each with its place.
        claims: every field the site states.
    """

    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]


_COMMA = re.compile(r",\s+")


def set_block(block: Block, kind: BlockKind, place: Place) -> Block:
    """Give a block another kind and place.

    Example:
        >>> set_block(Block("quote", "A", 0, 1), "note", "front").kind
        'note'
    """
    if block.kind == "break":
        kind = "break"
    level = block.level if kind == "heading" else 0
    return Block(kind, block.text, block.start, block.end, block.runs, place, level=level)


def cite(chars: str, start: int, end: int) -> tuple[Evidence, ...]:
    """Quote a stretch as evidence; nothing for an empty one."""
    return (Evidence(0, start, end, chars[start:end]),) if start < end else ()


def find_links(page: Page, start: int, end: int) -> list[Link]:
    """List the links that lie in a stretch, in order of their characters.

    Cost: O(links).
    """
    found = [link for link in page.links if start <= link.start and link.end <= end]
    return sorted(found, key=lambda link: link.start)


def split_commas(chars: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a list at its commas, but not within brackets: spans of its items.

    Args:
        chars: the text.
        start: where the list begins, half-open.
        end: one past its end.

    Example:
        >>> text = "Alice, Queen (Hearts, Red), Hatter"
        >>> [text[a:b] for a, b in split_commas(text, 0, len(text))]
        ['Alice', 'Queen (Hearts, Red)', 'Hatter']
    """
    found: list[tuple[int, int]] = []
    first = start
    for match in _COMMA.finditer(chars, start, end):
        inside = chars[first : match.start()]
        if inside.count("(") > inside.count(")"):
            continue
        found.append((first, match.start()))
        first = match.end()
    found.append((first, end))
    return [(low, high) for low, high in found if chars[low:high].strip()]


def join_texts(blocks: Iterable[Block]) -> str:
    """Join the texts of blocks as paragraphs."""
    return "\n\n".join(block.text for block in blocks)
