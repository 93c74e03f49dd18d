"""Lost codes: what mail, web pages and wrong charsets leave of a character.

Quoted-printable ("=92"), entities ("&quot;" escaped twice, or without its semicolon) and
mojibake that decoding could not mend.
"""

import html
import re
from collections.abc import Iterator

from msgspec import Struct

from fonds.describe.lexicon import Lexicon, is_word
from fonds.model.record import Repair

# Every pattern begins with a character that prose seldom has.
_CODES = re.compile(r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2}){0,5}|[ \n](?=[a-z]))(?!=)")
_ADDRESS = re.compile(r"://|www\.|[?&;/<>]|==")
_UNIT = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]$|[\d)\]]$")
_LETTERS_BEFORE = re.compile(r"[A-Za-z]{1,30}$")
_LETTERS_AFTER = re.compile(r"[A-Za-z]{0,30}")
_SIGNS = frozenset(b" !\"',-.=?F")
_MARKS = frozenset("“”‘’—–…")

_ENTITY = re.compile(
    r"&(?:amp;){0,3}(?:#[0-9]{2,5};?|#[xX][0-9A-Fa-f]{2,5};|[A-Za-z][A-Za-z0-9]{1,9};"
    r"|(?:nbsp|quot|mdash|ndash|hellip|[lr][sd]quo)(?!=)|amp;)"
)
_QUERY = re.compile(r"://|www\.|\?\w{1,30}=")

_PUNCTUATION = re.compile("â€[\u0080-\u00bf\u0152-\u0178\u02c6-\u02dc\u2013-\u203a\u2122]?")
_LETTER = re.compile("[ÂÃ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u20ac\u2122]")
_NEAR = 60


class _Code(Struct, frozen=True):
    """A code met in a text.

    Attributes:
        repair: what to put in its place.
        is_sure: whether it shows by itself that the text is encoded.
    """

    repair: Repair
    is_sure: bool


def find_lost_codes(text: str, lexicon: Lexicon) -> Iterator[Repair]:
    """Find codes that stand for characters.

    Args:
        text: n code points of a story.
        lexicon: of the same text.

    Yields:
        Repairs, kind by kind.

    Cost: O(n); a search for "=", "&", "â" and "Ã" where there are none.
    """
    if "=" in text:
        codes = list(_iter_codes(text, lexicon))
        if any(code.is_sure for code in codes):
            yield from (code.repair for code in codes)
    if "&" in text:
        yield from _iter_entities(text)
    if not text.isascii():
        yield from _iter_mojibake(text)


def _iter_codes(text: str, lexicon: Lexicon) -> Iterator[_Code]:
    for match in _CODES.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] == "=" or _ADDRESS.search(_chunk(text, start, end)):
            continue
        before = text[max(0, start - _NEAR) : start]
        if match[0][1] in " \n":
            yield _join(text, start, end, lexicon)
            continue
        value = _read_codes(match[0])
        if value is None or (value != "=" and _UNIT.search(before)):
            continue
        after = text[end : end + 1]
        if value == " " and after.isspace():
            value = ""
        sure = _is_sure(before, value, text[end : end + _NEAR])
        yield _Code(Repair("quoted-printable", start, end, match[0], value), sure)


def _read_codes(codes: str) -> str | None:
    """What codes stand for: UTF-8 if they can, else Windows' Western charset."""
    raw = bytes.fromhex(codes.replace("=", ""))
    if any(byte < 0x80 and byte not in _SIGNS for byte in raw):
        return None
    try:
        value = raw.decode("utf-8")
    except UnicodeDecodeError:
        value = raw.decode("cp1252", "replace")
    return value.replace("\xa0", " ") if "\ufffd" not in value and value[:1] != "\x00" else None


def _is_sure(before: str, value: str, after: str) -> bool:
    """Whether a code stands inside a word, before one, or for a mark beside another."""
    letters = _LETTERS_AFTER.match(after)
    tail = letters[0] if letters is not None else ""
    if value.isascii():
        head = _LETTERS_BEFORE.search(before)
        return value == " " and head is not None and is_word(head[0].lower()) and is_word(tail)
    return bool(tail) or (value in _MARKS and before[-1:] in ".,!?")


def _join(text: str, start: int, end: int, lexicon: Lexicon) -> _Code:
    """A soft break: the line went on."""
    head = _LETTERS_BEFORE.search(text, max(0, start - _NEAR), start)
    tail = _LETTERS_AFTER.match(text, end)
    if head is None or tail is None:
        return _Code(Repair("quoted-printable", start, end, text[start:end], ""), is_sure=False)
    joined = head[0] + tail[0]
    cut = text[head.start() : tail.end()]
    is_cut = lexicon.has(joined) and not is_word(tail[0])
    sure = is_cut or text[start + 1] == "\n"
    return _Code(Repair("quoted-printable", head.start(), tail.end(), cut, joined), is_sure=sure)


def _chunk(text: str, start: int, end: int) -> str:
    """What stands around a place without a blank."""
    low = max(text.rfind(mark, max(0, start - 200), start) for mark in " \n\t") + 1
    return text[max(low, start - 200) : start] + text[end : end + 200].partition(" ")[0]


def _iter_entities(text: str) -> Iterator[Repair]:
    for match in _ENTITY.finditer(text):
        value = match[0]
        for _ in range(4):
            value = html.unescape(value if value.endswith(";") else f"{value};")
            if not value.startswith("&") or len(value) < 2:
                break
        value = value.replace("\xa0", " ")
        if len(value) != 1 or not (value.isprintable() or value == " "):
            continue
        if _QUERY.search(_chunk(text, match.start(), match.end())) is None:
            yield Repair("entity", match.start(), match.end(), match[0], value)


def _iter_mojibake(text: str) -> Iterator[Repair]:
    if "â€" in text:
        has_open = "â€œ" in text
        for match in _PUNCTUATION.finditer(text):
            value = _undo(match[0])
            end = match.end()
            if len(value) != 1:  # the last byte of ” is no character of cp1252, and was dropped
                end = match.start() + 2
                value = "”" if has_open and not text[end : end + 1].isalnum() else ""
            if value:
                yield Repair("mojibake", match.start(), end, text[match.start() : end], value)
    if "Ã" in text or "Â" in text:
        for match in _LETTER.finditer(text):
            value = _undo(match[0]).replace("\xa0", " ")
            follows = text[match.end() : match.end() + 1]
            # A capital at the end of a word may stand before a closing mark: IRMÃ”.
            if len(value) == 1 and (match[0][1] not in _MARKS or follows.islower()):
                yield Repair("mojibake", match.start(), match.end(), match[0], value)


def _undo(chars: str) -> str:
    """Read characters as the bytes they were, and these as UTF-8; as they are if they cannot."""
    raw = bytearray()
    for char in chars:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return chars
            raw.append(ord(char))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return chars
