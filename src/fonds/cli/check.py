"""`fonds check`: is the library whole."""

import typer

from fonds.cli.door import JsonOption, LibraryOption, find_folder, get_door
from fonds.cli.json_lines import write_json
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.library.check import Finding, check_library
from fonds.library.opening import close_library, open_library
from fonds.search.index import open_index, read_stamp

DAMAGED = 3


EXAMPLES = (
    "fonds check",
    "fonds check --json | jq .whole",
)


def check(
    context: typer.Context, *, as_json: JsonOption = False, library: LibraryOption = None
) -> int:
    """Check that the library is whole.

    Every byte of it is read and compared; nothing is changed. Exit 0 when all
    is whole, 3 when something is damaged.
    """
    door = get_door(context)
    folder = find_folder(door, library)
    opened = open_library(folder)
    try:
        # Opening an index makes an empty one where there is none; a check makes nothing.
        stamp = (
            read_stamp(open_index(opened.index_folder)) if opened.index_folder.is_dir() else None
        )
        with door.terminal.watch() as progress:
            findings = check_library(
                opened,
                index_stamp=stamp,
                progress=lambda done, total: progress("check", done, total),
            )
    finally:
        close_library(opened)
    damaged = [finding for finding in findings if finding.damaged]
    if as_json:
        write_json(door.terminal, {"whole": not damaged, "findings": findings})
    else:
        _say(door.terminal, findings)
    return DAMAGED if damaged else 0


def _say(terminal: Terminal, findings: tuple[Finding, ...]) -> None:
    damaged = [finding for finding in findings if finding.damaged]
    for finding in findings:
        word = "damaged: " if finding.damaged else "note: "
        terminal.say(f"{word}{safe_line(finding.message)} [{finding.code}]", indent=4)
    if not damaged:
        terminal.say("The library is whole.")
        return
    places = len({finding.damaged for finding in damaged})
    terminal.say(
        f"{count_words(places, 'thing').capitalize()} damaged; everything not named above is "
        "whole. Copy the folder before you do anything else, then bring back what is named "
        "from a backup."
    )
