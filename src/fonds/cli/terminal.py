"""The terminal: two streams, their width and colours, and one progress line.

Answers go to standard output; progress, notes and mistakes to standard error. Colour and
progress only where a person looks on.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.text import Text

from fonds.cli.progress import ProgressLine

PIPE_WIDTH = 10_000
"""Width of what is no terminal: a line of ours stays one line for `grep`."""


class Terminal:
    """Where a command speaks.

    Attributes:
        out: standard output.
        notes: standard error.
    """

    def __init__(self, out: TextIO, notes: TextIO) -> None:
        self.out = _make_console(out)
        self.notes = _make_console(notes)
        self._stream = out
        self._line: ProgressLine | None = None

    @property
    def width(self) -> int:
        """Columns of standard output; very many when it is no terminal."""
        return self.out.width

    @property
    def is_watched(self) -> bool:
        """Whether a person reads standard output."""
        return self.out.is_terminal

    @property
    def can_ask(self) -> bool:
        """Whether there is a person who could answer."""
        return sys.stdin is not None and sys.stdin.isatty() and self.notes.is_terminal

    def ask(self, question: str) -> bool:
        """Ask a question of yes or no; anything but yes is no."""
        self._clear_line()
        _print(self.notes, question, "", 0)
        self.notes.print("[y/N] ", end="")
        try:
            answer = input()
        except EOFError:
            return False
        return answer.strip().casefold() in {"y", "yes"}

    def say(self, line: str | Text = "", *, lead: str = "", indent: int = 0) -> None:
        """Print to standard output, wrapped to its width.

        Args:
            line: what to print.
            lead: stands before its first line.
            indent: columns before every other line, and before the first when `lead` is
                shorter.
        """
        self._clear_line()
        _print(self.out, line, lead, indent)

    def note(self, line: str | Text, *, lead: str = "", indent: int = 0) -> None:
        """Print to standard error, as `say` does to standard output."""
        self._clear_line()
        _print(self.notes, line, lead, indent)

    def write_json(self, line: bytes) -> None:
        """Write one JSON line to standard output, as UTF-8 whatever the locale says."""
        self._clear_line()
        self._stream.flush()
        buffer = getattr(self._stream, "buffer", None)
        if buffer is None:
            self._stream.write(line.decode("utf-8") + "\n")
        else:
            buffer.write(line + b"\n")

    def flush(self) -> None:
        """Hand on what is still buffered, so that a closed pipe is noticed here."""
        self._stream.flush()

    @contextmanager
    def watch(self) -> Iterator[ProgressLine]:
        """Give something to tell progress to, for `with`; the line makes way for others."""
        self._line = ProgressLine(self.notes, time.monotonic)
        try:
            yield self._line
        finally:
            self._clear_line()
            self._line = None

    def _clear_line(self) -> None:
        if self._line is not None:
            self._line.clear()


def open_terminal() -> Terminal:
    """Give the terminal of this process.

    Characters its encoding does not have are written as "?": a title in Greek must not end
    a listing on a Latin terminal.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    return Terminal(sys.stdout, sys.stderr)


class _Console(Console):
    """A console that lets the program's own ending deal with a reader who has gone."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _make_console(stream: TextIO) -> Console:
    console = _Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    return console


def _print(console: Console, line: str | Text, lead: str, indent: int) -> None:
    """Print wrapped at the width; `lead` stands in the margin of the first line."""
    text = Text(line) if isinstance(line, str) else line
    if not console.is_terminal:
        # Word for word: rich would turn tabs into spaces.
        for plain in text.plain.split("\n"):
            console.file.write(f"{lead.ljust(indent)}{plain}".rstrip() + "\n")
            lead = ""
        return
    margin = max(indent, len(lead))
    # Half of a narrow terminal must remain for the words themselves.
    if margin * 2 > console.width:
        margin = len(lead)
    for part in text.split("\n", allow_blank=True):
        for piece in part.wrap(console, max(console.width - margin, 8), overflow="fold") or [part]:
            piece.rstrip()
            console.print(Text(lead.ljust(margin)).append_text(piece), soft_wrap=True)
            lead = ""
