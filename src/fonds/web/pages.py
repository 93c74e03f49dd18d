"""Pages: templates become answers; each request gets a shelf of its own."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from fonds.app.shelf import Shelf, Tally, borrow_shelf, count_shelf, list_settled
from fonds.library.history import last_event_id
from fonds.model.entry import Entry
from fonds.publish.facts import format_count
from fonds.web import words
from fonds.web.looks import SIZES, THEMES, find_looks
from fonds.web.masking import mask_value

_HERE = Path(__file__).parent
STATIC_FOLDER = _HERE / "static"
TEMPLATE_FOLDER = _HERE / "templates"

GET = ["GET", "HEAD"]
"""Every page answers both."""


class Room:
    """What all requests of one site share.

    Attributes:
        shelf: lent out, one connection a request; its own connection is closed.
        environment: the templates.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.environment = make_environment()
        self._tally: tuple[int, Tally] | None = None
        self._settled: tuple[int, tuple[Entry, ...]] | None = None

    def count(self, shelf: Shelf) -> Tally:
        """Count the shelf, anew only when something happened to the library."""
        last = last_event_id(shelf.library)
        known = self._tally
        if known is None or known[0] != last:
            known = (last, count_shelf(shelf))
            self._tally = known
        return known[1]

    def settle(self, shelf: Shelf) -> tuple[Entry, ...]:
        """List what has a place in canon, anew only when something happened to the library."""
        last = last_event_id(shelf.library)
        known = self._settled
        if known is None or known[0] != last:
            known = (last, list_settled(shelf))
            self._settled = known
        return known[1]


def get_room(request: Request) -> Room:
    """Give the room of the site that a request came to."""
    room: Room = request.app.state.room
    return room


def lend_shelf(request: Request) -> Iterator[Shelf]:
    """Lend a shelf to one request."""
    with borrow_shelf(get_room(request).shelf) as shelf:
        yield shelf


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
        style_url=make_asset_url("fonds.css"),
        script_url=make_asset_url("fonds.js"),
        icon_url=make_asset_url("fonds.svg"),
    )
    environment.filters.update(count=format_count, typed=show_typed, segment=quote_segment)
    return environment


def make_asset_url(name: str) -> str:
    """Give the address of a static file, new whenever the file is."""
    digest = sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


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
        .render(values, looks=looks, here=request.url.path + query, path=request.url.path)
    )
    return HTMLResponse(
        markup, status, headers={"Cache-Control": "private, no-cache", "Vary": "Cookie"}
    )
