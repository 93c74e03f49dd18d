"""Swallowed fields: where a value ends and another field begins inside it."""

import pytest

from fonds.parse.swallowed import split_swallowed


def _pieces(text: str, field: str) -> list[tuple[str, str]]:
    start = text.index("Not")
    return [
        (name, text[a:b].strip()) for name, a, b in split_swallowed(text, field, start, len(text))
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Disclaimer - Not mine.\nAN - It rained.", ["Not mine.", "It rained."]),
        ("Disclaimer: Not mine. | Notes: It rained.", ["Not mine.", "It rained."]),
        ("Disclaimer: Not mine.; Notes: It rained.", ["Not mine.", "It rained."]),
    ],
)
def test_a_label_inside_a_value_begins_another_field(text: str, pieces: list[str]) -> None:
    assert [words for _, words in _pieces(text, "disclaimer")] == pieces
    assert [field for field, _ in _pieces(text, "disclaimer")] == ["disclaimer", "notes"]


@pytest.mark.parametrize(
    "text",
    [
        "Disclaimer: Not mine.\nAN - It rained.",  # its labels have colons: this is no label
        "Disclaimer - Not mine.\nTime - none to lose.",
        "Disclaimer: Not mine; note: it rained.",
        "Disclaimer: Not Watson's; Holmes: the same.",
    ],
)
def test_what_only_looks_like_a_label_stays_in_its_value(text: str) -> None:
    assert len(_pieces(text, "disclaimer")) == 1
