"""The cover of an EPUB."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fonds.publish.characters import clean_characters
from fonds.publish.epub_cover import HEIGHT, WIDTH, build_cover, measure, wrap_line

SVG = "{http://www.w3.org/2000/svg}"
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)
LONG = "The fog over Baker Street and what came of it in the end " * 40


def list_text(cover: str) -> list[tuple[int, int, str]]:
    """List size, height and words of every line of text on a cover."""
    return [
        (int(line.get("font-size", "0")), int(line.get("y", "0")), line.text or "")
        for line in etree.fromstring(cover.encode()).iter(f"{SVG}text")
    ]


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Fog", "J. Doe"),
        ("", ""),
        (LONG, LONG),
        ("W" * 2000, "W" * 2000),
        ("漢" * 500, "字" * 90),
        ("\x00\ud800<script>&", "\"'>"),
    ],
)
def test_title_and_author_stay_within_the_frame(title: str, author: str) -> None:
    lines = list_text(build_cover(title, author))
    assert all(y < HEIGHT - 120 for _, y, _ in lines)
    assert all(sum(map(measure, text)) * size / 100 <= WIDTH - 200 for size, _, text in lines)
    titles = [y for size, y, _ in lines if size != 72]
    assert all(y < 1740 - 260 for y in titles)


def test_the_words_of_a_short_title_are_all_there() -> None:
    lines = list_text(build_cover("The Fog over Baker Street", "Ann Other"))
    assert " ".join(text for _, _, text in lines) == "The Fog over Baker Street Ann Other"


def test_the_ornament_follows_the_title_alone() -> None:
    def ornament(title: str, author: str) -> str:
        return build_cover(title, author).partition('<g transform="translate')[2]

    assert ornament("Fog", "J. Doe") == ornament("Fog", "Ann Other")
    assert len({ornament(f"Fog {i}", "") for i in range(50)}) > 45


@given(ANYTHING, ANYTHING)
def test_any_title_makes_a_well_formed_cover(title: str, author: str) -> None:
    etree.fromstring(build_cover(title, author).encode("utf-8"))


@given(ANYTHING, st.integers(100, 2000))
def test_wrapping_loses_no_letter(line: str, width: int) -> None:
    lines = wrap_line(line, width)
    assert all(lines)
    assert "".join("".join(lines).split()) == "".join(clean_characters(line).split())
