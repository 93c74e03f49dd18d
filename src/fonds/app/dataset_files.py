"""Dataset files: tables written row by row as Parquet, CSV, JSON lines and SQLite."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from fonds.errors import UserError
from fonds.publish.dataset import (
    DatasetFormat,
    encode_csv_header,
    encode_csv_row,
    encode_jsonl_row,
    encode_list,
    name_dataset_file,
)
from fonds.publish.dataset_dictionary import ColumnKind, DatasetTable
from fonds.publish.dataset_tables import Row

PutRows = Callable[[Sequence[Row]], None]
"""Writes some rows of one table in one format."""

_SQL_TYPES: dict[ColumnKind, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "strings": "TEXT",
    "json": "TEXT",
}
_SQL_INDEXES = (("claims", "field"), ("work_tags", "kind, canonical"), ("edges", "first, second"))


class TableWriter:
    """Writes the rows of one table in several formats, so many at once as the table says.

    Args:
        table: which.
        puts: one for each format.
    """

    def __init__(self, table: DatasetTable, puts: Sequence[PutRows]) -> None:
        self._table = table
        self._puts = puts
        self._waiting: list[Row] = []
        self.rows = 0

    def put(self, rows: Sequence[Row]) -> None:
        """Take rows; they are written when there are enough of them."""
        self._waiting += rows
        self.rows += len(rows)
        while len(self._waiting) >= self._table.together:
            self._write(self._table.together)

    def finish(self) -> None:
        """Write what still waits."""
        if self._waiting:
            self._write(len(self._waiting))

    def _write(self, number: int) -> None:
        rows, self._waiting = self._waiting[:number], self._waiting[number:]
        for put in self._puts:
            put(rows)


@contextmanager
def open_tables(
    folder: Path, tables: Sequence[DatasetTable], formats: Sequence[DatasetFormat]
) -> Iterator[dict[str, TableWriter]]:
    """Open the files of t tables in f formats, for `with`; they are whole when it ends.

    Args:
        folder: an empty folder.
        tables: t tables.
        formats: f formats.

    Yields:
        A writer for each table, by its name.

    Raises:
        UserError: SQLite cannot write its file.

    Cost: memory for the rows that each table writes at once.
    """
    with ExitStack() as stack:
        puts: dict[str, list[PutRows]] = {table.name: [] for table in tables}
        if "sqlite" in formats:
            database = stack.enter_context(_open_sqlite(folder, tables))
            for table in tables:
                puts[table.name].append(_put_in_sqlite(database, table))
        for table in tables:
            for kind in formats:
                path = folder / name_dataset_file(table, kind)
                if kind == "parquet":
                    puts[table.name].append(stack.enter_context(_open_parquet(path, table)))
                elif kind != "sqlite":
                    stream = stack.enter_context(path.open("xb"))
                    puts[table.name].append(_put_in_lines(stream, table, kind))
        writers = {table.name: TableWriter(table, puts[table.name]) for table in tables}
        yield writers
        for writer in writers.values():
            writer.finish()


def _put_in_lines(stream: BinaryIO, table: DatasetTable, kind: DatasetFormat) -> PutRows:
    if kind == "csv":
        stream.write(encode_csv_header(table))
        return lambda rows: stream.writelines(map(encode_csv_row, rows))
    return lambda rows: stream.writelines(encode_jsonl_row(table, row) for row in rows)


@contextmanager
def _open_parquet(path: Path, table: DatasetTable) -> Iterator[PutRows]:
    # Loaded only here: it takes a fifth of a second.
    import pyarrow as pa
    from pyarrow import parquet

    schema = _make_arrow_schema(table)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:

        def put(rows: Sequence[Row]) -> None:
            columns = zip(*rows, strict=True)
            arrays = [
                pa.array(values, type=field.type)
                for values, field in zip(columns, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))

        yield put


def _make_arrow_schema(table: DatasetTable) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    types: dict[ColumnKind, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "strings": pa.list_(pa.field("item", pa.string(), nullable=False)),
        "json": pa.string(),
    }
    fields = [
        pa.field(
            column.name,
            types[column.kind],
            nullable=not column.always,
            metadata={"description": column.meaning},
        )
        for column in table.columns
    ]
    about = {
        "name": table.name,
        "description": table.meaning,
        "key": msgspec.json.encode(table.key),
    }
    return pa.schema(fields, metadata=about)


@contextmanager
def _open_sqlite(folder: Path, tables: Sequence[DatasetTable]) -> Iterator[sqlite3.Connection]:
    path = folder / name_dataset_file(tables[0], "sqlite")
    try:
        connection = sqlite3.connect(path)
        try:
            # It is thrown away when it does not become whole: no journal is needed.
            connection.execute("PRAGMA journal_mode = OFF")
            for table in tables:
                connection.execute(_make_sql_table(table, {one.name for one in tables}))
            yield connection
            for name, columns in _SQL_INDEXES:
                connection.execute(f"CREATE INDEX {name}_by ON {name} ({columns})")
            connection.commit()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise UserError(f"{path.name}: cannot be written ({error})") from error


def _make_sql_table(table: DatasetTable, known: set[str]) -> str:
    lines = [
        f'"{column.name}" {_SQL_TYPES[column.kind]}{" NOT NULL" if column.always else ""}'
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += [
        f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {goal} ({', '.join(columns)})"
        for columns, goal in table.leads
        if goal in known
    ]
    return f"CREATE TABLE {table.name} ({', '.join(lines)}) WITHOUT ROWID"


def _put_in_sqlite(connection: sqlite3.Connection, table: DatasetTable) -> PutRows:
    marks = ", ".join("?" * len(table.columns))
    sql = f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608 - names from the dictionary

    def put(rows: Sequence[Row]) -> None:
        connection.executemany(
            sql,
            (
                [encode_list(cell) if isinstance(cell, tuple) else cell for cell in row]
                for row in rows
            ),
        )

    return put
