"""Accuracy, names: when two names may mean one person, and whether a text has a name at all."""

import re
import unicodedata
from collections.abc import Sequence

from fonds.describe.given_names import is_same_given
from fonds.packs.folding import HONORIFICS, fold_name
from fonds.packs.pack import Pack

_NO_WORD = re.compile(r"[\W_]+")


def shares_words(full: str, said: str) -> bool:
    """Tell whether a name says no more and nothing else than another.

    Ranks and initials do not count, and a given name may be shortened.

    Example:
        >>> shares_words("James T. Kirk", "Captain Kirk"), shares_words("Jane Eyre", "John Eyre")
        (True, False)
    """
    one, other = _list_words(full), _list_words(said)
    short, long = sorted((one, other), key=len)
    if not short:
        return fold_name(full) == fold_name(said)
    return all(any(is_same_given(word, fuller) for fuller in long) for word in short)


def _list_words(name: str) -> list[str]:
    words = fold_name(name).split()
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    return [word for word in words if len(word) > 1] or words


def match_names(worth: Sequence[Sequence[int]]) -> dict[int, int]:
    """Give each name of one list at most one of another, the best first.

    Args:
        worth: for each of n names, how well each of m others fits; 0 for not at all.

    Returns:
        Places in the first list to places in the second; each is used once.

    Cost: O(n * m * log(n * m)).

    Example:
        >>> match_names([[1, 0], [2, 1]])
        {1: 0}
    """
    fitting = [
        (-value, row, column)
        for row, values in enumerate(worth)
        for column, value in enumerate(values)
        if value
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, row, column in sorted(fitting):
        if row not in matched and column not in taken:
            matched[row] = column
            taken.add(column)
    return matched


def list_names(name: str, packs: Sequence[Pack]) -> tuple[str, ...]:
    """List what a text may call somebody: the words of the name, and the aliases of packs."""
    words = _plain(name).split()
    while len(words) > 1 and fold_name(words[0]) in HONORIFICS:
        words = words[1:]
    telling = [word for word in words if len(word) > 1 and word[0].isupper()]
    aliases = [
        alias for pack in packs if name in pack.people for alias in pack.people[name].aliases
    ]
    return tuple(dict.fromkeys([name, *telling, *aliases]))


def is_named(text: str, names: Sequence[str]) -> bool:
    """Tell whether a text has one of some names, as they are written.

    Cost: O(text * names).

    Example:
        >>> is_named("They came to the house.", ("House",)), is_named("It was House’s.", ("House",))
        (False, True)
    """
    words = f" {_plain(text)} "
    return any(f" {_plain(name)} " in words for name in names)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NO_WORD.sub(" ", bare).strip()
