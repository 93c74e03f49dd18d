"""Walking a heap on a real disk: what is given, in which order, and what is refused."""

import os
import socket
from pathlib import Path

import pytest

from fonds.errors import UserError
from fonds.intake.limits import TOO_LARGE, Limits
from fonds.intake.member import LINK, SPECIAL
from fonds.intake.walk import UNREADABLE, HeapFile, iter_heap, read_heap_file


@pytest.fixture
def heap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("heap/b.txt", "heap/a/z.txt", "heap/a/A.txt", "heap/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return Path("heap")


def labels(files: list[HeapFile]) -> list[str]:
    return [file.label for file in files]


def test_a_heap_is_walked_in_the_order_of_bytes(heap: Path) -> None:
    given = labels(list(iter_heap([heap])))
    assert given == ["heap/a/A.txt", "heap/a/z.txt", "heap/b.txt", "heap/c.txt"]


def test_paths_keep_their_order_and_nothing_comes_twice(heap: Path) -> None:
    given = labels(list(iter_heap([heap / "c.txt", heap])))
    assert given == ["heap/c.txt", "heap/a/A.txt", "heap/a/z.txt", "heap/b.txt"]


def test_a_file_is_read_whole_and_described(heap: Path) -> None:
    path = heap / "b.txt"
    os.utime(path, (915148800, 915148800.9))
    (file,) = iter_heap([path])
    assert (file.size_bytes, file.mtime_s, file.refused) == (10, 915148800, None)
    assert read_heap_file(file, Limits()) == b"heap/b.txt"


def test_a_missing_path_is_named_before_anything_is_given(heap: Path) -> None:
    with pytest.raises(UserError, match=r"nowhere\.txt"):
        next(iter_heap([heap, Path("nowhere.txt")]))


def test_links_are_refused_and_never_followed(heap: Path) -> None:
    (heap / "loop").symlink_to(".")
    (heap / "gone").symlink_to("nowhere")
    (heap / "a/up").symlink_to(heap / "b.txt")
    refused = {file.label: file.refused for file in iter_heap([heap]) if file.refused}
    assert sorted(refused) == ["heap/a/up", "heap/gone", "heap/loop"]
    assert {problem.code for problem in refused.values()} == {LINK}


def test_pipes_and_sockets_are_refused(heap: Path) -> None:
    os.mkfifo(heap / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(heap / "socket"))
        refused = [file for file in iter_heap([heap]) if file.refused]
    assert [(file.label, file.refused and file.refused.code) for file in refused] == [
        ("heap/pipe", SPECIAL),
        ("heap/socket", SPECIAL),
    ]


def test_a_name_that_is_no_utf8_is_printable_unique_and_readable(heap: Path) -> None:
    raw = os.fsencode(heap) + b"/caf\xe9.txt"
    Path(os.fsdecode(raw)).write_bytes(b"1")
    (heap / "caf\\xE9.txt").write_bytes(b"2")
    (heap / "new\nline").write_bytes(b"3")
    files = list(iter_heap([heap]))
    given = labels(files)
    assert len(set(given)) == len(given)
    assert all(label.isprintable() for label in given)
    by_label = {file.label: read_heap_file(file, Limits()) for file in files}
    assert by_label["heap/caf\\xE9.txt"] == b"1"
    assert by_label["heap/caf\\u005CxE9.txt"] == b"2"


def test_a_file_that_is_too_large_is_refused(heap: Path) -> None:
    refused = [file.refused for file in iter_heap([heap / "b.txt"], Limits(file_bytes=9))]
    assert [problem and problem.code for problem in refused] == [TOO_LARGE]


def test_a_file_that_has_grown_or_gone_since_is_a_plain_error(heap: Path) -> None:
    (file,) = iter_heap([heap / "b.txt"])
    with pytest.raises(UserError, match="larger"):
        read_heap_file(file, Limits(file_bytes=9))
    (heap / "b.txt").unlink()
    with pytest.raises(UserError, match=r"heap/b\.txt"):
        read_heap_file(file, Limits())


def test_a_link_or_a_pipe_put_in_its_place_since_is_not_followed(heap: Path) -> None:
    (file,) = iter_heap([heap / "b.txt"])
    (heap / "b.txt").unlink()
    (heap / "b.txt").symlink_to("c.txt")
    with pytest.raises(UserError):
        read_heap_file(file, Limits())
    (heap / "b.txt").unlink()
    os.mkfifo(heap / "b.txt")
    with pytest.raises(UserError):
        read_heap_file(file, Limits())


def test_what_may_not_be_read_is_refused(heap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read anything, so the answer of the system is put in place of a mode."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    (file,) = iter_heap([heap / "b.txt"])
    assert file.refused is not None
    assert file.refused.code == UNREADABLE
    with pytest.raises(UserError, match="may not"):
        read_heap_file(file, Limits())
