"""Own shelves: a person's shelves and everybody's collections as pages."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from fonds.app.mine import Mine, find_visible_shelf, list_works, read_kept_question
from fonds.app.own_shelves import (
    list_collections,
    list_own_shelves,
    may_edit,
    put_on_shelf,
    put_search_on_shelf,
    remove_own_shelf,
    rename_own_shelf,
    take_off_shelf,
)
from fonds.errors import UserError
from fonds.library.shelves import OwnShelf, put_shelf, works_of
from fonds.web.forms import Form, Typed
from fonds.web.mine import (
    LISTED,
    Anybody,
    Somebody,
    go_back,
    lead_to,
    make_notice,
    make_own_lines,
    read_page,
    read_work_id,
)
from fonds.web.pages import GET, render_page
from fonds.web.visiting import Curator, get_doors

router = APIRouter()


def url_of(shelf: OwnShelf) -> str:
    """Give the address of a shelf or collection."""
    return f"/{'collections' if shelf.is_collection else 'shelves'}/{shelf.id}"


@router.api_route("/shelves", methods=GET)
def show_shelves(request: Request, mine: Somebody) -> HTMLResponse:
    """Show the shelves of a person."""
    return _show_list(request, mine, is_ours=False)


@router.api_route("/collections", methods=GET)
def show_collections(request: Request, mine: Anybody) -> HTMLResponse:
    """Show the collections that are open to whoever asks."""
    return _show_list(request, mine, is_ours=True)


def _show_list(request: Request, mine: Mine, *, is_ours: bool) -> HTMLResponse:
    values = {
        "shelves": list_collections(mine) if is_ours else list_own_shelves(mine),
        "is_ours": is_ours,
        "can_make": not is_ours or (mine.person is not None and _is_curator(mine)),
        **make_notice(request, mine),
    }
    return render_page(request, "shelves.html", values)


def _is_curator(mine: Mine) -> bool:
    return mine.role in {"curator", "administrator"}


@router.post("/shelves")
def make_shelf(request: Request, mine: Somebody, form: Typed) -> Response:
    """Make a shelf."""
    clock = get_doors(request).read_clock()
    made = put_shelf(mine.library, mine.number, form["name"], about=form["about"], clock=clock)
    return lead_to(url_of(made))


@router.post("/collections")
def make_collection(request: Request, mine: Somebody, form: Typed, _: Curator) -> Response:
    """Make a collection; curators do."""
    clock = get_doors(request).read_clock()
    made = put_shelf(mine.library, None, form["name"], about=form["about"], clock=clock)
    return lead_to(url_of(made))


@router.api_route("/shelves/{number}", methods=GET)
def show_shelf_own(request: Request, mine: Somebody, number: int) -> HTMLResponse:
    """Show one of a person's shelves."""
    return _show_one(request, mine, _get_shelf(mine, number, is_ours=False))


@router.api_route("/collections/{number}", methods=GET)
def show_collection(request: Request, mine: Anybody, number: int) -> HTMLResponse:
    """Show a collection."""
    return _show_one(request, mine, _get_shelf(mine, number, is_ours=True))


def _get_shelf(mine: Mine, number: int, *, is_ours: bool) -> OwnShelf:
    found = find_visible_shelf(mine, number)
    if found is None or found.is_collection != is_ours:
        what = "collection" if is_ours else "shelf"
        raise HTTPException(404, f"There is no {what} of this number here.")
    return found


def _show_one(request: Request, mine: Mine, shelf: OwnShelf) -> HTMLResponse:
    page = read_page(request)
    works = works_of(mine.library, shelf.id)
    found = list_works(mine.shelf, works, offset=(page - 1) * LISTED, limit=LISTED)
    values: dict[str, Any] = {
        "own": shelf,
        "own_url": url_of(shelf),
        "is_editable": mine.person is not None and may_edit(mine, shelf),
        "lines": make_own_lines(mine, found.entries),
        "total": found.total,
        "page": page,
        "pages": max(1, -(-found.total // LISTED)),
        **make_notice(request, mine),
    }
    return render_page(request, "shelf-own.html", values)


@router.post("/shelves/{number}")
def change_shelf(mine: Somebody, number: int, form: Typed) -> Response:
    """Change one of a person's shelves."""
    return _change(mine, _get_shelf(mine, number, is_ours=False), form)


@router.post("/collections/{number}")
def change_collection(mine: Somebody, number: int, form: Typed, _: Curator) -> Response:
    """Change a collection; curators do."""
    return _change(mine, _get_shelf(mine, number, is_ours=True), form)


def _change(mine: Mine, shelf: OwnShelf, form: Form) -> Response:
    """Rename a shelf, remove it, or take works off it."""
    if form["do"] == "remove":
        remove_own_shelf(mine, shelf.id)
        return lead_to("/collections" if shelf.is_collection else "/shelves", offers="undo")
    if form["do"] == "take":
        works = [read_work_id(mine, one) for one in form.list("work")]
        gone = take_off_shelf(mine, shelf.id, works)
        return lead_to(url_of(shelf), offers="undo" if gone else "")
    if form["do"] != "rename":
        raise HTTPException(400, "The form holds something this page does not know.")
    rename_own_shelf(mine, shelf.id, form["name"], form["about"])
    return lead_to(url_of(shelf))


@router.post("/works/{work_id}/shelf")
def put_work(request: Request, mine: Somebody, work_id: str, form: Typed) -> Response:
    """Put a work on a shelf, a new one when it is given a name."""
    work_id = read_work_id(mine, work_id)
    shelf = _choose(request, mine, form)
    if form["do"] == "take":
        take_off_shelf(mine, shelf.id, [work_id])
    else:
        put_on_shelf(mine, shelf.id, [work_id], clock=get_doors(request).read_clock())
    return go_back(request, form, f"/works/{work_id}")


@router.post("/mine/keep")
def put_search(request: Request, mine: Somebody, form: Typed) -> Response:
    """Put everything a search finds on a shelf, a new one when it is given a name."""
    question = read_kept_question(form["question"])
    shelf = _choose(request, mine, form)
    clock = get_doors(request).read_clock()
    done = put_search_on_shelf(mine, shelf.id, question, clock=clock)
    return lead_to(url_of(shelf), offers="undo" if done else "")


def _choose(request: Request, mine: Mine, form: Form) -> OwnShelf:
    """Give the shelf a form chooses, or make the one that it names.

    Raises:
        HTTPException: 404, there is none of the number; 403, only curators may change it.
        UserError: neither is chosen.
    """
    if form["new"].strip():
        clock = get_doors(request).read_clock()
        return put_shelf(mine.library, mine.number, form["new"], clock=clock)
    if not form["shelf"]:
        raise UserError("choose a shelf, or give a new one a name")
    shelf = find_visible_shelf(mine, form.number("shelf"))
    if shelf is None:
        raise HTTPException(404, "There is no shelf of this number here.")
    if not may_edit(mine, shelf):
        raise HTTPException(403, "Collections are looked after by curators.")
    return shelf
