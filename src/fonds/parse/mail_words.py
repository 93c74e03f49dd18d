"""Words of mail: encoded words in header lines, and flowed lines in bodies."""

import base64
import binascii
import quopri
import re

from fonds.parse.plain import Decoder

_WORD = re.compile(r"=\?([A-Za-z0-9_.:-]{2,40})(?:\*[A-Za-z-]{1,20})?\?([BbQq])\?([^?\s]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(=\?)")
_SIGNATURE = "-- "


def decode_header(value: str, decode: Decoder) -> str:
    """Decode a header line's value: encoded words (RFC 2047), raw bytes, folds.

    Args:
        value: as the parser gave it; bytes that are not ASCII are surrogates in it.
        decode: bytes and a declared charset (or None) to a text and its problems.

    Returns:
        One line, white space collapsed.

    Cost: O(n).

    Example:
        >>> from fonds.model.text import Text
        >>> def plain(data, charset): return Text(data.decode(charset or "latin-1")), ()
        >>> decode_header("=?utf-8?Q?The_Caf=C3=A9?= story", plain)
        'The Café story'
    """
    if not value.isascii():
        raw = value.encode("utf-8", "surrogateescape")
        value = decode(raw, None)[0].chars
    if "=?" in value:
        value = _BETWEEN_WORDS.sub(r"\1\2", value)
        value = _WORD.sub(lambda match: _decode_word(match, decode), value)
    return " ".join(value.split())


def _decode_word(match: re.Match[str], decode: Decoder) -> str:
    charset, coding, coded = match.groups()
    try:
        raw = coded.encode("ascii")
        if coding in "Bb":
            data = base64.b64decode(raw + b"=" * (-len(raw) % 4))
        else:
            data = quopri.decodestring(raw, header=True)
    except (binascii.Error, ValueError):
        return match.group(0)
    return decode(data, charset)[0].chars


def unflow(chars: str, *, joins_words: bool = False) -> str:
    r"""Join the lines of a text that was sent as `format=flowed` (RFC 3676).

    Args:
        chars: the body; lines end in "\n".
        joins_words: True for `delsp=yes`: the space at a line's end is no part of the text.

    Returns:
        The body with one line a paragraph.

    Cost: O(n).

    Example:
        >>> unflow("The fog \ncame down.\nHolmes slept.")
        'The fog came down.\nHolmes slept.'
    """
    lines: list[str] = []
    is_flowing = False
    depth_before = 0
    for raw in chars.split("\n"):
        bare = raw.lstrip(">")
        depth = len(raw) - len(bare)
        line = bare.removeprefix(" ")
        marks = ">" * depth + " " if depth else ""
        flows = line.endswith(" ") and line != _SIGNATURE
        if is_flowing and depth == depth_before and line != _SIGNATURE:
            lines[-1] += line
        else:
            lines.append(marks + line)
        if flows and joins_words:
            lines[-1] = lines[-1][:-1]
        is_flowing = flows
        depth_before = depth
    return "\n".join(line.rstrip() for line in lines)
