"""Taking in a heap from the command line."""

from pathlib import Path

import pytest

from fonds.app.account_words import Tally, describe_tally, find_sort
from tests.cli_runs import FOG, run_fonds, write_heap


def test_the_report_says_what_became_of_the_heap(tmp_path: Path) -> None:
    heap = write_heap(tmp_path / "heap")
    ran = run_fonds("add", "--library", tmp_path / "library", "--workers", "0", heap)
    assert ran.code == 0
    assert ran.out.startswith("3 files taken in. 2 stories.")
    assert "looks like a review" in ran.out


def test_a_second_run_says_that_nothing_is_new(tmp_path: Path) -> None:
    heap = write_heap(tmp_path / "heap")
    arguments = ("add", "--library", tmp_path / "library", "--workers", "0", heap)
    run_fonds(*arguments)
    again = run_fonds(*arguments)
    assert again.code == 0
    assert again.out.startswith("Nothing is new")


def test_a_refused_file_is_named_with_its_reason_and_the_rest_goes_in(tmp_path: Path) -> None:
    heap = write_heap(tmp_path / "heap")
    (heap / "link.txt").symlink_to(heap / "fog.txt")
    ran = run_fonds("add", "--library", tmp_path / "library", "--workers", "0", heap)
    assert ran.code == 1
    assert "not taken in: heap/link.txt: A symbolic link is not followed" in ran.notes
    assert ran.out.startswith("3 files taken in.")
    assert ran.out.endswith("1 was not taken in.\n")


def test_what_cannot_be_opened_is_kept_and_named(tmp_path: Path) -> None:
    heap = write_heap(
        tmp_path / "heap", [("fog.txt", FOG), ("moor.gif", b"GIF89a\x01\x00\x01\x00")]
    )
    ran = run_fonds("add", "--library", tmp_path / "library", "--workers", "0", heap)
    assert ran.code == 0
    assert "kept unopened: heap/moor.gif" in ran.notes
    assert "1 could not be opened; it is kept." in ran.out


def test_a_mistyped_heap_leaves_no_library_behind(tmp_path: Path) -> None:
    ran = run_fonds("add", "--library", tmp_path / "library", tmp_path / "no-such-heap")
    assert ran.code == 2
    assert "there is no such file or folder" in ran.notes
    assert not (tmp_path / "library").exists()


def test_a_dry_run_counts_and_makes_nothing(tmp_path: Path) -> None:
    heap = write_heap(tmp_path / "heap")
    ran = run_fonds("add", "--library", tmp_path / "library", "--dry-run", heap)
    assert ran.code == 0
    assert "3 files" in ran.out
    assert "text/plain" in ran.out
    assert not (tmp_path / "library").exists()
    plan = run_fonds("add", "--dry-run", "--json", heap).json()
    assert plan["files"] == 3
    assert plan["media_types"] == {"text/plain": 3}


def test_json_gives_the_whole_account(tmp_path: Path) -> None:
    heap = write_heap(tmp_path / "heap")
    arguments = ("add", "--json", "--library", tmp_path / "library", "--workers", "0", heap)
    first = run_fonds(*arguments).json()
    assert first["new"] is True
    assert [line["path"] for line in first["account"]["lines"]] == [
        "heap/deep/review.txt",
        "heap/fog.txt",
        "heap/oz.txt",
    ]
    assert run_fonds(*arguments).json() == {"new": False, "account": None}


@pytest.mark.parametrize(
    ("tally", "report"),
    [
        (Tally(1, 0, 0, 0, 0, 1, 0, {}), "1 file taken in. 1 story."),
        (Tally(0, 4, 0, 0, 0, 0, 0, {}), "No files taken in. No stories. 4 were here already."),
        (
            Tally(62, 0, 0, 2, 0, 45, 9, {find_sort("kind.review"): 3}),
            "62 files taken in. 45 stories, 9 of them in parts. 3 look like reviews. "
            "2 could not be opened; they are kept.",
        ),
        (
            Tally(1, 0, 1, 0, 1, 0, 0, {}),
            "1 file taken in. No stories. 1 piece of archives could not be unpacked; "
            "the archives are kept. 1 was not taken in.",
        ),
    ],
)
def test_reports_count_in_words(tally: Tally, report: str) -> None:
    assert describe_tally(tally) == report


def test_what_is_left_off_is_kept_with_the_accession(tmp_path: Path) -> None:
    heap = write_heap(tmp_path / "heap")
    library = ("--library", tmp_path / "library")
    ran = run_fonds("add", *library, "--workers", "0", "--without", "people", heap)
    assert ran.code == 0, ran.notes
    (accession,) = run_fonds("list", *library, "--accessions", "--json").json_lines()
    assert accession["options"] == {"without": ["people"]}
    record = run_fonds("show", *library, "--json", "The Tin Woodman Oils a Gate").json()["record"]
    assert record["people"] == []
    assert record["language"] == "en"
