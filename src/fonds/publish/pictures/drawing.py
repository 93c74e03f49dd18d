"""Drawing: the strokes all pictures are made of, and the frame that names them."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from fonds.publish.addresses import mask_addresses
from fonds.publish.characters import escape_line, escape_text, one_line, shorten
from fonds.publish.pictures.ribbon import write_share

Anchor = Literal["start", "middle", "end"]

NARROW = 340
"""Pixels a picture has on a phone of 390: what fits there fits anywhere."""

_LETTER = 7.2
"""Pixels of a letter of 13 px, on average, of the widest of the usual system fonts."""

_LINE = 16
"""Pixels of a line of such letters."""

_EDGE = 0.2
"""Labels nearer to an edge than this grow away from it."""


class Table(Struct, frozen=True):
    """The table behind a picture.

    Attributes:
        headers: one for each column.
        rows: r rows of cells, clean and masked; the first cell names the row.
        urls: for each row where its first cell leads, or None; or empty.
        left_out: rows more, which would make a page of their own.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    urls: tuple[str | None, ...] = ()
    left_out: int = 0

    @property
    def lines(self) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
        """Rows with their addresses."""
        urls = self.urls or (None,) * len(self.rows)
        return tuple(zip(urls, self.rows, strict=True))


class Picture(Struct, frozen=True):
    """A picture.

    Attributes:
        name: its own on its page; ids begin with it.
        title: what it shows.
        desc: what one sees in it, in a sentence.
        markup: `<svg>`, safe to stand in a page.
        table: says the same.
    """

    name: str
    title: str
    desc: str
    markup: str
    table: Table


class Label(Struct, frozen=True):
    """A label that wants a place: where, and what it says; `y` is its baseline."""

    share: float
    y: float
    text: str


def frame(
    name: str, title: str, desc: str, height: int, marks: Iterable[str], *, has_links: bool = False
) -> str:
    """Frame strokes as a picture that says what it is.

    Args:
        name: letters, digits and "-".
        title: what it shows.
        desc: what one sees in it.
        height: pixels; the width is the page's.
        marks: strokes, drawn in order.
        has_links: whether some of them can be followed: then it is a group of them, for
            an image holds nothing that can be reached.

    Returns:
        Markup.

    Example:
        >>> print(frame("a", "Bars", "Two & more", 20, ["<rect/>"]))
        <svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" \
aria-labelledby="a-title a-desc" width="100%" height="20">
        <title id="a-title">Bars</title>
        <desc id="a-desc">Two &amp; more</desc>
        <rect/>
        </svg>
    """
    role = "group" if has_links else "img"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="{role}" '
        f'aria-labelledby="{name}-title {name}-desc" width="100%" height="{height}">'
    )
    said = (
        f'<title id="{name}-title">{clean(title)}</title>',
        f'<desc id="{name}-desc">{clean(desc)}</desc>',
    )
    return "\n".join((head, *said, *(mark for mark in marks if mark), "</svg>"))


def clean(text: str) -> str:
    """Set text on one line, masked and escaped.

    Example:
        >>> clean("Tin & Straw <tin@oz.example>")
        'Tin &amp; Straw &lt;•••@••••••••••&gt;'
    """
    return escape_line(mask_addresses(text))


def show(text: str, most: int = 200) -> str:
    """Set text on one line, masked and shortened, not escaped: for a cell of a table."""
    return shorten(mask_addresses(one_line(text)), most)


def draw_text(
    share: float,
    y: float,
    text: str,
    *,
    anchor: Anchor = "start",
    css: str = "",
    dx: int = 0,
) -> str:
    """Write text at a share of the width; what it says is masked and escaped.

    Example:
        >>> draw_text(0.5, 12, "Oz", anchor="middle")
        '<text x="50%" y="12" text-anchor="middle" fill="currentColor">Oz</text>'
    """
    anchored = f' text-anchor="{anchor}"' if anchor != "start" else ""
    moved = f' dx="{dx}"' if dx else ""
    return (
        f'<text{_css(css)} x="{write_share(share)}" y="{_px(y)}"{moved}{anchored} '
        f'fill="currentColor">{clean(text)}</text>'
    )


def draw_rect(
    start: float, y: float, width: float, height: float, *, css: str = "", tip: str = ""
) -> str:
    """Fill a rectangle; start and width are shares, the others pixels."""
    inner = f"<title>{clean(tip)}</title>" if tip else ""
    fill = "none" if css == "ground" else "currentColor"
    return (
        f'<rect{_css(css)} x="{write_share(start)}" y="{_px(y)}" width="{write_share(width)}" '
        f'height="{_px(height)}" fill="{fill}">{inner}</rect>'
    )


def draw_line(
    one: tuple[float, float], other: tuple[float, float], *, width: float = 1, css: str = ""
) -> str:
    """Draw a straight line between two places: (share of the width, pixels from the top)."""
    return (
        f'<line{_css(css)} x1="{write_share(one[0])}" y1="{_px(one[1])}" '
        f'x2="{write_share(other[0])}" y2="{_px(other[1])}" '
        f'stroke="currentColor" stroke-width="{_px(width)}"/>'
    )


def link(url: str | None, said: str, marks: Iterable[str]) -> str:
    """Make strokes a link that says where it leads; without an address, nothing but them.

    An address of ours in which somebody's e-mail address stands leads nowhere.
    """
    drawn = "".join(marks)
    if url is None or mask_addresses(url) != url:
        return drawn
    return f'<a href="{escape_text(url)}" aria-label="{clean(said)}">{drawn}</a>'


def find_anchor(share: float) -> Anchor:
    """Find to which side text near an edge grows.

    Example:
        >>> find_anchor(0.1), find_anchor(0.5), find_anchor(0.95)
        ('start', 'middle', 'end')
    """
    if share < _EDGE:
        return "start"
    return "end" if share > 1 - _EDGE else "middle"


def choose_labels(wanted: Sequence[Label]) -> tuple[int, ...]:
    """Choose the labels that find room on a phone; earlier ones go before.

    Args:
        wanted: n labels, the most important first.

    Returns:
        Their places in `wanted`, ascending.

    Cost: O(n²).

    Example:
        >>> choose_labels([Label(0.5, 10, "Alice"), Label(0.51, 10, "Hatter")])
        (0,)
    """
    taken: list[tuple[float, float, float]] = []
    chosen: list[int] = []
    for place, label in enumerate(wanted):
        left, right = find_span(label)
        is_free = all(
            right + _LETTER < other_left
            or left > other_right + _LETTER
            or abs(label.y - other_y) >= _LINE
            for other_left, other_right, other_y in taken
        )
        if is_free and left >= 0 and right <= NARROW:
            taken.append((left, right, label.y))
            chosen.append(place)
    return tuple(chosen)


def find_span(label: Label) -> tuple[float, float]:
    """Find where a label begins and ends on a phone, in pixels."""
    width = measure(label.text)
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[find_anchor(label.share)]
    left = label.share * NARROW - back * width
    return left, left + width


def measure(text: str) -> float:
    """Measure a label, in pixels, rather too wide than too narrow."""
    return len(text) * _LETTER


def _css(css: str) -> str:
    return f' class="{css}"' if css else ""


def _px(value: float) -> str:
    return f"{round(value, 1):g}"
