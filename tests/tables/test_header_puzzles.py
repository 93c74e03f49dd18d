"""Headers as people typed them, and what a careful reader says of each.

The puzzles stand in `header_puzzles.toml`; every one goes the way a file goes.
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
from fonds.publish.record import build_record

_TABLE = tomllib.loads(Path(__file__).with_name("header_puzzles.toml").read_text("utf-8"))
STORIES: dict[str, str] = {name: text.strip() for name, text in _TABLE["stories"].items()}
PUZZLES: list[dict[str, Any]] = _TABLE["puzzle"]
_EDGE_WORDS = 6
_NOTHING = "nothing"
_ASIDE = {"name", "text", "fails", "absent", "works", "notes", "chapters", "first", "last"}


def _mark(puzzle: dict[str, Any]) -> Any:
    reason = puzzle.get("fails")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(puzzle, id=puzzle["name"], marks=marks)


def _words(text: str) -> str:
    return " ".join(text.split())


def _folded(value: Any) -> Any:
    """A value whose strings have single spaces; paragraphs stay apart."""
    if isinstance(value, str):
        return "\n\n".join(_words(part) for part in value.split("\n\n"))
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return value


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


def _read(text: str, knowledge: Knowledge) -> list[Record]:
    leaf = Leaf("heap/puzzle.txt", None, text.encode(), "text/plain")
    works = finish_works(read_leaf(leaf, knowledge), knowledge)
    return [build_record(work) for work in works]


def _filled(text: str) -> str:
    for name, story in STORIES.items():
        text = text.replace("{" + name + "}", story)
    return text.removeprefix("\n")


def _asked(puzzle: dict[str, Any]) -> dict[str, Any]:
    """What the puzzle says, and the edges of the story that it is about."""
    asked = {field: _folded(value) for field, value in puzzle.items() if field not in _ASIDE}
    asked |= dict.fromkeys(puzzle.get("absent", ()), _NOTHING)
    for field in ("notes", "chapters", "first", "last"):
        if field in puzzle:
            asked[field] = _folded(puzzle[field])
    inside = [story for name, story in STORIES.items() if "{" + name + "}" in puzzle["text"]]
    if len(inside) == 1:
        words = inside[0].split()
        asked.setdefault("first", " ".join(words[:_EDGE_WORDS]))
        asked.setdefault("last", " ".join(words[-_EDGE_WORDS:]))
    return asked


def _found(record: Record, field: str, like: Any) -> Any:
    if field == "notes" and like != _NOTHING:
        return [f"{note.where}: {_words(note.text)}" for note in record.notes]
    if field == "chapters":
        return [chapter.title for chapter in record.chapters]
    if field in ("first", "last"):
        words, count = record.body.split(), len(like.split())
        return " ".join(words[:count] if field == "first" else words[-count:])
    value = msgspec.to_builtins(getattr(record, field))
    value = list(value) if isinstance(value, tuple) else value
    return _NOTHING if like == _NOTHING and value in (None, []) else _folded(value)


def hold(records: list[Record], puzzle: dict[str, Any]) -> None:
    """Hold what was read against what a puzzle says; tables of other headers do so too."""
    if "works" in puzzle:
        assert [record.title for record in records] == puzzle["works"]
        return
    assert len(records) == 1
    asked = _asked(puzzle)
    assert {field: _found(records[0], field, like) for field, like in asked.items()} == asked


@pytest.mark.parametrize("puzzle", [_mark(puzzle) for puzzle in PUZZLES])
def test_a_header_says_what_a_careful_reader_says(
    puzzle: dict[str, Any], knowledge: Knowledge
) -> None:
    hold(_read(_filled(puzzle["text"]), knowledge), puzzle)


def test_no_two_puzzles_have_one_name_and_every_field_is_one_of_the_record() -> None:
    names = [puzzle["name"] for puzzle in PUZZLES]
    fields = {field.name for field in msgspec.structs.fields(Record)}
    assert len(set(names)) == len(names) >= 250
    for puzzle in PUZZLES:
        assert set(puzzle) - _ASIDE <= fields, puzzle["name"]
        assert set(puzzle.get("absent", ())) <= fields, puzzle["name"]
