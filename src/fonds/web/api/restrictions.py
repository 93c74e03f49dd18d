"""Restrictions by the API: what of the library is open to whom, for those who look after it."""

from typing import Annotated, Literal

from fastapi import Depends, HTTPException, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from fonds.app.restricting import count_hidden
from fonds.app.shelf import Shelf
from fonds.library.restrictions import (
    Restriction,
    RestrictionKind,
    end_restriction,
    list_restrictions,
    put_restriction,
)
from fonds.library.settings import find_setting, put_setting
from fonds.model.sight import Role, is_at_least
from fonds.web.api.models import Listing, mask_text
from fonds.web.api.routes import make_router
from fonds.web.forms import Form
from fonds.web.pages import Lent
from fonds.web.restrictions import make_line, read_asked
from fonds.web.visiting import (
    ASK_ADULT,
    Administrator,
    Curator,
    Doors,
    Visitor,
    Whole,
    get_curator,
    get_doors,
)

router = make_router("restrictions", least=get_curator)

_VALUE_MOST = 200
_WHY_MOST = 500

Least = Literal["reader", "curator", "administrator"]
TheDoors = Annotated[Doors, Depends(get_doors)]


class RestrictionOut(BaseModel):
    """Something that is only for some."""

    id: int
    kind: RestrictionKind
    value: str = Field(
        description="Empty for the whole library, a rating, the number of an accession or of a "
        "collection, or a work's identifier."
    )
    what: str = Field(description="The same in words.")
    least: Least = Field(description="The role from which on one may see it.")
    why: str
    at: str
    by: str
    ended: str | None = Field(description="When it ended; null while it stands.")
    ended_by: str | None


class RestrictionWish(BaseModel):
    """What to keep for whom."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: RestrictionKind = Field(examples=["rating"])
    value: str = Field(default="", max_length=_VALUE_MOST, examples=["Explicit"])
    least: Least = Field(examples=["reader"])
    why: str = Field(default="", max_length=_WHY_MOST)


class HidingOut(BaseModel):
    """What it would hide from one role."""

    role: Role
    before: int = Field(description="Works of all kinds they see now.")
    after: int
    hidden: int


class TrialOut(BaseModel):
    """What a restriction would hide; nothing has been done."""

    what: str
    hides: list[HidingOut]


class AdultSetting(BaseModel):
    """Whether people are asked before Mature and Explicit works."""

    model_config = ConfigDict(extra="forbid", strict=True)

    is_asked: bool | None = Field(description="null takes the usual: asked where people sign in.")


def _restriction_out(shelf: Shelf, visitor: Visitor, one: Restriction) -> RestrictionOut:
    return RestrictionOut.model_validate(
        {
            "id": one.id,
            "kind": one.kind,
            "value": mask_text(one.value),
            "what": mask_text(make_line(shelf, visitor, one).what),
            "least": one.least,
            "why": mask_text(one.why),
            "at": one.at,
            "by": mask_text(one.by),
            "ended": one.ended,
            "ended_by": mask_text(one.ended_by) if one.ended_by is not None else None,
        }
    )


def _list_seen(shelf: Shelf, visitor: Visitor) -> list[Restriction]:
    found = list_restrictions(shelf.library)
    return [one for one in found if is_at_least(visitor.role, one.least)]


def _read_wish(
    shelf: Shelf, visitor: Visitor, wish: RestrictionWish
) -> tuple[RestrictionKind, str, Role]:
    given: dict[str, list[str]] = {
        "kind": [wish.kind],
        "value": [wish.value],
        "least": [wish.least],
    }
    return read_asked(shelf, visitor, Form(given))


@router.get("/restrictions", summary="What is open to whom")
def list_all_restrictions(shelf: Lent, visitor: Curator) -> Listing[RestrictionOut]:
    """List what is kept for some, and what was, newest first."""
    items = [_restriction_out(shelf, visitor, one) for one in _list_seen(shelf, visitor)]
    return Listing[RestrictionOut](items=items, total=len(items), next=None)


@router.post("/trial-restrictions", summary="What a restriction would hide")
def try_restriction(shelf: Lent, visitor: Curator, wish: RestrictionWish) -> TrialOut:
    """Count what a restriction would hide from whom; nothing is done."""
    kind, value, least = _read_wish(shelf, visitor, wish)
    tried = Restriction(0, kind, value, least, "", "", "", None, None)
    return TrialOut(
        what=mask_text(make_line(shelf, visitor, tried).what),
        hides=[
            HidingOut(role=one.role, before=one.before, after=one.after, hidden=one.hidden)
            for one in count_hidden(shelf, kind, value, least)
        ],
    )


@router.post("/restrictions", status_code=201, summary="Restrict something")
def make_restriction(
    shelf: Lent, visitor: Curator, doors: TheDoors, wish: RestrictionWish
) -> RestrictionOut:
    """Keep something for some, from the next request on."""
    kind, value, least = _read_wish(shelf, visitor, wish)
    made = put_restriction(
        shelf.library,
        kind,
        value,
        least,
        by=visitor.person.name if visitor.person is not None else "",
        clock=doors.read_clock(),
        why=wish.why,
        up_to=visitor.role,
    )
    return _restriction_out(shelf, visitor, made)


@router.delete("/restrictions/{number}", status_code=204, summary="End a restriction")
def end_one_restriction(
    shelf: Lent,
    visitor: Curator,
    doors: TheDoors,
    number: Annotated[int, Path(ge=1, le=2**53, description="As the list gave it.", examples=[1])],
) -> Response:
    """End a restriction: what it hid is open again; it stays in the history."""
    standing = {one.id for one in _list_seen(shelf, visitor) if one.ended is None}
    if number not in standing:
        raise HTTPException(404, "No restriction of this number stands.")
    by = visitor.person.name if visitor.person is not None else ""
    end_restriction(shelf.library, number, by=by, clock=doors.read_clock())
    return Response(status_code=204)


@router.get("/settings/adult", summary="Whether people are asked before adult works")
def show_adult_setting(whole: Whole, _: Administrator) -> AdultSetting:
    """Say whether people are asked before Mature and Explicit works."""
    wish = find_setting(whole.library, ASK_ADULT)
    return AdultSetting(is_asked=wish if isinstance(wish, bool) else None)


@router.put("/settings/adult", summary="Decide whether people are asked")
def put_adult_setting(whole: Whole, _: Administrator, wish: AdultSetting) -> AdultSetting:
    """Decide whether people are asked before Mature and Explicit works."""
    put_setting(whole.library, ASK_ADULT, wish.is_asked)
    return wish
