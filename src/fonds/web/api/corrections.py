"""Corrections by the API: what people say of works, one field or many, one work or many."""

from typing import Annotated, Any

from fastapi import Depends, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from fonds.app.choosing import choose_named
from fonds.app.correcting import Edit, Operation, Planned, carry_out, plan_edits, show_fields
from fonds.app.field_values import FIELDS, check_value, find_field, read_field
from fonds.app.field_values import Field as AnyField
from fonds.app.mine import Mine
from fonds.app.shelf import Shelf, find_entry
from fonds.errors import UserError
from fonds.publish.addresses import mask_values
from fonds.web.api.models import mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.mine import get_own, is_work_id
from fonds.web.pages import Lent, Room, get_room
from fonds.web.visiting import Curator, Doors, Visitor, get_curator, get_doors

router = make_router("corrections", least=get_curator)

TheDoors = Annotated[Doors, Depends(get_doors)]
TheRoom = Annotated[Room, Depends(get_room)]
Somebody = Annotated[Mine, Depends(get_own)]

_WHY_MOST = 500
_MOST_WORKS = 1_000
_MOST_SHOWN = 100


class FieldOut(BaseModel):
    """A field of a work that may be corrected."""

    field: str
    label: str
    value: Any = Field(description="What a person said; null where nobody has, and for none.")
    words: str = Field(description="What the field holds, as it would be typed.")
    is_corrected: bool
    by: str | None
    at: str | None
    why: str | None
    read: list[str] = Field(description="What was read, the best first.")


class FieldWish(BaseModel):
    """What one field is to hold."""

    model_config = ConfigDict(extra="forbid", strict=True)

    field: str = Field(examples=["title"], max_length=60)
    operation: Operation = "set"
    value: Any = Field(
        default=None, description="A value of the record's field; a list to add or remove."
    )


class CorrectionWish(BaseModel):
    """What is to be changed, in one act."""

    model_config = ConfigDict(extra="forbid", strict=True)

    fields: list[FieldWish] = Field(min_length=1, max_length=len(FIELDS))
    why: str = Field(default="", max_length=_WHY_MOST)


class BulkWish(CorrectionWish):
    """What is to be changed of many works, in one act."""

    works: list[str] = Field(min_length=1, max_length=_MOST_WORKS)
    dry_run: bool = False


class ChangedOut(BaseModel):
    """A field of a work that changes."""

    work: str
    field: str
    before: str
    after: str


class DoneOut(BaseModel):
    """What was done."""

    act: int | None = Field(description="Its number in the history; null when nothing was done.")
    works: int = Field(description="Works that change.")
    changes: list[ChangedOut] = Field(description=f"The first {_MOST_SHOWN}.")


def _find_work(shelf: Shelf, work_id: str) -> str:
    entry = find_entry(shelf, work_id) if is_work_id(work_id) else None
    if entry is None:
        raise HTTPException(404, "There is no work of this identifier here.")
    return entry.work_id


@router.get("/works/{work_id}/corrections", summary="What may be corrected, and what was")
def list_fields(shelf: Lent, _: Curator, work_id: str) -> list[FieldOut]:
    """List the fields of a work with what they hold, who said so, and what was read."""
    return [
        FieldOut(
            field=one.field.name,
            label=one.field.label,
            value=None if one.correction is None else mask_values(one.correction.value),
            words=mask_text(one.words),
            is_corrected=one.correction is not None,
            by=None if one.correction is None else mask_text(one.correction.by),
            at=None if one.correction is None else one.correction.at,
            why=None if one.correction is None else mask_text(one.correction.why),
            read=[mask_text(read.words) for read in one.read],
        )
        for one in show_fields(shelf.library, _find_work(shelf, work_id))
    ]


@router.post("/works/{work_id}/corrections", summary="Correct fields of a work")
def correct_work(
    *,
    shelf: Lent,
    visitor: Curator,
    doors: TheDoors,
    room: TheRoom,
    work_id: str,
    wish: CorrectionWish,
) -> DoneOut:
    """Let fields of a work hold what a person says, in one act."""
    edits = _read_edits(wish)
    works = (_find_work(shelf, work_id),)
    return _correct(shelf, visitor, works, edits, why=wish.why, doors=doors, room=room)


@router.post(
    "/corrections", responses=document_problems(404), summary="Correct fields of many works"
)
def correct_works(
    *,
    shelf: Lent,
    visitor: Curator,
    mine: Somebody,
    doors: TheDoors,
    room: TheRoom,
    wish: BulkWish,
) -> DoneOut:
    """Let fields of many works hold what a person says, in one act; `dry_run` does nothing."""
    edits = _read_edits(wish)
    named = [one for one in wish.works if is_work_id(one)]
    works = choose_named(mine, named)
    if len(named) < len(wish.works) or not works:
        raise HTTPException(404, "There is no work of one of these identifiers here.")
    if wish.dry_run:
        planned = plan_edits(shelf.library, works, edits, by="", clock="")
        return _done_out(None, planned)
    return _correct(shelf, visitor, works, edits, why=wish.why, doors=doors, room=room)


def _read_edits(wish: CorrectionWish) -> tuple[Edit, ...]:
    edits: dict[str, Edit] = {}
    for one in wish.fields:
        field = find_field(one.field)
        if field.name in edits:
            raise UserError(f"{field.name} is named twice")
        value = None if one.operation == "clear" else _read_value(field, one.value)
        if one.operation in {"add", "remove"} and (field.sort != "list" or not value):
            raise UserError(f"{field.label}: only values of a list are added and removed")
        edits[field.name] = Edit(field, one.operation, value)
    return tuple(edits.values())


def _read_value(field: AnyField, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Read a value as it would be typed, where it is words; else as the record has it."""
    words = value if isinstance(value, str) else None
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        words = "\n".join(value)
    if value is None and field.name != "kind":
        return [] if field.sort == "list" or field.name == "notes" else None
    if words is not None or value is None:
        return read_field(field, words or "")
    check_value(field, value)
    return value


def _correct(
    shelf: Shelf,
    visitor: Visitor,
    works: tuple[str, ...],
    edits: tuple[Edit, ...],
    *,
    why: str,
    doors: Doors,
    room: Room,
) -> DoneOut:
    clock = doors.read_clock()
    name = visitor.person.name if visitor.person is not None else ""
    who = ", ".join(part for part in (name, clock[:10]) if part)
    planned = plan_edits(shelf.library, works, edits, by=who, clock=clock, why=why)
    if not planned:
        return _done_out(None, planned)
    done = carry_out(shelf, planned, edits, by=name, clock=clock, why=why)
    room.catching_up.soon()
    return _done_out(done.act, planned)


def _done_out(act: int | None, planned: tuple[Planned, ...]) -> DoneOut:
    return DoneOut(
        act=act,
        works=len({one.work_id for one in planned}),
        changes=[
            ChangedOut(
                work=one.work_id,
                field=one.change.key[1],
                before=mask_text(one.before),
                after=mask_text(one.after),
            )
            for one in planned[:_MOST_SHOWN]
        ],
    )
