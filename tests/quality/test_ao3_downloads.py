"""One work as AO3 exports it: its HTML and its EPUB give equal records."""

from typing import Any

import msgspec
import pytest

from fonds.app.heap_reading import iter_works
from fonds.intake.limits import Limits
from fonds.packs.load import load_packs
from fonds.publish.record import build_record
from tests.shared_data import find_shared

# What a file says of itself and where its words lie: these differ between two files.
OWN = frozenset({"sources", "claims", "problems"})
STATED = (
    "title creators rating rating_stated warnings categories fandoms relationships characters "
    "tags language date complete source_url summary notes"
).split()


def read_one(name: str) -> dict[str, Any]:
    path = find_shared("heaps", "ao3-downloads", name)
    works = list(
        iter_works([path], packs=load_packs(), limits=Limits(), workers=0, progress=lambda *_: None)
    )
    assert len(works) == 1
    record: dict[str, Any] = msgspec.to_builtins(build_record(works[0]))
    return record


def test_html_and_epub_give_equal_records() -> None:
    html, epub = read_one("htmlTest.html"), read_one("epubTest.epub")
    print("2 cases ran")
    assert {key: html[key] for key in html if key not in OWN} == {
        key: epub[key] for key in epub if key not in OWN
    }


@pytest.mark.parametrize("name", ["htmlTest.html", "epubTest.epub"])
def test_every_field_that_ao3_states_is_read(name: str) -> None:
    record = read_one(name)
    assert [field for field in STATED if not record[field] and record[field] is not False] == []
    assert {note["where"] for note in record["notes"]} == {"front", "back"}


@pytest.mark.parametrize("name", ["mobiTest.mobi", "azw3Test.azw3", "pdfTest.pdf"])
def test_formats_not_yet_readable_are_kept_and_said_to_be_so(name: str) -> None:
    record = read_one(name)
    assert record["kind"] == "not-story"
    assert [problem["code"] for problem in record["problems"]] == ["parse.not-yet-readable"]
