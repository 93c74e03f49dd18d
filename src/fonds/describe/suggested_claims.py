"""Suggested claims: rating, warnings and reading ease of a text, as claims with evidence.

A suggestion never overrides what is stated; a statement much milder is a problem to look at.
"""

from collections.abc import Iterable, Sequence

from fonds.describe.content_rates import find_content
from fonds.describe.rating_model import RatingModel
from fonds.describe.reading_ease import reading_ease
from fonds.describe.suggested import LEVELS, Passage, judge_content
from fonds.describe.suggested_warnings import rank_warnings
from fonds.describe.telling import Telling, quote_place
from fonds.model.claim import Claim, Evidence, find_best_claim
from fonds.model.problem import Problem
from fonds.model.work import Work

RATING_MILDER = "describe.rating-milder"
"""The rating that is stated is two steps or more below what the text suggests."""

SUGGESTED_MAKERS = frozenset(
    {"rating-in-text/1", "rating-in-library/1", "warnings-in-text/1", "reading-ease/1"}
)
"""What says the claims of this file."""

SURE_ENOUGH = 0.6
"""So sure must a suggestion be before what is stated is doubted."""

_STEPS_MILDER = 2
_QUOTE = 200


def describe_suggested(
    work: Work, telling: Telling, language: str, model: RatingModel | None = None
) -> list[Claim]:
    """Describe what the words of a story suggest: rating, warnings, reading ease.

    Args:
        work: a story of 100 words or more.
        telling: of its blocks.
        language: as `find_language` has it; only English is understood.
        model: what the library has learnt from its own headers, or None.

    Returns:
        Derived claims, quoting the passages that carry them where the texts of the sources
        are at hand; none in another language.

    Cost: O(characters), some six million a second.
    """
    if language != "en":
        return []
    found = find_content(telling)
    rating = judge_content(telling, found, model)
    evidence = _quote(work, telling, rating.passages)
    claims = [
        Claim("suggested_rating", rating.rating, "derived", rating.confidence, evidence, rating.by)
    ]
    warnings = rank_warnings(telling, found)
    if warnings:
        value = [{"warning": one.warning, "confidence": one.confidence} for one in warnings]
        plainest = [passage for one in warnings for passage in one.passages[:2]]
        sure = warnings[0].confidence
        evidence = _quote(work, telling, plainest)
        claims.append(
            Claim("suggested_warnings", value, "derived", sure, evidence, "warnings-in-text/1")
        )
    ease = reading_ease(telling.text, language)
    if ease is not None:
        claims.append(Claim("reading_ease", ease, "derived", 0.9, (), "reading-ease/1"))
    return claims


def _quote(work: Work, telling: Telling, passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    quoted = (quote_place(work, telling, one.start, one.end) for one in passages)
    return tuple(dict.fromkeys(one for one in quoted if one is not None))


def find_milder(claims: Iterable[Claim]) -> Problem | None:
    """Find out whether the rating that is stated is much milder than the text.

    Args:
        claims: of a work, suggestions among them.

    Returns:
        A problem when the best claim of a rating is two steps or more below a suggestion that
        is at least 0.6 sure; None otherwise, and where a person has set the rating.

    Cost: O(claims).
    """
    listed = tuple(claims)
    stated = find_best_claim(listed, "rating")
    suggested = find_best_claim(listed, "suggested_rating")
    if stated is None or suggested is None or stated.basis == "curated":
        return None
    if stated.value not in LEVELS or suggested.value not in LEVELS:
        return None
    steps = LEVELS.index(suggested.value) - LEVELS.index(stated.value)
    if steps < _STEPS_MILDER or suggested.confidence < SURE_ENOUGH:
        return None
    message = (
        f"The rating is stated as {stated.value}; the text reads as {suggested.value}. "
        "What is stated was kept."
    )
    if not suggested.evidence:
        return Problem(RATING_MILDER, message)
    place = suggested.evidence[0]
    quote = place.quote[:_QUOTE]
    return Problem(
        RATING_MILDER, message, quote, place.start, place.start + len(quote), place.source
    )
