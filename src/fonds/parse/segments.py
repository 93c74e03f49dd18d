"""Segments: header lines that hold several things side by side.

Boxes and one-line headers set title, author and rating apart by bars or wide gaps.
"""

import re

from fonds.parse.lines import Line
from fonds.parse.titles import find_letter_spaced, strip_box

_BARS = re.compile(r"[ \t]*(?:\||║|│|•|·|::|//)[ \t]*(?=\S)")
_GAP = re.compile(r"[ \t]{3,}")
_TWO_BARS = re.compile(r"[ \t](?:\||•|·|::)[ \t]")


def split_segments(line: Line) -> list[Line]:
    """Cut a header line at bars or wide gaps.

    Args:
        line: one line near the top of a text.

    Returns:
        n >= 1 lines, each with its own place; the line itself when nothing divides it.

    Cost: O(len(line.text)), at most 240 characters are cut.

    Example:
        >>> from fonds.parse.lines import split_lines
        >>> text = "| FOG | author: Ann | rated G |"
        >>> [part.text for part in split_segments(split_lines(text, 0, len(text))[0])]
        ['FOG', 'author: Ann', 'rated G']
    """
    text = line.text
    if len(text) > 240:
        return [line]
    start, stop = strip_box(text)
    inner = text[start:stop]
    if len(_TWO_BARS.findall(inner)) >= 1 and (start > 0 or len(_TWO_BARS.findall(inner)) >= 2):
        cut = _BARS
    elif (
        "   " in inner
        and find_letter_spaced(_tail(inner)) is None
        and find_letter_spaced(inner) is None
    ):
        cut = _GAP
    else:
        return [line]
    parts: list[Line] = []
    place = start
    for match in cut.finditer(inner):
        parts.append(_piece(line, place, start + match.start()))
        place = start + match.end()
    parts.append(_piece(line, place, stop))
    kept = [part for part in parts if any(char.isalnum() for char in part.text)]
    return kept if len(kept) > 1 else [line]


def _tail(inner: str) -> str:
    """The text after "by", which may be letter-spaced on its own."""
    return re.sub(r"^\W*by\s+", "", inner, flags=re.IGNORECASE)


def _piece(line: Line, start: int, stop: int) -> Line:
    raw = line.text[start:stop]
    text = raw.strip()
    first = line.start + start + (len(raw) - len(raw.lstrip()))
    return Line(first, first + len(text), text, line.indent + start)
