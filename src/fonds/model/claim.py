"""Claim: something said of a work, by whom, and from which words."""

from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct

Basis = Literal["curated", "stated", "derived"]

BASIS_RANK: dict[str, int] = {"curated": 2, "stated": 1, "derived": 0}


class Evidence(Struct, frozen=True, gc=False):
    """The words a claim comes from.

    Attributes:
        source: index into the work's sources.
        start: first code point in that source's text, half-open.
        end: one past the last.
        quote: exactly `text.chars[start:end]`.
    """

    source: int
    start: int
    end: int
    quote: str


class Claim(Struct, frozen=True, gc=False):
    """One value of one field of a work.

    A field that holds a list has one claim per list, so that order is kept.

    Attributes:
        field: a field name of the one-record contract: "title", "creators", "rating" ….
        value: any JSON value.
        basis: who says so: a person later (`curated`), the header (`stated`), us (`derived`).
        confidence: 0..1.
        evidence: the words it comes from; empty only for values computed from the whole.
        by: what said it and at which version: "front-matter/1", "ao3-html/1".
    """

    field: str
    value: Any
    basis: Basis
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    by: str = ""


def find_best_claim(claims: Iterable[Claim], field: str) -> Claim | None:
    """Find the claim that speaks for a field: by basis, then confidence, then order.

    Args:
        claims: n claims of one work.
        field: a field name of the contract.

    Returns:
        The winner, or None when nothing is said of the field.

    Cost: O(n).

    Example:
        >>> low = Claim("title", "A", "derived", 0.9)
        >>> high = Claim("title", "B", "stated", 0.5)
        >>> find_best_claim([low, high], "title").value
        'B'
    """
    best: Claim | None = None
    for claim in claims:
        if claim.field != field:
            continue
        if best is None or _rank(claim) > _rank(best):
            best = claim
    return best


def _rank(claim: Claim) -> tuple[int, float]:
    return BASIS_RANK[claim.basis], claim.confidence
