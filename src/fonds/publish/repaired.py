"""Repaired: a story's blocks as they are published, damage mended.

Neither the original nor the record's `body` is touched: a repair counts code points of that
body, and is left out where other words stand there now.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct, structs

from fonds.model.block import Block, Run
from fonds.model.body import is_body, join_body
from fonds.model.record import Repair

_BREAK = "\n\n"


class _Change(Struct, frozen=True):
    """What takes the place of a stretch of one block's text; no more than what differs."""

    start: int
    end: int
    after: str


def repair_blocks(blocks: Sequence[Block], repairs: Iterable[Repair]) -> tuple[Block, ...]:
    """Mend blocks; one in which a paragraph break was missing becomes two.

    Args:
        blocks: n blocks of a work.
        repairs: m repairs, in the order of the body's text and not overlapping.

    Returns:
        At least n blocks. The halves of one that was cut have both its span in the source.

    Cost: O(characters of the body + m) when there are repairs, else O(n).

    Example:
        >>> block = Block("paragraph", "He waited therebut no one came.", 0, 31)
        >>> repair = Repair("lost dash", 10, 18, "therebut", "there—but")
        >>> repair_blocks([block], [repair])[0].text
        'He waited there—but no one came.'
    """
    return tuple(block for pieces in repair_each(blocks, repairs) for block in pieces)


def repair_each(
    blocks: Sequence[Block], repairs: Iterable[Repair]
) -> tuple[tuple[Block, ...], ...]:
    """Mend blocks as `repair_blocks` does, and keep apart what each became.

    Args:
        blocks: n blocks of a work.
        repairs: as above.

    Returns:
        n times one block or more; none for one of which nothing is left.

    Cost: as above.
    """
    sought = list(repairs)
    if not sought:
        return tuple((block,) for block in blocks)
    starts = join_body(blocks).starts
    changes: dict[int, list[_Change]] = {}
    until = 0
    for repair in sought:
        index = bisect_right(starts, repair.start) - 1
        while index > 0 and not is_body(blocks[index]):
            index -= 1
        if index < 0 or not is_body(blocks[index]):
            continue
        at = repair.start - starts[index]
        is_there = blocks[index].text[at : at + len(repair.before)] == repair.before
        if is_there and repair.start >= until:
            changes.setdefault(index, []).append(_narrow(repair, at))
            until = repair.end
    return tuple(
        tuple(_mend(block, changes[index])) if index in changes else (block,)
        for index, block in enumerate(blocks)
    )


def _narrow(repair: Repair, at: int) -> _Change:
    """Leave out what is the same before and after, so that styles keep their place."""
    before, after = repair.before, repair.after
    head = _count_same(before, after)
    rest = min(len(before), len(after)) - head
    tail = min(_count_same(before[::-1], after[::-1]), rest)
    return _Change(at + head, at + len(before) - tail, after[head : len(after) - tail])


def _count_same(one: str, two: str) -> int:
    same = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        same += 1
    return same


def _mend(block: Block, changes: Sequence[_Change]) -> Iterator[Block]:
    parts: list[str] = []
    at = 0
    for change in changes:
        parts += [block.text[at : change.start], change.after]
        at = change.end
    text = "".join([*parts, block.text[at:]])
    runs = _move_runs(block.runs, changes)
    start = 0
    for piece in text.split(_BREAK):
        end = start + len(piece)
        inside = tuple(
            Run(max(run.start, start) - start, min(run.end, end) - start, run.style)
            for run in runs
            if max(run.start, start) < min(run.end, end)
        )
        if piece:
            yield structs.replace(block, text=piece, runs=inside)
        start = end + len(_BREAK)


def _move_runs(runs: Sequence[Run], changes: Sequence[_Change]) -> list[Run]:
    """Move runs with their words; what is put in at a border belongs to none."""
    ends = [change.end for change in changes]
    added = [len(change.after) - (change.end - change.start) for change in changes]
    moved = [0, *accumulate(added)]

    def move(place: int, *, is_end: bool) -> int:
        past = (bisect_left if is_end else bisect_right)(ends, place)
        now = place + moved[past]
        if past < len(changes) and changes[past].start < place:
            change = changes[past]
            now += change.start - place + (len(change.after) if is_end else 0)
        return now

    return [
        Run(move(run.start, is_end=False), move(run.end, is_end=True), run.style) for run in runs
    ]
