"""`fonds permissions` and `fonds limits`: the register, withdrawal, and what AO3 would refuse."""

from pathlib import Path

import pytest

from tests.cli_runs import Ran, run_fonds, write_heap

FOG, GATE = "The Fog and the Ferryman", "The Tin Woodman Oils a Gate"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    heap = write_heap(tmp_path / "heap")
    ran = run_fonds("--library", library, "add", "--workers", "0", heap)
    assert ran.code == 0, ran.notes
    return library


def run(folder: Path, *arguments: str) -> Ran:
    return run_fonds("--library", folder, *arguments)


def listed(folder: Path) -> str:
    return run(folder, "list").out


def test_a_dry_run_says_what_would_go_and_does_nothing(folder: Path) -> None:
    ran = run(folder, "permissions", "put", "Jane Doe", "leave out", "--dry-run")
    assert ran.code == 0
    assert "1 work withdrawn" in ran.out
    assert FOG in ran.out
    assert "Nothing was done." in ran.out
    assert FOG in listed(folder)


def test_who_cannot_be_asked_has_to_say_yes(folder: Path) -> None:
    ran = run(folder, "permissions", "put", "Jane Doe", "leave out")
    assert ran.code == 2
    assert "--yes" in ran.notes
    assert FOG in listed(folder)


def test_left_out_is_off_every_list_and_an_undo_brings_it_back(folder: Path) -> None:
    done = run(folder, "permissions", "put", "jane doe", "leave out", "--yes", "--json")
    assert done.code == 0, done.notes
    said = done.json()
    assert said["done"]
    assert len(said["withdrawn"]) == 1
    assert FOG not in listed(folder)
    assert run(folder, "search", "ferryman").out == ""
    (register, stone) = run(folder, "permissions", "list", "--json").json_lines()
    assert register["wish"] == "leave out"
    assert stone["work_id"] == said["withdrawn"][0]
    struck = run(folder, "permissions", "strike", "Jane Doe", "--yes")
    assert struck.code == 0, struck.notes
    assert FOG in listed(folder)


def test_a_wish_that_hides_nothing_needs_no_yes(folder: Path) -> None:
    ran = run(folder, "permissions", "put", "Polly Plumley", "granted", "--note", "a letter")
    assert ran.code == 0, ran.notes
    (line,) = run(folder, "permissions", "list").out.splitlines()
    assert line.split("\t")[:4] == ["author", "Polly Plumley", "granted", "a letter"]


def test_one_work_can_be_withdrawn_and_restored(folder: Path) -> None:
    done = run(folder, "permissions", "withdraw", GATE, "--why", "Asked.", "--yes", "--json")
    assert done.code == 0, done.notes
    (work_id,) = done.json()["works"]
    assert GATE not in listed(folder)
    shown = run(folder, "show", work_id)
    assert shown.code == 2
    back = run(folder, "permissions", "restore", work_id, "--yes")
    assert back.code == 0, back.notes
    assert GATE in listed(folder)


def test_an_unknown_wish_is_refused(folder: Path) -> None:
    assert run(folder, "permissions", "put", "Jane Doe", "perhaps").code == 2


def test_limits_say_every_breach_at_once(folder: Path) -> None:
    ran = run(folder, "limits", GATE, "--json")
    assert ran.code == 1
    codes = [one["code"] for one in ran.json()["breaches"]]
    assert {"ao3.rating", "ao3.warnings"} <= set(codes)
    lines = run(folder, "limits").out.splitlines()
    assert all(len(line.split("\t")) == 4 for line in lines)


def test_the_sheets_for_open_doors_are_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheets"
    run(folder, "permissions", "put", "Jane Doe", "granted", "--note", "a letter")
    planned = run(folder, "export", "open-doors", "--to", str(out), "--name", "Moor", "--dry-run")
    assert planned.code == 0, planned.notes
    assert not out.exists()
    done = run(folder, "export", "open-doors", "--to", str(out), "--name", "Moor", "--json")
    assert done.code == 0, done.notes
    assert done.json()["works"] == 2
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        "Moor - AO3 limits.csv",
        "Moor - authors with stories.csv",
        "Moor - permissions.csv",
        "Moor - tags.csv",
    ]
    sheet = (out / "Moor - authors with stories.csv").read_text("utf-8-sig")
    assert "Jane Doe: granted (a letter)" in sheet
    assert "moor.example" not in sheet
