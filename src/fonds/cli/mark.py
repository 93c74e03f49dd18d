"""`fonds mark`: say how far one is with a work, and whether one loves it."""

from typing import Annotated, Literal

import typer

from fonds.app.mine import Mine, mark_work
from fonds.app.people import make_owner
from fonds.app.shelf import Shelf
from fonds.cli.door import JsonOption, LibraryOption, enter_shelf, get_door, read_clock
from fonds.cli.finding import find_card
from fonds.cli.json_lines import write_masked_json
from fonds.cli.words import safe_line
from fonds.errors import UserError
from fonds.library.marks import Mark, find_mark
from fonds.library.people import find_person_by_name, list_people

EXAMPLES = (
    'fonds mark "The Hound, Again" read',
    "fonds mark w5cmv to-read --favourite",
    "fonds mark w5cmv none --person Jane",
    "fonds mark w5cmv",
)

PersonOption = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="NAME",
        help="Whose it is; else the machine's owner.",
        show_default=False,
    ),
]

_SAID = {"to-read": "to be read", "reading": "being read", "read": "read"}


def mark(
    context: typer.Context,
    *,
    work: Annotated[
        str,
        typer.Argument(
            metavar="WORK",
            help="Its identifier, the beginning of it, or its title.",
            show_default=False,
        ),
    ],
    status: Annotated[
        Literal["to-read", "reading", "read", "none"] | None,
        typer.Argument(
            metavar="STATUS",
            help="to-read, reading, read, or none; left out, it stays as it is.",
            show_default=False,
        ),
    ] = None,
    favourite: Annotated[
        bool | None,
        typer.Option("--favourite/--no-favourite", help="Whether it is loved.", show_default=False),
    ] = None,
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Mark a work as to be read, being read, or read.

    What one has read can be left out of every search, what is to be read stands on the page
    "Mine". Without a status or --favourite it only says how the work is marked.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        mine = find_mine(shelf, person)
        card = find_card(shelf, work)
        if status is None and favourite is None:
            said = find_mark(shelf.library, mine.number, card.work_id)
        else:
            said = mark_work(
                mine, card.work_id, status=status, favourite=favourite, clock=read_clock()
            )
        name = safe_line(card.entry.title or card.entry.incipit or card.work_id)
    if as_json:
        write_masked_json(door.terminal, said)
    else:
        door.terminal.say(f"{name}: {_say(said)}.")
    return 0


def find_mine(shelf: Shelf, name: str | None) -> Mine:
    """Find whose own a command is about; the owner of the machine gets a place on the way.

    Args:
        shelf: an open shelf, with full sight: whoever has the terminal has the files.
        name: of a person, or None for the owner.

    Raises:
        UserError: nobody is called so; the message says who is here.
    """
    if name is None:
        owner = make_owner(shelf.library, clock=read_clock())
        return Mine(shelf, owner, "administrator", "administrator")
    person = find_person_by_name(shelf.library, name)
    if person is None:
        names = ", ".join(safe_line(one.name) for one in list_people(shelf.library)[:10])
        here = f"Here are {names}" if names else "Nobody has a place here yet"
        raise UserError(f"nobody here is called {name!r}. {here}")
    return Mine(shelf, person, "administrator", "administrator")


def _say(said: Mark) -> str:
    words = [_SAID[said.status]] if said.status is not None else []
    words += ["a favourite"] if said.favourite else []
    return ", ".join(words) or "not marked"
