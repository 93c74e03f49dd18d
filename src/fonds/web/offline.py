"""Offline: an app of the site that keeps chosen works on a device.

The service worker keeps what every visitor gets alike, and the works somebody chose on this
device; no other page is ever kept. What a browser has kept goes when somebody signs out.
"""

import json
from hashlib import sha256

from fastapi import APIRouter, Request
from fastapi.responses import Response

from fonds.publish.sections import give_title
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.assets import (
    GET,
    PAGE_SCRIPTS,
    PAGE_STYLES,
    READING_SCRIPTS,
    READING_STYLES,
    STATIC_FOLDER,
    asset,
    bundle,
)
from fonds.web.conditional import answer_conditionally
from fonds.web.looks import Looks
from fonds.web.masking import mask_value
from fonds.web.pages import Lent, get_room
from fonds.web.story import read_story
from fonds.web.visiting import Visiting
from fonds.web.work import read_card

router = APIRouter(include_in_schema=False)

_FRESH = {"Cache-Control": "no-cache"}


def list_reading_assets() -> tuple[str, ...]:
    """List what a reading page needs besides itself."""
    return (
        bundle(*READING_STYLES),
        bundle(*READING_SCRIPTS),
        asset("fonds.svg"),
    )


def list_shell() -> tuple[str, ...]:
    """List what every device keeps: the page of what is kept, and how pages look."""
    return (
        "/offline",
        "/fonds.webmanifest",
        bundle(*PAGE_STYLES, "offline.css"),
        bundle(*PAGE_SCRIPTS, "offline.js"),
        *list_reading_assets(),
    )


@router.api_route("/sw.js", methods=GET)
def show_worker(request: Request) -> Response:
    """Give the service worker; it changes whenever anything does that it keeps."""
    shell = list_shell()
    page = render_offline_page(request)
    version = sha256("\n".join((*shell, page)).encode()).hexdigest()[:12]
    head = f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(shell)};\n"
    script = head + (STATIC_FOLDER / "sw.js").read_text("utf-8")
    return answer_conditionally(request, script.encode(), "text/javascript", _FRESH)


@router.api_route("/fonds.webmanifest", methods=GET)
def show_manifest(request: Request) -> Response:
    """Give the app's manifest."""
    data = json.loads((STATIC_FOLDER / "fonds.webmanifest").read_text("utf-8"))
    for icon in data["icons"]:
        icon["src"] = asset(icon["src"])
    body = json.dumps(data, ensure_ascii=False).encode()
    return answer_conditionally(request, body, "application/manifest+json", _FRESH)


@router.api_route("/offline", methods=GET)
def show_offline(request: Request) -> Response:
    """Show what is kept on this device: the same page for everybody, filled by a script."""
    page = render_offline_page(request)
    return answer_conditionally(request, page.encode(), "text/html; charset=utf-8", _FRESH)


def render_offline_page(request: Request) -> str:
    """Render the page without anything of whoever asks: it is kept on the device."""
    template = get_room(request).environment.get_template("offline.html")
    return template.render(
        looks=Looks(),
        style=bundle(*PAGE_STYLES, "offline.css"),
        script=bundle(*PAGE_SCRIPTS, "offline.js"),
    )


@router.api_route("/works/{work_id}/offline.json", methods=GET)
def show_pages(request: Request, shelf: Lent, visitor: Visiting, work_id: str) -> Response:
    """Give what a device has to keep of a work to read it without a network."""
    card = read_card(shelf, work_id)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    story = read_story(card)
    whole = [f"/works/{card.work_id}/read/all"]
    pages = whole + [turn.url for turn in story.turns or ()]
    data = {
        "work_id": card.work_id,
        "title": str(mask_value(give_title(card.record))),
        "creators": [str(mask_value(name)) for name in card.record.creators],
        "words": card.entry.words,
        "pages": pages if story.turns else [*whole, f"/works/{card.work_id}/read"],
        "assets": list_reading_assets(),
    }
    body = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    return answer_conditionally(request, body, "application/json")
