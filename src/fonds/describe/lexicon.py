"""Lexicon: which strings of letters are words, to English or to one story."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.name_words import ACTIONS, HONORIFIC_WORDS, SAYING_VERBS
from fonds.describe.repair_words import KNOWN_WORDS

WORDS = EVERYDAY_WORDS | KNOWN_WORDS | SAYING_VERBS | {w.lower() for w in HONORIFIC_WORDS}
"""Words of English as they stand; regular forms of them are words too."""

_LETTERS = bytes(
    code if code < 128 and (chr(code).isalpha() or chr(code) == "'") else ord(" ")
    for code in range(256)
)
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "r", "st")
_AFTER_AN_E = frozenset(("d", "r", "st"))
_DROP_AN_E = frozenset(("ed", "ing", "er", "ers", "est"))
_Y_ENDINGS = ("ies", "ied", "ier", "iest", "ily")


class Lexicon(Struct, frozen=True):
    """The words of a story, and those of English.

    Attributes:
        written: n words of the story in order, as written, with inner apostrophes.
        unique: the same, each once.
    """

    written: Sequence[str]
    unique: frozenset[str]

    def has_written(self, word: str) -> bool:
        """Tell whether a word stands in the story, as it is or in small letters."""
        return word in self.unique or word.lower() in self.unique

    def has(self, word: str) -> bool:
        """Tell whether a word is known to English or stands in the story as it is."""
        return word in self.unique or is_word(word)


def make_lexicon(text: str) -> Lexicon:
    """List the words of a text.

    Args:
        text: n code points; words of Latin letters without accents are seen.

    Returns:
        Its words.

    Cost: O(n), some 10 million words a second.

    Example:
        >>> make_lexicon("It’s “so late”.").written
        ["It's", 'so', 'late']
    """
    raw = text.replace("’", "'").encode("latin-1", "replace").translate(_LETTERS)
    written = raw.decode("ascii").split()
    return Lexicon(written, frozenset(written))


def is_word(word: str) -> bool:
    """Tell whether a word of small letters is an everyday word of English.

    Example:
        >>> is_word("detectives"), is_word("tective")
        (True, False)
    """
    return word in WORDS or word in ACTIONS or not WORDS.isdisjoint(iter_stems(word))


def iter_stems(word: str) -> Iterator[str]:
    """Yield what a word may be a regular form of.

    Cost: O(1).

    Example:
        >>> list(iter_stems("making"))
        ['mak', 'make']
    """
    for ending in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            stem = word[: -len(ending)]
            if ending in _AFTER_AN_E and stem[-1] != "e":
                continue
            yield stem
            if ending in _DROP_AN_E:
                yield stem + "e"
                if len(stem) > 3 and stem[-1] == stem[-2]:
                    yield stem[:-1]
    for ending in _Y_ENDINGS:
        if len(word) > len(ending) + 1 and word.endswith(ending):
            yield word[: -len(ending)] + "y"
