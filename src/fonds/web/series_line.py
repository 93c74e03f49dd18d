"""Series line: where a work stands in its series, for its own page."""

from urllib.parse import quote, urlencode

from msgspec import Struct

from fonds.app.sequels import Related, list_related
from fonds.app.series import SeriesLine, find_series_line
from fonds.app.shelf import Shelf
from fonds.model.entry import Entry
from fonds.publish.addresses import mask_addresses

DOTS = frozenset({".", ".."})
"""Names that no path can hold."""


class Beside(Struct, frozen=True):
    """What a work's page says of its series: for `work_series_line.html`.

    Attributes:
        place: in its series, or None.
        url: of the series, or "".
        related: works that it follows, precedes or goes with.
    """

    place: SeriesLine | None
    url: str
    related: tuple[Related, ...]


def series_url(name: str, **asked: str | int) -> str:
    """Give the address of a series; addresses of e-mail in its name are covered there, too.

    Templates write it with the filter `typed`: it is covered already, and once is enough.

    Example:
        >>> series_url("Moor & Fen/2", page=2)
        '/series/Moor%20%26%20Fen%2F2?page=2'
        >>> series_url("..")
        '/series?name=..'
    """
    name = mask_addresses(name)
    # Dots alone are no part of a path: browsers take them for the folder above.
    if name in DOTS:
        return f"/series?{urlencode({'name': name, **asked})}"
    query = f"?{urlencode(asked)}" if asked else ""
    return f"/series/{quote(name, safe='')}{query}"


def find_line(shelf: Shelf, entry: Entry) -> Beside | None:
    """Find what a work's page says of its series and its sequels; None when there is nothing.

    Args:
        shelf: with the sight of whoever asks.
        entry: of a work that they may see.
    """
    place = find_series_line(shelf, entry)
    shown = {one.work_id for one in (place.previous, place.next) if one} if place else set()
    related = tuple(
        one
        for one in list_related(shelf, entry)
        if one.entry is None or one.entry.work_id not in shown
    )
    if place is None and not related:
        return None
    return Beside(place, series_url(place.name) if place else "", related)
