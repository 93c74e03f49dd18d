"""`fonds editions`: lists what is here more than once, and merges it as one change."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from fonds.cli import editions
from fonds.cli.main import COMMANDS
from fonds.library.merging import list_merged_into
from fonds.library.opening import close_library, open_library
from tests.cli_runs import FOG, OZ, Ran, run_fonds, write_heap

REVISED = FOG.replace("Rating: PG-13", "Rating: PG\nDate: 2003-05-01").replace(
    "which had told him everything", "which had told him nearly everything"
)
HEAP = (("fog.txt", FOG), ("again/fog.txt", REVISED), ("oz.txt", OZ))


@pytest.fixture(autouse=True)
def _with_editions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "editions", (editions.editions, editions.EXAMPLES))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    heap = write_heap(folder / "heap", HEAP)
    ran = run_fonds("--library", folder / "library", "add", heap, "--workers", "0")
    assert ran.code == 0, ran.notes
    return folder / "library"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "library")
    return tmp_path / "library"


def run(folder: Path, *arguments: str, columns: int = 0) -> Ran:
    return run_fonds("--library", folder, "editions", *arguments, columns=columns)


def find_one(folder: Path) -> dict[str, Any]:
    (story,) = run(folder, "--json").json_lines()
    assert isinstance(story, dict)
    return story


def test_a_line_of_json_names_the_originals_the_best_and_why(folder: Path) -> None:
    story = find_one(folder)
    assert story["title"] == "The Fog and the Ferryman"
    assert story["paths"] == ["heap/again/fog.txt", "heap/fog.txt"]
    assert story["best"] == "heap/again/fog.txt"
    assert story["best_work"] == story["works"][0]
    assert story["why"].startswith("The same 85 words in the same order; the longer has 1 more;")
    assert story["why"].endswith("Best because it is the latest: 2003-05-01, the next has no date.")
    assert 0.9 < story["confidence"] < 1
    assert [one["paths"] for one in story["editions"]] == [[path] for path in story["paths"]]


def test_to_a_pipe_an_edition_is_a_line_with_tabs(folder: Path) -> None:
    lines = [line.split("\t") for line in run(folder).out.splitlines()]
    assert [line[4] for line in lines] == ["heap/again/fog.txt", "heap/fog.txt"]
    assert lines[0][0] == lines[0][1] == lines[1][0]


def test_a_person_sees_the_best_first_and_why(folder: Path) -> None:
    out = run(folder, columns=100).out
    assert "The Fog and the Ferryman" in out.splitlines()[0]
    assert "  best  heap/again/fog.txt" in out
    assert "   99%  heap/fog.txt" in out or "   98%  heap/fog.txt" in out
    assert "1 story in 2 editions." in out


def test_a_library_without_doubles_says_so(tmp_path: Path) -> None:
    heap = write_heap(tmp_path / "heap", (("oz.txt", OZ),))
    run_fonds("--library", tmp_path / "library", "add", heap, "--workers", "0")
    assert "No story is here more than once" in run(tmp_path / "library", columns=80).out
    assert run(tmp_path / "library", "--json").out == ""


def test_the_same_bytes_under_several_paths_are_one_story_with_all_its_paths(
    tmp_path: Path,
) -> None:
    files = (("oz.txt", OZ), ("copy/oz.txt", OZ), ("fog.txt", FOG), ("deep/again/oz.txt", OZ))
    heap = write_heap(tmp_path / "heap", files)
    run_fonds("--library", tmp_path / "library", "add", heap, "--workers", "0")
    story = find_one(tmp_path / "library")
    assert sorted(story["paths"]) == ["heap/copy/oz.txt", "heap/deep/again/oz.txt", "heap/oz.txt"]
    assert story["why"] == "The same bytes came under several paths."
    assert len(story["works"]) == 1
    out = run(tmp_path / "library", columns=80).out
    assert "here with the very same bytes" in out


def test_a_query_narrows_the_list(folder: Path) -> None:
    assert len(run(folder, "--json", "--query", "ferryman").json_lines()) == 1
    assert run(folder, "--json", "--query", "oilcan").out == ""
    assert run(folder, "--query", "zeppelin").code == 2


def test_merging_dry_changes_nothing(folder: Path) -> None:
    ran = run(folder, "--merge", "--dry-run")
    assert (ran.code, "2 works merged into 1 story" in ran.out) == (0, True)
    assert len(run(folder, "--json").json_lines()) == 1


def test_a_merge_is_one_change_that_can_be_taken_back(folder: Path) -> None:
    best = find_one(folder)["best_work"]
    ran = run(folder, "--merge", "--yes", "--json", "--by", "Jane")
    assert ran.json() == {"act": 1, "stories": 1, "works": 2}
    story = find_one(folder)
    assert [one["merged"] for one in story["editions"]] == [False, True]
    assert story["best_work"] == best
    assert story["paths"] == ["heap/again/fog.txt", "heap/fog.txt"]
    library = open_library(folder)
    assert len(list_merged_into(library, best)) == 1
    close_library(library)
    assert run_fonds("--library", folder, "list", "--json").out.count("Ferryman") <= 2


def test_a_merge_asks_and_does_nothing_without_an_answer(folder: Path) -> None:
    ran = run(folder, "--merge")
    assert ran.code == 2
    assert "--yes" in ran.notes


def test_where_nothing_is_sure_enough_nothing_is_done(folder: Path) -> None:
    ran = run(folder, "--merge", "--yes", "--sure", "1")
    assert (ran.code, "Nothing is that sure." in ran.out) == (1, True)


def test_a_dry_run_without_a_merge_is_misuse(folder: Path) -> None:
    assert run(folder, "--dry-run").code == 2


def test_all_may_be_compared_anew(folder: Path) -> None:
    assert run(folder, "--refresh", "--json").out == run(folder, "--json").out
