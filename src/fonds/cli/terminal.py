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

    @property
    def width(self) -> int:
        """Columns of standard output; very many when it is no terminal."""
        return self.out.width

    @property
    def is_watched(self) -> bool:
        """Whether a person reads standard output."""
        return self.out.is_terminal

    def say(self, line: str | Text = "", *, indent: int = 0) -> None:
        """Print to standard output, wrapped to its width, later lines indented."""
        _print(self.out, line, indent)

    def note(self, line: str | Text, *, indent: int = 0) -> None:
        """Print to standard error."""
        _print(self.notes, line, indent)

    def write_json(self, line: bytes) -> None:
        """Write one JSON line to standard output, as UTF-8 whatever the locale says."""
        self._stream.flush()
        buffer = getattr(self._stream, "buffer", None)
        if buffer is None:
            self._stream.write(line.decode("utf-8") + "\n")
        else:
            buffer.write(line + b"\n")

    @contextmanager
    def watch(self) -> Iterator[ProgressLine]:
        """Give something to tell progress to, for `with`; it is gone afterwards."""
        line = ProgressLine(self.notes, time.monotonic)
        try:
            yield line
        finally:
            line.clear()


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


def _make_console(stream: TextIO) -> Console:
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    return console


def _print(console: Console, line: str | Text, indent: int) -> None:
    text = Text(line) if isinstance(line, str) else line
    if not text.plain:
        console.print()
        return
    width = max(console.width, 12)
    first, *rest = text.split("\n", allow_blank=True)
    for part in (first, *rest):
        lines = list(part.wrap(console, width, overflow="fold"))[:1]
        remaining = part.plain[len(lines[0].plain) :] if lines else ""
        if not remaining.strip():
            console.print(part, soft_wrap=True)
            continue
        _print_wrapped(console, part, width, indent)


def _print_wrapped(console: Console, part: Text, width: int, indent: int) -> None:
    """Wrap at the width; every line but the first stands `indent` columns in."""
    head = part.wrap(console, width, overflow="fold")[0]
    at = len(head.plain)
    head.rstrip()
    console.print(head, soft_wrap=True)
    rest = part[at:]
    while rest.plain.startswith(" "):
        rest = rest[1:]
    for line in rest.wrap(console, max(width - indent, 8), overflow="fold"):
        line.rstrip()
        console.print(Text(" " * indent).append_text(line), soft_wrap=True)
