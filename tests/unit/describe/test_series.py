"""Series: a name and a place in it."""

import pytest

from fonds.describe.series import find_series


@pytest.mark.parametrize(
    ("text", "title", "index"),
    [
        ("Baker Street Nights #2", "Baker Street Nights", 2.0),
        ("Baker Street Nights, part 3 of 7", "Baker Street Nights", 3.0),
        ("third of the Lamp Series", "Lamp", 3.0),
        ("Scraps & Co.", "Scraps & Co", None),
    ],
)
def test_a_series_and_the_place_in_it(text: str, title: str, index: float | None) -> None:
    assert find_series(text) == {"title": title, "index": index}
