"""KOReader's sync protocol: positions that cross from one device to another, and to the web.

The answers are those of `koreader-sync-server`, word for word, but that nobody registers
here: people are made in Fonds, and come with a device key as their password. KOReader sends
its MD5 as `x-auth-key`, which is what the library can check (`fonds.library.tokens`).

A position in a book that was given out from here is the reader's position in the story, too;
and a newer one, from the web or from another device, is what KOReader is told.
"""

import json
import math
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from msgspec import Struct
from starlette.concurrency import run_in_threadpool

from fonds.app.annotating import find_paragraph, make_story_text
from fonds.app.shelf import Card, Shelf, get_card
from fonds.errors import UserError
from fonds.library.given_out import find_given_out
from fonds.library.people import Person, fold_person_name
from fonds.library.positions import (
    Placed,
    Position,
    list_positions_of,
    put_device,
    put_position,
)
from fonds.library.restrictions import read_sight
from fonds.library.syncs import Sync, find_sync, put_sync
from fonds.library.tokens import digest_key, find_token, touch_token
from fonds.publish.koreader import (
    Spot,
    find_quote,
    find_spot,
    find_spot_at,
    make_pointer,
    measure_share,
)
from fonds.publish.sections import split_work
from fonds.web.visiting import TOUCH_AFTER, Whole, get_doors, write_time

ROOT = "/kosync"

router = APIRouter(prefix=ROOT, include_in_schema=False)

_DOCUMENT = re.compile(r"[A-Za-z0-9_]{1,100}\Z")
"""What the server's own routes take; KOReader sends 32 hexadecimal digits."""

_BODY_MOST = 65_536
_TEXT_MOST = 1000
"""Bytes of a body, and characters of a field: KOReader's are under one kilobyte together."""


class Refusal(Struct, frozen=True):
    """An answer of the protocol that is no success."""

    status: int
    code: int
    message: str


_UNREADABLE = Refusal(400, 103, "Could not parse JSON in body.")
_UNAUTHORIZED = Refusal(401, 2001, "Unauthorized")
_CLOSED = Refusal(
    402,
    2002,
    "Nobody registers here. Sign in with your name in Fonds, and a device key as the password.",
)
_INVALID = Refusal(403, 2003, "Invalid request")
_NO_DOCUMENT = Refusal(403, 2004, "Field 'document' not provided.")
"""As `config/errors.lua` of the server has them."""


@dataclass(frozen=True, slots=True)
class Syncing:
    """A request of the protocol: who asks, with the shelf they see, and when.

    Attributes:
        person: whose device key it bears; None when it bears none that holds.
        shelf: with the sight of the person.
        now: the moment.
    """

    person: Person | None
    shelf: Shelf
    now: datetime

    @property
    def clock(self) -> str:
        """The moment as the library keeps it."""
        return write_time(self.now)


def get_syncing(request: Request, whole: Whole) -> Syncing:
    """Find who asks by the protocol's own headers."""
    now = get_doors(request).now()
    nobody = Syncing(None, whole, now)
    key, name = request.headers.get("x-auth-key"), request.headers.get("x-auth-user")
    if not key or not name:
        return nobody
    found = find_token(whole.library, digest_key(key), clock=nobody.clock)
    if found is None or "sync" not in found[0].scopes:
        return nobody
    token, person = found
    if fold_person_name(_spell(name)) != fold_person_name(person.name):
        return nobody
    if token.used is None or token.used < write_time(now - TOUCH_AFTER):
        with suppress(UserError):
            touch_token(whole.library, token.id, clock=nobody.clock)
    sight = read_sight(whole.library, person.role)
    return Syncing(person, replace(whole, sight=sight), now)


def _spell(header: str) -> str:
    """Read a header that KOReader wrote in UTF-8 as such."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return header


Asked = Annotated[Syncing, Depends(get_syncing)]


@router.get("/healthcheck")
def show_health() -> Response:
    """Say that the server is there."""
    return JSONResponse({"state": "OK"})


@router.get("/users/auth")
def show_authorized(asking: Asked) -> Response:
    """Say whether name and key are right."""
    return JSONResponse({"authorized": "OK"}) if asking.person else _refuse(_UNAUTHORIZED)


@router.post("/users/create")
def refuse_registration() -> Response:
    """Say that nobody registers here, and what to do instead."""
    return _refuse(_CLOSED)


@router.put("/syncs/progress")
async def take_body(request: Request, asking: Asked) -> Response:
    """Keep where somebody is in a file."""
    body = await read_body(request)
    return await run_in_threadpool(put_progress, asking, body)


def put_progress(asking: Syncing, body: Any) -> Response:  # noqa: ANN401 - any JSON value
    """Keep where somebody is in a file, and in the story if it is one of ours."""
    if asking.person is None:
        return _refuse(_UNAUTHORIZED)
    sync = read_sync(body, int(asking.now.timestamp()))
    if isinstance(sync, Refusal):
        return _refuse(sync)
    put_sync(asking.shelf.library, asking.person.id, sync)
    # What KOReader said is kept whatever becomes of it on the web.
    with suppress(UserError):
        _carry_over(asking, asking.person, sync)
    return JSONResponse({"document": sync.document, "timestamp": sync.at})


@router.get("/syncs/progress/{document}")
def show_progress(asking: Asked, document: str) -> Response:
    """Tell where somebody is in a file: the newest of all their devices."""
    if asking.person is None:
        return _refuse(_UNAUTHORIZED)
    if not _DOCUMENT.match(document):
        return _refuse(_NO_DOCUMENT)
    known = find_sync(asking.shelf.library, asking.person.id, document)
    sync = _find_newer(asking, asking.person, document, known.at if known else -1) or known
    if sync is None:
        return JSONResponse({})
    answer: dict[str, Any] = {
        "percentage": sync.percentage,
        "progress": sync.progress,
        "device": sync.device,
    }
    if sync.device_id:
        answer["device_id"] = sync.device_id
    return JSONResponse({**answer, "timestamp": sync.at, "document": document})


async def read_body(request: Request) -> Any:  # noqa: ANN401 - any JSON value
    """Read a body as JSON; None when it is none, or too long for one of KOReader's."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > _BODY_MOST:
            return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def read_sync(body: Any, now: int) -> Sync | Refusal:  # noqa: ANN401 - any JSON value
    """Read what KOReader says of a file.

    Args:
        body: any JSON value.
        now: seconds since 1970.

    Returns:
        Where somebody is, or what is wrong with it, to be answered as it is.
    """
    if not isinstance(body, dict):
        return _UNREADABLE
    document = body.get("document")
    if not isinstance(document, str) or not document or ":" in document:
        return _NO_DOCUMENT
    percentage = _read_number(body.get("percentage"))
    progress, device = _read_text(body.get("progress")), _read_text(body.get("device"))
    if not _DOCUMENT.match(document) or percentage is None or not progress or not device:
        return _INVALID
    return Sync(document, progress, percentage, device, _read_text(body.get("device_id")), now)


def _read_number(value: object) -> float | None:
    """Read a number as Lua's `tonumber` does: a number, or a string of one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _read_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    text = str(value)
    return text if len(text) <= _TEXT_MOST else ""


def _find_card(asking: Syncing, document: str) -> Card | None:
    """Find the work of a file that was given out here, if the person may still see it."""
    work_id = find_given_out(asking.shelf.library, document, "epub")
    if work_id is None:
        return None
    try:
        return get_card(asking.shelf, work_id)
    except UserError:
        return None


def _carry_over(asking: Syncing, person: Person, sync: Sync) -> None:
    """Keep a position of KOReader's as one in the story."""
    card = _find_card(asking, sync.document)
    if card is None:
        return
    share = min(1.0, max(0.0, sync.percentage))
    spot = find_spot(card.work, card.record, sync.progress)
    if spot is None:
        spot = find_spot_at(card.work, card.record, share)
    if spot is None:
        return
    library, clock = asking.shelf.library, asking.clock
    device = name_device(person.id, sync)
    put_device(library, person.id, device, sync.device, clock=clock)
    position = Position(
        chapter=spot.chapter,
        paragraph=spot.paragraph,
        fraction=share,
        quote=find_quote(card.work, card.record, spot),
        at=clock,
    )
    put_position(library, person.id, device, card.work_id, position, clock=clock)


def name_device(person: int, sync: Sync) -> str:
    """Name a device of KOReader's as the library does: nobody else's device has the name."""
    told = f"kosync {person} {sync.device_id or sync.device}"
    return sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def _find_newer(asking: Syncing, person: Person, document: str, known: int) -> Sync | None:
    """Find a newer position in the story of a file than what KOReader said of that file."""
    card = _find_card(asking, document)
    if card is None:
        return None
    placed = next(iter(list_positions_of(asking.shelf.library, person.id, card.work_id)), None)
    at = _read_time(placed.position.at) if placed is not None else -1
    if placed is None or at <= known:
        return None
    return _translate(card, document, placed, at)


def _translate(card: Card, document: str, placed: Placed, at: int) -> Sync | None:
    # The story may have been read anew since: the words they stopped at are looked for.
    text = make_story_text(split_work(card.work, card.record))
    place = placed.position
    spot = Spot(place.chapter, find_paragraph(text, place.paragraph, place.quote))
    pointer = make_pointer(card.work, card.record, spot)
    if pointer is None:
        return None
    share = round(measure_share(card.work, card.record, spot), 4)
    return Sync(document, pointer, share, placed.device.name, placed.device.id, at)


def _read_time(at: str) -> int:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return -1
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _refuse(refusal: Refusal) -> Response:
    return JSONResponse({"code": refusal.code, "message": refusal.message}, refusal.status)
