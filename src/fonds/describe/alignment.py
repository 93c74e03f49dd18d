"""Alignment: how many words of one body stand in another, in the same order.

Runs of words that each body has once are its landmarks; the longest chain of landmarks that both
bodies have in one order is the frame, as in a patience difference. What lies between two
landmarks is aligned again by shorter runs. Words that two stretches happen to share ("and", "the")
do not count: only runs do, and single words between runs of equal distance.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fonds.describe.sketch import SHINGLE, hash_shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fonds.describe.sketch import Words

    _Places = NDArray[np.intp]

_CLOSE = 2
"""Words of a run between landmarks: two of prose seldom meet by chance within a page."""

_GAP = 400
"""Longest stretch between landmarks, in words of the shorter side, that is aligned again."""

_LOOSE = 3
"""Words between runs that are compared one by one: a name of two words and an article."""

_CHANCE = 3
"""A chain of fewer landmarks proves nothing in bodies longer than ten times that."""


class Alignment(NamedTuple):
    """What two bodies share in order.

    Attributes:
        one: words of the one body.
        other: words of the other.
        same: words of either that stand in both in the same order.
        starts: of the first shared word, in the one and in the other.
        ends: one past the last shared word, in the one and in the other.
    """

    one: int
    other: int
    same: int
    starts: tuple[int, int]
    ends: tuple[int, int]

    @property
    def share(self) -> float:
        """How much of the shorter body is in the longer, 0..1."""
        return self.same / max(1, min(self.one, self.other))

    @property
    def share_of_longer(self) -> float:
        """How much of the longer body is in the shorter, 0..1."""
        return self.same / max(1, self.one, self.other)


class _Run(NamedTuple):
    """`length` words from `one` in the one body and from `other` in the other are equal."""

    one: int
    other: int
    length: int


def align(one: "Words", other: "Words") -> Alignment:
    """Align two bodies of n and m words.

    Args:
        one: hashed words, as `fonds.describe.sketch.hash_told` gives them.
        other: likewise.

    Returns:
        The same counts for `align(other, one)`, sides exchanged, but for ties in the chain.

    Cost: O((n + m) log (n + m)); 5 ms for two editions of 3,000 words, 2 s for 500,000.
    Source: after Cohen's patience difference (bzr).

    Example:
        >>> import numpy as np
        >>> fog = np.arange(100, dtype=np.uint32)
        >>> align(fog, fog[:60]).same, align(fog, fog[:60]).share
        (60, 1.0)
    """
    if len(one) == len(other) and bool((one == other).all()):
        return Alignment(len(one), len(one), len(one), (0, 0), (len(one), len(one)))
    marks, theirs = _find_chain(one, other)
    if len(marks) < _CHANCE and min(len(one), len(other)) > 10 * _CHANCE:
        return Alignment(len(one), len(other), 0, (0, 0), (0, 0))
    first, second = one.tolist(), other.tolist()
    same, begun, ended = 0, (0, 0), (0, 0)
    at = (0, 0)
    for run in _grow(_cut(_join(marks, theirs)), first, second):
        same += _count_between(first[at[0] : run.one], second[at[1] : run.other])
        if not ended[0]:
            begun = (run.one, run.other)
        same += run.length
        at = ended = (run.one + run.length, run.other + run.length)
    same += _count_between(first[at[0] :], second[at[1] :])
    return Alignment(len(one), len(other), same, begun, ended)


def _find_chain(one: "Words", other: "Words") -> tuple["_Places", "_Places"]:
    """Landmarks in one order: where shingles stand that each body has once."""
    import numpy as np

    ours, our_places = _find_single(hash_shingles(one))
    theirs, their_places = _find_single(hash_shingles(other))
    _, a, b = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    order = np.argsort(our_places[a])
    left, right = our_places[a][order], their_places[b][order]
    if bool((np.diff(right) > 0).all()):
        return left, right
    chain = find_longest_chain(right.tolist())
    return left[chain], right[chain]


def _find_single(hashes: "NDArray[np.uint64]") -> tuple["NDArray[np.uint64]", "_Places"]:
    import numpy as np

    values, places, counts = np.unique(hashes, return_index=True, return_counts=True)
    single = counts == 1
    # A file may hold its story twice over; then the first time counts.
    if 2 * int(single.sum()) < len(hashes):
        return values, places
    return values[single], places[single]


def find_longest_chain(values: Sequence[int]) -> list[int]:
    """Find the places of a longest strictly ascending subsequence of n numbers.

    Cost: O(n log n).

    Example:
        >>> find_longest_chain([3, 1, 2, 9, 4])
        [1, 2, 4]
    """
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(tail_places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            tail_places.append(place)
        else:
            tails[at] = value
            tail_places[at] = place
    chain: list[int] = []
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def _join(left: "_Places", right: "_Places") -> list[_Run]:
    """Join landmarks that touch or overlap at the same distance from each other."""
    import numpy as np

    if not len(left):
        return []
    steps = np.diff(left)
    is_first = np.ones(len(left), dtype=np.bool_)
    is_first[1:] = (steps != np.diff(right)) | (steps > SHINGLE)
    firsts = np.flatnonzero(is_first)
    lasts = np.append(firsts[1:] - 1, len(left) - 1)
    lengths = left[lasts] + SHINGLE - left[firsts]
    ends = zip(left[firsts].tolist(), right[firsts].tolist(), lengths.tolist(), strict=True)
    return [_Run(*end) for end in ends]


def _cut(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Cut runs that overlap the one before them; what is left of one may be nothing."""
    ends = (0, 0)
    for run in runs:
        over = max(ends[0] - run.one, ends[1] - run.other, 0)
        if over < run.length:
            yield _Run(run.one + over, run.other + over, run.length - over)
            ends = (run.one + run.length, run.other + run.length)


def _grow(runs: Iterable[_Run], one: Sequence[int], other: Sequence[int]) -> Iterator[_Run]:
    """Let each run reach on both sides as far as words are equal and no other run is."""
    waiting: _Run | None = None
    floor = (0, 0)
    for run in runs:
        if waiting is not None:
            grown = _reach(waiting, one, other, floor, (run.one, run.other))
            floor = (grown.one + grown.length, grown.other + grown.length)
            yield grown
        waiting = run
    if waiting is not None:
        yield _reach(waiting, one, other, floor, (len(one), len(other)))


def _reach(
    run: _Run,
    one: Sequence[int],
    other: Sequence[int],
    floor: tuple[int, int],
    top: tuple[int, int],
) -> _Run:
    a, b, end_a, end_b = run.one, run.other, run.one + run.length, run.other + run.length
    while a > floor[0] and b > floor[1] and one[a - 1] == other[b - 1]:
        a, b = a - 1, b - 1
    while end_a < top[0] and end_b < top[1] and one[end_a] == other[end_b]:
        end_a, end_b = end_a + 1, end_b + 1
    return _Run(a, b, end_a - a)


def _count_between(one: Sequence[int], other: Sequence[int]) -> int:
    """Count the words that two stretches between landmarks share in order."""
    if not one or not other:
        return 0
    if max(len(one), len(other)) <= _LOOSE:
        return _count_singly(one, other)
    if min(len(one), len(other)) > _GAP or max(len(one), len(other)) > 8 * _GAP:
        return 0
    ours, theirs = _find_pairs(one), _find_pairs(other)
    pairs = [(place, theirs[pair]) for pair, place in ours.items() if pair in theirs]
    pairs.sort()
    chain = [_Run(*pairs[place], _CLOSE) for place in find_longest_chain([b for _, b in pairs])]
    same, a, b = 0, 0, 0
    for run in _grow(_cut(chain), one, other):
        same += run.length + _count_singly(one[a : run.one], other[b : run.other])
        a, b = run.one + run.length, run.other + run.length
    return same + _count_singly(one[a:], other[b:])


def _find_pairs(words: Sequence[int]) -> dict[tuple[int, int], int]:
    """Where each pair of neighbours stands that is there once."""
    found: dict[tuple[int, int], int] = {}
    twice = set()
    for place in range(len(words) - 1):
        pair = (words[place], words[place + 1])
        if pair in found:
            twice.add(pair)
        found[pair] = place
    return {pair: place for pair, place in found.items() if pair not in twice}


def _count_singly(one: Sequence[int], other: Sequence[int]) -> int:
    """Count equal words of two short stretches, at the same distance from either end."""
    if max(len(one), len(other)) > _LOOSE:
        return 0
    forward = sum(a == b for a, b in zip(one, other, strict=False))
    if len(one) == len(other):
        return forward
    return max(forward, sum(a == b for a, b in zip(reversed(one), reversed(other), strict=False)))
