"""Songs: title and artist after a label and in a sentence."""

import pytest

from fonds.describe.songs import find_song, find_song_in_prose


@pytest.mark.parametrize(
    ("stated", "song"),
    [
        ('"The Dew" by Ada Quill', ("The Dew", "Ada Quill")),
        ('"The Dew," by Ada Quill', ("The Dew", "Ada Quill")),
        ('"The Dew" (traditional)', ("The Dew", "traditional")),
        ("The Dew by Ada Quill", ("The Dew", "Ada Quill")),
        ('"The Dew" by Ada Quill, from the album Wet Feet', ("The Dew", "Ada Quill")),
        ('"The Dew"', ("The Dew", None)),
        ("yes, one", None),
    ],
)
def test_a_song_after_a_label(stated: str, song: tuple[str, str | None] | None) -> None:
    assert find_song(stated) == song


@pytest.mark.parametrize(
    ("sentence", "song"),
    [
        ('The lyrics are from "The Dew" by Ada Quill.', ("The Dew", "Ada Quill")),
        ('"The Dew" is sung by Ada Quill.', ("The Dew", "Ada Quill")),
        ('"The Dew" and its lyrics belong to Ada Quill.', ("The Dew", "Ada Quill")),
        ('He said "The Dew" and meant the grass.', None),
    ],
)
def test_a_song_in_a_sentence(sentence: str, song: tuple[str, str | None] | None) -> None:
    found = find_song_in_prose(sentence)
    assert (None if found is None else found[:2]) == song
