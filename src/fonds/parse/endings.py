"""Endings: "THE END", "Fin", "to be continued": lines that close a text or leave it open."""

import re
from typing import Literal

from fonds.parse.titles import find_letter_spaced

_ENDING = re.compile(
    # What ends a part goes before what ends all: "End of Part One" is no end.
    r"[\W_]{0,16}(?:(?P<more>to be (?:continued|concluded)|t\.?b\.?c\.?(?: .{1,30})?|continued in .{1,30}|to be (?:cont\.|continued|concluded).{0,30}|(?:the )?end (?:of )?(?:part|chapter|book|section) .{1,20}|more to come|continues in .{1,20}|concluded in .{1,30})|"
    r"(?P<done>the end|the\.? end\.?|fin|finis|ende|owari|end|the very end|end (?:of )?(?:story|file|transmission|log|fic)|-?30-?|finished|~?end~?))"
    r"(?P<tail>[\W_]{0,16}|[\W_]{1,6}(?:for now[\W_]{0,4}|finally|at last|perhaps|\?|of .{1,40}))",
    re.IGNORECASE,
)


def find_ending(text: str) -> Literal["done", "more"] | None:
    """Tell what a line says of the end of a text.

    Args:
        text: one line or short paragraph.

    Returns:
        "done" after "THE END", "more" after "to be continued", None for any other line.

    Example:
        >>> [find_ending(t) for t in ("T H E   E N D", "TBC...", "The ending was sad.")]
        ['done', 'more', None]
    """
    stripped = text.strip()
    if not 2 < len(stripped) < 90:
        return None
    match = _ENDING.fullmatch(find_letter_spaced(stripped) or stripped)
    if match is None:
        return None
    return "done" if match.group("done") is not None else "more"
