"""Mine: a reader's own page, their marks, their saved searches, and what they leave out."""

import re
from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from msgspec import Struct

from fonds.app.mine import (
    READ_RULES,
    Mine,
    ReadRule,
    find_own_marks,
    find_since,
    find_visible_work,
    keep_search,
    list_continuing,
    list_marked,
    list_own_conditions,
    list_saved,
    make_saved_line,
    mark_work,
    put_own_preferences,
    read_kept_question,
    read_preferences,
)
from fonds.app.own_shelves import (
    find_last_change,
    list_editable_shelves,
    list_own_shelves,
    list_shelves_of_work,
    remove_own_search,
    say_change,
    take_back,
)
from fonds.app.question import ask_shelf, list_complaints, read_question
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.marks import Mark, Status, parse_status
from fonds.library.saved_searches import (
    SavedSearch,
    find_search,
    mark_search_seen,
    rename_search,
)
from fonds.library.shelves import OwnShelf
from fonds.model.entry import Entry
from fonds.publish.characters import one_line
from fonds.publish.links import find_language
from fonds.web.forms import Form, Typed
from fonds.web.looks import find_way_back
from fonds.web.pages import GET, Lent, render_page
from fonds.web.visiting import Reader, Visiting, Visitor, get_doors

router = APIRouter()

LISTED = 20
"""Works a page, as on the shelf."""

_FIRST = 6
"""Works of each list on the page that has them all: what fits a screen beside the others."""

_ID = re.compile(r"w[a-z2-7]{1,60}\Z")

LISTS: dict[str, tuple[str, Status | None]] = {
    "to-read": ("To read", "to-read"),
    "reading": ("Reading", "reading"),
    "read": ("Read", "read"),
    "favourites": ("Favourites", None),
}
"""The lists of marked works: address, name, and the mark they are of."""


class OwnLine(Struct, frozen=True):
    """A work in a list of one's own, ready to be shown.

    Attributes:
        entry: the work.
        name: its title, or its first words.
        language: as a tag for `lang`, or None.
        mark: what the person says of it.
        anchor: identifies its place on the page; "" where the page has it twice.
    """

    entry: Entry
    name: str
    language: str | None
    mark: Mark
    anchor: str


def get_mine(shelf: Lent, visitor: Visiting) -> Mine:
    """Give the shelf together with who stands before it, who may be a guest."""
    return Mine(shelf, visitor.person, visitor.role, visitor.sees_as)


def get_own(shelf: Lent, reader: Reader) -> Mine:
    """Give the shelf together with the person whose own this is."""
    return Mine(shelf, reader.person, reader.role, reader.sees_as)


Anybody = Annotated[Mine, Depends(get_mine)]
"""A page's parameter: the shelf, and whoever stands before it."""

Somebody = Annotated[Mine, Depends(get_own)]
"""A page's parameter: the shelf, and the person whose own this is."""


def make_own_lines(
    mine: Mine, entries: Iterable[Entry], on_page: set[str] | None = None
) -> tuple[OwnLine, ...]:
    """Make works ready to be shown, with what the person says of each.

    Args:
        mine: whose marks are shown.
        entries: the works.
        on_page: works that the page has shown already; these are put in, too.
    """
    shown = tuple(entries)
    known = set() if on_page is None else on_page
    marks = find_own_marks(mine, [one.work_id for one in shown])
    lines = []
    for one in shown:
        anchor = "" if one.work_id in known else one.work_id
        known.add(one.work_id)
        lines.append(_make_line(one, marks[one.work_id], anchor))
    return tuple(lines)


def _make_line(entry: Entry, mark: Mark, anchor: str) -> OwnLine:
    first_words = one_line(entry.incipit).rstrip(".… ")
    name = one_line(entry.title or "") or (f"{first_words}…" if first_words else "Untitled")
    return OwnLine(entry, name, find_language(entry.language), mark, anchor)


class OwnParts(Struct, frozen=True):
    """What a work's own page shows of its reader's: for `marks-form.html`.

    Attributes:
        mark: what they say of the work.
        shelves: those that they can put it on.
        on: shelves and collections that it is on.
    """

    mark: Mark
    shelves: tuple[OwnShelf, ...]
    on: tuple[OwnShelf, ...]


def find_own_parts(shelf: Shelf, visitor: Visitor, work_id: str) -> OwnParts | None:
    """Find what a work's page shows of its reader's; None for a guest, who keeps nothing.

    Args:
        shelf: with the sight of the visitor.
        visitor: the one person of a machine need not have a place yet.
        work_id: of a work that they may see.
    """
    if visitor.person is None and not visitor.is_alone:
        return None
    mine = Mine(shelf, visitor.person, visitor.role, visitor.sees_as)
    return OwnParts(
        find_own_marks(mine, (work_id,))[work_id],
        list_editable_shelves(mine),
        list_shelves_of_work(mine, work_id),
    )


def is_work_id(text: str) -> bool:
    """Tell whether a text has the form of a work's identifier."""
    return _ID.match(text) is not None


def read_work_id(mine: Mine, work_id: str) -> str:
    """Read the work an address names, as far as the person may know of it.

    Raises:
        HTTPException: 404, when there is none.
    """
    try:
        return find_visible_work(mine, work_id if is_work_id(work_id) else "")
    except UserError:
        raise HTTPException(
            404, "There is no work of this name here. The shelf has them all."
        ) from None


def read_page(request: Request) -> int:
    """Read which page of a list an address asks for; 1 when it says nothing sensible."""
    text = request.query_params.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def go_back(request: Request, form: Form, usual: str) -> Response:
    """Lead back to the page a form was on.

    Args:
        request: its `Referer` is where a form without a field "back" was.
        form: may say where to go.
        usual: where to, when nobody says.
    """
    path = form["back"]
    if not path:
        came = urlsplit(request.headers.get("referer", ""))
        if came.netloc == request.headers.get("host", ""):
            path = f"{came.path}?{came.query}" if came.query else came.path
    return lead_to(find_way_back(path) if path else usual)


def lead_to(path: str, *, offers: str = "") -> Response:
    """Lead to a page of ours, which offers to take back what was done when it is told to."""
    if offers:
        path, hash_, anchor = path.partition("#")
        if f"{offers}=1" not in path:
            path += f"{'&' if '?' in path else '?'}{offers}=1"
        path += hash_ + anchor
    return RedirectResponse(path, 303)


def make_notice(request: Request, mine: Mine) -> dict[str, Any]:
    """Make what a page says of what its person did last, and the offer to take it back."""
    params = request.query_params
    change = find_last_change(mine) if params.get("undo") else None
    left = [(name, value) for name, value in params.multi_items() if name not in {"undo", "back"}]
    query = f"?{urlencode(left)}" if left else ""
    return {
        "notice": say_change(mine.library, change) if change is not None else "",
        "notice_back": f"{request.url.path}{query}",
    }


@router.api_route("/mine", methods=GET)
def show_mine(request: Request, mine: Somebody) -> HTMLResponse:
    """Show what a person reads, means to read and loves, and what is new for them."""
    continuing = list_continuing(mine, limit=_FIRST)
    on_page: set[str] = set()
    lines = make_own_lines(mine, (one.entry for one in continuing), on_page)
    lists = []
    for key in ("to-read", "favourites"):
        label, status = LISTS[key]
        found = list_marked(mine, status, favourite=status is None, limit=_FIRST)
        lists.append((key, label, make_own_lines(mine, found.entries, on_page), found.total))
    values = {
        "continuing": tuple(zip(continuing, lines, strict=True)),
        "lists": lists,
        "saved": list_saved(mine),
        "shelves": list_own_shelves(mine),
        **make_notice(request, mine),
    }
    return render_page(request, "mine.html", values)


@router.api_route("/mine/marks/{which}", methods=GET)
def show_marked(request: Request, mine: Somebody, which: str) -> HTMLResponse:
    """Show the works a person has marked so."""
    if which not in LISTS:
        raise HTTPException(404, "There is no list of this name.")
    label, status = LISTS[which]
    page = read_page(request)
    found = list_marked(
        mine, status, favourite=status is None, offset=(page - 1) * LISTED, limit=LISTED
    )
    values = {
        "which": which,
        "label": label,
        "lists": [(key, name) for key, (name, _) in LISTS.items()],
        "lines": make_own_lines(mine, found.entries),
        "total": found.total,
        "page": page,
        "pages": max(1, -(-found.total // LISTED)),
    }
    return render_page(request, "mine-marked.html", values)


@router.post("/works/{work_id}/mark")
def put_own_mark(request: Request, mine: Somebody, work_id: str, form: Typed) -> Response:
    """Mark a work, and go back to where it was marked."""
    work_id = read_work_id(mine, work_id)
    status = parse_status(form["status"]) if form["status"] else None
    favourite = {"yes": True, "no": False}.get(form["favourite"])
    mark_work(
        mine,
        work_id,
        status=status,
        favourite=favourite,
        clock=get_doors(request).read_clock(),
    )
    # So that one is at the entry again, and not at the top of the page.
    back = go_back(request, form, f"/works/{work_id}")
    if "#" not in back.headers["location"]:
        back.headers["location"] += f"#{work_id}"
    return back


@router.api_route("/mine/keep", methods=GET)
def show_keep(request: Request, mine: Somebody) -> HTMLResponse:
    """Show what can be done with a whole search: save it, or put all it finds on a shelf."""
    question = read_question(request.query_params.multi_items())
    complaint = list_complaints(question)
    total = 0
    if not complaint:
        narrow = list_own_conditions(mine, question)
        total = ask_shelf(mine.shelf, question, narrow=narrow, limit=0, facets=()).total
    values = {
        "question": question,
        "kept": urlencode(question.to_pairs()),
        "complaint": complaint,
        "total": total,
        "shelves": list_editable_shelves(mine),
    }
    return render_page(request, "mine-keep.html", values)


@router.api_route("/mine/searches", methods=GET)
def show_searches(request: Request, mine: Somebody) -> HTMLResponse:
    """Show the saved searches of a person."""
    return render_page(
        request, "saved.html", {"saved": list_saved(mine), **make_notice(request, mine)}
    )


@router.post("/mine/searches")
def put_own_search(request: Request, mine: Somebody, form: Typed) -> Response:
    """Save a search under a name."""
    question = read_kept_question(form["question"])
    clock = get_doors(request).read_clock()
    saved = keep_search(mine, form["name"], question, clock=clock)
    return lead_to(f"/mine/searches#search-{saved.id}")


@router.api_route("/mine/searches/{number}", methods=GET)
def follow_search(request: Request, mine: Somebody, number: int) -> HTMLResponse:
    """Show what a saved search finds that is new."""
    search = _get_search(mine, number)
    line = make_saved_line(mine, search)
    entries: tuple[Entry, ...] = ()
    page = read_page(request)
    if line.new:
        narrow = (*list_own_conditions(mine, line.question), find_since(search))
        answer = ask_shelf(
            mine.shelf,
            line.question,
            narrow=narrow,
            limit=LISTED,
            offset=(page - 1) * LISTED,
            facets=(),
        )
        entries = tuple(one for one in answer.entries if one is not None)
    values = {
        "line": line,
        "lines": make_own_lines(mine, entries),
        "page": page,
        "pages": max(1, -(-line.new // LISTED)),
    }
    return render_page(request, "saved-new.html", values)


def _get_search(mine: Mine, number: int) -> SavedSearch:
    found = find_search(mine.library, mine.number, number)
    if found is None:
        raise HTTPException(404, "There is no saved search of this number. Mine has them all.")
    return found


@router.post("/mine/searches/{number}")
def change_search(mine: Somebody, number: int, form: Typed) -> Response:
    """Rename a saved search, remove it, or remember that its news were seen."""
    _get_search(mine, number)
    if form["do"] == "remove":
        remove_own_search(mine, number)
        return lead_to("/mine/searches", offers="undo")
    if form["do"] == "seen":
        saved = mark_search_seen(mine.library, mine.number, number)
        return lead_to(read_kept_question(saved.question).url())
    rename_search(mine.library, mine.number, number, form["name"])
    return lead_to(f"/mine/searches#search-{number}")


@router.api_route("/mine/preferences", methods=GET)
def show_preferences(request: Request, mine: Somebody) -> HTMLResponse:
    """Show what a person leaves out of every search."""
    values = {
        "preferences": read_preferences(mine.person),
        "complaint": "",
        "is_kept": bool(request.query_params.get("kept")),
    }
    return render_page(request, "mine-preferences.html", values)


@router.post("/mine/preferences")
def put_preferences(request: Request, mine: Somebody, form: Typed) -> Response:
    """Keep what a person leaves out of every search."""
    rule: ReadRule | None = next((one for one in READ_RULES if one == form["read"]), None)
    try:
        put_own_preferences(mine, always_hidden=form["always_hidden"], read=rule)
    except UserError as error:
        typed = {"always_hidden": form["always_hidden"], "read": rule or "show"}
        message = str(error)
        values = {
            "preferences": typed,
            "complaint": f"{message[:1].upper()}{message[1:]}.",
            "is_kept": False,
        }
        return render_page(request, "mine-preferences.html", values, status=400)
    return lead_to("/mine/preferences?kept=1")


@router.post("/mine/undo")
def undo_change(request: Request, mine: Somebody, form: Typed) -> Response:
    """Take back what a person did last."""
    take_back(mine)
    return go_back(request, form, "/mine")
