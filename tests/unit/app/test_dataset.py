"""A dataset is written whole or not at all, and holds only what may be handed on."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fonds.app import dataset
from fonds.app.acting import act, plan_merge
from fonds.app.dataset import DatasetReport, export_dataset
from fonds.app.dataset_files import open_tables
from fonds.app.shelf import Shelf, close_shelf, stay_silent
from fonds.errors import DamageError, UserError
from fonds.library.acts import NewChange
from fonds.library.entries import iter_entries
from fonds.publish.dataset import FORMATS
from fonds.publish.dataset_dictionary import CHAPTERS
from tests.cli_runs import run_fonds
from tests.dataset_library import ADDRESS, make_dataset_library, open_dataset_shelf
from tests.library_factories import CLOCK


@pytest.fixture
def ids(tmp_path: Path) -> list[str]:
    return make_dataset_library(tmp_path / "library")


@pytest.fixture
def shelf(tmp_path: Path, ids: list[str]) -> Iterator[Shelf]:
    opened = open_dataset_shelf(tmp_path / "library")
    yield opened
    close_shelf(opened)


def _export(shelf: Shelf, folder: Path, **options: Any) -> DatasetReport:
    works = [entry.work_id for entry in iter_entries(shelf.library)]
    return export_dataset(shelf, works, folder, stay_silent, clock=CLOCK, **options)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def _do(shelf: Shelf, *changes: NewChange) -> None:
    act(shelf, changes, kind="set", words="a test", by="Ida", clock=CLOCK)


def test_the_same_library_gives_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _export(shelf, tmp_path / name, formats=FORMATS, with_text=True)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "two").iterdir())
    differing = [
        name
        for name in names
        if (tmp_path / "one" / name).read_bytes() != (tmp_path / "two" / name).read_bytes()
    ]
    assert differing == []


def test_texts_are_left_out_unless_asked_for(shelf: Shelf, tmp_path: Path) -> None:
    report = _export(shelf, tmp_path / "new", formats=["csv"])
    assert not [name for name in report.names if name.startswith("texts")]
    assert "slept" not in "".join(path.read_text() for path in (tmp_path / "new").iterdir())
    _export(shelf, tmp_path / "whole", formats=["csv"], with_text=True)
    assert "Holmes slept." in (tmp_path / "whole" / "texts.csv").read_text()


def test_no_address_and_no_name_of_who_corrected_goes_out(
    shelf: Shelf, ids: list[str], tmp_path: Path
) -> None:
    said = {"value": "The Hound", "by": "Ida Secret, 2024-05-02", "at": CLOCK, "why": "Ida knew"}
    _do(shelf, NewChange("claim", (ids[0], "title"), said, ids[0]))
    _export(shelf, tmp_path / "new", formats=["jsonl", "csv"], with_text=True)
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "new").iterdir())
    assert '"The Hound"' in written
    assert ADDRESS not in written
    assert "Ida" not in written


def test_withdrawn_and_merged_works_never_appear(
    shelf: Shelf, ids: list[str], tmp_path: Path
) -> None:
    _do(shelf, NewChange("withdrawn", (ids[1],), {"why": "asked", "by": "Ida"}, ids[1]))
    _do(shelf, *plan_merge(shelf.library, [ids[2], ids[3]], ids[3]))
    # Also when they are named: a list of works may be older than a withdrawal.
    report = export_dataset(
        shelf, ids, tmp_path / "new", stay_silent, clock=CLOCK, formats=["jsonl"]
    )
    assert report.works == 2
    for path in (tmp_path / "new").glob("*.jsonl"):
        found = {line["work_id"] for line in _lines(path) if "work_id" in line}
        assert found <= {ids[0], ids[3]}


def test_an_author_who_asked_to_be_left_out_is_left_out(shelf: Shelf, tmp_path: Path) -> None:
    wish = {"wish": "leave out", "name": "Ada Quill", "note": "", "by": "Ida"}
    _do(shelf, NewChange("permission", ("author", "ada quill"), wish))
    assert _export(shelf, tmp_path / "new").works == 0


def test_decisions_on_tags_are_in_works_and_what_was_read_beside_them(
    shelf: Shelf, ids: list[str], tmp_path: Path
) -> None:
    _do(
        shelf,
        NewChange("tag", ("tag", "Swans"), {"canonical": "Swans"}),
        NewChange("tag", ("tag", "Birds"), {"canonical": "Birds"}),
        NewChange("tag", ("tag", "🦢 swans, 白鳥"), {"canonical": "Swans"}),
        NewChange("broader", ("tag", "Swans", "tag", "Birds"), True),
    )
    _export(shelf, tmp_path / "new", formats=["jsonl"])
    works = {line["work_id"]: line for line in _lines(tmp_path / "new" / "works.jsonl")}
    assert "Swans" in works[ids[0]]["tags"]
    assert works[ids[0]]["broader"] == ["tag:Birds"]
    tags = {line["name"]: line for line in _lines(tmp_path / "new" / "tags.jsonl")}
    assert tags["🦢 swans, 白鳥"] == {
        "kind": "tag",
        "name": "🦢 swans, 白鳥",
        "canonical": "Swans",
        "broader": ["tag:Birds"],
        "works": 1,
    }
    assert tags["fog, and the river"]["works"] == 4


def test_a_dataset_that_is_there_is_not_written_over(shelf: Shelf, tmp_path: Path) -> None:
    goal = tmp_path / "precious"
    goal.write_text("precious")
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "claims.csv").symlink_to(goal)
    with pytest.raises(UserError, match="--force"):
        _export(shelf, folder, formats=["csv"])
    assert [path.name for path in folder.iterdir()] == ["claims.csv"]
    _export(shelf, folder, formats=["csv"], force=True)
    assert goal.read_text() == "precious"
    assert not (folder / "claims.csv").is_symlink()


def test_a_run_that_fails_leaves_nothing_behind(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise DamageError("a work is damaged")

    monkeypatch.setattr(dataset, "get_work", fail)
    (tmp_path / "new").mkdir()
    with pytest.raises(DamageError):
        _export(shelf, tmp_path / "new", formats=FORMATS)
    assert list((tmp_path / "new").iterdir()) == []
    assert not shelf.library.connection.in_transaction


def test_a_folder_that_cannot_be_written_is_said(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="cannot be written"):
        _export(shelf, tmp_path / "file" / "new")


def test_rows_are_written_a_group_at_a_time(tmp_path: Path) -> None:
    from pyarrow import parquet

    few = msgspec.structs.replace(CHAPTERS, together=2)
    with open_tables(tmp_path, [few], ["parquet", "csv"]) as writers:
        for number in range(5):
            writers["chapters"].put([("w1", number, None, 0, 1, 1)])
    groups = parquet.ParquetFile(tmp_path / "chapters.parquet").metadata.num_row_groups
    assert (groups, writers["chapters"].rows) == (3, 5)
    assert len((tmp_path / "chapters.csv").read_bytes().splitlines()) == 6


def test_keys_hold_in_sqlite(shelf: Shelf, tmp_path: Path) -> None:
    _export(shelf, tmp_path / "new", formats=["sqlite"], with_text=True)
    with closing(sqlite3.connect(tmp_path / "new" / "dataset.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM works").fetchone() == (4,)


def test_the_command_writes_all_works_or_those_it_finds(ids: list[str], tmp_path: Path) -> None:
    library = tmp_path / "library"
    arguments = ("export", "dataset", "--library", library, "--to")
    assert run_fonds(*arguments, tmp_path / "plan", "--dry-run").out.splitlines()[0] == (
        "works.parquet"
    )
    assert not (tmp_path / "plan").exists()
    report = run_fonds(*arguments, tmp_path / "all", "--json").json()
    assert (report["works"], report["rows"]["works"]) == (4, 4)
    some = run_fonds(*arguments, tmp_path / "some", "--query", "title:goose", "--format", "jsonl")
    assert "1 work written" in some.out
    (line,) = _lines(tmp_path / "some" / "works.jsonl")
    assert line["work_id"] == ids[1]
    package = json.loads((tmp_path / "some" / "datapackage.json").read_text("utf-8"))
    assert package["fonds"]["query"] == "title:goose"
    again = run_fonds(*arguments, tmp_path / "some", "--format", "jsonl")
    assert (again.code, "--force" in again.notes) == (2, True)


def test_formats_are_of_datasets_and_are_known(ids: list[str], tmp_path: Path) -> None:
    library = ("--library", tmp_path / "library", "--to", tmp_path / "new")
    for arguments in (("dataset", "--format", "xls"), ("epub", "--all", "--format", "csv")):
        ran = run_fonds("export", *arguments, *library)
        assert ran.code == 2
        assert not (tmp_path / "new").exists()
