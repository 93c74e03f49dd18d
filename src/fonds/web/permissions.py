"""Permissions: the register of who asked for what, and withdrawn works, for curators."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.permissions import (
    WishPlan,
    carry_out_wish,
    plan_author_wish,
    plan_work_wish,
    restore_works,
    withdraw_works,
)
from fonds.app.reach import find_edition, find_seen_tombstone, find_withdrawn_entry
from fonds.app.shelf import Shelf, find_entry
from fonds.errors import UserError
from fonds.library.acts import Done
from fonds.library.opening import hold_writer
from fonds.library.permissions import (
    WISHES,
    Permission,
    Wish,
    fold_author,
    list_permissions,
)
from fonds.library.redirects import resolve_work_id
from fonds.library.tags import find_canonical, list_places
from fonds.library.withdrawals import Tombstone, list_tombstones
from fonds.model.entry import Entry
from fonds.publish.characters import one_line
from fonds.web.editions import make_undo, name_entry
from fonds.web.forms import Form, Typed
from fonds.web.pages import GET, Lent, get_room, render_page
from fonds.web.sign_in import say_mistake
from fonds.web.visiting import Curator, Visitor, get_doors
from fonds.web.work import read_card

router = APIRouter()

NAME_MOST = 200
NOTE_MOST = 500
SOMEBODY = "Somebody asked for it."
"""Why a work is withdrawn when nobody says why."""

PATIENCE_S = 5.0
"""How long a wish waits for another act to be done."""

_MOST_NAMED = 20
_MOST_LISTED = 500
"""Lines of the register, and tombstones, on the page."""

SAID: dict[Wish, str] = {
    "asked": "asked, no answer yet",
    "granted": "granted, may be passed on",
    "claimed": "claimed as their own",
    "leave out": "leave out",
}
"""Each wish in words."""


class SeenPlan(Struct, frozen=True):
    """What a wish would do, as far as whoever asks may see it.

    Attributes:
        plan: the whole of it.
        withdrawn: works that go out of sight.
        restored: works that stand again.
    """

    plan: WishPlan
    withdrawn: tuple[Entry, ...]
    restored: tuple[Entry, ...]

    @property
    def is_seen(self) -> bool:
        """Whether it withdraws or restores something they may see."""
        return bool(self.withdrawn or self.restored)


class Named(Struct, frozen=True):
    """A work of a plan."""

    title: str
    url: str
    is_shared: bool


class Grave(Struct, frozen=True):
    """A withdrawn work as the page lists it."""

    tombstone: Tombstone
    title: str


def read_wish(text: str) -> Wish:
    """Read which wish is meant.

    Raises:
        UserError: it is none.
    """
    found = next((one for one in WISHES if one == text), None)
    if found is None:
        raise UserError(f"that is no wish; there are {', '.join(WISHES)}")
    return found


def plan_wish(
    shelf: Shelf, *, author: str, work: str, wish: Wish | None, note: str = ""
) -> SeenPlan:
    """Plan to write a wish down, heeding what a curator may see.

    An author's wish holds for all their works, those too that are hidden from this curator: it
    is carried out in full, and shown as far as they may see.

    Args:
        shelf: with the sight of whoever asks.
        author: whose wish it is, or "".
        work: the work that is meant, where no author is.
        wish: or None to strike the line out.
        note: how it is known.

    Raises:
        UserError: neither or both are named, there is no such work, or there is no such line.
    """
    note = note.strip()[:NOTE_MOST]
    name = " ".join(author.split())[:NAME_MOST]
    if work:
        if name:
            raise UserError("name an author or a work, not both")
        work_id = _find_named(shelf, work)
        plan = plan_work_wish(shelf.library, work_id, wish, note)
    else:
        if wish is None and not _may_strike(shelf, name):
            raise UserError(f"nothing is written down of {name}")
        plan = plan_author_wish(shelf.library, name, wish, note)
    withdrawn = [find_entry(shelf, one.work_id) for one in plan.withdrawn]
    restored = [find_withdrawn_entry(shelf, one) for one in plan.restored]
    return SeenPlan(
        plan,
        tuple(one for one in withdrawn if one is not None),
        tuple(one for one in restored if one is not None),
    )


def _may_strike(shelf: Shelf, name: str) -> bool:
    return shelf.sight.is_full or fold_author(name) not in _list_hidden_authors(shelf)


def _find_named(shelf: Shelf, work_id: str) -> str:
    """Find the work that a wish names.

    Raises:
        UserError: there is none, or it is hidden from whoever asks.
    """
    entry = find_entry(shelf, work_id)
    if entry is not None:
        return entry.work_id
    tombstone = find_seen_tombstone(shelf, work_id)
    if tombstone is None:
        raise UserError("there is no such work here")
    return tombstone.work_id


def list_register(shelf: Shelf) -> tuple[Permission, ...]:
    """List the register, but for lines of works and authors that whoever asks may not see."""
    lines = list_permissions(shelf.library)
    if shelf.sight.is_full:
        return lines
    hidden = _list_hidden_authors(shelf)
    return tuple(
        one
        for one in lines
        if (one.subject_kind == "author" and one.subject not in hidden)
        or (one.subject_kind == "work" and _is_seen(shelf, one.subject))
    )


def _list_hidden_authors(shelf: Shelf) -> set[str]:
    """Who wrote works here, and none that may be seen, as the register knows them."""
    works: dict[str, set[str]] = {}
    for name, work_id in list_places(shelf.library, "author"):
        for called in {name, find_canonical(shelf.library, "author", name)}:
            works.setdefault(fold_author(called), set()).add(work_id)
    return {
        subject for subject, held in works.items() if not any(_is_seen(shelf, one) for one in held)
    }


def _is_seen(shelf: Shelf, work_id: str) -> bool:
    return (
        find_edition(shelf, work_id) is not None or find_seen_tombstone(shelf, work_id) is not None
    )


def list_seen_tombstones(shelf: Shelf) -> tuple[Tombstone, ...]:
    """List the withdrawn works that whoever asks might have seen, the last first."""
    found = list_tombstones(shelf.library)
    return tuple(one for one in found if find_seen_tombstone(shelf, one.work_id))


# The page


@router.api_route("/permissions", methods=GET)
def show_register(request: Request, shelf: Lent, visitor: Curator) -> Response:
    """Show the register and the works that are withdrawn."""
    return _show(request, shelf, visitor)


def _show(
    request: Request,
    shelf: Shelf,
    visitor: Visitor,
    *,
    plan: SeenPlan | None = None,
    asked: Form | None = None,
    message: str = "",
) -> Response:
    register, tombstones = list_register(shelf), list_seen_tombstones(shelf)
    values = {
        "register": register[:_MOST_LISTED],
        "more_lines": max(0, len(register) - _MOST_LISTED),
        "graves": _list_graves(shelf, tombstones),
        "more_graves": max(0, len(tombstones) - _MOST_LISTED),
        "plan": plan,
        "going": _name_works(plan, plan.withdrawn) if plan is not None else [],
        "coming": _name_works(plan, plan.restored) if plan is not None else [],
        "asked": asked or Form({}),
        "wishes": SAID,
        "message": message,
        **make_undo(request, shelf, visitor),
    }
    return render_page(request, "permissions.html", values, status=400 if message else 200)


def _list_graves(shelf: Shelf, tombstones: Sequence[Tombstone]) -> list[Grave]:
    found = []
    for one in tombstones[:_MOST_LISTED]:
        entry = find_withdrawn_entry(shelf, one.work_id)
        found.append(Grave(one, "" if entry is None else name_entry(entry)))
    return found


def _name_works(plan: SeenPlan, entries: Sequence[Entry]) -> list[Named]:
    shared = plan.plan.shared
    return [
        Named(
            one_line(name_entry(entry)) or "Untitled",
            f"/works/{entry.work_id}",
            entry.work_id in shared,
        )
        for entry in entries[:_MOST_NAMED]
    ]


@router.post("/permissions")
def put_wish(request: Request, shelf: Lent, visitor: Curator, form: Typed) -> Response:
    """Write down what somebody asked for; what withdraws or restores works is shown first."""
    try:
        wish = None if form["wish"] == "strike" else read_wish(form["wish"])
        plan = plan_wish(
            shelf, author=form["name"], work=form["work"], wish=wish, note=form["note"]
        )
    except UserError as error:
        return _show(request, shelf, visitor, asked=form, message=say_mistake(error))
    if plan.is_seen and form["step"] != "do":
        return _show(request, shelf, visitor, plan=plan, asked=form)
    by, clock = sign(request, visitor)
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        done = carry_out_wish(shelf.library, plan.plan, by=by, clock=clock)
    return _go_on(request, done)


@router.post("/works/{work_id}/withdraw")
def put_withdrawal(
    request: Request, shelf: Lent, visitor: Curator, work_id: str, form: Typed
) -> Response:
    """Take one work out of everybody's sight."""
    card = read_card(shelf, work_id)
    by, clock = sign(request, visitor)
    why = form["why"].strip()[:NOTE_MOST] or SOMEBODY
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        done = withdraw_works(shelf.library, [card.work_id], why=why, by=by, clock=clock)
    return _go_on(request, done)


@router.post("/works/{work_id}/restore")
def put_restoration(request: Request, shelf: Lent, visitor: Curator, work_id: str) -> Response:
    """Let a withdrawn work stand again."""
    if find_seen_tombstone(shelf, work_id) is None:
        card = read_card(shelf, work_id)  # says that there is none
        return RedirectResponse(f"/works/{card.work_id}", 303)
    by, clock = sign(request, visitor)
    work_id = resolve_work_id(shelf.library, work_id)
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        done = restore_works(shelf.library, [work_id], by=by, clock=clock)
    return _go_on(request, done)


def sign(request: Request, visitor: Visitor) -> tuple[str, str]:
    """Give who writes something down, as it is to be shown, and the time."""
    name = visitor.person.name if visitor.person is not None else ""
    return name, get_doors(request).read_clock()


def _go_on(request: Request, done: Done) -> Response:
    get_room(request).catching_up.soon()
    number = f"?done={done.act}" if done.act is not None else ""
    return RedirectResponse(f"/permissions{number}", 303)
