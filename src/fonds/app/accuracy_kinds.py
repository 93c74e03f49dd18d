"""Accuracy, kinds: in which way an answer is wrong."""

from collections.abc import Sequence
from typing import Any

from fonds.app.accuracy_match import (
    NEAR,
    fold_words,
    give_words,
    is_same_value,
    measure_likeness,
)
from fonds.model.claim import Claim

KINDS = {
    "missing, though it stands there": "nothing was said; the words stand in the text",
    "missing, not in these words": "nothing was said; the text has it in other words",
    "spurious": "something was said that nobody stated",
    "lost to another claim": "the right value was found, and another preferred",
    "too long": "the right value with more beside it",
    "too short": "a part of the right value",
    "near": "the same but for 8 to 20 in 100 characters",
    "another line of the text": "words that stand elsewhere in the text",
    "another value": "none of these",
    "no such work": "the file did not become the works that the gold has",
    "a story taken for none": "the kind is wrong",
    "no story taken for one": "the kind is wrong",
    "parts split": "one work became several",
    "parts merged": "several works became one",
    "parts split and merged": "both",
    "no fandom told": "a pack knows it, and nothing was said",
    "another fandom": "the first fandom that was said is none of the tagged",
    "not every fandom told": "of a crossover one was not said",
    "a fandom beside it": "a fandom was said that is none of the tagged",
    "a fandom that is none": "no pack knows the fandom, and another was said",
    "told as only spoken of": "somebody who is tagged was found, but not as being there",
    "told under another name": "somebody who is tagged was found, under a name of no pack",
    "joined with somebody else": "the name of somebody who is tagged was given to another",
    "not found": "somebody who is tagged, and named in the text, was not found",
    "known to the pack, not tagged": "somebody else of that world is said to be there",
    "known to no pack, not tagged": "somebody of no pack is said to be there",
    "no pairing told": "both were found, and no pairing was said",
    "another pairing": "both were found, and another pairing was said",
    "one of the two is not told to be there": "so that nothing could be said of the two",
    "one of the two is never named": "no word of the name, and no alias, stands in the text",
    "three people": "a pairing of more than two is tagged; pairs were said, or none",
    "friends for lovers": "the pairing is right, its sign is not",
    "lovers for friends": "the pairing is right, its sign is not",
    "no rating told": "nothing was suggested",
    "too mild": "the suggested rating is below the stated one",
    "too strong": "the suggested rating is above the stated one",
}
"""Every kind of failure, and what it means."""

CLAIM_FIELDS = {
    "author": ("creators", "label:author"),
    "pairing": ("relationships", "label:pairing"),
    "fandom": ("fandoms", "label:fandom"),
    "fandoms": ("fandoms", "label:fandom"),
    "year": ("date", "label:date"),
}
"""Claims that speak of a field, where they have another name."""


def name_failure(
    field: str,
    gold: Any,  # noqa: ANN401 - any JSON value
    found: Any,  # noqa: ANN401 - any JSON value
    *,
    claims: Sequence[Claim],
    text: str,
) -> str:
    """Name the kind of a wrong answer.

    Args:
        field: of the gold.
        gold: what is right; None when nothing is stated.
        found: what was said; None or empty when nothing was.
        claims: all that was said of the work.
        text: its words, folded.

    Returns:
        A key of `KINDS`.

    Cost: O(claims + text).
    """
    if field == "kind":
        return "a story taken for none" if gold == "story" else "no story taken for one"
    if field == "parts":
        return _name_parts(set(gold), set(found or ()))
    if gold is None:
        return "spurious"
    right = _list_right(gold, found)
    if found in (None, "", [], ()):
        stands = any(one and one in text for one in right)
        return "missing, though it stands there" if stands else "missing, not in these words"
    names = CLAIM_FIELDS.get(field, (field, f"label:{field}"))
    if any(_says(field, gold, claim.value) for claim in claims if claim.field in names):
        return "lost to another claim"
    return _name_difference(right, give_words(found), text)


def _name_difference(right: Sequence[str], said: str, text: str) -> str:
    if any(one and one in said for one in right):
        return "too long"
    if any(said and said in one for one in right):
        return "too short"
    if any(measure_likeness(one, said) >= NEAR for one in right):
        return "near"
    if said and said in text:
        return "another line of the text"
    return "another value"


def _list_right(gold: Any, found: Any) -> list[str]:  # noqa: ANN401 - any JSON values
    """All that would be right: a list is that where one string is asked, else it is whole."""
    if isinstance(gold, list) and (found is None or isinstance(found, str)):
        return [give_words(gold), *map(give_words, gold)]
    return [give_words(gold)]


def _says(field: str, gold: Any, value: Any) -> bool:  # noqa: ANN401 - any JSON values
    if field in ("author", "creators") and isinstance(value, str):
        value = [value]
    if isinstance(gold, str) and isinstance(value, dict):
        value = value.get("text", value.get("title"))
    if isinstance(gold, list) and isinstance(value, str):
        return fold_words(value) == fold_words(", ".join(map(str, gold)))
    return value is not None and is_same_value(field, gold, value)


def _name_parts(gold: set[str], found: set[str]) -> str:
    if found < gold:
        return "parts split"
    return "parts merged" if found > gold else "parts split and merged"
