"""`fonds searches`: questions kept under a name, as on the page "Mine"."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from fonds.app.mine import Mine, SavedLine, keep_search, list_saved
from fonds.app.own_shelves import find_all, remove_own_search
from fonds.app.question import read_question
from fonds.cli.door import Door, JsonOption, LibraryOption, enter_shelf, get_door, read_clock
from fonds.cli.json_lines import write_json, write_masked_json
from fonds.cli.line import say_entry
from fonds.cli.mark import PersonOption, find_mine
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.entries import get_entry
from fonds.library.saved_searches import mark_search_seen

ABOUT = """Keep searches under a name, and ask them again.

They are the same ones as on the web page "Mine": each tells how many works came since it was
last asked."""

EXAMPLES = (
    'fonds searches save "Short and foggy" "fog words:<5000"',
    "fonds searches list",
    'fonds searches run "Short and foggy"',
)

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="What it is called.", show_default=False)
]


@contextmanager
def _enter(door: Door, library: Path | None, person: str | None) -> Iterator[Mine]:
    with enter_shelf(door, library) as shelf:
        yield find_mine(shelf, person)


def _get_line(mine: Mine, name: str) -> SavedLine:
    wanted = " ".join(name.split()).casefold()
    for line in list_saved(mine):
        if line.search.name.casefold() == wanted:
            return line
    raise UserError(f"no search is kept as {name!r}. `fonds searches list` names them all")


LIST_EXAMPLES = ("fonds searches list", "fonds searches list --json")


def list_all(
    context: typer.Context,
    *,
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List kept searches, and how many works came since each was last asked.

    To a pipe with tabs between; with --json one object a line.
    """
    door = get_door(context)
    with _enter(door, library, person) as mine:
        lines = list_saved(mine)
    for line in lines:
        name, text = safe_line(line.search.name), safe_line(line.question.text)
        if as_json:
            write_masked_json(door.terminal, line)
        elif door.terminal.is_watched:
            new = f", {line.new:,} new" if line.new else ""
            door.terminal.say(f"{name}: {text or 'everything'}{new}{line.complaint and ' (!)'}")
        else:
            door.terminal.say("\t".join((name, text, str(line.new))))
    if door.terminal.is_watched and not as_json and not lines:
        door.terminal.say("No search is kept yet: `fonds searches save NAME QUERY`.")
    return 0


SAVE_EXAMPLES = ('fonds searches save "Short and foggy" "fog words:<5000"',)


def save_search(
    context: typer.Context,
    *,
    name: NameArgument,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="As for `fonds search`.", show_default=False)
    ],
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Keep a search under a name."""
    door = get_door(context)
    with _enter(door, library, person) as mine:
        question = read_question([("q", query)])
        kept = keep_search(mine, name, question, clock=read_clock())
    if as_json:
        write_json(door.terminal, kept)
    else:
        door.terminal.say(f"Kept as “{safe_line(kept.name)}”.")
    return 0


RUN_EXAMPLES = ('fonds searches run "Short and foggy"',)


def run_search(
    context: typer.Context,
    *,
    name: NameArgument,
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Ask a kept search: its works in order; what is always left out is left out.

    With --json one object a line. What came so far is no longer new.
    """
    door = get_door(context)
    with _enter(door, library, person) as mine:
        line = _get_line(mine, name)
        if line.complaint:
            raise UserError(line.complaint)
        entries = [get_entry(mine.library, one) for one in find_all(mine, line.question)]
        mark_search_seen(mine.library, mine.number, line.search.id)
    for entry in entries:
        if as_json:
            write_masked_json(door.terminal, entry)
        else:
            say_entry(door.terminal, entry)
    if door.terminal.is_watched and not as_json:
        door.terminal.say(f"{count_words(len(entries), 'work').capitalize()}.")
    return 0


REMOVE_EXAMPLES = ('fonds searches remove "Short and foggy"',)


def remove_search(
    context: typer.Context,
    *,
    name: NameArgument,
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Keep a search no longer; `fonds shelves undo` brings it back."""
    door = get_door(context)
    with _enter(door, library, person) as mine:
        gone = remove_own_search(mine, _get_line(mine, name).search.id)
    if as_json:
        write_json(door.terminal, gone)
    else:
        door.terminal.say(f"“{safe_line(gone.name)}” is gone. `fonds shelves undo` brings it back.")
    return 0
