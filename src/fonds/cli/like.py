"""`fonds like`: what is like a work, with the reason."""

from typing import Annotated

import typer
from msgspec import Struct
from rich.text import Text

from fonds.app.neighbours import MOST, Neighbour, find_neighbours
from fonds.cli.door import Door, JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.finding import find_card
from fonds.cli.json_lines import write_masked_json
from fonds.cli.line import INDENT, say_entry
from fonds.cli.show import WorkArgument
from fonds.cli.styles import QUIET
from fonds.cli.words import safe_line

EXAMPLES = (
    'fonds like "The Hound, Again"',
    "fonds like w5cmv --limit 3",
    "fonds like w5cmv --json | jq -r .why",
)


class LikeLine(Struct, frozen=True):
    """A neighbour as one object a line.

    Attributes:
        work_id: its identifier.
        title: or None.
        creators: who wrote it.
        score: how much both have in common; above 3 is near.
        why: the same in words.
        shared: what is shared, by kind.
    """

    work_id: str
    title: str | None
    creators: tuple[str, ...]
    score: float
    why: str
    shared: dict[str, tuple[str, ...]]


def like(
    context: typer.Context,
    *,
    work: WorkArgument,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=MOST, metavar="N", help="Most works to give.")
    ] = 10,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List the works that are most like one, nearest first, each with the reason.

    Works are alike in what is told (distinctive words), and in what is said of them: people,
    pairings, tags, series, author, setting, world. What is rare in the library counts most.
    Other editions of the work are left out. To a pipe one line a work, with tabs between.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        card = find_card(shelf, work)
        found = find_neighbours(shelf, card.work_id, limit=limit)
    for one in found:
        if as_json:
            write_masked_json(door.terminal, _make_line(one))
        else:
            _say(door, one)
    if not found and not as_json and door.terminal.is_watched:
        door.terminal.say("Nothing here is much like it.")
    return 0


def _make_line(one: Neighbour) -> LikeLine:
    entry = one.entry
    shared = {str(tie.kind): tie.names for tie in one.ties}
    return LikeLine(entry.work_id, entry.title, entry.creators, one.score, one.why, shared)


def _say(door: Door, one: Neighbour) -> None:
    terminal, why = door.terminal, safe_line(one.why)
    if not terminal.is_watched:
        names = ", ".join(safe_line(name) for name in one.entry.creators)
        title = safe_line(one.entry.title or one.entry.incipit)
        terminal.say("\t".join([one.entry.work_id, title, names, f"{one.score:.2f}", why]))
        return
    say_entry(terminal, one.entry)

    terminal.say(Text(why, style=QUIET), lead=" " * INDENT, indent=INDENT)
