"""People: who has a place here, for administrators; and one's own account."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.people import (
    PASSWORD_LEAST,
    change_password,
    change_role,
    end_place,
    invite,
    make_secret,
)
from fonds.errors import UserError
from fonds.library.invitations import list_invitations, remove_invitation
from fonds.library.opening import Library
from fonds.library.people import Person, find_person, list_people, resume_person
from fonds.library.sessions import end_session, end_sessions, list_sessions
from fonds.library.tokens import DEVICE_SCOPES, SCOPES, Scope, add_token, end_token, list_tokens
from fonds.model.sight import ROLES, Role
from fonds.web.forms import Typed
from fonds.web.pages import GET, render_page
from fonds.web.sign_in import say_mistake
from fonds.web.visiting import Administrator, Own, Visitor, Whole, get_doors

router = APIRouter()

Number = Annotated[int, Path(ge=1, le=2**53)]

INVITED_DAYS = 14
"""How long an invitation holds; long enough for a letter, short enough to be forgotten."""

RESET_DAYS = 2

_ROLES: dict[str, Role] = {role: role for role in ROLES if role != "guest"}

SCOPE_WORDS: dict[Scope, str] = {
    "read": "read what you may read",
    "write": "change what is yours: marks, positions, shelves, notes",
    "curate": "correct and restrict, where you are a curator",
    "admin": "all that an administrator may, where you are one",
    "opds": "the catalogue for e-readers, and its books",
    "sync": "positions of KOReader",
}


class Invited(Struct, frozen=True):
    """An invitation that can still be used, as the page shows it."""

    digest: str
    role: str
    name: str | None
    made: str
    until: str
    made_by: str | None


@router.api_route("/people", methods=GET)
def show_people(request: Request, whole: Whole, visitor: Administrator) -> Response:
    """Show everybody, and the invitations that are out."""
    return _show_people(request, whole.library, visitor)


def _show_people(
    request: Request,
    library: Library,
    visitor: Visitor,
    *,
    link: str = "",
    whose: str = "",
    message: str = "",
) -> Response:
    people = list_people(library)
    names = {one.id: one.name for one in people}
    values = {
        "people": people,
        "invited": [
            Invited(
                one.digest,
                one.role,
                names.get(one.person) if one.person is not None else None,
                one.made,
                one.until,
                names.get(one.made_by) if one.made_by is not None else None,
            )
            for one in list_invitations(library, clock=get_doors(request).read_clock())
        ],
        "roles": tuple(_ROLES),
        "self_id": visitor.person.id if visitor.person is not None else 0,
        "link": link,
        "whose": whose,
        "message": message,
        "days": RESET_DAYS if whose else INVITED_DAYS,
    }
    return _keep(render_page(request, "people.html", values, status=400 if message else 200))


def _keep(response: Response) -> Response:
    """Let no browser keep a page that may hold a secret."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _get_person(library: Library, person_id: int) -> Person:
    person = find_person(library, person_id)
    if person is None:
        raise HTTPException(404, "There is nobody of this number.")
    return person


def _refuse_alone(visitor: Visitor) -> None:
    if visitor.is_alone:
        raise HTTPException(403, "Nobody signs in here. `fonds serve --accounts` begins accounts.")


@router.post("/people/invite")
def put_invite(request: Request, whole: Whole, visitor: Administrator, form: Typed) -> Response:
    """Make a link that lets somebody in, and show it this once."""
    _refuse_alone(visitor)
    doors = get_doors(request)
    try:
        secret = invite(
            whole.library,
            _ROLES.get(form["role"], "guest"),
            until=doors.read_later(INVITED_DAYS),
            clock=doors.read_clock(),
            made_by=visitor.person,
        )
    except UserError as error:
        return _show_people(request, whole.library, visitor, message=say_mistake(error))
    return _show_people(request, whole.library, visitor, link=make_link(request, secret))


def make_link(request: Request, secret: str) -> str:
    """Give the address of an invitation, as others reach this site."""
    return f"{request.base_url}welcome/{secret}"


@router.post("/people/invitations/end")
def put_invitation_end(whole: Whole, visitor: Administrator, form: Typed) -> Response:
    """Take an invitation back."""
    remove_invitation(whole.library, form["invitation"])
    return RedirectResponse("/people", 303)


@router.post("/people/{person_id}/link")
def put_link(request: Request, whole: Whole, visitor: Administrator, person_id: Number) -> Response:
    """Make a link by which somebody chooses a new password, and show it this once."""
    _refuse_alone(visitor)
    doors = get_doors(request)
    person = _get_person(whole.library, person_id)
    try:
        secret = invite(
            whole.library,
            person.role,
            until=doors.read_later(RESET_DAYS),
            clock=doors.read_clock(),
            person=person,
            made_by=visitor.person,
        )
    except UserError as error:
        return _show_people(request, whole.library, visitor, message=say_mistake(error))
    return _show_people(
        request, whole.library, visitor, link=make_link(request, secret), whose=person.name
    )


@router.post("/people/{person_id}/role")
def put_person_role(
    request: Request, whole: Whole, visitor: Administrator, form: Typed, person_id: Number
) -> Response:
    """Change what somebody may do."""
    person = _get_person(whole.library, person_id)
    try:
        change_role(whole.library, person, _ROLES.get(form["role"], "guest"))
    except UserError as error:
        return _show_people(request, whole.library, visitor, message=say_mistake(error))
    return RedirectResponse("/people", 303)


@router.post("/people/{person_id}/end")
def put_end(request: Request, whole: Whole, visitor: Administrator, person_id: Number) -> Response:
    """End somebody's place."""
    person = _get_person(whole.library, person_id)
    try:
        end_place(whole.library, person, clock=get_doors(request).read_clock())
    except UserError as error:
        return _show_people(request, whole.library, visitor, message=say_mistake(error))
    return RedirectResponse("/people", 303)


@router.post("/people/{person_id}/resume")
def put_resume(whole: Whole, visitor: Administrator, person_id: Number) -> Response:
    """Let somebody in again."""
    resume_person(whole.library, _get_person(whole.library, person_id).id)
    return RedirectResponse("/people", 303)


@router.api_route("/me/account", methods=GET)
def show_account(request: Request, whole: Whole, visitor: Own) -> Response:
    """Show one's own password, sessions and keys."""
    return _show_account(request, whole.library, visitor)


def _show_account(
    request: Request,
    library: Library,
    visitor: Visitor,
    *,
    secret: str = "",
    made: str = "",
    message: str = "",
    done: str = "",
) -> Response:
    person = visitor.person
    assert person is not None
    clock = get_doors(request).read_clock()
    values: dict[str, Any] = {
        "person": person,
        "is_alone": visitor.is_alone,
        "sessions": [
            (one, say_agent(one.agent), one.id == visitor.session_id)
            for one in list_sessions(library, person.id, clock=clock)
        ],
        "tokens": list_tokens(library, person.id),
        "scopes": [(scope, SCOPE_WORDS[scope]) for scope in SCOPES],
        "least": PASSWORD_LEAST,
        "secret": secret,
        "made": made,
        "message": message,
        "done": done,
        "site": str(request.base_url).rstrip("/"),
    }
    return _keep(render_page(request, "account.html", values, status=400 if message else 200))


@router.post("/me/password")
def put_own_password(request: Request, whole: Whole, visitor: Own, form: Typed) -> Response:
    """Change one's own password."""
    person = visitor.person
    if visitor.session_id is None or person is None:
        raise HTTPException(403, "Nobody signs in here.")
    doors = get_doors(request)
    # Somebody at a browser that was left open should not find the password by trying.
    if doors.limits.take("", f"password of {person.id}"):
        message = "That was tried too often. Wait a minute and try again."
        return _show_account(request, whole.library, visitor, message=message)
    try:
        change_password(
            whole.library,
            doors.passwords,
            person,
            form["old"],
            form["new"],
            session=visitor.session_id,
        )
    except UserError as error:
        return _show_account(request, whole.library, visitor, message=say_mistake(error))
    done = "Your password is changed. Other browsers have to sign in again."
    return _show_account(request, whole.library, visitor, done=done)


@router.post("/me/sessions/end")
def put_session_end(whole: Whole, visitor: Own, form: Typed) -> Response:
    """End one session of one's own, or all but this one."""
    assert visitor.person is not None
    if form["session"] == "others":
        end_sessions(whole.library, visitor.person.id, but=visitor.session_id)
    else:
        end_session(whole.library, visitor.person.id, form.number("session"))
    return RedirectResponse("/me/account", 303)


@router.post("/me/tokens")
def put_token(request: Request, whole: Whole, visitor: Own, form: Typed) -> Response:
    """Make a key for an e-reader or a program, and show it this once."""
    assert visitor.person is not None
    doors = get_doors(request)
    secret = make_secret()
    is_device = form["kind"] == "device"
    days = form["days"]
    try:
        token = add_token(
            whole.library,
            visitor.person.id,
            form["name"],
            DEVICE_SCOPES if is_device else form.list("scopes"),
            secret=secret,
            clock=doors.read_clock(),
            until=doors.read_later(min(form.number("days"), 3650)) if days else None,
        )
    except UserError as error:
        return _show_account(request, whole.library, visitor, message=say_mistake(error))
    return _show_account(request, whole.library, visitor, secret=secret, made=token.name)


@router.post("/me/tokens/end")
def put_token_end(whole: Whole, visitor: Own, form: Typed) -> Response:
    """End one key of one's own."""
    assert visitor.person is not None
    end_token(whole.library, visitor.person.id, form.number("token"))
    return RedirectResponse("/me/account", 303)


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def say_agent(agent: str) -> str:
    """Say which browser it is, as far as it tells.

    Example:
        >>> say_agent("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        'Firefox on Linux'
        >>> say_agent("")
        'A browser'
    """
    browser = next((name for mark, name in _BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser
