"""Signatures: who signs the end of a text, and who only holds its world."""

import pytest

from fonds.parse.signature import iter_signatures

STORY = "The fog came up the stairs, and nobody asked it in. " * 12 + "\n\n"


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("-Ida Quill\n", ["Ida Quill"]),
        ("Copyright 1996 by Ida Quill\n", ["Ida Quill"]),
        ("Comments to Ida Quill, please.\n", ["Ida Quill"]),
        ("-- \nIda Quill | Baker Street\n", ["Ida Quill"]),
        ("Holmes is copyright 1995 Strand Pictures.\n", []),
        ("Copyright 1893 Arthur Doyle. No money is made.\n", []),
        ("The fog went home.\n", []),
    ],
)
def test_a_name_signs_a_text_but_its_worlds_owner_does_not(end: str, names: list[str]) -> None:
    text = STORY + end
    assert [text[a:b] for a, b, _ in iter_signatures(text, 0, len(text))] == names
