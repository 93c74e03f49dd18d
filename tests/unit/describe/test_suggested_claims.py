"""Suggested claims: what a story's words suggest is said beside what is stated, never over it."""

import msgspec
import pytest

from fonds.describe.suggested_claims import RATING_MILDER, describe_suggested, find_milder
from fonds.describe.telling import tell
from fonds.model.claim import Claim, find_best_claim
from tests.factories import make_claim, make_work

GRIM = (
    "The guard was stabbed by the gate, and a pool of blood spread under the torches.",
    "They tortured him in the tower until he screamed in pain and told them everything.",
)


def described(*paragraphs: str, language: str = "en") -> list[Claim]:
    work = make_work(paragraphs)
    text = "\n\n".join(paragraphs)
    whole = msgspec.structs.replace(work, texts=(text,))
    return describe_suggested(whole, tell(whole.blocks), language)


def test_a_story_gets_a_rating_warnings_and_its_ease() -> None:
    claims = {claim.field: claim for claim in described(*GRIM * 9)}
    assert set(claims) == {"suggested_rating", "suggested_warnings", "reading_ease"}
    assert {claim.basis for claim in claims.values()} == {"derived"}
    assert claims["suggested_rating"].by == "rating-in-text/1"
    assert claims["suggested_warnings"].value[0].keys() == {"warning", "confidence"}
    assert isinstance(claims["reading_ease"].value, float)


def test_evidence_is_what_the_source_has() -> None:
    text = "\n\n".join(GRIM * 9)
    for claim in described(*GRIM * 9)[:2]:
        assert claim.evidence
        for quoted in claim.evidence:
            assert text[quoted.start : quoted.end] == quoted.quote
            assert quoted.quote in GRIM


def test_of_another_language_nothing_is_said() -> None:
    assert described(*GRIM * 9, language="de") == []


def test_a_work_without_its_texts_is_described_without_quotes() -> None:
    work = make_work(GRIM * 9)
    claims = describe_suggested(work, tell(work.blocks), "en")
    assert [claim.evidence for claim in claims] == [()] * len(claims)


def claims_of(
    stated: str, suggested: str, *, sure: float = 0.8, basis: str = "stated"
) -> list[Claim]:
    return [
        make_claim("rating", stated, basis),  # type: ignore[arg-type]
        make_claim("suggested_rating", suggested, "derived", confidence=sure, quote="stabbed"),
    ]


@pytest.mark.parametrize(
    ("stated", "suggested"),
    [
        ("General Audiences", "Mature"),
        ("General Audiences", "Explicit"),
        ("Teen And Up Audiences", "Explicit"),
    ],
)
def test_a_rating_much_milder_than_the_text_is_a_problem(stated: str, suggested: str) -> None:
    problem = find_milder(claims_of(stated, suggested))
    assert problem is not None
    assert problem.code == RATING_MILDER
    assert (problem.quote, problem.start, problem.end) == ("stabbed", 0, 7)
    assert stated in problem.message
    assert suggested in problem.message


@pytest.mark.parametrize(
    "claims",
    [
        claims_of("Teen And Up Audiences", "Mature"),
        claims_of("Explicit", "General Audiences"),
        claims_of("Not Rated", "Explicit"),
        claims_of("General Audiences", "Explicit", sure=0.59),
        claims_of("General Audiences", "Explicit", basis="curated"),
        claims_of("General Audiences", "Explicit")[:1],
        claims_of("General Audiences", "Explicit")[1:],
        [],
    ],
)
def test_everything_else_is_none(claims: list[Claim]) -> None:
    assert find_milder(claims) is None


def test_what_is_stated_is_never_overridden() -> None:
    claims = claims_of("General Audiences", "Explicit")
    best = find_best_claim(claims, "rating")
    assert best is not None
    assert best.value == "General Audiences"
