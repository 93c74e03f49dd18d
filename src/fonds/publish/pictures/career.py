"""Career: an author's life's work, along time; the taller a stroke, the longer the work."""

from collections.abc import Sequence

from msgspec import Struct

from fonds.publish.facts import format_count
from fonds.publish.pictures.drawing import (
    NARROW,
    Label,
    Picture,
    Table,
    choose_labels,
    draw_line,
    draw_rect,
    draw_text,
    find_anchor,
    find_span,
    frame,
    measure,
    show,
)

_TALL = 120
_HEADROOM = 58
"""Above the tallest: three lines for titles."""

_FOOT = 26
_LABELS_TRIED = 24
_TITLE_MOST = 26
_MONTHS = 12
_ROWS_MOST = 200


class DatedWork(Struct, frozen=True):
    """A work of an author's.

    Attributes:
        title: what names it.
        date: ISO, possibly only a year or a month; None when nobody says.
        words: of the body.
        url: where its card is, or None.
    """

    title: str
    date: str | None
    words: int
    url: str | None = None


def place_in_time(date: str) -> float | None:
    """Place a date in time, in years; what is not told of it counts as its middle.

    Returns:
        None for what is no date.

    Example:
        >>> place_in_time("1999"), place_in_time("1999-01-01"), place_in_time("soon")
        (1999.5, 1999.0, None)
    """
    parts = date.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    year = float(parts[0])
    if len(parts) == 1:
        return year + 0.5
    month = min(_MONTHS, max(1, int(parts[1])))
    day = min(31, max(1, int(parts[2]))) - 1 if len(parts) > 2 else 15
    return round(year + (month - 1 + day / 31) / _MONTHS, 4)


def draw_career(works: Sequence[DatedWork], name: str = "career") -> Picture | None:
    """Draw an author's works along time, each a stroke as tall as it is long.

    Args:
        works: n works in any order; those without a date stand only in the table.
        name: the picture's own on its page.

    Returns:
        The picture; None when no work has a date.

    Cost: O(n log n).
    """
    placed = [
        (at, one) for one in works if one.date and (at := place_in_time(one.date)) is not None
    ]
    if not placed:
        return None
    placed.sort(key=lambda pair: (pair[0], pair[1].title))
    first, last = int(placed[0][0]), int(placed[-1][0]) + 1
    most = max(1, *(one.words for _, one in placed))
    base = _HEADROOM + _TALL
    marks = []
    wanted: list[Label] = []
    for at, one in sorted(placed, key=lambda pair: -pair[1].words):
        share = (at - first) / (last - first)
        height = max(3.0, one.words / most * _TALL)
        tip = f"{one.title}: {_say_words(one.words)}, {one.date}"
        left = min(max(0.0, share - 0.005), 0.99)
        marks.append(draw_rect(left, base - height, 0.01, height, css="bar", tip=tip))
        wanted.append(Label(share, base - height, show(one.title, _TITLE_MOST)))
    marks.append(draw_line((0, base + 0.5), (1, base + 0.5), css="axis"))
    marks += _draw_years(first, last, base)
    marks += _draw_titles(wanted)
    title = "A life’s work"
    desc = _describe([one for _, one in placed], len(works) - len(placed))
    markup = frame(name, title, desc, base + _FOOT, marks)
    return Picture(name, title, desc, markup, list_career_rows(works))


def list_career_rows(works: Sequence[DatedWork]) -> Table:
    """List works as a table by date, those without one last."""
    dated = sorted(works, key=lambda one: (not _is_dated(one), one.date or "", one.title))
    shown = dated[:_ROWS_MOST]
    rows = tuple(
        (show(one.title), show(one.date or "undated"), format_count(one.words)) for one in shown
    )
    urls = tuple(one.url for one in shown)
    return Table(("Work", "Date", "Words"), rows, urls, len(dated) - len(shown))


def _is_dated(work: DatedWork) -> bool:
    return work.date is not None and place_in_time(work.date) is not None


def _draw_years(first: int, last: int, base: int) -> list[str]:
    every = max(1, -(-round(measure("1999 ")) * (last - first) // NARROW))
    marks = []
    for year in range(first, last, every):
        share = (year - first) / (last - first)
        marks.append(draw_line((share, base), (share, base + 6), css="axis"))
        if share * NARROW + measure("1999") < NARROW:
            marks.append(draw_text(share, base + 20, str(year), css="side", dx=3))
    return marks


def _draw_titles(strokes: Sequence[Label]) -> list[str]:
    """Write titles above their strokes, the longest work's first, as far as there is room.

    Where another stroke stands in the way, a title goes above all, with a line down to its
    own.

    Args:
        strokes: what would be written above each, and where each has its upper end.
    """
    written: list[Label] = []
    marks: list[str] = []
    for one in strokes[:_LABELS_TRIED]:
        for y in (one.y - 6, one.y - 23, *(_HEADROOM - 6 - 17 * row for row in range(3))):
            label = Label(one.share, y, one.text)
            if not 10 < y < one.y or _is_crossed(label, strokes):
                continue
            if len(choose_labels([*written, label])) == len(written) + 1:
                written.append(label)
                anchor = find_anchor(one.share)
                if one.y - y > 8:
                    marks.append(draw_line((one.share, y + 3), (one.share, one.y), css="axis"))
                marks.append(draw_text(one.share, y, one.text, anchor=anchor, css="name"))
                break
    return marks


def _is_crossed(label: Label, strokes: Sequence[Label]) -> bool:
    """Whether a stroke stands where a title would."""
    left, right = find_span(label)
    return any(
        one.y < label.y and left - 3 < one.share * NARROW < right + 3 and one.share != label.share
        for one in strokes
    )


def _describe(placed: Sequence[DatedWork], undated: int) -> str:
    longest = max(placed, key=lambda one: one.words)
    count = len(placed)
    said = (
        f"{count} {'work' if count == 1 else 'works'}, {show(placed[0].date or '')} to "
        f"{show(placed[-1].date or '')}; the longest is {show(longest.title, 60)}, "
        f"{_say_words(longest.words)}."
    )
    if undated:
        said += f" {undated} more without a date."
    return said


def _say_words(words: int) -> str:
    return f"{format_count(words)} {'word' if words == 1 else 'words'}"
