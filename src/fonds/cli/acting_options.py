"""Options of the commands that change the catalogue, and what they say alike."""

from typing import Annotated

import typer

from fonds.app.acting import catch_up
from fonds.app.shelf import Shelf
from fonds.cli.door import Door, read_clock
from fonds.errors import UserError

ByOption = Annotated[
    str,
    typer.Option(
        "--by", metavar="NAME", help="Who does it; shown in the history.", show_default=False
    ),
]
WhyOption = Annotated[
    str,
    typer.Option("--why", metavar="WORDS", help="Why; kept in the history.", show_default=False),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def say_who(name: str) -> str:
    """Give who acts, as it is shown: "Jane, 2024-05-02"."""
    return ", ".join(part for part in (" ".join(name.split()), read_clock()[:10]) if part)


def ask_first(door: Door, question: str, *, yes: bool) -> bool:
    """Ask before something big is done.

    Raises:
        UserError: there is nobody to ask.
    """
    if yes:
        return True
    if not door.terminal.can_ask:
        raise UserError("say --yes to do it without being asked, or --dry-run to look first")
    return door.terminal.ask(question)


def catch_up_watched(door: Door, shelf: Shelf) -> None:
    """Bring the search index up to date, with progress."""
    with door.terminal.watch() as progress:
        catch_up(shelf, progress)
