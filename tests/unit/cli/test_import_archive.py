"""Importing an archive from the command line."""

import io
import os
from pathlib import Path

import pytest
import typer

from fonds.cli import import_archive
from fonds.cli.door import Door
from fonds.cli.endings import end_badly
from fonds.cli.terminal import Terminal
from tests.archive_samples import AUTOMATED_FILES, make_calibre_files, write_files
from tests.cli_runs import Ran
from tests.efiction_samples import write_archive


def run_import(*arguments: str | Path) -> Ran:
    """Run the command by itself."""
    out, notes = io.StringIO(), io.StringIO()
    terminal = Terminal(out, notes)
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)

    @app.callback()
    def start(context: typer.Context) -> None:
        context.obj = Door(terminal, None, dict(os.environ))

    app.command("import")(import_archive.import_archive)
    try:
        code = app(["import", *map(str, arguments)], standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - as the program ends it
        code = end_badly(error, terminal)
    return Ran(int(code or 0), out.getvalue(), notes.getvalue())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def test_the_report_counts_and_names_what_is_odd(tmp_path: Path, library: Path) -> None:
    paths = write_archive(tmp_path / "heap")
    ran = run_import("--library", library, "--workers", "0", *paths)
    assert ran.code == import_archive.NOT_WHOLE
    assert ran.out.splitlines() == [
        "An eFiction archive, The Lamp Post: 13 stories, 14 chapters, 5 authors, 1 series.",
        "It has 15 files; 2 that hold no story are kept.",
        "There are 20 oddities, named above.",
    ]
    assert "parse.chapter-without-file: 1" in ran.notes
    assert "full.sql › fanfiction_stories/11: “The Sheriff's Bed”: The text of chap" in ran.notes
    assert "stories/4/999.txt: No row of the dump names this file" in ran.notes


def test_a_second_run_says_that_nothing_is_new(tmp_path: Path, library: Path) -> None:
    paths = write_archive(tmp_path / "heap")
    run_import("--library", library, "--workers", "0", *paths)
    again = run_import("--library", library, "--workers", "0", *paths)
    assert again.code == 0
    assert again.out.startswith("Nothing is new")
    told = run_import("--library", library, "--workers", "0", "--json", *paths)
    assert told.json() == {"new": False}


def test_a_dry_run_makes_nothing(tmp_path: Path, library: Path) -> None:
    paths = write_archive(tmp_path / "heap")
    ran = run_import("--library", library, "--dry-run", *paths)
    assert ran.code == import_archive.NOT_WHOLE
    assert "13 stories, 14 chapters, 5 authors, 1 series would come in." in ran.out
    assert ran.out.endswith("Nothing was done.\n")
    assert not library.exists()


def test_the_json_names_every_oddity(tmp_path: Path, library: Path) -> None:
    site = write_files(tmp_path / "site", AUTOMATED_FILES)
    ran = run_import("--library", library, "--workers", "0", "--json", site)
    said = ran.json()
    assert ran.code == import_archive.NOT_WHOLE
    assert (said["kind"], said["stories"], said["accession"]) == ("automated-archive", 5, 1)
    assert sum(said["counts"].values()) == len(said["oddities"])
    assert {one["code"] for one in said["oddities"]} >= {
        "parse.entry-unreadable",
        "parse.file-without-row",
    }
    assert "moor.example" not in ran.out


def test_workers_bring_the_same(tmp_path: Path, library: Path) -> None:
    books = write_files(tmp_path / "Books", make_calibre_files())
    ran = run_import("--library", library, "--workers", "1", "--json", books)
    assert ran.json()["stories"] == 2


def test_what_is_no_archive_leaves_no_library_behind(tmp_path: Path, library: Path) -> None:
    heap = write_files(tmp_path / "heap", {"a.txt": b"Only a story."})
    ran = run_import("--library", library, heap)
    assert ran.code == 2
    assert "no archive that can be imported" in ran.notes
    assert not library.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--kind", "oz", "x"), "there is no kind of archive"), (("no-such-path",), "there is no")],
)
def test_a_mistake_is_named(library: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = run_import("--library", library, *arguments)
    assert ran.code == 2
    assert said in ran.notes
