"""Accuracy, plot: confidence beside being right, as a picture that needs no program."""

from collections.abc import Mapping, Sequence
from html import escape

from fonds.app.accuracy_report import Bin, measure_calibration_error

_SIDE = 360
_LEFT, _TOP = 64, 76
_WIDTH, _HEIGHT = 660, 500

_STYLE = """
  svg { background: #fbfaf7; color: #22201c; }
  text { font: 14px system-ui, sans-serif; fill: currentColor; }
  .title { font: 18px Charter, "Bitstream Charter", "Sitka Text", Cambria, serif; }
  .quiet { opacity: 0.7; }
  .number { font-size: 12px; font-variant-numeric: tabular-nums; }
  .axis, .even { stroke: currentColor; fill: none; }
  .axis { stroke-width: 1; }
  .even { stroke-width: 1; stroke-dasharray: 4 4; opacity: 0.5; }
  .gap { stroke: #8a2b2b; stroke-width: 1; opacity: 0.6; }
  .said { fill: #8a2b2b; }
  @media (prefers-color-scheme: dark) {
    svg { background: #171614; color: #d9d4ca; }
    .gap { stroke: #d98a80; }
    .said { fill: #d98a80; }
  }
"""


def draw_reliability(title: str, bins: Sequence[Bin]) -> str:
    """Draw a reliability plot: of values said with a confidence, how many are right.

    Args:
        title: what was measured.
        bins: as `count_bins` gives them; b >= 0.

    Returns:
        An SVG document, for light and dark pages. The area of a dot is the number of its
        values; the thin line shows how far it is from where it should be.

    Cost: O(b).
    """
    said = sum(one.said for one in bins)
    error = measure_calibration_error(bins)
    most = max((one.said for one in bins), default=1)
    words = f"{said:,} values said; confidence is off by {error:.3f} on average"
    parts = [
        f'<text class="title" x="{_LEFT}" y="26">{escape(title)}</text>',
        f'<text class="quiet" x="{_LEFT}" y="45">{words}</text>',
        *_draw_axes(),
        *(line for one in bins for line in _draw_bin(one, most)),
        *_write_table(bins),
    ]
    body = "\n".join(f"  {part}" for part in parts)
    described = escape(describe_bins(bins))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" role="img" aria-labelledby="name what">\n'
        f'  <title id="name">{escape(title)}</title>\n'
        f'  <desc id="what">{described}</desc>\n'
        f"  <style>{_STYLE}  </style>\n{body}\n</svg>\n"
    )


def describe_bins(bins: Sequence[Bin]) -> str:
    """Say in words what the plot shows.

    Example:
        >>> describe_bins([Bin(0.9, 200, 190, 0.96)])
        'Of 200 values said with 0.9 to 1.0, 95 in 100 are right.'
    """
    return " ".join(
        f"Of {one.said} values said with {one.low:.1f} to {one.low + 0.1:.1f}, "
        f"{100 * one.share:.0f} in 100 are right."
        for one in bins
    )


def join_bins(by_set: Mapping[str, Sequence[Bin]]) -> tuple[Bin, ...]:
    """Join the bins of several sets into one row of bins."""
    lows = sorted({one.low for bins in by_set.values() for one in bins})
    joined = []
    for low in lows:
        here = [one for bins in by_set.values() for one in bins if one.low == low]
        said = sum(one.said for one in here)
        sure = sum(one.said * one.confidence for one in here) / said
        joined.append(Bin(low, said, sum(one.right for one in here), sure))
    return tuple(joined)


def _draw_axes() -> list[str]:
    right, bottom = _LEFT + _SIDE, _TOP + _SIDE
    parts = [
        f'<path class="axis" d="M{_LEFT} {_TOP}V{bottom}H{right}"/>',
        f'<path class="even" d="M{_LEFT} {bottom}L{right} {_TOP}"/>',
        f'<text class="quiet" x="{_LEFT + _SIDE / 2:g}" y="{bottom + 44}" '
        'text-anchor="middle">how sure Fonds says it is</text>',
        f'<text class="quiet" transform="translate({_LEFT - 46} {_TOP + _SIDE / 2:g}) rotate(-90)" '
        'text-anchor="middle">how many are right</text>',
    ]
    for tenth in range(0, 11, 2):
        x, y = _place(tenth / 10, tenth / 10)
        parts.append(
            f'<text class="number" x="{x:g}" y="{bottom + 20}" text-anchor="middle">'
            f"{tenth / 10:.1f}</text>"
        )
        parts.append(
            f'<text class="number" x="{_LEFT - 8}" y="{y + 4:g}" text-anchor="end">'
            f"{tenth / 10:.1f}</text>"
        )
    return parts


def _draw_bin(one: Bin, most: int) -> list[str]:
    x, y = _place(one.confidence, one.share)
    even = _place(one.confidence, one.confidence)[1]
    radius = 3 + 13 * (one.said / most) ** 0.5
    return [
        f'<path class="gap" d="M{x:.1f} {even:.1f}V{y:.1f}"/>',
        f'<circle class="said" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
        f"<title>{escape(describe_bins([one]))}</title></circle>",
    ]


def _write_table(bins: Sequence[Bin]) -> list[str]:
    columns = (_LEFT + _SIDE + 90, _LEFT + _SIDE + 150, _LEFT + _SIDE + 210)
    rows = [("sure", "values", "right")]
    rows += [
        (f"{one.low:.1f}–{one.low + 0.1:.1f}", f"{one.said:,}", f"{one.share:.2f}") for one in bins
    ]
    return [
        f'<text class="number" x="{x}" y="{_TOP + 16 + 22 * number}" text-anchor="end">'
        f"{word}</text>"
        for number, row in enumerate(rows)
        for x, word in zip(columns, row, strict=True)
    ]


def _place(confidence: float, share: float) -> tuple[float, float]:
    return _LEFT + _SIDE * confidence, _TOP + _SIDE * (1 - share)
