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
        "Suitable for everyone", "for everybody", "any age", "All readers", "Gen", "PG-ish", "TV-Y",
        "TV-Y7", "TV-G", "G/PG", "U/PG", "Uc", "K plus", "Child", "Kid-safe", "safe for work",
        "Everyone 10+", "PG. R&R!", "PG, R/R please", "G (m/m)", "PG, K/S", "gen, rated G", "PG_",
        "ohne Altersbeschränkung", "tous publics", "todos los públicos", "per tutti", "AFF: G",
        "for children", "between a G and a PG", "PG->PG", "a very mild PG", "PG plus",
        "Parental Guidance suggested", "family fare", "FRC/G", "MPAA: PG", "PG for slash (m/m)",
    ],
    TEEN: [
        "PG-13", "PG13", "PG 13", "pg-13", "PG-15", "T", "t", "FRT", "FR13", "FR-13", "FR15",
        "12", "12A", "15", "13+", "12+", "15 and up", "teen", "Teens", "Teen And Up Audiences",
        "teen & up", "strong PG-13", "light PG-13", "T for swearing", "Rated T", "PG/PG-13",
        "PG to PG-13", "PG-13-ish", "PG-13ish", "PG-13ish (language)", "PG13ish, for tar",
        "a high T", "probably PG-13", "PG-13 (not R)",
        "PG-13, nothing worse than R", "T - English", "Teen (for peril)", "Fan Rated Teen", "TV-14",
        "FSK 12", "15 for language", "FRT-13", "FRT-15", "FR-T", "Teens and up", "Young Adult",
        "T+", "cert 15", "15 certificate", "UK 15", "PEGI 12", "ab 12 Jahren", "FSK ab 12", "r13",
        "P12-Slash", "parents strongly cautioned", "on the edge of PG-13", "a soft PG-13",
        "PG13/T", "K+/T", "Fiction Rated: T", "Strong T", "PG-13, M/K", "PG-13 (L, V)", "over 13",
        "Overall rating PG-13", "PG-13 for slash, m/m", "no one under 13", "+13", "14 and over",
        "US: PG-13", "barely PG-13", "somewhere between PG and PG-13", "Teen (13 and up)",
    ],
    MATURE: [
        "R", "r", "M", "FRM", "FR18", "16+", "16", "mature", "Mature", "Mature audiences", "hard R",
        "light R", "soft R", "R-ish", "Rish", "R (a bit)", "r for violence", "rated r",
        "PG-13 to R", "R?", "M (for safety)", "R. Really.", "MA15+", "restricted", "17+",
        "between PG and R", "PG->R", "strong R", "borderline R", "a low R", "over 17", "R-rated",
        "Mature (16+)", "T/M", "light M", "TV-MA", "NC-16", "M18", "18A", "ab 16", "P16-Slash",
        "interdit aux moins de 16 ans", "FRM/R", "R, m/m", "R (K/S)", "R bordering on hard R",
        "PG-13 to a light R", "for 16 and up", "no one under 17",
        "R. R&R, please!", "Fan Rated Mature",
    ],
    EXPLICIT: [
        "NC-17", "NC17", "NC 17", "nc-17", "X", "XXX", "MA", "FRAO", "FR-AO", "FR21", "18+",
        "adult", "Adults Only", "adults", "explicit", "R/NC-17", "NC-17 overall", "over 18",
        "18 and over", "AO", "Fan Rated Adult Only", "R18", "E", "FRMAO", "FR-MAO", "Adult++",
        "AFF: Adult+", "NC_17", "N-17", "NC-17/FRAO", "NC-17-ish", "soft NC-17", "hard NC-17",
        "between R and NC-17", "Must be 18", "over-18s only", "+18", "adults only, please", "R-21",
        "R21", "P18-Slash", "ab 18", "FSK 18", "interdit aux moins de 18 ans", "mayores de 18",
        "not suitable for under 18s", "M/MA", "Triple X", "X-rated",
        "XX", "21 and up", "certificate 18",
        "If you are under 18, go away", "NC-17 for m/m", "NC-17, F/F", "Explicit/NC-17",
    ],
    NOT_RATED: ["Not Rated", "not rated", "unrated", "Unrated.", "none", "N/A", "NR", "No rating"],
    None: [
        "", "   ", "Mildly Dirty", "see inside", "my mom could read it", "in general it is fine",
        "ask Mr. T", "read it with your mother", "depends on the weather", "varies", "you tell me",
        "a tale of 3 wishes", "I'm not telling", "12 angry geese", "it's complicated", "R2-D2",
        "Green", "Yellow", "Red", "***", "4 stars", "five out of five", "hot", "steamy", "tame",
        "m/m", "M/F", "K/S", "R&R", "R & R please", "not for children", "Parental Advisory", "TBD",
        "Level 2", "A", "S", "squeaky clean", "not safe for work", "K/S, m/m", "slash, M/M",
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
