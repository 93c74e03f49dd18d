"""Server: the site of one library, and the process that gives it to browsers."""

import ctypes
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from anyio import to_thread
from fastapi import FastAPI
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from fonds.app.people import Passwords
from fonds.app.shelf import Progress, close_shelf, open_shelf, stay_silent
from fonds.app.taking_in import Jobs
from fonds.app.watching import start_watching
from fonds.errors import UserError
from fonds.web import (
    accession,
    adult,
    anthology,
    assets,
    authors,
    comparing,
    correcting,
    download,
    editions,
    facet_values,
    history,
    kosync,
    looks,
    mine,
    neighbours,
    notes,
    offline,
    opds,
    own_shelves,
    people,
    permissions,
    pictures,
    random_pick,
    reading,
    restrictions,
    review,
    series,
    shelf,
    sign_in,
    suggesting,
    tags,
    taking_in,
    timeline,
    work,
)
from fonds.web.api.site import install_api
from fonds.web.assets import STATIC_FOLDER, install_gzip
from fonds.web.doors import install_doors
from fonds.web.entity_tags import EntityTags
from fonds.web.errors import install_errors
from fonds.web.pages import Room
from fonds.web.security import SameSite, SecureHeaders
from fonds.web.taking_in import install_taking_in
from fonds.web.visiting import Doors, read_now

HOST = "127.0.0.1"
"""Only this machine, until somebody decides otherwise."""

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "[::1]")
"""Names that lead to this machine and nowhere else."""

PORT = 8000

PAGES = (
    *(shelf, facet_values, suggesting, random_pick, work, reading, notes, offline, assets),
    *(timeline, pictures, mine, own_shelves, accession, taking_in, download, anthology, looks),
    *(opds, kosync, sign_in, people, restrictions, adult),
    *(editions, comparing, permissions, review),
    *(series, neighbours),
    *(correcting, history),
    *(tags, authors),
)
"""Whose routes the site has: pages, and what e-readers ask for."""

THREADS = 12
"""Requests that are worked on at once. Python works on one at a time, so that more would only
hold more memory; a few wait for the engine, the disk, or somebody's job."""

ARENAS = 2
"""Pools of the C library that memory is taken from: one for each thread would keep hundreds of
megabytes that nobody uses (mallopt(3), M_ARENA_MAX)."""

_M_ARENA_MAX = -8

SHUTDOWN_S = 3
"""How long a server that is to end waits for answers that are under way."""


class _Static(StaticFiles):
    """Static files, whose addresses change whenever they do: kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = b"v=" in scope.get("query_string", b"")
        age = "public, max-age=31536000, immutable" if versioned else "no-cache"
        response.headers["Cache-Control"] = age
        return response


def create_app(
    folder: Path,
    *,
    hosts: Sequence[str] = ("*",),
    progress: Progress = stay_silent,
    has_accounts: bool = False,
    passwords: Passwords | None = None,
    now: Callable[[], datetime] = read_now,
    own_packs: Path | None = None,
) -> FastAPI:
    """Make the site of one library.

    Args:
        folder: the library's folder.
        hosts: the names it answers to; "*" for any.
        progress: told while the search index is brought up to date.
        has_accounts: whether people sign in; else whoever asks may do all.
        passwords: digests and checks them; None for the usual way.
        now: reads the clock.
        own_packs: the folder of one's own packs, for heaps that are taken in.

    Returns:
        An ASGI application; its `state.taking_in.jobs` are to be closed by its server.

    Raises:
        UserError: there is no library in the folder.
        DamageError: the library is damaged.
    """
    opened = open_shelf(folder, progress=progress)
    # Each request opens a connection of its own; this one has done its work.
    close_shelf(opened)
    app = FastAPI(title="Fonds", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_live)
    app.state.room = Room(opened)
    app.state.doors = Doors(opened, has_accounts, passwords or Passwords(), now=now)
    app.add_middleware(EntityTags)
    install_gzip(app)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_middleware(SameSite)
    app.add_middleware(SecureHeaders)
    install_errors(app)
    install_doors(app)
    install_taking_in(app, Jobs(folder, own_packs=own_packs))
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    install_api(app)
    app.mount("/static", _Static(directory=STATIC_FOLDER), name="static")
    return app


def serve(
    folder: Path,
    host: str = HOST,
    port: int = PORT,
    *,
    progress: Progress = stay_silent,
    has_accounts: bool = False,
    names: Sequence[str] = (),
    proxy: str | None = None,
    own_packs: Path | None = None,
    watched: Path | None = None,
) -> None:
    """Serve a library until interrupted.

    Args:
        folder: the library's folder.
        host: the address to listen on; other machines reach it only when it is theirs too.
        port: 1..65535; 0 takes any free one.
        progress: told while the search index is brought up to date.
        has_accounts: whether people sign in.
        names: the names a site with accounts answers to, besides those of this machine;
            none for any when it listens for others.
        proxy: the address of a proxy before it, whose word on who asks is taken.
        own_packs: the folder of one's own packs, for heaps that are taken in.
        watched: a folder whose files are taken in as they come; None for none.

    Raises:
        UserError: there is no library in the folder, others could come in where nobody
            signs in, or the folder cannot be watched.
        DamageError: the library is damaged.
    """
    if not has_accounts and not is_local(host):
        raise UserError(
            f"{host} lets others in, and nobody signs in here. "
            "Leave out --alone, so that there are accounts, or leave out --host"
        )
    app = create_app(
        folder,
        hosts=list_hosts(host, names),
        progress=progress,
        has_accounts=has_accounts,
        own_packs=own_packs,
    )
    _spare_memory()
    jobs: Jobs = app.state.taking_in.jobs
    end_watching = start_watching(watched, jobs) if watched is not None else None
    # Fonds stands behind no proxy unless somebody says so: no header of a guest's may say
    # who they are.
    try:
        uvicorn.run(
            app,
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy or "",
            timeout_graceful_shutdown=SHUTDOWN_S,
        )
    finally:
        if end_watching is not None:
            end_watching()
        jobs.close()
        app.state.room.looking.close()
        app.state.room.catching_up.close()
        app.state.room.shelf.lending.close()


def _spare_memory() -> None:
    """Let threads share pools of memory, where the C library is one that can (glibc)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)


@asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def is_local(host: str) -> bool:
    """Tell whether only this machine reaches what listens there.

    Example:
        >>> is_local("127.0.0.1"), is_local("0.0.0.0"), is_local("localhost")
        (True, False, True)
    """
    if host in LOCAL_HOSTS:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def list_hosts(host: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    """List the names a site answers to.

    A page elsewhere could let its own name lead to this machine and so read what only this
    machine may read; the name gives it away.

    Args:
        host: the address it listens on.
        names: further names it is known by.

    Example:
        >>> list_hosts("192.0.2.7"), list_hosts("192.0.2.7", ["fonds.example"])[-1]
        (('*',), 'fonds.example')
    """
    if is_local(host) or names:
        return (*LOCAL_HOSTS, host, *names)
    return ("*",)
