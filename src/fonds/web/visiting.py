"""Visiting: who asks, and what they may do here.

A site is either *alone*: one person on their own machine, who may do all and signs in
nowhere; or it has *accounts*: who has not signed in is a guest. Everything is looked up for
each request, so that a role that was changed, or a session that was ended, counts at once.
"""

import base64
import binascii
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request

from fonds.app.people import Passwords, find_owner, make_owner
from fonds.app.shelf import Shelf, borrow_shelf
from fonds.errors import UserError
from fonds.library.opening import Library
from fonds.library.people import Person, fold_person_name
from fonds.library.sessions import find_session, touch_session
from fonds.library.settings import find_setting
from fonds.library.tokens import Scope, Token, digest_token, find_token, touch_token
from fonds.model.sight import Role, is_at_least
from fonds.web.rate_limits import SignInLimits

COOKIE = "session"
SESSION_DAYS = 30
"""A browser that has not come for so long has to sign in again."""

TOUCH_AFTER = timedelta(hours=1)
"""How stale "last seen" may be: a page should not cost a write."""

ASK_ADULT = "ask_before_adult"
"""The setting whether the page before Mature and Explicit works is shown."""

SYNC = ("/kosync/",)
"""Where KOReader's sync protocol lives; it looks up its own keys."""

FOR_PROGRAMS = ("/api/", "/opds", *SYNC)
"""Where programs ask: they are told in numbers and JSON, never led to a form."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_RUNGS: tuple[Scope, ...] = ("read", "write", "curate", "admin")
"""Each may do what those before it may."""

_ROLE_OF: dict[Scope, Role] = {"write": "reader", "curate": "curator", "admin": "administrator"}


def read_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def write_time(moment: datetime) -> str:
    """Write a moment as the library keeps it: ISO UTC to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Doors:
    """How one site lets people in.

    Attributes:
        shelf: lent out, one connection a request.
        has_accounts: whether people sign in; else the site is alone.
        passwords: digests and checks them.
        limits: of tries to sign in.
        now: reads the clock.
    """

    shelf: Shelf
    has_accounts: bool = False
    passwords: Passwords = field(default_factory=Passwords)
    limits: SignInLimits = field(default_factory=SignInLimits)
    now: Callable[[], datetime] = read_now

    def read_clock(self) -> str:
        """Read the clock: now, ISO UTC to the second."""
        return write_time(self.now())

    def read_later(self, days: float) -> str:
        """Give the moment some days from now."""
        return write_time(self.now() + timedelta(days=days))


def get_doors(request: Request) -> Doors:
    """Give the doors of the site that a request came to."""
    doors: Doors = request.app.state.doors
    return doors


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks.

    Attributes:
        person: whose account it is; None for a guest, and for the one person of a machine
            without accounts before they needed a place.
        role: what they may do; of a request with a token no more than its scopes.
        is_alone: whether the site has no accounts.
        session_id: of the browser's session; None without one.
        sees_as: the role whose sight they have. A token does not narrow it.
        scopes: of the token the request bears; None without one.
        asks_adult: whether the page before Mature and Explicit works is shown here.
    """

    person: Person | None
    role: Role
    is_alone: bool
    session_id: int | None = None
    sees_as: Role = "guest"
    scopes: frozenset[Scope] | None = None
    asks_adult: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether they came with an account of their own."""
        return self.person is not None and not self.is_alone

    def may(self, least: Role) -> bool:
        """Tell whether they may do what a role may."""
        return is_at_least(self.role, least)


def lend_whole(request: Request) -> Iterator[Shelf]:
    """Lend the whole shelf to one request, hidden works and all.

    For looking up who asks; what a page shows comes from `fonds.web.pages.Lent`.
    """
    with borrow_shelf(get_doors(request).shelf) as shelf:
        yield shelf


Whole = Annotated[Shelf, Depends(lend_whole)]
"""A parameter of doors, never of pages that show works."""


def get_visitor(request: Request, whole: Whole) -> Visitor:
    """Find who asks: by session, by token, or because nobody else can ask.

    Raises:
        HTTPException: 401, the token or key is none of ours; 403, it is for other things.

    Cost: two or three look-ups; one write an hour for each session and token.
    """
    doors = get_doors(request)
    visitor = _find_visitor(request, doors, whole.library)
    request.state.visitor = visitor
    return visitor


def _find_visitor(request: Request, doors: Doors, library: Library) -> Visitor:
    wish = find_setting(library, ASK_ADULT)
    asks_adult = wish if isinstance(wish, bool) else doors.has_accounts
    is_alone = not doors.has_accounts
    found = find_bearer(request, doors, library)
    if found is not None:
        token, person = found
        return Visitor(
            person,
            cap_role(person.role, token.scopes),
            is_alone,
            sees_as=person.role,
            scopes=token.scopes,
            asks_adult=asks_adult,
        )
    if is_alone:
        return Visitor(
            find_owner(library),
            "administrator",
            is_alone,
            sees_as="administrator",
            asks_adult=asks_adult,
        )
    secret = request.cookies.get(COOKIE)
    known = find_session(library, secret, clock=doors.read_clock()) if secret else None
    if known is None:
        return Visitor(None, "guest", is_alone, asks_adult=asks_adult)
    session, person = known
    if session.seen < write_time(doors.now() - TOUCH_AFTER):
        # That somebody was here is worth no page that cannot be given: the library may be
        # on a disk that is full.
        with suppress(UserError):
            until = doors.read_later(SESSION_DAYS)
            touch_session(library, session.id, until=until, clock=doors.read_clock())
    return Visitor(
        person,
        person.role,
        is_alone,
        session_id=session.id,
        sees_as=person.role,
        asks_adult=asks_adult,
    )


def find_bearer(request: Request, doors: Doors, library: Library) -> tuple[Token, Person] | None:
    """Find the token a request bears, and whose it is; None when it bears none.

    Raises:
        HTTPException: 401, it is none of ours; 403, it is for other things than this.
    """
    offered = read_offer(request)
    if offered is None:
        return None
    name, digest = offered
    found = find_token(library, digest, clock=doors.read_clock()) if digest else None
    if found is None or (name is not None and not _is_named(found[1], name)):
        raise refuse_stranger(request, "This key is none of ours, or its time is over.")
    token, person = found
    if not token.scopes & find_needed(request.method, request.url.path):
        raise HTTPException(403, "This key is for other things.")
    if token.used is None or token.used < write_time(doors.now() - TOUCH_AFTER):
        with suppress(UserError):
            touch_token(library, token.id, clock=doors.read_clock())
    return token, person


def _is_named(person: Person, name: str) -> bool:
    return fold_person_name(person.name) == fold_person_name(name)


def read_offer(request: Request) -> tuple[str | None, str] | None:
    """Read by which name and key a request comes: HTTP Basic or Bearer.

    Returns:
        The name, where one is given, and the key's digest ("" when it cannot be read); None
        when the request offers nothing.
    """
    kind, _, word = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return None, digest_token(word.strip())
    if kind.lower() == "basic":
        try:
            typed = base64.b64decode(word.strip(), validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return None, ""
        name, _, secret = typed.partition(":")
        return name, digest_token(secret)
    return None


def find_needed(method: str, path: str) -> frozenset[Scope]:
    """Find the scopes of which a token must have one to ask for something at all.

    Example:
        >>> sorted(find_needed("GET", "/opds/1.2"))
        ['admin', 'curate', 'opds', 'read', 'write']
        >>> sorted(find_needed("PUT", "/kosync/syncs/progress"))
        ['sync']
    """
    if path.startswith(SYNC):
        return frozenset({"sync"})
    if method not in SAFE:
        return frozenset(_RUNGS[1:])
    is_book = path.startswith(("/opds", "/works/", "/covers/", "/static/"))
    return frozenset(_RUNGS) | (frozenset({"opds"}) if is_book else frozenset())


def cap_role(role: Role, scopes: frozenset[Scope]) -> Role:
    """Give what somebody may do with a token: what both their role and its scopes allow.

    Example:
        >>> cap_role("administrator", frozenset({"read", "opds"}))
        'reader'
        >>> cap_role("reader", frozenset({"admin"}))
        'reader'
    """
    highest = max((_RUNGS.index(scope) for scope in scopes if scope in _RUNGS), default=0)
    most = _ROLE_OF.get(_RUNGS[highest], "reader")
    return role if is_at_least(most, role) else most


def is_for_program(path: str) -> bool:
    """Tell whether a program asks there, which no form could help."""
    return path.startswith(FOR_PROGRAMS)


def refuse_stranger(request: Request, message: str) -> HTTPException:
    """Make the answer to somebody who has to say who they are: a form, or a number."""
    path = request.url.path
    if is_for_program(path) or read_offer(request) is not None:
        return HTTPException(401, message)
    query = f"?{request.url.query}" if request.url.query else ""
    back = f"{path}{query}" if request.method in SAFE else "/"
    return HTTPException(303, message, {"Location": f"/sign-in?back={quote(back, safe='')}"})


Visiting = Annotated[Visitor, Depends(get_visitor)]
"""A page's parameter: who asks."""


def get_reader(request: Request, whole: Whole, visitor: Visiting) -> Visitor:
    """Give a visitor with an account, or the one person of a machine, who gets a place.

    Raises:
        HTTPException: 303 or 401 for a guest.
    """
    if visitor.person is not None:
        return visitor
    if not visitor.is_alone:
        raise refuse_stranger(request, "Sign in for this.")
    owner = make_owner(whole.library, clock=get_doors(request).read_clock())
    made = Visitor(
        owner,
        visitor.role,
        is_alone=True,
        sees_as=visitor.sees_as,
        asks_adult=visitor.asks_adult,
    )
    request.state.visitor = made
    return made


Reader = Annotated[Visitor, Depends(get_reader)]
"""A page's parameter: somebody whose own this is."""


def get_curator(visitor: Reader) -> Visitor:
    """Give a visitor who may correct and restrict.

    Raises:
        HTTPException: 303 or 401 for a guest, 403 for a reader.
    """
    if not visitor.may("curator"):
        raise HTTPException(403, "Only curators do this here.")
    return visitor


Curator = Annotated[Visitor, Depends(get_curator)]


def get_administrator(visitor: Reader) -> Visitor:
    """Give a visitor who may do all.

    Raises:
        HTTPException: 303 or 401 for a guest, 403 for anybody else.
    """
    if not visitor.may("administrator"):
        raise HTTPException(403, "Only administrators do this here.")
    return visitor


Administrator = Annotated[Visitor, Depends(get_administrator)]


def get_own(visitor: Reader) -> Visitor:
    """Give a visitor at a browser of their own: no key opens what makes keys.

    Raises:
        HTTPException: 303 or 401 for a guest, 403 for a token.
    """
    if visitor.scopes is not None:
        raise HTTPException(403, "This is done in a browser, not with a key.")
    return visitor


Own = Annotated[Visitor, Depends(get_own)]
