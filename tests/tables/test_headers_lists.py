"""Headers of newsgroups, mailing lists, boards and file archives, and what a reader says of them.

The texts stand in `headers_lists.toml`; every one goes the way a file goes.
"""

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.tables.test_header_puzzles import _ASIDE, _EDGE_WORDS, _mark, _read, hold

from fonds.app.reading import Knowledge, make_knowledge
from fonds.model.record import Record
from fonds.packs.load import load_packs

_TABLE = tomllib.loads(Path(__file__).with_name("headers_lists.toml").read_text("utf-8"))
# Stripped of line breaks alone: a first paragraph may be set in.
STORIES: dict[str, str] = {name: text.strip("\n") for name, text in _TABLE["stories"].items()}
TEXTS: list[dict[str, Any]] = _TABLE["puzzle"]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return make_knowledge(load_packs())


def _filled(text: str) -> str:
    for name, story in STORIES.items():
        text = text.replace("{" + name + "}", story)
    return text.removeprefix("\n")


def _with_edges(puzzle: dict[str, Any]) -> dict[str, Any]:
    """The puzzle, and the first and last words of the one story that it is about."""
    inside = [story for name, story in STORIES.items() if "{" + name + "}" in puzzle["text"]]
    if len(inside) != 1:
        return puzzle
    words = inside[0].split()
    edges = {"first": " ".join(words[:_EDGE_WORDS]), "last": " ".join(words[-_EDGE_WORDS:])}
    return edges | puzzle


@pytest.mark.parametrize("puzzle", [_mark(puzzle) for puzzle in TEXTS])
def test_a_header_of_a_list_says_what_a_careful_reader_says(
    puzzle: dict[str, Any], knowledge: Knowledge
) -> None:
    hold(_read(_filled(puzzle["text"]), knowledge), _with_edges(puzzle))


def test_no_two_texts_have_one_name_and_every_field_is_one_of_the_record() -> None:
    names = [puzzle["name"] for puzzle in TEXTS]
    fields = {field.name for field in msgspec.structs.fields(Record)}
    assert len(set(names)) == len(names) >= 110
    for puzzle in TEXTS:
        assert set(puzzle) - _ASIDE <= fields, puzzle["name"]
        assert set(puzzle.get("absent", ())) <= fields, puzzle["name"]
        stated = "works" in puzzle or "title" in (*puzzle, *puzzle.get("absent", ()))
        assert stated, puzzle["name"]
