"""Door: what every command gets from the one before it, and the options all share."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import platformdirs
import typer

from fonds.app.shelf import Shelf, close_shelf, open_shelf
from fonds.cli.terminal import Terminal
from fonds.describe.switches import SWITCHES
from fonds.errors import BugError, UserError
from fonds.packs.load import load_packs
from fonds.packs.pack import Pack

LIBRARY_VARIABLE = "FONDS_LIBRARY"
PACKS_VARIABLE = "FONDS_PACKS"

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="FOLDER",
        help=f"The library's folder; else {LIBRARY_VARIABLE}, else your own.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, complete, for machines.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="NAME",
        help="Leave a describer off, and another …: " + ", ".join(SWITCHES) + ".",
        show_default=False,
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=0,
        max=256,
        metavar="N",
        help="Processes that read; 0 reads in this one. Else one for each processor.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Door:
    """What the program was started with, before the command.

    Attributes:
        terminal: where to speak.
        library: what `--library` before the command named, or None.
        environment: the variables of the process.
    """

    terminal: Terminal
    library: Path | None
    environment: Mapping[str, str]


def get_door(context: typer.Context) -> Door:
    """Give the door a command was entered by."""
    door = context.find_object(Door)
    if door is None:
        raise BugError("a command was entered without a door")
    return door


def find_folder(door: Door, option: Path | None) -> Path:
    """Find the library's folder: the option after the command, then the one before it, then
    the variable, then the user's own data folder.
    """
    for named in (option, door.library):
        if named is not None:
            return named.expanduser()
    if named_so := door.environment.get(LIBRARY_VARIABLE):
        return Path(named_so).expanduser()
    return platformdirs.user_data_path("fonds", appauthor=False)


def find_pack_folder(door: Door) -> Path:
    """Find where one's own packs lie, or would lie: the variable, then the user's own
    configuration folder.
    """
    if named_so := door.environment.get(PACKS_VARIABLE):
        return Path(named_so).expanduser().absolute()
    return platformdirs.user_config_path("fonds", appauthor=False) / "packs"


def find_own_packs(door: Door) -> Path | None:
    """Find the folder of one's own packs; None when there is none.

    Raises:
        UserError: the variable names a folder that is not there.
    """
    folder = find_pack_folder(door)
    if folder.is_dir():
        return folder
    if door.environment.get(PACKS_VARIABLE):
        raise UserError(
            f"{folder}: {PACKS_VARIABLE} names it, and there is no such folder; "
            "`fonds packs new NAME` makes it with a first pack"
        )
    return None


def load_known_packs(door: Door) -> tuple[Pack, ...]:
    """Load the packs of Fonds, and one's own, which replace those of the same fandom.

    Raises:
        UserError: one of them is not a pack; the message names the file, the key and what
            to do.
    """
    return load_packs(own=find_own_packs(door))


@contextmanager
def enter_shelf(door: Door, option: Path | None, *, create: bool = False) -> Iterator[Shelf]:
    """Open the library's shelf, for `with`; its index is brought up to date on the way."""
    with door.terminal.watch() as progress:
        shelf = open_shelf(
            find_folder(door, option),
            create=create,
            progress=progress,
            packs=lambda: load_known_packs(door),
        )
    try:
        yield shelf
    finally:
        close_shelf(shelf)


def read_clock() -> str:
    """Read the clock: now, ISO UTC to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def find_paths(typed: Sequence[str]) -> tuple[Path, ...]:
    """Turn what was typed into paths.

    Raises:
        UserError: one of them is "", as an unset variable of a script gives: it would
            otherwise mean the folder one stands in.
    """
    if not all(typed):
        raise UserError("one of the paths is empty; name a file or a folder")
    return tuple(Path(path).expanduser() for path in typed)


def count_workers(option: int | None) -> int:
    """Count the processes to read in: what was asked for, or one a processor, at most eight.

    More than eight readers wait for the disk and the one that writes, not for processors.
    """
    if option is not None:
        return option
    affinity = getattr(os, "sched_getaffinity", None)
    free = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    return max(1, min(free, 8))
