"""Permissions by the API: who asked for what, and withdrawn works, for curators."""

from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from fonds.app.permissions import carry_out_wish, restore_works, withdraw_works
from fonds.app.reach import find_seen_tombstone
from fonds.app.shelf import Shelf, find_entry
from fonds.library.opening import hold_writer
from fonds.library.permissions import Permission, SubjectKind, Wish, find_permission
from fonds.library.withdrawals import Tombstone
from fonds.web.api.cursors import make_cursor, read_cursor
from fonds.web.api.models import Listing, WorkLine, make_work_line, mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.api.works import Cursor, Limit, WorkId
from fonds.web.pages import Lent, get_room
from fonds.web.permissions import (
    NAME_MOST,
    NOTE_MOST,
    PATIENCE_S,
    SOMEBODY,
    SeenPlan,
    list_register,
    list_seen_tombstones,
    plan_wish,
    sign,
)
from fonds.web.visiting import Curator, get_curator

router = make_router("permissions", least=get_curator)

_NOT_HERE = "There is no work of this name here. The shelf has them all."


class PermissionOut(BaseModel):
    """A line of the register."""

    kind: SubjectKind
    author: str | None = Field(description="Whose wish it is; null when one work is meant.")
    work: str | None = Field(description="The work that is meant; null when an author is.")
    name: str = Field(description="The author as they are called, or the work's title.")
    wish: Wish
    note: str = Field(description="How it is known.")
    by: str
    at: str


class PermissionWish(BaseModel):
    """What somebody asked for: an author for all their works, or for one work."""

    model_config = ConfigDict(extra="forbid", strict=True)

    author: str = Field(default="", max_length=NAME_MOST, examples=["Ada Moor"])
    work: str = Field(default="", max_length=61, description="Instead of an author.")
    wish: Wish = Field(examples=["granted"])
    note: str = Field(default="", max_length=NOTE_MOST, examples=["A letter of 3 May."])


class WishTrial(BaseModel):
    """What a wish would do; nothing has been done."""

    withdraws: list[WorkLine]
    restores: list[str] = Field(description="Works that would stand again.")
    shared: list[str] = Field(description="Works among the first that somebody else wrote, too.")


class PermissionDone(BaseModel):
    """What was written down."""

    permission: PermissionOut
    change: int | None = Field(description="Its number in the history; null when it held already.")


class WithdrawalWish(BaseModel):
    """Why a work is to be withdrawn."""

    model_config = ConfigDict(extra="forbid", strict=True)

    why: str = Field(
        default="",
        max_length=NOTE_MOST,
        description="Its tombstone says so.",
        examples=["The author asked for it."],
    )


class WithdrawalOut(BaseModel):
    """A withdrawn work: what its tombstone says."""

    work: str
    why: str
    by: str
    at: str


def _permission_out(one: Permission) -> PermissionOut:
    is_work = one.subject_kind == "work"
    return PermissionOut(
        kind=one.subject_kind,
        author=None if is_work else mask_text(one.name),
        work=one.subject if is_work else None,
        name=mask_text(one.name),
        wish=one.wish,
        note=mask_text(one.note),
        by=mask_text(one.by),
        at=one.at,
    )


def _withdrawal_out(one: Tombstone) -> WithdrawalOut:
    return WithdrawalOut(work=one.work_id, why=mask_text(one.why), by=mask_text(one.by), at=one.at)


@router.get("/permissions", summary="Who asked for what")
def list_wishes(
    shelf: Lent, _: Curator, limit: Limit = 50, cursor: Cursor = ""
) -> Listing[PermissionOut]:
    """List the register, the last line first."""
    found = list_register(shelf)
    start = read_cursor("permissions", cursor)
    items = [_permission_out(one) for one in found[start : start + limit]]
    following = make_cursor("permissions", start + limit) if start + limit < len(found) else None
    return Listing[PermissionOut](items=items, total=len(found), next=following)


@router.post("/trial-permissions", summary="What a wish would withdraw")
def try_wish(shelf: Lent, _: Curator, wish: PermissionWish) -> WishTrial:
    """Say which works a wish would withdraw or restore; nothing is done."""
    found = _plan(shelf, wish)
    seen = {one.work_id for one in found.withdrawn}
    return WishTrial(
        withdraws=[make_work_line(one) for one in found.withdrawn],
        restores=[one.work_id for one in found.restored],
        shared=[one for one in found.plan.shared if one in seen],
    )


def _plan(shelf: Shelf, wish: PermissionWish) -> SeenPlan:
    return plan_wish(shelf, author=wish.author, work=wish.work, wish=wish.wish, note=wish.note)


@router.post("/permissions", status_code=201, summary="Write down a wish")
def write_wish(
    request: Request, shelf: Lent, visitor: Curator, wish: PermissionWish
) -> PermissionDone:
    """Write down what somebody asked for; who asks to be left out is left out at once."""
    found = _plan(shelf, wish)
    by, clock = sign(request, visitor)
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        done = carry_out_wish(shelf.library, found.plan, by=by, clock=clock)
    get_room(request).catching_up.soon()
    line = find_permission(shelf.library, found.plan.kind, found.plan.subject)
    assert line is not None  # it has just been written
    return PermissionDone(permission=_permission_out(line), change=done.act)


class Struck(BaseModel):
    """Whose line is meant."""

    author: str = Field(default="", max_length=NAME_MOST)
    work: str = Field(default="", max_length=61)


def read_struck(
    author: Annotated[str, Query(max_length=NAME_MOST, description="As they are called.")] = "",
    work: Annotated[str, Query(max_length=61, description="Instead of an author.")] = "",
) -> Struck:
    """Read whose line is to be struck out."""
    return Struck(author=author, work=work)


@router.delete("/permissions", status_code=204, summary="Strike a wish out")
def strike_wish(
    request: Request,
    shelf: Lent,
    visitor: Curator,
    struck: Annotated[Struck, Depends(read_struck)],
) -> Response:
    """Strike a line out of the register; works that went because of it stand again."""
    found = plan_wish(shelf, author=struck.author, work=struck.work, wish=None)
    by, clock = sign(request, visitor)
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        carry_out_wish(shelf.library, found.plan, by=by, clock=clock)
    get_room(request).catching_up.soon()
    return Response(status_code=204)


@router.get("/withdrawals", summary="Withdrawn works")
def list_withdrawals(
    shelf: Lent, _: Curator, limit: Limit = 50, cursor: Cursor = ""
) -> Listing[WithdrawalOut]:
    """List the withdrawn works, the last first."""
    found = list_seen_tombstones(shelf)
    start = read_cursor("withdrawals", cursor)
    items = [_withdrawal_out(one) for one in found[start : start + limit]]
    following = make_cursor("withdrawals", start + limit) if start + limit < len(found) else None
    return Listing[WithdrawalOut](items=items, total=len(found), next=following)


@router.post(
    "/works/{work_id}/withdrawal",
    status_code=201,
    responses=document_problems(409),
    summary="Withdraw a work",
)
def withdraw_work(
    request: Request, shelf: Lent, visitor: Curator, work_id: WorkId, wish: WithdrawalWish
) -> WithdrawalOut:
    """Take a work out of everybody's sight; its originals stay, and a tombstone says why."""
    entry = find_entry(shelf, work_id)
    if entry is None:
        if find_seen_tombstone(shelf, work_id) is not None:
            raise HTTPException(409, "The work is withdrawn already.")
        raise HTTPException(404, _NOT_HERE)
    by, clock = sign(request, visitor)
    why = wish.why.strip() or SOMEBODY
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        withdraw_works(shelf.library, [entry.work_id], why=why, by=by, clock=clock)
    get_room(request).catching_up.soon()
    return WithdrawalOut(work=entry.work_id, why=mask_text(why), by=mask_text(by), at=clock)


@router.delete(
    "/works/{work_id}/withdrawal",
    status_code=204,
    responses=document_problems(409),
    summary="Restore a work",
)
def restore_work(request: Request, shelf: Lent, visitor: Curator, work_id: WorkId) -> Response:
    """Let a withdrawn work stand again."""
    tombstone = find_seen_tombstone(shelf, work_id)
    if tombstone is None:
        if find_entry(shelf, work_id) is not None:
            raise HTTPException(409, "The work is not withdrawn.")
        raise HTTPException(404, _NOT_HERE)
    by, clock = sign(request, visitor)
    with hold_writer(shelf.library, wait_s=PATIENCE_S):
        restore_works(shelf.library, [tombstone.work_id], by=by, clock=clock)
    get_room(request).catching_up.soon()
    return Response(status_code=204)
