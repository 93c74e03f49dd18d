"""`fonds train ratings`, from the outside."""

from pathlib import Path

import pytest

from tests.cli_runs import run_fonds
from tests.rated_stories import write_rated_heap


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    heap = write_rated_heap(tmp_path / "heap", 45)
    ran = run_fonds("--library", tmp_path / "archive", "add", "--workers", "0", heap)
    assert ran.code == 0, ran.notes
    return tmp_path / "archive"


def test_an_archive_is_trained_and_forgets_again(archive: Path) -> None:
    dry = run_fonds("--library", archive, "train", "ratings", "--dry-run")
    assert dry.code == 0
    assert "Learnt from 45 stories by 12 authors: 15 General Audiences" in dry.out
    assert "Nothing was written" in dry.out
    assert not (archive / "models").exists()

    trained = run_fonds("train", "ratings", "--library", archive, "--json").json()
    assert trained["outcome"] == "kept"
    assert trained["trial"]["model"]["distance"] < trained["trial"]["by_hand"]["distance"]
    assert (archive / "models" / "ratings.json").is_file()
    assert run_fonds("--library", archive, "check").code == 0

    planned = run_fonds("--library", archive, "train", "ratings", "--forget", "--dry-run")
    assert "would be removed" in planned.out
    assert (archive / "models" / "ratings.json").is_file()
    assert run_fonds("--library", archive, "train", "ratings", "--forget").code == 0
    assert not (archive / "models" / "ratings.json").exists()
    again = run_fonds("--library", archive, "train", "ratings", "--forget", "--json")
    assert again.json() == {"forgotten": False, "was_there": False}


def test_a_small_library_is_refused_in_one_line(library: Path) -> None:
    ran = run_fonds("--library", library, "train", "ratings")
    assert ran.code == 2
    assert "40 are needed" in ran.notes
    assert ran.out == ""


def test_there_must_be_a_library(tmp_path: Path) -> None:
    assert run_fonds("--library", tmp_path / "none", "train", "ratings").code == 2
    assert not (tmp_path / "none").exists()


def test_the_group_alone_says_what_there_is() -> None:
    ran = run_fonds("train")
    assert ran.code == 0
    assert "ratings" in ran.out
