"""Masking: the names in e-mail addresses are not shown to guests.

Headers of twenty years ago give the address of somebody who never asked to stand on a
page. Whose story it is stays readable; where to write to them does not.
"""

import msgspec
from markupsafe import Markup

from fonds.app.evidence import Passage

_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-'=~&#!$*/")

SPARE = 320
"""The most code points an address has (RFC 5321, 4.5.3.1: 64 + 1 + 255)."""

MASK = "•"
"""Stands for one character of a name, so that spans in the text stay true."""


def mask_addresses(text: str) -> str:
    """Mask the name in everything that looks like an e-mail address.

    Handles ("name@journal") look the same and are masked as well: better one too many.

    Args:
        text: n code points of anything.

    Returns:
        n code points; those before the "@" of an address are `MASK`.

    Cost: O(n).

    Example:
        >>> mask_addresses("write to watson@baker.example, or @ home")
        'write to ••••••@baker.example, or @ home'
    """
    if "@" not in text:
        return text
    chars = list(text)
    floor = 0
    at = text.find("@")
    while at != -1:
        start = at
        while start > floor and text[start - 1] in _LOCAL:
            start -= 1
        # A host's name may be cut off by the end of a quotation, even before its first letter.
        following = text[at + 1 : at + 2]
        if start < at and (not following or following.isalnum()):
            chars[start:at] = MASK * (at - start)
        floor = at + 1
        at = text.find("@", floor)
    return "".join(chars)


def mask_value(value: object) -> object:
    """Mask a value on its way into a page; markup of ours passes as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return mask_addresses(value)
    return value


def mask_passage(passage: Passage, around: int) -> Passage:
    """Mask a passage as a whole and cut its context down.

    An address may stand half before and half inside the marked words, or be cut in two by
    the end of the context: so the passage is to be read with more context than is shown.

    Args:
        passage: with at least `SPARE` code points more context than `around`, where the
            text has them.
        around: code points of context to keep on either side.

    Returns:
        The passage as it may be shown.

    Cost: O(n).
    """
    masked = mask_addresses(passage.before + passage.marked + passage.after)
    start = len(passage.before)
    end = start + len(passage.marked)
    before, after = masked[:start], masked[end:]
    return msgspec.structs.replace(
        passage,
        before=before[-around:] if len(before) > around else before,
        marked=masked[start:end],
        after=after[:around],
        is_start=passage.is_start and len(before) <= around,
        is_end=passage.is_end and len(after) <= around,
    )
