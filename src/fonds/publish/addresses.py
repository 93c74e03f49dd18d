"""Addresses: e-mail addresses are covered wherever a work is shown to people.

Headers of thirty years ago give the address of somebody who never asked to stand on a
page. Whose story it is stays readable; where to write to them does not.
"""

import re

COVER = "•"
"""Stands for one character, so that spans in the text stay true."""

_AT = re.compile(r"[@＠]|%40| ?(?:\(at\)|\[at\]) ?", re.IGNORECASE)
_MAYBE = re.compile(r"[@＠]|%40|[(\[ ]at[)\] ]", re.IGNORECASE)
"""Without any of these there is no address: a page has a thousand short texts, and one look
at each is enough for most."""
_LOCAL_MARKS = frozenset("._%+-'=~&#!$*/|{}?^`")
_HOST_MARKS = frozenset(".-")
_MOST_HOST = 253  # characters of a host's name: RFC 1035, 2.3.4
# "at" and "dot" are words of English too: only a well-known ending makes it an address.
_SPELLED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} at (?:\w[\w-]{0,62} dot ){1,4}"
    r"(?:com|org|net|edu|info|gov|mil|uk|ca|au|nz|ie|de|nl|fr|example)\b",
    re.IGNORECASE,
)


def mask_addresses(text: str) -> str:
    """Cover every e-mail address, those of the old networks and spelled-out ones too.

    An address is a run of letters, digits and the marks addresses have, an "@" (or "(at)",
    "[at]", "%40"), and a host; the host needs no dot, for those of BITNET and UUCP had
    none. A handle such as "@holmes" is not one.

    Args:
        text: n code points of anything.

    Returns:
        n code points: those of an address are `COVER`, but for its "@".

    Cost: O(n).

    Example:
        >>> mask_addresses("write to watson@baker.example, or @ home")
        'write to ••••••@•••••••••••••, or @ home'
    """
    if _MAYBE.search(text) is None:
        return text
    text = _mask_spelled(text)
    covered: list[tuple[int, int]] = []
    floor = 0
    for at in _AT.finditer(text):
        start = at.start()
        while start > floor and _is_local(text[start - 1]):
            start -= 1
        end = _find_host_end(text, at.end())
        # A quotation may be cut off right behind the "@": the name is covered all the same.
        if start < at.start() and (end > at.end() or end == len(text)):
            covered += [(start, at.start()), (at.end(), end)]
        # What was a host here may be a name before the next "@", as in old relayed addresses.
        floor = at.end()
    return _cover(text, covered) if covered else text


def mask_values(value: object) -> object:
    """Cover the addresses in every string of a JSON value.

    Example:
        >>> mask_values({"by": ["alice@oz.example", 3]})
        {'by': ['•••••@••••••••••', 3]}
    """
    if isinstance(value, str):
        return mask_addresses(value)
    if isinstance(value, dict):
        return {mask_values(key): mask_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_values(item) for item in value]
    return value


def _is_local(char: str) -> bool:
    return char.isalnum() or char in _LOCAL_MARKS


def _find_host_end(text: str, start: int) -> int:
    most = min(len(text), start + _MOST_HOST)
    end = start
    while end < most and (text[end].isalnum() or text[end] in _HOST_MARKS):
        end += 1
    # The full stop of the sentence is not the host's.
    while end > start and text[end - 1] in _HOST_MARKS:
        end -= 1
    return end


def _mask_spelled(text: str) -> str:
    spans = [match.span() for match in _SPELLED.finditer(text)]
    return _cover(text, spans) if spans else text


def _cover(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        # Two addresses may share a host that is the next one's name.
        start = max(start, at)  # noqa: PLW2901
        parts += [text[at:start], COVER * (end - start)]
        at = max(at, end)
    parts.append(text[at:])
    return "".join(parts)
