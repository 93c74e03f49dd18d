"""Lines: the characters of a text cut at their line ends, with their places."""

import re
from collections.abc import Sequence

from msgspec import Struct

_SENTENCE_END = re.compile(r"""[.!?…:;][)\]"'”’»*_/~]*$|["”»]$|[-–—]{1,3}["”']*$""")


class Line(Struct, frozen=True, array_like=True, gc=False):
    """One line.

    Attributes:
        start: code point of its first character that is not a space, in the text.
        end: one past its last character that is not a space; `start == end` when blank.
        text: `chars[start:end]`.
        indent: columns of white space before it, a tab reaching to the next multiple of 8.
    """

    start: int
    end: int
    text: str
    indent: int


def split_lines(chars: str, start: int, end: int) -> list[Line]:
    r"""Cut a stretch of text into lines.

    Args:
        chars: a text.
        start: first code point of the stretch, half-open.
        end: one past the last.

    Returns:
        Its lines in order, blank ones too.

    Cost: O(end - start).

    Example:
        >>> [(line.text, line.indent) for line in split_lines("a\n\n  b", 0, 6)]
        [('a', 0), ('', 0), ('b', 2)]
    """
    lines: list[Line] = []
    position = start
    for raw in chars[start:end].split("\n"):
        text = raw.strip()
        if not text:
            lines.append(Line(position, position, "", 0))
        elif text is raw:  # nothing was stripped: most lines
            lines.append(Line(position, position + len(raw), raw, 0))
        else:
            lead = raw.find(text[0])
            first = position + lead
            indent = len(raw[:lead].expandtabs(8)) if lead else 0
            lines.append(Line(first, first + len(text), text, indent))
        position += len(raw) + 1
    return lines


def is_sentence_end(text: str) -> bool:
    """Tell whether a line ends as a sentence or a speech does.

    Example:
        >>> is_sentence_end('"Come at once," he said.'), is_sentence_end("the moor and")
        (True, False)
    """
    return _SENTENCE_END.search(text[-8:]) is not None


def find_wrap_width(lines: Sequence[Line]) -> int | None:
    """Find the column at which a text was hard-wrapped.

    A wrapped text has most of its full lines within a few columns of one another, and
    few lines beyond. A text of one line a paragraph has no such edge.

    Args:
        lines: n lines of one text.

    Returns:
        The column, counted from the first column, or None when the text is not wrapped.

    Cost: O(n log n).
    Source: ours. 40 to 100 columns covers terminals, BBS readers and mailers; the edge is
        the 95th percentile of line lengths, so that a few stray long lines do not count.
    """
    lengths = sorted(line.indent + len(line.text) for line in lines if line.text)
    if len(lengths) < 4:
        return lengths[-1] if lengths and 55 <= lengths[-1] <= 82 and len(lengths) > 1 else None
    edge = lengths[int(len(lengths) * 0.95) - 1 if len(lengths) >= 20 else -1]
    if not 40 <= edge <= 100:
        return None
    beyond = sum(1 for length in lengths if length > edge + 12)
    near = sum(1 for length in lengths if edge - 14 <= length <= edge + 12)
    if beyond > 0.04 * len(lengths) or near < 0.2 * len(lengths):
        return None
    return edge
