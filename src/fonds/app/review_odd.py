"""Review of what is odd: damaged text and missing parts, as far as a person should look. Pure."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from fonds.decode.decode import LOST, MIXED, MOJIBAKE, NUL, TRUNCATED, UNCERTAIN
from fonds.model.block import Block
from fonds.model.claim import Evidence
from fonds.model.problem import Problem
from fonds.parse.parts import MISSING

DAMAGED = 0.5
"""Damaged places in a thousand words from which a person is asked. Source: fewer are a letter
here and there, of which a reader takes no notice."""

LEAST = 3
"""Damaged places that are asked about at all."""

_SHARES = {LOST: 0.5, NUL: 0.6, TRUNCATED: 0.5, UNCERTAIN: 0.4, MIXED: 0.3, MOJIBAKE: 0.25}
"""How much we doubt that a text with this problem is whole: our judgement."""

_ALWAYS = frozenset({NUL, TRUNCATED})
"""Asked about however little there is of it."""

_DAMAGE = re.compile(
    "\ufffd|[\u0080-\u009f]|\u00e2\u20ac|\u00c3[\u0080-\u00bf\u0192\u201a-\u203a]|\u00c2[\u00a0-\u00bf]|"
    "(?<=[A-Za-z])\\?(?=[a-z])"
)
"""A lost letter, a letter read in a wrong charset, a question mark for an apostrophe."""


class Oddity(Struct, frozen=True):
    """Something odd about a text that a person should look at.

    Attributes:
        field: "damage" or "missing-parts".
        why: in one sentence.
        place: where to look, or None for the beginning.
        share: 0..1, how much we doubt that it is right.
    """

    field: str
    why: str
    place: Evidence | None
    share: float


def find_oddities(problems: Sequence[Problem], blocks: Sequence[Block]) -> tuple[Oddity, ...]:
    """Find what is odd about a text: at most one of each field.

    Args:
        problems: what was odd when it was read.
        blocks: of the work.

    Cost: O(characters).
    """
    found = (_find_damage(problems, blocks), _find_missing(problems))
    return tuple(one for one in found if one is not None)


def _find_damage(problems: Sequence[Problem], blocks: Sequence[Block]) -> Oddity | None:
    told = [one for one in problems if one.code in _SHARES]
    places = list(_iter_damage(blocks))
    # Words are counted only where there is something to hold against them: most texts are whole.
    words = sum(len(one.text.split()) for one in blocks) if places else 1
    is_much = len(places) >= LEAST and len(places) * 1000 >= DAMAGED * max(1, words)
    worst = max(told, key=lambda one: _SHARES[one.code], default=None)
    if not is_much and not any(one.code in _ALWAYS for one in told):
        return None
    share = _SHARES[worst.code] if worst is not None else 0.3
    if is_much:
        share = min(0.9, share + len(places) * 20 / max(1, words))
    why = f"{len(places):,} places of it look damaged." if is_much else ""
    if worst is not None:
        why = f"{worst.message} {why}".strip()
    return Oddity("damage", why, places[0] if places else _place_of(worst), round(share, 3))


def _iter_damage(blocks: Sequence[Block]) -> Iterator[Evidence]:
    for block in blocks:
        # A block's text may be shorter than its span (markup, re-flowed lines): its place is
        # exact only where both are alike, else the block's beginning is a place to look at.
        is_exact = block.end - block.start == len(block.text)
        for match in _DAMAGE.finditer(block.text):
            start = block.start + match.start() if is_exact else block.start
            end = block.start + match.end() if is_exact else block.start
            yield Evidence(block.source, start, end, match[0] if is_exact else "")


def _place_of(problem: Problem | None) -> Evidence | None:
    if problem is None or problem.start is None or problem.end is None:
        return None
    return Evidence(problem.source, problem.start, problem.end, "")


def _find_missing(problems: Sequence[Problem]) -> Oddity | None:
    told = [one for one in problems if one.code == MISSING]
    return Oddity("missing-parts", told[0].message, None, 0.6) if told else None
