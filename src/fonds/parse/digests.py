"""Digests: the messages of a mailing list's or newsgroup's digest, one behind the other."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from fonds.model.block import Block

_RULE = re.compile(
    r"^[ \t]*+(?:[-_=*~]{8,}+|-{2,}+[^\n]{1,70})[ \t]*+$",
    re.MULTILINE,
)
_FIELD = re.compile(r"[ \t]{0,8}([A-Za-z][A-Za-z-]{1,24}):(?:[ \t]|$)")
_ANNOUNCED = re.compile(
    r"\bdigest\b|\btopics\b|messages? in this (?:issue|digest)|"
    r"\bvol(?:ume|\.)? ?\d+ ?[:,]? ?(?:issue|number|no\.?) ?\d+",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"^[ \t]{0,8}end of [^\n]{0,60}\b(?:digest|issue)\b", re.IGNORECASE | re.M)
_PROGRAM_FIELDS = frozenset(
    "message-id newsgroups path received organization references xref in-reply-to lines".split()
)
_OPENING = 4_000  # characters in which a digest says that it is one
_HEADER_CHARS = 3_000
_MOST = 5_000  # messages; the largest digests hold some hundred


class Message(Struct, frozen=True, array_like=True):
    """Where a message lies in a digest.

    Attributes:
        low: where its separator begins, or its header when it has none.
        first: where its header begins.
    """

    low: int
    first: int


def find_digest_messages(chars: str, blocks: Sequence[Block]) -> list[Message]:
    """Find the messages of a digest.

    A MIME digest shows by the header lines of the messages within it, a plain one (RFC 934,
    RFC 1153) by rules with mail headers below them. A story in letters has those too: a
    text is a digest when it says so, or when each header has a field that programs write.

    Args:
        chars: the text.
        blocks: its blocks; header lines of a MIME message are chrome.

    Returns:
        Two or more messages in order, or none when it is no digest.

    Cost: O(characters).
    Source: RFC 1153; RFC 934; the shape of list archives of the web.
    """
    nested = list(_iter_nested(blocks))
    if len(nested) > 1:
        return nested
    if chars.count("From:") + chars.count("Subject:") + chars.count("FROM:") < 2:
        return []  # seen at once; most texts are no digest
    found: list[Message] = []
    is_strong = True
    for rule in _RULE.finditer(chars):
        header = _header_below(chars, rule.end())
        if header is None:
            continue
        found.append(Message(rule.start(), header[0]))
        is_strong = is_strong and bool(header[1] & _PROGRAM_FIELDS)
        if len(found) >= _MOST:
            break
    if len(found) < 2:
        return []
    opening = chars[: min(found[0].first, _OPENING)]
    return found if is_strong or _ANNOUNCED.search(opening) is not None else []


def find_digest_end(chars: str, start: int) -> int:
    """Where the last message of a digest ends: before "End of … Digest", or at the end."""
    match = _CLOSING.search(chars, start)
    return len(chars) if match is None else match.start()


def _iter_nested(blocks: Sequence[Block]) -> Iterator[Message]:
    """Header blocks of the messages within a message: all but the outermost."""
    seen: set[str] = set()
    outermost = True
    start = -1
    for block in blocks:
        is_line = block.kind == "chrome" and block.place == "front"
        match = _FIELD.match(block.text) if is_line else None
        name = match[1].lower() if match is not None else ""
        if not is_line or name in seen:
            if start >= 0 and not outermost and "from" in seen and seen & {"subject", "date"}:
                yield Message(start, start)
            outermost = outermost and not seen
            seen, start = set(), -1
        if name:
            start = block.start if start < 0 else start
            seen.add(name)


def _header_below(chars: str, place: int) -> tuple[int, frozenset[str]] | None:
    """Where the mail header below a rule begins and which fields it has, if there is one."""
    window = chars[place : place + _HEADER_CHARS]
    position = place + len(window) - len(window.lstrip("\n \t"))
    names: list[str] = []
    first = position
    for line in chars[position : position + _HEADER_CHARS].split("\n"):
        if not line.strip():
            break
        match = _FIELD.match(line)
        if match is not None:
            names.append(match[1].lower())
            if names == ["message"]:  # "Message: 2" counts them, it is no field of theirs
                names, first = [], first + len(line) + 1
        elif not (names and line[:1] in " \t"):
            return None
    if "from" not in names or not {"subject", "date"} & set(names):
        return None
    return first, frozenset(names)
