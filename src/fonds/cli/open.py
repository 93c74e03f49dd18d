"""`fonds open`: a work as a page, in the browser."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from fonds.app.export import build_file, name_file
from fonds.cli.door import LibraryOption, enter_shelf, get_door
from fonds.cli.finding import find_card
from fonds.cli.show import WorkArgument

EXAMPLES = (
    'fonds open "The Hound, Again"',
    "fonds open --print w5cmvqxf2a",
)


def open_work(
    context: typer.Context,
    *,
    work: WorkArgument,
    only_print: Annotated[
        bool, typer.Option("--print", help="Only print where the page lies; open nothing.")
    ] = False,
    library: LibraryOption = None,
) -> int:
    """Open a work in the browser.

    The page is a file that needs no network and no server; it lies in the system's folder
    for temporary files.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        card = find_card(shelf, work)
    folder = Path(tempfile.mkdtemp(prefix="fonds-"))
    page = folder / f"{name_file(card.record)}.html"
    page.write_bytes(build_file(card, "html"))
    if only_print:
        door.terminal.say(str(page))
    elif typer.launch(page.as_uri()) == 0:
        door.terminal.note(f"Opened {page}")
    else:
        door.terminal.note("Nothing on this machine opens pages; the page lies here:")
        door.terminal.say(str(page))
    return 0
