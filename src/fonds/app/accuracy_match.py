"""Accuracy, matching: when a value says the same as the gold."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

LIKE = 92.0
"""A title or author this alike is the same. Source: the task; indexes have typos."""

NEAR = 80.0
"""From here a wrong value is called near."""

_AND = re.compile(r"[/&]")
_ASIDE = re.compile(r"\([^)]*\)")  # "Crowley (Good Omens)": the archive's, not the name's
_NO_WORD = re.compile(r"[\W_]+")
_LONGEST = 4000
"""Characters that are compared of long values; the rest adds cost, not insight."""


def fold_words(text: str) -> str:
    """Fold case, accents and punctuation; words remain with one space between them.

    Example:
        >>> fold_words("“L’Été,  à *Oz*”")
        'l ete a oz'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NO_WORD.sub(" ", bare).strip()


def measure_likeness(left: str, right: str) -> float:
    """Measure how alike two texts are, whatever the order of their words: 0..100.

    Args:
        left: folded.
        right: folded.

    Returns:
        What is known as the token-sort ratio: 200 * (characters in common, in order) / (all
        characters), of the words sorted.

    Cost: O(len(left) * len(right) / 64); at most 4,000 characters each.

    Example:
        >>> measure_likeness("the fog", "fog the"), round(measure_likeness("oz", "ox"))
        (100.0, 50)
    """
    if not left and not right:
        return 100.0
    return fuzz.token_sort_ratio(left[:_LONGEST], right[:_LONGEST])


def is_alike(gold: str, found: str) -> bool:
    """Tell whether a title or a name is the same, but for a typo."""
    left, right = fold_words(gold), fold_words(found)
    if not left or not right:
        return "".join(gold.split()) == "".join(found.split())
    return left == right or measure_likeness(left, right) >= LIKE


def is_same_value(field: str, gold: Any, found: Any) -> bool:  # noqa: ANN401 - any JSON values
    """Tell whether what was found of a field is what the gold says.

    Args:
        field: a field of a set.
        gold: a value; a list where one string is asked holds all that would be right.
        found: the value, never None.

    Cost: O(length); names are compared as `measure_likeness` does.
    """
    if isinstance(gold, list) and isinstance(found, str):
        return any(is_same_value(field, one, found) for one in gold)
    if field == "author" and isinstance(gold, str):
        return any(is_alike(gold, name) for name in (" and ".join(found), " ".join(found)))
    if field == "title":
        return is_alike(gold, found)
    if field == "pairing":
        return _fold_pairs(gold) == _fold_pairs(found)
    if field == "year":
        return str(found)[:4] == str(gold)
    if isinstance(gold, str) and isinstance(found, str):
        return fold_words(gold) == fold_words(found)
    if isinstance(gold, list | tuple) and isinstance(found, list | tuple):
        return sorted(fold_words(str(one)) for one in gold) == sorted(
            fold_words(str(one)) for one in found
        )
    if isinstance(gold, Mapping) and isinstance(found, Mapping):
        return all(is_same_value("", gold[key], found.get(key)) for key in gold)
    return bool(gold == found)


def give_words(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Give the words of a value, folded, to look for them elsewhere."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return give_words(value.get("title") or value.get("text"))
    if isinstance(value, list | tuple):
        return " ".join(give_words(one) for one in value)
    return fold_words(str(value))


def _fold_pairs(pairs: Sequence[str]) -> list[tuple[str, ...]]:
    couples = (_AND.split(_ASIDE.sub("", pair)) for pair in pairs)
    return sorted(tuple(sorted(_fold_name(name) for name in couple)) for couple in couples)


def _fold_name(name: str) -> str:
    return fold_words(name.partition(" | ")[0])  # "Ozma | Tip": an archive's way to say both
