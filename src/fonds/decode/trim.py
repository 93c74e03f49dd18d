"""What is no text at the ends: Ctrl-Z with its padding, NULs, byte order marks."""

import re

from fonds.errors import BugError
from fonds.model.text import Step

_PADDING = "\x00\x1a \t\n"
_BOM = "\ufeff"
_BOM_AT_LINE_START = re.compile("^\ufeff+", re.MULTILINE)


def find_padding(chars: str) -> Step | None:
    r"""Find the Ctrl-Z that ends a DOS or CP/M file, with the padding after it.

    CP/M counted files in blocks of 128 bytes and marked the end of text with Ctrl-Z; what
    follows is Ctrl-Z, NUL or blank. Real text after a Ctrl-Z is kept, and so is the mark.

    Args:
        chars: n code points, lines ending in "\\n".

    Returns:
        A trim named "ctrl-z" or "nul" reaching to the end, or None.

    Cost: O(n) at worst, usually O(1).
    Source: CP/M 2.2 manual on text files.

    Example:
        >>> find_padding("The end.\n\x1a\x1a\x00").start
        9
    """
    if not chars or chars[-1] not in _PADDING:
        return None
    kept = len(chars.rstrip(_PADDING))
    mark = chars.find("\x1a", kept)
    if mark >= 0:
        # NULs directly before the mark are padding too.
        mark = max(kept, len(chars[:mark].rstrip("\x00")))
        return Step("trim", "ctrl-z", mark, len(chars), why="Ctrl-Z ends the file")
    kept = len(chars.rstrip("\x00"))
    if kept < len(chars):
        return Step("trim", "nul", kept, len(chars), why="NUL padding at the end")
    return None


def find_marks(chars: str) -> Step | None:
    """Find byte order marks at the starts of lines, where joined files leave them.

    Elsewhere U+FEFF is a character (no-break space of no width) and stays.

    Returns:
        A trim named "bom" over the whole text, or None.

    Cost: O(n).
    """
    if _BOM not in chars or _BOM_AT_LINE_START.search(chars) is None:
        return None
    return Step("trim", "bom", 0, len(chars), why="byte order mark at the start of a line")


def apply_trim(chars: str, step: Step) -> str:
    """Do what a step of kind "trim" says.

    Raises:
        BugError: when its name is none of ours.

    Cost: O(n).
    """
    part = chars[step.start : step.end]
    if step.name == "bom":
        part = _BOM_AT_LINE_START.sub("", part)
    elif step.name in ("ctrl-z", "nul"):
        part = ""
    else:
        msg = f"no rule for trimming is called {step.name!r}"
        raise BugError(msg)
    return chars[: step.start] + part + chars[step.end :]
