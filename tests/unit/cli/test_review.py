"""Reviewing: keys down a pipe and at a real terminal, the table, saving and replaying."""

import fcntl
import io
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.text import Text

from fonds.app.evidence import Passage
from fonds.cli.review_screen import lay_out
from tests.cli_runs import FOG, OZ, Ran, run_fonds, write_heap
from tests.factories import make_source

STORY = OZ.partition("\n\n")[2]
HEAP = (
    ("fog.txt", FOG.replace("PG-13", "my aunt may read it")),
    ("gate.txt", f"Title: The Gate\nRating: My aunt may read it!\nFandom: Oz\n\n{STORY}"),
    ("oz.txt", f"The Oilcan\nby Polly Plumley\n\n{STORY}"),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return _add(tmp_path, "library")


def _add(folder: Path, name: str) -> Path:
    heap = write_heap(folder / "heap", HEAP)
    ran = run_fonds("--library", folder / name, "add", "--workers", "0", heap)
    assert ran.code == 0, ran.notes
    return folder / name


def _press(monkeypatch: pytest.MonkeyPatch, keys: str, *arguments: str | Path) -> Ran:
    monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
    return run_fonds("review", *arguments)


def _ask(shelf: Path, *more: str) -> list[dict[str, object]]:
    return run_fonds("review", "--library", shelf, "--json", *more).json_lines()


def _show(shelf: Path, title: str) -> dict[str, object]:
    record: dict[str, object] = run_fonds("show", "--library", shelf, "--json", title).json()[
        "record"
    ]
    return record


def test_a_number_takes_that_answer_for_every_work_it_settles(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = _press(monkeypatch, "4\n", "--library", shelf, "--field", "rating", "--by", "Jane")
    assert ran.code == 0
    assert "settles 2 works" in ran.out
    assert "1 answer kept, for 2 works" in ran.out
    for title in ("The Fog and the Ferryman", "The Gate"):
        assert _show(shelf, title)["rating"] == "Mature"
        assert "my aunt may read it" in str(_show(shelf, title)["rating_stated"]).lower()
    assert run_fonds("search", "--library", shelf, "--json", "rating:mature").json()["total"] == 2
    assert "A person set this" in run_fonds("show", "--library", shelf, "The Gate").out


def test_the_evidence_stands_in_its_place_with_a_mark(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = _press(monkeypatch, "q\n", "--library", shelf, "--field", "rating").out
    lines = out.splitlines()
    (marked,) = [line for line in lines if line.startswith("  ▌ ")]
    assert "may read it" in marked
    assert "Rating:" in marked
    assert any(line.startswith("  │ Title:") for line in lines)
    assert "jane.doe@moor.example" in out or "The Gate" in out


def test_another_answer_is_typed_and_a_wrong_one_asked_for_again(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = "e\nnonsense\ne\nhard R\nq\n"
    ran = _press(monkeypatch, keys, "--library", shelf, "--field", "rating")
    assert "no rating Fonds knows" in ran.out
    assert _show(shelf, "The Gate")["rating"] == "Mature"


def test_one_by_one_settles_one_work_only(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _press(monkeypatch, "w\n1\ns\n", "--library", shelf, "--field", "rating")
    ratings = [_show(shelf, one)["rating"] for one in ("The Fog and the Ferryman", "The Gate")]
    assert sorted(map(str, ratings)) == ["None", "Not Rated"]


def test_back_takes_the_last_answer_back(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = _press(monkeypatch, "1\n", "--library", shelf, "--field", "rating", "--limit", "1")
    assert "1 answer kept" in ran.out
    run_fonds("undo", "--library", shelf, "--review", "--yes")
    before = _ask(shelf)
    ran = _press(monkeypatch, "2\nb\nq\n", "--library", shelf)
    assert "Taken back." in ran.out
    assert "No answers kept" in ran.out
    assert _ask(shelf) == before


def test_undo_takes_a_whole_review_back(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _ask(shelf)
    _press(monkeypatch, "1\n" * len(before), "--library", shelf)
    assert len(_ask(shelf)) < len(before)
    looked = run_fonds("undo", "--library", shelf, "--review", "--dry-run")
    assert "Nothing was done." in looked.out
    assert run_fonds("undo", "--library", shelf, "--review").code == 2
    ran = run_fonds("undo", "--library", shelf, "--review", "--yes")
    assert "taken back" in ran.out
    assert _ask(shelf) == before
    assert run_fonds("undo", "--library", shelf, "--review", "--yes").code == 2
    assert run_fonds("undo", "--library", shelf, "1", "--review").code == 2


def test_what_is_put_off_is_asked_again_only_when_one_says_so(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(_ask(shelf))
    _press(monkeypatch, "s\n", "--library", shelf, "--limit", "1")
    assert len(_ask(shelf)) == count - 1
    assert len(_ask(shelf, "--again")) == count
    run_fonds("review", "--library", shelf, "--put-off")
    ran = _press(monkeypatch, "", "--library", shelf)
    assert "Nothing is left to ask." in ran.out
    assert f"{count} put off" in ran.out


def test_saved_decisions_hold_in_another_library_of_the_heap(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "decisions.jsonl"
    _press(monkeypatch, "2\nb\n4\ns\nq\n", "--library", shelf, "--save", saved)
    lines = [json.loads(line) for line in saved.read_text("utf-8").splitlines()]
    assert [line["answer"] for line in lines] == ["set", "taken back", "set", "put off"]
    other = _add(tmp_path, "other")
    ran = run_fonds("review", "--library", other, "--replay", saved)
    assert (ran.code, "2 values set" in ran.out, "1 question put off" in ran.out) == (0, True, True)
    assert _ask(other) == _ask(shelf)
    again = run_fonds("review", "--library", other, "--replay", saved, "--json").json()
    assert (again["set"], again["same"], again["put_off"]) == (0, 2, 0)


def test_decisions_on_works_that_are_not_here_are_said_to_be_so(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "decisions.jsonl"
    _press(monkeypatch, "4\nq\n", "--library", shelf, "--field", "rating", "--save", saved)
    heap = write_heap(tmp_path / "half", HEAP[:1])
    run_fonds("--library", tmp_path / "half-library", "add", "--workers", "0", heap)
    ran = run_fonds("review", "--library", tmp_path / "half-library", "--replay", saved)
    assert ran.code == 1
    assert "1 decision no longer applies" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--replay", "nowhere.jsonl"],
        ["--field", "body"],
        ["--save", "nowhere/decisions.jsonl"],
        ["--limit", "0"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    shelf: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shelf)
    ran = _press(monkeypatch, "s\n", "--library", shelf, *arguments)
    assert ran.code == 2
    assert ran.notes.count("\n") == 1


@pytest.mark.parametrize("columns", [40, 80])
def test_table_and_questions_are_no_wider_than_the_terminal(
    shelf: Path, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("s\n?\ns\ns\ns\ns\n"))
    for more in (["--dry-run"], []):
        ran = run_fonds("review", "--library", shelf, *more, columns=columns)
        assert ran.code == 0
        plain = [_strip_codes(line) for line in ran.out.splitlines()]
        assert max(map(len, plain)) <= columns


def test_a_dry_run_changes_nothing(shelf: Path) -> None:
    before = _ask(shelf)
    ran = run_fonds("review", "--library", shelf, "--dry-run")
    assert [line.split("\t")[0] for line in ran.out.splitlines()] == [one["id"] for one in before]
    assert _ask(shelf) == before


def test_machines_are_shown_no_addresses(shelf: Path) -> None:
    assert "moor.example" not in run_fonds("review", "--library", shelf, "--json").out


def _strip_codes(line: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)


def test_at_a_terminal_one_key_is_enough_and_every_screen_fits(shelf: Path) -> None:
    screens = "".join(_drive(["review", "--library", str(shelf)], ["?", "x", "s", "b", "1", "q"]))
    pages = [_strip_codes(page).split("\n") for page in screens.split("\x1b[2J")]
    assert len(pages) >= 5
    # What is said at the very end may scroll the last question away.
    assert max(len(page) for page in pages[:-1]) <= 24
    assert max(len(line.rstrip("\r")) for page in pages for line in page) <= 80
    assert "1 answer kept" in screens
    assert "\x1b[3" not in screens  # no colour where NO_COLOR is set


def _drive(arguments: list[str], keys: list[str]) -> Iterator[str]:
    """Run a command at a terminal of 80 x 24 and press keys, each when the screen is still."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    code = "import sys; from fonds.cli.main import main; sys.exit(main())"
    settings = {"TERM": "xterm-256color", "NO_COLOR": "1", "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=dict(os.environ) | settings,
    )
    os.close(theirs)
    yield _read_until_still(ours, "help")
    for key in keys:
        os.write(ours, key.encode())
        yield _read_until_still(ours, "kept" if key == "q" else "help")
    os.close(ours)
    assert process.wait(timeout=30) == 0


def _read_until_still(child: int, word: str) -> str:
    read = b""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if not select.select([child], [], [], 0.3)[0]:
            if word.encode() in read:
                break
            continue
        try:
            piece = os.read(child, 65536)
        except OSError:
            break
        if not piece:
            break
        read += piece
    return read.decode("utf-8", "replace")


def _passage(before: str, marked: str, after: str) -> Passage:
    return Passage(before, marked, after, make_source(), "sha256:0", (), True, True)


def _plain(lines: list[Text]) -> list[str]:
    return [line.plain for line in lines]


def test_a_paragraph_on_one_line_is_wrapped_around_its_words() -> None:
    words = "fog " * 200
    lines = _plain(lay_out(_passage(words, "Mara", " " + words), 40, 6))
    assert len(lines) <= 6
    assert all(len(line) <= 44 for line in lines)
    assert sum(line.startswith("  ▌") for line in lines) == 1
    assert any("Mara" in line for line in lines)


def test_how_a_mail_travelled_is_left_out_but_never_the_marked_words() -> None:
    head = "Path: a!b\n  c!d\nMessage-ID: <1@oz.example>\nFrom: "
    passage = _passage(head, "Polly", "\nX-Mailer: Oz\nSubject: The Gate\n\nOnce.")
    assert _plain(lay_out(passage, 60, 12)) == [
        "  │ …",
        "  ▌ From: Polly",
        "  │ …",
        "  │ Subject: The Gate",
        "  │ ",
        "  │ Once.",
    ]
    sender = _passage("Sender: ", "Polly", "\n\nOnce.")
    assert _plain(lay_out(sender, 60, 12))[0] == "  ▌ Sender: Polly"


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b2J", "\u202e", "\x07"])
def test_evidence_cannot_give_the_terminal_orders(hostile: str) -> None:
    lines = lay_out(_passage(f"a{hostile}b\n", f"M{hostile}ara", f"\n{hostile}"), 60, 12)
    assert all(char.isprintable() for line in lines for char in line.plain)


def test_words_that_fill_more_than_the_screen_are_cut() -> None:
    assert len(lay_out(_passage("a\n", "line\n" * 50, "b"), 60, 5)) <= 5
