"""How plausible a character beyond ASCII is between its two neighbours, in Western prose.

This is how one tells the charsets of the eighties and nineties apart: 0x8E is "é" on a Mac,
"Ä" under DOS and "Ž" under Windows, and only one of the three fits into "caf_".

Points: 2 fits as in any printed book, 1 likely, 0 says nothing, below 0 odd, -3 and less
nearly impossible. Source: ours; chosen on the sentences of
tests/tables/test_charset_table.py, every one of which must be told right.
"""

# Letters of words that English took over (café, naïve, façade), then those of its neighbours.
_COMMON = frozenset("éèêëàâäáåçñíîïóôöúûüæøßœÉÈÀÂÄÅÇÑÖÜÆØ")
_SELDOM = frozenset("ãìòõùÊËÁÍÎÏÓÔÚÛŒÿý")
_ALONE = frozenset("àéèæáíóöåôøâÀÉÖÅÓ")
_OPENING = frozenset("“‘«„‚")
_CLOSING = frozenset("”’»")
_BEFORE_OPENING = frozenset(" \t\n\r([{-–—\"'*_/>=“‘«…\x00\u00a0")
_MONEY = frozenset("£€¢¥")
_FRACTIONS = frozenset("½¼¾²³¹")
_SIGNS = frozenset("©®™§¶•·†‡‰")


def find_plausibility(before: str, char: str, after: str) -> float:
    r"""Give points for one character between two others.

    Args:
        before: the character before it ("\\n" at the start of the text).
        char: one character beyond ASCII.
        after: the character after it ("\\n" at the end).

    Returns:
        -4.0 to 2.0, see the head of this file.

    Cost: O(1).

    Example:
        >>> find_plausibility("f", "é", " "), find_plausibility("f", "Ž", " ")
        (2.0, -3.0)
    """
    if char < "\u00a0" or char == "\ufffd":
        return -4.0
    if char.isalpha() and char not in "ªºƒµ":
        return _letter(before, char, after)
    if char in _OPENING or char in _CLOSING:
        return _quotation_mark(before, char, after)
    if "\u2500" <= char <= "\u259f":
        return _box(before, char, after)
    inside_word = before.isalpha() and after.isalpha()
    if char in "–—…":
        return 1.0
    if char in _MONEY:
        return 1.5 if before.isdigit() or after.isdigit() else -0.5
    if char in "°º":
        return 1.5 if before.isdigit() else -0.5
    if char in _FRACTIONS:
        return 1.0 if not before.isalpha() and not after.isalpha() else -1.5
    if char in "\u00a0\u00ad":
        return 0.3
    if char in "¡¿":  # open a Spanish sentence
        return 1.0 if after.isalpha() and not before.isalnum() else -1.0
    if char in _SIGNS:
        return -2.0 if inside_word else 0.5
    return -2.0 if before.isalpha() or after.isalpha() else -0.3


def _letter(before: str, char: str, after: str) -> float:
    if char > "\u024f" and char not in "ﬁﬂ":  # Greek, Cyrillic … beside Latin letters
        return -3.0 if before.isascii() or after.isascii() else -0.5
    if char.isupper() and before.islower():
        return -3.0
    if char.islower() and before.isupper() and after.isupper():
        return -1.5
    if not before.isascii() and before.isalpha() and not after.isascii() and after.isalpha():
        return -1.5  # three accented letters in a row: a frame, or another alphabet
    if not before.isalpha() and not after.isalpha():
        return 1.0 if char in _ALONE else -0.5
    if char in _COMMON:
        return 2.0
    return 1.2 if char in _SELDOM else 0.0


def _quotation_mark(before: str, char: str, after: str) -> float:
    if char in _OPENING:
        opens = before in _BEFORE_OPENING and not after.isspace()
        if char in "„‚":  # only German and Dutch open with a low mark
            return 0.5 if opens and after.isalnum() else -1.5
        return 2.0 if opens else -1.0
    if char == "’" and before.isalpha() and after.isalpha():
        return 2.0
    if not before.isspace() and not after.isalpha():
        return 2.0
    return 0.5 if char == "’" and after.isalnum() else -1.5


def _box(before: str, char: str, after: str) -> float:
    if char in (before, after):
        return 1.0
    if "\u2500" <= before <= "\u259f" or "\u2500" <= after <= "\u259f":
        return 0.3  # Russian in KOI8-R is a medley of boxes under DOS; a frame repeats itself
    return -2.0 if before.isalpha() or after.isalpha() else 0.4
