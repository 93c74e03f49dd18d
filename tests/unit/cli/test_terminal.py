"""Widths, colours and the progress line."""

import io

import pytest
from rich.console import Console

from fonds.app.progress_words import describe_progress
from fonds.cli.progress import ProgressLine
from fonds.cli.terminal import Terminal
from fonds.cli.words import safe_line


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def make_screen(columns: int) -> tuple[Terminal, Screen, Screen]:
    out, notes = Screen(), Screen()
    terminal = Terminal(out, notes)
    terminal.out.width = terminal.notes.width = columns
    return terminal, out, notes


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_long_lines_are_wrapped_with_a_margin(columns: int) -> None:
    terminal, out, _ = make_screen(columns)
    terminal.say("The fog had eaten Baker Street by four o'clock. " * 3, lead="Fog ", indent=4)
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("Fog The")
    assert all(line.startswith("    ") for line in lines[1:])
    assert max(map(len, lines)) <= columns
    assert "".join("".join(lines).split()).count("clock") == 3


def test_a_word_longer_than_the_terminal_is_folded_and_not_lost() -> None:
    terminal, out, _ = make_screen(20)
    terminal.say("x" * 50)
    assert out.getvalue().replace("\n", "") == "x" * 50


def test_a_pipe_gets_no_colours_and_no_line_breaks() -> None:
    out = io.StringIO()
    terminal = Terminal(out, io.StringIO())
    terminal.say("fog " * 100)
    assert out.getvalue().count("\n") == 1
    assert "\x1b" not in out.getvalue()


@pytest.mark.parametrize("hostile", ["a\x1b]0;title\x07b", "a\x9b2Jb", "a\u202eb\u2066c", "a\r\nb"])
def test_a_title_cannot_give_the_terminal_orders(hostile: str) -> None:
    assert all(char.isprintable() for char in safe_line(hostile))


def test_progress_is_silent_for_a_second_then_shows_rate_and_time_left() -> None:
    screen = Screen()
    times = iter([0.0, 0.5, 2.0, 2.05, 4.0])
    line = ProgressLine(Console(file=screen, width=40), lambda: next(times))
    line("reading", 1, 100)
    assert screen.getvalue() == ""
    line("reading", 20, 100)
    assert "Reading: 20 of 100" in screen.getvalue()
    line("reading", 21, 100)
    assert "21" not in screen.getvalue()
    line("reading", 40, 100)
    assert screen.getvalue().rsplit("\r")[-1].startswith("Reading: 40 of 100, 11 a second")
    line.clear()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_progress_is_silent_where_nobody_watches() -> None:
    stream = io.StringIO()
    times = iter([0.0, 5.0, 9.0])
    line = ProgressLine(Console(file=stream), lambda: next(times))
    line("reading", 1, 2)
    line.clear()
    assert stream.getvalue() == ""


def test_a_printed_line_takes_the_place_of_the_progress_line() -> None:
    terminal, out, notes = make_screen(40)
    with terminal.watch() as progress:
        progress._is_drawn = True
        terminal.say("Found.")
        assert notes.getvalue() == "\r\x1b[K"
    assert out.getvalue() == "Found.\n"


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "words"),
    [
        (0, 10, 5.0, "Reading: 0 of 10"),
        (10, 10, 5.0, "Reading: 10 of 10, 2 a second"),
        (1, 61, 60.0, "Reading: 1 of 61, 1 a minute, 60 min left"),
    ],
)
def test_progress_in_words(done: int, total: int, elapsed: float, words: str) -> None:
    assert describe_progress("reading", done, total, elapsed) == words
