"""Alignment: which items of two sequences stand for each other, in nearly linear time.

Patience first (items that each side has once are sure signs), then a plain longest match where
what is left is small. What is left and large stays unmatched: a text of half a million words
must not take a quarter of a million million steps.
"""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

Pair = tuple[int, int]
Box = tuple[int, int, int, int]
"""A stretch of both sequences: begin and end in the one, begin and end in the other."""

DEEPEST = 12
"""How often what lies between sure signs is looked through for further ones: so that the whole
takes at most so many walks over both sequences."""

LARGEST_BOX = 60_000
"""Cells, items of the one times items of the other, of a stretch that is matched plainly: some
245 words against 245, a few milliseconds."""

MOST_CELLS = 8_000_000
"""Cells that are matched plainly in all: about a second on one core (measured)."""


class Budget:
    """The cells that may still be matched plainly."""

    def __init__(self, cells: int = MOST_CELLS) -> None:
        self._left = cells

    def take(self, cells: int) -> bool:
        """Take some, if that many are left."""
        if cells > min(self._left, LARGEST_BOX):
            return False
        self._left -= cells
        return True


def align(
    one: Sequence[Hashable],
    other: Sequence[Hashable],
    *,
    signs: tuple[Sequence[Hashable], Sequence[Hashable]] | None = None,
    budget: Budget | None = None,
) -> list[Pair]:
    """Find which items of two sequences stand for each other.

    Args:
        one: n items.
        other: m items.
        signs: for each item of either side what it may be known by in the first walk, when
            that is more telling than the item itself; equal signs stand on equal items. None
            marks an item that is no sign.
        budget: for what is matched plainly; None matches nothing plainly.

    Returns:
        Pairs of places, both rising; the items of a pair are equal.

    Cost: O((n + m) log(n + m)) a walk, at most `DEEPEST` walks, and the budget.

    Example:
        >>> align("abcd", "axcd")
        [(0, 0), (2, 2), (3, 3)]
    """
    pairs: list[Pair] = []
    boxes: list[tuple[Box, int]] = [((0, len(one), 0, len(other)), 0)]
    while boxes:
        box, depth = boxes.pop()
        box = _trim(one, other, box, pairs)
        if box[0] == box[1] or box[2] == box[3]:
            continue
        known = signs if signs is not None and depth == 0 else (one, other)
        found = _find_signs(*known, box) if depth < DEEPEST else []
        if found:
            pairs += found
            boxes += [(inner, depth + 1) for inner in _split(box, found)]
        elif known is signs:
            boxes.append((box, depth + 1))
        elif budget is not None:
            pairs += _match_plainly(one, other, box, budget)
    pairs.sort()
    return pairs


def _trim(one: Sequence[Hashable], other: Sequence[Hashable], box: Box, pairs: list[Pair]) -> Box:
    """Pair what both begin and end with; give what is left."""
    begin, end, first, last = box
    while begin < end and first < last and one[begin] == other[first]:
        pairs.append((begin, first))
        begin, first = begin + 1, first + 1
    while begin < end and first < last and one[end - 1] == other[last - 1]:
        end, last = end - 1, last - 1
        pairs.append((end, last))
    return begin, end, first, last


def _find_signs(one: Sequence[Hashable], other: Sequence[Hashable], box: Box) -> list[Pair]:
    """Find what both have exactly once, as long as it stands in the same order in both."""
    begin, end, first, last = box
    here, there = _find_single(one, begin, end), _find_single(other, first, last)
    return _keep_rising([(place, there[item]) for item, place in here.items() if item in there])


def _find_single(items: Sequence[Hashable], begin: int, end: int) -> dict[Hashable, int]:
    """Find what stands exactly once, in order, and where."""
    places: dict[Hashable, int] = {}
    for place in range(begin, end):
        item = items[place]
        places[item] = -1 if item in places else place
    return {item: at for item, at in places.items() if at >= 0 and item is not None}


def _keep_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Keep as many pairs as rise in both places; those given rise in the first."""
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tops, place)
        before.append(heads[length - 1] if length else -1)
        if length == len(tops):
            tops.append(place)
            heads.append(number)
        else:
            tops[length] = place
            heads[length] = number
    kept: list[Pair] = []
    number = heads[-1] if heads else -1
    while number >= 0:
        kept.append(pairs[number])
        number = before[number]
    return kept[::-1]


def _split(box: Box, pairs: Sequence[Pair]) -> list[Box]:
    """Give the stretches before, between and after pairs."""
    begin, end, first, last = box
    boxes: list[Box] = []
    for here, there in pairs:
        boxes.append((begin, here, first, there))
        begin, first = here + 1, there + 1
    boxes.append((begin, end, first, last))
    return boxes


def _match_plainly(
    one: Sequence[Hashable], other: Sequence[Hashable], box: Box, budget: Budget
) -> list[Pair]:
    begin, end, first, last = box
    if not budget.take((end - begin) * (last - first)):
        return []
    matcher = SequenceMatcher(None, one[begin:end], other[first:last], autojunk=False)
    return [
        (begin + block.a + step, first + block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
