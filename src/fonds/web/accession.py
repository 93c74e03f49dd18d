"""Accessions: every file of every heap accounted for."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from fonds.library.accessions import list_accessions
from fonds.library.account import account_of
from fonds.web.pages import GET, Lent, render_page

router = APIRouter()

PAGE_LINES = 200
"""Lines of an account on one page: a long list, but one that a phone still draws at once."""

OUTCOMES = ("story", "not-story", "duplicate", "unreadable", "refused", "container", "unread")
"""In the order in which a person asks after them."""

_NUMBER_MOST = 1 << 31


@router.api_route("/accessions", methods=GET)
def show_accessions(request: Request, shelf: Lent) -> Response:
    """Show every heap that was taken in, newest first."""
    accessions = tuple(reversed(list_accessions(shelf.library)))
    accounts = {one.id: account_of(shelf.library, one.id) for one in accessions}
    values = {"accessions": accessions, "accounts": accounts, "outcomes": OUTCOMES}
    return render_page(request, "accessions.html", values)


@router.api_route("/accessions/{number}", methods=GET)
def show_accession(
    request: Request,
    shelf: Lent,
    number: int,
    outcome: str = "",
    page: Annotated[int, Query(ge=1, le=_NUMBER_MOST)] = 1,
) -> Response:
    """Show what became of every file of one heap."""
    found = [one for one in list_accessions(shelf.library) if one.id == number]
    if not found:
        raise HTTPException(404, "There is no accession of this number.")
    account = account_of(shelf.library, number)
    known = outcome if outcome in OUTCOMES else ""
    lines = [line for line in account.lines if not known or line.outcome == known]
    values = {
        "accession": found[0],
        "account": account,
        "outcomes": OUTCOMES,
        "outcome": known,
        "lines": lines[(page - 1) * PAGE_LINES : page * PAGE_LINES],
        "page": page,
        "pages": max(1, -(-len(lines) // PAGE_LINES)),
    }
    return render_page(request, "accession.html", values)
