"""Pairings from the text: who is told of together, and whether with love."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from fonds.describe.people import Person
from fonds.describe.telling import Telling
from fonds.packs.pack import Pack

_MOST_PEOPLE = 10
_BEGINNINGS = tuple(
    "kiss embrac caress snuggl cuddl nuzzl flirt fiance fiancé romantic lover".split()
)
_WORDS = frozenset("lips beloved darling sweetheart boyfriend girlfriend moaned".split())
_FAINT = frozenset(
    "loved loves husband wife marry married marriage wedding honeymoon blush blushed blushing "
    "date dating desire desired naked bed jealous jealousy".split()
)
_PHRASES = (
    "in love", "love you", "love her", "love him", "love me", "holding hands", "hold hands",
    "arms around her", "arms around him", "arm around her", "arm around him", "his mouth",
    "her mouth", "heart skipp", "heart flutter", "heart pound", "heart rac",
)  # fmt: skip
_LOVE = AhoCorasick(
    [*_BEGINNINGS, *sorted(_WORDS | _FAINT), *_PHRASES], matchkind=MatchKind.LeftmostLongest
)
_FAINT_WORTH = 0.3
"""A wife, a bed or a date may be anybody's."""

_LEAST_LOVE = 0.6
_TOGETHER = 1.0
_IN_TURN = 0.5
_WITH_LOVE = 2.5
_CANON_WORTH = 0.6
"""How much more a pair is worth that people often write of; halved from one to the next."""

_ROMANTIC_SHARE = 0.03
_FEW_TOGETHER = 3.0


class PairingGuess(Struct, frozen=True):
    """Two people, how strongly they belong together, and how.

    Attributes:
        members: canonical names.
        score: worth of the paragraphs they share.
        share: of the worth of all pairs.
        is_romantic: whether love is told of where they are together.
        places: where paragraphs that carry it begin, the strongest first.
    """

    members: tuple[str, str]
    score: float
    share: float
    is_romantic: bool
    places: tuple[tuple[int, int], ...]


def guess_pairings(
    telling: Telling,
    people: Sequence[Person],
    packs: Sequence[Pack],
    *,
    narrator: str | None = None,
) -> tuple[PairingGuess, ...]:
    """Guess which two people a story is about, best guess first.

    Two people who share a paragraph, or whose paragraphs follow each other, belong
    together; more so where words of love stand, and where a pack knows the pair.

    Args:
        telling: the story.
        people: its people, the most mentioned first.
        packs: of its fandoms.
        narrator: who says "I", when that is known: present in every paragraph.

    Returns:
        Guesses, at most ten; none with fewer than two people.

    Cost: O(paragraphs × people).
    """
    present = [person for person in people if person.presence == "present"][:_MOST_PEOPLE]
    bounds = _paragraphs(telling.text)
    starts = [start for start, _ in bounds]
    where: dict[int, set[str]] = defaultdict(set)
    for person in present:
        for place in person.places:
            where[bisect_right(starts, place) - 1].add(person.name)
    names = [person.name for person in present]
    if narrator is not None:
        names = list(dict.fromkeys((narrator, *names)))[:_MOST_PEOPLE]
        for number in range(len(bounds)):
            where[number].add(narrator)
    loving = _loving_paragraphs(telling.text, starts)
    together: dict[tuple[str, str], float] = defaultdict(float)
    with_love: dict[tuple[str, str], float] = defaultdict(float)
    best: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    before: set[str] = set()
    for number in sorted(where):
        here = where[number]
        for pair in _pairs(here | before, names):
            worth = _TOGETHER if here.issuperset(pair) else _IN_TURN
            love = loving.get(number, 0)
            together[pair] += worth
            with_love[pair] += worth * min(love, 3)
            best[pair].append((worth + love, number))
        before = here
    return _rank(together, with_love, best, bounds, packs)


def _pairs(here: Iterable[str], names: Sequence[str]) -> Iterable[tuple[str, str]]:
    among = [name for name in names if name in here]
    return combinations(among, 2)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    bounds = []
    start = 0
    while start <= len(text):
        end = text.find("\n\n", start)
        end = len(text) if end < 0 else end
        bounds.append((start, end))
        start = end + 2
    return bounds


def _loving_paragraphs(text: str, starts: Sequence[int]) -> dict[int, float]:
    """The worth of the words of love of each paragraph that has any."""
    low = text.lower()
    found: dict[int, float] = defaultdict(float)
    if len(low) != len(text):  # a letter whose small form is longer: places would not agree
        return found
    for _, start, end in _LOVE.find_matches_as_indexes(low):
        is_faint = low[start:end] in _FAINT
        is_word = is_faint or low[start:end] in _WORDS
        if low[start - 1 : start].isalpha() or (is_word and low[end : end + 1].isalpha()):
            continue
        found[bisect_right(starts, start) - 1] += _FAINT_WORTH if is_faint else 1.0
    return found


def _rank(
    together: dict[tuple[str, str], float],
    with_love: dict[tuple[str, str], float],
    best: dict[tuple[str, str], list[tuple[float, int]]],
    bounds: Sequence[tuple[int, int]],
    packs: Sequence[Pack],
) -> tuple[PairingGuess, ...]:
    canon = {
        frozenset(pairing.members): _CANON_WORTH / (1 + rank / 3)
        for pack in packs
        for rank, pairing in enumerate(pack.pairings)
    }
    scores = {
        pair: (worth + _WITH_LOVE * with_love[pair]) * (1 + canon.get(frozenset(pair), 0.0))
        for pair, worth in together.items()
    }
    total = sum(scores.values()) or 1.0
    ranked = sorted(scores, key=lambda pair: (-scores[pair], pair))[:10]
    guesses = []
    for pair in ranked:
        strongest = sorted(best[pair], key=lambda item: (-item[0], item[1]))[:3]
        guesses.append(
            PairingGuess(
                members=pair,
                score=round(scores[pair], 2),
                share=round(scores[pair] / total, 3),
                is_romantic=with_love[pair] >= max(_LEAST_LOVE, _ROMANTIC_SHARE * together[pair])
                and together[pair] >= _FEW_TOGETHER,
                places=tuple(bounds[number] for _, number in strongest),
            )
        )
    return tuple(guesses)
