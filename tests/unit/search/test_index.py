"""The index on disk: derived, replaced, stamped, thrown away."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.model.entry import Entry
from fonds.search.documents import order_key
from fonds.search.fields import LAYOUT, analyze
from fonds.search.index import (
    STAMP_NAME,
    clear_index,
    open_index,
    put_documents,
    read_stamp,
    remove_works,
    write_stamp,
)
from fonds.search.query import parse_query
from fonds.search.searching import search
from tests.library_factories import make_entry


def _count(folder: Path) -> int:
    return search(open_index(folder), parse_query("")).total


def test_putting_a_work_again_replaces_it(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    assert put_documents(index, [(make_entry("w1", title="Old"), "old words")]) == 1
    put_documents(index, [(make_entry("w1", title="New"), "new words")])
    assert search(index, parse_query("")).total == 1
    assert search(index, parse_query("old")).total == 0
    assert search(index, parse_query("title:new")).total == 1


def test_the_last_of_two_equal_identifiers_in_one_batch_stays(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    put_documents(index, [(make_entry("w1", title=title), "") for title in ("One", "Two")])
    assert search(index, parse_query("title:two")).total == 1
    assert search(index, parse_query("")).total == 1


def test_removed_works_are_gone_and_unknown_ones_do_no_harm(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    put_documents(index, [(make_entry("w1"), "one"), (make_entry("w2"), "two")])
    remove_works(index, ["w1", "w9"])
    assert [hit.work_id for hit in search(index, parse_query("")).hits] == ["w2"]
    clear_index(index)
    assert search(index, parse_query("")).total == 0


def test_a_failing_batch_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    put_documents(index, [(make_entry("w1"), "one")])

    def broken() -> Iterator[tuple[Entry, str]]:
        yield make_entry("w2"), "two"
        raise KeyError

    with pytest.raises(KeyError):
        put_documents(index, broken())
    assert [hit.work_id for hit in search(index, parse_query("")).hits] == ["w1"]
    put_documents(index, [(make_entry("w3"), "three")])
    assert search(index, parse_query("")).total == 2


def test_two_writers_at_once_are_told_to_wait(tmp_path: Path) -> None:
    first, second = open_index(tmp_path), open_index(tmp_path)

    def meanwhile() -> Iterator[tuple[Entry, str]]:
        yield make_entry("w1"), "one"
        put_documents(second, [(make_entry("w2"), "two")])

    with pytest.raises(UserError, match="Wait"):
        put_documents(first, meanwhile())


def test_another_handle_sees_what_was_put(tmp_path: Path) -> None:
    reader = open_index(tmp_path)
    assert search(reader, parse_query("")).total == 0
    put_documents(open_index(tmp_path), [(make_entry("w1"), "one")])
    assert search(reader, parse_query("")).total == 1


def test_the_stamp_is_kept_and_begins_at_nothing(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    assert read_stamp(index) == 0
    write_stamp(index, 42)
    assert read_stamp(open_index(tmp_path)) == 42
    clear_index(index)
    assert read_stamp(index) == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"layout": 0, "event": 9}', "\x00"])
def test_an_index_of_another_layout_begins_anew(tmp_path: Path, content: str) -> None:
    index = open_index(tmp_path)
    put_documents(index, [(make_entry("w1"), "one")])
    write_stamp(index, 9)
    (tmp_path / STAMP_NAME).write_text(content)
    again = open_index(tmp_path)
    assert read_stamp(again) == 0
    assert search(again, parse_query("")).total == 0
    assert json.loads((tmp_path / STAMP_NAME).read_text()) == {"layout": LAYOUT, "event": 0}


def test_an_index_whose_list_of_segments_is_broken_begins_anew(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    put_documents(index, [(make_entry("w1"), "one")])
    write_stamp(index, 9)
    (tmp_path / "meta.json").write_text("broken")
    assert read_stamp(open_index(tmp_path)) == 0
    assert _count(tmp_path) == 0


def test_a_deleted_index_begins_anew(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    put_documents(open_index(folder), [(make_entry("w1"), "one")])
    for path in folder.iterdir():
        path.unlink()
    assert _count(folder) == 0


def test_beginning_anew_never_touches_files_that_are_not_the_engines(tmp_path: Path) -> None:
    (tmp_path / "my story.txt").write_text("precious")
    (tmp_path / "folder").mkdir()
    open_index(tmp_path)
    assert (tmp_path / "my story.txt").read_text() == "precious"
    assert (tmp_path / "folder").is_dir()


def test_a_folder_that_cannot_be_made_is_a_persons_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError):
        open_index(tmp_path / "file" / "index")


def test_odd_values_can_be_put(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    entry = make_entry(
        "w1",
        title="\ud800",
        creators=("caf\udce9", "", "same", "same"),
        relationships=("/", "a//b", "&"),
        date="not a date",
        words=-5,
        fandoms=("x" * 70_000,),
    )
    put_documents(index, [(entry, "\ud800\0 body " + "y" * 70_000)])
    assert search(index, parse_query("body")).total == 1
    assert search(index, parse_query("author:same")).total == 1
    assert search(index, parse_query("words:0")).total == 1


@pytest.mark.parametrize(
    ("field", "text", "terms"),
    [
        ("body", "Don’t", ["don't"]),
        ("body", "the hounds’ cries", ["the", "hound", "cri"]),
        ("body", "Watson's Watson’s", ["watson", "watson"]),
        ("body", "_italic_ x-ray", ["ital", "x", "ray"]),
        ("body", "e\u0301t\u00e9", ["ete"]),
        ("body", "Привет 東京", ["привет", "東京"]),
        ("author", "Agnes O’Brien", ["agnes", "o'brien"]),
        ("tag", "running", ["running"]),
        ("body", "***", []),
    ],
)
def test_words_become_terms(field: str, text: str, terms: list[str]) -> None:
    assert analyze(field, text) == terms


def test_the_library_and_the_index_order_titles_alike() -> None:
    assert [order_key(text) for text in ("The Éclair", "A", "O'Neil")] == ["eclair", "a", "oneil"]
