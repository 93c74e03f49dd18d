"""Server: the site of one library, and the process that gives it to browsers."""

from collections.abc import Sequence
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from fonds.app.shelf import Progress, close_shelf, open_shelf, stay_silent
from fonds.web import accession, download, looks, reading, shelf, timeline, work
from fonds.web.errors import install_errors
from fonds.web.pages import STATIC_FOLDER, Room
from fonds.web.security import SecureHeaders

HOST = "127.0.0.1"
"""Only this machine, until somebody decides otherwise."""

LOCAL_HOSTS = ("127.0.0.1", "localhost")
"""Names that lead to this machine and nowhere else."""

PORT = 8000


class _Static(StaticFiles):
    """Static files, whose addresses change whenever they do: kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = b"v=" in scope.get("query_string", b"")
        age = "public, max-age=31536000, immutable" if versioned else "no-cache"
        response.headers["Cache-Control"] = age
        return response


def create_app(
    folder: Path, *, hosts: Sequence[str] = ("*",), progress: Progress = stay_silent
) -> FastAPI:
    """Make the site of one library.

    Args:
        folder: the library's folder.
        hosts: the names it answers to; "*" for any.
        progress: told while the search index is brought up to date.

    Returns:
        An ASGI application that never writes to the library.

    Raises:
        UserError: there is no library in the folder.
        DamageError: the library is damaged.
    """
    opened = open_shelf(folder, progress=progress)
    # Each request opens a connection of its own; this one has done its work.
    close_shelf(opened)
    app = FastAPI(title="Fonds", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.room = Room(opened)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_middleware(SecureHeaders)
    install_errors(app)
    for page in (shelf, work, reading, timeline, accession, download, looks):
        app.include_router(page.router)
    app.mount("/static", _Static(directory=STATIC_FOLDER), name="static")
    return app


def serve(
    folder: Path, host: str = HOST, port: int = PORT, *, progress: Progress = stay_silent
) -> None:
    """Serve a library until interrupted.

    Args:
        folder: the library's folder.
        host: the address to listen on; other machines reach it only when it is theirs too.
        port: 1..65535; 0 takes any free one.
        progress: told while the search index is brought up to date.

    Raises:
        UserError: there is no library in the folder.
        DamageError: the library is damaged.
    """
    # A page elsewhere could let its own name lead to this machine and so read what only this
    # machine may read; the name gives it away.
    hosts = LOCAL_HOSTS if host in LOCAL_HOSTS else ("*",)
    app = create_app(folder, hosts=hosts, progress=progress)
    # Fonds stands behind no proxy unless somebody puts it there: no header of a guest's
    # may say who they are.
    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False
    )
