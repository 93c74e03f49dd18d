"""`fonds people`: who has a place in the library; also the way back in for who lost it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct

from fonds.app.people import change_role, end_place, invite
from fonds.cli.door import Door, JsonOption, LibraryOption, find_folder, get_door, read_clock
from fonds.cli.json_lines import write_json
from fonds.cli.words import count_words, safe_line
from fonds.errors import UserError
from fonds.library.opening import Library, close_library, open_library
from fonds.library.people import Person, find_person_by_name, list_people
from fonds.model.sight import Role

ABOUT = """Say who has a place in the library, invite, and let in again.

Whoever can run this command on the library's folder may do anything to it: no password is
asked for here, and a lost one is replaced by `fonds people link NAME`."""

EXAMPLES = (
    "fonds people list",
    "fonds people invite reader",
    'fonds people link "Irene Adler"',
)

LINK_DAYS = 7

_SITE = "http://127.0.0.1:8000"

RoleName = Literal["reader", "curator", "administrator"]
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="What they are called here.", show_default=False)
]
RoleArgument = Annotated[RoleName, typer.Argument(help="What they may do.", show_default=False)]
SiteOption = Annotated[
    str, typer.Option("--site", metavar="URL", help="Where the library is served.")
]


class PersonRow(Struct, frozen=True):
    """A person in a list."""

    name: str
    role: Role
    made: str
    ended: str | None


class LinkRow(Struct, frozen=True):
    """A link that was made."""

    link: str
    role: Role
    name: str | None
    until: str


@contextmanager
def _enter_library(door: Door, option: Path | None) -> Iterator[Library]:
    library = open_library(find_folder(door, option))
    try:
        yield library
    finally:
        close_library(library)


LIST_EXAMPLES = (
    "fonds people list",
    "fonds people list --json | jq -r .name",
)


def list_all(
    context: typer.Context, *, as_json: JsonOption = False, library: LibraryOption = None
) -> int:
    """List everybody who has, or had, a place in the library.

    To a pipe with tabs between; with --json one object a line.
    """
    door = get_door(context)
    with _enter_library(door, library) as opened:
        people = list_people(opened)
    for one in people:
        if as_json:
            write_json(door.terminal, PersonRow(one.name, one.role, one.made, one.ended))
        elif door.terminal.is_watched:
            ended = f", ended {one.ended[:10]}" if one.ended else ""
            door.terminal.say(f"{safe_line(one.name)}  {one.role}{ended}")
        else:
            row = (safe_line(one.name), one.role, one.made, one.ended or "")
            door.terminal.say("\t".join(row))
    if door.terminal.is_watched and not as_json:
        counted = count_words(len(people), "person", "people") if people else "nobody yet"
        door.terminal.say(f"{counted.capitalize()}.")
    return 0


INVITE_EXAMPLES = (
    "fonds people invite reader",
    "fonds people invite administrator --site https://stories.example",
)


def invite_person(
    context: typer.Context,
    *,
    role: RoleArgument = "reader",
    site: SiteOption = _SITE,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Make a link by which one person comes in and chooses a name and a password.

    It can be used once, within a week, and is shown only now.
    """
    door = get_door(context)
    until = _find_end()
    with _enter_library(door, library) as opened:
        secret = invite(opened, role, until=until, clock=read_clock())
    _say_link(door, LinkRow(_make_link(site, secret), role, None, until), as_json=as_json)
    return 0


LINK_EXAMPLES = (
    'fonds people link "Irene Adler"',
    'fonds people link "Irene Adler" --site https://stories.example',
)


def link_person(
    context: typer.Context,
    *,
    name: NameArgument,
    site: SiteOption = _SITE,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Make a link by which somebody chooses a new password.

    Their old password holds until the link is used, once, within a week.
    """
    door = get_door(context)
    until = _find_end()
    with _enter_library(door, library) as opened:
        person = _get_person(opened, name)
        secret = invite(opened, person.role, until=until, clock=read_clock(), person=person)
    row = LinkRow(_make_link(site, secret), person.role, person.name, until)
    _say_link(door, row, as_json=as_json)
    return 0


def _find_end() -> str:
    return (datetime.now(UTC) + timedelta(days=LINK_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _make_link(site: str, secret: str) -> str:
    if not site.startswith(("http://", "https://")):
        raise UserError(f"{site!r} is no address of a site; it begins with http:// or https://")
    return f"{site.rstrip('/')}/welcome/{secret}"


def _say_link(door: Door, row: LinkRow, *, as_json: bool) -> None:
    if as_json:
        write_json(door.terminal, row)
        return
    door.terminal.say(row.link)
    door.terminal.note(f"It can be used once, until {row.until[:10]}.")


def _get_person(library: Library, name: str) -> Person:
    """Find the person that is named.

    Raises:
        UserError: nobody is called so.
    """
    person = find_person_by_name(library, name)
    if person is None:
        raise UserError(f"nobody is called {name!r} here. `fonds people list` names everybody")
    return person


ROLE_EXAMPLES = ('fonds people role "Irene Adler" curator',)


def put_role(
    context: typer.Context,
    *,
    name: NameArgument,
    role: RoleArgument,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """Change what somebody may do, from their next page on.

    A reader reads, marks and keeps shelves. A curator also corrects and restricts. An
    administrator also looks after people.
    """
    door = get_door(context)
    with _enter_library(door, library) as opened:
        change_role(opened, _get_person(opened, name), role)
        person = _get_person(opened, name)
    _say_person(door, person, f"{person.name}: {person.role}", as_json=as_json)
    return 0


END_EXAMPLES = ('fonds people end "Irene Adler"',)


def end_person(
    context: typer.Context,
    *,
    name: NameArgument,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> int:
    """End somebody's place: they are signed out everywhere and cannot come in.

    What they marked, read and noted is kept.
    """
    door = get_door(context)
    with _enter_library(door, library) as opened:
        end_place(opened, _get_person(opened, name), clock=read_clock())
        person = _get_person(opened, name)
    said = f"{person.name} cannot come in any more. What they marked and noted is kept"
    _say_person(door, person, said, as_json=as_json)
    return 0


def _say_person(door: Door, person: Person, said: str, *, as_json: bool) -> None:
    if as_json:
        write_json(door.terminal, PersonRow(person.name, person.role, person.made, person.ended))
        return
    door.terminal.note(f"{safe_line(said)}.")
