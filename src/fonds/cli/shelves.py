"""`fonds shelves`: a reader's own shelves, and everybody's collections."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from fonds.app.mine import Mine, list_works
from fonds.app.own_shelves import (
    CountedShelf,
    count_shelf_of,
    list_collections,
    list_own_shelves,
    put_on_shelf,
    remove_own_shelf,
    take_back,
    take_off_shelf,
)
from fonds.cli.door import Door, JsonOption, LibraryOption, enter_shelf, get_door, read_clock
from fonds.cli.finding import find_work_ids
from fonds.cli.json_lines import write_json, write_masked_json
from fonds.cli.line import say_entry
from fonds.cli.mark import PersonOption, find_mine
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.shelves import (
    OwnShelf,
    find_shelf_by_name,
    list_shelves,
    put_shelf,
    works_of,
)

ABOUT = """Keep works together: on shelves of one's own, or in collections for everybody.

A shelf is the machine's owner's, or that of the reader whom --person names. With --collection
it is a collection, which all readers see."""

EXAMPLES = (
    'fonds shelves make "Rainy days"',
    'fonds shelves put "Rainy days" --query "fog words:<5000"',
    'fonds shelves show "Rainy days"',
)

CollectionOption = Annotated[
    bool, typer.Option("--collection", help="A collection, which is everybody's.")
]
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="The shelf's name.", show_default=False)
]
WorksArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="WORK...", help="Identifiers or titles.", show_default=False),
]
QueryOption = Annotated[
    str | None,
    typer.Option(
        "--query", metavar="QUERY", help="All stories that a search finds.", show_default=False
    ),
]


@contextmanager
def _enter(door: Door, library: Path | None, person: str | None) -> Iterator[Mine]:
    with enter_shelf(door, library) as shelf:
        yield find_mine(shelf, person)


LIST_EXAMPLES = (
    "fonds shelves list",
    "fonds shelves list --collection",
    "fonds shelves list --json | jq .shelf.name",
)


def list_all(
    context: typer.Context,
    *,
    person: PersonOption = None,
    collection: CollectionOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """List shelves by name, with how many works are on each.

    To a pipe with tabs between; with --json one object a line.
    """
    door = get_door(context)
    with _enter(door, library, person) as mine:
        found = list_collections(mine) if collection else list_own_shelves(mine)
    for one in found:
        if as_json:
            write_json(door.terminal, one)
        else:
            _say_shelf(door, one)
    if not found and not as_json and door.terminal.is_watched:
        what = "collections" if collection else "shelves"
        door.terminal.say(f"There are no {what} yet. `fonds shelves make NAME` makes one.")
    return 0


def _say_shelf(door: Door, one: CountedShelf) -> None:
    name = safe_line(one.shelf.name)
    if door.terminal.is_watched:
        door.terminal.say(f"{name}, {count_words(one.count, 'work')}", indent=4)
        if one.shelf.about:
            door.terminal.say(safe_line(one.shelf.about), lead="    ", indent=4)
    else:
        door.terminal.say(f"{name}\t{one.count}\t{safe_line(one.shelf.about)}")


SHOW_EXAMPLES = (
    'fonds shelves show "Rainy days"',
    'fonds shelves show "Rainy days" --json | jq .work_id',
)


def show_shelf(
    context: typer.Context,
    *,
    name: NameArgument,
    person: PersonOption = None,
    collection: CollectionOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Show the works on a shelf, the last put first.

    On a terminal two lines a work; to a pipe one, with tabs between; with --json one object
    a line.
    """
    door = get_door(context)
    with _enter(door, library, person) as mine:
        shelf = _find(mine, name, is_ours=collection)
        works = works_of(mine.library, shelf.id)
        for entry in list_works(mine.shelf, works, limit=len(works)).entries:
            if as_json:
                write_masked_json(door.terminal, entry)
            else:
                say_entry(door.terminal, entry)
        if not works and not as_json and door.terminal.is_watched:
            door.terminal.say("Nothing is on it yet.")
    return 0


MAKE_EXAMPLES = (
    'fonds shelves make "Rainy days"',
    'fonds shelves make "Winter stories" --about "Snow in every one" --collection',
)


def make_shelf(
    context: typer.Context,
    *,
    name: NameArgument,
    about: Annotated[
        str, typer.Option("--about", metavar="TEXT", help="What it is for.", show_default=False)
    ] = "",
    person: PersonOption = None,
    collection: CollectionOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Make a shelf, or a collection."""
    door = get_door(context)
    with _enter(door, library, person) as mine:
        owner = None if collection else mine.number
        made = put_shelf(mine.library, owner, name, about=about, clock=read_clock())
    if as_json:
        write_json(door.terminal, CountedShelf(made, 0, is_editable=True))
    else:
        door.terminal.say(f"“{safe_line(made.name)}” is made.")
    return 0


PUT_EXAMPLES = (
    'fonds shelves put "Rainy days" w5cmvqxf2a "The Hound, Again"',
    'fonds shelves put "Rainy days" --query "fog words:<5000"',
)


def put_works(
    context: typer.Context,
    *,
    name: NameArgument,
    works: WorksArgument = None,
    query: QueryOption = None,
    person: PersonOption = None,
    collection: CollectionOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Put works on a shelf: those named, and all that a search finds."""
    door = get_door(context)
    with _enter(door, library, person) as mine:
        shelf = _find(mine, name, is_ours=collection)
        found = find_work_ids(mine.shelf, works or (), query=query, everything=False)
        count = put_on_shelf(mine, shelf.id, found, clock=read_clock())
        counted = count_shelf_of(mine, shelf)
    _say_done(door, counted, count, "put on", as_json=as_json)
    return 0


TAKE_EXAMPLES = (
    'fonds shelves take "Rainy days" "The Hound, Again"',
    'fonds shelves take "Rainy days" --query fandom:Oz',
)


def take_works(
    context: typer.Context,
    *,
    name: NameArgument,
    works: WorksArgument = None,
    query: QueryOption = None,
    person: PersonOption = None,
    collection: CollectionOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take works off a shelf; they stay in the library."""
    door = get_door(context)
    with _enter(door, library, person) as mine:
        shelf = _find(mine, name, is_ours=collection)
        found = find_work_ids(mine.shelf, works or (), query=query, everything=False)
        count = take_off_shelf(mine, shelf.id, found)
        counted = count_shelf_of(mine, shelf)
    _say_done(door, counted, count, "taken off", as_json=as_json)
    return 0


def _say_done(door: Door, one: CountedShelf, count: int, done: str, *, as_json: bool) -> None:
    if as_json:
        write_json(door.terminal, {"changed": count, "shelf": one.shelf, "count": one.count})
        return
    works = count_words(count, "work")
    holds = f"It holds {count_words(one.count, 'work')} now"
    door.terminal.say(f"{works.capitalize()} {done} “{safe_line(one.shelf.name)}”. {holds}.")


REMOVE_EXAMPLES = (
    'fonds shelves remove "Rainy days"',
    "fonds shelves undo",
)


def remove_shelf(
    context: typer.Context,
    *,
    name: NameArgument,
    person: PersonOption = None,
    collection: CollectionOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Remove a shelf; its works stay in the library, and `fonds shelves undo` brings it back."""
    door = get_door(context)
    with _enter(door, library, person) as mine:
        shelf = _find(mine, name, is_ours=collection)
        counted = count_shelf_of(mine, shelf)
        remove_own_shelf(mine, shelf.id)
    if as_json:
        write_json(door.terminal, counted)
        return 0
    works = count_words(counted.count, "work")
    stay = f"what was on it ({works}) stays in the library" if counted.count else "it was empty"
    door.terminal.say(
        f"“{safe_line(shelf.name)}” is removed; {stay}. `fonds shelves undo` brings it back."
    )
    return 0


UNDO_EXAMPLES = (
    "fonds shelves undo",
    "fonds shelves undo --person Jane",
)


def undo_change(
    context: typer.Context,
    *,
    person: PersonOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Take back what was done last: a removal, or putting works on a shelf."""
    door = get_door(context)
    with _enter(door, library, person) as mine:
        said = take_back(mine)
    if as_json:
        write_json(door.terminal, {"said": said})
    else:
        door.terminal.say(safe_line(said))
    return 0


def _find(mine: Mine, name: str, *, is_ours: bool) -> OwnShelf:
    """Find the shelf a person names.

    Raises:
        UserError: there is none; the message names those near.
    """
    owner = None if is_ours else mine.number
    found = find_shelf_by_name(mine.library, owner, name)
    if found is not None:
        return found
    raise UserError(
        f"there is no {_say_kind(is_ours=is_ours)} {name!r}. {_suggest(mine, owner, name)}"
    )


def _say_kind(*, is_ours: bool) -> str:
    return "collection" if is_ours else "shelf"


def _suggest(mine: Mine, owner: int | None, name: str) -> str:
    names: Sequence[str] = [one.name for one in list_shelves(mine.library, owner)]
    near = get_close_matches(name, names, n=3, cutoff=0.4)
    if near:
        return f"Did you mean {', '.join(safe_line(one) for one in near)}?"
    flag = " --collection" if owner is None else ""
    return f"`fonds shelves list{flag}` names them all, `fonds shelves make{flag} NAME` makes one"
