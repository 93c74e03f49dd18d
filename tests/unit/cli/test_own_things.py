"""`fonds notes`, `fonds searches`, `fonds hide`: one's own, as on the web."""

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


def test_a_note_stands_beside_the_words_it_was_put_to(folder: Path) -> None:
    done = run(folder, "notes", "add", FOG, "Read this to Anna.", "--at", "a ferryman is GONE")
    assert done.code == 0, done.notes
    (line,) = run(folder, "notes", "list", FOG).out.splitlines()
    number, _work, title, quote, note = line.split("\t")
    assert title == FOG
    assert quote == "A ferryman is gone"
    assert note == "Read this to Anna."
    gone = run(folder, "notes", "remove", number)
    assert "Read this to Anna." in gone.out
    assert run(folder, "notes", "list").out == ""


def test_without_a_place_a_note_stands_at_the_beginning(folder: Path) -> None:
    run(folder, "notes", "add", GATE, "A comfort.")
    (note,) = run(folder, "notes", "list", "--json").json_lines()
    assert note["passage"]["quote"].startswith("Dorothy heard the gate")


def test_words_that_do_not_stand_there_are_refused(folder: Path) -> None:
    ran = run(folder, "notes", "add", FOG, "?", "--at", "no such words anywhere in it")
    assert ran.code == 2
    assert "do not stand in the story" in ran.notes


def test_a_kept_search_is_asked_again_by_name(folder: Path) -> None:
    assert run(folder, "searches", "save", "Foggy", "fog").code == 0
    assert run(folder, "searches", "list").out == "Foggy\tfog\t0\n"
    found = run(folder, "searches", "run", "FOGGY", "--json").json_lines()
    assert [one["title"] for one in found] == [FOG]
    assert run(folder, "searches", "remove", "Foggy").code == 0
    assert run(folder, "searches", "run", "Foggy").code == 2


def test_what_is_always_left_out_is_left_out_of_kept_searches(folder: Path) -> None:
    run(folder, "searches", "save", "All", "")
    assert len(run(folder, "searches", "run", "All").out.splitlines()) == 2
    assert run(folder, "hide", "fog").code == 0
    assert run(folder, "hide").out.startswith("Left out: fog.")
    (line,) = run(folder, "searches", "run", "All", "--json").json_lines()
    assert line["title"] == GATE
    run(folder, "hide", "--nothing")
    assert len(run(folder, "searches", "run", "All").out.splitlines()) == 2


def test_a_query_that_is_none_is_refused(folder: Path) -> None:
    assert run(folder, "hide", "words:>>").code == 2
    assert run(folder, "hide", "fog", "--nothing").code == 2
