"""`fonds mark` and `fonds shelves`: what is a reader's own, from the terminal."""

from pathlib import Path

import pytest

from fonds.cli import main, mark, shelves
from fonds.library.opening import close_library, open_library
from fonds.library.people import add_person
from tests.cli_runs import Ran, run_fonds, write_heap

COMMANDS = {
    "mark": (mark.mark, mark.EXAMPLES),
    "shelves list": (shelves.list_all, shelves.LIST_EXAMPLES),
    "shelves show": (shelves.show_shelf, shelves.SHOW_EXAMPLES),
    "shelves make": (shelves.make_shelf, shelves.MAKE_EXAMPLES),
    "shelves put": (shelves.put_works, shelves.PUT_EXAMPLES),
    "shelves take": (shelves.take_works, shelves.TAKE_EXAMPLES),
    "shelves remove": (shelves.remove_shelf, shelves.REMOVE_EXAMPLES),
    "shelves undo": (shelves.undo_change, shelves.UNDO_EXAMPLES),
}
FOG, GATE = "The Fog and the Ferryman", "The Tin Woodman Oils a Gate"


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, command in COMMANDS.items():
        monkeypatch.setitem(main.COMMANDS, name, command)
    monkeypatch.setitem(main.GROUPS, "shelves", (shelves.ABOUT, shelves.EXAMPLES))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    heap = write_heap(tmp_path_factory.mktemp("heap"))
    ran = run_fonds("--library", folder, "add", "--workers", "0", heap)
    assert ran.code == 0, ran.notes
    return folder


@pytest.fixture
def folder(filled: Path) -> Path:
    """The filled library with nothing in it that is anybody's own."""
    library = open_library(filled)
    for table in ("mark", "shelf", "setting", "person"):
        library.connection.execute(f"DELETE FROM {table}")
    close_library(library)
    return filled


def _run(folder: Path, *arguments: str, columns: int | None = None) -> Ran:
    if columns is None:
        return run_fonds("--library", folder, *arguments)
    return run_fonds("--library", folder, *arguments, columns=columns)


def _done(folder: Path, *arguments: str) -> str:
    ran = _run(folder, *arguments)
    assert ran.code == 0, ran.notes
    return ran.out


def test_a_work_is_marked_and_says_so(folder: Path) -> None:
    assert _done(folder, "mark", FOG) == f"{FOG}: not marked.\n"
    assert _done(folder, "mark", FOG, "to-read") == f"{FOG}: to be read.\n"
    assert _done(folder, "mark", FOG, "--favourite") == f"{FOG}: to be read, a favourite.\n"
    assert _done(folder, "mark", FOG, "none", "--no-favourite") == f"{FOG}: not marked.\n"


def test_a_mark_is_json_for_machines(folder: Path) -> None:
    told = _run(folder, "mark", FOG, "read", "--json").json()
    assert told["status"] == "read"
    assert told["favourite"] is False
    assert told["at"].endswith("Z")


def test_marks_are_the_owners_or_whoevers_name_is_given(folder: Path) -> None:
    library = open_library(folder)
    add_person(library, "Jane", "reader", clock="2024-05-01T12:00:00Z")
    close_library(library)
    _done(folder, "mark", FOG, "read", "--person", "jane")
    assert _done(folder, "mark", FOG) == f"{FOG}: not marked.\n"
    ran = _run(folder, "mark", FOG, "read", "--person", "John")
    assert ran.code == 2
    assert "nobody here is called 'John'. Here are Jane" in ran.notes


@pytest.mark.parametrize("arguments", [(FOG, "eaten"), ("The Unwritten", "read"), ()])
def test_what_cannot_be_marked_is_a_mistake(folder: Path, arguments: tuple[str, ...]) -> None:
    ran = _run(folder, "mark", *arguments)
    assert ran.code == 2
    assert ran.notes


def test_a_shelf_is_made_filled_shown_emptied_and_removed(folder: Path) -> None:
    assert _done(folder, "shelves", "make", "Rainy days", "--about", "grey") == (
        "“Rainy days” is made.\n"
    )
    assert "1 work put on" in _done(folder, "shelves", "put", "rainy days", FOG)
    said = _done(folder, "shelves", "put", "Rainy days", "--query", "gate OR fog")
    assert said == "1 work put on “Rainy days”. It holds 2 works now.\n"
    assert _done(folder, "shelves", "list") == "Rainy days\t2\tgrey\n"
    assert "Rainy days, 2 works" in _run(folder, "shelves", "list", columns=80).out
    shown = _done(folder, "shelves", "show", "Rainy days")
    assert FOG in shown
    assert GATE in shown
    said = _done(folder, "shelves", "take", "Rainy days", FOG)
    assert said == "1 work taken off “Rainy days”. It holds 1 work now.\n"
    assert _run(folder, "shelves", "show", "Rainy days", "--json").json()["title"] == GATE
    said = _done(folder, "shelves", "remove", "Rainy days")
    assert "what was on it (1 work) stays in the library" in said
    assert _done(folder, "shelves", "list") == ""
    assert "is back" in _done(folder, "shelves", "undo")
    assert _done(folder, "shelves", "list") == "Rainy days\t1\tgrey\n"


def test_a_collection_is_another_thing_than_a_shelf(folder: Path) -> None:
    _done(folder, "shelves", "make", "Winter", "--collection")
    _done(folder, "shelves", "put", "Winter", GATE, "--collection")
    assert _done(folder, "shelves", "list") == ""
    told = _run(folder, "shelves", "list", "--collection", "--json").json()
    assert (told["shelf"]["person"], told["count"]) == (None, 1)
    ran = _run(folder, "shelves", "show", "Winter")
    assert ran.code == 2
    assert "there is no shelf 'Winter'" in ran.notes


def test_a_name_near_the_right_one_is_answered_with_it(folder: Path) -> None:
    _done(folder, "shelves", "make", "Rainy days")
    ran = _run(folder, "shelves", "put", "Rany days", FOG)
    assert ran.code == 2
    assert "Did you mean Rainy days?" in ran.notes
    assert _run(folder, "shelves", "make", "RAINY DAYS").code == 2
    assert _run(folder, "shelves", "put", "Rainy days").code == 2
    assert _run(folder, "shelves", "undo").code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_fonds(*name.split(), "--help").code == 0
    said = capsys.readouterr().out
    for example in COMMANDS[name][1]:
        assert example in said
