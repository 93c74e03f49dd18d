"""The charsets we read, under one name each, and the rule by which each gives characters.

Every rule is total: bytes that have no meaning in a charset become U+FFFD (or, for cp1252,
the control character of the same number), so that replaying a step can never fail.
"""

import codecs
import re

from fonds.errors import BugError

UTF_8 = "utf-8"
UTF_8_WITH_CP1252 = "utf-8+cp1252"
CP1252 = "cp1252"
LATIN_1 = "iso-8859-1"
CP437 = "cp437"
CP850 = "cp850"
MAC_ROMAN = "mac-roman"

# What Windows does with the five holes of cp1252 (81 8D 8F 90 9D): they stay the control
# characters of the same number. Source: WHATWG Encoding Standard, index-windows-1252.
_CP1252_HOLES = frozenset(b"\x81\x8d\x8f\x90\x9d")
CP1252_TABLE = "".join(
    chr(number) if number in _CP1252_HOLES else bytes([number]).decode("cp1252")
    for number in range(256)
)

# `surrogateescape` marks a byte that is no UTF-8 as U+DC00 + byte; strict UTF-8 can hold no
# surrogate of its own, so the marks are unambiguous.
_ESCAPED_TO_CP1252 = {0xDC00 + number: CP1252_TABLE[number] for number in range(0x80, 0x100)}
_SURROGATE = re.compile("[\ud800-\udfff]")

# Our name -> Python's codec. Not here on purpose: UTF-7 (a security hole), EBCDIC, and the
# codecs that are no charsets (rot13, punycode, unicode_escape).
CODECS: dict[str, str] = {
    LATIN_1: "latin_1",
    CP437: "cp437",
    CP850: "cp850",
    MAC_ROMAN: "mac_roman",
    "utf-16-le": "utf_16_le",
    "utf-16-be": "utf_16_be",
    "utf-32-le": "utf_32_le",
    "utf-32-be": "utf_32_be",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "cp852": "cp852",
    "cp866": "cp866",
    "cp874": "cp874",
    **{f"cp{number}": f"cp{number}" for number in (1250, *range(1251, 1259)) if number != 1252},
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in range(2, 17) if part != 12},
}

# Labels people and programs write, lower case, punctuation gone. Source: the WHATWG
# Encoding Standard's table of labels, with the DOS and Mac names of old mail readers.
_LABELS: dict[str, str] = {
    "utf8": UTF_8,
    "unicode11utf8": UTF_8,
    "ascii": LATIN_1,
    "usascii": LATIN_1,
    "ansix341968": LATIN_1,
    "latin1": LATIN_1,
    "l1": LATIN_1,
    "iso88591": LATIN_1,
    "windows1252": CP1252,
    "cp1252": CP1252,
    "xcp1252": CP1252,
    "ansi": CP1252,
    "utf16": "utf-16-le",
    "unicode": "utf-16-le",
    "ibm437": CP437,
    "ibm850": CP850,
    "ibm852": "cp852",
    "ibm866": "cp866",
    "macintosh": MAC_ROMAN,
    "macroman": MAC_ROMAN,
    "xmacroman": MAC_ROMAN,
    "mac": MAC_ROMAN,
    "sjis": "shift_jis",
    "xsjis": "shift_jis",
    "windows31j": "shift_jis",
    "cp932": "shift_jis",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "xgbk": "gb18030",
    "cp936": "gb18030",
    "big5hkscs": "big5",
    "cp950": "big5",
    "ksc56011987": "euc-kr",
    "cp949": "euc-kr",
    "uhc": "euc-kr",
    "koi8": "koi8-r",
    "tis620": "cp874",
    "windows874": "cp874",
    "latin2": "iso-8859-2",
    "latin9": "iso-8859-15",
    **{f"windows{number}": f"cp{number}" for number in range(1250, 1259) if number != 1252},
    **{re.sub(r"[^a-z0-9]", "", name): name for name in CODECS},
}


def find_charset_name(label: str) -> str | None:
    """Find our name for a charset label as people write it.

    Args:
        label: as it stands in a header or `<meta>`: "Windows-1252", "x-mac-roman".

    Returns:
        A name that `decode_as` knows, or None for a label we do not know.

    Cost: O(len(label)).
    Source: WHATWG Encoding Standard, labels.

    Example:
        >>> find_charset_name("ISO_8859-1"), find_charset_name("x-klingon")
        ('iso-8859-1', None)
    """
    return _LABELS.get(re.sub(r"[^a-z0-9]", "", label[:60].lower()))


def decode_as(name: str, data: bytes) -> str:
    r"""Give the characters of bytes by one named rule.

    Args:
        name: a key of `CODECS`, or "utf-8", "cp1252", "utf-8+cp1252" (valid UTF-8 sequences
            as such, every other byte by cp1252).
        data: n bytes, anything.

    Returns:
        At most n characters, without surrogates.

    Raises:
        BugError: when the name is none of ours.

    Cost: O(n).

    Example:
        >>> decode_as("utf-8+cp1252", b"caf\xc3\xa9 \x93caf\xe9\x94")
        'café “café”'
    """
    if name == UTF_8:
        return data.decode("utf-8", "replace")
    if name == CP1252:
        return codecs.charmap_decode(data, "strict", CP1252_TABLE)[0]
    if name == UTF_8_WITH_CP1252:
        return data.decode("utf-8", "surrogateescape").translate(_ESCAPED_TO_CP1252)
    codec = CODECS.get(name)
    if codec is None:
        msg = f"no charset rule is called {name!r}"
        raise BugError(msg)
    return _SURROGATE.sub("\ufffd", data.decode(codec, "replace"))


def is_decodable(name: str, data: bytes) -> bool:
    """Say whether every byte has a meaning in the charset.

    Cost: O(n).
    """
    if name == CP1252:
        return not data.translate(None, bytes(set(range(256)) - _CP1252_HOLES))
    try:
        chars = data.decode("utf-8" if name == UTF_8 else CODECS[name], "strict")
    except UnicodeDecodeError:
        return False
    return _SURROGATE.search(chars) is None


def count_utf8(data: bytes) -> tuple[int, int]:
    r"""Count what is UTF-8 and what is not.

    Returns:
        The number of characters beyond ASCII that are well-formed UTF-8, and the number of
        bytes that belong to no well-formed sequence.

    Cost: O(n).

    Example:
        >>> count_utf8(b"\xc3\xa9\xc3\xa8 \xe9")
        (2, 1)
    """
    chars = data.decode("utf-8", "surrogateescape")
    broken = len(_SURROGATE.findall(chars))
    ascii_bytes = len(data.translate(None, bytes(range(0x80, 0x100))))
    return len(chars) - ascii_bytes - broken, broken
