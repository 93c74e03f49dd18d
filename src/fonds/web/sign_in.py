"""Sign in: by name and password, or for the first time by a link."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from fonds.app.people import PASSWORD_LEAST, accept, make_secret, sign_in
from fonds.errors import UserError
from fonds.library.invitations import Invitation, find_invitation
from fonds.library.opening import Library
from fonds.library.people import NAME_MOST, Person, find_person, fold_person_name, has_accounts
from fonds.library.sessions import begin_session, digest_secret, end_session, find_session
from fonds.web.forms import Typed
from fonds.web.looks import find_way_back
from fonds.web.pages import GET, render_page
from fonds.web.visiting import COOKIE, SESSION_DAYS, Doors, Visiting, Whole, get_doors

router = APIRouter()

_COOKIE_S = 365 * 24 * 3600
"""The library knows when a session ends; a cookie that stays longer leads nowhere."""

_WAY_MOST = 2000
_TYPED_MOST = 200

_WRONG = "That name and password do not belong together here."


@router.api_route("/sign-in", methods=GET)
def show_sign_in(
    request: Request,
    visitor: Visiting,
    back: Annotated[str, Query(max_length=_WAY_MOST)] = "/",
) -> Response:
    """Ask for name and password."""
    way = find_way_back(back)
    if visitor.person is not None or visitor.is_alone:
        return RedirectResponse(way, 303)
    return _ask(request, way)


def _ask(
    request: Request, back: str, *, name: str = "", message: str = "", status: int = 200
) -> Response:
    values = {"back": back, "name": name, "message": message, "name_most": NAME_MOST}
    return _keep_secret(render_page(request, "sign-in.html", values, status=status))


def _keep_secret(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/sign-in")
def put_sign_in(request: Request, whole: Whole, visitor: Visiting, form: Typed) -> Response:
    """Let somebody in, or say that it was not right; never which of the two words."""
    doors = get_doors(request)
    way = find_way_back(form["back"])
    if visitor.is_alone:
        return RedirectResponse(way, 303)
    name, address = form["name"][:_TYPED_MOST], find_address(request)
    wait = doors.limits.take(address, fold_person_name(name))
    if wait:
        return _ask_later(request, way, name, wait)
    person = sign_in(whole.library, doors.passwords, name, form["password"])
    if person is None:
        return _ask(request, way, name=name, message=_WRONG, status=401)
    doors.limits.forgive(address, fold_person_name(name))
    return enter(request, whole.library, person, way)


def _ask_later(request: Request, back: str, name: str, wait: float) -> Response:
    seconds = ceil(wait)
    message = f"That was tried too often. Wait {seconds} seconds and try again."
    response = _ask(request, back, name=name, message=message, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def find_address(request: Request) -> str:
    """Find the address somebody asks from."""
    return request.client.host if request.client is not None else ""


def enter(request: Request, library: Library, person: Person, way: str) -> Response:
    """Begin a session for somebody and go on.

    The browser gets a new secret each time; the session it had before ends, so that nobody
    who planted one stays in it.
    """
    doors = get_doors(request)
    _end_known(request, doors, library)
    secret = make_secret()
    begin_session(
        library,
        person.id,
        secret,
        agent=request.headers.get("user-agent", ""),
        until=doors.read_later(SESSION_DAYS),
        clock=doors.read_clock(),
    )
    response = RedirectResponse(way, 303)
    response.set_cookie(
        COOKIE,
        secret,
        max_age=_COOKIE_S,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return _keep_secret(response)


def _end_known(request: Request, doors: Doors, library: Library) -> None:
    secret = request.cookies.get(COOKIE)
    known = find_session(library, secret, clock=doors.read_clock()) if secret else None
    if known is not None:
        end_session(library, known[1].id, known[0].id)


@router.post("/sign-out")
def put_sign_out(request: Request, whole: Whole) -> Response:
    """End the session of this browser."""
    _end_known(request, get_doors(request), whole.library)
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    # Stories kept on this device, and places not yet sent, are not the next reader's.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return _keep_secret(response)


@router.api_route("/welcome/{secret}", methods=GET)
def show_welcome(request: Request, whole: Whole, visitor: Visiting, secret: str) -> Response:
    """Ask who comes by an invitation for a name and a password."""
    invitation = _find_invitation(request, whole.library, secret)
    return _welcome(request, whole.library, invitation)


def _find_invitation(request: Request, library: Library, secret: str) -> Invitation:
    doors = get_doors(request)
    found = find_invitation(library, secret, clock=doors.read_clock())
    if found is None or not doors.has_accounts:
        raise HTTPException(
            404, "This link has been used, or its time is over. Ask whoever gave it to you."
        )
    return found


def _welcome(
    request: Request,
    library: Library,
    invitation: Invitation,
    *,
    name: str = "",
    message: str = "",
    status: int = 200,
) -> Response:
    known = find_person(library, invitation.person) if invitation.person is not None else None
    values = {
        "known": known.name if known is not None else None,
        "role": invitation.role,
        "is_first": not has_accounts(library),
        "name": name,
        "message": message,
        "least": PASSWORD_LEAST,
        "name_most": NAME_MOST,
    }
    return _keep_secret(render_page(request, "welcome.html", values, status=status))


@router.post("/welcome/{secret}")
def put_welcome(
    request: Request, whole: Whole, visitor: Visiting, form: Typed, secret: str
) -> Response:
    """Let in who comes by an invitation."""
    doors = get_doors(request)
    invitation = _find_invitation(request, whole.library, secret)
    wait = doors.limits.take(find_address(request), digest_secret(secret))
    if wait:
        raise HTTPException(429, f"Wait {ceil(wait)} seconds and try again.")
    name = form["name"][:_TYPED_MOST]
    try:
        person = accept(
            whole.library,
            doors.passwords,
            secret,
            name,
            form["password"],
            clock=doors.read_clock(),
        )
    except UserError as error:
        return _welcome(
            request,
            whole.library,
            invitation,
            name=name,
            message=say_mistake(error),
            status=400,
        )
    return enter(request, whole.library, person, "/")


def say_mistake(error: UserError) -> str:
    """Say a person's mistake as a sentence."""
    message = str(error)
    return f"{message[:1].upper()}{message[1:]}."
