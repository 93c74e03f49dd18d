"""`fonds hide`: what one never wants to see on shelves and in searches."""

from typing import Annotated

import typer

from fonds.app.mine import ReadRule, put_own_preferences, read_preferences
from fonds.cli.door import JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.json_lines import write_json
from fonds.cli.mark import PersonOption, find_mine
from fonds.cli.words import safe_line
from fonds.errors import UserError

EXAMPLES = (
    "fonds hide",
    "fonds hide 'warning:\"Major Character Death\" or fandom:oz'",
    "fonds hide --read hide",
    "fonds hide --nothing",
)

_READ_SAID = {"show": "shown", "hide": "left out", "only": "all that is shown"}


def hide(
    context: typer.Context,
    *,
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help="What matches is left out, as for `fonds search`.",
            show_default=False,
        ),
    ] = None,
    nothing: Annotated[bool, typer.Option("--nothing", help="Leave nothing out.")] = False,
    read: Annotated[
        ReadRule | None,
        typer.Option("--read", help="What becomes of works one has read.", show_default=False),
    ] = None,
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Always leave something out of one's shelf and searches.

    It holds on the web and in kept searches; `fonds search` itself finds everything. Without
    anything it only says what is left out.
    """
    if query is not None and nothing:
        raise UserError("a search or --nothing: which is it?")
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        mine = find_mine(shelf, person)
        wish = "" if nothing else query
        if wish is None and read is None:
            kept = read_preferences(mine.person)
        else:
            kept = put_own_preferences(mine, always_hidden=wish, read=read)
    if as_json:
        write_json(door.terminal, kept)
        return 0
    left_out = safe_line(kept.always_hidden) or "nothing"
    door.terminal.say(f"Left out: {left_out}.")
    door.terminal.say(f"What is read: {_READ_SAID.get(kept.read, kept.read)}.")
    return 0
