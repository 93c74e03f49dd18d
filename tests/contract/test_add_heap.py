"""What `add_heap` promises: added again, nothing is new; changed, only the change is."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from fonds.app.ingest import add_heap
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.library.account import Account
from fonds.library.entries import iter_entries
from fonds.library.history import last_event_id
from fonds.library.opening import Library, close_library, open_library
from fonds.library.storage import read_rows
from fonds.library.undo import plan_undo, undo_accession
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack

CLOCK = "2024-05-01T12:00:00Z"
FOG = """Title: The Tar on the Boots
Author: Ida Quill

The fog had eaten Baker Street by four o'clock, and Mrs. Hudson had lit every lamp she had.

"You have been to the docks, Watson," said Holmes, without turning round from the window.

I had. I asked him how he knew, and he pointed at the tar upon my boots, and laughed.
"""
PICNIC = FOG.replace("The Tar on the Boots", "Rain on Box Hill").replace("fog", "rain")


def part(number: int, of: int = 2) -> str:
    return FOG.replace("Title: The Tar on the Boots", f"Title: The Long Tar\nPart: {number}/{of}")


@cache
def packs() -> tuple[Pack, ...]:
    return load_packs()


def _clock() -> str:
    return CLOCK


def _be_silent(_phase: str, _done: int, _total: int) -> None:
    return


def add(library: Library, *paths: Path) -> Account | None:
    return add_heap(
        library,
        paths,
        packs=packs(),
        limits=Limits(),
        workers=0,
        clock=_clock,
        progress=_be_silent,
    )


def added(library: Library, *paths: Path) -> Account:
    account = add(library, *paths)
    assert account is not None
    return account


def work_ids(library: Library) -> dict[str, str]:
    return {str(entry.title): entry.work_id for entry in iter_entries(library)}


def outcomes(account: Account) -> dict[str, str]:
    return {
        line.path if line.member is None else f"{line.path}!{line.member}": line.outcome
        for line in account.lines
    }


def zipped(**texts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.txt"), text)
    return buffer.getvalue()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    close_library(opened)


@pytest.fixture
def heap(tmp_path: Path) -> Path:
    folder = tmp_path / "heap"
    folder.mkdir()
    (folder / "fog.txt").write_text(FOG)
    (folder / "picnic.txt").write_text(PICNIC)
    return folder


def test_every_file_of_a_heap_is_accounted_for(library: Library, heap: Path) -> None:
    (heap / "empty.txt").write_bytes(b"")
    (heap / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    account = added(library, heap)
    assert account.files == 4
    assert outcomes(account)["heap/fog.txt"] == outcomes(account)["heap/picnic.txt"] == "story"
    assert set(outcomes(account)) == {
        f"heap/{name}" for name in ("fog.txt", "picnic.txt", "empty.txt", "picture.png")
    }
    assert set(work_ids(library)) >= {"The Tar on the Boots", "Rain on Box Hill"}


def test_a_heap_added_twice_adds_nothing(library: Library, heap: Path) -> None:
    added(library, heap)
    before = work_ids(library), last_event_id(library)
    assert add(library, heap) is None
    assert (work_ids(library), last_event_id(library)) == before


def test_of_a_changed_heap_only_the_new_file_is_added(library: Library, heap: Path) -> None:
    added(library, heap)
    before = work_ids(library)
    (heap / "goose.txt").write_text(FOG.replace("The Tar on the Boots", "The Goose Speaks"))
    account = added(library, heap)
    assert outcomes(account) == {"heap/goose.txt": "story"}
    assert {title: key for title, key in work_ids(library).items() if title in before} == before
    assert set(work_ids(library)) - set(before) == {"The Goose Speaks"}


def test_a_file_whose_words_changed_is_new_and_the_old_one_stays(
    library: Library, heap: Path
) -> None:
    added(library, heap)
    (heap / "fog.txt").write_text(FOG.replace("laughed.", "sighed."))
    account = added(library, heap)
    assert set(outcomes(account)) == {"heap/fog.txt"}
    rows = read_rows(library.connection, "SELECT count(*) FROM original")
    assert rows[0][0] == 3


def test_what_is_undone_and_added_again_has_the_same_identifiers(
    library: Library, heap: Path
) -> None:
    (heap / "box.zip").write_bytes(zipped(a=FOG.replace("Boots", "Gloves")))
    account = added(library, heap)
    before = work_ids(library)
    undo_accession(library, account.accession, clock=CLOCK)
    assert work_ids(library) == {}
    assert added(library, heap).counts == account.counts
    assert work_ids(library) == before


def test_a_second_name_of_the_same_bytes_is_a_duplicate(library: Library, heap: Path) -> None:
    (heap / "copy of fog.txt").write_text(FOG)
    account = added(library, heap)
    assert account.counts == {"story": 2, "duplicate": 1}
    assert len(work_ids(library)) == 2


def test_the_same_file_in_two_archives_is_one_work_and_a_duplicate(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "zips"
    folder.mkdir()
    (folder / "one.zip").write_bytes(zipped(fog=FOG))
    (folder / "two.zip").write_bytes(zipped(again=FOG, picnic=PICNIC))
    account = added(library, folder)
    assert outcomes(account) == {
        "zips/one.zip": "container",
        "zips/one.zip!fog.txt": "story",
        "zips/two.zip": "container",
        "zips/two.zip!again.txt": "duplicate",
        "zips/two.zip!picnic.txt": "story",
    }
    assert set(work_ids(library)) == {"The Tar on the Boots", "Rain on Box Hill"}


def test_the_same_bytes_beside_an_archive_and_in_it_are_one_work(
    library: Library, heap: Path
) -> None:
    (heap / "box.zip").write_bytes(zipped(fog=FOG))
    account = added(library, heap)
    assert sorted(outcomes(account).values()) == ["container", "duplicate", "story", "story"]
    assert len(work_ids(library)) == 2


def test_a_later_heap_with_known_bytes_brings_no_second_work(
    library: Library, heap: Path, tmp_path: Path
) -> None:
    added(library, heap)
    before = work_ids(library)
    other = tmp_path / "other"
    other.mkdir()
    (other / "renamed.txt").write_text(FOG)
    (other / "box.zip").write_bytes(zipped(fog=FOG))
    account = added(library, other)
    assert outcomes(account)["other/renamed.txt"] == "duplicate"
    assert outcomes(account)["other/box.zip!fog.txt"] == "duplicate"
    assert work_ids(library) == before


def test_parts_in_two_files_are_one_work(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "tar1.txt").write_text(part(1))
    (folder / "tar2.txt").write_text(part(2).replace("fog", "dusk"))
    account = added(library, folder)
    assert account.works == {"story": 1}
    assert list(work_ids(library)) == ["The Long Tar"]


def test_undoing_one_heap_keeps_what_another_holds(
    library: Library, heap: Path, tmp_path: Path
) -> None:
    first = added(library, heap)
    other = tmp_path / "other"
    other.mkdir()
    (other / "renamed.txt").write_text(FOG)
    added(library, other)
    plan = plan_undo(library, first.accession)
    assert len(plan.works) == 1
    undo_accession(library, first.accession, clock=CLOCK)
    assert list(work_ids(library)) == ["The Tar on the Boots"]


def test_a_heap_that_is_not_there_is_a_persons_mistake(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        add(library, tmp_path / "nowhere")
    assert work_ids(library) == {}


def test_an_empty_folder_adds_nothing(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert add(library, tmp_path / "empty") is None


def test_files_handed_over_alone_are_a_heap(library: Library, heap: Path) -> None:
    account = added(library, heap / "fog.txt", heap / "picnic.txt")
    assert set(outcomes(account)) == {"fog.txt", "picnic.txt"}
