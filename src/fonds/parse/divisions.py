"""Divisions: chapters and scenes of a story's blocks."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from fonds.model.block import Block
from fonds.model.work import Chapter
from fonds.parse.scene_heads import opens_later
from fonds.parse.titles import is_chapter_heading, is_title_case

_NUMERAL = re.compile(r"[\W_]{0,8}(?:[IVX]{1,6}|\d{1,2})[.):]?[\W_]{0,8}")


_FEW_GAPS = 8
_LEAP_GAP = 4
"""Ends of lines: three blank lines before a leap in time part scenes in any text."""


def mark_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Turn body paragraphs that head chapters into headings.

    A bare numeral is a heading only when the story has two or more of them; "2." in a list
    of clues is not.

    Args:
        blocks: n blocks of one story, in order.

    Returns:
        n blocks; only `kind` and `level` differ.

    Cost: O(n).
    """
    candidates = [
        index
        for index, block in enumerate(blocks)
        if block.place == "body"
        and block.kind in ("paragraph", "verse", "item", "quote")
        and len(block.text) <= 120
        and is_chapter_heading(" ".join(block.text.split()))
    ]
    numerals = [i for i in candidates if _NUMERAL.fullmatch(blocks[i].text)]
    if len(numerals) == 1:
        candidates = [i for i in candidates if i not in numerals]
    marked = list(blocks)
    for index in candidates:
        marked[index] = structs.replace(blocks[index], kind="heading", level=2)
        below = index + 1
        if below < len(blocks) - 1 and _names_chapter(blocks[index], blocks[below]):
            marked[below] = structs.replace(blocks[below], kind="heading", level=3)
    return tuple(marked)


def _names_chapter(heading: Block, block: Block) -> bool:
    """Whether a line below "Chapter 2" is that chapter's name: "The Rain"."""
    bare = is_chapter_heading(heading.text) and len(heading.text.split()) <= 3
    return (
        bare
        and block.place == "body"
        and block.kind in ("paragraph", "verse")
        and len(block.text) < 60
        and "\n" not in block.text
        and block.text[-1:] not in ".,;!?\"”’'"
        and is_title_case(block.text)
    )


def find_chapters(blocks: Sequence[Block]) -> tuple[Chapter, ...]:
    """Find the chapters: from each heading of the body to the next.

    A heading that follows another at once is its subtitle. Text before the first heading
    is a chapter without a title, unless it is only breaks. A lone heading at the very top
    divides nothing, but is still told as the one chapter's title.

    Args:
        blocks: n blocks of one work.

    Returns:
        c chapters over `blocks`, ascending; none when the story is undivided.

    Cost: O(n).
    """
    heads: list[int] = []
    only_heads = False  # whether nothing but headings and breaks followed the last kept one
    for index, block in enumerate(blocks):
        if block.place == "body" and block.kind == "heading":
            if not only_heads:
                heads.append(index)
            only_heads = True
        elif block.kind != "break":
            only_heads = False
    if not heads:
        return ()
    body = [index for index, block in enumerate(blocks) if block.place == "body"]
    end = body[-1] + 1
    before = [i for i in body if i < heads[0] and blocks[i].kind not in ("break", "chrome")]
    chapters = [Chapter(None, before[0], heads[0])] if before else []
    for first, stop in pairwise([*heads, end]):
        title = _heading_text(blocks, first, stop)
        chapters.append(Chapter(title, first, stop))
    return tuple(chapters)


def _heading_text(blocks: Sequence[Block], first: int, stop: int) -> str:
    words = []
    for block in blocks[first:stop]:
        if block.kind != "heading":
            break
        words.append(" ".join(block.text.split()).strip(" *~=_-#"))
    return ": ".join(words)


def add_blank_breaks(chars: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put a break without text where a wider gap of blank lines separates scenes.

    A gap counts when it is wider than the gap usual in this story by a line or more, and
    when fewer than one gap in eight is as wide: where wide gaps are common they mean
    nothing.

    Args:
        chars: the text.
        blocks: n body blocks of one story, in order.

    Returns:
        The blocks with m >= 0 breaks of empty text among them.

    Cost: O(n).
    Source: ours; one in eight keeps letters and lists of speeches from being cut up.
    """
    gaps = [
        chars.count("\n", before.end, after.start) if _both_prose(before, after) else 0
        for before, after in pairwise(blocks)
    ]
    told = [gap for gap in gaps if gap]
    if not told:
        return tuple(blocks)
    # In a short text the narrowest gap is the usual one, and only a much wider one tells.
    is_short = len(told) < _FEW_GAPS
    usual = min(told) if is_short else Counter(told).most_common(1)[0][0]
    limit = usual + (2 if is_short else 1)
    wide = sum(1 for gap in gaps if gap >= limit)
    later = [
        gap >= _LEAP_GAP and opens_later(block.text)
        for gap, block in zip(gaps, blocks[1:], strict=True)
    ]
    if is_short and any(later):
        return _put_breaks(blocks, later)
    if not wide or wide > max(2, len(gaps) // 8) or told.count(usual) < (1 if is_short else 3):
        return tuple(blocks)
    return _put_breaks(blocks, [gap >= limit for gap in gaps])


def _put_breaks(blocks: Sequence[Block], wide: Sequence[bool]) -> tuple[Block, ...]:
    result = [blocks[0]]
    for is_wide, block in zip(wide, blocks[1:], strict=True):
        if is_wide:
            result.append(Block("break", "", result[-1].end, result[-1].end))
        result.append(block)
    return tuple(result)


def _both_prose(before: Block, after: Block) -> bool:
    kinds = ("paragraph", "quote", "letter", "verse", "chat")
    return before.kind in kinds and after.kind in kinds
