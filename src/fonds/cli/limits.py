"""`fonds limits`: what the Archive of Our Own would refuse of works."""

from typing import Annotated

import typer
from rich.text import Text

from fonds.app.open_doors import WorkBreaches, check_limits
from fonds.cli.door import JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.finding import find_work_ids
from fonds.cli.json_lines import write_json
from fonds.cli.styles import TITLE
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line

EXAMPLES = (
    "fonds limits",
    "fonds limits --query 'fandom:oz'",
    "fonds limits --json | jq -r '.breaches[].code' | sort | uniq -c",
)

SOME_BREACH = 1


def limits(
    context: typer.Context,
    *,
    works: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORK", help="Works, as for `fonds show`; all when none is named."),
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="Q", help="All that `fonds search Q` finds."),
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Say everything that AO3 would refuse of works, all at once.

    75 tags of 150 characters, a summary of 1,250, notes of 5,000, chapters of 510,000, 200
    chapters, one of five ratings, a fandom, a title. Exit 1 when something would be refused.
    """
    door = get_door(context)
    checked = refused = 0
    with enter_shelf(door, library) as shelf:
        everything = not works and query is None
        chosen = find_work_ids(shelf, works or [], query=query, everything=everything)
        found: list[WorkBreaches] = []
        with door.terminal.watch() as progress:
            for done, work_id in enumerate(chosen):
                progress("looking", done, len(chosen))
                found.append(check_limits(shelf, work_id))
            progress("looking", len(chosen), len(chosen))
    for one in found:
        checked += 1
        refused += bool(one.breaches)
        if as_json:
            write_json(door.terminal, one)
        elif one.breaches:
            _say(door.terminal, one)
    if not as_json and door.terminal.is_watched:
        door.terminal.say(
            f"AO3 would refuse something of {refused:,} of {count_words(checked, 'work')}."
        )
    return SOME_BREACH if refused else 0


def _say(terminal: Terminal, work: WorkBreaches) -> None:
    title = safe_line(work.title or "(no title)")
    if not terminal.is_watched:
        for one in work.breaches:
            terminal.say("\t".join((work.work_id, one.code, safe_line(one.message), title)))
        return
    terminal.say(Text(title, style=TITLE))
    for one in work.breaches:
        quote = f" “{safe_line(one.quote)}”" if one.quote else ""
        terminal.say(f"{safe_line(one.message)}{quote}", lead="    ", indent=4)
