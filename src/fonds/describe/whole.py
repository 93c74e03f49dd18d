"""The whole: what follows from all the words of a story, header aside."""

import re
from collections.abc import Callable, Sequence

from fonds.describe.about import ABOUT_MAKERS, describe_about
from fonds.describe.canon_places import BY as CANON_MAKER
from fonds.describe.canon_places import find_canon_places, may_name_places
from fonds.describe.episode_index import EpisodeIndex
from fonds.describe.fandom_in_text import FandomFinder
from fonds.describe.form import FORM_MAKER
from fonds.describe.kind import find_kind
from fonds.describe.kind_codes import KIND_MAKERS, Kind
from fonds.describe.language import UNDETERMINED, find_language
from fonds.describe.rating_model import RatingModel
from fonds.describe.repairs import REPAIRS_MAKER, make_repair_claims
from fonds.describe.scenes import find_scenes
from fonds.describe.suggested_claims import SUGGESTED_MAKERS, describe_suggested
from fonds.describe.telling import tell
from fonds.describe.words import count_words
from fonds.model.claim import Claim, find_best_claim
from fonds.model.work import Work
from fonds.packs.fandom import find_packs

_TELLING = ("creators", "rating_stated", "relationships", "summary", "disclaimer")
_URL = re.compile(r"https?://[^\s<>\"]{4,300}")
_MIN_WORDS = 40  # below this no language can be told
_TELLING_WORDS = 100  # below this no rating can be read

WHOLE_MAKERS = KIND_MAKERS | {
    FORM_MAKER,
    "words/1",
    "language/1",
    "only-link/1",
    CANON_MAKER,
    REPAIRS_MAKER,
    *ABOUT_MAKERS,
    *SUGGESTED_MAKERS,
}
"""What says the claims of this file: they are made anew when parts are joined."""


def describe_kind(work: Work) -> Kind:
    """Tell whether a work is a story: see `find_kind`."""
    named = (find_best_claim(work.claims, field) for field in ("title", "label:subject"))
    title = " ".join(str(claim.value) for claim in named if claim is not None)
    fields = sum(
        1
        for field in _TELLING
        if any(claim.field == field and claim.confidence > 0.7 for claim in work.claims)
    )
    path = work.sources[0].member or work.sources[0].path
    return find_kind(work.blocks, title, fields, path)


def describe_whole(
    work: Work,
    finder: FandomFinder,
    ratings: RatingModel | None = None,
    *,
    episodes: Callable[[], EpisodeIndex] | None = None,
) -> tuple[Claim, ...]:
    """Describe a work from its body: words, language, and what a story is about.

    Args:
        work: joined, with the claims its header gave.
        finder: all packs.
        ratings: what the library has learnt of ratings from its headers, or None.
        episodes: gives the places of the same packs, made when a header first asks for
            them; without it no place in canon is told.

    Returns:
        Derived claims, and where in its canon the header places a story, which is stated.
        Those that follow from the whole body quote nothing; the others quote the words that
        carry them, while the texts of the sources are at hand.

    Cost: O(characters).
    """
    telling = tell(work.blocks)
    words = count_words(telling.text)
    claims = [_derived("words", words, 1.0, "words/1")]
    language = UNDETERMINED
    if words >= _MIN_WORDS:
        language, sure = find_language(telling.text)
        claims.append(_derived("language", language, sure, "language/1"))
    if work.kind == "story":
        claims += describe_about(work, telling, finder)
        claims += _place(work, claims, episodes)
        claims += make_repair_claims(work, telling)
        if words >= _TELLING_WORDS:
            claims += describe_suggested(work, telling, language, ratings)
    else:
        claims.append(_derived("scenes", len(find_scenes(work.blocks, telling)), 0.9, "scenes/2"))
    if work.kind == "not-story" and words < _MIN_WORDS * 2:
        claims += _only_link(work)
    return tuple(claims)


def _place(
    work: Work, claims: Sequence[Claim], episodes: Callable[[], EpisodeIndex] | None
) -> tuple[Claim, ...]:
    """Where in its canon the header places a story of these fandoms."""
    if episodes is None or not may_name_places(work.claims):
        return ()
    index = episodes()
    named = find_best_claim((*work.claims, *claims), "fandoms")
    packs = find_packs(named.value, index.packs) if named is not None else ()
    return find_canon_places(work.claims, index, packs)


def _only_link(work: Work) -> list[Claim]:
    """Where a page that is only a link says the story has gone."""
    for block in work.blocks:
        match = _URL.search(block.text) if block.kind != "chrome" else None
        if match is not None:
            address = match.group().rstrip(".,)>")
            return [_derived("source_url", address, 0.7, "only-link/1")]
    return []


def _derived(field: str, value: object, confidence: float, by: str) -> Claim:
    return Claim(field, value, "derived", confidence, (), by)
