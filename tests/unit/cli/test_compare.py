"""`fonds compare`: two editions on the terminal."""

import re
from pathlib import Path

import pytest

from fonds.app.acting import act, plan_merge
from fonds.app.shelf import close_shelf, open_shelf
from fonds.cli import compare, main
from fonds.library.entries import iter_entries
from tests.cli_runs import OZ, Ran, run_fonds, write_heap
from tests.web.edition_site import FIRST, REVISED

NAMES = {
    "The Ferry at Whitby": "first",
    "The Ferry at Whitby (revised)": "revised",
    "The Tin Woodman Oils a Gate": "gate",
}


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(main.COMMANDS, "compare", (compare.compare, compare.EXAMPLES))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("compared")
    files = [("first.txt", FIRST), ("revised.txt", REVISED), ("oz.txt", OZ)]
    heap = write_heap(tmp_path_factory.mktemp("heap"), files)
    ran = run_fonds("--library", folder, "add", "--workers", "0", heap)
    assert ran.code == 0, ran.notes
    shelf = open_shelf(folder)
    works = {NAMES[one.title or ""]: one.work_id for one in iter_entries(shelf.library)}
    close_shelf(shelf)
    return folder, works


def run(filled: tuple[Path, dict[str, str]], *arguments: str, columns: int = 0) -> Ran:
    folder, works = filled
    typed = [works.get(one, one) for one in arguments]
    return run_fonds("--library", folder, "compare", *typed, columns=columns)


def test_a_difference_is_said_and_shown(filled: tuple[Path, dict[str, str]]) -> None:
    ran = run(filled, "first", "revised")
    assert ran.code == 1, ran.notes
    lines = ran.out.splitlines()
    assert lines[0].startswith("- The Ferry at Whitby (w")
    assert lines[1].startswith("+ The Ferry at Whitby (revised) (w")
    assert lines[2].startswith("105 of 151 words the same; ")
    assert "- … her with both hands in her [-muff-] and said nothing for a long" in ran.out
    assert "in her {+pockets+} and said nothing for a {+very+} long time." in ran.out
    assert "Chapter added: Chapter 3: The Morning After" in ran.out
    assert "- [-General-] Audiences" in ran.out
    assert "and 2 more paragraphs that only this one has" in ran.out
    assert "quay.example" not in ran.out


def test_words_prints_changed_paragraphs_whole(filled: tuple[Path, dict[str, str]]) -> None:
    short = run(filled, "first", "revised").out
    whole = run(filled, "--words", "first", "revised").out
    missing = "Mina wrote three letters and sent one of them. Lucy slept until noon."
    assert missing not in short
    assert f"{{+{missing}+}}" in whole
    assert "…" in short
    assert "…" not in whole


def test_what_changed_before_a_chapter_is_left_out(filled: tuple[Path, dict[str, str]]) -> None:
    out = run(filled, "--from-chapter", "3", "first", "revised").out
    assert "[-muff-]" not in out
    assert "Chapter 3\n" in out
    assert "Chapter 1\n" not in out


def test_the_same_work_does_not_differ(filled: tuple[Path, dict[str, str]]) -> None:
    ran = run(filled, "first", "The Ferry at Whitby")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "All 126 words are the same."


def test_json_is_complete(filled: tuple[Path, dict[str, str]]) -> None:
    ran = run(filled, "--json", "first", "revised")
    told = ran.json()
    assert ran.code == 1
    assert (told["one"], told["other"]) == (filled[1]["first"], filled[1]["revised"])
    assert told["counts"]["same"] == 105
    assert told["chapters"] == [
        {"kind": "there", "one": None, "other": "Chapter 3: The Morning After"}
    ]
    changes = told["changes"]
    assert [one["kind"] for one in changes] == ["changed", "here", *["there"] * 4]
    assert [one["chapter"] for one in changes] == [1, 1, 2, 3, 3, 3]
    assert {"text": "muff", "differs": True} in changes[0]["one"][0]
    assert "quay.example" not in ran.out


def test_unrelated_works_are_compared_too(filled: tuple[Path, dict[str, str]]) -> None:
    ran = run(filled, "first", "gate", columns=60)
    assert ran.code == 1
    assert "0 of 1" in ran.out
    plain = re.sub(r"\x1b\[[\d;]*m", "", ran.out)
    assert max(map(len, plain.splitlines())) <= 60


def test_what_is_not_there_is_said(filled: tuple[Path, dict[str, str]]) -> None:
    ran = run(filled, "first", "The Moor at Night")
    assert ran.code == 2
    assert "there is no work 'The Moor at Night' here" in ran.notes


def test_an_edition_that_was_merged_is_named_by_its_identifier(
    filled: tuple[Path, dict[str, str]],
) -> None:
    folder, works = filled
    shelf = open_shelf(folder)
    changes = plan_merge(shelf.library, [works["first"]], works["revised"])
    clock = "2024-05-03T12:00:00Z"
    act(shelf, changes, kind="merge", words="Merged", by="Cora", clock=clock)
    close_shelf(shelf)
    ran = run(filled, "first", "revised")
    assert ran.code == 1, ran.notes
    assert "[-muff-]" in ran.out
