"""`fonds history`: what people did to the catalogue."""

from typing import Annotated

import typer
from rich.text import Text

from fonds.app.act_history import ActShown, list_history
from fonds.cli.door import JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.finding import find_card
from fonds.cli.json_lines import write_masked_json
from fonds.cli.styles import QUIET, TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.library.opening import Library
from fonds.library.storage import find_row

EXAMPLES = (
    "fonds history",
    'fonds history "The Hound Again"',
    "fonds history --json --limit 1000 | jq .act.words",
)

_COLUMN = 7

_MOST_LINES = 3
"""Changes of one act that are shown: the first tell what it was about."""


def history(
    context: typer.Context,
    *,
    work: Annotated[
        str | None,
        typer.Argument(
            metavar="[WORK]", help="Only of this work: its identifier or title.", show_default=False
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="Most changes to list.")
    ] = 20,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List what people changed, the last first: who, when, why, and what it was before.

    To a pipe one line a change, with tabs between; with --json one object a line. `fonds undo
    --act N` takes any of them back.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        work_id = None
        if work is not None:
            wanted = work.strip().lower()
            # A merged or withdrawn work has a history, but no line in the catalogue.
            known = _is_known(shelf.library, wanted)
            work_id = wanted if known else find_card(shelf, work).work_id
        found = list_history(shelf, work_id=work_id, limit=limit)
    for one in found:
        if as_json:
            write_masked_json(door.terminal, one)
        else:
            say_act(door.terminal, one)
    if not found and not as_json and door.terminal.is_watched:
        door.terminal.say("Nobody has changed anything yet.")
    return 0


def _is_known(library: Library, work_id: str) -> bool:
    row = find_row(library.connection, "SELECT 1 FROM minted WHERE id = ?", (work_id,))
    return row is not None


def say_act(terminal: Terminal, one: ActShown) -> None:
    """Print one change: to a pipe on one line, with tabs between."""
    act = one.act
    if not terminal.is_watched:
        state = "" if one.undone_by is None else f"taken back by {one.undone_by}"
        columns = (str(act.id), act.at, act.by, act.kind, act.words, str(act.changes), act.why)
        terminal.say("\t".join(map(safe_line, (*columns, state))))
        return
    head = Text(safe_line(act.words), style=TITLE)
    if one.undone_by is not None:
        head.append(f"  taken back by {one.undone_by}", style=QUIET)
    terminal.say(head, lead=str(act.id).rjust(_COLUMN - 2), indent=_COLUMN)
    margin = " " * _COLUMN
    who = " · ".join(part for part in (act.at[:16].replace("T", " "), safe_line(act.by)) if part)
    terminal.say(Text(who, style=QUIET), lead=margin, indent=_COLUMN)
    if act.why:
        terminal.say(f"“{safe_line(act.why)}”", lead=margin, indent=_COLUMN)
    for line in one.lines[:_MOST_LINES]:
        name = f"{safe_line(line.name)}: " if line.name else ""
        words = f"{name}{line.what}: {line.before} → {line.after}"
        terminal.say(safe_line(words), lead=margin, indent=_COLUMN + 2)
    more = act.changes - len(one.lines[:_MOST_LINES])
    if more:
        terminal.say(f"and {count_words(more, 'more change')}", lead=margin, indent=_COLUMN)
