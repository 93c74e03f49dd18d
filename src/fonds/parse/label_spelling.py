"""Misspelt labels: "Disclamer", "Pairring", "Spoliers" and whatever else fingers do.

A word one slip away from a label is that label: a letter too many, too few, another, or two
changed about. The labels' own words with one letter left out are listed once, so that a look-up
costs one step a letter. Ordinary words that happen to be as near ("sitting", "staring") are
none.
"""

from collections.abc import Iterable

_LEAST = 6
"""Letters of the shortest label that may be misspelt: shorter ones are near too many words."""

_MOST = 30
_ORDINARY = frozenset(
    """
    afterward anther changes classifications companion compassion complexion contents couplet
    couplets creased create creates creature credit credited culprits dedicate dedicated
    delicate delicates disclaimed disclaims focused formal genera general improve improved
    lyric lyrical notary notice pacing paining paying pennames perpetrate posing poster
    precise prologue racing raging raking ranting raring ratings rationing rattling raving
    remark remarked reports revise rubric seating sequels serves setting settings settling
    shipped sitting sittings spoiled spoils staring starring starting starving states statue
    statues statute summar summer summers tamer tease teased teases tester thank thanked
    thinks timelines titled titles tittle triggered united universal update updates waiter
    waiters waiting waning warming warring winter write writes writhe written
    """.split()
)


class Spellings:
    """What is one slip away from known words; built once, never changed.

    Args:
        words: n words; those of fewer than six letters are near to nothing.

    Cost: O(letters of the words) to build; O(letters) a look-up.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._near: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= _LEAST:
                for key in _shortened(word):
                    self._near.setdefault(key, []).append(word)

    def find(self, typed: str) -> str | None:
        """Find the known word that was meant, or None.

        Args:
            typed: a word in lower case, not itself known.

        Returns:
            The first known word within one slip that begins with the same letter.

        Example:
            >>> Spellings(["disclaimer", "spoilers"]).find("spoliers")
            'spoilers'
        """
        if not _LEAST - 1 <= len(typed) <= _MOST or typed in _ORDINARY:
            return None
        for key in _shortened(typed):
            for word in self._near.get(key, ()):
                if word[0] == typed[0] and is_one_slip(word, typed):
                    return word
        return None


def is_one_slip(meant: str, typed: str) -> bool:
    """Tell whether two words differ by one letter more, less or other, or by two changed about.

    Cost: O(shorter word).

    Example:
        >>> is_one_slip("rating", "raiting"), is_one_slip("rating", "raitign")
        (True, False)
    """
    shorter = min(len(meant), len(typed))
    front = 0
    while front < shorter and meant[front] == typed[front]:
        front += 1
    back = 0
    while back < shorter - front and meant[-1 - back] == typed[-1 - back]:
        back += 1
    one, other = meant[front : len(meant) - back], typed[front : len(typed) - back]
    if len(one) <= 1 and len(other) <= 1:
        return True
    return len(one) == len(other) == 2 and one == other[::-1]


def _shortened(word: str) -> list[str]:
    """The word, and the word without each of its letters."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
