"""Words: how the terminal counts, joins and shows what came out of a file."""

import re

from fonds.app.counting import count_words
from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import one_line

__all__ = ["count_words", "safe_line"]

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing: a title could hide the rest of its line."""


def safe_line(text: str) -> str:
    r"""Give text of a file as one line that a terminal can only show, never obey.

    Controls and direction marks are gone and addresses of e-mail covered.

    Example:
        >>> safe_line("The \x1b[31mMoor\n by a@b.example")
        'The [31mMoor by •@•••••••••'
    """
    return mask_addresses(one_line(_DIRECTION.sub("", text)))
