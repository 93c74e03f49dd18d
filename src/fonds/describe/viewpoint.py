"""Viewpoint: the grammatical person and the tense of the narration, outside of speech."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from fonds.describe.telling import blank_speech

Person = Literal["first", "second", "third", "mixed"]
Tense = Literal["past", "present", "mixed"]

_STRETCH = 5000
_STRETCHES = 4
"""At most 20,000 code points are read: four stretches spread evenly over the text, so that
a story told by turns is seen to be."""

_LETTERS = bytes(
    code if (chr(code).islower() and code < 128) or code == ord("'") else ord(" ")
    for code in range(256)
)
"""Small letters and apostrophes stay; all else parts words."""

_FIRST = frozenset(
    "i i'm i'd i've i'll me my mine myself we we're we'd we've we'll us our ours ourselves".split()
)
_SECOND = frozenset("you you're you'd you've you'll your yours yourself".split())
_THIRD = frozenset(
    "he he's he'd he'll she she's she'd she'll they they're they'd they'll him her them his hers "
    "their theirs himself herself themselves".split()
)
_PAST = frozenset(
    "was were had did wasn't weren't hadn't didn't said asked went came saw knew thought took got "
    "felt looked turned stood told gave made found left kept began heard sat ran held fell "
    "walked smiled nodded sighed shook laughed wanted seemed tried reached pulled pushed watched "
    "moved stopped started opened closed leaned spoke rose grew brought caught became lay wore "
    "replied answered called followed remembered could couldn't".split()
)
_PRESENT = frozenset(
    "is are am isn't aren't i'm he's she's it's you're they're we're does doesn't don't do has "
    "hasn't says asks goes comes sees knows thinks takes gets feels looks turns stands tells gives "
    "makes finds leaves keeps begins hears sits runs holds falls walks smiles nods sighs shakes "
    "laughs wants seems tries reaches pulls pushes watches moves stops starts opens closes leans "
    "speaks rises grows brings catches becomes lies wears replies answers calls follows remembers "
    "can can't".split()
)

# Shares of one person among the pronouns of the narration, and of past among the verbs we
# know. Set in the gaps between the humps found in 22 novels and 160 stories: third-person
# narration had at most 0.12 of first-person words, first-person narration 0.38 and more;
# narration in the past 0.71 and more of past verbs, in the present (with what had happened
# before told in the past) at most 0.5.
_FIRST_SHARE = 0.22
_SECOND_SHARE = 0.35
_THIRD_FIRST_SHARE = 0.13
_PAST_SHARE = 0.68
_PRESENT_SHARE = 0.5
# A stretch speaks against the others only when it is plain: a narrator may leave the page
# for a while without the story being told by turns.
_PLAIN_FIRST = 0.3
_PLAIN_ABSENT = 0.04
_PLAIN_PAST = 0.8
_PLAIN_PRESENT = 0.25
_ENOUGH_PRONOUNS = 3
_ENOUGH_VERBS = 3
_TURN_PRONOUNS = 12
_TURN_VERBS = 10
"""A stretch with fewer says nothing against the others."""

_ENGLISH = frozenset("the and of to a in".split())
_ENGLISH_SHARE = 0.06
_WORDS_OF_NOBODY = 25
"""Narration of so many words that names nobody but by name is told in the third person."""


def find_viewpoint(narration: str) -> tuple[Person | None, Tense | None, float]:
    """Find the person and the tense of a story's narration from a bounded sample.

    Speech is set aside first, so that "I" in a quotation says nothing about the narrator.
    The understanding is of English; other languages give None.

    Args:
        narration: n code points of the body, speech included.

    Returns:
        The person, the tense and one confidence for both, 0..1; None for what too few
        pronouns or verbs tell; (None, None, 0.0) when neither is told.

    Cost: O(1): at most 20,000 code points, under 2 ms.
    Source: shares measured as the constants say.

    Example:
        >>> find_viewpoint("I walked home. She was there; I knew it and said so. " * 9)[:2]
        ('first', 'past')
    """
    return _judge([blank_speech(one) for one in _stretches(narration)])


def judge_narration(narration: str) -> tuple[Person | None, Tense | None, float]:
    """Judge the person and tense of narration from which speech is gone: see `find_viewpoint`."""
    return _judge(_stretches(narration))


def _judge(stretches: Iterable[str]) -> tuple[Person | None, Tense | None, float]:
    counts = [_count_words(one.lower().replace("’", "'")) for one in stretches]
    person, person_sure = _find_person(counts)
    tense, tense_sure = _find_tense(counts)
    told = [sure for value, sure in ((person, person_sure), (tense, tense_sure)) if value]
    return person, tense, round(min(told), 2) if told else 0.0


def _count_words(text: str) -> Counter[str]:
    raw = text.encode("latin-1", "replace").translate(_LETTERS)
    counts = Counter(raw.decode("ascii").split())
    for word in [word for word in counts if word[0] == "'" or word[-1] == "'"]:
        counts[word.strip("'")] += counts.pop(word)
    return counts


def _stretches(text: str) -> Iterable[str]:
    if len(text) <= _STRETCH:
        return (text,)
    if len(text) <= _STRETCH * _STRETCHES:
        step = -(-len(text) // _STRETCHES)
        return (text[start : start + step] for start in range(0, len(text), step))
    step = (len(text) - _STRETCH) // (_STRETCHES - 1)
    return (text[part * step : part * step + _STRETCH] for part in range(_STRETCHES))


def _count(counts: Mapping[str, int], words: frozenset[str]) -> int:
    return sum(counts[word] for word in words if word in counts)


def _find_person(counts: Sequence[Counter[str]]) -> tuple[Person | None, float]:
    tallies = [tuple(_count(one, words) for words in (_FIRST, _SECOND, _THIRD)) for one in counts]
    first, second, third = (sum(tally[part] for tally in tallies) for part in range(3))
    total = first + second + third
    if total < _ENOUGH_PRONOUNS or not first + second:
        words = sum(one.total() for one in counts)
        english = sum(_count(one, _ENGLISH) for one in counts)
        if first or second or words < _WORDS_OF_NOBODY or english < words * _ENGLISH_SHARE:
            return None, 0.0
        return "third", 0.6 if total < _ENOUGH_PRONOUNS else round(min(0.95, 0.6 + total / 200), 2)
    told = {_plain_person(*tally) for tally in tallies if sum(tally) >= _TURN_PRONOUNS}
    told.discard(None)
    whole = _person_of(first, second, third)
    sure = min(1.0, 0.6 + total / 200)
    if len(told) > 1:
        return "mixed", round(0.6 * sure, 2)
    if whole is None:
        return "third", round(0.5 * sure, 2)
    return whole, round(0.95 * sure, 2)


def _person_of(first: int, second: int, third: int) -> Person | None:
    """The person of the whole; None between the humps."""
    total = max(1, first + second + third)
    if second / total >= _SECOND_SHARE and second > first:
        return "second"
    if first / total >= _FIRST_SHARE:
        return "first"
    return "third" if first / total <= _THIRD_FIRST_SHARE else None


def _plain_person(first: int, second: int, third: int) -> Person | None:
    """The person of one stretch when there is no doubt of it."""
    total = first + second + third
    if second / total >= _SECOND_SHARE and second > first:
        return "second"
    if first / total >= _PLAIN_FIRST:
        return "first"
    plain = first / total <= _PLAIN_ABSENT and second / total <= _PLAIN_ABSENT
    return "third" if plain else None


def _find_tense(counts: Iterable[Counter[str]]) -> tuple[Tense | None, float]:
    tallies = [(_count(one, _PAST), _count(one, _PRESENT)) for one in counts]
    past, present = (sum(tally[part] for tally in tallies) for part in range(2))
    total = past + present
    if total < _ENOUGH_VERBS:
        return None, 0.0
    sure = min(1.0, 0.6 + total / 150)
    share = past / total
    shares = [one / (one + other) for one, other in tallies if one + other >= _TURN_VERBS]
    if shares and max(shares) >= _PLAIN_PAST and min(shares) <= _PLAIN_PRESENT:
        return "mixed", round(0.7 * sure, 2)
    if share >= _PAST_SHARE:
        return "past", round(0.95 * sure, 2)
    if share <= _PRESENT_SHARE:
        return "present", round(0.95 * sure, 2)
    return "mixed", round(0.6 * sure, 2)
