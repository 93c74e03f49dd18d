"""`fonds serve`: the library as pages, for browsers and phones."""

import socket
from typing import Annotated

import typer

from fonds.cli.door import LibraryOption, find_folder, get_door
from fonds.errors import UserError

EXAMPLES = (
    "fonds serve",
    "fonds serve --host 0.0.0.0 --port 8000",
)


def serve(
    context: typer.Context,
    *,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 0.0.0.0 lets others in.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")
    ] = 8000,
    library: LibraryOption = None,
) -> int:
    """Serve the library to browsers and phones.

    Only this machine can reach it, unless --host says otherwise. Nobody needs to sign in to
    read: let others in only where you would lend them the whole shelf.
    """
    # The site's parts take half a second to load, which no other command should wait for.
    from fonds.web.server import serve as serve_site

    door = get_door(context)
    folder = find_folder(door, library)
    port = find_port(host, port)
    shown = f"[{host}]" if ":" in host else host
    door.terminal.note(f"Serving {folder} at http://{shown}:{port}/ (Ctrl-C ends it).")
    with door.terminal.watch() as progress:
        serve_site(folder, host, port, progress=progress)
    return 0


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
