"""Body: the story alone as one string, and where its chapters lie in it."""

from collections.abc import Sequence

from msgspec import Struct

from fonds.model.block import Block
from fonds.model.work import Chapter

_GAP = "\n\n"


class Body(Struct, frozen=True):
    """The story alone.

    Attributes:
        text: paragraphs separated by a blank line; no header, no notes, no chapter headings.
        starts: for each of n blocks of the work, the code point of `text` where it begins;
            a block that is not in the body has the place where the next one begins.
    """

    text: str
    starts: tuple[int, ...]


def is_body(block: Block) -> bool:
    """Tell whether a block's text is part of the story's own words."""
    return block.place == "body" and block.kind not in ("heading", "chrome") and bool(block.text)


def join_body(blocks: Sequence[Block]) -> Body:
    r"""Join the blocks of the story.

    Cost: O(characters).

    Example:
        >>> join_body([Block("paragraph", "One.", 0, 4), Block("paragraph", "Two.", 6, 10)])
        Body(text='One.\n\nTwo.', starts=(0, 6))
    """
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for block in blocks:
        starts.append(length)
        if is_body(block):
            parts.append(block.text)
            length += len(block.text) + len(_GAP)
    return Body(_GAP.join(parts), tuple(starts))


def find_chapter_spans(body: Body, chapters: Sequence[Chapter]) -> tuple[tuple[int, int], ...]:
    """Find each chapter's half-open range in the body's text, without the gap after it."""
    spans = []
    length = len(body.text)
    for chapter in chapters:
        start = min(body.starts[chapter.first], length)
        end = body.starts[chapter.end] - len(_GAP) if chapter.end < len(body.starts) else length
        spans.append((start, max(start, min(end, length))))
    return tuple(spans)
