"""Replaying, and what it refuses."""

import pytest

from fonds.decode.replay import replay
from fonds.errors import BugError, SpanError
from fonds.model.text import Step


def test_several_decode_steps_are_joined() -> None:
    steps = (Step("decode", "cp437", 0, 1), Step("decode", "cp1252", 1, 2))
    assert replay(b"\x82\x93", steps) == "é“"


@pytest.mark.parametrize(
    "steps",
    [
        (Step("render", "html/1", 0, 4),),
        (Step("decode", "rot13", 0, 4),),
        (Step("decode", "utf-8", 0, 4), Step("trim", "all", 0, 4)),
        (Step("trim", "nul", 0, 0), Step("decode", "utf-8", 0, 4)),
    ],
)
def test_what_is_not_its_business_is_a_bug(steps: tuple[Step, ...]) -> None:
    with pytest.raises(BugError):
        replay(b"four", steps)


@pytest.mark.parametrize(
    "steps",
    [
        (Step("decode", "utf-8", 0, 5),),
        (Step("decode", "utf-8", 3, 2),),
        (Step("decode", "utf-8", 0, 4), Step("trim", "nul", 2, 5)),
    ],
)
def test_a_span_outside_is_a_span_error(steps: tuple[Step, ...]) -> None:
    with pytest.raises(SpanError):
        replay(b"four", steps)
