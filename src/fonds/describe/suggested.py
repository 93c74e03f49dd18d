"""Suggested: the rating that a text itself suggests, with the passages that carry it."""

import re
from collections.abc import Mapping, Sequence
from math import exp, log

from msgspec import Struct

from fonds.describe.content_rates import ContentFound, Hit, find_content
from fonds.describe.content_words import Content
from fonds.describe.rating_model import RatingModel, list_features, predict_rating
from fonds.describe.ratings import EXPLICIT, GENERAL, MATURE, TEEN
from fonds.describe.telling import Telling

LEVELS = (GENERAL, TEEN, MATURE, EXPLICIT)
"""AO3's ratings, the mildest first."""

MOST_PASSAGES = 5
_THRESHOLDS = (0.5, 1.5, 2.35)
"""How strong content must be for Teen, Mature, Explicit. Set by hand: AO3's own words for its
ratings, and the novels and stories named at `suggest_rating`, of which none is above Teen."""

_SCALES: Mapping[Content, tuple[float, float, float]] = {
    "violence": (1.4, 6.0, 12.0),
    "graphic violence": (2.4, 2.5, 6.0),
    "death": (0.9, 4.0, 9.0),
    "sexual content": (1.7, 5.0, 12.0),
    "explicit sex": (3.3, 3.0, 6.0),
    "mild language": (1.0, 3.0, 8.0),
    "strong language": (1.9, 4.0, 9.0),
    "substance use": (1.0, 4.0, 12.0),
    "hard drugs": (1.3, 2.0, 4.0),
    "self-harm": (1.8, 1.5, 4.5),
    "abuse": (1.5, 2.0, 5.0),
    "non-consent": (2.2, 1.5, 4.0),
}
"""For each kind: how far it can lead at most, and the weight in 1,000 words of the whole, or of
the thickest place, that leads 63 % of the way. By hand, see `_THRESHOLDS`."""

_BESIDE = (1.0, 0.4, 0.3, 0.2, 0.2, 0.1)
"""What the strongest kind, the second … add; ten mild things make no strong one."""

_LONG_WORDS = 2_000
_LONG_SHARE = 0.25
"""The longer a text, the likelier that one of its places is thick by chance."""

_CARRIES = 0.35
"""A kind with this share of the strongest one's strength has a part in the suggestion."""

_NEAR = 200
"""Code points within which words of content belong together."""

_LONGEST_SENTENCE = 300
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bDr)(?<!\bSt)(?<!\bMrs)[.!?…][\"”’')]{0,2}\s(?![a-z])|\n\n"
)


class Passage(Struct, frozen=True):
    """A sentence that carries a suggestion.

    Attributes:
        start: first code point in the telling's text, half-open.
        end: one past the last.
        kind: what it has.
    """

    start: int
    end: int
    kind: str


class Suggestion(Struct, frozen=True):
    """The rating that a text suggests.

    Attributes:
        rating: one of AO3's four.
        confidence: 0..1.
        lowest: the mildest rating that is plausible.
        highest: the strongest.
        passages: at most five, the strongest first; none for General Audiences.
        by: what judged.
    """

    rating: str
    confidence: float
    lowest: str
    highest: str
    passages: tuple[Passage, ...]
    by: str = "rating-in-text/1"


def suggest_rating(telling: Telling, model: RatingModel | None = None) -> Suggestion:
    """Suggest a rating from the words of a story.

    Args:
        telling: an English story of n code points.
        model: what a library has learnt from its own headers; None judges by hand.

    Returns:
        The suggestion, as a range with passages.

    Cost: O(n), some 30 million code points a second; with a model a sixth of that.
    Source: thresholds by hand, checked on 22 public-domain novels and 69 tagged stories of
        one author (General and Teen): docs/training.md says with what result.

    Example:
        >>> from fonds.describe.telling import tell
        >>> from fonds.model.block import Block
        >>> text = "Alice drank her tea, and the Hatter talked of nothing. " * 9
        >>> suggest_rating(tell([Block("paragraph", text, 0, len(text))])).rating
        'General Audiences'
    """
    return judge_content(telling, find_content(telling), model)


def judge_content(
    telling: Telling, found: ContentFound, model: RatingModel | None = None
) -> Suggestion:
    """Suggest a rating from content that was found already: see `suggest_rating`."""
    strengths = weigh_content(found)
    if model is None:
        rating, sure, lowest, highest = _judge_by_hand(strengths, found.words)
        by = "rating-in-text/1"
    else:
        rating, sure, lowest, highest = predict_rating(model, list_features(found, telling.text))
        by = "rating-in-library/1"
    passages = _find_passages(telling, found.hits, strengths) if rating else ()
    return Suggestion(LEVELS[rating], sure, LEVELS[lowest], LEVELS[highest], passages, by)


def weigh_content(found: ContentFound) -> dict[Content, float]:
    """Weigh each kind of content that was found: how far it leads, 0..3.3.

    Cost: O(kinds).
    """
    thin = 1 + _LONG_SHARE * log(max(1.0, found.words / _LONG_WORDS))
    strengths = {}
    for kind, rate in found.rates.items():
        most, whole, peak = _SCALES[kind]
        strengths[kind] = most * (1 - exp(-max(rate.whole / whole, rate.peak / peak / thin)))
    return strengths


def _judge_by_hand(strengths: Mapping[Content, float], words: int) -> tuple[int, float, int, int]:
    """The step, how sure, and the lowest and highest plausible step."""
    ranked = sorted(strengths.values(), reverse=True)
    strength = sum(one * share for one, share in zip(ranked, _BESIDE, strict=False))
    step = _step_of(strength)
    gap = min(abs(strength - threshold) for threshold in _THRESHOLDS)
    sure = 0.5 + 0.4 * min(1.0, gap / 0.6)
    sure *= min(1.0, 0.7 + words / 2_000)
    lowest = _step_of(0.65 * strength - 0.1)
    return step, round(sure, 2), lowest, max(step, _step_of(1.3 * strength + 0.4))


def _step_of(strength: float) -> int:
    return sum(strength >= threshold for threshold in _THRESHOLDS)


def _find_passages(
    telling: Telling, hits: Sequence[Hit], strengths: Mapping[Content, float]
) -> tuple[Passage, ...]:
    """The sentences where the kinds that count most stand thickest."""
    most = max(strengths.values(), default=0.0)
    worth = {kind: one for kind, one in strengths.items() if one >= _CARRIES * most}
    told = [hit for hit in hits if hit.kind in worth]
    passages: list[Passage] = []
    for hit in _rank(told, worth):
        if any(passage.start <= hit.start < passage.end for passage in passages):
            continue
        start, end = find_sentence(telling.text, hit.start, hit.end)
        passages.append(Passage(start, end, hit.kind))
        if len(passages) == MOST_PASSAGES:
            break
    return tuple(passages)


def _rank(hits: Sequence[Hit], worth: Mapping[Content, float]) -> list[Hit]:
    """Words of content, those with the most of it around them first."""
    weights = [hit.weight * worth[hit.kind] for hit in hits]
    around: list[float] = []
    first = last = 0
    here = 0.0
    for hit in hits:
        while last < len(hits) and hits[last].start <= hit.start + _NEAR:
            here += weights[last]
            last += 1
        while hits[first].start < hit.start - _NEAR:
            here -= weights[first]
            first += 1
        around.append(here)
    order = sorted(range(len(hits)), key=lambda k: (-round(around[k] + 2 * weights[k], 6), k))
    return [hits[k] for k in order]


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the sentence around a stretch of a text, 300 code points either side at most.

    Args:
        text: n code points.
        start: half-open range in it.
        end: one past the last.

    Returns:
        A half-open range that holds the stretch and no white space at its ends.

    Cost: O(1).

    Example:
        >>> text = "It was late. Mr. Hyde struck him! He fell."
        >>> text[slice(*find_sentence(text, 21, 27))]
        'Mr. Hyde struck him!'
    """
    first = max(0, start - _LONGEST_SENTENCE)
    for match in _SENTENCE_END.finditer(text, first, start):
        first = match.end()
    limit = min(len(text), end + _LONGEST_SENTENCE)
    ending = _SENTENCE_END.search(text, end, limit)
    last = ending.end() if ending is not None else limit
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
