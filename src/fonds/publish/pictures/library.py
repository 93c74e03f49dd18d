"""Library: what a shelf or a search holds, by year, fandom, pairing, rating and length."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from fonds.publish.pictures.bars import Bar, draw_bars, draw_years
from fonds.publish.pictures.drawing import Picture

Dimension = Literal["year", "fandom", "pairing", "rating", "length"]

Counted = tuple[tuple[str, int], ...]
"""(value, works) pairs."""

FindUrl = Callable[[Dimension, str], str | None]
"""Gives the address of the works of one value, or None."""

_ROWS_MOST = 100
_RATINGS = ("General Audiences", "Teen And Up Audiences", "Mature", "Explicit", "Not Rated")


class LibraryCounts(Struct, frozen=True):
    """How many works there are of what.

    Attributes:
        total: works counted.
        years: by year of their date, "1999"; works without one are in no year.
        fandoms: by fandom, most first.
        pairings: by pairing, most first.
        ratings: by rating.
        lengths: by class of length, the shortest first.
    """

    total: int = 0
    years: Counted = ()
    fandoms: Counted = ()
    pairings: Counted = ()
    ratings: Counted = ()
    lengths: Counted = ()


def draw_library(counts: LibraryCounts, find_url: FindUrl) -> tuple[Picture, ...]:
    """Draw all pictures of a library; those with nothing in them are left out.

    Args:
        counts: of v values.
        find_url: leads from a value to its works.

    Cost: O(v log v).
    """
    pictures = (
        draw_years("years", "By year", _make_bars("year", counts.years, find_url)),
        draw_bars("fandoms", "By fandom", _make_bars("fandom", counts.fandoms, find_url), "Fandom"),
        draw_bars(
            "pairings", "By pairing", _make_bars("pairing", counts.pairings, find_url), "Pairing"
        ),
        draw_bars(
            "ratings",
            "By rating",
            _make_bars("rating", _order_ratings(counts.ratings), find_url),
            "Rating",
        ),
        draw_bars(
            "lengths",
            "By length, in words",
            _make_bars("length", counts.lengths, find_url),
            "Words",
        ),
    )
    return tuple(one for one in pictures if one is not None)


def _make_bars(dimension: Dimension, counted: Counted, find_url: FindUrl) -> list[Bar]:
    return [
        Bar(value, count, find_url(dimension, value) if count else None)
        for value, count in (counted if dimension == "year" else counted[:_ROWS_MOST])
    ]


def _order_ratings(ratings: Counted) -> Counted:
    places = {rating: place for place, rating in enumerate(_RATINGS)}
    return tuple(sorted(ratings, key=lambda pair: places.get(pair[0], len(places))))
