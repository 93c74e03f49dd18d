"""Works as files in a folder."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.app.export import safe_file_name
from tests.cli_runs import FOG, run_fonds

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)


def test_epubs_are_written_under_title_and_author(library: Path, tmp_path: Path) -> None:
    ran = run_fonds("export", "epub", "--query", "", "--to", tmp_path, "--library", library)
    assert ran.code == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "The Fog and the Ferryman - Jane Doe.epub",
        "The Tin Woodman Oils a Gate - Polly Plumley.epub",
    ]
    with zipfile.ZipFile(tmp_path / names[0]) as book:
        assert book.testzip() is None


@pytest.mark.parametrize("kind", ["html", "txt", "json"])
def test_each_kind_is_one_file_a_work(library: Path, tmp_path: Path, kind: str) -> None:
    ran = run_fonds("export", kind, "ferryman", "--to", tmp_path / "new", "--library", library)
    assert ran.code == 0
    (page,) = (tmp_path / "new").iterdir()
    assert page.suffix == f".{kind}"
    assert "eaten Baker Street" in page.read_text("utf-8")


def test_originals_come_back_to_the_byte(library: Path, tmp_path: Path) -> None:
    run_fonds("export", "originals", "ferryman", "--to", tmp_path, "--library", library)
    (path,) = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert path.name == "fog.txt"
    assert path.read_bytes() == FOG.encode("utf-8")


def test_nothing_is_overwritten_without_force(library: Path, tmp_path: Path) -> None:
    arguments = ("export", "txt", "ferryman", "--to", tmp_path, "--library", library)
    run_fonds(*arguments)
    again = run_fonds(*arguments)
    assert again.code == 0
    assert "there already" in again.out
    (page,) = tmp_path.iterdir()
    page.write_text("mine", "utf-8")
    kept = run_fonds(*arguments)
    assert kept.code == 1
    assert page.name in kept.notes
    assert page.read_text("utf-8") == "mine"
    assert run_fonds(*arguments, "--force").code == 0
    assert "Baker Street" in page.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [page]


def test_a_link_that_waits_there_is_not_written_through(library: Path, tmp_path: Path) -> None:
    goal = tmp_path / "precious.txt"
    goal.write_text("precious", "utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "The Fog and the Ferryman - Jane Doe.txt").symlink_to(goal)
    arguments = ("export", "txt", "ferryman", "--to", folder, "--library", library)
    assert run_fonds(*arguments).code == 1
    assert run_fonds(*arguments, "--force").code == 0
    assert goal.read_text("utf-8") == "precious"


def test_a_dry_run_names_the_files_and_writes_none(library: Path, tmp_path: Path) -> None:
    ran = run_fonds(
        "export", "epub", "--all", "--dry-run", "--to", tmp_path / "new", "--library", library
    )
    assert len(ran.out.splitlines()) == 3
    assert not (tmp_path / "new").exists()


def test_nothing_named_is_wrong_usage(library: Path, tmp_path: Path) -> None:
    ran = run_fonds("export", "epub", "--to", tmp_path, "--library", library)
    assert ran.code == 2
    assert "--all" in ran.notes


def test_json_tells_of_every_file(library: Path, tmp_path: Path) -> None:
    report = run_fonds(
        "export", "txt", "--all", "--json", "--to", tmp_path, "--library", library
    ).json()
    assert [file["outcome"] for file in report["files"]] == ["written"] * 3


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("nul", "nul_"),
        ("COM1.txt", "COM1.txt_"),
        (" . ", "untitled"),
        ("-rf", "rf"),
        ("a\x00b\x1b[2Jc", "a b [2Jc"),
        ("moor\u202etxt.exe", "moor txt.exe"),
        ("", "untitled"),
    ],
)
def test_names_of_files_fool_nobody(title: str, name: str) -> None:
    assert safe_file_name(title) == name


@given(ANY_TEXT)
def test_every_name_can_be_a_file_everywhere(title: str) -> None:
    name = safe_file_name(title)
    assert name
    assert len(name.encode("utf-8")) <= 201
    assert not set(name) & set('<>:"/\\|?*\x00\n')
    assert name[0] not in ".-~ "
    assert name[-1] not in ". "
