"""People by the API: who has a place here, and the links that let others in."""

from typing import Annotated, Literal

from fastapi import Depends, HTTPException, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from fonds.app.people import change_role, end_place, invite
from fonds.library.invitations import Invitation, list_invitations, remove_invitation
from fonds.library.opening import Library
from fonds.library.people import Person, find_person, list_people, resume_person
from fonds.library.sessions import digest_secret
from fonds.model.sight import Role
from fonds.web.api.models import Listing, mask_text
from fonds.web.api.routes import make_router
from fonds.web.people import INVITED_DAYS, RESET_DAYS, make_link
from fonds.web.visiting import Administrator, Doors, Visitor, Whole, get_administrator, get_doors

router = make_router("people", least=get_administrator)

PlacedRole = Literal["reader", "curator", "administrator"]
Number = Annotated[int, Path(ge=1, le=2**53, description="As the list gave it.", examples=[1])]
TheDoors = Annotated[Doors, Depends(get_doors)]


class PersonOut(BaseModel):
    """Somebody who may sign in, or who once could."""

    id: int
    name: str
    role: PlacedRole
    made: str
    ended: str | None = Field(description="Since when they may not come in any more.")
    is_you: bool


class PersonChange(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", strict=True)

    role: PlacedRole | None = Field(default=None, examples=["curator"])
    is_ended: bool | None = Field(
        default=None, description="true ends their place; false lets them in again."
    )


class InvitationOut(BaseModel):
    """A link that can still be used."""

    id: str = Field(description="Names it without giving it away.")
    role: PlacedRole
    person: str | None = Field(description="Whose password it sets anew; null for somebody new.")
    made: str
    made_by: str | None
    until: str


class InvitationMade(InvitationOut):
    """A new link."""

    url: str = Field(description="The link itself; nobody can read it again.")


class InvitationWish(BaseModel):
    """Whom to let in."""

    model_config = ConfigDict(extra="forbid", strict=True)

    role: PlacedRole = Field(examples=["reader"])


def _person_out(one: Person, visitor: Visitor) -> PersonOut:
    is_you = visitor.person is not None and visitor.person.id == one.id
    return PersonOut.model_validate(
        {
            "id": one.id,
            "name": mask_text(one.name),
            "role": one.role,
            "made": one.made,
            "ended": one.ended,
            "is_you": is_you,
        }
    )


def _get_person(library: Library, number: int) -> Person:
    person = find_person(library, number)
    if person is None:
        raise HTTPException(404, "There is nobody of this number.")
    return person


@router.get("/people", summary="Everybody")
def list_everybody(whole: Whole, visitor: Administrator) -> Listing[PersonOut]:
    """List everybody in the order they came, also who has ended."""
    items = [_person_out(one, visitor) for one in list_people(whole.library)]
    return Listing[PersonOut](items=items, total=len(items), next=None)


@router.get("/people/{number}", summary="Somebody")
def show_person(whole: Whole, visitor: Administrator, number: Number) -> PersonOut:
    """Give one person."""
    return _person_out(_get_person(whole.library, number), visitor)


@router.patch("/people/{number}", summary="Change what somebody may do")
def change_person(
    whole: Whole, visitor: Administrator, doors: TheDoors, number: Number, wish: PersonChange
) -> PersonOut:
    """Change somebody's role, end their place, or let them in again."""
    person = _get_person(whole.library, number)
    if wish.role is not None:
        change_role(whole.library, person, wish.role)
    if wish.is_ended is True:
        end_place(whole.library, _get_person(whole.library, number), clock=doors.read_clock())
    elif wish.is_ended is False:
        resume_person(whole.library, number)
    return _person_out(_get_person(whole.library, number), visitor)


@router.post("/people/{number}/link", status_code=201, summary="A link for a new password")
def make_password_link(
    request: Request, response: Response, whole: Whole, visitor: Administrator, number: Number
) -> InvitationMade:
    """Make a link by which somebody chooses a new password, and show it this once."""
    response.headers["Cache-Control"] = "no-store"
    person = _get_person(whole.library, number)
    return _invite(request, whole.library, visitor, person.role, person)


def _invite(
    request: Request,
    library: Library,
    visitor: Visitor,
    role: Role,
    person: Person | None = None,
) -> InvitationMade:
    doors = get_doors(request)
    if visitor.is_alone:
        raise HTTPException(403, "Nobody signs in here. `fonds serve --accounts` begins accounts.")
    secret = invite(
        library,
        role,
        until=doors.read_later(RESET_DAYS if person is not None else INVITED_DAYS),
        clock=doors.read_clock(),
        person=person,
        made_by=visitor.person,
    )
    digest = digest_secret(secret)
    made = next(
        one for one in list_invitations(library, clock=doors.read_clock()) if one.digest == digest
    )
    out = _invitation_out(library, made)
    return InvitationMade(**out.model_dump(), url=make_link(request, secret))


def _invitation_out(library: Library, one: Invitation) -> InvitationOut:
    person = find_person(library, one.person) if one.person is not None else None
    by = find_person(library, one.made_by) if one.made_by is not None else None
    return InvitationOut.model_validate(
        {
            "id": one.digest,
            "role": one.role,
            "person": mask_text(person.name) if person is not None else None,
            "made": one.made,
            "made_by": mask_text(by.name) if by is not None else None,
            "until": one.until,
        }
    )


@router.get("/invitations", summary="Links that are out")
def list_open_invitations(whole: Whole, doors: TheDoors) -> Listing[InvitationOut]:
    """List the links that can still be used, newest first; never the links themselves."""
    found = list_invitations(whole.library, clock=doors.read_clock())
    items = [_invitation_out(whole.library, one) for one in found]
    return Listing[InvitationOut](items=items, total=len(items), next=None)


@router.post("/invitations", status_code=201, summary="Invite somebody")
def make_invitation(
    request: Request,
    response: Response,
    whole: Whole,
    visitor: Administrator,
    wish: InvitationWish,
) -> InvitationMade:
    """Make a link that lets one person in once, and show it this once."""
    response.headers["Cache-Control"] = "no-store"
    return _invite(request, whole.library, visitor, wish.role)


@router.delete("/invitations/{invitation}", status_code=204, summary="Take a link back")
def end_invitation(
    whole: Whole,
    doors: TheDoors,
    invitation: Annotated[str, Path(max_length=64, description="`id` of the invitation.")],
) -> Response:
    """Take a link back: it leads nowhere from now on."""
    found = list_invitations(whole.library, clock=doors.read_clock())
    if invitation not in {one.digest for one in found}:
        raise HTTPException(404, "There is no such invitation.")
    remove_invitation(whole.library, invitation)
    return Response(status_code=204)
