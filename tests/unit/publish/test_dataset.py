"""Rows, lines and descriptions of a dataset."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.model.claim import Claim, Evidence
from fonds.publish.dataset import (
    DatasetAbout,
    DatasetFile,
    build_datapackage,
    build_dataset_readme,
    build_datasette,
    encode_csv_header,
    encode_csv_row,
    encode_jsonl_row,
)
from fonds.publish.dataset_dictionary import (
    CLAIMS,
    EDGES,
    EVIDENCE,
    TABLES,
    TAGS,
    WORK_TAGS,
    WORKS,
    DatasetTable,
    find_tables,
)
from fonds.publish.dataset_tables import DatasetWork, build_rows
from fonds.publish.record import build_entry, build_record
from tests.factories import make_claim, make_work

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ABOUT = DatasetAbout("1.0", "2024-05-01T12:00:00Z", "fandom:oz", 2)
ADDRESS = "jane@moor.example"


def _work(*, tags: tuple[tuple[str, str, str], ...] = (), **fields: Any) -> DatasetWork:
    work = make_work(claims=[make_claim(field, value) for field, value in fields.items()])
    record = build_record(work)
    return DatasetWork(build_entry(record, "w1", work.reason), record, work.claims, (None,), tags)


def _rows(work: DatasetWork, table: DatasetTable) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in build_rows(work, table)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_key_of_its_own_columns_that_are_always_there(
    table: DatasetTable,
) -> None:
    columns = {column.name: column for column in table.columns}
    assert len(columns) == len(table.columns)
    assert all(columns[name].always for name in table.key)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_lead_goes_to_the_key_of_a_table(table: DatasetTable) -> None:
    goals = {one.name: one for one in TABLES}
    for columns, goal in table.leads:
        assert set(columns) <= {column.name for column in table.columns}
        assert goals[goal].key == columns


@pytest.mark.parametrize(
    "table", [one for one in TABLES if one is not TAGS], ids=lambda table: table.name
)
def test_a_work_about_which_nothing_is_known_has_rows_of_the_right_width(
    table: DatasetTable,
) -> None:
    for row in build_rows(_work(), table):
        for value, column in zip(row, table.columns, strict=True):
            assert value is not None or not column.always


def test_a_claim_is_best_or_not_and_a_person_has_no_name() -> None:
    claims = [
        make_claim("title", "Low", "derived"),
        make_claim("title", "High", "curated", by="Jane, 2024-05-02"),
        make_claim("words", 3, "derived"),
    ]
    work = make_work(claims=claims)
    record = build_record(work)
    whole = DatasetWork(build_entry(record, "w1", ""), record, work.claims, (), ())
    rows = _rows(whole, CLAIMS)
    assert [(row["value"], row["is_best"]) for row in rows] == [
        ('"Low"', False),
        ('"High"', True),
        ("3", True),
    ]
    assert [row["by"] for row in rows] == ["factory/1", "a person", "factory/1"]


def test_evidence_names_its_claim_and_its_source() -> None:
    work = make_work(claims=[make_claim("words", 3), make_claim("title", "Fog", quote="Fog")])
    record = build_record(work)
    whole = DatasetWork(build_entry(record, "w1", ""), record, work.claims, (), ())
    (row,) = _rows(whole, EVIDENCE)
    assert (row["claim"], row["quote"], row["start"], row["end"]) == (1, "Fog", 0, 3)
    assert row["path"] == "heap/fog.txt"
    assert row["digest"].startswith("sha256:")


def test_evidence_of_a_source_that_the_work_has_not_is_left_out() -> None:
    claim = Claim("title", "Fog", "curated", 1.0, (Evidence(7, 0, 3, "Fog"),))
    work = make_work(claims=[claim])
    record = build_record(work)
    whole = DatasetWork(build_entry(record, "w1", ""), record, work.claims, (), ())
    assert build_rows(whole, EVIDENCE) == []


def test_addresses_are_covered_in_texts_lists_and_json_and_keep_their_length() -> None:
    work = _work(
        tags=(("author", ADDRESS, ADDRESS),),
        creators=[ADDRESS],
        feedback=f"one\n{ADDRESS}",
        notes=[{"where": "front", "text": f"write\n{ADDRESS}\n@home"}],
    )
    (row,) = _rows(work, WORKS)
    assert len(row["creators"][0]) == len(ADDRESS)
    assert json.loads(row["notes"])[0]["text"].startswith("write\n••••@")
    assert json.loads(row["notes"])[0]["text"].endswith("\n@home")
    everything = repr([build_rows(work, table) for table in TABLES if table is not TAGS])
    assert "jane" not in everything
    assert "moor.example" not in everything


def test_names_that_look_the_same_when_covered_are_one_row() -> None:
    tags = tuple(("author", f"{name}@moor.example", "Jane") for name in ("jane", "mary"))
    assert [row["name"] for row in _rows(_work(tags=tags), WORK_TAGS)] == ["••••@••••••••••••"]


def test_edges_say_who_is_a_couple_and_who_stands_beside() -> None:
    rows = _rows(_work(relationships=["Mina/Jonathan & Lucy", "Lucy/Mina"]), EDGES)
    assert [(row["first"], row["second"], row["stated"]) for row in rows] == [
        ("Jonathan", "Lucy", "friends"),
        ("Jonathan", "Mina", "romantic"),
        ("Lucy", "Mina", "romantic"),
    ]


@given(st.lists(st.none() | TEXT | st.lists(TEXT).map(tuple), min_size=2, max_size=4))
def test_a_row_of_csv_reads_back(row: list[Any]) -> None:
    line = encode_csv_row(tuple(row)).decode("utf-8")
    (read,) = csv.reader(io.StringIO(line, newline=""))
    for cell, back in zip(row, read, strict=True):
        if isinstance(cell, tuple):
            assert json.loads(back) == list(cell)
        else:
            assert back == (cell or "")
    assert line.endswith("\r\n")


def test_a_missing_text_differs_from_an_empty_one_in_csv() -> None:
    assert encode_csv_row((None, "")) == b',""\r\n'


@given(TEXT)
def test_a_row_of_json_is_one_line_for_every_tool(text: str) -> None:
    line = encode_jsonl_row(TABLES[-1], ("w1", text)).decode("utf-8")
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"work_id": "w1", "body": text}


def test_the_header_of_csv_names_the_columns() -> None:
    header = encode_csv_header(EDGES).decode().strip().split(",")
    assert header == [column.name for column in EDGES.columns]


def test_the_data_package_describes_every_file_with_its_keys() -> None:
    tables = find_tables(with_text=False)
    files = [
        DatasetFile(f"{table.name}.{kind}", table.name, kind, 3, 10, "sha256:00")
        for kind in ("csv", "parquet")
        for table in tables
    ]
    package = json.loads(build_datapackage(ABOUT, tables, files))
    names = [one["name"] for one in package["resources"]]
    assert len(set(names)) == len(files)
    assert all(name == name.lower() and "_" not in name for name in names)
    claims = next(one for one in package["resources"] if one["name"] == "claims-csv")
    assert claims["schema"]["primaryKey"] == ["work_id", "claim"]
    assert claims["schema"]["foreignKeys"][0]["reference"]["resource"] == "works-csv"
    assert package["fonds"]["query"] == "fandom:oz"
    assert package["created"] == ABOUT.created


def test_texts_are_described_only_when_they_are_there() -> None:
    with_text, without = find_tables(with_text=True), find_tables(with_text=False)
    assert {table.name for table in with_text} - {table.name for table in without} == {"texts"}
    rows = {table.name: 5 for table in with_text}
    assert "### texts" in build_dataset_readme(ABOUT, with_text, rows)
    assert "### texts" not in build_dataset_readme(ABOUT, without, rows)


def test_datasette_is_told_what_every_column_means() -> None:
    page = json.loads(build_datasette(ABOUT, TABLES))
    described = page["databases"]["dataset"]["tables"]
    assert described["works"]["columns"]["words"] == "Words of the body."
    assert set(described) == {table.name for table in TABLES}
