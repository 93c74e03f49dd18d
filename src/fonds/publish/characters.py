"""Characters: which ones a page or a book may hold, and how they are escaped."""

import re

_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)
"""What XML 1.0 forbids or discourages and what HTML calls a parse error: controls, lone
surrogates and noncharacters. Source: XML 1.0 (5th edition) 2.2; HTML Standard 13.2.3.5."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def clean_characters(text: str) -> str:
    r"""Drop the characters that neither XML nor HTML may hold.

    Controls that Python's `str.split` takes for white space become a space, so that no two
    words grow together; a carriage return becomes a line feed.

    Args:
        text: n code points, lone surrogates and NULs allowed.

    Returns:
        At most n code points, all of them allowed in XML 1.0 and HTML.

    Cost: O(n).

    Example:
        >>> clean_characters("a\x00b\x0cc\r\nd\ud800")
        'ab c\nd'
    """
    if text.isascii() and text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", _SPACES.sub(" ", text))


def escape_text(text: str) -> str:
    """Clean and escape text so that it is safe as content and inside a quoted attribute.

    Args:
        text: n code points of anything.

    Returns:
        Markup that shows exactly those characters that may be shown.

    Cost: O(n).

    Example:
        >>> escape_text('<b onclick="x">&')
        '&lt;b onclick=&quot;x&quot;&gt;&amp;'
    """
    return clean_characters(text).translate(_ESCAPES)


def escape_line(text: str) -> str:
    r"""Escape text that must stand on one line, such as a title or an attribute.

    Args:
        text: n code points of anything.

    Returns:
        As `escape_text`, every run of white space one space, none at the ends.

    Cost: O(n).

    Example:
        >>> escape_line(" The \n Moor ")
        'The Moor'
    """
    return escape_text(one_line(text))


def one_line(text: str) -> str:
    r"""Clean text and set it on one line.

    Args:
        text: n code points of anything.

    Returns:
        Clean text without line breaks, every run of white space one space.

    Cost: O(n).

    Example:
        >>> one_line("The\tMoor\n")
        'The Moor'
    """
    return " ".join(clean_characters(text).split())


def shorten(text: str, most: int) -> str:
    """Shorten a line at a word, with an ellipsis when something was left out.

    Args:
        text: n code points of anything.
        most: the most code points of the answer, at least 2.

    Returns:
        The line, at most `most` code points long.

    Cost: O(n).

    Example:
        >>> shorten("The fog had eaten Baker Street", 16)
        'The fog had…'
    """
    line = one_line(text)
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) * 2 > most else cut).rstrip(" ,;:.-–—") + "…"
