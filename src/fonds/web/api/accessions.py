"""Accessions by the API: every file of every heap accounted for, and taken out again.

Only for curators and administrators, because accounts name files.
"""

from typing import Annotated, Literal

from fastapi import Depends, HTTPException, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from fonds.app.account_sight import find_seen, limit_account, limit_plan, list_seen
from fonds.app.account_words import describe_undo
from fonds.app.acting import undo_heap
from fonds.app.shelf import Shelf, find_entry, refresh_index
from fonds.errors import UserError
from fonds.library.accessions import Accession
from fonds.library.account import Account, account_of
from fonds.library.opening import hold_writer
from fonds.library.undo import UndoPlan, plan_undo
from fonds.web.accession import sign_plan
from fonds.web.api.cursors import make_cursor, read_cursor
from fonds.web.api.models import Listing, WorkLine, make_work_line, mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.api.works import Cursor, Limit
from fonds.web.pages import Lent
from fonds.web.visiting import Curator, Doors, get_curator, get_doors
from fonds.web.words import say_heap

router = make_router("accessions", least=get_curator)

_MOST_NAMED = 20

OutcomeName = Literal[
    "story", "not-story", "duplicate", "unreadable", "refused", "container", "unread"
]

Number = Annotated[int, Path(ge=1, le=2**53, description="As a list gave it.", examples=[1])]


class AccessionOut(BaseModel):
    """One act of taking in a heap."""

    id: int
    heap: str = Field(description="What was handed over.")
    begun: str
    ended: str | None
    state: Literal["open", "finished", "undone"]
    tool: str
    files: int
    bytes: int
    outcomes: dict[str, int] = Field(description="Files and members by what became of them.")
    works: dict[str, int] = Field(description="Works by kind.")


class FileOut(BaseModel):
    """What became of one file, or of one inside a container."""

    path: str
    member: str | None
    outcome: OutcomeName
    reason: str


class UndoOut(BaseModel):
    """What undoing an accession takes out."""

    accession: int
    said: str = Field(description="The same in words.")
    works: int
    originals: int
    kept: int = Field(description="Originals that stay: other accessions hold them, too.")
    curated: int = Field(description="Values that people set; the history keeps their words.")
    seen: str = Field(description="Names this plan, for when it is to be done.")
    first: list[WorkLine] = Field(description="The first twenty works that go.")


class UndoWish(BaseModel):
    """The plan that is to be done."""

    model_config = ConfigDict(extra="forbid", strict=True)

    seen: str = Field(max_length=100, description="`seen` of the plan.", examples=["1-2-0-0"])


def _get_accession(shelf: Shelf, number: int) -> Accession:
    found = find_seen(shelf, number)
    if found is None:
        raise HTTPException(404, "There is no accession of this number.")
    return found


def _read_account(shelf: Shelf, number: int) -> Account:
    return limit_account(shelf, account_of(shelf.library, number))


def _accession_out(one: Accession, account: Account) -> AccessionOut:
    return AccessionOut(
        id=one.id,
        heap=mask_text(say_heap(one.heap)),
        begun=one.begun,
        ended=one.ended,
        state=one.state,
        tool=mask_text(one.tool),
        files=account.files,
        bytes=account.bytes,
        outcomes=account.counts,
        works=account.works,
    )


@router.get("/accessions", summary="Heaps that were taken in")
def list_all_accessions(
    shelf: Lent, limit: Limit = 20, cursor: Cursor = ""
) -> Listing[AccessionOut]:
    """List every heap that was taken in, newest first, with what became of it."""
    offset = read_cursor("accessions", cursor)
    found = list_seen(shelf)[::-1]
    is_more = offset + limit < len(found)
    return Listing[AccessionOut](
        items=[
            _accession_out(one, _read_account(shelf, one.id))
            for one in found[offset : offset + limit]
        ],
        total=len(found),
        next=make_cursor("accessions", offset + limit) if is_more else None,
    )


@router.get("/accessions/{number}", summary="One heap")
def show_accession(shelf: Lent, number: Number) -> AccessionOut:
    """Say what became of one heap."""
    return _accession_out(_get_accession(shelf, number), _read_account(shelf, number))


@router.get("/accessions/{number}/files", summary="What became of every file")
def list_accession_files(
    shelf: Lent,
    number: Number,
    outcome: Annotated[
        OutcomeName | None, Query(description="Only files of which this became.")
    ] = None,
    limit: Limit = 100,
    cursor: Cursor = "",
) -> Listing[FileOut]:
    """Account for every file of a heap, and for every one inside its containers."""
    _get_accession(shelf, number)
    asked = f"files {number} {outcome}"
    offset = read_cursor(asked, cursor)
    lines = [
        line
        for line in _read_account(shelf, number).lines
        if outcome is None or line.outcome == outcome
    ]
    return Listing[FileOut](
        items=[
            FileOut.model_validate(
                {
                    "path": mask_text(line.path),
                    "member": mask_text(line.member) if line.member is not None else None,
                    "outcome": line.outcome,
                    "reason": mask_text(line.reason),
                }
            )
            for line in lines[offset : offset + limit]
        ],
        total=len(lines),
        next=make_cursor(asked, offset + limit) if offset + limit < len(lines) else None,
    )


@router.get(
    "/accessions/{number}/undo",
    responses=document_problems(409),
    summary="What undoing would take out",
)
def plan_accession_undo(shelf: Lent, number: Number) -> UndoOut:
    """Say what undoing an accession takes out; nothing is done."""
    return _undo_out(shelf, _plan(shelf, number))


def _plan(shelf: Shelf, number: int) -> UndoPlan:
    if _get_accession(shelf, number).state == "undone":
        raise HTTPException(409, "It is undone already; nothing is left of it.")
    return limit_plan(shelf, plan_undo(shelf.library, number))


def _undo_out(shelf: Shelf, plan: UndoPlan) -> UndoOut:
    named = [find_entry(shelf, work_id) for work_id in plan.works[:_MOST_NAMED]]
    return UndoOut(
        accession=plan.accession,
        said=describe_undo(plan),
        works=len(plan.works),
        originals=len(plan.originals),
        kept=len(plan.kept),
        curated=plan.curated,
        seen=sign_plan(plan),
        first=[make_work_line(one) for one in named if one is not None],
    )


@router.post(
    "/accessions/{number}/undo", responses=document_problems(409), summary="Undo an accession"
)
def do_accession_undo(
    shelf: Lent,
    _: Curator,
    doors: Annotated[Doors, Depends(get_doors)],
    number: Number,
    wish: UndoWish,
) -> AccessionOut:
    """Take out what an accession brought in, if that is still what the plan said."""
    _plan(shelf, number)
    try:
        with hold_writer(shelf.library):
            plan = plan_undo(shelf.library, number)
            told = limit_plan(shelf, plan)
            if wish.seen != sign_plan(told):
                raise HTTPException(409, "It has changed meanwhile. Read the plan again.")
            if told != plan:
                # Who does not see all that would go may not let it go.
                raise HTTPException(403, "Only administrators undo this one.")
            undo_heap(shelf.library, number, clock=doors.read_clock())
            refresh_index(shelf)
    except UserError as error:
        raise HTTPException(409, f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    return show_accession(shelf, number)
