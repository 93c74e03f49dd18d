"""What authors say around a story of the story, each in a field of its own.

The cases stand in `own_fields.toml`; every one goes the way a file goes.
"""

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fonds.app.reading import Knowledge, finish_works, make_knowledge, read_leaf
from fonds.model.record import Record
from fonds.model.work import Leaf
from fonds.packs.load import load_packs
from fonds.publish.facts import describe_series
from fonds.publish.record import build_record

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("own_fields.toml").read_text("utf-8")
)["case"]
STORY = """\
The fog had eaten Baker Street by four o'clock, and Mrs. Hudson had lit every lamp in the
house before she would bring up the tea.

"You have been to the docks, Watson," said Holmes, without turning round from the window.

I had. I asked him how he knew, and he pointed with the stem of his pipe at the tar upon my
boots, and then at the clock, and laughed."""
_ASIDE = {"name", "top", "above", "below", "story", "absent"}


def _mark(case: dict[str, Any]) -> Any:
    return pytest.param(case, id=case["name"])


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


def _text(case: dict[str, Any]) -> str:
    labels = (
        ""
        if "By Ida" in case.get("top", "")
        else "Title: The Tar on the Boots\nAuthor: Ida Quill\n"
    )
    head = labels + case.get("above", "")
    parts = [case.get("top", ""), head.rstrip(), case.get("story", STORY), case.get("below", "")]
    return "\n\n".join(part for part in parts if part) + "\n"


def _read(case: dict[str, Any], knowledge: Knowledge) -> Record:
    leaf = Leaf("heap/case.txt", None, _text(case).encode(), "text/plain")
    works = finish_works(read_leaf(leaf, knowledge), knowledge)
    assert len(works) == 1
    return build_record(works[0])


def _words(text: str) -> str:
    return " ".join(text.split())


def _said(record: Record, field: str) -> Any:
    """A field as the table writes it."""
    value = getattr(record, field)
    if field == "song":
        return [f"{song.title} ({song.artist})" for song in value]
    if field == "sequel":
        return [f"{work.relation}: {work.title}" for work in value]
    if field == "credits":
        return [f"{credit.role}: {_words(credit.text)}" for credit in value]
    if field == "dates":
        return [f"{date.event}: {date.date}" for date in value]
    if field == "notes":
        return [f"{note.where}: {_words(note.text)}" for note in value]
    if field == "series":
        return None if value is None else describe_series(value)
    if field == "lyrics":
        return [_words(record.body[stretch.start : stretch.end]) for stretch in value]
    if isinstance(value, tuple):
        return [_words(text) for text in value]
    return value if value is None else _words(value)


@pytest.mark.parametrize("case", [_mark(case) for case in CASES])
def test_what_stands_around_a_story_is_said_in_its_own_fields(
    case: dict[str, Any], knowledge: Knowledge
) -> None:
    record = _read(case, knowledge)
    asked = {field: value for field, value in case.items() if field not in _ASIDE}
    assert {field: _said(record, field) for field in asked} == asked
    assert [field for field in case.get("absent", ()) if _said(record, field)] == []


@pytest.mark.parametrize("case", [_mark(case) for case in CASES])
def test_the_story_keeps_its_words(case: dict[str, Any], knowledge: Knowledge) -> None:
    assert _words(_read(case, knowledge).body) == _words(case.get("story", STORY))


@pytest.mark.parametrize("case", [_mark(case) for case in CASES])
def test_every_value_quotes_its_place(case: dict[str, Any], knowledge: Knowledge) -> None:
    text = _text(case)
    for claim in _read(case, knowledge).claims:
        for evidence in claim.evidence:
            assert evidence.quote == text[evidence.start : evidence.end], claim
        if claim.by == "own-fields/1":
            assert claim.evidence, claim


def test_the_table_holds_fifty_cases_of_the_record() -> None:
    names = [case["name"] for case in CASES]
    fields = {field.name for field in msgspec.structs.fields(Record)}
    assert len(set(names)) == len(names) >= 50
    for case in CASES:
        assert set(case) - _ASIDE <= fields, case["name"]
        assert set(case.get("absent", ())) <= fields, case["name"]
