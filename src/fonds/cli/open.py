"""`fonds open`: a work as a page, in the browser."""

import sys
import tempfile
from collections.abc import Mapping
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
    elif _has_screen(door.environment) and typer.launch(page.as_uri(), wait=True) == 0:
        door.terminal.note(f"Opened {page}")
    else:
        door.terminal.note("Nothing here opens pages; this one lies at:")
        door.terminal.say(str(page))
    return 0


def _has_screen(environment: Mapping[str, str]) -> bool:
    """Tell whether a browser could show anything; without one its opener only complains."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in {"darwin", "win32"} or any(environment.get(name) for name in named)
