"""What the commands about tags and authors share: their options, and carrying a plan out."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from fonds.app.shelf import Shelf
from fonds.app.tags import decide
from fonds.cli.acting_options import catch_up_watched, say_who
from fonds.cli.door import Door, read_clock
from fonds.cli.json_lines import write_masked_json
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.acts import NewChange
from fonds.library.tags import TAG_KINDS

NOT_DONE = 1

MOST_READ = 16 * 1024 * 1024
"""Bytes of a sheet, or of names on standard input."""

KindOption = Annotated[
    str,
    typer.Option("--kind", metavar="KIND", help=f"What they name: {', '.join(TAG_KINDS)}."),
]

NameArgument = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


def read_bytes(source: Path) -> bytes:
    """Read a file, or standard input for “-”.

    Raises:
        UserError: it cannot be read, or is too large.
    """
    try:
        if str(source) == "-":
            data = sys.stdin.buffer.read(MOST_READ + 1)
        else:
            with source.open("rb") as file:
                data = file.read(MOST_READ + 1)
    except OSError as error:
        raise UserError(f"{source}: cannot be read ({error.strerror})") from error
    if len(data) > MOST_READ:
        raise UserError(f"{source}: is larger than 16 MiB, which is no list of names")
    return data


def carry_out(
    door: Door,
    shelf: Shelf,
    changes: Sequence[NewChange],
    words: str,
    *,
    who: tuple[str, str],
    dry_run: bool,
    as_json: bool,
) -> int:
    """Do what was planned, say so, and let the search index catch up.

    Args:
        door: where to speak.
        shelf: open.
        changes: of one act.
        words: what it does, in a sentence.
        who: who does it, and why, as they said.
        dry_run: only say what would be done.
        as_json: say it as JSON.

    Returns:
        The exit code.
    """
    by, why = who
    if dry_run:
        if as_json:
            planned = [{"cell": one.cell, "key": one.key, "after": one.after} for one in changes]
            write_masked_json(door.terminal, {"act": None, "words": words, "changes": planned})
        else:
            door.terminal.say(f"{safe_line(words)}. Nothing was done: --dry-run.")
        return 0
    done = decide(shelf, changes, words, by=say_who(by), clock=read_clock(), why=why)
    catch_up_watched(door, shelf)
    if as_json:
        write_masked_json(door.terminal, {"act": done.act, "words": words, "works": done.touched})
    elif done.act is None:
        door.terminal.say("It is so already; nothing was done.")
    else:
        works = count_words(len(done.touched), "work")
        door.terminal.say(
            f"{safe_line(words)}: {works}. `fonds undo --act {done.act}` takes it back."
        )
    return 0 if done.act is not None else NOT_DONE
