"""Editions: the same story found again, and what a person decides of it."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.act_history import show_act
from fonds.app.acting import act, plan_apart, plan_best, plan_merge, plan_unmerge
from fonds.app.comparing import (
    EditionLine,
    Outline,
    SeenFamily,
    list_outlines,
    merge_outlines,
    see_family,
    sign_outlines,
)
from fonds.app.reach import find_edition
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.acts import Done, NewChange
from fonds.library.kept_apart import make_apart_key
from fonds.library.redirects import resolve_work_id
from fonds.model.entry import Entry
from fonds.publish.characters import one_line
from fonds.publish.links import find_language
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.forms import Form, Typed
from fonds.web.mine import is_work_id, read_page
from fonds.web.pages import GET, Lent, get_room, render_page
from fonds.web.visiting import Curator, Visiting, Visitor, get_doors
from fonds.web.words import say_count

router = APIRouter()

FAMILIES = 20
"""Families a page, as on the shelf."""

LEAST = 95
"""Per cent: surer than this, families are offered to be merged all at once."""

_NAMED = 20
"""Stories named before many are merged: as many as are read rather than scrolled past."""

_MOST = 200
"""Editions that one form decides of."""


class ShownEdition(Struct, frozen=True):
    """An edition, ready to be shown.

    Attributes:
        line: the edition.
        name: its title, or its first words.
        language: as a tag for `lang`, or None.
        urls: where each of its sources is to be had.
        difference: the page that sets it beside the best one; "" for the best one.
        read: the page with its text.
    """

    line: EditionLine
    name: str
    language: str | None
    urls: tuple[str, ...]
    difference: str
    read: str


class ShownOutline(Struct, frozen=True):
    """A family in the list, ready to be shown."""

    best: Entry
    name: str
    others: tuple[tuple[Entry, str, float], ...]
    confidence: float


def editions_url(work_id: str) -> str:
    """Give the page of a work's editions."""
    return f"/works/{work_id}/editions"


def difference_url(one: str, other: str) -> str:
    """Give the page that sets two editions side by side."""
    return f"/works/{one}/difference/{other}"


def name_entry(entry: Entry) -> str:
    """Name a work by its title, or else by its first words."""
    first_words = one_line(entry.incipit).rstrip(".… ")
    return one_line(entry.title or "") or (f"{first_words}…" if first_words else "Untitled")


# The editions of one story


def read_family(shelf: Shelf, work_id: str) -> SeenFamily:
    """Read the editions of the work an address names.

    Raises:
        HTTPException: 404, when there is none.
    """
    family = see_family(shelf, work_id) if is_work_id(work_id) else None
    if family is None:
        raise HTTPException(404, "There is no work of this name here. The shelf has them all.")
    return family


@router.api_route("/works/{work_id}/editions", methods=GET)
def show_editions(request: Request, shelf: Lent, visitor: Visiting, work_id: str) -> Response:
    """Show the editions of a story: those merged, and those that Fonds proposes."""
    family = read_family(shelf, work_id)
    asked = resolve_work_id(shelf.library, work_id)
    if asked != work_id:
        return RedirectResponse(editions_url(asked), status_code=307)
    if any(needs_consent(request, visitor, one.entry) for one in (family.best, *family.others)):
        return ask_consent(request)
    best = family.best.entry.work_id
    values = {
        "family": family,
        "asked": asked,
        "best": _show_edition(family.best, best),
        "others": [_show_edition(one, best) for one in family.others],
        "may_decide": visitor.may("curator"),
        **make_undo(request, shelf, visitor),
    }
    return render_page(request, "work_editions.html", values)


def _show_edition(line: EditionLine, best: str) -> ShownEdition:
    work_id = line.entry.work_id
    is_merged = line.state == "merged"
    return ShownEdition(
        line=line,
        name=name_entry(line.entry),
        language=find_language(line.entry.language),
        urls=tuple(f"/originals/{one}" for one in line.originals),
        difference="" if line.state == "best" else difference_url(best, work_id),
        read=f"{editions_url(best)}/{work_id}" if is_merged else f"/works/{work_id}/read",
    )


def make_undo(request: Request, shelf: Shelf, visitor: Visitor) -> dict[str, Any]:
    """Make what a page says of what was just done, and the offer to take it back."""
    number = request.query_params.get("done", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 12
    said = ""
    if is_number and visitor.may("curator"):
        try:
            said = show_act(shelf, int(number)).act.words
        except UserError:
            said = ""  # one of another library, typed, or of works that are hidden from them
    return {"done": number if said else "", "done_words": said}


@router.post("/works/{work_id}/editions")
def decide(request: Request, shelf: Lent, visitor: Curator, work_id: str, form: Typed) -> Response:
    """Merge editions, keep them apart, or take back either; one act each."""
    family = read_family(shelf, work_id)
    best = family.best.entry.work_id
    changes, kind, words = _read_decision(shelf, form, family)
    done = act(
        shelf,
        changes,
        kind=kind,
        words=words,
        by=visitor.person.name if visitor.person is not None else "",
        clock=get_doors(request).read_clock(),
    )
    lead = resolve_work_id(shelf.library, best)
    return _lead_back(request, form, editions_url(lead), done)


def _read_decision(
    shelf: Shelf, form: Form, family: SeenFamily
) -> tuple[tuple[NewChange, ...], str, str]:
    """Read what a form decides: changes of cells, the kind of act, and its words."""
    library = shelf.library
    title = one_line(name_entry(family.best.entry))
    best = family.best.entry.work_id
    if split := form["split"]:
        changes = plan_unmerge(library, [_need_merged(family, split)])
        return changes, "unmerge", f"Took an edition of “{title}” apart again"
    if lead := form["lead"]:
        changes = plan_best(library, _need_merged(family, lead))
        return changes, "merge", f"Chose another best edition of “{title}”"
    if together := form["together"]:
        _need_seen(shelf, [together])
        key = make_apart_key(best, together)
        return (
            (NewChange("apart", key, None, together),),
            "apart",
            (f"No longer keeps an edition apart from “{title}”"),
        )
    chosen = form.list("work")[:_MOST]
    _need_seen(shelf, chosen)
    if form["do"] == "merge":
        target = form["best"] or best
        _need_seen(shelf, [target])
        works = tuple(dict.fromkeys([best, *chosen]))
        changes = plan_merge(library, works, target)
        said = say_count(len(works) - 1, "edition", "editions")
        return changes, "merge", f"Merged {said} into “{title}”"
    if form["do"] == "apart":
        said = say_count(len(chosen), "work", "works")
        return plan_apart(library, [best, *chosen]), "apart", f"Keeps {said} apart from “{title}”"
    raise HTTPException(400, "The form holds something this page does not know.")


def _need_seen(shelf: Shelf, works: Iterable[str]) -> None:
    """Check that somebody who decides of works may see them.

    Raises:
        HTTPException: 404, one of them they may not.
    """
    if not all(is_work_id(one) and find_edition(shelf, one) is not None for one in works):
        raise HTTPException(404, "There is no work of this name here. The shelf has them all.")


def _need_merged(family: SeenFamily, work_id: str) -> str:
    if work_id not in {one.entry.work_id for one in family.others if one.state == "merged"}:
        raise HTTPException(404, "No edition of this name was merged into the story.")
    return work_id


def _lead_back(request: Request, form: Form, usual: str, done: Done | None) -> Response:
    """Lead back, with the offer to undo what was done."""
    get_room(request).catching_up.soon()
    path = "/editions" if form["back"] == "/editions" else usual
    number = done.act if done is not None else None
    return RedirectResponse(f"{path}?done={number}" if number is not None else path, 303)


# All families


@router.api_route("/editions", methods=GET)
def show_families(request: Request, shelf: Lent, visitor: Visiting) -> Response:
    """Show the families of editions of which nobody has decided, the largest first."""
    outlines = list_outlines(shelf)
    pages = max(1, -(-len(outlines) // FAMILIES))
    page = min(read_page(request), pages)
    values = {
        "families": _show_outlines(shelf, outlines[(page - 1) * FAMILIES : page * FAMILIES]),
        "total": len(outlines),
        "page": page,
        "pages": pages,
        "least": LEAST,
        "may_decide": visitor.may("curator"),
        **make_undo(request, shelf, visitor),
    }
    return render_page(request, "editions.html", values)


def _show_outlines(shelf: Shelf, outlines: Iterable[Outline]) -> tuple[ShownOutline, ...]:
    shown = []
    for one in outlines:
        best = find_edition(shelf, one.best)
        others = [(find_edition(shelf, name), sure) for name, sure in one.others]
        seen = tuple((entry, name_entry(entry), sure) for entry, sure in others if entry)
        if best is not None and seen:
            shown.append(ShownOutline(best, name_entry(best), seen, one.confidence))
    return tuple(shown)


Least = Annotated[int, Query(ge=50, le=100)]


@router.api_route("/editions/merge", methods=GET)
def show_plan(request: Request, shelf: Lent, _: Curator, least: Least = LEAST) -> Response:
    """Show what merging all that is sure enough would merge; nothing is done."""
    return _show_plan(request, shelf, least)


def _show_plan(
    request: Request, shelf: Shelf, least: int, *, notice: str = "", status: int = 200
) -> Response:
    outlines = list_outlines(shelf, least=least / 100)
    values = {
        "least": least,
        "leasts": (99, 95, 90, 80),
        "families": _show_outlines(shelf, outlines[:_NAMED]),
        "total": len(outlines),
        "works": sum(len(one.others) for one in outlines),
        "signed": sign_outlines(outlines),
        "notice": notice,
    }
    return render_page(request, "editions_merge.html", values, status=status)


@router.post("/editions/merge")
def merge_many(request: Request, shelf: Lent, visitor: Curator, form: Typed) -> Response:
    """Merge all that is sure enough, in one act, if that is still what was shown."""
    least = min(100, max(50, form.number("least")))
    outlines = list_outlines(shelf, least=least / 100)
    if form["seen"] != sign_outlines(outlines):
        notice = "It has changed meanwhile. This is what would be merged now."
        return _show_plan(request, shelf, least, notice=notice, status=409)
    done = merge_outlines(
        shelf,
        outlines,
        by=visitor.person.name if visitor.person is not None else "",
        clock=get_doors(request).read_clock(),
    )
    return _lead_back(request, form, "/editions", done)
