"""Downloads: originals as they were given, and works as books, pages, text and data."""

import re
from contextlib import suppress
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from fonds.app.export import find_modified
from fonds.app.reach import find_readable_original
from fonds.app.shelf import Card, find_entry
from fonds.errors import UserError
from fonds.library.given_out import put_given_out
from fonds.library.originals import read_original
from fonds.publish.cover_picture import build_cover_picture
from fonds.publish.epub import build_epub
from fonds.publish.html import build_html
from fonds.publish.json import build_json
from fonds.publish.koreader import digest_partly
from fonds.publish.sections import give_title
from fonds.publish.text import build_text
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.conditional import PRIVATE, answer_conditionally, has_tag
from fonds.web.pages import GET, Lent
from fonds.web.visiting import Visiting, get_doors
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


def attach(request: Request, data: bytes, name: str, media_type: str) -> Response:
    """Answer with a file to be saved, never to be shown; or that it is as it was.

    Args:
        request: which may say what it has.
        data: the file's bytes.
        name: what the browser may call it.
        media_type: what it is.
    """
    return answer_conditionally(request, data, media_type, name_file(name))


def name_file(name: str) -> dict[str, str]:
    """Give the headers of a file to be saved under a name."""
    plain = name.encode("ascii", "replace").decode("ascii").replace("?", "_").replace('"', "_")
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


@router.api_route("/works/{work_id}/download/{kind}", methods=GET)
def download_work(
    request: Request, shelf: Lent, visitor: Visiting, work_id: str, kind: Kind
) -> Response:
    """Give a work as a book, a page, text or its record.

    KOReader's name for a book is remembered with the work, so that positions it sends later
    can be understood (`fonds.web.kosync`).
    """
    card = read_card(shelf, work_id)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    data = _build(card, kind)
    if kind == "epub":
        clock = get_doors(request).read_clock()
        # A disk that is full is no reason to keep a book from somebody.
        with suppress(UserError):
            put_given_out(shelf.library, digest_partly(data), card.work_id, kind, clock=clock)
    name = make_file_name(give_title(card.record), kind)
    return attach(request, data, name, MEDIA_TYPES[kind])


def _build(card: Card, kind: Kind) -> bytes:
    if kind == "epub":
        return build_epub(card.work, card.record, card.work_id, modified=find_modified(card))
    if kind == "html":
        return build_html(card.work, card.record, card.work_id).encode("utf-8", "replace")
    if kind == "txt":
        return build_text(card.work, card.record).encode("utf-8", "replace")
    return build_json(card.record) + b"\n"


@router.api_route("/works/{work_id}/cover.png", methods=GET)
def show_cover(request: Request, shelf: Lent, work_id: str) -> Response:
    """Give the small picture of a work's cover, for lists of books."""
    entry = find_entry(shelf, work_id)
    if entry is None:
        raise HTTPException(404, "There is no work of this name here. The shelf has them all.")
    picture = build_cover_picture(entry.title or entry.incipit)
    return answer_conditionally(request, picture, "image/png")


@router.api_route("/originals/{digest}", methods=GET)
def download_original(request: Request, shelf: Lent, digest: str) -> Response:
    """Give an original, byte for byte, to be saved: never rendered."""
    original = find_readable_original(shelf, digest) if _DIGEST.match(digest) else None
    if original is None:
        raise HTTPException(404, "No original of this digest is kept here.")
    headers = {**PRIVATE, **name_file(original.name.rpartition("/")[2]), "ETag": f'"{digest}"'}
    # The digest is the bytes' own: nothing need be read to know that they are as they were.
    if has_tag(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    data = read_original(shelf.library, digest)
    return Response(data, media_type="application/octet-stream", headers=headers)
