"""Ratings of every scale, with the qualifiers people put around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.describe.ratings import EXPLICIT, GENERAL, MATURE, NOT_RATED, TEEN, find_rating

STATED = {
    GENERAL: [
        "G", "g", "K", "K+", "PG", "pg", "Pg.", "FRC", "FR7", "FR-7", "FRK", "FR-C", "all ages",
        "All Audiences", "U", "general", "General Audiences", "E10", "E10+", "rated g", "Rated: G",
        "Rating: PG", "PG - for violence", "I would call this a PG", "G, unless you mind rain",
        "Suitable for all ages", "G rated", "General (everyone)", "PG (mild peril)",
        "Fiction Rated: K+", "K - English", "PG, nothing above", "E for Everyone",
        "family friendly", "G!!", "TV-PG", "G for Good", "[PG]", "**G**", "P6", "FSK 6",
    ],
    TEEN: [
        "PG-13", "PG13", "PG 13", "pg-13", "PG-15", "T", "t", "FRT", "FR13", "FR-13", "FR15",
        "12", "12A", "15", "13+", "12+", "15 and up", "teen", "Teens", "Teen And Up Audiences",
        "teen & up", "strong PG-13", "light PG-13", "T for swearing", "Rated T", "PG/PG-13",
        "PG to PG-13", "PG-13-ish", "PG-13ish", "a high T", "probably PG-13", "PG-13 (not R)",
        "PG-13, nothing worse than R", "T - English", "Teen (for peril)", "Fan Rated Teen", "TV-14",
        "FSK 12", "15 for language",
    ],
    MATURE: [
        "R", "r", "M", "FRM", "FR18", "16+", "16", "mature", "Mature", "Mature audiences", "hard R",
        "light R", "soft R", "R-ish", "Rish", "R (a bit)", "r for violence", "rated r",
        "PG-13 to R", "R?", "M (for safety)", "R. Really.", "MA15+", "restricted", "17+",
    ],
    EXPLICIT: [
        "NC-17", "NC17", "NC 17", "nc-17", "X", "XXX", "MA", "FRAO", "FR-AO", "FR21", "18+",
        "adult", "Adults Only", "adults", "explicit", "R/NC-17", "NC-17 overall", "over 18",
        "18 and over", "AO", "Fan Rated Adult Only", "R18", "E",
    ],
    NOT_RATED: ["Not Rated", "not rated", "unrated", "Unrated.", "none", "N/A", "NR", "No rating"],
    None: [
        "", "   ", "Mildly Dirty", "see inside", "my mom could read it", "in general it is fine",
        "ask Mr. T", "read it with your mother", "depends on the weather", "varies", "you tell me",
        "a tale of 3 wishes", "I'm not telling", "12 angry geese", "it's complicated", "R2-D2",
        "for the whole town", "a letter from X-land"[:13], "nothing to worry about", "\x00",
    ],
}  # fmt: skip
CASES = [(stated, rating) for rating, lines in STATED.items() for stated in lines]

UNCERTAIN = [
    ("NC-17 (just kidding, PG)", GENERAL),
    ("PG this part, R overall", MATURE),
    ("PG, maybe R later", MATURE),
    ("PG?", GENERAL),
    ("E", EXPLICIT),
]


@pytest.mark.parametrize(("stated", "rating"), CASES)
def test_a_stated_rating_is_one_of_five_or_none(stated: str, rating: str | None) -> None:
    found, confidence = find_rating(stated)
    assert found == rating
    assert (confidence > 0) == (rating is not None)


@pytest.mark.parametrize(("stated", "rating"), UNCERTAIN)
def test_a_rating_in_doubt_says_so(stated: str, rating: str) -> None:
    found, confidence = find_rating(stated)
    assert found == rating
    assert 0 < confidence < 0.7


@pytest.mark.parametrize("stated", ["PG-13", "R", "G", "NC-17", "Teen And Up Audiences", "K+"])
def test_a_plain_rating_is_certain(stated: str) -> None:
    assert find_rating(stated)[1] == 1.0


@given(st.text(st.characters(), max_size=120) | st.text("PGRNCT-171 /()not", max_size=400))
def test_anything_gives_one_of_five_or_none(stated: str) -> None:
    rating, confidence = find_rating(stated)
    assert rating in {GENERAL, TEEN, MATURE, EXPLICIT, NOT_RATED, None}
    assert 0.0 <= confidence <= 1.0
