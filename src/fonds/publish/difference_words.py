"""Difference, word by word: which words of two texts are the same, and texts cut accordingly."""

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from fonds.publish.alignment import Budget, Pair, align

_WORD = re.compile(r"\S+")
_SHORTEST_ISLAND = 3
"""Words: fewer of the same between two changes are chance ("of the"), when the changes are long."""

_SEA = 4
"""So many times as long as what is the same between them must two changes be together."""

_SIGN_WORDS = 3
"""Words in a row that two texts share once each: a sign that they stand for each other."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("—―", "--"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
"""Marks that change with the typewriter and not with the author."""


class Piece(Struct, frozen=True, gc=False):
    """A stretch of a text.

    Attributes:
        text: as it stands there.
        differs: whether the other text has it not.
    """

    text: str
    differs: bool = False


Pieces = tuple[Piece, ...]


def fold_words(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are compared: typewriter's marks made plain.

    Example:
        >>> fold_words("“Fog,”  she said…")
        ('"Fog,"', 'she', 'said...')
    """
    return tuple(word if word.isascii() else _fold(word) for word in text.split())


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word).translate(_PLAIN) or word


def match_words(one: Sequence[str], other: Sequence[str], budget: Budget) -> list[Pair]:
    """Find which words of two texts stand for each other.

    Args:
        one: n folded words.
        other: m folded words.
        budget: for what is matched plainly.

    Returns:
        Pairs of places, both rising.

    Cost: see `fonds.publish.alignment.align`.
    """
    return align(one, other, signs=(_make_signs(one), _make_signs(other)), budget=budget)


def _make_signs(words: Sequence[str]) -> list[tuple[str, ...] | None]:
    last = len(words) - _SIGN_WORDS
    return [
        tuple(words[place : place + _SIGN_WORDS]) if place <= last else None
        for place in range(len(words))
    ]


def drop_islands(pairs: Sequence[Pair], one: int, other: int) -> list[Pair]:
    """Drop a word or two that happen to be the same between two longer changes.

    Args:
        pairs: places of words that stand for each other, rising.
        one: n words of the one text.
        other: m words of the other.

    Returns:
        The pairs that are kept.

    Example:
        >>> drop_islands([(0, 0), (4, 4), (8, 8)], 9, 9)
        [(0, 0), (8, 8)]
    """
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and runs[-1][-1] == (pair[0] - 1, pair[1] - 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    kept: list[Pair] = []
    for number, run in enumerate(runs):
        before = runs[number - 1][-1] if number else (-1, -1)
        after = runs[number + 1][0] if number + 1 < len(runs) else (one, other)
        is_inner = run[0] != (0, 0) and run[-1] != (one - 1, other - 1)
        gaps = (_measure(before, run[0]), _measure(run[-1], after))
        if is_inner and len(run) < _SHORTEST_ISLAND and sum(gaps) >= _SEA * len(run):
            continue
        kept += run
    return kept


def _measure(before: Pair, after: Pair) -> int:
    return max(after[0] - before[0], after[1] - before[1]) - 1


def cut_pieces(text: str, differs: Sequence[bool]) -> Pieces:
    """Cut a text at its words; joined, the pieces are the text.

    Args:
        text: any text of n words.
        differs: for each word whether the other text has it not.

    Returns:
        Pieces that differ begin and end with a word; none is empty.

    Example:
        >>> [one.text for one in cut_pieces("a red lamp ", [False, True, False])]
        ['a ', 'red', ' lamp ']
    """
    if not any(differs):
        return (Piece(text),) if text else ()
    pieces: list[Piece] = []
    at = end = 0
    was = False
    for word, is_new in zip(_WORD.finditer(text), differs, strict=True):
        if is_new != was:
            border = word.start() if is_new else end
            if border > at:
                pieces.append(Piece(text[at:border], was))
            at, was = border, is_new
        end = word.end()
    if was:
        pieces.append(Piece(text[at:end], differs=True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def mark_words(one: str, other: str) -> tuple[Pieces, Pieces]:
    """Mark in two short texts the words that the other has not.

    Example:
        >>> here, there = mark_words("The Lamp", "The Lamps")
        >>> [(piece.text, piece.differs) for piece in there]
        [('The ', False), ('Lamps', True)]
    """
    here, there = fold_words(one), fold_words(other)
    if there < here:
        swapped, marked = mark_words(other, one)
        return marked, swapped
    pairs = drop_islands(match_words(here, there, Budget()), len(here), len(there))
    return (
        cut_pieces(one, list_differing([place for place, _ in pairs], len(here))),
        cut_pieces(other, list_differing([place for _, place in pairs], len(there))),
    )


def list_differing(places: Sequence[int], count: int) -> list[bool]:
    """Say of each of some words whether it is not among the places.

    Example:
        >>> list_differing([0, 2], 3)
        [False, True, False]
    """
    differs = [True] * count
    for place in places:
        differs[place] = False
    return differs
