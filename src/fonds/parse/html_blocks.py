"""Drafts to blocks: what a stretch of a page is, line by line."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from fonds.model.block import Block, BlockKind, Run, Style
from fonds.parse.breaks import is_break
from fonds.parse.lines import is_sentence_end
from fonds.parse.page import Draft, Page
from fonds.parse.plain import blocks_of_text

_QUOTE_START = re.compile("[\"'“‘«„—–-]")
_LABEL = re.compile(r"[A-Z][\w' /-]{1,28}:\s")
_WRAP_MIN, _WRAP_MAX = 45, 90
"""Lines of old mails and terminals are 60 to 80 columns; shorter ones are verse or lists."""
_NARROW, _RAGGED = 30, 12
"""A wrapped column is no narrower than this, and its lines end within a long word of its edge."""
_WRAP_LINES = 20
"""Fewer lines than these say nothing of a whole page."""
_VERSE_LIMIT = 60
_MAJORITY = 0.6
"""A quotation that holds this share of a page's characters is a margin, not a quotation."""

_Shape = Literal["one", "verse", "flow", "lines"]
_Runs = Sequence[tuple[int, int, Style]]


def find_blocks(page: Page) -> list[tuple[int, Block]]:
    """Make blocks of the drafts of a page.

    Args:
        page: d drafts.

    Returns:
        b >= d pairs of a draft's index and a block made of it, in order; every word of
        the page stands in one of them.

    Cost: O(n).
    """
    margins = _find_margins(page)
    is_wrapped = _is_wrapped(page)
    found: list[tuple[int, Block]] = []
    for index, draft in enumerate(page.drafts):
        kind: BlockKind = "paragraph" if draft.kind in margins else draft.kind
        blocks = _blocks_of_draft(page.chars, draft, kind, is_wrapped)
        found.extend((index, block) for block in blocks)
    return found


def _is_wrapped(page: Page) -> bool:
    """Tell whether a page's `<br>` are the line ends of a hard-wrapped text."""
    inner = 0
    full = 0
    for draft in page.drafts:
        if draft.is_pre or draft.kind == "heading":
            continue
        lines = page.chars[draft.start : draft.end].split("\n")
        for line in lines[:-1]:
            inner += 1
            full += _WRAP_MIN <= len(line) <= _WRAP_MAX and not is_sentence_end(line)
    return inner >= _WRAP_LINES and full >= 0.5 * inner


def _find_margins(page: Page) -> frozenset[BlockKind]:
    """Kinds of block that hold most of a page: old pages set margins with such tags."""
    total = max(1, len(page.chars))
    margins: set[BlockKind] = set()
    kinds: tuple[BlockKind, ...] = ("quote", "item")
    for kind in kinds:
        held = sum(draft.end - draft.start for draft in page.drafts if draft.kind == kind)
        long_ones = any(
            draft.end - draft.start > 200 for draft in page.drafts if draft.kind == kind
        )
        if held > _MAJORITY * total and (kind == "quote" or long_ones):
            margins.add(kind)
    return frozenset(margins)


def _blocks_of_draft(chars: str, draft: Draft, kind: BlockKind, is_wrapped: bool) -> list[Block]:
    text = chars[draft.start : draft.end]
    if draft.kind == "break" or (is_break(text) and not draft.is_pre):
        return [Block("break", text.replace("\n", " "), draft.start, draft.end)]
    if draft.is_pre:
        return _blocks_of_plain(chars, draft, "paragraph")
    if "\n" not in text or kind == "heading":
        shape: _Shape = "one"
    else:
        shape = _find_shape(text, draft, kind, is_wrapped)
    if shape == "flow":
        return _blocks_of_plain(chars, draft, kind)
    if shape == "lines":
        return _blocks_of_lines(chars, draft, kind)
    runs = next(_cut_runs(chars, draft.runs, [(draft.start, draft.end)]))
    if shape == "verse":
        return [Block("verse", text, draft.start, draft.end, runs)]
    flat = text.replace("\n", " ")
    if kind == "heading":
        # Headings are bold by nature; converters write it out for some and not for others.
        runs = tuple(run for run in runs if run.style != "bold")
    return [Block(kind, flat, draft.start, draft.end, runs, level=draft.level)]


def _blocks_of_lines(chars: str, draft: Draft, kind: BlockKind) -> list[Block]:
    spans: list[tuple[int, int]] = []
    start = draft.start
    for line in chars[draft.start : draft.end].split("\n"):
        if line:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    found: list[Block] = []
    for (first, end), runs in zip(spans, _cut_runs(chars, draft.runs, spans), strict=True):
        line = chars[first:end]
        found.append(Block("break" if is_break(line) else kind, line, first, end, runs))
    return found


def _find_shape(text: str, draft: Draft, kind: BlockKind, is_wrapped: bool) -> _Shape:
    """Tell verse, hard-wrapped prose and lines that each are a paragraph apart."""
    lines = text.split("\n")
    longest = max(map(len, lines))
    if draft.indents and len(draft.indents) * 3 >= len(lines) and longest > _VERSE_LIMIT:
        return "lines"
    if _WRAP_MIN < longest <= _WRAP_MAX:
        ends = sum(1 for line in lines[:-1] if is_sentence_end(line))
        full = sum(1 for line in lines[:-1] if len(line) >= _WRAP_MIN)
        is_full = full >= 0.7 * (len(lines) - 1) and ends <= 0.5 * len(lines)
        if is_full and (is_wrapped or len(lines) >= 4):
            return "flow"
    if len(lines) >= 4 and _is_narrow_prose(lines, longest):
        return "flow"
    if longest > _VERSE_LIMIT or len(lines) < (2 if kind == "quote" else 3):
        return "lines"
    speech = sum(1 for line in lines if _QUOTE_START.match(line))
    labels = sum(1 for line in lines if _LABEL.match(line))
    stops = sum(1 for line in lines if line[-1:] in '.?!”"')
    if labels or speech * 4 > len(lines) or stops > 0.6 * len(lines):
        return "lines"
    return "verse"


def _is_narrow_prose(lines: Sequence[str], longest: int) -> bool:
    """Tell prose wrapped in a narrow column: even lines, most of which run on in lower case."""
    if longest < _NARROW or longest > _WRAP_MAX:
        return False
    even = all(len(line) >= longest - _RAGGED for line in lines[:-1])
    running_on = sum(1 for line in lines[1:] if line[0].islower())
    return even and running_on >= 0.6 * (len(lines) - 1)


def _blocks_of_plain(chars: str, draft: Draft, kind: BlockKind) -> list[Block]:
    """Cut a stretch as plain text is cut, and carry its styles over."""
    blocks = blocks_of_text(chars, draft.start, draft.end)
    found: list[Block] = []
    pending = sorted(draft.runs, reverse=True)
    active: list[tuple[int, int, Style]] = []
    for block in blocks:
        while pending and pending[-1][0] < block.end:
            active.append(pending.pop())
        active = [run for run in active if run[1] > block.start]
        runs = (*block.runs, *_carry_runs(chars, block, active))
        found.append(
            Block(
                kind if block.kind == "paragraph" else block.kind,
                block.text,
                block.start,
                block.end,
                tuple(sorted(set(runs), key=_run_order)),
                level=block.level,
            )
        )
    return found


def _carry_runs(chars: str, block: Block, runs: _Runs) -> list[Run]:
    """Find where styled characters of the source came to lie in a re-flowed block.

    The block's text is its source with white space changed and marks left out, so both
    are walked once, side by side.
    """
    if not runs:
        return []
    text = block.text
    places: list[int] = []  # for each character of the source, how many of the text precede it
    at = 0
    for char in chars[block.start : block.end]:
        while at < len(text) and text[at].isspace():
            at += 1
        places.append(at)
        if at < len(text) and char == text[at]:
            at += 1
    places.append(at)
    carried: list[Run] = []
    for start, end, style in runs:
        low = places[max(start, block.start) - block.start]
        high = places[min(end, block.end) - block.start]
        stretch = text[low:high]
        high = low + len(stretch.rstrip())
        if low < high:
            carried.append(Run(low, high, style))
    return carried


def _cut_runs(
    chars: str, runs: _Runs, spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[Run, ...]]:
    """Cut styles to spans, in order; runs of one style with at most space between are one."""
    pending = sorted(runs, reverse=True)
    active: list[tuple[int, int, Style]] = []
    for start, end in spans:
        while pending and pending[-1][0] < end:
            active.append(pending.pop())
        active = [run for run in active if run[1] > start]
        yield _cut_to(chars, active, start, end) if active else ()


def _cut_to(chars: str, runs: _Runs, start: int, end: int) -> tuple[Run, ...]:
    found: dict[Style, list[list[int]]] = {}
    for first, last, style in sorted(runs):
        low, high = max(first, start) - start, min(last, end) - start
        spans = found.setdefault(style, [])
        if spans and not chars[start + spans[-1][1] : start + low].strip():
            spans[-1][1] = max(spans[-1][1], high)
        elif low < high:
            spans.append([low, high])
    cut = [Run(low, high, style) for style, spans in found.items() for low, high in spans]
    return tuple(sorted(cut, key=_run_order))


def _run_order(run: Run) -> tuple[int, int, str]:
    return run.start, -run.end, run.style
