"""`fonds packs check`: everything that is wrong with packs."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from fonds.cli.door import Door, JsonOption, find_own_packs, find_paths, get_door
from fonds.cli.json_lines import write_json
from fonds.cli.styles import TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.packs.check import Fault, find_faults, find_shared_names
from fonds.packs.folding import fold_name
from fonds.packs.load import (
    PACK_FOLDER,
    list_pack_files,
    load_packs,
    parse_pack,
    read_pack_text,
)
from fonds.packs.pack import Pack

SOMETHING_WRONG = 1

EXAMPLES = (
    "fonds packs check",
    "fonds packs check my-fandom.toml",
    "fonds packs check --json ~/packs | jq .faults",
)


def check_packs(
    context: typer.Context,
    *,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Packs and folders of packs. Else all that are used."),
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Check packs, and name everything that is wrong with them.

    Every fault comes with its file, its key and what to do: what is no TOML, keys that are
    missing or misspelled, names that contradict each other, abbreviations that a header's
    reader takes for something else, such as M/F, and names that two fandoms share. Exit 0
    when nothing is wrong, 1 when something is; what is only doubtful is not wrong.
    """
    door = get_door(context)
    given = _list_files(door, paths or [])
    ours = {} if paths else {path.name: path for path in list_pack_files(PACK_FOLDER)}
    faults, packs = _check_files(given)
    replaced = {fold_name(pack.fandom.name) for pack in packs}
    our_faults, our_packs = _check_files(ours)
    others = load_packs() if paths else our_packs
    rest = [pack for pack in others if fold_name(pack.fandom.name) not in replaced]
    faults += our_faults
    faults += find_shared_names(packs, rest) if paths else find_shared_names((*packs, *rest))
    faults.sort(key=lambda fault: (fault.file in ours, fault.file))
    wrong = [fault for fault in faults if fault.weight == "wrong"]
    number = len(given) + len(ours)
    if as_json:
        write_json(door.terminal, {"packs": number, "wrong": len(wrong), "faults": faults})
    else:
        _say_faults(door.terminal, faults, number)
    return SOMETHING_WRONG if wrong else 0


def _list_files(door: Door, paths: Sequence[str]) -> dict[str, Path]:
    """List the files that were named, else one's own, by what messages call them."""
    if not paths:
        own = find_own_packs(door)
        return {} if own is None else {str(path): path for path in list_pack_files(own)}
    chosen: dict[str, Path] = {}
    for path in find_paths(paths):
        if path.is_dir():
            chosen |= {str(one): one for one in list_pack_files(path)}
        elif path.is_file():
            chosen[str(path)] = path
        else:
            raise UserError(f"{path}: there is no such file or folder")
    if not chosen:
        raise UserError("there is no pack in these folders; packs are files that end in .toml")
    return chosen


def _check_files(files: Mapping[str, Path]) -> tuple[list[Fault], list[Pack]]:
    """Find the faults of each file, and give those that the loader takes all the same."""
    faults: list[Fault] = []
    packs: list[Pack] = []
    for name, path in files.items():
        try:
            toml = read_pack_text(path, name)
        except UserError as error:
            _, key, what = str(error).removeprefix(name).split(": ", 2)
            what, _, todo = what.rpartition("; ")
            faults.append(Fault(name, key, what, todo))
            continue
        faults += find_faults(toml, name)
        # What keeps the loader from taking it is a fault already.
        with suppress(UserError):
            packs.append(parse_pack(toml, name))
    return faults, packs


def _say_faults(terminal: Terminal, faults: Sequence[Fault], packs: int) -> None:
    file = ""
    for fault in faults:
        doubt = "doubtful: " if fault.weight == "doubtful" else ""
        words = safe_line(f"{doubt}{fault.key}: {fault.what}; {fault.todo}")
        if not terminal.is_watched:
            terminal.say(f"{safe_line(fault.file)}: {words}")
            continue
        if fault.file != file:
            terminal.say(Text(safe_line(fault.file), style=TITLE))
            file = fault.file
        terminal.say(words, lead="    ", indent=4)
    wrong = sum(fault.weight == "wrong" for fault in faults)
    doubtful = len(faults) - wrong
    checked = f"{count_words(packs, 'pack').capitalize()} checked"
    doubts = f" {count_words(doubtful, 'thing').capitalize()} doubtful." if doubtful else ""
    if wrong:
        have = "is" if wrong == 1 else "are"
        terminal.say(f"{checked}. {count_words(wrong, 'thing').capitalize()} {have} wrong.{doubts}")
    else:
        terminal.say(f"{checked}. Nothing is wrong.{doubts}")
