"""Difference, as it is shown: unchanged stretches folded, changes numbered, cut into pages."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from fonds.publish.addresses import mask_addresses
from fonds.publish.difference import FieldDifference
from fonds.publish.difference_rows import Row
from fonds.publish.difference_words import Piece, Pieces

AROUND = 1
"""Unchanged paragraphs that stand open before and after a change."""

SMALLEST_FOLD = 2
"""Fewer paragraphs are not worth folding: the line that says so takes as much room."""

PAGE_ROWS = 100
"""Changed rows a page, as near as changes can be cut."""

LONGEST_RUN = 30
"""Rows that only one side has which are shown as one change."""


class Shown(Struct, frozen=True):
    """Rows that stand open.

    Attributes:
        rows: one row, or a run of rows that only one side has.
        number: of the change, from 1; 0 for what did not change.
    """

    rows: tuple[Row, ...]
    number: int = 0


class Folded(Struct, frozen=True):
    """A stretch in which nothing changed.

    Attributes:
        rows: n >= 1 rows, titles of chapters among them.
        paragraphs: rows that are no titles.
    """

    rows: tuple[Row, ...]
    paragraphs: int


class DifferencePage(Struct, frozen=True):
    """A page of a difference.

    Attributes:
        parts: in order.
        number: which page, from 1.
        pages: how many there are, at least 1.
        changes: changes in all.
        first: the number of the first change of this page; 0 when there is none.
        last: the number of its last change.
    """

    parts: tuple[Shown | Folded, ...]
    number: int
    pages: int
    changes: int
    first: int
    last: int


def is_change(row: Row) -> bool:
    """Tell whether words of a row differ."""
    return row.kind not in {"same", "alike"}


def make_difference_page(
    rows: Sequence[Row], number: int = 1, *, most: int = PAGE_ROWS
) -> DifferencePage:
    """Make one page of a difference.

    Args:
        rows: n rows of a difference.
        number: which page, from 1; the last one when there are fewer.
        most: changed rows a page.

    Returns:
        What stands between two pages is on the second of them.

    Cost: O(n).
    """
    changes = list_changes(rows)
    pages = _deal_out(changes, most)
    number = min(max(1, number), len(pages))
    chosen = pages[number - 1]
    begin = pages[number - 2][-1][1] if number > 1 else 0
    end = chosen[-1][1] if number < len(pages) else len(rows)
    first = sum(len(page) for page in pages[: number - 1]) + 1 if changes else 0
    parts: list[Shown | Folded] = []
    at = begin
    for place, (start, stop) in enumerate(chosen, start=first):
        parts += _fold(rows[at:start], before=at > 0, after=True)
        parts.append(Shown(tuple(rows[start:stop]), place))
        at = stop
    parts += _fold(rows[at:end], before=at > 0, after=end < len(rows))
    last = first + len(chosen) - 1 if changes else 0
    return DifferencePage(tuple(parts), number, len(pages), len(changes), first, last)


def list_changes(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """List the changes of a difference: half-open ranges of its rows, in order."""
    changes: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        if not is_change(row):
            continue
        begin, end = changes[-1] if changes else (0, -1)
        if end == at and at - begin < LONGEST_RUN and _belong_together(rows[begin], row):
            changes[-1] = (begin, at + 1)
        else:
            changes.append((at, at + 1))
    return changes


def _belong_together(one: Row, other: Row) -> bool:
    is_alone = not (one.one and one.other)
    return is_alone and one.kind == other.kind and one.is_moved == other.is_moved


def _deal_out(changes: Sequence[tuple[int, int]], most: int) -> list[list[tuple[int, int]]]:
    """Deal changes out to pages; there is always one."""
    pages: list[list[tuple[int, int]]] = [[]]
    used = 0
    for begin, end in changes:
        if used and used + end - begin > most:
            pages.append([])
            used = 0
        pages[-1].append((begin, end))
        used += end - begin
    return pages


def _fold(rows: Sequence[Row], *, before: bool, after: bool) -> Iterator[Shown | Folded]:
    """Fold what lies between two changes, or before the first and after the last."""
    head = AROUND if before else 0
    tail = len(rows) - (AROUND if after else 0)
    if tail - head < SMALLEST_FOLD:
        yield from (Shown((row,)) for row in rows)
        return
    yield from (Shown((row,)) for row in rows[:head])
    inner = tuple(rows[head:tail])
    yield Folded(inner, sum(not row.is_heading for row in inner))
    yield from (Shown((row,)) for row in rows[tail:])


def cut_again(paragraphs: Iterable[Pieces], texts: Iterable[str]) -> tuple[Pieces, ...]:
    """Give paragraphs with other characters in the same places: such as covered addresses.

    Args:
        paragraphs: each as pieces.
        texts: for each paragraph its text, as long as it was.

    Example:
        >>> cut_again([(Piece("a "), Piece("b", True))], ["x y"])
        ((Piece(text='x ', differs=False), Piece(text='y', differs=True)),)
    """
    made = []
    for pieces, text in zip(paragraphs, texts, strict=True):
        at = 0
        cut = []
        for piece in pieces:
            cut.append(Piece(text[at : at + len(piece.text)], piece.differs))
            at += len(piece.text)
        made.append(tuple(cut))
    return tuple(made)


def join_pieces(pieces: Pieces) -> str:
    """Give the text that pieces were cut from."""
    return "".join(piece.text for piece in pieces)


def mask_row(row: Row) -> Row:
    """Cover the e-mail addresses of a row, also those that a change cuts in two."""
    return structs.replace(row, one=_mask_side(row.one), other=_mask_side(row.other))


def mask_field(field: FieldDifference) -> FieldDifference:
    """Cover the e-mail addresses of a field of the header."""
    (one,) = _mask_side((field.one,))
    (other,) = _mask_side((field.other,))
    return structs.replace(field, one=one, other=other)


def _mask_side(paragraphs: tuple[Pieces, ...]) -> tuple[Pieces, ...]:
    return cut_again(paragraphs, [mask_addresses(join_pieces(one)) for one in paragraphs])
