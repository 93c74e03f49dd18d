"""History: what people did to the catalogue, and taking any of it back."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from fonds.app.act_history import list_history, show_act
from fonds.app.acting import take_back
from fonds.app.reach import find_edition
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.works import find_work_key
from fonds.web.editions import make_undo
from fonds.web.forms import Typed
from fonds.web.looks import find_way_back
from fonds.web.mine import is_work_id
from fonds.web.pages import GET, Lent, get_room, render_page
from fonds.web.visiting import Curator, Visitor, get_doors

router = APIRouter()

LISTED = 20
"""Acts a page, as works on the shelf."""


@router.api_route("/history", methods=GET)
def show_history(request: Request, shelf: Lent, visitor: Curator) -> Response:
    """Show what people did to the catalogue, the last first."""
    return _show(request, shelf, visitor, None)


@router.api_route("/works/{work_id}/history", methods=GET)
def show_history_of_work(request: Request, shelf: Lent, visitor: Curator, work_id: str) -> Response:
    """Show what people did to one work, also when it is merged or withdrawn."""
    is_seen = is_work_id(work_id) and (
        find_edition(shelf, work_id) is not None
        or (shelf.sight.is_full and find_work_key(shelf.library, work_id) is not None)
    )
    if not is_seen:
        raise HTTPException(404, "There is no work of this name here. The shelf has them all.")
    return _show(request, shelf, visitor, work_id)


def _show(
    request: Request,
    shelf: Shelf,
    visitor: Visitor,
    work_id: str | None,
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    before = _read_number(request.query_params.get("before", "")) or None
    found = list_history(shelf, work_id=work_id, before=before, limit=LISTED + 1)
    acts, more = found[:LISTED], found[LISTED:]
    path = "/history" if work_id is None else f"/works/{work_id}/history"
    values = {
        "acts": acts,
        "work_id": work_id,
        "path": path,
        "before": before,
        "older": acts[-1].act.id if more else None,
        "here": f"{path}?before={before}" if before else path,
        "left": _read_number(request.query_params.get("left", "")),
        "notice": notice,
        **make_undo(request, shelf, visitor),
    }
    return render_page(request, "history.html", values, status=status)


def _read_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


@router.post("/history/{number}/undo")
def undo(request: Request, shelf: Lent, visitor: Curator, number: int, form: Typed) -> Response:
    """Take an act back; what somebody has since changed again stays."""
    try:
        show_act(shelf, number)
    except UserError:
        raise HTTPException(404, "There is no change of this number here.") from None
    try:
        done = take_back(
            shelf,
            number,
            by=visitor.person.name if visitor.person is not None else "",
            clock=get_doors(request).read_clock(),
        )
    except UserError as error:
        said = str(error)
        notice = f"{said[:1].upper()}{said[1:]}."
        return _show(request, shelf, visitor, None, notice=notice, status=409)
    get_room(request).catching_up.soon()
    path = find_way_back(form["back"]) if form["back"] else "/history"
    left = f"&left={len(done.left)}" if done.left else ""
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}done={done.act}{left}", 303)
