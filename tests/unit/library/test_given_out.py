"""What was given out is known again; positions of people are kept apart."""

from pathlib import Path

from fonds.library.changes import find_changes
from fonds.library.given_out import find_given_out, put_given_out
from fonds.library.opening import Library, close_library, open_library
from fonds.library.people import add_person
from fonds.library.syncs import MOST_DOCUMENTS, Sync, find_sync, put_sync
from tests.web.heaps import LAMP, make_library_folder

CLOCK = "2024-06-01T12:00:00Z"


def open_one(folder: Path) -> tuple[Library, str]:
    works = make_library_folder(folder, {"lamp.txt": LAMP.encode()})
    return open_library(folder), works["lamp.txt"]


def test_a_book_is_known_by_its_name_and_form(tmp_path: Path) -> None:
    library, work_id = open_one(tmp_path)
    assert find_given_out(library, "ab12", "epub") is None
    assert put_given_out(library, "ab12", work_id, "epub", clock=CLOCK)
    assert not put_given_out(library, "ab12", work_id, "epub", clock=CLOCK)
    assert find_given_out(library, "ab12", "epub") == work_id
    assert find_given_out(library, "ab12", "kepub") is None
    close_library(library)


def test_the_last_place_in_a_file_stays_for_each_person(tmp_path: Path) -> None:
    library, _ = open_one(tmp_path)
    jane = add_person(library, "Jane", "reader", clock=CLOCK).id
    zoe = add_person(library, "Zoë", "reader", clock=CLOCK).id
    first = Sync("ab12", "/body/DocFragment[4]", 0.25, "kobo", "1", 1_700_000_000)
    later = Sync("ab12", "\ud800 7", 0.5, "kindle", "", 1_700_000_100)
    assert find_sync(library, jane, "ab12") is None
    put_sync(library, jane, first)
    assert find_sync(library, jane, "ab12") == first
    put_sync(library, jane, later)
    found = find_sync(library, jane, "ab12")
    assert found is not None
    assert (found.percentage, found.device, found.at) == (0.5, "kindle", 1_700_000_100)
    assert find_sync(library, zoe, "ab12") is None
    close_library(library)


def test_the_files_not_opened_for_longest_are_forgotten(tmp_path: Path) -> None:
    library, _ = open_one(tmp_path)
    jane = add_person(library, "Jane", "reader", clock=CLOCK).id
    rows = [(jane, f"d{i}", "1", 0.1, "kobo", "", i) for i in range(MOST_DOCUMENTS)]
    with library.connection:
        library.connection.executemany("INSERT INTO sync VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    put_sync(library, jane, Sync("new", "1", 0.1, "kobo", "", MOST_DOCUMENTS))
    assert find_sync(library, jane, "d0") is None
    assert find_sync(library, jane, "d1") is not None
    assert find_sync(library, jane, "new") is not None
    close_library(library)


def test_when_works_changed_is_found_at_once(tmp_path: Path) -> None:
    library, work_id = open_one(tmp_path)
    found = find_changes(library, [work_id, "wnone"])
    assert found == {work_id: "2024-05-01T12:00:00Z", "wnone": "1970-01-01T00:00:00Z"}
    assert find_changes(library, []) == {}
    close_library(library)
