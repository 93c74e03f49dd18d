"""Stories that FanFicFare packed, made by FanFicFare itself when the tests run."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fonds.decode.decode import decode_bytes
from fonds.model.manuscript import Manuscript
from fonds.parse.formats import read_manuscript
from tests.contract.test_readers import check_laws
from tests.format_samples import claim_values

TYPES = {"html": "text/html", "epub": "application/epub+zip"}
# What its built-in test site says of its stories.
STORIES: dict[int, dict[str, Any]] = {
    2: {
        "title": "Test Story Title 2",
        "creators": ["Test Author aa"],
        "source_url": "http://test1.com?sid=2",
        "series": {"title": "The Great Test", "index": 2.0},
        "complete": True,
        "relationships": [
            "Harry Potter & Hermione Granger",
            "Harry Potter/Ginny Weasley",
            "Harry Potter/Ginny Weasley/Albus Dumbledore",
        ],
    },
    23: {"language": "de", "complete": False, "words": 123456, "rating_stated": "Tweenie"},
    673: {"tags": ["Comedy", "Drama", "Fantasy", "Noir", "Porn", "Sci-Fi"], "date": "1975-03-15"},
}


def pack(folder: Path, story: int, kind: str) -> bytes:
    program = Path(sys.executable).with_name("fanficfare")
    if not program.exists():
        pytest.skip("fanficfare is not installed")
    options = ["-o", "output_filename=story${formatext}", "-o", "is_adult=true"]
    address = f"http://test1.com?sid={story}"
    command = [str(program), "--non-interactive", "-f", kind, *options, address]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    return (folder / f"story.{kind}").read_bytes()


def body(manuscript: Manuscript) -> list[tuple[Any, ...]]:
    blocks = [block for block in manuscript.blocks if block.place == "body"]
    # The test site puts the time of packing into the story.
    return [
        (block.kind, block.text, block.runs, block.level)
        for block in blocks
        if not block.text.startswith("Timestamp:")
    ]


@pytest.mark.parametrize("story", STORIES)
def test_html_and_epub_state_the_same_and_hold_the_same_story(story: int, tmp_path: Path) -> None:
    found = {
        kind: read_manuscript(media_type, pack(tmp_path, story, kind), decode_bytes)
        for kind, media_type in TYPES.items()
    }
    for manuscript in found.values():
        check_laws(manuscript)
        assert manuscript.settled
    values = claim_values(found["html"])
    assert values == claim_values(found["epub"])
    assert body(found["html"]) == body(found["epub"])
    assert {field: values[field] for field in STORIES[story]} == STORIES[story]
    assert str(values["summary"]).startswith("Description tests:[bare amp(&)")
    assert {"fandoms", "characters", "warnings", "date"} <= set(values)


def test_chapter_titles_are_headings_of_the_body(tmp_path: Path) -> None:
    manuscript = read_manuscript("text/html", pack(tmp_path, 4, "html"), decode_bytes)
    headings = [b.text for b in manuscript.blocks if b.level == 2 and b.place == "body"]
    assert headings[1:3] == ["Chapter 1, Xenos on Cinnabar", "Chapter 2, Sinmay on Kintikin"]
    contents = [b for b in manuscript.blocks if b.text == "Table of Contents"]
    assert [(b.kind, b.place) for b in contents] == [("chrome", "front")]
