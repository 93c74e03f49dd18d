"""Adult content: the page before Mature and Explicit works, asked once for each browser.

Whether it is asked is the administrator's to decide; without a decision a site with accounts
asks everybody, and one person on their own machine is not asked.
"""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from fonds.library.settings import put_setting
from fonds.model.entry import Entry
from fonds.web.forms import Typed
from fonds.web.looks import find_way_back
from fonds.web.pages import GET, Lent, render_page
from fonds.web.visiting import ASK_ADULT, Administrator, Visiting, Visitor, Whole

router = APIRouter()

COOKIE = "adult"
ADULT = frozenset({"Mature", "Explicit"})
"""The ratings that AO3 asks before."""

_YES = "yes"
_YEAR_S = 365 * 24 * 3600
_WAY_MOST = 2000


def needs_consent(request: Request, visitor: Visitor, entry: Entry) -> bool:
    """Tell whether the page about adult content comes before a work.

    A program with a key of somebody's is not asked: who made the key could sign in.

    Args:
        request: whose cookie may say that they agreed.
        visitor: who asks.
        entry: the work's catalogue line.
    """
    return (
        visitor.asks_adult
        and entry.rating in ADULT
        and visitor.scopes is None
        and request.cookies.get(COOKIE) != _YES
    )


def ask_consent(request: Request) -> Response:
    """Lead to the page about adult content, and from there back to where one was going."""
    query = f"?{request.url.query}" if request.url.query else ""
    back = quote(f"{request.url.path}{query}", safe="")
    return RedirectResponse(f"/adult?back={back}", 303, headers={"Cache-Control": "no-store"})


@router.api_route("/adult", methods=GET)
def show_adult(
    request: Request,
    visitor: Visiting,
    shelf: Lent,
    back: Annotated[str, Query(max_length=_WAY_MOST)] = "/",
) -> Response:
    """Ask before adult content."""
    return render_page(request, "adult.html", {"back": find_way_back(back)})


@router.post("/adult")
def put_adult(request: Request, form: Typed) -> Response:
    """Keep in a cookie that somebody agreed, or take it back, and go on."""
    agreed = form["answer"] == _YES
    back = find_way_back(form["back"]) if agreed else "/"
    response = RedirectResponse(back, 303)
    if agreed:
        response.set_cookie(
            COOKIE,
            _YES,
            max_age=_YEAR_S,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
    else:
        response.delete_cookie(COOKIE)
    return response


@router.post("/adult/asked")
def put_asked(whole: Whole, visitor: Administrator, form: Typed) -> Response:
    """Decide whether everybody is asked before adult content."""
    answers: dict[str, bool] = {"yes": True, "no": False}
    put_setting(whole.library, ASK_ADULT, answers.get(form["asked"]))
    return RedirectResponse("/restrictions", 303)
