"""Difference, paragraph by paragraph: two stories as rows that stand for each other."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Literal

import msgspec
from msgspec import Struct

from fonds.model.body import is_body
from fonds.model.work import Work
from fonds.publish.alignment import Box, Budget, Pair, align
from fonds.publish.difference_words import (
    Piece,
    Pieces,
    cut_pieces,
    drop_islands,
    fold_words,
    list_differing,
    match_words,
)

RowKind = Literal["same", "alike", "changed", "here", "there"]
"""`alike`: the same words, in other paragraphs or with other quotation marks and dashes."""

_SIGN_WORDS = 3
"""Words of the shortest paragraph that is a sign by itself."""

_MOVED_WORDS = 5
"""Words of the shortest paragraph of which it is said that it stands elsewhere."""

_LINK_SHARE = 0.4
"""Share of the shorter paragraph's words that another must have to be its other self."""
_LINK_WORDS = 3


class Row(Struct, frozen=True, gc=False):
    """Paragraphs of one side and of the other that stand for each other.

    Attributes:
        kind: what became of them.
        one: paragraphs of the one side, in order; none when only the other has them.
        other: those of the other.
        is_heading: whether it is a chapter's title, which is no part of the body.
        is_moved: whether what only one side has here stands elsewhere in the other.
    """

    kind: RowKind
    one: tuple[Pieces, ...]
    other: tuple[Pieces, ...]
    is_heading: bool = False
    is_moved: bool = False


class Paragraph(Struct, frozen=True, gc=False):
    """A paragraph, and its words as they are compared."""

    text: str
    words: tuple[str, ...]
    key: str


class Landmark(Struct, frozen=True, gc=False):
    """A chapter's beginning: its title, and how many paragraphs stand before it."""

    title: str
    place: int
    key: str


class Told(Struct, frozen=True):
    """A story as it is compared."""

    paragraphs: tuple[Paragraph, ...]
    landmarks: tuple[Landmark, ...]

    def order(self) -> tuple[list[str], list[tuple[int, str]]]:
        """Say which of two stories is looked at first, so that the answer is the same."""
        return (
            [one.key for one in self.paragraphs],
            [(one.place, one.key) for one in self.landmarks],
        )


def read_told(work: Work) -> Told:
    """Read a work's body and chapters as they are compared. Cost: O(characters)."""
    bodies = [is_body(block) for block in work.blocks]
    before = [0, *accumulate(bodies)]
    paragraphs = []
    for block, is_told in zip(work.blocks, bodies, strict=True):
        if is_told:
            words = fold_words(block.text)
            paragraphs.append(Paragraph(block.text, words, " ".join(words)))
    landmarks = []
    for chapter in work.chapters:
        title = chapter.title or ""
        key = " ".join(fold_words(title)).casefold()
        landmarks.append(Landmark(title, before[chapter.first], key))
    return Told(tuple(paragraphs), tuple(landmarks))


def make_rows(one: Told, other: Told) -> tuple[Row, ...]:
    """Set two stories side by side.

    Args:
        one: a story of n words.
        other: another of m words.

    Returns:
        Rows in the order of both stories; where they part, first what only the one has.

    Cost: O((n + m) log(n + m)), and what a budget allows for small stretches.
    """
    if other.order() < one.order():
        return swap_rows(make_rows(other, one))
    placed = _mark_moved(_align_paragraphs(one.paragraphs, other.paragraphs))
    return tuple(_set_landmarks(placed, one, other))


def swap_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Exchange the sides of rows."""
    kinds: dict[RowKind, RowKind] = {"here": "there", "there": "here"}
    swapped = [
        msgspec.structs.replace(
            row, kind=kinds.get(row.kind, row.kind), one=row.other, other=row.one
        )
        for row in rows
    ]
    return tuple(_order_parted(swapped))


def _order_parted(rows: Iterable[Row]) -> list[Row]:
    """Put what only the one side has before what only the other has, wherever they part."""
    ordered: list[Row] = []
    waiting: list[Row] = []
    for row in rows:
        if row.kind == "there":
            waiting.append(row)
        elif row.kind == "here":
            ordered.append(row)
        else:
            ordered += [*waiting, row]
            waiting = []
    return ordered + waiting


# Paragraphs


def _align_paragraphs(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> list[Row]:
    """Make the rows of the body alone."""
    here, there = [item.key for item in one], [item.key for item in other]
    pairs = align(here, there, signs=(_make_signs(one), _make_signs(other)))
    budget = Budget()
    rows: list[Row] = []
    begin = first = 0
    for at, place in [*pairs, (len(one), len(other))]:
        rows += _compare_gap(one[begin:at], other[first:place], budget)
        if at < len(one):
            rows.append(_pair_up((one[at],), (other[place],)))
        begin, first = at + 1, place + 1
    return rows


def _make_signs(paragraphs: Sequence[Paragraph]) -> list[str | None]:
    return [one.key if len(one.words) >= _SIGN_WORDS else None for one in paragraphs]


def _pair_up(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> Row:
    """Make the row of paragraphs that have the same words."""
    here, there = [item.text for item in one], [item.text for item in other]
    return Row("same" if here == there else "alike", _plain(here), _plain(there))


def _plain(texts: Iterable[str]) -> tuple[Pieces, ...]:
    return tuple((Piece(text),) for text in texts)


def _compare_gap(one: Sequence[Paragraph], other: Sequence[Paragraph], budget: Budget) -> list[Row]:
    """Make the rows of what lies between paragraphs that both sides have."""
    boxes: list[Box] = []
    pairs: list[Pair] = []
    starts = _find_starts(one), _find_starts(other)
    if one and other:
        words = [word for item in one for word in item.words]
        others = [word for item in other for word in item.words]
        pairs = match_words(words, others, budget)
        boxes = _join_links(_find_links(one, other, pairs, starts))
    rows: list[Row] = []
    begin = first = used = 0
    for box in [*boxes, (len(one), len(one), len(other), len(other))]:
        rows += [_stand_alone(item, "here") for item in one[begin : box[0]]]
        rows += [_stand_alone(item, "there") for item in other[first : box[2]]]
        begin, first = box[1], box[3]
        if box[0] == box[1]:
            continue
        inner, used = _take_inner(pairs, used, box, starts)
        rows.append(_compare_words(one[box[0] : begin], other[box[2] : first], inner))
    return rows


def _find_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Find where each paragraph's words begin among those of all; last, their number."""
    return [0, *accumulate(len(item.words) for item in paragraphs)]


def _stand_alone(item: Paragraph, kind: RowKind) -> Row:
    pieces = cut_pieces(item.text, [True] * len(item.words))
    return Row(kind, (pieces,), ()) if kind == "here" else Row(kind, (), (pieces,))


def _find_links(
    one: Sequence[Paragraph],
    other: Sequence[Paragraph],
    pairs: Sequence[Pair],
    starts: tuple[list[int], list[int]],
) -> list[Pair]:
    """Find which paragraphs share so many words that they stand for each other."""
    links: list[Pair] = []
    counted: dict[Pair, int] = {}
    here = there = 0
    for place, its in pairs:
        while starts[0][here + 1] <= place:
            here += 1
        while starts[1][there + 1] <= its:
            there += 1
        counted[here, there] = counted.get((here, there), 0) + 1
    for link, shared in counted.items():
        lengths = len(one[link[0]].words), len(other[link[1]].words)
        is_much = shared >= _LINK_WORDS or shared >= _LINK_SHARE * max(lengths)
        if is_much and shared >= _LINK_SHARE * min(lengths):
            links.append(link)
    return links


def _join_links(links: Sequence[Pair]) -> list[Box]:
    """Join links that meet on either side: one paragraph there may be three here."""
    boxes: list[Box] = []
    for here, there in links:
        if boxes and (here < boxes[-1][1] or there < boxes[-1][3]):
            begin, _, first, _ = boxes[-1]
            boxes[-1] = (begin, here + 1, first, there + 1)
        else:
            boxes.append((here, here + 1, there, there + 1))
    return boxes


def _take_inner(
    pairs: Sequence[Pair], used: int, box: Box, starts: tuple[list[int], list[int]]
) -> tuple[list[Pair], int]:
    """Take the pairs of words that lie within a box, counted from its first words."""
    begin, end = starts[0][box[0]], starts[0][box[1]]
    first, last = starts[1][box[2]], starts[1][box[3]]
    inner: list[Pair] = []
    while used < len(pairs) and pairs[used][0] < end and pairs[used][1] < last:
        place, its = pairs[used]
        if place >= begin and its >= first:
            inner.append((place - begin, its - first))
        used += 1
    return inner, used


def _compare_words(
    one: Sequence[Paragraph], other: Sequence[Paragraph], pairs: Sequence[Pair]
) -> Row:
    """Make the row of paragraphs that share the words of some pairs."""
    count = sum(len(item.words) for item in one), sum(len(item.words) for item in other)
    if len(pairs) == count[0] == count[1]:
        return _pair_up(one, other)
    kept = drop_islands(pairs, *count)
    here = list_differing([place for place, _ in kept], count[0])
    there = list_differing([place for _, place in kept], count[1])
    return Row("changed", _cut_each(one, here), _cut_each(other, there))


def _cut_each(paragraphs: Sequence[Paragraph], differs: Sequence[bool]) -> tuple[Pieces, ...]:
    borders = pairwise(_find_starts(paragraphs))
    return tuple(
        cut_pieces(item.text, differs[begin:end])
        for item, (begin, end) in zip(paragraphs, borders, strict=True)
    )


def _mark_moved(rows: Sequence[Row]) -> list[Row]:
    """Mark paragraphs that only one side has here and the other elsewhere."""
    sides: dict[str, dict[str, deque[int]]] = {"here": {}, "there": {}}
    for number, row in enumerate(rows):
        if row.kind in sides:
            words = fold_words("".join(piece.text for piece in (row.one or row.other)[0]))
            if len(words) >= _MOVED_WORDS:
                sides[row.kind].setdefault(" ".join(words), deque()).append(number)
    moved: set[int] = set()
    for key, places in sides["here"].items():
        others = sides["there"].get(key, deque())
        for pair in zip(places, others, strict=False):
            moved.update(pair)
    return [
        msgspec.structs.replace(row, is_moved=True) if number in moved else row
        for number, row in enumerate(rows)
    ]


# Chapters


def _set_landmarks(rows: Sequence[Row], one: Told, other: Told) -> list[Row]:
    """Set the chapters' titles between the rows of the body."""
    placed: list[Row] = []
    here: list[Row] = []
    there: list[Row] = []
    marks = deque(one.landmarks), deque(other.landmarks)
    at = place = 0
    for row in rows:
        here += _take_landmarks(marks[0], at, "here") if row.one else ()
        there += _take_landmarks(marks[1], place, "there") if row.other else ()
        at, place = at + len(row.one), place + len(row.other)
        if row.kind == "here":
            here.append(row)
        elif row.kind == "there":
            there.append(row)
        else:
            placed += [*_pair_landmarks(here, there), row]
            here, there = [], []
    here += _take_landmarks(marks[0], len(one.paragraphs), "here")
    there += _take_landmarks(marks[1], len(other.paragraphs), "there")
    return placed + _pair_landmarks(here, there)


def _take_landmarks(marks: deque[Landmark], place: int, kind: RowKind) -> list[Row]:
    taken: list[Row] = []
    while marks and marks[0].place <= place:
        title: tuple[Pieces, ...] = ((Piece(marks.popleft().title, differs=True),),)
        here, there = (title, ()) if kind == "here" else ((), title)
        taken.append(Row(kind, here, there, is_heading=True))
    return taken


def _pair_landmarks(here: list[Row], there: list[Row]) -> list[Row]:
    """Set titles that stand for each other side by side, where two stories part."""
    ends: list[Row] = []
    while here and there and here[-1].is_heading and there[-1].is_heading:
        # What follows is in both: they head the same words, whatever they are called.
        ends.append(_compare_titles(here.pop(), there.pop()))
    keys = [_key_of(row) for row in here], [_key_of(row) for row in there]
    rows: list[Row] = []
    begin = first = 0
    for at, place in align(*keys):
        rows += _pair_first(here[begin:at], there[first:place])
        rows.append(_compare_titles(here[at], there[place]))
        begin, first = at + 1, place + 1
    return [*rows, *_pair_first(here[begin:], there[first:]), *reversed(ends)]


def _key_of(row: Row) -> object:
    """What a title is known by; a paragraph by nothing that another could have."""
    if not row.is_heading:
        return (id(row),)
    return " ".join(fold_words(_title_of(row.one or row.other))).casefold()


def _title_of(paragraphs: tuple[Pieces, ...]) -> str:
    return "".join(piece.text for piece in paragraphs[0])


def _pair_first(here: list[Row], there: list[Row]) -> list[Row]:
    """Pair two titles that both stand first in what is parted; the rest stands alone."""
    if here and there and here[0].is_heading and there[0].is_heading:
        return [_compare_titles(here[0], there[0]), *here[1:], *there[1:]]
    return [*here, *there]


def _compare_titles(one: Row, other: Row) -> Row:
    here, there = _title_of(one.one), _title_of(other.other)
    words = fold_words(here), fold_words(there)
    if words[0] == words[1]:
        kind: RowKind = "same" if here == there else "alike"
        return Row(kind, ((Piece(here),),), ((Piece(there),),), is_heading=True)
    return Row("changed", (_mark(here),), (_mark(there),), is_heading=True)


def _mark(title: str) -> Pieces:
    return (Piece(title, differs=True),)
