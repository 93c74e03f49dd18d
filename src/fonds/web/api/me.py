"""Me by the API: who one is here, one's devices, and what lets one in.

What lets somebody in, passwords, sessions and keys, is looked after in a browser alone: no key
opens what makes keys.
"""

from math import ceil
from typing import Annotated

from fastapi import Depends, HTTPException, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from fonds.app.mine import read_preferences
from fonds.app.people import PASSWORD_LEAST, PASSWORD_MOST, change_password, make_secret
from fonds.app.shelf import find_entry
from fonds.library.people import Person
from fonds.library.positions import list_devices, list_positions, remove_device
from fonds.library.sessions import end_session, end_sessions, list_sessions
from fonds.library.tokens import NAME_MOST, Scope, Token, add_token, end_token, list_tokens
from fonds.model.sight import Role
from fonds.web.api.models import Listing, WholeNumber, WorkLine, make_work_line, mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.api.works import Limit
from fonds.web.mine_models import Exclusions
from fonds.web.pages import Lent
from fonds.web.people import say_agent
from fonds.web.visiting import Doors, Own, Reader, Visitor, Whole, get_doors

router = make_router("me")

_DAYS_MOST = 3650

Number = Annotated[int, Path(ge=1, le=2**53, description="As a list gave it.", examples=[1])]
TheDoors = Annotated[Doors, Depends(get_doors)]


class MeOut(BaseModel):
    """Who you are here."""

    id: int
    name: str
    role: Role = Field(description="Of your account.")
    may: Role = Field(description="What this request may do: a token can narrow it.")
    scopes: list[Scope] | None = Field(description="Of the token; null in a browser.")
    made: str
    is_alone: bool = Field(description="Whether nobody signs in here.")
    exclusions: Exclusions


class SessionOut(BaseModel):
    """A browser in which you have signed in."""

    id: int
    browser: str
    begun: str
    seen: str = Field(description="To within the hour.")
    until: str = Field(description="When it ends by itself.")
    is_this: bool


class TokenOut(BaseModel):
    """A key that a program or an e-reader comes in with."""

    id: int
    name: str
    scopes: list[Scope]
    made: str
    until: str | None
    used: str | None = Field(description="When last, to within the hour.")


class TokenMade(TokenOut):
    """A new key."""

    secret: str = Field(description="The key itself; nobody can read it again.")


class TokenWish(BaseModel):
    """A key to make."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(min_length=1, max_length=NAME_MOST, examples=["backup script"])
    scopes: list[Scope] = Field(min_length=1, max_length=6, examples=[["read"]])
    days: WholeNumber | None = Field(
        default=None, ge=1, le=_DAYS_MOST, description="How long it holds; null for ever."
    )


class PasswordWish(BaseModel):
    """Another password."""

    model_config = ConfigDict(extra="forbid", strict=True)

    old: str = Field(max_length=PASSWORD_MOST)
    new: str = Field(min_length=PASSWORD_LEAST, max_length=PASSWORD_MOST)


class DeviceOut(BaseModel):
    """What you read on."""

    id: str
    name: str
    seen: str


class PlaceOut(BaseModel):
    """Where you are with a work."""

    work: WorkLine
    chapter: int
    paragraph: int
    fraction: float
    at: str
    device: str


def _get_person(visitor: Visitor) -> Person:
    if visitor.person is None:
        raise HTTPException(401, "Sign in for this.")
    return visitor.person


@router.get("/me", summary="Who you are")
def show_me(visitor: Reader) -> MeOut:
    """Say who you are here, and what this request may do."""
    person = _get_person(visitor)
    preferences = read_preferences(person)
    scopes = None if visitor.scopes is None else sorted(visitor.scopes)
    return MeOut(
        id=person.id,
        name=person.name,
        role=person.role,
        may=visitor.role,
        scopes=scopes,
        made=person.made,
        is_alone=visitor.is_alone,
        exclusions=Exclusions(
            always_hidden=preferences.always_hidden,
            read=preferences.read,
        ),
    )


@router.get("/me/positions", summary="Where you are in what you read")
def list_own_places(shelf: Lent, visitor: Reader, limit: Limit = 20) -> Listing[PlaceOut]:
    """List the works you are in, the newest place first: one for each, of any device."""
    placed = list_positions(shelf.library, _get_person(visitor).id, limit=10 * limit)
    found = [(one, find_entry(shelf, one.work_id)) for one in placed]
    items = [
        PlaceOut(
            work=make_work_line(entry),
            chapter=one.position.chapter,
            paragraph=one.position.paragraph,
            fraction=one.position.fraction,
            at=one.position.at,
            device=mask_text(one.device.name),
        )
        for one, entry in found
        if entry is not None
    ][:limit]
    return Listing[PlaceOut](items=items, total=len(items), next=None)


@router.get("/me/devices", summary="What you read on")
def list_own_devices(whole: Whole, visitor: Reader) -> Listing[DeviceOut]:
    """List the devices on which your places are kept, the one used last first."""
    found = list_devices(whole.library, _get_person(visitor).id)
    items = [DeviceOut(id=one.id, name=mask_text(one.name), seen=one.seen) for one in found]
    return Listing[DeviceOut](items=items, total=len(items), next=None)


@router.delete("/me/devices/{device_id}", status_code=204, summary="Forget a device")
def forget_device(
    whole: Whole,
    visitor: Reader,
    device_id: Annotated[str, Path(max_length=100, description="As the list gave it.")],
) -> Response:
    """Forget a device and your places on it."""
    if not remove_device(whole.library, _get_person(visitor).id, device_id):
        raise HTTPException(404, "You have no such device.")
    return Response(status_code=204)


@router.put(
    "/me/password",
    status_code=204,
    responses=document_problems(429),
    summary="Change your password",
)
def put_own_password(whole: Whole, visitor: Own, doors: TheDoors, wish: PasswordWish) -> Response:
    """Change your password; every other browser of yours has to sign in again."""
    person = _get_person(visitor)
    if visitor.session_id is None:
        raise HTTPException(403, "Nobody signs in here.")
    # Somebody at a browser that was left open should not find the password by trying.
    if wait := doors.limits.take("", f"password of {person.id}"):
        seconds = ceil(wait)
        raise HTTPException(
            429,
            f"That was tried too often. Wait {seconds} seconds and try again.",
            {"Retry-After": str(seconds)},
        )
    change_password(
        whole.library, doors.passwords, person, wish.old, wish.new, session=visitor.session_id
    )
    return Response(status_code=204)


@router.get("/me/sessions", summary="Where you have signed in")
def list_own_sessions(whole: Whole, visitor: Own, doors: TheDoors) -> Listing[SessionOut]:
    """List the browsers in which you have signed in, the one used last first."""
    found = list_sessions(whole.library, _get_person(visitor).id, clock=doors.read_clock())
    items = [
        SessionOut(
            id=one.id,
            browser=say_agent(one.agent),
            begun=one.begun,
            seen=one.seen,
            until=one.until,
            is_this=one.id == visitor.session_id,
        )
        for one in found
    ]
    return Listing[SessionOut](items=items, total=len(items), next=None)


@router.delete("/me/sessions", status_code=204, summary="Sign out everywhere else")
def end_other_sessions(whole: Whole, visitor: Own) -> Response:
    """End all your sessions but this one."""
    end_sessions(whole.library, _get_person(visitor).id, but=visitor.session_id)
    return Response(status_code=204)


@router.delete("/me/sessions/{number}", status_code=204, summary="Sign a browser out")
def end_own_session(whole: Whole, visitor: Own, doors: TheDoors, number: Number) -> Response:
    """End one session of yours."""
    person = _get_person(visitor)
    found = list_sessions(whole.library, person.id, clock=doors.read_clock())
    if number not in {one.id for one in found}:
        raise HTTPException(404, "You have no session of this number.")
    end_session(whole.library, person.id, number)
    return Response(status_code=204)


def _token_out(one: Token) -> TokenOut:
    return TokenOut(
        id=one.id,
        name=one.name,
        scopes=sorted(one.scopes),
        made=one.made,
        until=one.until,
        used=one.used,
    )


@router.get("/me/tokens", summary="Your keys")
def list_own_tokens(whole: Whole, visitor: Own) -> Listing[TokenOut]:
    """List the keys of your programs and e-readers, newest first; never the keys themselves."""
    items = [_token_out(one) for one in list_tokens(whole.library, _get_person(visitor).id)]
    return Listing[TokenOut](items=items, total=len(items), next=None)


@router.post("/me/tokens", status_code=201, summary="Make a key")
def make_token(
    response: Response, whole: Whole, visitor: Own, doors: TheDoors, wish: TokenWish
) -> TokenMade:
    """Make a key for a program or an e-reader, and show it this once."""
    secret = make_secret()
    made = add_token(
        whole.library,
        _get_person(visitor).id,
        wish.name,
        wish.scopes,
        secret=secret,
        clock=doors.read_clock(),
        until=doors.read_later(wish.days) if wish.days is not None else None,
    )
    response.headers["Cache-Control"] = "no-store"
    return TokenMade(**_token_out(made).model_dump(), secret=secret)


@router.delete("/me/tokens/{number}", status_code=204, summary="End a key")
def end_own_token(whole: Whole, visitor: Own, number: Number) -> Response:
    """End one key of yours, from the next request on."""
    person = _get_person(visitor)
    if number not in {one.id for one in list_tokens(whole.library, person.id)}:
        raise HTTPException(404, "You have no key of this number.")
    end_token(whole.library, person.id, number)
    return Response(status_code=204)
