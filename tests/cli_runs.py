"""Running the command line in a test, with streams of its own."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fonds.cli.main import run
from fonds.cli.terminal import Terminal

FOG = """Title: The Fog and the Ferryman
Author: Jane Doe <jane.doe@moor.example>
Fandom: Sherlock Holmes
Rating: PG-13
Summary: A ferryman is missed by nobody but Holmes.

The fog had eaten Baker Street by four o'clock, and Holmes had eaten nothing at all.

"You have been to the docks, Watson," said Holmes, without turning round from the window.

I had. I asked him how he knew, and he pointed at my boots, which had told him everything.

"A ferryman is gone," he said, "and nobody has missed him. That is what troubles me."

We went down to the river before supper, and the river had nothing to say to either of us.
"""

OZ = """The Tin Woodman Oils a Gate
by Polly Plumley

Dorothy heard the gate before she saw it. It screamed like a cat, and Toto screamed back.

"Poor thing," said the Tin Woodman, and he took the oilcan from his belt and knelt down.

He oiled the upper hinge, and then the lower, and then, because he was kind, the latch.

"Thank you," said the gate, which surprised nobody but Dorothy, who was still from Kansas.
"""

REVIEW = """Review: a novel about Robin Hood

The plot of this novel is thin. The writer has read too many other novels. I liked the
director's cut of the film better: my rating is two out of five stars. This book is not
worth reading, the acting in the film was, and I recommend that you see the film instead.
"""


@dataclass(frozen=True)
class Ran:
    """What a run gave."""

    code: int
    out: str
    notes: str

    def json(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)

    def json_lines(self) -> list[Any]:
        """Every JSON value on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


class _Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def run_fonds(*arguments: str | Path, columns: int = 0) -> Ran:
    """Run one command; with `columns` it believes that it speaks to a terminal so wide."""
    out, notes = (_Screen(), _Screen()) if columns else (io.StringIO(), io.StringIO())
    terminal = Terminal(out, notes)
    if columns:
        terminal.out.width = terminal.notes.width = columns
    code = run([str(one) for one in arguments], terminal)
    return Ran(code, out.getvalue(), notes.getvalue())


def write_heap(folder: Path, files: Sequence[tuple[str, str | bytes]] = ()) -> Path:
    """Write a small heap: two stories and a review, or the files given."""
    chosen = files or (("fog.txt", FOG), ("oz.txt", OZ), ("deep/review.txt", REVIEW))
    for name, content in chosen:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder
