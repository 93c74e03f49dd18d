"""Swallowed fields: a label that stands inside the value of another field."""

import re

from fonds.parse.labels import find_field

_LABEL = r"(?P<{0}>[A-Z][A-Za-z/.'’]{{0,14}}(?: [A-Za-z'’]{{1,12}}){{0,2}})"
_AT_LINE = re.compile(
    r"^[ \t]{0,8}[*_]{0,2}" + _LABEL.format("dashed") + r"[*_]{0,2} [-–—]{1,2} (?=\S)", re.MULTILINE
)
_IN_LINE = re.compile(
    r"[;|•] {0,2}[*_]{0,2}" + _LABEL.format("marked") + r"[*_]{0,2}: ?[*_]{0,2}(?=\S)"
)
_DASHES = frozenset("-–—")
_SEVERAL_LINES = frozenset(
    {
        *("notes", "summary", "disclaimer", "warnings", "spoilers", "feedback", "archive"),
        *("challenge", "dedication", "beta"),
    }
)
"""Fields that people set behind long values; "Time - none to lose" is a line of one."""


def split_swallowed(chars: str, field: str, start: int, stop: int) -> list[tuple[str, int, int]]:
    """Cut a value where labels inside it begin other fields.

    In a header that sets dashes behind its labels, "AN - it rained" below a disclaimer is a
    note; after a semicolon or a bar on one line, so is "; Notes: it rained".

    Args:
        chars: the text.
        field: the field whose value it is.
        start: where the value begins, half-open.
        stop: one past it.

    Returns:
        (field, start, stop) for each piece in order; the first is `field` itself.

    Cost: O(stop - start).

    Example:
        >>> text = "Disclaimer: Not mine.; Notes: It rained."
        >>> [(field, text[a:b]) for field, a, b in split_swallowed(text, "disclaimer", 12, 40)]
        [('disclaimer', 'Not mine.'), ('notes', 'It rained.')]
    """
    found = list(_IN_LINE.finditer(chars, start, stop))
    if chars[max(0, start - 4) : start].strip(" *_")[-1:] in _DASHES:
        found += _AT_LINE.finditer(chars, start, stop)
    pieces = [(field, start, stop)]
    for match in sorted(found, key=re.Match.start):
        groups = match.groupdict()
        inner = find_field(groups.get("dashed") or groups["marked"])
        before, low, _ = pieces[-1]
        if inner in _SEVERAL_LINES and inner not in (before, field) and match.start() > low:
            pieces[-1] = (before, low, match.start())
            pieces.append((inner, match.end(), stop))
    return pieces
