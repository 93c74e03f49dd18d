"""Pairs: how `pairing:Holmes/Watson` finds "John Watson/Sherlock Holmes".

A pairing is indexed, beside its words, as terms that join one word of one side with one
word of another, in alphabetical order: "holmes/john", "holmes/watson" …. A query is all
joined words of its own sides, so that either order and any part of a name match, but
never names of two different pairings.
"""

from collections.abc import Iterable
from itertools import combinations, product

from fonds.search.fields import analyze

MAX_SIDES = 8
"""Sides of one pairing that are joined; with more, the terms would grow by the square."""

MAX_WORDS = 6
"""Words of one side that are joined."""


def find_pair_terms(pairing: str) -> tuple[str, ...]:
    """Find the joined words of a pairing.

    Args:
        pairing: "A/B" (romantic), "A & B" (not), with any number of sides, or "A x B".

    Returns:
        Terms in order, none twice; empty when there is only one side.

    Example:
        >>> find_pair_terms("Sherlock Holmes/Watson")
        ('holmes/watson', 'sherlock/watson')
        >>> find_pair_terms("Watson & Holmes")
        ('holmes&watson',)
    """
    groups = [
        [_words_of(side) for side in group.replace(" x ", "/").split("/")]
        for group in pairing.split("&")
    ]
    sides = [(number, words) for number, group in enumerate(groups) for words in group if words]
    terms: set[str] = set()
    for (group, words), (other, others) in combinations(sides[:MAX_SIDES], 2):
        sign = "/" if group == other else "&"
        terms.update(_join(words, others, sign))
    return tuple(sorted(terms))


def _words_of(side: str) -> list[str]:
    return analyze("pairing", side)[:MAX_WORDS]


def _join(words: Iterable[str], others: Iterable[str], sign: str) -> Iterable[str]:
    for pair in product(words, others):
        yield sign.join(sorted(pair))
