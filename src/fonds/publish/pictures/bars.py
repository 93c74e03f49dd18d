"""Bars: how many works there are of what, as columns along time or as bars one under another."""

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
    frame,
    link,
    measure,
    show,
)

_ROW = 44
"""Pixels of a bar with its label: what a thumb can hit."""

_LABEL_MOST = 40
_BARS_MOST = 12
_INSIDE = 0.8
"""Of longer bars the number stands within."""

_TALL = 120
_HEADROOM = 20
_FOOT = 24
_LINKS_MOST = 14
"""Columns wide enough to be hit on a phone: 24 px; the table leads to all."""

_YEARS_MOST = 60
"""Years drawn one by one; of longer times, decades."""


class Bar(Struct, frozen=True):
    """A value, how many works have it, and where they are, or None."""

    label: str
    count: int
    url: str | None = None


def draw_bars(name: str, title: str, bars: Sequence[Bar], what: str = "Value") -> Picture | None:
    """Draw bars one under another, in the order given, with the number on each.

    Args:
        name: the picture's own on its page.
        title: what is counted.
        bars: n of them; the first 12 are drawn, the table has all.
        what: what the values are: heads their column of the table.

    Returns:
        The picture; None when there is nothing to count.

    Cost: O(n).

    Example:
        >>> picture = draw_bars("r", "By rating", [Bar("Mature", 2), Bar("Explicit", 1)])
        >>> picture.table.rows
        (('Mature', '2'), ('Explicit', '1'))
    """
    shown = bars[:_BARS_MOST]
    most = max((one.count for one in bars), default=0)
    if most == 0:
        return None
    marks = []
    for row, one in enumerate(shown):
        marks.append(_draw_bar(one, row * _ROW, most))
    left = len(bars) - len(shown)
    best = max(bars, key=lambda one: one.count)
    desc = f"Most: {show(best.label, _LABEL_MOST)}, {_say_works(best.count)}."
    if left:
        desc += f" The first {len(shown)} of {len(bars)} are drawn."
    has_links = any(one.url for one in shown)
    markup = frame(name, title, desc, len(shown) * _ROW, marks, has_links=has_links)
    return Picture(name, title, desc, markup, list_bar_rows(bars, what))


def list_bar_rows(bars: Sequence[Bar], what: str = "Value") -> Table:
    """List bars as a table, in their order; the rows lead where the bars do."""
    return Table(
        (show(what), "Works"),
        tuple((show(one.label), format_count(one.count)) for one in bars),
        tuple(one.url for one in bars),
    )


def _draw_bar(bar: Bar, top: int, most: int) -> str:
    share = bar.count / most
    width = max(0.006, share) if bar.count else 0.0
    number = format_count(bar.count)
    is_inside = width > _INSIDE
    marks = (
        draw_rect(0, top, 1, _ROW, css="ground"),
        draw_text(0, top + 16, show(bar.label, _LABEL_MOST), css="name"),
        draw_rect(0, top + 22, width, 16, css="bar") if bar.count else "",
        draw_text(
            width,
            top + 34,
            number,
            anchor="end" if is_inside else "start",
            css="number within" if is_inside else "number",
            dx=-6 if is_inside else 6,
        ),
    )
    return link(bar.url, f"{bar.label}: {_say_works(bar.count)}", marks)


def _say_works(count: int) -> str:
    return f"{format_count(count)} {'work' if count == 1 else 'works'}"


def draw_years(name: str, title: str, bars: Sequence[Bar]) -> Picture | None:
    """Draw works by year as columns, time along the bottom; years without works stand empty.

    Args:
        name: the picture's own on its page.
        title: what is counted.
        bars: labelled by years of four digits; others are left to the caller.

    Returns:
        The picture; None when no year has a work. Over 60 years are drawn by decade.

    Cost: O(years).
    """
    years = {int(one.label): one for one in bars if _is_year(one.label) and one.count > 0}
    if not years:
        return None
    first, last = min(years), max(years)
    columns = [years.get(year, Bar(str(year), 0)) for year in range(first, last + 1)]
    unit = "year"
    if len(columns) > _YEARS_MOST:
        columns, unit = _join_decades(years), "decade"
    most = max(one.count for one in columns)
    step = 1 / len(columns)
    has_links = len(columns) <= _LINKS_MOST and any(one.url for one in columns)
    marks = [
        _draw_column(one, place * step, step, most, has_links=has_links)
        for place, one in enumerate(columns)
    ]
    base = _HEADROOM + _TALL
    marks.append(draw_line((0, base + 0.5), (1, base + 0.5), css="axis"))
    marks += _label_columns(columns, step, most)
    best = max(columns, key=lambda one: one.count)
    span = f"{columns[0].label} to {columns[-1].label}" if len(columns) > 1 else columns[0].label
    desc = f"{span}; most in {best.label}: {_say_works(best.count)}."
    markup = frame(name, title, desc, base + _FOOT, marks, has_links=has_links)
    table = list_bar_rows([years[year] for year in sorted(years)], "Year")
    return Picture(name, title, desc if unit == "year" else f"By decade: {desc}", markup, table)


def _is_year(label: str) -> bool:
    return len(label) == 4 and label.isascii() and label.isdigit()


def _join_decades(years: dict[int, Bar]) -> list[Bar]:
    sums: dict[int, int] = {}
    for year, one in years.items():
        sums[year // 10] = sums.get(year // 10, 0) + one.count
    decades = range(min(sums), max(sums) + 1)
    return [Bar(f"{decade}0s", sums.get(decade, 0)) for decade in decades]


def _draw_column(one: Bar, start: float, step: float, most: int, *, has_links: bool) -> str:
    height = max(2.0, one.count / most * _TALL) if one.count else 0.0
    top = _HEADROOM + _TALL - height
    # A single year is no wall.
    width = min(step * 0.8, 0.12)
    bar = draw_rect(start + (step - width) / 2, top, width, height, css="bar") if height else ""
    if not has_links or one.url is None:
        return bar
    ground = draw_rect(start, 0, step, _HEADROOM + _TALL + _FOOT, css="ground")
    return link(one.url, f"{one.label}: {_say_works(one.count)}", (ground, bar))


def _label_columns(columns: Sequence[Bar], step: float, most: int) -> list[str]:
    base = _HEADROOM + _TALL
    # As many years as fit, at even distances.
    every = max(1, -(-round(measure("1999 ")) * len(columns) // NARROW))
    marks = [
        draw_text(_middle(place, step), base + 18, one.label, anchor="middle", css="side")
        for place, one in enumerate(columns)
        if place % every == 0
    ]
    counted = sorted(
        ((place, one) for place, one in enumerate(columns) if one.count),
        key=lambda pair: (-pair[1].count, pair[0]),
    )
    labels = [
        Label(
            _middle(place, step),
            base - max(2.0, one.count / most * _TALL) - 5,
            format_count(one.count),
        )
        for place, one in counted
    ]
    for place in _choose_numbers(counted, labels, step):
        label = labels[place]
        marks.append(draw_text(label.share, label.y, label.text, anchor="middle", css="number"))
    return marks


def _choose_numbers(
    counted: Sequence[tuple[int, Bar]], labels: Sequence[Label], step: float
) -> tuple[int, ...]:
    """All numbers where columns are wide enough; else those that keep clear of taller columns."""
    if all(measure(label.text) < step * NARROW for label in labels):
        return tuple(range(len(labels)))
    heights = {place: one.count for place, one in counted}
    free = []
    for at, (place, one) in enumerate(counted):
        reach = max(1, round(measure(labels[at].text) / 2 / (step * NARROW)))
        near = range(place - reach, place + reach + 1)
        if all(heights.get(other, 0) <= one.count for other in near):
            free.append(at)
    chosen = choose_labels([labels[at] for at in free])
    return tuple(free[at] for at in chosen)


def _middle(place: int, step: float) -> float:
    return (place + 0.5) * step
