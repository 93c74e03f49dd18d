"""Reading files without a library."""

import zipfile
from pathlib import Path

import jsonschema

from fonds.publish.json import json_schema
from tests.cli_runs import FOG, OZ, run_fonds, write_heap


def test_json_gives_one_valid_record_a_line_in_the_order_of_the_paths(tmp_path: Path) -> None:
    heap = write_heap(tmp_path)
    ran = run_fonds("read", "--json", "--workers", "0", heap / "oz.txt", heap / "fog.txt")
    assert ran.code == 0
    records = ran.json_lines()
    assert [Path(one["sources"][0]["path"]).name for one in records] == ["oz.txt", "fog.txt"]
    for record in records:
        jsonschema.validate(record, json_schema())
    assert records[1]["title"] == "The Fog and the Ferryman"
    assert records[1]["creators"] == ["Jane Doe"]


def test_workers_give_the_same_bytes_as_this_process(tmp_path: Path) -> None:
    heap = write_heap(tmp_path)
    alone = run_fonds("read", "--json", "--workers", "0", heap)
    together = run_fonds("read", "--json", "--workers", "2", heap)
    assert together.out == alone.out


def test_every_path_appears_and_what_could_not_be_read_is_named(tmp_path: Path) -> None:
    heap = write_heap(
        tmp_path,
        [
            ("a.txt", FOG),
            ("b.gif", b"GIF89a\x01\x00\x01\x00"),
            ("c.txt", b""),
            ("d.zip", b"PK\x05\x06" + bytes(18)),
            ("e.txt", OZ),
        ],
    )
    (tmp_path / "f.txt").symlink_to(tmp_path / "a.txt")
    ran = run_fonds("read", "--json", "--workers", "0", heap)
    records = ran.json_lines()
    names = [Path(one["sources"][0]["path"]).name for one in records]
    assert names == ["a.txt", "b.gif", "c.txt", "d.zip", "e.txt", "f.txt"]
    assert [one["kind"] for one in records] == ["story", *["not-story"] * 3, "story", "not-story"]
    for record in records:
        jsonschema.validate(record, json_schema())
    assert ran.code == 1
    for name in ("b.gif", "d.zip", "f.txt"):
        assert f"{name}: " in ran.notes
        assert records[names.index(name)]["problems"]
    # All there is of an empty file was read.
    assert "c.txt" not in ran.notes


def test_what_is_in_a_zip_is_named_by_container_and_member(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "attic.zip", "w") as archive:
        archive.writestr("old/oz.txt", OZ)
    ran = run_fonds("read", "--json", "--workers", "0", tmp_path / "attic.zip")
    source = ran.json()["sources"][0]
    assert source["path"].endswith("attic.zip")
    assert source["member"] == "old/oz.txt"


def test_a_card_shows_what_is_stated_and_what_was_read_differently(tmp_path: Path) -> None:
    heap = write_heap(tmp_path)
    ran = run_fonds("read", "--workers", "0", heap, columns=80)
    assert ran.code == 0
    assert "The Fog and the Ferryman" in ran.out
    assert "(?)" in ran.out
    assert "nobody stated it" in ran.out
    assert "Not a story:" in ran.out
    assert "2 stories, 1 text that is no story." in ran.out


def test_a_card_never_shows_an_address(tmp_path: Path) -> None:
    heap = write_heap(tmp_path)
    ran = run_fonds("read", "--workers", "0", heap / "fog.txt", columns=40)
    assert "moor.example" not in ran.out
    assert "jane.doe" not in ran.out


def test_an_empty_path_is_wrong_usage_and_not_the_folder_one_stands_in() -> None:
    ran = run_fonds("read", "")
    assert ran.code == 2
    assert "empty" in ran.notes


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    ran = run_fonds("read", "--json", tmp_path / "nowhere.txt")
    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.notes.splitlines()) == 1


def test_a_describer_that_is_left_off_says_nothing_and_the_others_go_on(tmp_path: Path) -> None:
    heap = write_heap(tmp_path, [("oz.txt", OZ)])
    record = run_fonds("read", "--json", "--workers", "0", heap).json()
    assert record["scene_list"]
    assert record["people"]
    arguments = ("--without", "scenes", "--without", "people")
    for workers in ("0", "1"):
        less = run_fonds("read", "--json", "--workers", workers, *arguments, heap).json()
        assert (less["scenes"], less["scene_list"], less["people"]) == (0, [], [])
        assert (less["title"], less["language"]) == (record["title"], record["language"])


def test_a_describer_nobody_knows_is_wrong_usage(tmp_path: Path) -> None:
    for command in ("read", "add"):
        ran = run_fonds(command, "--without", "pepole", tmp_path)
        assert ran.code == 2
        assert "did you mean people?" in ran.notes
        assert "warnings, repairs, ease, language" in ran.notes
