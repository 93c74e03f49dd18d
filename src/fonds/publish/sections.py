"""Sections: a work's blocks as front matter, chapters and back matter."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from fonds.model.block import Block
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.characters import clean_characters, one_line, shorten
from fonds.publish.repaired import repair_each

LONGEST_LABEL = 120
"""Characters of a title in a table of contents: two lines of an e-reader's menu."""


class Section(Struct, frozen=True):
    """A chapter as it is published, or the whole story when it has none.

    Attributes:
        label: what a table of contents calls it; one line, never empty.
        heading: a title to set above it when its blocks do not begin with one, or None.
        number: 1 for the first chapter; 0 for what stands before it and for a story
            without chapters.
        blocks: its blocks in order; never empty.
    """

    label: str
    heading: str | None
    number: int
    blocks: tuple[Block, ...]


class Sections(Struct, frozen=True):
    """All that is published of a work's text; every block but `chrome` is in one part.

    Attributes:
        front: the header and all else before the story, of every source.
        story: s sections in reading order; empty when the body holds nothing.
        back: what follows the story, of every source.
    """

    front: tuple[Block, ...]
    story: tuple[Section, ...]
    back: tuple[Block, ...]


def split_work(work: Work, record: Record) -> Sections:
    """Split a work's blocks into front matter, chapters and back matter.

    A block of the body belongs to the last chapter that begins at or before it, so that
    none is lost between chapters. What is damaged and can be mended is mended.

    Args:
        work: a work of b blocks and c chapters.
        record: its record; title and incipit are read for the label of a story without
            chapters, and the repairs, which are made here.

    Returns:
        The sections; those without anything to show are left out.

    Cost: O(b + c).
    """
    mended = repair_each(work.blocks, record.repairs)
    shown = [(i, block) for i, whole in enumerate(mended) for block in whole if _is_shown(block)]
    front = tuple(block for _, block in shown if block.place == "front")
    back = tuple(block for _, block in shown if block.place == "back")
    body = [(i, block) for i, block in shown if block.place == "body"]
    starts = [chapter.first for chapter in work.chapters]
    parts: list[list[Block]] = [[] for _ in range(len(starts) + 1)]
    number = 0
    for index, block in body:
        while number < len(starts) and starts[number] <= index:
            number += 1
        parts[number].append(block)
    story: list[Section] = []
    if parts[0]:
        label = give_title(record) if len(parts) == 1 else "Opening"
        story.append(Section(shorten(label, LONGEST_LABEL), None, 0, tuple(parts[0])))
    for number, blocks in enumerate(parts[1:], start=1):
        if blocks:
            story.append(_make_chapter(work.chapters[number - 1].title, number, blocks))
    return Sections(front, tuple(story), back)


def give_title(record: Record) -> str:
    """Give the line that names a work: its title, or else its first words.

    Args:
        record: the work's record.

    Returns:
        One clean line, never empty and never shortened.

    Cost: O(n) in the length of the title.
    """
    title = one_line(record.title or "")
    if title:
        return title
    incipit = one_line(record.incipit)
    return f"{incipit.rstrip('.… ')}…" if incipit.rstrip(".… ") else "Untitled"


def _make_chapter(title: str | None, number: int, blocks: Sequence[Block]) -> Section:
    first = blocks[0]
    line = one_line(title or "")
    if first.kind == "heading":
        label, heading = line or one_line(first.text), None
    elif line and one_line(first.text) == line:
        first = msgspec.structs.replace(first, kind="heading", level=1)
        label, heading = line, None
    else:
        label, heading = line, line or None
    label = shorten(label, LONGEST_LABEL) or f"Chapter {number}"
    return Section(label, heading, number, (first, *blocks[1:]))


def _is_shown(block: Block) -> bool:
    if block.kind == "chrome":
        return False
    return block.kind == "break" or bool(clean_characters(block.text).strip())
