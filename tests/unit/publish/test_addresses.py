"""E-mail addresses are covered, and nothing else is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.publish.addresses import COVER, mask_addresses, mask_values

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()) | st.sampled_from("@.!%40a "))

ADDRESSES = [
    "watson@baker.example",
    "j.h.watson+moor@mail.baker.example",
    "holmes@BAKERVM1",
    "relay!baker!holmes@moor.UUCP",
    "holmes%baker@relay.example",
    "watson(at)baker.example",
    "watson [at] baker.example",
    "watson at baker dot example",
    "mailto:watson%40baker.example",
    "doktor.müller@reichenbach.example",
    "watson＠baker.example",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("frame", ["{}", "<{}>", "By Dr Watson ({}).", "write: {}\nor not"])
def test_an_address_is_covered_wherever_it_stands(address: str, frame: str) -> None:
    masked = mask_addresses(frame.format(address))
    assert "baker" not in masked.lower()
    assert "holmes" not in masked
    assert "watson" not in masked.replace("Watson", "")
    assert "reichenbach" not in masked
    assert COVER in masked


@pytest.mark.parametrize(
    "text",
    [
        "Meet me @ noon",
        "@holmes said so",
        "He looked at her dot on the wall",
        "no!no!no!",
        "AT&T at Baker Street",
        "",
    ],
)
def test_what_is_no_address_stays_as_it_is(text: str) -> None:
    assert mask_addresses(text) == text


def test_the_words_around_an_address_stay() -> None:
    assert mask_addresses("By John (a@b.example).") == "By John (•@•••••••••)."


def test_values_within_values_are_covered() -> None:
    value = {"claims": [{"quote": "a@b.example", "start": 3}], "none": None}
    assert mask_values(value) == {"claims": [{"quote": "•@•••••••••", "start": 3}], "none": None}


@given(ANY_TEXT)
def test_the_length_stays_so_that_spans_stay_true(text: str) -> None:
    masked = mask_addresses(text)
    assert len(masked) == len(text)
    assert all(one in (other, COVER) for one, other in zip(masked, text, strict=True))


@pytest.mark.parametrize("seed", ["a", "a@", "@", "a.", "a at b dot ", "a at ", "%40", "!"])
def test_long_repetition_takes_no_long_time(seed: str) -> None:
    begun = time.monotonic()
    mask_addresses(seed * (200_000 // len(seed)))
    assert time.monotonic() - begun < 2
