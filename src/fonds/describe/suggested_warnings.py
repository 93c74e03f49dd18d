"""Suggested warnings: what a reader may want to be warned of, ranked and never asserted."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from fonds.describe.content_rates import ContentFound, Hit, find_content
from fonds.describe.content_words import CHILD_AGES, Content
from fonds.describe.everyday_words import EVERYDAY_WORDS
from fonds.describe.suggested import MOST_PASSAGES, Passage, find_sentence, weigh_content
from fonds.describe.telling import Telling

VIOLENCE = "Graphic Depictions Of Violence"
DEATH = "Major Character Death"
NON_CON = "Rape/Non-Con"
UNDERAGE = "Underage Sex"
SELF_HARM = "Suicide or Self-Harm"
ABUSE = "Abuse"
SUBSTANCE = "Substance Use"
"""The first four are AO3's own; the others are ours, and want stronger evidence."""

SUREST = 0.6
"""No warning is surer than this: words alone do not say what happens to whom."""

_LEAST = 0.15
"""What is less likely is not worth a reader's look."""

_DIED = re.compile(
    r"\b([A-Z][a-zé]{2,20})"
    r"(?: (?:died\b(?! (?:down|away|laughing))"
    r"|(?:was|is|lay|lies) (?:really |truly )?(?:dead\b(?! (?:to|on|set|tired|wrong))"
    r"|killed|murdered|drowned|dying\b(?! (?:to|of)\b))"
    r"|has died|had died|(?:had|has) been (?:killed|murdered)|breathed (?:his|her|their) last)"
    r"|['’]s (?:dead body|corpse|coffin|grave|funeral|death\b(?! (?:warrant|wish|glare|grip))))"
)
_DEATH_OF = re.compile(
    r"\b(?:[Dd]eath of|[Kk]illed|[Mm]urdered|[Bb]uried|corpse of|grave of|funeral of)"
    r" (?:(?:Mr|Mrs|Miss|Dr|Lady|Lord|Sir)\.? )?([A-Z][a-zé]{2,20})\b(?!['’]s)"
)
_NAME = re.compile(r"(?<![.!?\"“”‘’'] )(?<![\n\"“‘'])\b[A-Z][a-zé]{2,20}\b")
_AGE = re.compile(
    rf"\b(?:{CHILD_AGES})[- ]years?[- ]old\b"
    rf"|\b(?:was|is|am|only|just|barely) (?:only |just |barely )?(?:{CHILD_AGES})\b(?=[.,;!?])"
)
_MAJOR_SHARE = 0.2
"""A major character is named a fifth as often as whoever is named most."""

_LEAST_NAMED = 4
_MOST = 2_000_000


class WarningSuggestion(Struct, frozen=True):
    """A warning that a text may want.

    Attributes:
        warning: in AO3's words, or one of our three.
        confidence: 0..0.6.
        passages: at most five, the plainest first.
    """

    warning: str
    confidence: float
    passages: tuple[Passage, ...]


class _Seen(Struct, frozen=True):
    telling: Telling
    found: ContentFound
    strengths: Mapping[Content, float]

    def weight(self, kind: Content) -> float:
        """What the words of a kind weigh together."""
        return sum(hit.weight for hit in self.found.hits if hit.kind == kind)


def suggest_warnings(telling: Telling) -> tuple[WarningSuggestion, ...]:
    """Suggest warnings from the words of a story.

    Args:
        telling: an English story of n code points; the first two million are looked at.

    Returns:
        Warnings, the likeliest first; none is surer than 0.6.

    Cost: O(n), some 10 million code points a second.
    Source: thresholds by hand. Nothing that was measured carries a warning, so that only false
        ones could be counted: docs/training.md says how many.

    Example:
        >>> from fonds.describe.telling import tell
        >>> from fonds.model.block import Block
        >>> text = "The Hatter poured the tea. Nobody in the whole of the garden minded. " * 9
        >>> suggest_warnings(tell([Block("paragraph", text, 0, len(text))]))
        ()
    """
    return rank_warnings(telling, find_content(telling))


def rank_warnings(telling: Telling, found: ContentFound) -> tuple[WarningSuggestion, ...]:
    """Suggest warnings from content that was found already: see `suggest_warnings`."""
    seen = _Seen(telling, found, weigh_content(found))
    made = [judge(seen) for judge in _JUDGES]
    kept = [one for one in made if one is not None and one.confidence >= _LEAST]
    return tuple(sorted(kept, key=lambda one: -one.confidence))


def _suggest(
    seen: _Seen, warning: str, sure: float, places: Iterable[tuple[int, int]], kind: str
) -> WarningSuggestion:
    passages: list[Passage] = []
    for start, end in places:
        if any(one.start <= start < one.end for one in passages):
            continue
        passages.append(Passage(*find_sentence(seen.telling.text, start, end), kind))
        if len(passages) == MOST_PASSAGES:
            break
    return WarningSuggestion(warning, round(min(SUREST, sure), 2), tuple(passages))


def _places_of(hits: Sequence[Hit], *kinds: Content) -> list[tuple[int, int]]:
    """Places of words of some kinds, the weightiest first."""
    told = [hit for hit in hits if hit.kind in kinds]
    return [(hit.start, hit.end) for hit in sorted(told, key=lambda hit: (-hit.weight, hit.start))]


def _judge_violence(seen: _Seen) -> WarningSuggestion | None:
    graphic = seen.strengths.get("graphic violence", 0.0)
    if seen.weight("graphic violence") < 2.0:
        return None
    sure = 0.3 * graphic + 0.1 * seen.strengths.get("violence", 0.0)
    places = _places_of(seen.found.hits, "graphic violence")
    return _suggest(seen, VIOLENCE, sure, places, "violence")


def _judge_death(seen: _Seen) -> WarningSuggestion | None:
    """Somebody who is named often is said to be dead, and not only in what went before."""
    text = seen.telling.text[:_MOST]
    said: dict[str, list[tuple[int, int]]] = {}
    for pattern in (_DIED, _DEATH_OF):
        for match in pattern.finditer(text):
            said.setdefault(match[1], []).append(match.span())
    said = {name: places for name, places in said.items() if name.lower() not in EVERYDAY_WORDS}
    if not said:
        return None
    named = Counter(match.group() for match in _NAME.finditer(text))
    most = max(
        (count for name, count in named.items() if name.lower() not in EVERYDAY_WORDS), default=0
    )
    best: tuple[float, str] = (0.0, "")
    for name, places in said.items():
        if named[name] < max(_LEAST_NAMED, _MAJOR_SHARE * most):
            continue
        late = sum(start > 0.4 * len(text) for start, _ in places)
        if not late:
            continue
        sure = 0.1 + 0.1 * min(4, late)
        sure += 0.1 * named[name] / max(1, most)
        best = max(best, (sure, name))
    if not best[1]:
        return None
    places = sorted(said[best[1]], reverse=True)
    return _suggest(seen, DEATH, best[0], places, "death")


def _judge_non_con(seen: _Seen) -> WarningSuggestion | None:
    weight = seen.weight("non-consent")
    if weight < 1.0:
        return None
    sure = 0.2 + 0.15 * seen.strengths["non-consent"] + 0.03 * min(5.0, weight)
    return _suggest(seen, NON_CON, sure, _places_of(seen.found.hits, "non-consent"), "non-consent")


def _judge_underage(seen: _Seen) -> WarningSuggestion | None:
    """Sex told of, and an age under eighteen or the law's words for it in the same text."""
    explicit = seen.strengths.get("explicit sex", 0.0)
    if explicit < 1.0 and not (seen.found.underage and explicit > 0.3):
        return None
    ages = [match.span() for match in _AGE.finditer(seen.telling.text[:_MOST])]
    places = [*seen.found.underage, *ages]
    if not places:
        return None
    sure = 0.15 + 0.15 * bool(seen.found.underage) + 0.05 * min(3, len(ages))
    return _suggest(seen, UNDERAGE, sure, places, "age")


def _judge_self_harm(seen: _Seen) -> WarningSuggestion | None:
    weight = seen.weight("self-harm")
    if weight < 1.5:
        return None
    sure = 0.1 + 0.25 * seen.strengths["self-harm"] + 0.02 * min(5.0, weight)
    return _suggest(seen, SELF_HARM, sure, _places_of(seen.found.hits, "self-harm"), "self-harm")


def _judge_abuse(seen: _Seen) -> WarningSuggestion | None:
    if seen.weight("abuse") < 2.0:
        return None
    sure = 0.1 + 0.3 * seen.strengths["abuse"]
    return _suggest(seen, ABUSE, sure, _places_of(seen.found.hits, "abuse"), "abuse")


def _judge_substance(seen: _Seen) -> WarningSuggestion | None:
    strong = seen.strengths.get("hard drugs", 0.0)
    drink = seen.strengths.get("substance use", 0.0)
    if seen.weight("hard drugs") + 0.5 * seen.weight("substance use") < 3.0:
        return None
    places = _places_of(seen.found.hits, "hard drugs", "substance use")
    return _suggest(seen, SUBSTANCE, 0.35 * strong + 0.3 * drink, places, "substance use")


_JUDGES: tuple[Callable[[_Seen], WarningSuggestion | None], ...] = (
    _judge_violence,
    _judge_death,
    _judge_non_con,
    _judge_underage,
    _judge_self_harm,
    _judge_abuse,
    _judge_substance,
)
