"""Ribbon: shares of a line as what an SVG without a fixed width understands."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

_LEAST_SHARE = 0.006
"""Two pixels of a phone: what is there can be seen."""

_Item = TypeVar("_Item")


class Stretch(Struct, frozen=True):
    """A stretch of a ribbon.

    Attributes:
        x: where it begins, in per cent of the picture's width ("12.5%").
        width: likewise.
        label: what it is, for those who do not see it; "" where the lane says it all.
        url: where it leads, or None.
    """

    x: str
    width: str
    label: str
    url: str | None = None


class Lane(Struct, frozen=True):
    """One line of a picture: a name, and stretches along it, in order."""

    label: str
    stretches: tuple[Stretch, ...]


def make_stretch(
    start: float, end: float, total: float, label: str, url: str | None = None
) -> Stretch:
    """Make a stretch of a line that is `total` long.

    Args:
        start: where it begins, 0..total.
        end: where it ends, start..total.
        total: above 0.
        label: what it is.
        url: where it leads, or None.

    Returns:
        The stretch, never too narrow to be seen and never past the end.

    Example:
        >>> make_stretch(25, 50, 100, "Scene 2").width
        '25%'
    """
    share = max(_LEAST_SHARE, (end - start) / total)
    begin = min(start / total, 1 - share)
    return Stretch(write_share(begin), write_share(share), label, url)


def write_share(share: float) -> str:
    """Write a share of the width.

    Example:
        >>> write_share(1 / 3)
        '33.33%'
    """
    return f"{round(share * 100, 2):g}%"


def join_neighbours(items: Iterable[tuple[_Item, int, int]]) -> Sequence[tuple[_Item, int, int]]:
    """Join neighbours of one kind: (kind, start, end), in order.

    Example:
        >>> join_neighbours([("a", 0, 3), ("a", 5, 9), ("b", 9, 12)])
        [('a', 0, 9), ('b', 9, 12)]
    """
    joined: list[tuple[_Item, int, int]] = []
    for kind, start, end in items:
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1], end)
        else:
            joined.append((kind, start, end))
    return joined
