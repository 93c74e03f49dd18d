"""Masking: the names in e-mail addresses are not shown to guests.

Headers of twenty years ago give the address of somebody who never asked to stand on a
page. Whose story it is stays readable; where to write to them does not.
"""

from markupsafe import Markup

_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-'=~&#!$*/")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")

MASK = "•"
"""Stands for one character of a name, so that spans in the text stay true."""


def mask_addresses(text: str) -> str:
    """Mask the name in every e-mail address.

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
        if start < at and _is_host(text, at + 1):
            chars[start:at] = MASK * (at - start)
        floor = at + 1
        at = text.find("@", floor)
    return "".join(chars)


def _is_host(text: str, start: int) -> bool:
    """Tell whether what follows an "@" is a host's name: two labels with a dot between."""
    end = start
    # 254 characters are the most that a host's name may have (RFC 1035, 2.3.4).
    while end < len(text) and end - start < 254 and text[end] in _HOST:
        end += 1
    name = text[start:end].strip(".-")
    return "." in name and name.rpartition(".")[2].isalpha()


def mask_value(value: object) -> object:
    """Mask a value on its way into a page; markup of ours passes as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return mask_addresses(value)
    return value
