"""Sheets for Open Doors: their columns, and values that come back as they went."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from fonds.errors import UserError
from fonds.model.record import Record
from fonds.model.work import Work
from fonds.publish.open_doors import (
    AUTHOR_COLUMNS,
    TAG_COLUMNS,
    SheetTag,
    list_author_rows,
    list_tag_rows,
    read_sheet,
    write_sheet,
)
from fonds.publish.record import build_entry, build_record

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


def make_entry(**changes: object) -> object:
    record: Record = build_record(Work((), "story", "", ()))
    return structs.replace(build_entry(record, "w1", ""), **changes)


@given(st.lists(st.fixed_dictionaries({"a": _TEXT, "b": _TEXT}), max_size=6))
def test_commas_quotes_and_line_breaks_come_back(rows: list[dict[str, str]]) -> None:
    assert list(read_sheet(write_sheet(["a", "b"], rows), ["a", "b"])) == rows


def test_the_wrangling_sheet_has_the_columns_that_open_doors_reads() -> None:
    tags = [SheetTag("relationships", 'Holmes/"the, lamp"\nagain', "Sherlock Holmes", "", 3)]
    data = write_sheet(TAG_COLUMNS, list_tag_rows(tags))
    assert data.startswith(b"\xef\xbb\xbfOriginal Tag ID,Original Tag,Original Tag Type,")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert row["Original Tag"] == 'Holmes/"the, lamp"\nagain'
    assert row["Original Tag Type"] == "relationships"
    assert row["Related Fandom"] == "Sherlock Holmes"
    assert row["Recommended AO3 Tag"] == ""


def test_a_recommended_tag_names_its_type() -> None:
    (row,) = list_tag_rows([SheetTag("characters", "Holmes", "", "Sherlock Holmes", 1)])
    assert row["Recommended AO3 Tag"] == "Sherlock Holmes"
    assert row["Recommended AO3 Type"] == "characters"


def test_a_story_of_two_authors_has_two_rows_and_the_registers_note() -> None:
    entry = make_entry(title="The Lamp", creators=("Ida Quill", "Tom Reed"), summary="Fog, “fog”")
    rows = list(list_author_rows([entry], {"w1": "Ida Quill: granted"}))  # type: ignore[list-item]
    assert [row["Creator"] for row in rows] == ["Ida Quill", "Tom Reed"]
    assert all(tuple(row) == AUTHOR_COLUMNS for row in rows)
    assert {row["Notes (if any)"] for row in rows} == {"Ida Quill: granted"}
    assert {row["Creator Email"] for row in rows} == {""}


def test_a_sheet_without_its_columns_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="Original Tag"):
        read_sheet(b"Tag\r\nx\r\n", TAG_COLUMNS)
    with pytest.raises(UserError, match="not UTF-8"):
        read_sheet("Original Tag\r\né\r\n".encode("cp1252"), ["Original Tag"])
