"""Inline marks of plain text: `_italic_`, `*emphasis*`, `**bold**`, `/thought/`, `<i>`."""

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from fonds.model.block import Run, Style

# Each pattern takes a bounded stretch without its own mark inside, so that a lone mark
# costs one bounded look and no more. 600 characters is a long paragraph of italics.
_PATTERNS: tuple[tuple[str, re.Pattern[str], Style], ...] = (
    ("<", re.compile(r"<(?:i|em)>([^<]{1,4000})</(?:i|em)>", re.IGNORECASE), "italic"),
    ("<", re.compile(r"<(?:b|strong)>([^<]{1,4000})</(?:b|strong)>", re.IGNORECASE), "bold"),
    ("<", re.compile(r"<u>([^<]{1,4000})</u>", re.IGNORECASE), "underline"),
    ("**", re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*]{1,600})(?<=[^\s*])\*\*(?![\w*])"), "bold"),
    ("__", re.compile(r"(?<![\w_])__(?=[^\s_])([^_]{1,600})(?<=[^\s_])__(?![\w_])"), "bold"),
    ("*", re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]{1,2000})(?<=[^\s*\\])\*(?![\w*])"), "italic"),
    ("_", re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{1,600})(?<=[^\s_])_(?![\w_])"), "italic"),
    (
        "/",
        re.compile(r"(?<![\w/:.<>])/(?=[^\s/<>])([^/<>]{2,600})(?<=[^\s/<>])/(?![\w/<>])"),
        "thought",
    ),
)
_ANY = re.compile(r"[<*_/]")


def find_inline(text: str) -> tuple[str, tuple[Run, ...]]:
    """Take the inline marks out of a block's text and say where they were.

    Args:
        text: a block's text, re-flowed.

    Returns:
        The text without its marks, and the runs they meant, in order of start. No word is
        dropped: only marks are.

    Cost: O(n) a pattern, and nothing when no mark stands in the text.

    Example:
        >>> find_inline("I _will_ go. /Will I?/")
        ('I will go. Will I?', (Run(start=2, end=6, style='italic'), Run(start=11, end=18, style='thought')))
    """
    if not _ANY.search(text):
        return text, ()
    runs: list[Run] = []
    for mark, pattern, style in _PATTERNS:
        if text.count(mark) >= (1 if mark == "<" else 2):
            text, runs = _take_out(text, runs, pattern, style)
    return text, tuple(sorted(runs, key=lambda run: (run.start, -run.end)))


def _take_out(
    text: str, runs: list[Run], pattern: re.Pattern[str], style: Style
) -> tuple[str, list[Run]]:
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []  # (place in the old text, characters dropped)
    fresh: list[Run] = []
    done = 0
    length = 0
    for match in pattern.finditer(text):
        start, end = match.span(1)
        pieces += (text[done : match.start()], text[start:end])
        length += match.start() - done
        fresh.append(Run(length, length + end - start, style))
        length += end - start
        cuts += ((match.start(), start - match.start()), (end, match.end() - end))
        done = match.end()
    if not fresh:
        return text, runs
    pieces.append(text[done:])
    moved = _mover(cuts)
    kept = [Run(moved(run.start), moved(run.end), run.style) for run in runs]
    return "".join(pieces), kept + fresh


def _mover(cuts: list[tuple[int, int]]) -> Callable[[int], int]:
    """Where a place of the old text stands once the cuts, ascending, are made."""
    places = [place for place, _ in cuts]
    dropped = [0, *accumulate(count for _, count in cuts)]

    def moved(position: int) -> int:
        before = bisect_left(places, position)
        if not before:
            return position
        place, count = cuts[before - 1]
        return position - dropped[before - 1] - min(count, position - place)

    return moved
