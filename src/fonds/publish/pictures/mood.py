"""Mood: how bright or dark the words of a story are, scene by scene."""

from collections.abc import Sequence

from msgspec import Struct

from fonds.publish.pictures.drawing import (
    Label,
    Picture,
    Table,
    choose_labels,
    draw_line,
    draw_rect,
    draw_text,
    find_anchor,
    frame,
    show,
)
from fonds.publish.pictures.stretches import FEWEST, Unit

_HALF = 64
"""Pixels from the middle to the brightest or the darkest."""

_TOP = 40
_MIDDLE = _TOP + _HALF
_HEIGHT = _MIDDLE + _HALF + 56
_COLUMNS_MOST = 70
"""Columns of five pixels on a phone; more scenes than these are drawn together."""

_SURE = 0.5
"""Below this a column is only an outline."""

_ROWS_MOST = 150
"""Scenes listed one by one; of more, those that are drawn together are one row."""

_TITLE = "Its mood"


class MoodPoint(Struct, frozen=True):
    """The mood of one scene or page.

    Attributes:
        number: from 1.
        start: where it begins, in code points of the body, half-open.
        end: one past its last.
        value: -1 for the darkest, 1 for the brightest.
        sure: 0..1.
        words: those that carry it, or "".
        url: where it is read, or None.
        last: the number of the last, where several are drawn together.
    """

    number: int
    start: int
    end: int
    value: float
    sure: float
    words: str = ""
    url: str | None = None
    last: int = 0


def draw_moods(
    points: Sequence[MoodPoint], unit: Unit = "scene", name: str = "mood"
) -> Picture | None:
    """Draw a column for each scene: upwards where it is bright, downwards where it is dark.

    Args:
        points: n scenes in order.
        unit: what they are.
        name: the picture's own on its page.

    Returns:
        The picture; None for fewer than three.

    Cost: O(n).
    """
    if len(points) < FEWEST:
        return None
    total = max(1, *(one.end for one in points))
    columns = _join(points)
    # Words of stories lie within a third of all that could be: the tallest fills the picture.
    most = max(0.15, *(abs(one.value) for one in columns))
    marks = [
        draw_text(0, 14, "brighter", css="side"),
        draw_text(0, _HEIGHT - 24, "darker", css="side"),
    ]
    for one in columns:
        height = max(2.0, abs(one.value) / most * _HALF)
        start, width = one.start / total, max(0.006, (one.end - one.start) / total)
        top = _MIDDLE - height if one.value >= 0 else float(_MIDDLE)
        css = "column" if one.sure >= _SURE else "column unsure"
        marks.append(draw_rect(min(start, 1 - width), top, width, height, css=css))
    marks.append(draw_line((0, _MIDDLE), (1, _MIDDLE), css="axis"))
    labels = _label_ends(columns, total, most, unit)
    for place in choose_labels(labels):
        label = labels[place]
        anchor = find_anchor(label.share)
        marks.append(draw_text(label.share, label.y, label.text, anchor=anchor, css="name"))
    marks.append(draw_text(0, _HEIGHT - 6, "beginning", css="side"))
    marks.append(draw_text(1, _HEIGHT - 6, "end", anchor="end", css="side"))
    desc = _describe(columns, len(points), unit)
    markup = frame(name, _TITLE, desc, _HEIGHT, marks)
    return Picture(name, _TITLE, desc, markup, list_mood_rows(points, unit))


def list_mood_rows(points: Sequence[MoodPoint], unit: Unit = "scene") -> Table:
    """List moods as a table: the value, how sure it is, and the words that carry it."""
    shown = points if len(points) <= _ROWS_MOST else _join(points)
    rows = tuple(
        (_say_numbers(one), say_mood(one), f"{one.value:+.2f}", show(one.words)) for one in shown
    )
    headers = (unit.title(), "Mood", "From −1 to +1", "Words that carry it")
    return Table(headers, rows, tuple(one.url for one in shown))


def say_mood(point: MoodPoint) -> str:
    """Say a mood in words.

    Example:
        >>> say_mood(MoodPoint(1, 0, 9, -0.3, 0.9)), say_mood(MoodPoint(1, 0, 9, 0.1, 0.2))
        ('dark', 'perhaps bright')
    """
    if abs(point.value) < 0.03:
        return "neither"
    said = "bright" if point.value > 0 else "dark"
    return said if point.sure >= _SURE else f"perhaps {said}"


def _join(points: Sequence[MoodPoint]) -> list[MoodPoint]:
    """Join neighbours until there are few enough to be drawn."""
    size = -(-len(points) // _COLUMNS_MOST)
    if size == 1:
        return list(points)
    joined = []
    for at in range(0, len(points), size):
        group = points[at : at + size]
        weights = [max(1, one.end - one.start) for one in group]
        value = sum(one.value * w for one, w in zip(group, weights, strict=True)) / sum(weights)
        sure = max(one.sure for one in group)
        joined.append(
            MoodPoint(
                group[0].number,
                group[0].start,
                group[-1].end,
                value,
                sure,
                max(group, key=lambda one: abs(one.value)).words,
                group[0].url,
                group[-1].number,
            )
        )
    return joined


def _label_ends(columns: Sequence[MoodPoint], total: int, most: float, unit: Unit) -> list[Label]:
    """Label the brightest and the darkest."""
    bright, dark = _find_ends(columns)
    labels = []
    for one, is_bright in ((bright, True), (dark, False)):
        if (one.value > 0) != is_bright or one.value == 0:
            continue
        height = abs(one.value) / most * _HALF
        y = _MIDDLE - height - 6 if is_bright else _MIDDLE + height + 15
        share = (one.start + one.end) / 2 / total
        labels.append(Label(share, y, _say_place(one, unit)))
    return labels


def _find_ends(columns: Sequence[MoodPoint]) -> tuple[MoodPoint, MoodPoint]:
    """Find the brightest and the darkest; the earlier of two alike."""
    bright = max(columns, key=lambda one: (one.value, -one.number))
    return bright, min(columns, key=lambda one: (one.value, one.number))


def _say_place(point: MoodPoint, unit: Unit) -> str:
    return f"{unit}{'s' if point.last > point.number else ''} {_say_numbers(point)}"


def _say_numbers(point: MoodPoint) -> str:
    if point.last > point.number:
        return f"{point.number}–{point.last}"
    return str(point.number)


def _describe(columns: Sequence[MoodPoint], count: int, unit: Unit) -> str:
    bright, dark = _find_ends(columns)
    return (
        f"{count} {unit}s, from the beginning at the left. By words alone the brightest: "
        f"{_say_place(bright, unit)}; the darkest: {_say_place(dark, unit)}."
    )
