"""Damage of old archives in short passages: what each is mended to.

The table was written by somebody who had not seen the code. Rows that it fails are marked with
the reason, and must go on failing until the mark is taken off.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fonds.describe.repairs import find_repairs
from fonds.describe.telling import Telling, blank_speech

TABLE = Path(__file__).with_name("passages.toml")
LEAST = 0.95


def read_rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["passage"]
    return [row for row in rows if row["kind"] == "repairs"]


ROWS = read_rows()


def mend(text: str) -> str:
    """The text with all that is found mended."""
    parts, at = [], 0
    for repair in find_repairs(Telling(text, blank_speech(text), (0,))):
        assert text[repair.start : repair.end] == repair.before
        assert repair.start >= at
        parts += [text[at : repair.start], repair.after]
        at = repair.end
    return "".join([*parts, text[at:]])


def make_gold(row: dict[str, Any]) -> str:
    """The text with every repair of the row made, in its order."""
    text, parts, at = row["text"], [], 0
    for repair in row["repairs"]:
        start = text.index(repair["before"], at)
        parts += [text[at:start], repair["after"]]
        at = start + len(repair["before"])
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=row["name"],
            marks=pytest.mark.xfail(strict=True, reason=row["fails"]) if "fails" in row else (),
        )
        for row in ROWS
    ],
)
def test_a_passage_is_mended_as_a_reader_would(row: dict[str, Any]) -> None:
    assert mend(row["text"]) == make_gold(row)


def test_nearly_all_passages_are_mended_and_no_clean_one_is_touched() -> None:
    right = [row for row in ROWS if mend(row["text"]) == make_gold(row)]
    print(f"{len(right)} of {len(ROWS)} passages")
    assert len(right) >= LEAST * len(ROWS)
    assert [row["name"] for row in ROWS if not row["repairs"] and row not in right] == []
