"""Comparing: two editions side by side, and the text of one that was merged away."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct, structs

from fonds.app.comparing import compare_editions, find_pair, list_originals
from fonds.app.reach import find_edition
from fonds.app.shelf import Shelf
from fonds.errors import UserError
from fonds.library.history import last_event_id
from fonds.library.redirects import resolve_work_id
from fonds.library.works import get_edition
from fonds.model.entry import Entry
from fonds.publish.difference import Difference, describe_difference
from fonds.publish.difference_rows import Row
from fonds.publish.difference_view import (
    DifferencePage,
    Folded,
    Shown,
    make_difference_page,
    mask_field,
    mask_row,
)
from fonds.publish.links import find_language
from fonds.publish.record import build_record
from fonds.publish.sections import split_work
from fonds.search.kept import Kept
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.editions import difference_url, editions_url, name_entry
from fonds.web.mine import is_work_id, read_page
from fonds.web.pages import GET, Lent, render_page
from fonds.web.reading import render_matter, render_story
from fonds.web.visiting import Visiting

router = APIRouter()

_FOLD_CHARACTERS = 4_000
"""Characters of an unchanged stretch that its fold holds: some two pages of a book."""

_PAGE_CHARACTERS = 40_000
"""Characters of all unchanged stretches of one page, so that it stays light."""

_KEPT: Kept[Difference] = Kept(2)
"""Differences of long works take seconds, and are turned page by page."""

_NOT_HERE = "There is no work of this name here. The shelf has them all."


class Fold(Struct, frozen=True):
    """An unchanged stretch, ready to be shown.

    Attributes:
        rows: as many of its rows as the page has room for.
        paragraphs: how many it has.
        left: paragraphs that are not on the page.
    """

    rows: tuple[Row, ...]
    paragraphs: int
    left: int


class Side(Struct, frozen=True):
    """One of the two editions, ready to be shown."""

    entry: Entry
    name: str
    language: str | None
    read: str


@router.api_route("/works/{work_id}/difference/{other}", methods=GET)
def show_difference(
    request: Request, shelf: Lent, visitor: Visiting, work_id: str, other: str
) -> Response:
    """Show two editions side by side."""
    pair = find_pair(shelf, work_id, other) if is_work_id(work_id) and is_work_id(other) else None
    if pair is None:
        raise HTTPException(404, _NOT_HERE)
    if any(needs_consent(request, visitor, one) for one in pair):
        return ask_consent(request)
    found = _compare(shelf, work_id, other)
    page = make_difference_page(found.rows, read_page(request))
    values = {
        "one": _make_side(shelf, pair[0]),
        "other": _make_side(shelf, pair[1]),
        "said": describe_difference(found),
        "found": found,
        "fields": [mask_field(one) for one in found.fields],
        "parts": _make_parts(page),
        "page": page,
        "base": difference_url(work_id, other),
        "turned": difference_url(other, work_id),
        "editions": editions_url(work_id),
    }
    return render_page(request, "difference.html", values)


def _compare(shelf: Shelf, one: str, other: str) -> Difference:
    key = (str(shelf.library.folder), last_event_id(shelf.library), one, other)
    known = _KEPT.find(key)
    if known is None:
        known = compare_editions(shelf.library, one, other)
        _KEPT.keep(key, known)
    return known


def _make_side(shelf: Shelf, entry: Entry) -> Side:
    best = resolve_work_id(shelf.library, entry.work_id)
    is_merged = best != entry.work_id
    read = f"{editions_url(best)}/{entry.work_id}" if is_merged else f"/works/{best}/read"
    return Side(entry, name_entry(entry), find_language(entry.language), read)


def _make_parts(page: DifferencePage) -> list[Shown | Fold]:
    """Make a page's parts ready: addresses covered, folds cut to what there is room for."""
    room = _PAGE_CHARACTERS
    parts: list[Shown | Fold] = []
    for part in page.parts:
        if isinstance(part, Folded):
            rows, used = _take_rows(part.rows, min(room, _FOLD_CHARACTERS))
            room -= used
            shown = sum(not row.is_heading for row in rows)
            parts.append(Fold(rows, part.paragraphs, part.paragraphs - shown))
        else:
            parts.append(structs.replace(part, rows=tuple(map(mask_row, part.rows))))
    return parts


def _take_rows(rows: Iterable[Row], room: int) -> tuple[tuple[Row, ...], int]:
    taken: list[Row] = []
    used = 0
    for row in rows:
        length = sum(len(piece.text) for pieces in row.one for piece in pieces)
        if used + length > room:
            break
        used += length
        taken.append(mask_row(row))
    return tuple(taken), used


@router.api_route("/works/{work_id}/editions/{other}", methods=GET)
def read_edition(
    request: Request, shelf: Lent, visitor: Visiting, work_id: str, other: str
) -> Response:
    """Show the text of an edition that was merged into a story."""
    entry = find_edition(shelf, other) if is_work_id(other) and is_work_id(work_id) else None
    best = _find_best(shelf, other) if entry is not None else None
    if entry is None or best is None or _find_best(shelf, work_id) != best:
        raise HTTPException(404, _NOT_HERE)
    if other == best:
        return RedirectResponse(f"/works/{other}/read", status_code=303)
    if work_id != best:
        return RedirectResponse(f"{editions_url(best)}/{other}", status_code=307)
    if needs_consent(request, visitor, entry):
        return ask_consent(request)
    return render_page(request, "edition.html", _describe_edition(shelf, entry, best))


def _find_best(shelf: Shelf, work_id: str) -> str | None:
    try:
        return resolve_work_id(shelf.library, work_id)
    except UserError:
        return None


def _describe_edition(shelf: Shelf, entry: Entry, best: str) -> dict[str, Any]:
    work = get_edition(shelf.library, entry.work_id)
    sections = split_work(work, build_record(work))
    originals = list_originals(shelf.library, entry.work_id)
    leads_to = find_edition(shelf, best)
    return {
        "entry": entry,
        "name": name_entry(entry),
        "language": find_language(entry.language),
        "best": best,
        "best_name": name_entry(leads_to) if leads_to is not None else best,
        "front": render_matter(sections.front),
        "back": render_matter(sections.back),
        "sections": [
            (one.heading, f"part-{number}", render_story(one))
            for number, one in enumerate(sections.story, start=1)
        ],
        "sources": list(zip(work.sources, originals, strict=True)),
        "difference": difference_url(best, entry.work_id),
    }
