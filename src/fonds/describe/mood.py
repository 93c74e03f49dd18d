"""Mood: how bright or dark a scene's words are; a hint drawn from words alone."""

import re
from collections.abc import Iterator, Sequence
from math import sqrt

from msgspec import Struct

from fonds.describe.mood_words import GRADES, NEGATIONS, NEUTRAL, STRENGTHS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_END = re.compile(r"[.!?:;\n]")
_TOP = 4.0
_REACH = 3
"""Words in which a negation is looked for before the word it turns round."""

_TURNED = -0.5
"""What is left of a word that is negated: "not happy" is less than sad."""

_STEADY = 6.0
"""Words of no mood that every scene is lent, so that one word alone makes no extreme."""

_SPREAD = 0.5
"""How far single words of one passage lie apart: 1.8 of 4 grades, in stories of our own."""

_WORTHS: dict[str, float] = {
    word: grade / _TOP for grade, words in GRADES.items() for word in words.split()
}

_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("iness", ("y",)),
    ("ness", ("",)),
    ("ily", ("y",)),
    ("bly", ("ble",)),
    ("tly", ("t", "tle")),
    ("ly", ("", "le", "l")),
    ("iest", ("y",)),
    ("ier", ("y",)),
    ("ied", ("y",)),
    ("ies", ("y",)),
    ("ings", ("", "e")),
    ("ing", ("", "e")),
    ("ed", ("e", "")),
    ("ers", ("e", "")),
    ("er", ("e", "")),
    ("est", ("e", "")),
    ("ses", ("s",)),
    ("xes", ("x",)),
    ("zes", ("z",)),
    ("ches", ("ch",)),
    ("shes", ("sh",)),
    ("oes", ("o",)),
    ("s", ("",)),
)
"""Endings of English, and what may stand in their place in the first form."""

_DOUBLING = frozenset({"ing", "ings", "ed", "er", "ers", "est"})
"""Endings before which the last letter may be doubled: "hugged"."""

_LEAST = 3
"""Letters of a first form; shorter ones are taken for chance."""


class Mood(Struct, frozen=True):
    """The mood of a passage.

    Attributes:
        value: -1 for the darkest, 1 for the brightest.
        sure: 0..1; how far its words allow to tell it from a passage of no mood.
        bright: the brightest words, most frequent first, as typed.
        dark: likewise the darkest.
        found: words that count.
    """

    value: float
    sure: float
    bright: tuple[str, ...] = ()
    dark: tuple[str, ...] = ()
    found: int = 0


class _Weighed(Struct, frozen=True):
    """A word that counts: where it begins, as typed in small letters, and its worth."""

    start: int
    word: str
    worth: float


def scene_moods(text: str, scene_spans: Sequence[tuple[int, int]]) -> tuple[Mood, ...]:
    """Judge the mood of each scene of an English text by its words.

    Names are left out: words with a capital where no sentence begins.

    Args:
        text: n code points.
        scene_spans: s half-open ranges of the text, ascending, not overlapping.

    Returns:
        A mood for each scene.

    Cost: O(n + s).

    Example:
        >>> lines = "They laughed and were happy. The corpse lay in its blood, and she wept."
        >>> [round(one.value, 2) for one in scene_moods(lines, [(0, 28), (29, 71)])]
        [0.22, -0.19]
    """
    weighed = _weigh_words(text)
    moods = []
    ahead = next(weighed, None)
    for start, end in scene_spans:
        own: list[_Weighed] = []
        while ahead is not None and ahead.start < end:
            if ahead.start >= start:
                own.append(ahead)
            ahead = next(weighed, None)
        moods.append(_sum_up(own))
    return tuple(moods)


def judge_mood(text: str) -> Mood:
    """Judge the mood of one passage. Cost: O(n).

    Example:
        >>> judge_mood("It was a very happy day.").value > judge_mood("It was a day.").value
        True
    """
    return scene_moods(text, [(0, len(text))])[0]


def find_worth(word: str) -> float:
    """Give the worth of a word in small letters, -1..1; 0 for one without a mood.

    Cost: O(1).

    Example:
        >>> find_worth("happily"), find_worth("hating"), find_worth("table")
        (1.0, -0.75, 0.0)
    """
    word = word.removesuffix("'s")
    if word in NEUTRAL:
        return 0.0
    if word in _WORTHS:
        return _WORTHS[word]
    for ending, places in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            firsts = [stem + place for place in places]
            if ending in _DOUBLING and stem[-1:] == stem[-2:-1]:
                firsts.append(stem[:-1])
            for first in firsts:
                if len(first) >= _LEAST and first in _WORTHS:
                    return _WORTHS[first]
    return 0.0


def _weigh_words(text: str) -> Iterator[_Weighed]:
    """Yield the words that count, in order."""
    names = _find_names(text)
    known: dict[str, float] = {}
    before: list[str] = []
    at = 0
    for match in _WORD.finditer(text):
        if _END.search(text, at, match.start()):
            before = []
        at = match.end()
        typed = match[0]
        word = typed.lower().replace("’", "'")
        if word not in known:
            known[word] = find_worth(word)
        worth = known[word]
        is_name = typed[0].isupper() and not (len(typed) > 1 and typed.isupper()) and word in names
        if worth and word not in STRENGTHS and not is_name:
            if any(one in NEGATIONS for one in before[-_REACH:]):
                worth *= _TURNED
            if before:
                worth *= STRENGTHS.get(before[-1], 1.0)
            yield _Weighed(match.start(), word, max(-1.0, min(1.0, worth)))
        before = [*before[1 - _REACH :], word]


def _find_names(text: str) -> frozenset[str]:
    """Find the words that bear a capital where no sentence begins."""
    names = set()
    for match in _WORD.finditer(text):
        if match[0][0].isupper():
            before = text[max(0, match.start() - 3) : match.start()].rstrip(" ")
            if before and (before[-1].isalpha() or before[-1] in ","):
                names.add(match[0].lower().replace("’", "'"))
    return frozenset(names)


def _sum_up(weighed: Sequence[_Weighed]) -> Mood:
    count = len(weighed)
    if not count:
        return Mood(0.0, 0.0)
    value = sum(one.worth for one in weighed) / (count + _STEADY)
    # How many of its own standard errors the value lies from nothing, brought to 0..1.
    far = abs(value) * sqrt(count + _STEADY) / _SPREAD
    return Mood(
        value=max(-1.0, min(1.0, value)),
        sure=round(far / (1.0 + far), 3),
        bright=_name_most(weighed, 1),
        dark=_name_most(weighed, -1),
        found=count,
    )


def _name_most(weighed: Sequence[_Weighed], sign: int) -> tuple[str, ...]:
    sums: dict[str, float] = {}
    for one in weighed:
        if one.worth * sign > 0:
            sums[one.word] = sums.get(one.word, 0.0) + one.worth * sign
    return tuple(sorted(sums, key=lambda word: (-sums[word], word))[:3])
