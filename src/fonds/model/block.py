"""Block: a paragraph, heading, verse, scene break, letter or note, with inline styles.

Values of which a heap has millions are kept from the garbage collector (`gc=False`): they are
frozen and hold no cycles, and counting them again and again took a tenth of reading.
"""

from typing import Literal

from msgspec import Struct

BlockKind = Literal[
    "paragraph",
    "heading",
    "break",
    "verse",
    "letter",
    "chat",
    "note",
    "quote",
    "item",
    "chrome",
]
"""`break` separates scenes; `chat` keeps its lines (logs, scripts); `item` is a list entry;
`chrome` is the frame a web site or mail reader put around a story (menus, mail headers)."""

Place = Literal["front", "body", "back"]
Style = Literal["italic", "bold", "underline", "strike", "code", "super", "sub", "small", "thought"]


class Run(Struct, frozen=True, array_like=True, gc=False):
    """A stretch of a block's `text` in one style; runs may nest and overlap.

    Attributes:
        start: first code point in the *block's text*, half-open.
        end: one past the last.
        style: how it was set.
    """

    start: int
    end: int
    style: Style


class Block(Struct, frozen=True, gc=False):
    r"""One block of a work in reading order.

    Attributes:
        kind: what it is.
        text: what is published: lines re-flowed (verse, letter and chat keep "\\n"), markup
            characters such as the underscores of `_italic_` gone. No word of the original
            between `start` and `end` is missing and none is added.
        start: first code point in the source's text, half-open.
        end: one past the last.
        runs: inline styles, spans in `text`.
        place: front matter, the story itself, or back matter.
        source: index into the work's sources.
        level: 1..6 for a heading, else 0.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    runs: tuple[Run, ...] = ()
    place: Place = "body"
    source: int = 0
    level: int = 0
