"""Accessions: every file of every heap accounted for, and taken out again when asked to.

Only curators and administrators see them, because they name files; those of hidden works are
left out of every line and every count.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from fonds.app.account_sight import find_seen, limit_account, limit_plan, list_seen
from fonds.app.account_words import describe_tally, describe_undo, tally_account
from fonds.app.acting import undo_heap
from fonds.app.shelf import Shelf, find_entry, refresh_index
from fonds.app.taking_in_process import read_clock
from fonds.errors import UserError
from fonds.library.accessions import Accession
from fonds.library.account import Account, account_of
from fonds.library.opening import hold_writer
from fonds.library.undo import UndoPlan, plan_undo
from fonds.web.pages import GET, Lent, render_page
from fonds.web.visiting import get_curator

router = APIRouter(dependencies=[Depends(get_curator)])

PAGE_LINES = 200
"""Lines of an account on one page: a long list, but one that a phone still draws at once."""

OUTCOMES = ("story", "not-story", "duplicate", "unreadable", "refused", "container", "unread")
"""In the order in which a person asks after them."""

_NUMBER_MOST = 1 << 31
_MOST_NAMED = 20
"""Works named before one takes them out: as many as are read rather than scrolled past."""


@router.api_route("/accessions", methods=GET)
def show_accessions(request: Request, shelf: Lent) -> Response:
    """Show every heap that was taken in, newest first."""
    accessions = tuple(reversed(list_seen(shelf)))
    accounts = {
        one.id: limit_account(shelf, account_of(shelf.library, one.id)) for one in accessions
    }
    values = {
        "accessions": accessions,
        "accounts": accounts,
        "outcomes": OUTCOMES,
        "takes_in": hasattr(request.app.state, "taking_in"),
    }
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
    found = _get_accession(shelf, number)
    account = limit_account(shelf, account_of(shelf.library, number))
    known = outcome if outcome in OUTCOMES else ""
    lines = [line for line in account.lines if not known or line.outcome == known]
    is_here = found.state != "undone"
    values = {
        "accession": found,
        "account": account,
        "report": _report(shelf, account) if is_here else "",
        "outcomes": OUTCOMES,
        "outcome": known,
        "lines": lines[(page - 1) * PAGE_LINES : page * PAGE_LINES],
        "page": page,
        "pages": max(1, -(-len(lines) // PAGE_LINES)),
    }
    return render_page(request, "accession.html", values)


def _report(shelf: Shelf, account: Account) -> str:
    return describe_tally(tally_account(shelf.library, account, shelf.sight))


@router.api_route("/accessions/{number}/undo", methods=GET)
def show_undo(request: Request, shelf: Lent, number: int) -> Response:
    """Show what undoing an accession takes out; nothing is done."""
    found = _get_accession(shelf, number)
    if found.state == "undone":
        return RedirectResponse(f"/accessions/{number}", status_code=303)
    return _show_plan(request, shelf, found, limit_plan(shelf, plan_undo(shelf.library, number)))


@router.post("/accessions/{number}/undo")
def undo(
    request: Request,
    shelf: Lent,
    number: int,
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Take out what an accession brought in, if that is still what was shown."""
    found = _get_accession(shelf, number)
    back = RedirectResponse(f"/accessions/{number}", status_code=303)
    if found.state == "undone":
        return back
    try:
        with hold_writer(shelf.library):
            plan = plan_undo(shelf.library, number)
            told = limit_plan(shelf, plan)
            if seen != sign_plan(told):
                notice = "It has changed meanwhile. This is what would go now."
                return _show_plan(request, shelf, found, told, notice=notice, status=409)
            if told != plan:
                # Who does not see all that would go may not let it go.
                raise HTTPException(403, "Only administrators undo this one.")
            undo_heap(shelf.library, number, clock=read_clock())
            refresh_index(shelf)
    except UserError as error:
        said = f"{str(error)[:1].upper()}{str(error)[1:]}."
        plan = limit_plan(shelf, plan_undo(shelf.library, number))
        return _show_plan(request, shelf, found, plan, notice=said, status=409)
    return back


def sign_plan(plan: UndoPlan) -> str:
    """Give a plan's numbers, by which one that was shown is told from what would be done now.

    Example:
        >>> sign_plan(UndoPlan(1, ("w1",), ("a", "b"), (), 3))
        '1-2-0-3'
    """
    return f"{len(plan.works)}-{len(plan.originals)}-{len(plan.kept)}-{plan.curated}"


def _get_accession(shelf: Shelf, number: int) -> Accession:
    found = find_seen(shelf, number)
    if found is None:
        raise HTTPException(404, "There is no accession of this number.")
    return found


def _show_plan(
    request: Request,
    shelf: Shelf,
    accession: Accession,
    plan: UndoPlan,
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    named = [find_entry(shelf, work_id) for work_id in plan.works[:_MOST_NAMED]]
    entries = [entry for entry in named if entry is not None]
    values = {
        "accession": accession,
        "said": describe_undo(plan),
        "entries": entries,
        "more": len(plan.works) - len(entries),
        "seen": sign_plan(plan),
        "notice": notice,
    }
    return render_page(request, "undo.html", values, status=status)
