"""History by the API: what people did to the catalogue, and taking any of it back."""

from typing import Annotated

from fastapi import Depends, HTTPException, Path, Query
from pydantic import BaseModel, Field

from fonds.app.act_history import ActShown, list_history, show_act
from fonds.app.acting import take_back
from fonds.errors import UserError
from fonds.web.api.models import Listing, mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.mine import is_work_id
from fonds.web.pages import Lent, Room, get_room
from fonds.web.visiting import Curator, Doors, get_curator, get_doors

router = make_router("history", least=get_curator)

TheDoors = Annotated[Doors, Depends(get_doors)]
TheRoom = Annotated[Room, Depends(get_room)]

_LONGEST_LIST = 200
_HIGHEST = 2**53


class ChangeOut(BaseModel):
    """A change of an act, in words."""

    work: str | None
    what: str
    before: str
    after: str


class ActOut(BaseModel):
    """Something a person did to the catalogue."""

    id: int
    at: str
    by: str
    why: str
    kind: str
    words: str
    undoes: int | None = Field(description="The act it takes back.")
    undone_by: int | None = Field(description="The act that took it back and holds.")
    total: int = Field(description="How many changes it has.")
    changes: list[ChangeOut] = Field(description="The first of them.")


class UndoneOut(BaseModel):
    """What taking an act back did."""

    act: int | None
    changed: int
    left: int = Field(description="Changes that stay: somebody has changed them again since.")


def _act_out(one: ActShown) -> ActOut:
    act = one.act
    return ActOut(
        id=act.id,
        at=act.at,
        by=mask_text(act.by),
        why=mask_text(act.why),
        kind=act.kind,
        words=mask_text(act.words),
        undoes=act.undoes,
        undone_by=one.undone_by,
        total=act.changes,
        changes=[
            ChangeOut(
                work=line.work_id,
                what=mask_text(line.what),
                before=mask_text(line.before),
                after=mask_text(line.after),
            )
            for line in one.lines
        ],
    )


@router.get(
    "/history", responses=document_problems(404), summary="What people did to the catalogue"
)
def list_acts(
    shelf: Lent,
    _: Curator,
    work: Annotated[str, Query(max_length=80, description="Only of this work.")] = "",
    limit: Annotated[int, Query(ge=1, le=_LONGEST_LIST)] = 50,
    before: Annotated[
        int | None, Query(ge=1, le=_HIGHEST, description="Only acts with smaller numbers.")
    ] = None,
) -> Listing[ActOut]:
    """List acts, the last first; those on works that may not be seen are left out."""
    if work and not is_work_id(work):
        raise HTTPException(404, "There is no work of this identifier here.")
    found = list_history(shelf, work_id=work or None, before=before, limit=limit + 1)
    items = [_act_out(one) for one in found[:limit]]
    following = str(items[-1].id) if len(found) > limit else None
    return Listing[ActOut](items=items, total=len(items), next=following)


@router.get("/history/{number}", summary="One act")
def show_one_act(
    shelf: Lent, _: Curator, number: Annotated[int, Path(ge=1, le=_HIGHEST, examples=[1])]
) -> ActOut:
    """Give one act."""
    try:
        return _act_out(show_act(shelf, number))
    except UserError:
        raise HTTPException(404, "There is no act of this number here.") from None


@router.post("/history/{number}/undo", responses=document_problems(409), summary="Take an act back")
def undo_act(
    shelf: Lent,
    visitor: Curator,
    doors: TheDoors,
    room: TheRoom,
    *,
    number: Annotated[int, Path(ge=1, le=_HIGHEST, examples=[1])],
) -> UndoneOut:
    """Take an act back; what somebody has since changed again stays."""
    try:
        show_act(shelf, number)
    except UserError:
        raise HTTPException(404, "There is no act of this number here.") from None
    name = visitor.person.name if visitor.person is not None else ""
    try:
        done = take_back(shelf, number, by=name, clock=doors.read_clock())
    except UserError as error:
        raise HTTPException(409, f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    room.catching_up.soon()
    return UndoneOut(act=done.act, changed=len(done.changes), left=len(done.left))
