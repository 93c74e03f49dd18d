"""Markup: blocks as safe HTML, which is also well-formed XHTML.

Nothing of a source's own markup comes through: every character is escaped and every
element is one of ours. `fonds.publish.html.clean_fragment` is the second wall behind it.
"""

import re
from collections.abc import Iterable, Sequence

from fonds.model.block import Block, BlockKind, Run, Style
from fonds.publish.characters import clean_characters, escape_line, escape_text

ORNAMENT = "* * *"
"""What stands for a scene break that has no words of its own; every font has it."""

_TAGS: dict[Style, tuple[str, str]] = {
    "italic": ("<em>", "</em>"),
    "bold": ("<strong>", "</strong>"),
    "underline": ("<u>", "</u>"),
    "strike": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "super": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "small": ("<small>", "</small>"),
    "thought": ('<em class="thought">', "</em>"),
}

_GROUPS: dict[BlockKind, tuple[str, str]] = {
    "verse": ('<div class="verse">', "</div>"),
    "letter": ('<div class="letter">', "</div>"),
    "chat": ('<div class="chat">', "</div>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "note": ('<aside class="note">', "</aside>"),
    "item": ("<ul>", "</ul>"),
}
"""Kinds whose neighbours share one element."""

_LINED: frozenset[BlockKind] = frozenset({"verse", "letter", "chat", "heading"})
"""Kinds in which a line break is the author's own."""

_STANZA = re.compile("\n[ \t]*\n")


def render_blocks(blocks: Sequence[Block], *, top_level: int = 2, id_prefix: str = "") -> str:
    r"""Render blocks as markup that is both HTML5 and XHTML; everything is escaped.

    Neighbours of one kind that belong together (verse, items of a list, …) share an
    element. Heading levels keep their order and leave none out.

    Args:
        blocks: n blocks in reading order; `chrome` and empty ones are left out.
        top_level: what the highest heading among them becomes, 1..6.
        id_prefix: when not empty, the element of block i gets `id="{id_prefix}{i}"`.

    Returns:
        Elements, one a line, each line ended by a line feed; or "".

    Cost: O(c + r log r) for c code points and r runs.

    Example:
        >>> render_blocks([Block("paragraph", "Run < walk.", 0, 11, (Run(0, 3, "italic"),))])
        '<p><em>Run</em> &lt; walk.</p>\n'
    """
    levels = _rank_levels(blocks, top_level)
    lines: list[str] = []
    group: BlockKind | None = None
    for index, block in enumerate(blocks):
        if block.kind == "chrome":
            continue
        mark = f' id="{escape_line(id_prefix)}{index}"' if id_prefix else ""
        element = _render_block(block, levels, mark)
        if not element:
            continue
        if group is not None and block.kind != group:
            lines.append(_GROUPS[group][1])
            group = None
        if block.kind in _GROUPS and group is None:
            group = block.kind
            lines.append(_GROUPS[group][0])
        lines.append(element)
    if group is not None:
        lines.append(_GROUPS[group][1])
    return "".join(f"{line}\n" for line in lines)


def render_inline(
    text: str,
    runs: Iterable[Run] = (),
    *,
    start: int = 0,
    end: int | None = None,
    breaks: bool = False,
) -> str:
    r"""Render a stretch of a block's text with its styles, properly nested.

    Runs may nest, overlap and cross, lie outside the text or be empty: elements are
    closed and opened again where they cross.

    Args:
        text: n code points of anything.
        runs: r styles, spans in `text`.
        start: first code point to render, half-open.
        end: one past the last; None means the end of the text.
        breaks: whether a line feed becomes `<br/>`.

    Returns:
        Markup without block elements.

    Cost: O(n + r log r): at most one element per style is open at any point.

    Example:
        >>> render_inline("abcd", [Run(0, 3, "italic"), Run(2, 4, "bold")])
        '<em>ab<strong>c</strong></em><strong>d</strong>'
    """
    end = len(text) if end is None else min(end, len(text))
    begins, ends = _find_borders(runs, start, end)
    parts: list[str] = []
    stack: list[Style] = []
    at = start
    for border in sorted(begins.keys() | ends.keys()):
        parts.append(_escape_lines(text[at:border], breaks=breaks))
        at = border
        closing = ends.get(border, frozenset())
        kept: list[Style] = []
        while closing & set(stack):
            style = stack.pop()
            parts.append(_TAGS[style][1])
            if style not in closing:
                kept.append(style)
        for style in [*reversed(kept), *begins.get(border, ())]:
            parts.append(_TAGS[style][0])
            stack.append(style)
    parts.append(_escape_lines(text[at:end], breaks=breaks))
    return "".join(parts)


def render_passage(text: str, *, lined: bool = False) -> str:
    r"""Render a value of several paragraphs, such as a summary, as `<p>` elements.

    Args:
        text: n code points of anything; paragraphs are separated by a blank line.
        lined: whether single line feeds are the author's own and become `<br/>`.

    Returns:
        Elements, one a line, each line ended by a line feed; or "".

    Cost: O(n).

    Example:
        >>> render_passage("One.\n\nTwo & three.")
        '<p>One.</p>\n<p>Two &amp; three.</p>\n'
    """
    pieces = _STANZA.split(clean_characters(text))
    return "".join(
        f"<p>{_escape_lines(piece.strip(), breaks=lined)}</p>\n"
        for piece in pieces
        if piece.strip()
    )


def has_words(text: str) -> bool:
    """Say whether text holds a letter or digit.

    Example:
        >>> has_words("~ * ~"), has_words("Later")
        (False, True)
    """
    return any(char.isalnum() for char in text)


def _render_block(block: Block, levels: dict[int, int], mark: str) -> str:
    if block.kind == "break":
        if has_words(block.text):
            return f'<p class="scene-break"{mark}>{render_inline(block.text, block.runs)}</p>'
        return f'<p class="scene-break" role="separator"{mark}>{ORNAMENT}</p>'
    if not clean_characters(block.text).strip():
        return ""
    if block.kind == "heading":
        tag = f"h{levels[block.level]}"
    else:
        tag = "li" if block.kind == "item" else "p"
    lined = block.kind in _LINED
    spans = _find_stanzas(block.text) if lined and tag == "p" else [(0, len(block.text))]
    marks = [mark] + [""] * (len(spans) - 1)
    return "\n".join(
        f"<{tag}{own}>{render_inline(block.text, block.runs, start=start, end=end, breaks=lined)}"
        f"</{tag}>"
        for own, (start, end) in zip(marks, spans, strict=True)
    )


def _find_stanzas(text: str) -> list[tuple[int, int]]:
    """Find the stretches between blank lines; never empty, as the text is not blank."""
    spans: list[tuple[int, int]] = []
    at = 0
    borders = [match.span() for match in _STANZA.finditer(text)]
    for start, end in [*borders, (len(text), len(text))]:
        if clean_characters(text[at:start]).strip():
            spans.append((at, start))
        at = end
    return spans


def _rank_levels(blocks: Iterable[Block], top_level: int) -> dict[int, int]:
    seen = sorted({block.level for block in blocks if block.kind == "heading"})
    return {level: min(6, top_level + rank) for rank, level in enumerate(seen)}


def _find_borders(
    runs: Iterable[Run], start: int, end: int
) -> tuple[dict[int, list[Style]], dict[int, frozenset[Style]]]:
    """Find where styles begin and end, runs of one style joined; the longest begins first."""
    by_style: dict[Style, list[tuple[int, int]]] = {}
    for run in sorted(runs, key=lambda run: run.start):
        first, last = max(run.start, start), min(run.end, end)
        if first >= last:
            continue
        spans = by_style.setdefault(run.style, [])
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    joined = [(first, -last, style) for style, spans in by_style.items() for first, last in spans]
    begins: dict[int, list[Style]] = {}
    ends: dict[int, frozenset[Style]] = {}
    for first, last, style in sorted(joined):
        begins.setdefault(first, []).append(style)
        ends[-last] = ends.get(-last, frozenset()) | {style}
    return begins, ends


def _escape_lines(text: str, *, breaks: bool) -> str:
    escaped = escape_text(text)
    return escaped.replace("\n", "<br/>") if breaks else escaped
