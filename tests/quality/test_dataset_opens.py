"""A dataset opens where scholars work, and holds what the library holds, value by value.

What is expected is asked of the library itself, not of the code that builds rows; the words of
the library are awkward on purpose (`tests.dataset_library`).
"""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pandas as pd
import polars as pl
import pytest

from fonds.app.dataset import export_dataset
from fonds.app.shelf import Card, Shelf, close_shelf, get_card, stay_silent
from fonds.library.originals import read_original
from fonds.publish.addresses import mask_addresses
from fonds.publish.dataset import FORMATS
from fonds.publish.dataset_dictionary import TABLES
from tests.dataset_library import TAGS, make_dataset_library, open_dataset_shelf
from tests.library_factories import CLOCK

Rows = list[dict[str, Any]]
Read = Callable[[Path, str], Rows]
JSON_COLUMNS = {
    (table.name, column.name)
    for table in TABLES
    for column in table.columns
    if column.kind == "json"
}
LIST_COLUMNS = {
    (table.name, column.name)
    for table in TABLES
    for column in table.columns
    if column.kind == "strings"
}


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return make_dataset_library(tmp_path_factory.getbasetemp() / "dataset-library")


@pytest.fixture(scope="module")
def shelf(ids: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    opened = open_dataset_shelf(tmp_path_factory.getbasetemp() / "dataset-library")
    assert ids
    yield opened
    close_shelf(opened)


@pytest.fixture(scope="module")
def folder(shelf: Shelf, ids: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dataset")
    export_dataset(shelf, ids, made, stay_silent, clock=CLOCK, formats=FORMATS, with_text=True)
    return made


@pytest.fixture(scope="module")
def expected(shelf: Shelf, ids: list[str]) -> dict[str, Rows]:
    return _ask_library(shelf, [get_card(shelf, work_id) for work_id in sorted(ids)])


def _ask_library(shelf: Shelf, cards: list[Card]) -> dict[str, Rows]:
    """Say in the plainest way what some columns of each table must hold."""
    plain = [(card.work_id, msgspec.to_builtins(card.record)) for card in cards]
    works = []
    for work_id, record in plain:
        row = {"work_id": work_id}
        for name in (
            "kind",
            "title",
            "incipit",
            "rating",
            "tags",
            "relationships",
            "words",
            "date",
        ):
            row[name] = record[name]
        row |= {"series": record["series"]["title"], "series_index": record["series"]["index"]}
        works.append(row | {"chapters": len(record["chapters"]), "notes": record["notes"]})
    claims = [
        {"work_id": card.work_id, "claim": at, "field": one.field, "value": one.value}
        | {"basis": one.basis, "confidence": one.confidence, "by": one.by}
        for card in cards
        for at, one in enumerate(card.work.claims)
    ]
    evidence = [
        {"work_id": card.work_id, "claim": at, **msgspec.to_builtins(words)}
        | {"digest": card.record.sources[words.source].digest}
        for card in cards
        for at, one in enumerate(card.work.claims)
        for words in one.evidence
    ]
    return {
        "works": works,
        "claims": claims,
        "evidence": evidence,
        "chapters": _listed(plain, "chapters"),
        "scenes": _listed(plain, "scene_list"),
        "people": _listed(plain, "people"),
        "problems": _listed(plain, "problems"),
        "quotes": _listed(plain, "quotes"),
        "sources": _listed(plain, "sources"),
        "texts": [{"work_id": work_id, "body": record["body"]} for work_id, record in plain],
        "work_tags": [
            {"work_id": card.work_id, "kind": kind, "name": name, "canonical": name}
            for card in cards
            for kind, name in sorted(
                [("author", "Ada Quill"), ("fandom", "Sherlock Holmes")]
                + [("relationship", one) for one in card.record.relationships]
                + [("tag", one) for one in card.record.tags]
            )
        ],
    }


def _listed(plain: list[tuple[str, dict[str, Any]]], field: str) -> Rows:
    return [{"work_id": work_id, **one} for work_id, record in plain for one in record[field]]


def _read_pandas(folder: Path, table: str) -> Rows:
    frame = pd.read_parquet(folder / f"{table}.parquet", dtype_backend="pyarrow")
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in frame.to_dict(orient="records")
    ]


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    return None if value is pd.NA else value


def _read_polars(folder: Path, table: str) -> Rows:
    return pl.read_parquet(folder / f"{table}.parquet").to_dicts()


def _read_duckdb(folder: Path, table: str) -> Rows:
    with closing(duckdb.connect()) as connection:
        found = connection.execute(f"SELECT * FROM '{folder / table}.parquet'")
        return _from_duckdb(found)


def _from_duckdb(found: Any) -> Rows:
    names = [one[0] for one in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _read_jsonl(folder: Path, table: str) -> Rows:
    lines = (folder / f"{table}.jsonl").read_text("utf-8").split("\n")[:-1]
    return [json.loads(line) for line in lines]


def _read_csv(folder: Path, table: str) -> Rows:
    """By Python's own reader, which cannot tell a missing text from an empty one."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return [_from_texts(table, row) for row in csv.DictReader(stream, strict=True)]


def _read_csv_duckdb(folder: Path, table: str) -> Rows:
    with closing(duckdb.connect()) as connection:
        found = connection.execute(
            f"SELECT * FROM read_csv('{folder / table}.csv', header = true, all_varchar = true)"
        )
        return [_from_texts(table, row) for row in _from_duckdb(found)]


def _read_csv_polars(folder: Path, table: str) -> Rows:
    frame = pl.read_csv(folder / f"{table}.csv", infer_schema=False)
    return [_from_texts(table, row) for row in frame.to_dicts()]


def _read_csv_pandas(folder: Path, table: str) -> Rows:
    frame = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)
    return [_from_texts(table, row) for row in frame.to_dict(orient="records")]


def _from_texts(table: str, row: dict[str, str | None]) -> dict[str, Any]:
    """Give cells of CSV their types; an empty text is taken for a missing one."""
    kinds = {
        column.name: column.kind for one in TABLES if one.name == table for column in one.columns
    }
    return {name: _from_text(kinds[name], value or "") for name, value in row.items()}


def _from_text(kind: str, text: str) -> Any:
    match kind:
        case "integer" | "number" | "boolean" | "strings":
            return json.loads(text) if text else None
        case _:
            return text or None


def _check(table: str, found: Rows, wanted: Rows, *, empty_is_missing: bool = False) -> int:
    compared = 0
    assert len(found) == len(wanted)
    for row, want in zip(found, wanted, strict=True):
        for name, value in want.items():
            if name not in row:
                continue
            cell = json.loads(row[name]) if (table, name) in JSON_COLUMNS else row[name]
            if (table, name) in LIST_COLUMNS:
                cell = list(cell)
            expected = _cover(value)
            if empty_is_missing and expected == "":
                expected = None
            assert cell == expected, (table, name)
            compared += 1
    return compared


def _cover(value: Any) -> Any:
    if isinstance(value, str):
        return mask_addresses(value)
    if isinstance(value, dict):
        return {name: _cover(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cover(one) for one in value]
    return value


READERS: dict[str, Read] = {
    "pandas": _read_pandas,
    "polars": _read_polars,
    "duckdb": _read_duckdb,
    "json lines": _read_jsonl,
}
CSV_READERS: dict[str, Read] = {
    "csv": _read_csv,
    "csv in duckdb": _read_csv_duckdb,
    "csv in polars": _read_csv_polars,
    "csv in pandas": _read_csv_pandas,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_value_is_the_librarys(folder: Path, expected: dict[str, Rows], reader: Read) -> None:
    compared = {
        table: _check(table, reader(folder, table), wanted) for table, wanted in expected.items()
    }
    print(compared)
    assert compared["claims"] == 7 * len(expected["claims"])


@pytest.mark.parametrize("reader", CSV_READERS.values(), ids=CSV_READERS)
def test_csv_comes_back_from_readers_that_are_not_ours(
    folder: Path, expected: dict[str, Rows], reader: Read
) -> None:
    for table, wanted in expected.items():
        _check(table, reader(folder, table), wanted, empty_is_missing=True)


@pytest.mark.parametrize("reader", [*READERS.values(), *CSV_READERS.values()])
def test_awkward_tags_come_back_as_they_were_typed(
    folder: Path, ids: list[str], reader: Read
) -> None:
    (work,) = [row for row in reader(folder, "works") if row["work_id"] == ids[0]]
    assert tuple(work["tags"]) == TAGS
    typed = {
        row["name"] or ""
        for row in reader(folder, "work_tags")
        if row["work_id"] == ids[0] and row["kind"] == "tag"
    }
    assert typed == set(TAGS)


def test_every_quote_stands_at_its_place_in_the_original(shelf: Shelf, folder: Path) -> None:
    rows = _read_polars(folder, "evidence")
    for row in rows:
        text = read_original(shelf.library, row["digest"]).decode("utf-8")
        assert row["quote"] == mask_addresses(text[row["start"] : row["end"]])
    assert len(rows) == 16


def test_chapters_lie_in_the_texts(folder: Path, ids: list[str]) -> None:
    texts = {row["work_id"]: row["body"] for row in _read_duckdb(folder, "texts")}
    chapters = [row for row in _read_duckdb(folder, "chapters") if row["work_id"] == ids[0]]
    assert [texts[ids[0]][row["start"] : row["end"]][:6] for row in chapters] == [
        "The ho",
        "Holmes",
    ]


def test_tables_join_in_duckdb_by_their_keys(folder: Path) -> None:
    with closing(duckdb.connect()) as connection:
        for table in TABLES:
            connection.execute(f"CREATE VIEW {table.name} AS FROM '{folder / table.name}.parquet'")
        for table in TABLES:
            keys = ", ".join(table.key)
            doubled = connection.execute(
                f"SELECT {keys} FROM {table.name} GROUP BY ALL HAVING count(*) > 1"
            ).fetchall()
            assert doubled == []
            for columns, goal in table.leads:
                same = " AND ".join(f"one.{name} = other.{name}" for name in columns)
                lost = connection.execute(
                    f"SELECT * FROM {table.name} one WHERE NOT EXISTS "
                    f"(SELECT 1 FROM {goal} other WHERE {same})"
                ).fetchall()
                assert lost == []


def test_columns_say_what_they_mean_in_the_file_itself(folder: Path) -> None:
    from pyarrow import parquet

    for table in TABLES:
        schema = parquet.read_schema(folder / f"{table.name}.parquet")
        described = {field.name: field.metadata[b"description"].decode() for field in schema}
        assert described == {column.name: column.meaning for column in table.columns}
