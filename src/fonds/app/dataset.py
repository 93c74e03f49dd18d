"""Dataset: the works of a library as tables, for scholars, in one folder."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from fonds import __version__
from fonds.app.dataset_files import TableWriter, open_tables
from fonds.app.shelf import Progress, Shelf, find_entry
from fonds.errors import UserError
from fonds.library.permissions import fold_author, list_permissions
from fonds.library.snapshot import hold_snapshot
from fonds.library.tags import find_canonical, list_above, list_read_names
from fonds.library.works import get_work, iter_source_places
from fonds.model.entry import Entry
from fonds.publish.addresses import mask_addresses
from fonds.publish.dataset import (
    DatasetAbout,
    DatasetFile,
    DatasetFormat,
    build_datapackage,
    build_dataset_readme,
    build_datasette,
    name_dataset_file,
)
from fonds.publish.dataset_dictionary import TAGS, WORK_TAGS, DatasetTable, find_tables
from fonds.publish.dataset_tables import DatasetWork, Row, build_rows
from fonds.publish.record import build_record

PACKAGE_NAME = "datapackage.json"
README_NAME = "README.md"
DATASETTE_NAME = "datasette.json"

_Tag = tuple[str, str, str]


class DatasetReport(Struct, frozen=True):
    """What became of a dataset.

    Attributes:
        folder: where, as given.
        outcome: "written", or "planned" in a dry run.
        works: how many works it holds, or at most would hold.
        names: every file.
        rows: of each table; empty in a dry run.
    """

    folder: str
    outcome: str
    works: int
    names: tuple[str, ...]
    rows: dict[str, int]


def export_dataset(
    shelf: Shelf,
    work_ids: Sequence[str],
    folder: Path,
    progress: Progress,
    *,
    clock: str,
    formats: Sequence[DatasetFormat] = ("parquet",),
    query: str | None = None,
    with_text: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> DatasetReport:
    """Write works as tables into a folder.

    All files get their names at the end, when they are whole; works that have no catalogue
    line, or whose authors asked to be left out, are not in them. The same library, works and
    clock give the same bytes.

    Args:
        shelf: an open shelf.
        work_ids: w works, each once, in any order.
        folder: made when it is not there.
        progress: told ("export", done, w).
        clock: now, ISO UTC.
        formats: of the tables.
        query: what was asked for; None for the whole library.
        with_text: whether the stories themselves are among it.
        force: write over a dataset that is there.
        dry_run: write nothing; say which files there would be.

    Raises:
        UserError: there is a dataset in the folder, or it cannot be written to.
        DamageError: a work is damaged.

    Cost: reads each work once; memory for the rows that are written at once and for each
    different tag.
    """
    tables = find_tables(with_text=with_text)
    formats = tuple(dict.fromkeys(formats))
    names = list_names(tables, formats)
    if dry_run:
        return DatasetReport(str(folder), "planned", len(work_ids), names, {})
    there = [name for name in names if os.path.lexists(folder / name)]
    if there and not force:
        raise UserError(f"{folder} holds {', '.join(there[:3])} already; --force writes over it")
    with _write_together(folder, names) as part:
        with hold_snapshot(shelf.library), open_tables(part, tables, formats) as writers:
            works = _put_works(shelf, sorted(work_ids), tables, writers, progress)
        rows = {name: writer.rows for name, writer in writers.items()}
        about = DatasetAbout(__version__, clock, query, works)
        _put_descriptions(part, about, tables, formats, rows)
    return DatasetReport(str(folder), "written", works, names, rows)


def _put_descriptions(
    part: Path,
    about: DatasetAbout,
    tables: Sequence[DatasetTable],
    formats: Sequence[DatasetFormat],
    rows: dict[str, int],
) -> None:
    files = [_look_at(part, table, kind, rows[table.name]) for kind in formats for table in tables]
    (part / PACKAGE_NAME).write_bytes(build_datapackage(about, tables, files))
    (part / README_NAME).write_text(build_dataset_readme(about, tables, rows), "utf-8")
    if "sqlite" in formats:
        (part / DATASETTE_NAME).write_bytes(build_datasette(about, tables))


def list_names(tables: Sequence[DatasetTable], formats: Sequence[DatasetFormat]) -> tuple[str, ...]:
    """List the files of a dataset, those that describe it last."""
    names = [name_dataset_file(table, kind) for kind in formats for table in tables]
    described = [DATASETTE_NAME] if "sqlite" in formats else []
    return tuple(dict.fromkeys([*names, *described, README_NAME, PACKAGE_NAME]))


def _put_works(
    shelf: Shelf,
    work_ids: Sequence[str],
    tables: Sequence[DatasetTable],
    writers: dict[str, TableWriter],
    progress: Progress,
) -> int:
    counted: dict[tuple[str, str], tuple[str, str, int]] = {}
    count = 0
    left_out = _list_left_out(shelf)
    for done, work_id in enumerate(work_ids):
        progress("export", done, len(work_ids))
        entry = find_entry(shelf, work_id)
        if entry is None or _is_left_out(entry, left_out):
            continue
        count += 1
        tags = tuple(_list_tags(shelf, entry))
        work = _read_work(shelf, entry, tags)
        for table in tables:
            if table is not TAGS:
                rows = build_rows(work, table)
                writers[table.name].put(rows)
                if table is WORK_TAGS:
                    _count_tags(counted, rows, tags)
    writers[TAGS.name].put(_list_tag_rows(shelf, counted))
    progress("export", len(work_ids), len(work_ids))
    return count


def _read_work(shelf: Shelf, entry: Entry, tags: tuple[_Tag, ...]) -> DatasetWork:
    work = get_work(shelf.library, entry.work_id)
    places = iter_source_places(shelf.library, entry.work_id)
    return DatasetWork(
        entry=entry,
        record=build_record(work),
        claims=work.claims,
        originals=tuple(place.original for place in places),
        tags=tags,
    )


def _list_left_out(shelf: Shelf) -> frozenset[tuple[str, str]]:
    register = list_permissions(shelf.library)
    return frozenset((one.subject_kind, one.subject) for one in register if one.wish == "leave out")


def _is_left_out(entry: Entry, left_out: frozenset[tuple[str, str]]) -> bool:
    if not left_out:
        return False
    names = (*entry.creators, *entry.typed.get("author", ()))
    asked = {("author", fold_author(name)) for name in names} | {("work", entry.work_id)}
    return not asked.isdisjoint(left_out)


def _list_tags(shelf: Shelf, entry: Entry) -> Iterator[_Tag]:
    for kind, names in list_read_names(entry).items():
        for name in names:
            yield kind, name, find_canonical(shelf.library, kind, name)


def _count_tags(
    counted: dict[tuple[str, str], tuple[str, str, int]],
    rows: Sequence[Row],
    tags: Sequence[_Tag],
) -> None:
    """Count names as they are shown; broader ones are looked up by the name itself."""
    true_names = {(kind, mask_addresses(name)): canonical for kind, name, canonical in tags}
    for _, kind, name, shown in rows:
        _, _, number = counted.get((kind, name), ("", "", 0))
        counted[kind, name] = (shown, true_names[kind, name], number + 1)


def _list_tag_rows(shelf: Shelf, counted: dict[tuple[str, str], tuple[str, str, int]]) -> list[Row]:
    rows: list[Row] = []
    for (kind, name), (shown, canonical, works) in sorted(counted.items()):
        above = list_above(shelf.library, kind, canonical)
        broader = tuple(mask_addresses(f"{one}:{other}") for one, other in above)
        rows.append((kind, name, shown, broader, works))
    return rows


@contextmanager
def _write_together(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Give a folder beside to write in; at the end its files get their names, or none does."""
    part = folder / f".dataset-{os.getpid()}.part"
    try:
        try:
            part.mkdir(parents=True)
            yield part
            for name in names:
                _sync(part / name)
            for name in names:
                (part / name).replace(folder / name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise UserError(f"{folder}: cannot be written ({error.strerror or error})") from error


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _look_at(part: Path, table: DatasetTable, kind: DatasetFormat, rows: int) -> DatasetFile:
    name = name_dataset_file(table, kind)
    with (part / name).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = stream.tell()
    return DatasetFile(name, table.name, kind, rows, size, f"sha256:{digest}")
