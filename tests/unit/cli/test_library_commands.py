"""Listing, searching, showing, opening, checking and undoing."""

import sqlite3
from pathlib import Path

import pytest

from fonds.cli.list import sort_entries
from fonds.cli.search import mark_snippet
from fonds.search.searching import Snippet
from tests.cli_runs import run_fonds, write_heap
from tests.library_factories import make_entry


def test_a_list_to_a_pipe_is_one_line_a_work(library: Path) -> None:
    ran = run_fonds("list", "--library", library)
    lines = [line.split("\t") for line in ran.out.splitlines()]
    assert [line[1] for line in lines] == [
        "The Fog and the Ferryman",
        "The Tin Woodman Oils a Gate",
    ]


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(
    "command", [["list", "--kind", "all"], ["search", "gate"], ["show", "fog"]]
)
def test_no_line_is_wider_than_the_terminal(
    library: Path, command: list[str], columns: int
) -> None:
    ran = run_fonds("--library", library, *command, columns=columns)
    assert ran.code == 0
    plain = [_strip_codes(line) for line in ran.out.splitlines()]
    assert max(map(len, plain)) <= columns


def test_the_library_may_be_named_before_the_command_after_it_or_by_a_variable(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run_fonds("--library", library, "list")
    after = run_fonds("list", "--library", library)
    assert before == after
    assert before.code == 0
    elsewhere = run_fonds("--library", library / "nowhere", "list", "--library", library)
    assert elsewhere == before
    monkeypatch.setenv("FONDS_LIBRARY", str(library))
    assert run_fonds("list") == before
    assert run_fonds("--library", library / "nowhere", "list").code == 2


def test_without_a_library_one_is_told_how_to_make_one() -> None:
    ran = run_fonds("list")
    assert ran.code == 2
    assert "fonds add HEAP" in ran.notes


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("title", ["Ash", "Birch", "Cedar"]),
        ("author", ["Cedar", "Birch", "Ash"]),
        ("words", ["Birch", "Cedar", "Ash"]),
        ("date", ["Cedar", "Ash", "Birch"]),
        ("fandom", ["Birch", "Ash", "Cedar"]),
    ],
)
def test_entries_are_sorted_by_what_was_asked(order: str, titles: list[str]) -> None:
    entries = [
        make_entry("wa", title="Ash", creators=(), fandoms=("Oz",), words=1, date="1999"),
        make_entry("wb", title="Birch", creators=("Zoe",), fandoms=("Emma",), words=9, date=None),
        make_entry("wc", title="Cedar", creators=("Amy",), fandoms=(), words=5, date="2001-02"),
    ]
    assert [one.title for one in sort_entries(entries, order)] == titles  # type: ignore[arg-type]


def test_list_json_is_one_entry_a_line(library: Path) -> None:
    entries = run_fonds("list", "--json", "--kind", "all", "--library", library).json_lines()
    assert sorted(entry["kind"] for entry in entries) == ["not-story", "story", "story"]


def test_accessions_are_listed(library: Path) -> None:
    ran = run_fonds("list", "--accessions", "--library", library)
    assert ran.out.startswith("   1  ")


def test_search_finds_by_words_and_marks_them(library: Path) -> None:
    found = run_fonds("search", "--json", "ferryman", "--library", library).json()
    assert found["total"] == 1
    snippet = found["hits"][0]["snippet"]
    marked = [snippet["text"][start:end].lower() for start, end in snippet["marks"]]
    assert "ferryman" in marked


def test_search_that_finds_nothing_exits_1_and_says_what_to_do(library: Path) -> None:
    ran = run_fonds("search", "zeppelin", "--library", library)
    assert ran.code == 1
    assert ran.out == ""
    assert "No story matches" in ran.notes


def test_a_snippet_is_marked_even_where_its_spaces_are_joined() -> None:
    text = mark_snippet(Snippet("the\n\n fog  rose", ((6, 9),)))
    assert text.plain == "the fog rose"
    assert [text.plain[span.start : span.end] for span in text.spans] == ["fog"]


@pytest.mark.parametrize("name", ["The Fog and the Ferryman", "fog and the ferryman", "ferryman"])
def test_a_work_is_found_by_its_title_or_a_part_of_it(library: Path, name: str) -> None:
    assert "The Fog and the Ferryman" in run_fonds("show", name, "--library", library).out


def test_a_work_is_found_by_the_beginning_of_its_identifier(library: Path) -> None:
    work_id = run_fonds("list", "--library", library).out.split("\t")[0]
    for length in (5, len(work_id)):
        shown = run_fonds("show", "--json", work_id[:length], "--library", library).json()
        assert shown["work_id"] == work_id


def test_a_name_that_means_two_works_names_both(library: Path) -> None:
    ran = run_fonds("show", "the", "--library", library)
    assert ran.code == 2
    assert len(ran.notes.splitlines()) == 1


def test_a_name_that_means_none_says_where_to_look(library: Path) -> None:
    ran = run_fonds("show", "The Hound, Again", "--library", library)
    assert ran.code == 2
    assert "fonds list" in ran.notes


def test_show_says_who_says_so_with_the_words_quoted(library: Path) -> None:
    ran = run_fonds("show", "ferryman", "--library", library, columns=100)
    assert "The source states this." in ran.out
    assert "“" in ran.out
    assert "Fonds read this from the text" in ran.out


@pytest.mark.parametrize(
    "command",
    [
        ["show", "ferryman"],
        ["show", "--json", "ferryman"],
        ["list", "--json"],
        ["list"],
        ["search", "--json", "ferryman"],
        ["search", "author:jane"],
    ],
)
def test_no_address_is_ever_printed(library: Path, command: list[str]) -> None:
    for columns in (0, 80):
        ran = run_fonds("--library", library, *command, columns=columns)
        assert "moor.example" not in ran.out + ran.notes
        assert "jane.doe@" not in ran.out + ran.notes


def test_open_prints_where_the_page_lies(library: Path) -> None:
    ran = run_fonds("open", "--print", "ferryman", "--library", library)
    page = Path(ran.out.strip())
    assert page.name == "The Fog and the Ferryman - Jane Doe.html"
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    page.unlink()
    page.parent.rmdir()


def test_a_whole_library_passes_the_check(library: Path) -> None:
    ran = run_fonds("check", "--library", library)
    assert (ran.code, ran.out) == (0, "The library is whole.\n")


def test_a_damaged_library_is_named_and_exits_3(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    run_fonds("add", "--workers", "0", "--library", folder, write_heap(tmp_path / "heap"))
    with sqlite3.connect(folder / "library.db") as database:
        database.execute("UPDATE sqlar SET data = zeroblob(length(data)) WHERE name LIKE '%fog%'")
    database.close()
    ran = run_fonds("check", "--library", folder)
    assert ran.code == 3
    assert "fog.txt" in ran.out
    report = run_fonds("check", "--json", "--library", folder).json()
    assert report["whole"] is False
    assert report["findings"]


def test_undo_asks_first_and_takes_out_what_came_in(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    run_fonds("add", "--workers", "0", "--library", folder, write_heap(tmp_path / "heap"))
    looked = run_fonds("undo", "--dry-run", "--library", folder)
    assert looked.code == 0
    assert "3 works and 3 originals go." in looked.out
    unasked = run_fonds("undo", "--library", folder)
    assert unasked.code == 2
    assert "--yes" in unasked.notes
    assert len(run_fonds("list", "--library", folder).out.splitlines()) == 2
    done = run_fonds("undo", "--yes", "--library", folder)
    assert done.code == 0
    assert run_fonds("list", "--library", folder).out == ""
    assert run_fonds("search", "ferryman", "--library", folder).code == 1
    assert run_fonds("undo", "--yes", "--library", folder).code == 2
    assert "undone" in run_fonds("list", "--accessions", "--library", folder).out


def test_the_doctor_says_the_versions_and_finds_the_library(library: Path) -> None:
    report = run_fonds("doctor", "--json", "--library", library).json()
    signs = {sign["name"]: sign for sign in report["signs"]}
    assert signs["sqlite"]["state"] == "fine"
    assert str(library) in signs["library"]["value"]
    plain = run_fonds("doctor", "--library", library, columns=60)
    assert "sqlite" in plain.out


def _strip_codes(line: str) -> str:
    parts = line.split("\x1b[")
    return parts[0] + "".join(part.partition("m")[2] for part in parts[1:])
