"""What people do to the catalogue at the terminal: set, history, merge, undo."""

from pathlib import Path
from typing import Any

import pytest

from fonds.cli import history, main, merge, rebuild
from fonds.cli import set as set_command
from tests.cli_runs import Ran, run_fonds, write_heap


@pytest.fixture(scope="module", autouse=True)
def commands() -> None:
    for name, command, examples in (
        ("set", set_command.set_field, set_command.EXAMPLES),
        ("history", history.history, history.EXAMPLES),
        ("merge", merge.merge, merge.EXAMPLES),
        ("rebuild", rebuild.rebuild, rebuild.EXAMPLES),
    ):
        main.COMMANDS.setdefault(name, (command, examples))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    ran = run_fonds("--library", folder, "add", "--workers", "0", write_heap(tmp_path / "heap"))
    assert ran.code == 0, ran.notes
    return folder


def _run(library: Path, *arguments: str) -> Ran:
    return run_fonds("--library", library, *arguments)


def _entries(library: Path) -> dict[str, dict[str, Any]]:
    ran = _run(library, "list", "--kind", "all", "--json")
    return {one["title"] or one["incipit"]: one for one in ran.json_lines()}


def _search(library: Path, query: str) -> list[dict[str, Any]]:
    return [one["entry"] for one in _run(library, "search", query, "--json").json()["hits"]]


def test_a_title_is_set_is_found_by_and_is_taken_back(library: Path) -> None:
    ran = _run(library, "set", "title", "The Ferry", "fog", "--by", "Jane", "--why", "a mistake")
    assert ran.code == 0, ran.notes
    assert "The Fog and the Ferryman → The Ferry" in ran.out.replace("\t", " → ")
    assert "The Ferry" in _entries(library)
    assert _search(library, "ferry")[0]["title"] == "The Ferry"
    (told,) = _run(library, "history", "--json").json_lines()
    assert told["act"]["by"] == "Jane"
    assert told["act"]["why"] == "a mistake"
    assert told["lines"][0]["after"] == "The Ferry"
    assert _run(library, "undo", "--last", "--yes").code == 0
    assert "The Fog and the Ferryman" in _entries(library)
    back, first = _run(library, "history", "--json").json_lines()
    assert back["act"]["undoes"] == first["act"]["id"]
    assert first["undone_by"] == back["act"]["id"]
    assert _run(library, "undo", "--act", str(back["act"]["id"]), "--yes").code == 0
    assert "The Ferry" in _entries(library)


def test_a_bulk_edit_is_one_act_and_asks_first(library: Path) -> None:
    ran = _run(library, "set", "tags", "Fog; Case fic", "--add", "--all")
    assert ran.code == 2
    assert "--yes" in ran.notes
    assert _run(library, "history", "--json").out == ""
    ran = _run(library, "set", "tags", "Fog; Case fic", "--add", "--all", "--dry-run")
    assert ran.code == 0
    assert _run(library, "history", "--json").out == ""
    ran = _run(library, "set", "tags", "Fog; Case fic", "--add", "--all", "--yes", "--json")
    assert len(ran.json()["changes"]) == ran.json()["works"] == 3
    assert all(one["tags"][-2:] == ["Fog", "Case fic"] for one in _entries(library).values())
    again = _run(library, "set", "tags", "fog", "--remove", "--all", "--yes", "--json").json()
    assert len(again["changes"]) == 3
    assert all(one["tags"][-1:] == ["Case fic"] for one in _entries(library).values())
    assert _run(library, "undo", "--act", str(again["act"]), "--yes").code == 0
    assert _run(library, "undo", "--last", "--yes").code == 0
    assert not any("Fog" in one["tags"] for one in _entries(library).values())


def test_what_was_read_speaks_again_when_a_correction_is_cleared(library: Path) -> None:
    _run(library, "set", "rating", "Explicit", "fog")
    assert _entries(library)["The Fog and the Ferryman"]["rating"] == "Explicit"
    assert _run(library, "set", "rating", "--clear", "fog").code == 0
    assert _entries(library)["The Fog and the Ferryman"]["rating"] == "Teen And Up Audiences"
    ran = _run(library, "set", "rating", "--clear", "fog")
    assert ran.code == 0
    assert "Nothing was done" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", "colour", "red", "fog"), "no field"),
        (("set", "title"), "say what title is to be"),
        (("set", "title", "x"), "name a work"),
        (("set", "title", "x", "--add", "fog"), "holds one value"),
        (("set", "rating", "purple", "fog"), "no rating"),
        (("set", "date", "soon", "fog"), "no date"),
        (("set", "complete", "perhaps", "fog"), "yes"),
        (("set", "source_url", "javascript:alert(1)", "fog"), "https://"),
        (("set", "tags", "x", "--add", "--remove", "fog"), "which one"),
        (("undo", "--last", "--yes"), "nothing in the history"),
        (("undo", "--act", "7", "--yes"), "no change 7"),
        (("undo", "--last", "--review"), "which one"),
        (("merge", "fog", "fog", "--yes"), "one story already"),
        (("merge", "--undo", "fog", "--yes"), "not merged"),
        (("rebuild", "9"), "no accession 9"),
    ],
)
def test_what_cannot_be_meant_is_said_and_changes_nothing(
    library: Path, arguments: tuple[str, ...], words: str
) -> None:
    ran = _run(library, *arguments)
    assert ran.code == 2
    assert words in ran.notes
    assert _run(library, "history", "--json").out == ""


def test_works_are_merged_by_hand_and_taken_apart_again(library: Path) -> None:
    entries = _entries(library)
    fog, oz = (
        entries[title]["work_id"]
        for title in ("The Fog and the Ferryman", "The Tin Woodman Oils a Gate")
    )
    assert _run(library, "merge", fog, oz, "--yes").code == 0
    assert oz not in {one["work_id"] for one in _entries(library).values()}
    shown = _run(library, "show", oz, "--json").json()["entry"]
    assert shown["title"] == "The Fog and the Ferryman"
    assert _run(library, "merge", fog, "--best", oz, "--yes").code == 0
    assert fog not in {one["work_id"] for one in _entries(library).values()}
    assert _run(library, "merge", "--undo", fog, "--yes").code == 0
    assert {fog, oz} <= {one["work_id"] for one in _entries(library).values()}
    assert _run(library, "merge", "--apart", fog, oz, "--yes").code == 0
    assert [one["act"]["kind"] for one in _run(library, "history", "--json").json_lines()] == [
        "apart",
        "unmerge",
        "best",
        "merge",
    ]
    told = _run(library, "history", oz)
    assert "The Tin Woodman" in told.out
    screen = run_fonds("--library", library, "history", columns=70)
    assert "Kept apart" in screen.out


def test_a_rebuild_reads_the_originals_anew_and_keeps_what_people_said(library: Path) -> None:
    _run(library, "set", "title", "The Ferry", "fog")
    before = _entries(library)
    ran = _run(library, "rebuild")
    assert ran.code == 0
    assert "--all" in ran.out
    (plan,) = _run(library, "rebuild", "--all", "--dry-run", "--json").json_lines()
    assert (plan["originals"], plan["works"]) == (3, 3)
    (done,) = _run(library, "rebuild", "--all", "--index", "--json", "--workers", "0").json_lines()
    assert (done["works"], done["changed"], done["new"], done["lost"]) == (3, [], [], [])
    assert _entries(library) == before
    assert _search(library, "ferry")[0]["title"] == "The Ferry"
    assert _run(library, "check").code == 0
