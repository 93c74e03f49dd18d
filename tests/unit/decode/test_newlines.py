"""Line ends."""

import pytest

from fonds.decode.newlines import apply_newlines, find_newlines
from fonds.errors import BugError
from fonds.model.text import Step


@pytest.mark.parametrize(
    ("given", "name", "gives"),
    [
        ("a\nb\n", None, "a\nb\n"),
        ("a\r\nb\r\n", "crlf", "a\nb\n"),
        ("a\rb\r", "cr", "a\nb\n"),
        ("a\r\nb\rc\n", "crlf+cr", "a\nb\nc\n"),
        ("a\r\r\nb\r\r\n", "crcrlf", "a\nb\n"),
        ("a\rb\r\r\n", "crlf+cr", "a\nb\n\n"),
        ("a\x85b\x85", "nel", "a\nb\n"),
        ("wait\x85\nno\nyes\n", None, "wait\x85\nno\nyes\n"),
        ("a\x85b\r\nc\x85", "crlf+nel", "a\nb\nc\n"),
        ("\r", "cr", "\n"),
        ("", None, ""),
    ],
)
def test_line_ends_become_one(given: str, name: str | None, gives: str) -> None:
    step = find_newlines(given)
    assert (step.name if step else None) == name
    assert (apply_newlines(given, step) if step else given) == gives


def test_an_unknown_rule_is_our_mistake() -> None:
    with pytest.raises(BugError, match="lfcr"):
        apply_newlines("a", Step("newlines", "lfcr", 0, 1))
