"""Neighbours: the page with what is like a work, each with its reason."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.neighbours import find_neighbours
from fonds.publish.sections import give_title
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.pages import GET, Lent, render_page
from fonds.web.shelf import Line, make_line
from fonds.web.visiting import Visiting
from fonds.web.work import read_card

router = APIRouter()

SHOWN = 12
"""Neighbours a page: what one looks through before one asks for something else."""


class NearLine(Struct, frozen=True):
    """A neighbour as it is shown: the work, and what it has in common."""

    line: Line
    why: str


@router.api_route("/works/{work_id}/like", methods=GET)
def show_neighbours(request: Request, shelf: Lent, visitor: Visiting, work_id: str) -> Response:
    """Show the works that are most like one."""
    card = read_card(shelf, work_id)
    if card.work_id != work_id:
        return RedirectResponse(f"/works/{card.work_id}/like", status_code=307)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    near = find_neighbours(shelf, card.work_id, limit=SHOWN)
    values = {
        "work_id": card.work_id,
        "title": give_title(card.record),
        "near": [NearLine(make_line(one.entry, None), one.why) for one in near],
    }
    return render_page(request, "like.html", values)
