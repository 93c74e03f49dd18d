"""Styles: the few ways a word may look on a terminal."""

from rich.style import Style
from rich.text import Text

TITLE = Style(bold=True)
QUIET = Style(dim=True)
READ = Style(dim=True, underline=True)
"""What was read from the text and nobody stated: lighter and underlined, with `DOUBT`."""

MARK = Style(bold=True, reverse=True)
"""A word that was searched for."""

DOUBT = " (?)"
"""Stands behind what nobody stated, so that it can be told without colour as well."""

KEY = "(?) Fonds read this from the text; nobody stated it."


def mark_basis(words: str, *, is_read: bool) -> Text:
    """Give words so that one sees whether somebody stated them.

    Example:
        >>> mark_basis("Mature", is_read=True).plain
        'Mature (?)'
    """
    if not is_read:
        return Text(words)
    return Text(words, style=READ).append(DOUBT, style=QUIET)
