"""Creators: who is named in an author line."""

import pytest

from fonds.describe.creators import find_creators

LINES = [
    ("Ida Quill", ["Ida Quill"]),
    ("by Ida Quill", ["Ida Quill"]),
    ("Ida Quill and Tom Reed", ["Ida Quill", "Tom Reed"]),
    ("Ida Quill & Tom Reed", ["Ida Quill", "Tom Reed"]),
    ("Ida Quill, Tom Reed, and Peg", ["Ida Quill", "Tom Reed", "Peg"]),
    ("Ida Quill; Tom Reed", ["Ida Quill", "Tom Reed"]),
    ("Ida Quill with Tom Reed", ["Ida Quill", "Tom Reed"]),
    ("fog and lamplight", ["fog and lamplight"]),
    ("Fog and lamplight", ["Fog and lamplight"]),
    ("Ida Quill (iq@example.org)", ["Ida Quill"]),
    ("Ida Quill <iq@example.org>", ["Ida Quill"]),
    ("Ida Quill iq (at) example.org", ["Ida Quill"]),
    ("Ida Quill http://www.example.org/~iq", ["Ida Quill"]),
    ("iq@example.org", []),
    ("Dr. Ida Quill", ["Ida Quill"]),
    ("Mrs Ida Quill", ["Ida Quill"]),
    ("Drusilla", ["Drusilla"]),
    ("Tom Reed, Jr.", ["Tom Reed, Jr."]),
    ("Tom R.", ["Tom R."]),
    ("Ida Quill aka moor_walker", ["Ida Quill"]),
    ("Ida Quill, copyright 1998", ["Ida Quill"]),
    ("Ida Quill (c) 1998", ["Ida Quill"]),
    ("**Ida Quill**", ["Ida Quill"]),
    ("“Ida Quill”", ["Ida Quill"]),
    ("Ida Quill, Ida Quill", ["Ida Quill"]),
    ("anonymous", []),
    ("Author unknown", []),
    ("?", []),
    ("", []),
    ("J. R. Moor", ["J. R. Moor"]),
    ("moor_walker", ["moor_walker"]),
    ("221b", ["221b"]),
]


@pytest.mark.parametrize(("stated", "names"), LINES)
def test_an_author_line_names_people(stated: str, names: list[str]) -> None:
    assert list(find_creators(stated)) == names
