"""`fonds serve`: the library as pages, for browsers and phones."""

import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from fonds.app.people import invite_first
from fonds.cli.door import Door, LibraryOption, find_folder, find_own_packs, get_door, read_clock
from fonds.errors import UserError
from fonds.library.opening import close_library, open_library
from fonds.library.people import has_accounts as has_any_accounts

EXAMPLES = (
    "fonds serve",
    "fonds serve --accounts",
    "fonds serve --host 0.0.0.0 --port 8000",
    "fonds serve --watch ~/Downloads/stories",
    "fonds serve --accounts --name stories.example --proxy 127.0.0.1",
)

FIRST_DAYS = 7
"""How long the link of the first administrator holds."""


def serve(
    context: typer.Context,
    *,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 0.0.0.0 lets others in.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")
    ] = 8000,
    alone: Annotated[
        bool, typer.Option("--alone", help="One person on this machine; nobody signs in.")
    ] = False,
    accounts: Annotated[
        bool, typer.Option("--accounts", help="People sign in, each with their own place.")
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="A name the site is reached by, and another …",
            show_default=False,
        ),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            "--proxy",
            metavar="ADDRESS",
            help="The address of a proxy before it, which says who asks.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        Path | None,
        typer.Option(
            "--watch",
            metavar="FOLDER",
            help="Take in whatever is put into this folder.",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
) -> int:
    """Serve the library to browsers and phones.

    Without accounts only this machine can reach it, and nobody signs in: that is how it
    starts. With --accounts, or when --host lets others in, people sign in; the first start
    prints a link by which the first administrator comes in, who invites the others. A library
    that has accounts keeps them, unless --alone says otherwise.
    """
    # The site's parts take half a second to load, which no other command should wait for.
    from fonds.web.server import serve as serve_site

    door = get_door(context)
    folder = find_folder(door, library)
    has_people = _has_people(folder)
    has_accounts = choose_mode(host, alone=alone, accounts=accounts, has_people=has_people)
    port = find_port(host, port)
    site = find_site(host, port, names or (), is_behind=proxy is not None)
    door.terminal.note(f"Serving {folder} at {site}/ (Ctrl-C ends it).")
    if has_accounts and not has_people:
        _greet_first(door, f"{site}/welcome/{_invite_first(folder)}")
    with door.terminal.watch() as progress:
        serve_site(
            folder,
            host,
            port,
            progress=progress,
            has_accounts=has_accounts,
            names=names or (),
            proxy=proxy,
            own_packs=find_own_packs(door),
            watched=watch.absolute() if watch is not None else None,
        )
    return 0


def _greet_first(door: Door, link: str) -> None:
    door.terminal.note("Nobody looks after this library yet. Its first administrator comes in by")
    door.terminal.note(link)
    door.terminal.note(
        f"It can be used once, within {FIRST_DAYS} days; a new start gives a new one."
    )


def choose_mode(host: str, *, alone: bool, accounts: bool, has_people: bool) -> bool:
    """Choose whether people sign in.

    Args:
        host: the address to listen on.
        alone: whether `--alone` was given.
        accounts: whether `--accounts` was given.
        has_people: whether the library has accounts.

    Raises:
        UserError: both were given, or others could come in where nobody signs in.

    Example:
        >>> choose_mode("127.0.0.1", alone=False, accounts=False, has_people=False)
        False
        >>> choose_mode("0.0.0.0", alone=False, accounts=False, has_people=False)
        True
    """
    from fonds.web.server import is_local

    if alone and accounts:
        raise UserError("--alone and --accounts say opposite things. Choose one of them")
    if alone and not is_local(host):
        raise UserError(
            f"--alone lets whoever comes do everything, so it cannot listen at {host}, where "
            "others come in. Leave out --host, or leave out --alone"
        )
    return not alone and (accounts or has_people or not is_local(host))


def find_site(host: str, port: int, names: Sequence[str] = (), *, is_behind: bool = False) -> str:
    """Find the address that people type.

    Args:
        host: the address that is listened on.
        port: its port.
        names: what the site is called.
        is_behind: whether a proxy stands before it, which speaks https.

    Example:
        >>> find_site("0.0.0.0", 8000), find_site("::1", 8000)
        ('http://127.0.0.1:8000', 'http://[::1]:8000')
        >>> find_site("127.0.0.1", 8000, ["stories.example"], is_behind=True)
        'https://stories.example'
    """
    if names:
        return f"https://{names[0]}" if is_behind else f"http://{names[0]}:{port}"
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - names it, binds nothing
    shown = everywhere.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _has_people(folder: Path) -> bool:
    library = open_library(folder)
    try:
        return has_any_accounts(library)
    finally:
        close_library(library)


def _invite_first(folder: Path) -> str:
    until = (datetime.now(UTC) + timedelta(days=FIRST_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    library = open_library(folder)
    try:
        return invite_first(library, until=until, clock=read_clock())
    finally:
        close_library(library)


def find_port(host: str, port: int) -> int:
    """Find the port to listen on: the one asked for, if it is free, or any free one for 0.

    Raises:
        UserError: the port is taken, or this machine has no such address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does, so that one that has just ended is not in the way.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except OSError as error:
        raise UserError(
            f"cannot listen at {host}, port {port} ({error.strerror}). "
            "Choose others with --host and --port"
        ) from error
