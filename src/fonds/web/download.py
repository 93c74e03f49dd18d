"""Downloads: originals as they were given, and works as books, pages, text and data."""

import re
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from fonds.app.shelf import Card
from fonds.library.originals import find_original, read_original
from fonds.publish.epub import build_epub
from fonds.publish.html import build_html
from fonds.publish.json import build_json
from fonds.publish.sections import give_title
from fonds.publish.text import build_text
from fonds.web.pages import GET, Lent
from fonds.web.work import read_card

router = APIRouter()

Kind = Literal["epub", "html", "txt", "json"]

MEDIA_TYPES: dict[Kind, str] = {
    "epub": "application/epub+zip",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")
_BEFORE_EVENTS = "1970-01-01T00:00:00Z"
_NAME_MOST = 80
"""Characters of a file name before its ending; every file system takes 255 bytes."""


def make_file_name(title: str, ending: str) -> str:
    """Make a file name that every system takes.

    Example:
        >>> make_file_name("The Hound: Again?", "epub")
        'The Hound Again.epub'
    """
    kept = "".join(char if char.isalnum() or char in " -_'’," else " " for char in title)
    return f"{' '.join(kept.split())[:_NAME_MOST].strip() or 'story'}.{ending}"


def attach(data: bytes, name: str, media_type: str, *, etag: str = "") -> Response:
    """Answer with a file to be saved, never to be shown.

    Args:
        data: its bytes.
        name: what the browser may call it.
        media_type: what it is.
        etag: what names these very bytes; kept by browsers when given.
    """
    plain = name.encode("ascii", "replace").decode("ascii").replace("?", "_").replace('"', "_")
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=31536000, immutable" if etag else "private, no-cache",
    }
    if etag:
        headers["ETag"] = f'"{etag}"'
    return Response(data, media_type=media_type, headers=headers)


@router.api_route("/works/{work_id}/download/{kind}", methods=GET)
def download_work(shelf: Lent, work_id: str, kind: Kind) -> Response:
    """Give a work as a book, a page, text or its record."""
    card = read_card(shelf, work_id)
    name = make_file_name(give_title(card.record), kind)
    return attach(_build(card, kind), name, MEDIA_TYPES[kind])


def _build(card: Card, kind: Kind) -> bytes:
    if kind == "epub":
        changed = f"{card.events[-1].at[:19]}Z" if card.events else _BEFORE_EVENTS
        return build_epub(card.work, card.record, card.work_id, modified=changed)
    if kind == "html":
        return build_html(card.work, card.record, card.work_id).encode("utf-8", "replace")
    if kind == "txt":
        return build_text(card.work, card.record).encode("utf-8", "replace")
    return build_json(card.record) + b"\n"


@router.api_route("/originals/{digest}", methods=GET)
def download_original(request: Request, shelf: Lent, digest: str) -> Response:
    """Give an original, byte for byte, to be saved: never rendered."""
    original = find_original(shelf.library, digest) if _DIGEST.match(digest) else None
    if original is None:
        raise HTTPException(404, "No original of this digest is kept here.")
    if request.headers.get("if-none-match") == f'"{digest}"':
        return Response(status_code=304, headers={"ETag": f'"{digest}"'})
    data = read_original(shelf.library, digest)
    name = original.name.rpartition("/")[2]
    return attach(data, name, "application/octet-stream", etag=digest)
