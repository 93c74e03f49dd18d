"""`fonds list`: every work of the library, or every accession."""

from typing import Annotated, Literal

import typer

from fonds.app.shelf import Shelf
from fonds.cli.door import Door, JsonOption, LibraryOption, enter_shelf, get_door
from fonds.cli.json_lines import write_masked_json
from fonds.cli.line import say_entry
from fonds.cli.styles import KEY
from fonds.cli.terminal import Terminal
from fonds.cli.words import count_words, safe_line
from fonds.library.accessions import list_accessions
from fonds.library.entries import iter_entries, sort_key
from fonds.model.entry import Entry

Order = Literal["title", "author", "date", "words", "fandom"]
Kind = Literal["story", "not-story", "all"]


EXAMPLES = (
    "fonds list --sort words",
    "fonds list --kind not-story",
    "fonds list --accessions",
)


def list_works(
    context: typer.Context,
    *,
    sort: Annotated[Order, typer.Option("--sort", help="What to order by.")] = "title",
    kind: Annotated[Kind, typer.Option("--kind", help="Which works.")] = "story",
    accessions: Annotated[
        bool, typer.Option("--accessions", help="List what was taken in, and when, instead.")
    ] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List the works of the library.

    On a terminal two lines a work; to a pipe one, with tabs between; with --json one object
    a line.
    """
    door = get_door(context)
    with enter_shelf(door, library) as shelf:
        if accessions:
            _list_accessions(door, shelf, as_json=as_json)
            return 0
        kinds = () if kind == "all" else (kind,)
        entries = sort_entries(list(iter_entries(shelf.library, kinds=kinds)), sort)
        if as_json:
            for entry in entries:
                write_masked_json(door.terminal, entry)
            return 0
        _say_entries(door.terminal, entries, kind)
    return 0


def sort_entries(entries: list[Entry], order: Order) -> list[Entry]:
    """Sort catalogue lines; longest and newest first, without a date last, ties by title.

    Args:
        entries: n entries in the order of their titles.
        order: what to sort by.

    Returns:
        The same n entries.

    Cost: O(n log n).
    """
    if order == "author":
        return sorted(entries, key=lambda one: (not one.creators, _key(one.creators)))
    if order == "fandom":
        return sorted(entries, key=lambda one: (not one.fandoms, _key(one.fandoms)))
    if order == "words":
        return sorted(entries, key=lambda one: -one.words)
    if order == "date":
        dated = [one for one in entries if one.date]
        undated = [one for one in entries if not one.date]
        # Twice reversed, so that works of one day stay in the order of their titles.
        dated.reverse()
        dated.sort(key=lambda one: one.date or "")
        dated.reverse()
        return dated + undated
    return entries


def _key(names: tuple[str, ...]) -> str:
    return sort_key(names[0]) if names else ""


def _say_entries(terminal: Terminal, entries: list[Entry], kind: Kind) -> None:
    is_marked = False
    for entry in entries:
        is_marked |= say_entry(terminal, entry)
    if not terminal.is_watched:
        return
    if entries:
        terminal.say()
    if is_marked:
        terminal.say(KEY)
    if kind == "story":
        terminal.say(f"{count_words(len(entries), 'story', 'stories').capitalize()}.")
    else:
        terminal.say(f"{count_words(len(entries), 'work').capitalize()}.")


def _list_accessions(door: Door, shelf: Shelf, *, as_json: bool) -> None:
    taken = list_accessions(shelf.library)
    for one in taken:
        if as_json:
            write_masked_json(door.terminal, one)
            continue
        state = {"open": ", not finished", "undone": ", undone"}.get(one.state, "")
        day = one.begun[:16].replace("T", " ")
        door.terminal.say(f"{safe_line(one.heap)} ({day}{state})", lead=f"{one.id:>4}  ", indent=6)
    if not taken and not as_json:
        door.terminal.say("Nothing has been taken in yet. `fonds add HEAP` does so.")
