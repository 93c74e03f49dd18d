"""Restrictions: what of the library is open to whom, for those who look after it."""

from collections.abc import Mapping
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.account_sight import list_seen
from fonds.app.mine import Mine, is_open
from fonds.app.restricting import count_hidden
from fonds.app.shelf import Shelf, find_whole_entry
from fonds.errors import UserError
from fonds.library.restrictions import (
    KINDS,
    Restriction,
    RestrictionKind,
    check_restriction,
    end_restriction,
    list_restrictions,
    put_restriction,
)
from fonds.library.settings import find_setting
from fonds.library.shelves import OwnShelf, list_shelves
from fonds.model.record import Rating
from fonds.model.sight import ROLES, UNRATED, Role, is_at_least
from fonds.publish.characters import one_line
from fonds.web.forms import Form, Typed
from fonds.web.pages import GET, Lent, render_page
from fonds.web.sign_in import say_mistake
from fonds.web.visiting import ASK_ADULT, Curator, Visitor, get_doors
from fonds.web.words import say_count, say_heap

router = APIRouter()

RATINGS: tuple[str, ...] = tuple(dict.fromkeys((*get_args(Rating), UNRATED)))

_TO = {"reader": "readers", "curator": "curators", "administrator": "administrators"}
_FROM: dict[Role, str] = {"guest": "guests", "reader": "readers", "curator": "curators"}
_WHY_MOST = 500


class Line(Struct, frozen=True):
    """A restriction as the page shows it."""

    restriction: Restriction
    what: str
    url: str | None
    to: str


@router.api_route("/restrictions", methods=GET)
def show_restrictions(
    request: Request,
    shelf: Lent,
    visitor: Curator,
    work: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Show what is open to whom, and what was."""
    return _show(request, shelf, visitor, {"kind": "work" if work else "", "value": work})


def _show(
    request: Request,
    shelf: Shelf,
    visitor: Visitor,
    asked: Mapping[str, str],
    *,
    trial: Mapping[str, Any] | None = None,
    message: str = "",
) -> Response:
    lines = [
        make_line(shelf, visitor, one)
        for one in list_restrictions(shelf.library)
        if is_at_least(visitor.role, one.least)
    ]
    wish = find_setting(shelf.library, ASK_ADULT)
    values = {
        "standing": [line for line in lines if line.restriction.ended is None],
        "past": [line for line in lines if line.restriction.ended is not None],
        "asked": asked,
        "trial": trial,
        "message": message,
        "ratings": [(one, one) for one in RATINGS],
        "accessions": [
            (one.id, f"{one.id}. {say_heap(one.heap)}")
            for one in list_seen(shelf)
            if one.state != "undone"
        ],
        "collections": [(one.id, one.name) for one in _list_open(shelf, visitor)],
        "leasts": [(role, _TO[role]) for role in ROLES[1 : ROLES.index(visitor.role) + 1]],
        "asks_adult": wish if isinstance(wish, bool) else get_doors(request).has_accounts,
        "is_administrator": visitor.may("administrator"),
        "is_alone": visitor.is_alone,
    }
    return render_page(request, "restrictions.html", values, status=400 if message else 200)


def make_line(shelf: Shelf, visitor: Visitor, restriction: Restriction) -> Line:
    """Make a restriction ready to be shown."""
    kind, value = restriction.kind, restriction.value
    what, url = _say_what(shelf, visitor, kind, value)
    return Line(restriction, what, url, _TO[restriction.least])


def _list_open(shelf: Shelf, visitor: Visitor) -> list[OwnShelf]:
    """List the collections that somebody may know of: another role may keep some from them."""
    mine = Mine(shelf, visitor.person, visitor.role, visitor.sees_as)
    return [one for one in list_shelves(shelf.library, None) if is_open(mine, one)]


def _say_what(
    shelf: Shelf, visitor: Visitor, kind: RestrictionKind, value: str
) -> tuple[str, str | None]:
    if kind == "library":
        return "The whole library", None
    if kind == "rating":
        return f"Rated {value}" if value != UNRATED else "Not rated", None
    if kind == "accession":
        heaps = {str(one.id): say_heap(one.heap) for one in list_seen(shelf)}
        if value not in heaps:
            return f"Accession {value}", None
        return f"Accession {value}: {heaps[value]}", f"/accessions/{value}"
    if kind == "collection":
        names = {str(one.id): one.name for one in _list_open(shelf, visitor)}
        name = names.get(value)
        return (f"Collection “{name}”" if name else "A collection that is gone"), None
    entry = find_whole_entry(shelf.library, value)
    if entry is None or not shelf.sight.shows(entry):
        return f"Work {value}", None
    title = one_line(entry.title or entry.incipit) or "Untitled"
    return f"“{title}”", f"/works/{entry.work_id}"


@router.post("/restrictions")
def put_restricted(request: Request, shelf: Lent, visitor: Curator, form: Typed) -> Response:
    """Say what a restriction would hide; with step "do" make it."""
    asked = {name: form[name].strip() for name in ("kind", "value", "least", "why")}
    asked["why"] = asked["why"][:_WHY_MOST]
    try:
        kind, value, least = read_asked(shelf, visitor, form)
    except UserError as error:
        return _show(request, shelf, visitor, asked, message=say_mistake(error))
    if form["step"] == "do":
        put_restriction(
            shelf.library,
            kind,
            value,
            least,
            by=visitor.person.name if visitor.person is not None else "",
            clock=get_doors(request).read_clock(),
            why=asked["why"],
            up_to=visitor.role,
        )
        return RedirectResponse("/restrictions", 303)
    what, _ = _say_what(shelf, visitor, kind, value)
    trial = {
        "what": what,
        "kind": kind,
        "value": value,
        "least": least,
        "to": _TO[least],
        "why": asked["why"],
        "counts": [
            (_count(one.hidden), _FROM[one.role], one.hidden, _count(one.after))
            for one in count_hidden(shelf, kind, value, least)
        ],
    }
    return _show(request, shelf, visitor, asked, trial=trial)


def _count(works: int) -> str:
    return say_count(works, "work", "works")


def read_asked(shelf: Shelf, visitor: Visitor, form: Form) -> tuple[RestrictionKind, str, Role]:
    """Read what a form asks to restrict.

    Raises:
        UserError: there is no such thing, or it would hide from this curator what they
            could not open again.
    """
    kinds: dict[str, RestrictionKind] = {kind: kind for kind in KINDS}
    roles: dict[str, Role] = {role: role for role in ROLES}
    kind, least = kinds.get(form["kind"]), roles.get(form["least"])
    if kind is None or least is None:
        raise UserError("choose what is to be restricted, and to whom")
    value = form["value"].strip()
    if kind == "work":
        value = find_work(shelf, value)
    if kind == "rating" and value not in RATINGS:
        raise UserError("there is no such rating")
    known = {
        "accession": [one.id for one in list_seen(shelf)],
        "collection": [one.id for one in _list_open(shelf, visitor)],
    }
    if kind in known and value not in map(str, known[kind]):
        # What is hidden from them is told no better than what there is not.
        raise UserError(f"there is no {kind} {value!r} here")
    check_restriction(shelf.library, kind, value, least)
    if not is_at_least(visitor.role, least):
        raise UserError("only administrators keep something for administrators")
    return kind, value, least


def find_work(shelf: Shelf, typed: str) -> str:
    """Find the work that somebody names by its identifier or its address.

    Raises:
        UserError: there is none that they may see.
    """
    path = typed.partition("?")[0].partition("#")[0]
    name = path.rpartition("/works/")[2].partition("/")[0].strip()
    entry = find_whole_entry(shelf.library, name) if name else None
    if entry is None or not shelf.sight.shows(entry):
        raise UserError(
            "there is no such work here. Give its address, or its name as it stands there"
        )
    return entry.work_id


@router.post("/restrictions/end")
def put_restriction_end(request: Request, shelf: Lent, visitor: Curator, form: Typed) -> Response:
    """End a restriction."""
    number = form.number("restriction")
    standing = {one.id: one for one in list_restrictions(shelf.library)}
    one = standing.get(number)
    if one is not None and is_at_least(visitor.role, one.least):
        by = visitor.person.name if visitor.person is not None else ""
        clock = get_doors(request).read_clock()
        end_restriction(shelf.library, number, by=by, clock=clock)
    return RedirectResponse("/restrictions", 303)
