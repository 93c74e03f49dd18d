"""Which charset bytes are in that are not UTF-8 and do not (rightly) say so themselves.

Two ways, behind one function: the old Western charsets are told apart by whether their
characters fit where they stand (`plausibility`); what fits in none of them goes to chardet.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

import chardet
from msgspec import Struct

from fonds.decode.charsets import (
    CODECS,
    CP437,
    CP850,
    CP1252,
    LATIN_1,
    MAC_ROMAN,
    decode_as,
    find_charset_name,
    is_decodable,
)
from fonds.decode.plausibility import find_plausibility

# Enough to tell: the sentences of the charset table need one to six places each.
SAMPLED_PLACES = 200
# Under this average the Western charsets explain the bytes badly. Source: ours; real Western
# sentences of tests/tables lie above 0.9, Polish, Russian and Japanese below 0.3.
POOR_AVERAGE = 0.6
CHARDET_BYTES = 65_536

_HIGH = re.compile(rb"[\x80-\xff]{1,64}")
_WESTERN = (CP1252, CP437, CP850, MAC_ROMAN)
# What chardet may answer: charsets that our Western points cannot judge.
_FOREIGN = frozenset(CODECS) - {CP437, CP850, MAC_ROMAN, LATIN_1, "iso-8859-15"}


class Guess(Struct, frozen=True):
    """A charset with its evidence.

    Attributes:
        name: a name that `charsets.decode_as` knows.
        confidence: 0..1, ours, not a probability.
        why: the evidence in words a person can check.
    """

    name: str
    confidence: float
    why: str


def find_charset(data: bytes) -> Guess:
    r"""Guess the charset of bytes that are not UTF-8.

    Args:
        data: n bytes.

    Returns:
        The best guess; never "utf-8". Ties go to cp1252.

    Cost: O(n) to find the places, then O(1): at most 200 of them are judged.
    Source: ours; tests/tables/test_charset_table.py.

    Example:
        >>> find_charset(b"He left the caf\x8e, smiling.").name
        'mac-roman'
    """
    pieces = _find_pieces(data)
    places = sum(weight * _count_high(piece) for piece, weight in pieces.items())
    if not places:
        return Guess(CP1252, 0.5, "no byte beyond ASCII")
    points = {name: _find_points(name, pieces) + _find_prior(name, data) for name in _WESTERN}
    best = max(_WESTERN, key=lambda name: points[name])
    if points[best] / places < POOR_AVERAGE:
        foreign = _ask_chardet(data)
        if foreign is not None:
            return foreign
    rival = _find_rival(best, points, pieces)
    why = f"{places} bytes beyond ASCII fit their places best as {best}"
    if rival is not None:
        why += f" ({points[best]:.1f} points; {rival} {points[rival]:.1f})"
    if best == CP1252 and not is_decodable(CP1252, data) and _is_mostly_holes(data):
        return Guess(LATIN_1, 0.3, "the bytes 80-9F are mostly those cp1252 leaves empty")
    return Guess(best, _find_confidence(points, best, rival, places), why)


def _find_pieces(data: bytes) -> Counter[bytes]:
    """Runs of bytes beyond ASCII, each with one byte before and after it."""
    runs: Iterable[re.Match[bytes]] = islice(_HIGH.finditer(data), SAMPLED_PLACES)
    return Counter(
        (data[run.start() - 1 : run.start()] or b"\n")
        + run.group()
        + (data[run.end() : run.end() + 1] or b"\n")
        for run in runs
    )


def _count_high(piece: bytes) -> int:
    return len(piece) - 2


def _find_points(name: str, pieces: Counter[bytes]) -> float:
    total = 0.0
    for piece, weight in pieces.items():
        chars = decode_as(name, piece)
        total += weight * sum(
            find_plausibility(chars[place - 1], chars[place], chars[place + 1])
            for place in range(1, len(chars) - 1)
        )
    return total


def _find_prior(name: str, data: bytes) -> float:
    """Points for what the ends of lines and of the file say about the machine."""
    if name == CP1252:
        return 0.5
    dos_end = b"\x1a" in data[-128:]  # CP/M and DOS padded files to blocks of 128 bytes
    if name in (CP437, CP850):
        return (1.0 if dos_end else 0.0) - (0.25 if name == CP850 else 0.0)
    if b"\n" in data[:CHARDET_BYTES]:
        return -0.5
    return 2.0 if b"\r" in data[:CHARDET_BYTES] else 0.0


def _find_rival(best: str, points: dict[str, float], pieces: Counter[bytes]) -> str | None:
    """The next best charset under which the text would read differently."""
    reading = [decode_as(best, piece) for piece in pieces]
    others = [
        name
        for name in _WESTERN
        if name != best and [decode_as(name, piece) for piece in pieces] != reading
    ]
    return max(others, key=lambda name: points[name], default=None)


def _find_confidence(points: dict[str, float], best: str, rival: str | None, places: int) -> float:
    average = points[best] / places
    if average <= 0:
        return 0.3
    margin = (points[best] - points[rival]) / places if rival is not None else average
    return round(min(0.98, 0.5 + 0.1 * min(average, 2.0) + 0.15 * min(margin, 2.0)), 2)


def _is_mostly_holes(data: bytes) -> bool:
    controls = data.translate(None, bytes(set(range(256)) - set(range(0x80, 0xA0))))
    holes = sum(controls.count(hole) for hole in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
    return holes * 2 > len(controls)


def _ask_chardet(data: bytes) -> Guess | None:
    first = _HIGH.search(data)
    start = max(0, first.start() - 1024) if first else 0
    sample = data[start : start + CHARDET_BYTES]
    answer = chardet.detect(sample)
    label, confidence = answer["encoding"], answer["confidence"]
    name = find_charset_name(label) if label else None
    if name is None or name not in _FOREIGN or not is_decodable(name, data):
        return None
    strange = [char for char in decode_as(name, sample) if not char.isascii()]
    if sum(map(str.isalpha, strange)) * 2 < len(strange):
        return None  # frames and dingbats: no language that chardet could have known
    return Guess(name, round(min(0.95, confidence), 2), f"chardet {chardet.__version__}: {label}")
