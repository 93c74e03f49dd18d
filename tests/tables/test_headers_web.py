"""Headers of lists, journals, home pages and archives, 1997 to 2012, read as a person reads them.

The texts stand in `headers_web.toml`; every one goes the way a file goes.
"""

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.tables.test_header_puzzles import _ASIDE, _EDGE_WORDS, _asked, _found, _mark

from fonds.app.reading import Knowledge, finish_works, make_knowledge, read_leaf
from fonds.intake.sniff import find_media_type
from fonds.model.record import Record
from fonds.model.work import Leaf
from fonds.packs.load import load_packs
from fonds.publish.record import build_record

_TABLE = tomllib.loads(Path(__file__).with_name("headers_web.toml").read_text("utf-8"))
STORIES: dict[str, str] = {name: text.strip() for name, text in _TABLE["stories"].items()}
TEXTS: list[dict[str, Any]] = _TABLE["puzzle"]


def filled(text: str) -> str:
    """The whole file: its stories in their places."""
    for name, story in STORIES.items():
        text = text.replace("{" + name + "}", story)
    return text.removeprefix("\n")


def asked(case: dict[str, Any]) -> dict[str, Any]:
    """What the table says of a file, and the edges of the one story in it."""
    fields = _asked(case)
    inside = [story for name, story in STORIES.items() if "{" + name + "}" in case["text"]]
    if len(inside) == 1:
        words = inside[0].split()
        fields.setdefault("first", " ".join(words[:_EDGE_WORDS]))
        fields.setdefault("last", " ".join(words[-_EDGE_WORDS:]))
    return fields


def read(text: str, packs: Knowledge) -> list[Record]:
    """The works of a file that is a page where it looks like one, and else plain text."""
    data = text.encode()
    page = find_media_type(data, "heap/saved.txt") == "text/html"
    leaf = Leaf("heap/saved.txt", None, data, "text/html" if page else "text/plain")
    return [build_record(work) for work in finish_works(read_leaf(leaf, packs), packs)]


@pytest.fixture(scope="module", name="packs")
def load_knowledge() -> Knowledge:
    return make_knowledge(load_packs())


@pytest.mark.parametrize("case", [_mark(case) for case in TEXTS])
def test_a_header_of_the_web_says_what_a_careful_reader_says(
    case: dict[str, Any], packs: Knowledge
) -> None:
    records = read(filled(case["text"]), packs)
    assert len(records) == 1
    wanted = asked(case)
    assert {field: _found(records[0], field, like) for field, like in wanted.items()} == wanted


def test_no_two_texts_have_one_name_and_every_field_is_one_of_the_record() -> None:
    names = [case["name"] for case in TEXTS]
    fields = {field.name for field in msgspec.structs.fields(Record)}
    assert len(set(names)) == len(names) >= 110
    for case in TEXTS:
        assert set(case) - _ASIDE <= fields, case["name"]
        assert set(case.get("absent", ())) <= fields, case["name"]
