"""The whole: what follows from all the words of a story, header aside."""

import re
from collections.abc import Sequence

from fonds.describe.fandom_in_text import NameFinder, find_fandoms_in_text
from fonds.describe.form import FORM_MAKER
from fonds.describe.kind import find_kind
from fonds.describe.kind_codes import KIND_MAKERS, Kind
from fonds.describe.language import find_language
from fonds.describe.viewpoint import find_viewpoint
from fonds.describe.words import count_words
from fonds.model.block import Block
from fonds.model.body import join_body
from fonds.model.claim import Claim, find_best_claim
from fonds.model.work import Work

_TELLING = ("creators", "rating_stated", "relationships", "summary", "disclaimer")
_URL = re.compile(r"https?://[^\s<>\"]{4,300}")
_MIN_WORDS = 40  # below this neither language nor viewpoint can be told

WHOLE_MAKERS = KIND_MAKERS | {
    FORM_MAKER,
    "words/1",
    "scenes/1",
    "language/1",
    "viewpoint/1",
    "names-in-text/1",
    "only-link/1",
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


def describe_whole(work: Work, finder: NameFinder) -> tuple[Claim, ...]:
    """Describe a work from its body: words, scenes, language, viewpoint, tense, fandom.

    Args:
        work: joined, with the claims its header gave.
        finder: the names of all packs.

    Returns:
        Derived claims; their evidence is the whole body, so none is quoted.

    Cost: O(characters) for words; language, viewpoint and fandom look at bounded samples.
    """
    body = join_body(work.blocks).text
    words = count_words(body)
    claims = [
        _derived("words", words, 1.0, "words/1"),
        _derived("scenes", count_scenes(work.blocks), 0.9, "scenes/1"),
    ]
    if words >= _MIN_WORDS:
        language, sure = find_language(body)
        claims.append(_derived("language", language, sure, "language/1"))
        person, tense, confidence = find_viewpoint(body)
        if person is not None:
            value = {"person": person, "narrator": None}
            claims.append(_derived("pov", value, confidence, "viewpoint/1"))
        if tense is not None:
            claims.append(_derived("tense", tense, confidence, "viewpoint/1"))
    if work.kind == "not-story" and words < _MIN_WORDS * 2:
        claims += _only_link(work)
    if work.kind == "story" and not any(claim.field == "fandoms" for claim in work.claims):
        found = find_fandoms_in_text(body, finder)
        if found:
            names = [fandom for fandom, _ in found]
            claims.append(_derived("fandoms", names, found[-1][1], "names-in-text/1"))
    return tuple(claims)


def _only_link(work: Work) -> list[Claim]:
    """Where a page that is only a link says the story has gone."""
    for block in work.blocks:
        match = _URL.search(block.text) if block.kind != "chrome" else None
        if match is not None:
            address = match.group().rstrip(".,)>")
            return [_derived("source_url", address, 0.7, "only-link/1")]
    return []


def count_scenes(blocks: Sequence[Block]) -> int:
    """Count the scenes of a story: stretches of text between breaks, headings and parts.

    Cost: O(n).
    """
    scenes = 0
    open_scene = False
    source = 0
    for block in blocks:
        if block.place != "body" or block.kind == "chrome":
            continue
        open_scene = open_scene and block.source == source
        source = block.source
        if block.kind in ("break", "heading"):
            open_scene = False
        elif not open_scene:
            scenes += 1
            open_scene = True
    return scenes


def _derived(field: str, value: object, confidence: float, by: str) -> Claim:
    return Claim(field, value, "derived", confidence, (), by)
