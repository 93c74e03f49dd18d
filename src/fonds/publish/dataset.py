"""Dataset: rows as lines of CSV and JSON, and the files that describe a dataset."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct

from fonds.publish.dataset_dictionary import Column, ColumnKind, DatasetTable
from fonds.publish.dataset_tables import Row

DatasetFormat = Literal["parquet", "csv", "jsonl", "sqlite"]

FORMATS: tuple[DatasetFormat, ...] = get_args(DatasetFormat)

SQLITE_NAME = "dataset.sqlite"

_MEDIA_TYPES: dict[DatasetFormat, str] = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "sqlite": "application/vnd.sqlite3",
}
_FIELD_TYPES: dict[ColumnKind, str] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "strings": "array",
    "json": "string",
}
"""Of Table Schema (datapackage.org/standard/table-schema); its arrays are JSON in CSV."""

_KIND_WORDS: dict[ColumnKind, str] = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "strings": "list of texts",
    "json": "text that holds JSON",
}


class DatasetAbout(Struct, frozen=True):
    """What a dataset says of itself.

    Attributes:
        version: of Fonds.
        created: when it was made, ISO UTC.
        query: which works it holds, as it was asked for; None for all of a library.
        works: how many.
    """

    version: str
    created: str
    query: str | None
    works: int


class DatasetFile(Struct, frozen=True):
    """One file of a dataset.

    Attributes:
        name: in the dataset's folder.
        table: the name of the table it holds.
        format: of the file.
        rows: of the table.
        size: bytes.
        digest: "sha256:" and 64 hex digits.
    """

    name: str
    table: str
    format: DatasetFormat
    rows: int
    size: int
    digest: str


def name_dataset_file(table: DatasetTable, kind: DatasetFormat) -> str:
    """Name the file of a table in one format; SQLite has one file for all tables."""
    return SQLITE_NAME if kind == "sqlite" else f"{table.name}.{kind}"


def encode_csv_header(table: DatasetTable) -> bytes:
    """Give the first line of a table in CSV."""
    return (",".join(column.name for column in table.columns) + "\r\n").encode("utf-8")


def encode_csv_row(row: Row) -> bytes:
    """Encode a row as a line of CSV (RFC 4180), UTF-8.

    Every text stands in quotation marks, so that an empty one differs from a missing one; a
    list is a JSON array. Nothing is changed to please a spreadsheet.

    Args:
        row: of n characters.

    Cost: O(n).

    Example:
        >>> encode_csv_row(("w1", None, "", ("a;b",), True, 2)).rstrip()
        b'"w1",,"","[""a;b""]",true,2'
    """
    return (",".join(map(_csv_cell, row)) + "\r\n").encode("utf-8")


def _csv_cell(value: Any) -> str:  # noqa: ANN401 - a cell is of its column's kind
    match value:
        case None:
            return ""
        case str():
            return '"' + value.replace('"', '""') + '"'
        case bool():
            return "true" if value else "false"
        case tuple():
            return _csv_cell(encode_list(value))
        case _:
            return repr(value)


def encode_list(values: Sequence[str]) -> str:
    """Write a list as a JSON array, as it stands in a cell of CSV and SQLite."""
    return msgspec.json.encode(values).decode("utf-8")


def encode_jsonl_row(table: DatasetTable, row: Row) -> bytes:
    """Encode a row as a line of JSON; every column is there, missing values are null."""
    names = (column.name for column in table.columns)
    line = msgspec.json.encode(dict(zip(names, row, strict=True)))
    # Some tools end a line at these too.
    for raw, escaped in (
        (b"\xe2\x80\xa8", b"\\u2028"),
        (b"\xe2\x80\xa9", b"\\u2029"),
        (b"\xc2\x85", b"\\u0085"),
    ):
        line = line.replace(raw, escaped)
    return line + b"\n"


def build_datapackage(
    about: DatasetAbout, tables: Sequence[DatasetTable], files: Sequence[DatasetFile]
) -> bytes:
    """Build `datapackage.json`, by which programs know every file, column and key.

    Args:
        about: the dataset.
        tables: t tables.
        files: f files, each of one of them.

    Returns:
        A Data Package (datapackage.org, version 2) as JSON.

    Cost: O(t + f).
    """
    known = {table.name: table for table in tables}
    formats = list(dict.fromkeys(file.format for file in files))
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "fonds-dataset",
        "title": "A library of fan fiction as data",
        "description": _describe(about),
        "created": about.created,
        "fonds": msgspec.to_builtins(about),
        "resources": [_resource(known[file.table], file, formats) for file in files],
    }
    return _write_json(package)


def _describe(about: DatasetAbout) -> str:
    which = "all works of a library" if about.query is None else f"the works of {about.query!r}"
    return f"{about.works} works ({which}), written by Fonds {about.version}."


def _write_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def _name_resource(table: str, kind: DatasetFormat, formats: Sequence[DatasetFormat]) -> str:
    """A resource's name is its own; one format needs no second word."""
    name = table.replace("_", "-")
    return name if len(formats) == 1 else f"{name}-{kind}"


def _resource(
    table: DatasetTable, file: DatasetFile, formats: Sequence[DatasetFormat]
) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": _name_resource(table.name, file.format, formats),
        "type": "table",
        "title": table.name,
        "description": table.meaning,
        "path": file.name,
        "format": file.format,
        "mediatype": _MEDIA_TYPES[file.format],
        "bytes": file.size,
        "hash": file.digest,
        "rows": file.rows,
    }
    if file.format in ("csv", "jsonl"):
        resource["encoding"] = "utf-8"
    if file.format == "csv":
        resource["dialect"] = {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True}
    if file.format == "sqlite":
        resource["dialect"] = {"table": table.name}
    leads = [
        {
            "fields": list(columns),
            "reference": {
                "resource": _name_resource(goal, file.format, formats),
                "fields": list(columns),
            },
        }
        for columns, goal in table.leads
    ]
    resource["schema"] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": leads} if leads else {}),
    }
    return resource


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.kind],
        "description": column.meaning,
    }
    if column.kind == "json":
        field["description"] += " As JSON."
    return field


def build_datasette(about: DatasetAbout, tables: Sequence[DatasetTable]) -> bytes:
    """Build the metadata by which Datasette describes the tables of `dataset.sqlite`."""
    described = {
        table.name: {
            "description": table.meaning,
            "columns": {column.name: column.meaning for column in table.columns},
        }
        for table in tables
    }
    page = {
        "title": "A library of fan fiction as data",
        "description": _describe(about),
        "databases": {SQLITE_NAME.partition(".")[0]: {"tables": described}},
    }
    return _write_json(page)


def build_dataset_readme(
    about: DatasetAbout, tables: Sequence[DatasetTable], rows: Mapping[str, int]
) -> str:
    """Build the README of a dataset: what it is, how to read it, and every column."""
    which = "All works of a library." if about.query is None else f"The works of `{about.query}`."
    counts = "\n".join(
        f"| [`{table.name}`](#{table.name}) | {rows[table.name]:,} | {table.meaning} |"
        for table in tables
    )
    return f"""# A library of fan fiction as data

{which} Written by Fonds {about.version} on {about.created[:10]}.

| table | rows | a row is |
|---|---|---|
{counts}

`datapackage.json` says the same to programs. Addresses of e-mail are covered with “•”, one for
each character. Places (`start`, `end`) are half-open and count code points. The words quoted are
their authors'; so are the stories. Ask before you publish them.

{build_dictionary(tables)}"""


def build_dictionary(tables: Sequence[DatasetTable]) -> str:
    """Build the data dictionary of t tables as Markdown, a section for each."""
    return "\n".join(map(_describe_table, tables))


def _describe_table(table: DatasetTable) -> str:
    rows = "\n".join(
        f"| `{column.name}` | {_KIND_WORDS[column.kind]}{'' if column.always else ', or none'} "
        f"| {column.meaning.replace('|', '/')} |"
        for column in table.columns
    )
    key = ", ".join(f"`{name}`" for name in table.key)
    leads = "".join(
        f" {', '.join(f'`{name}`' for name in columns)} {'leads' if len(columns) == 1 else 'lead'} "
        f"to `{goal}`."
        for columns, goal in table.leads
    )
    return f"""### {table.name}

{table.meaning} Key: {key}.{leads}

| column | type | meaning |
|---|---|---|
{rows}
"""
