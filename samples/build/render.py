"""Rendering: takes blocks and forms; gives HTML, plain text and filled forms; guesses nothing."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from string import Template

from samples.build.story import HERE, Block, Chapter


@dataclass(frozen=True)
class HtmlStyle:
    """How a page writes paragraphs.

    Attributes:
        opening, closing: around a paragraph.
        between: between two blocks.
        rule: what a scene break looks like; `{}` stands for the marks as typed.
        italic: the element for italics.
    """

    opening: str = "<p>"
    closing: str = "</p>"
    between: str = "\n"
    rule: str = "<p>{}</p>"
    italic: str = "i"


def fill(form: str, **values: str) -> str:
    """Fill the form of that name; every value must be markup already."""
    text = (HERE / "forms" / form).read_text(encoding="utf-8")
    return Template(text).substitute(values)


def html_text(text: str) -> str:
    """Escape text for HTML and XML, leaving quotation marks alone."""
    return escape(text, quote=False)


def html_block(block: Block, style: HtmlStyle) -> str:
    """Render one block."""
    if block.kind == "break":
        return style.rule.format(html_text(block.text))
    parts = [
        f"<{style.italic}>{html_text(text)}</{style.italic}>" if italic else html_text(text)
        for italic, text in block.runs
    ]
    return style.opening + "".join(parts).replace("\n", "<br />\n") + style.closing


def html_blocks(blocks: Sequence[Block], style: HtmlStyle) -> str:
    """Render blocks one after the other."""
    return style.between.join(html_block(block, style) for block in blocks)


def plain_block(block: Block, width: int, italic: str) -> str:
    """Render one block as hard-wrapped text."""
    if block.kind == "break":
        return block.text.center(width).rstrip()
    if block.kind == "verse":
        return textwrap.indent(block.text, "    ")
    marked = "".join(f"{italic}{text}{italic}" if on else text for on, text in block.runs)
    return textwrap.fill(marked, width, break_long_words=False, break_on_hyphens=False)


def plain_blocks(blocks: Sequence[Block], width: int = 72, italic: str = "*") -> str:
    """Render blocks as hard-wrapped text, a blank line between two."""
    return "\n\n".join(plain_block(block, width, italic) for block in blocks)


def plain_page(
    head: Sequence[str], chapter: Chapter, tail: Sequence[str], width: int = 72, italic: str = "*"
) -> str:
    """Put head, story and tail together as a person would type them."""
    parts = ["\n".join(head), plain_blocks(chapter.blocks, width, italic), "\n".join(tail)]
    return "\n\n".join(part for part in parts if part) + "\n"
