"""Watching a folder: what is taken in, what is left, and when."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fonds.app.taking_in import Jobs
from fonds.app.watching import Stand, Watch, check_folder, find_files, is_partial, watch_folder
from fonds.errors import UserError
from fonds.library.accessions import list_accessions
from fonds.library.opening import close_library, open_library
from fonds.library.originals import iter_heap_files
from tests.web.heaps import LAMP, LETTERS

A, B = Path("a.txt"), Path("b.txt")
OLD, NEW = Stand(1, 1), Stand(2, 2)


@pytest.mark.parametrize(
    ("name", "partial"),
    [
        ("oz.epub", False),
        ("oz.epub.part", True),
        ("Oz.EPUB.CRDOWNLOAD", True),
        ("oz.txt~", True),
        (".hidden", True),
        (".git/oz.txt", True),
        ("deep/.cache/oz.txt", True),
        ("part.txt", False),
    ],
)
def test_what_is_hidden_or_not_finished_is_left(name: str, partial: bool) -> None:
    assert is_partial(Path(name)) is partial


def test_a_file_is_taken_once_it_has_come_to_rest() -> None:
    eye = Watch(settle_s=5, patience_s=60)
    assert eye.look({A: OLD}, 0) == ()
    assert eye.look({A: OLD}, 4.9) == ()
    assert eye.look({A: NEW}, 6) == ()  # it grew
    assert eye.look({A: NEW}, 11) == (A,)


def test_what_was_taken_is_not_taken_again_until_it_changes() -> None:
    eye = Watch(settle_s=5)
    eye.look({A: OLD}, 0)
    assert eye.look({A: OLD}, 5) == (A,)
    eye.note_taken((A,))
    assert eye.look({A: OLD}, 100) == ()
    assert eye.look({A: NEW}, 101) == ()
    assert eye.look({A: NEW}, 106) == (A,)


def test_files_that_still_come_are_waited_for_but_not_for_ever() -> None:
    eye = Watch(settle_s=5, patience_s=20)
    eye.look({A: OLD}, 0)
    assert eye.look({A: OLD, B: Stand(1, 0)}, 5) == ()
    for now in range(6, 25):
        assert eye.look({A: OLD, B: Stand(now, now)}, now) == (), now
    assert eye.look({A: OLD, B: Stand(25, 25)}, 25) == (A,)


def test_a_file_that_goes_is_forgotten() -> None:
    eye = Watch(settle_s=5)
    eye.look({A: OLD}, 0)
    assert eye.look({}, 5) == ()
    assert eye.look({A: OLD}, 6) == ()


def test_links_are_not_followed_and_partial_files_are_left(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "b.txt.part", ".hidden", "deep/c.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert find_files(tmp_path).keys() == {tmp_path / "a.txt", tmp_path / "deep/c.txt"}


@pytest.mark.parametrize("watched", ["library", "library/uploads", "."])
def test_the_library_is_not_watched(tmp_path: Path, watched: str) -> None:
    (tmp_path / "library/uploads").mkdir(parents=True)
    with pytest.raises(UserError, match="cannot be watched"):
        check_folder(tmp_path / watched, tmp_path / "library")


def test_a_folder_that_is_not_there_is_a_persons_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such folder"):
        check_folder(tmp_path / "nothing", tmp_path)


@contextmanager
def watching(folder: Path, jobs: Jobs) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(
        target=watch_folder, args=(folder, jobs, stop), kwargs={"settle_s": 0.3}
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def wait_for_paths(folder: Path, wanted: set[str]) -> None:
    until = time.monotonic() + 60
    while True:
        library = open_library(folder)
        accessions = list_accessions(library)
        paths = {one.path for each in accessions for one in iter_heap_files(library, each.id)}
        is_done = all(one.state == "finished" for one in accessions)
        close_library(library)
        if paths == wanted and is_done:
            return
        assert time.monotonic() < until, paths
        time.sleep(0.1)


def test_files_dropped_in_a_folder_are_taken_in_and_stay_there(tmp_path: Path) -> None:
    folder, drop = tmp_path / "library", tmp_path / "drop"
    close_library(open_library(folder, create=True))
    drop.mkdir()
    (drop / "lamp.txt").write_text(LAMP)
    with closing(Jobs(folder, workers=0)) as jobs:
        with watching(drop, jobs):
            wait_for_paths(folder, {"drop/lamp.txt"})
            (drop / "letters.txt.part").write_text(LETTERS[:100])
            (drop / "deep").mkdir()
            (drop / "deep/letters.txt").write_text(LETTERS)
            wait_for_paths(folder, {"drop/lamp.txt", "drop/deep/letters.txt"})
        over = [jobs.wait(one.id, 60) for one in jobs.list_jobs()]
        assert [one.message.partition(".")[0] for one in over] == [
            "1 file taken in",
            "1 file taken in",
        ]
    assert (drop / "lamp.txt").read_text() == LAMP
    assert (drop / "letters.txt.part").exists()


def test_a_folder_watched_again_is_not_taken_in_again(tmp_path: Path) -> None:
    folder, drop = tmp_path / "library", tmp_path / "drop"
    close_library(open_library(folder, create=True))
    drop.mkdir()
    (drop / "lamp.txt").write_text(LAMP)
    for _ in range(2):
        with closing(Jobs(folder, workers=0)) as jobs, watching(drop, jobs):
            until = time.monotonic() + 60
            while not (known := jobs.list_jobs()) or not known[0].is_over:
                assert time.monotonic() < until
                time.sleep(0.05)
    assert known[0].message.startswith("Nothing is new")
    assert known[0].accession == 1
