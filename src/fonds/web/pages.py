"""Pages: templates become answers; each request gets a shelf of its own."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from fonds.app.catching_up import CatchingUp
from fonds.app.looking import Looking
from fonds.app.shelf import Shelf, Tally, count_shelf, list_settled
from fonds.library.history import last_event_id
from fonds.library.restrictions import read_sight
from fonds.model.entry import Entry
from fonds.publish.facts import format_count
from fonds.search.index import read_stamp
from fonds.search.kept import Kept
from fonds.web import words
from fonds.web.assets import install_assets
from fonds.web.looks import SIZES, THEMES, find_looks
from fonds.web.masking import mask_value
from fonds.web.visiting import Visiting, Whole, refuse_stranger

_HERE = Path(__file__).parent
TEMPLATE_FOLDER = _HERE / "templates"

GET = ["GET", "HEAD"]
"""Every page answers both."""


_KEPT_SIGHTS = 16
"""Sights that a shelf is counted for: there are as many as roles, and few change in an hour."""


class Room:
    """What all requests of one site share.

    Attributes:
        shelf: lent out, one connection a request; its own connection is closed.
        environment: the templates.
        catching_up: lets the index catch up in the background; whatever changes the
            catalogue says `room.catching_up.soon()` and never writes the index itself.
        looking: looks through the library for what is uncertain, when it is asked to.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.catching_up = CatchingUp(shelf)
        self.looking = Looking(shelf)
        self.environment = make_environment()
        self._tallies: Kept[Tally] = Kept(_KEPT_SIGHTS)
        self._settled: Kept[tuple[Entry, ...]] = Kept(_KEPT_SIGHTS)

    def count(self, shelf: Shelf) -> Tally:
        """Count the shelf, anew only when something happened to the library."""
        key = _stand_of(shelf)
        known = self._tallies.find(key)
        if known is None:
            known = count_shelf(shelf)
            self._tallies.keep(key, known)
        return known

    def settle(self, shelf: Shelf) -> tuple[Entry, ...]:
        """List what has a place in canon, anew only when something happened to the library."""
        key = _stand_of(shelf)
        known = self._settled.find(key)
        if known is None:
            known = list_settled(shelf)
            self._settled.keep(key, known)
        return known


def _stand_of(shelf: Shelf) -> Hashable:
    """What a count depends on: all that happened, what is indexed of it, and who asks."""
    return last_event_id(shelf.library), read_stamp(shelf.index), shelf.sight


def get_room(request: Request) -> Room:
    """Give the room of the site that a request came to."""
    room: Room = request.app.state.room
    return room


def lend_shelf(request: Request, whole: Whole, visitor: Visiting) -> Shelf:
    """Lend a shelf to one request, with the sight of who asks.

    Raises:
        HTTPException: 303 or 401, the whole library is closed to guests and one asks.
    """
    sight = read_sight(whole.library, visitor.sees_as)
    if sight.closed and visitor.person is None:
        raise refuse_stranger(request, "This library is open to those who sign in.")
    return replace(whole, sight=sight)


Lent = Annotated[Shelf, Depends(lend_shelf)]
"""A page's parameter: the shelf it reads from."""


def make_environment() -> Environment:
    """Make the templates: escaped, masked, and strict about names they do not know."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=mask_value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        words=words,
        themes=THEMES,
        sizes=SIZES,
    )
    install_assets(environment)
    environment.filters.update(count=format_count, typed=show_typed, segment=quote_segment)
    return environment


@cache
def show_typed(text: str) -> Markup:
    """Show what a person typed themselves: escaped, but not masked."""
    return escape(text)


def quote_segment(text: str) -> str:
    """Write text as one segment of a path.

    Example:
        >>> quote_segment("a/b ?")
        'a%2Fb%20%3F'
    """
    return quote(text, safe="")


def render_page(
    request: Request, template: str, values: Mapping[str, Any], *, status: int = 200
) -> HTMLResponse:
    """Render a template as the answer to a request.

    Args:
        request: whose cookie says how pages should look.
        template: file name in `templates/`.
        values: what the template speaks of.
        status: HTTP status.
    """
    looks = find_looks(request.headers.get("cookie", ""))
    query = f"?{request.url.query}" if request.url.query else ""
    markup = (
        get_room(request)
        .environment.get_template(template)
        .render(
            values,
            looks=looks,
            here=request.url.path + query,
            path=request.url.path,
            visitor=getattr(request.state, "visitor", None),
        )
    )
    return HTMLResponse(
        markup, status, headers={"Cache-Control": "private, no-cache", "Vary": "Cookie"}
    )
