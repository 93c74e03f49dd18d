"""Keepers: whose note a paragraph is."""

import pytest

from fonds.parse.keepers import is_keeper_note


@pytest.mark.parametrize(
    "text",
    [
        "[Archivist's note: the third page is lost.]",
        "This was retyped from a fanzine of 1978.",
        "I am posting this on behalf of a friend.",
        "Forwarded to the list for a member who is at sea.",
        "Found this on an old disk. If you know who wrote it, tell us.",
        "Reposted with the author's permission.",
    ],
)
def test_a_keeper_speaks(text: str) -> None:
    assert is_keeper_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "I wrote this on the train. Comments welcome!",
        "This was posted to the list in May, and I have mended it since.",
        "Please ask my permission before you post it.",
        "Watson was the keeper of the note.",
    ],
)
def test_an_author_speaks(text: str) -> None:
    assert not is_keeper_note(text)
