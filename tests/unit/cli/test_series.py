"""`fonds series` and `fonds like`: works in order, put right by hand; what is like a work."""

from pathlib import Path

import pytest

from fonds.app.acting import take_back
from fonds.app.shelf import close_shelf, open_shelf
from fonds.cli import like, main, series
from tests.cli_runs import Ran, run_fonds
from tests.told_library import CLOCK, Told, in_series, make_told_library

NIGHTS = "Baker Street Nights"
PAIR = {"relationships": ["Watson/Lestrade"], "characters": ["Watson", "Lestrade"]}
WORKS = (
    Told("The Fog", in_series(NIGHTS, 1.0)),
    Told("The Lamp", in_series(NIGHTS, 3.0)),
    Told("Moor One", {**in_series("Moorland Tales", 1.0), **PAIR}),
    Told("Moor Two", in_series("Moorland Tale", 2.0)),
    Told("Alone", {**PAIR, "creators": ["Eve"]}),
    Told("The Well", sequels=[("sequel to", "The Rope")]),
    Told("The Rope"),
    *(Told(f"Else {number}", {"creators": [f"Author {number}"]}) for number in range(9)),
)


@pytest.fixture(autouse=True)
def _commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program have these commands, until it has them of itself."""
    mine = {
        "like": (like.like, like.EXAMPLES),
        "series list": (series.list_all, series.LIST_EXAMPLES),
        "series show": (series.show_series, series.SHOW_EXAMPLES),
        "series put": (series.put_works, series.PUT_EXAMPLES),
        "series order": (series.order_works, series.ORDER_EXAMPLES),
        "series take": (series.take_works, series.TAKE_EXAMPLES),
        "series name": (series.name_series, series.NAME_EXAMPLES),
    }
    monkeypatch.setattr(main, "COMMANDS", {**mine, **main.COMMANDS})
    groups = {"series": (series.ABOUT, series.EXAMPLES), **main.GROUPS}
    monkeypatch.setattr(main, "GROUPS", groups)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_told_library(tmp_path, WORKS)
    return tmp_path


def _run(folder: Path, *arguments: str, columns: int = 0) -> Ran:
    return run_fonds("--library", folder, *arguments, columns=columns)


def _parts(folder: Path, name: str) -> list[tuple[str, str]]:
    ran = _run(folder, "series", "show", name)
    assert ran.code == 0, ran.notes
    rows = (line.split("\t") for line in ran.out.splitlines())
    return [(row[0], row[2]) for row in rows]


def test_series_are_listed_with_what_is_odd(folder: Path) -> None:
    ran = _run(folder, "series", "list")
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert [row[0] for row in rows] == [NIGHTS, "Moorland Tale", "Moorland Tales"]
    assert rows[0][4] == "2 is missing"
    odd = _run(folder, "series", "list", "--oddities", "--json").json_lines()
    assert [one["name"] for one in odd] == [NIGHTS, "Moorland Tale"]
    watched = _run(folder, "series", "list", columns=120)
    assert "2 is missing." in watched.out
    assert "may be one: `fonds series name OLD NEW`" in watched.notes
    assert "There is no such series." in _run(folder, "series", "list", "xyz", columns=80).out


def test_a_series_is_shown_in_order_also_by_a_work_of_it(folder: Path) -> None:
    assert _parts(folder, NIGHTS) == [("1", "The Fog"), ("3", "The Lamp")]
    assert _parts(folder, "The Lamp") == _parts(folder, NIGHTS)
    told = _run(folder, "series", "show", NIGHTS, "--json").json_lines()
    assert [(one["number"], one["title"]) for one in told] == [(1.0, "The Fog"), (3.0, "The Lamp")]
    assert "1\n" in _run(folder, "series", "show", NIGHTS, columns=80).out


def test_sequels_are_shown_in_order(folder: Path) -> None:
    assert _parts(folder, "The Rope") == [("1", "The Rope"), ("2", "The Well")]


def test_works_are_put_in_once_they_are_meant(folder: Path) -> None:
    dry = _run(folder, "series", "put", NIGHTS, "Alone", "--first", "2", "--dry-run")
    assert "nothing was changed" in dry.notes
    assert f"Alone\tno series\t{NIGHTS}, 2" in dry.out
    assert len(_parts(folder, NIGHTS)) == 2
    put = ("series", "put", NIGHTS, "Alone", "The Rope", "--by", "Cora")
    ran = _run(folder, *put)
    assert f"2 works into the series “{NIGHTS}”. This is change 1 of the history." in ran.notes
    assert _parts(folder, NIGHTS)[2:] == [("4", "Alone"), ("5", "The Rope")]
    assert "nothing was changed" in _run(folder, *put[:3], "Alone", "--first", "4").notes
    shelf = open_shelf(folder)
    take_back(shelf, 1, by="Cora", clock=CLOCK)
    close_shelf(shelf)
    assert len(_parts(folder, NIGHTS)) == 2


def test_works_are_ordered_taken_out_and_series_renamed(folder: Path) -> None:
    assert _run(folder, "series", "order", NIGHTS, "The Lamp", "--first", "0").code == 0
    assert _parts(folder, NIGHTS) == [("0", "The Lamp"), ("1", "The Fog")]
    assert _run(folder, "series", "take", "The Fog").code == 0
    assert _parts(folder, NIGHTS) == [("0", "The Lamp")]
    row = _run(folder, "series", "name", "Moorland Tale", "Moorland Tales", "--json").json()
    assert (row["before"], row["after"]) == ("Moorland Tale, 2", "Moorland Tales, 2")
    assert [title for _, title in _parts(folder, "Moorland Tales")] == ["Moor One", "Moor Two"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("show", "Nowhere"),
        ("put", "", "Alone"),
        ("put", NIGHTS, "Nowhere at all"),
        ("order", NIGHTS, "Alone"),
        ("name", "Nowhere", "Somewhere"),
        ("name", NIGHTS, "Moor, 2"),
        ("name", NIGHTS, "Moor", "--author", "Nobody"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(folder: Path, wrong: tuple[str, ...]) -> None:
    ran = _run(folder, "series", *wrong)
    assert ran.code == 2
    assert len(ran.notes.strip().splitlines()) == 1


def test_what_is_like_a_work_is_listed_with_the_reason(folder: Path) -> None:
    (row,) = [line.split("\t") for line in _run(folder, "like", "Alone").out.splitlines()]
    assert row[1:3] == ["Moor One", "Ada Moor"]
    assert row[4].startswith("the same pairing, Watson/Lestrade")
    (told,) = _run(folder, "like", "Alone", "--json", "--limit", "1").json_lines()
    assert told["shared"]["pairing"] == ["Watson/Lestrade"]
    assert "the same pairing" in _run(folder, "like", "Alone", columns=80).out
    assert "Nothing here is much like it." in _run(folder, "like", "Else 3", columns=80).out
