"""Series: works in order as pages, one book of a series, and the form that puts it right."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from msgspec import Struct

from fonds.app.acting import take_back
from fonds.app.series import (
    PAGE_SERIES,
    Series,
    find_series,
    list_oddities,
    list_series,
    split_series,
)
from fonds.app.series_changes import (
    SeriesPlan,
    carry_out,
    plan_name,
    plan_numbers,
    read_name,
    say_number,
)
from fonds.app.series_names import Variants, list_variants
from fonds.app.shelf import Shelf, find_entry, get_card
from fonds.errors import UserError
from fonds.library.acts import Act, get_act, list_changes
from fonds.library.changes import find_changes
from fonds.model.entry import Entry
from fonds.publish.anthology import MOST_WORDS, MOST_WORKS, Story, build_anthology, refuse_too_much
from fonds.publish.characters import one_line
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.download import MEDIA_TYPES, attach, make_file_name
from fonds.web.forms import Form, Typed
from fonds.web.looks import find_way_back
from fonds.web.mine import is_work_id, lead_to, read_page
from fonds.web.pages import GET, Lent, get_room, render_page
from fonds.web.series_line import DOTS, series_url
from fonds.web.shelf import Line, make_line
from fonds.web.visiting import Curator, Visiting, Visitor, get_doors
from fonds.web.words import say_count

router = APIRouter()

PAGE_WORKS = 50
"""Works of a series a page: a form holds two fields and a box for each."""

_NAME_MOST = 500
_NUMBER = re.compile(r"[0-9]{1,5}(?:[.,][0-9]{1,3})?\Z")
_ADDRESS = re.compile(r"/works/(w[a-z2-7]{1,60})(?:/|\Z)")


class ListLine(Struct, frozen=True):
    """A series in the list: it, its address, and what is odd about its numbers."""

    series: Series
    url: str
    odd: tuple[str, ...]


class Section(Struct, frozen=True):
    """A series on its page.

    Attributes:
        series: it.
        odd: what is odd about its numbers.
        lines: works of this page, each with its number.
        pages: how many pages it has.
        before, after: addresses of the pages beside this one.
        has_book: whether it fits one book.
    """

    series: Series
    odd: tuple[str, ...]
    lines: tuple[tuple[str, Line], ...]
    pages: int
    before: str
    after: str
    has_book: bool


@router.api_route("/series", methods=GET)
def show_list(request: Request, shelf: Lent, visitor: Visiting) -> HTMLResponse:
    """Show the series there are, by name."""
    asked = request.query_params
    if asked.get("name") in DOTS:
        return _show(request, shelf, visitor, asked["name"])
    text, author = asked.get("q", "")[:200].strip(), asked.get("author", "")[:_NAME_MOST]
    page = read_page(request)
    found = list_series(shelf, text=text, author=author, offset=(page - 1) * PAGE_SERIES)
    kept = {name: value for name, value in (("q", text), ("author", author)) if value}
    # Only when it is asked for: it takes a look at every work that is in a series.
    is_asked = visitor.may("curator") and bool(asked.get("alike"))
    variants: tuple[Variants, ...] = list_variants(shelf)[:PAGE_SERIES] if is_asked else ()
    values = {
        "lines": [ListLine(one, series_url(one.name), list_oddities(one)) for one in found.series],
        "total": found.total,
        "text": text,
        "author": author,
        "page": page,
        "pages": max(1, -(-found.total // PAGE_SERIES)),
        "before": f"/series?{urlencode({**kept, 'page': page - 1})}",
        "after": f"/series?{urlencode({**kept, 'page': page + 1})}",
        "variants": variants,
        "is_looking": is_asked,
        "can_change": visitor.may("curator"),
        "notice": _find_notice(request, shelf, visitor),
    }
    return render_page(request, "series_list.html", values)


@router.api_route("/series/{name:path}", methods=GET)
def show_series(request: Request, shelf: Lent, visitor: Visiting, name: str) -> HTMLResponse:
    """Show a series: its works in order."""
    return _show(request, shelf, visitor, name)


def _show(request: Request, shelf: Shelf, visitor: Visitor, name: str) -> HTMLResponse:
    found = find_series(shelf, name[:_NAME_MOST])
    if not found:
        raise HTTPException(404, "There is no series of this name here. /series has them all.")
    page = read_page(request)
    values = {
        "name": one_line(found[0].name),
        "sections": [_make_section(one, page) for one in found],
        "page": page,
        "can_change": visitor.may("curator"),
        "notice": _find_notice(request, shelf, visitor),
    }
    return render_page(request, "series.html", values)


def _make_section(series: Series, page: int) -> Section:
    works = series.works[(page - 1) * PAGE_WORKS : page * PAGE_WORKS]
    return Section(
        series=series,
        odd=list_oddities(series),
        lines=tuple((say_number(one.index), make_line(one.entry, None)) for one in works),
        pages=max(1, -(-len(series.works) // PAGE_WORKS)),
        before=series_url(series.name, page=page - 1),
        after=series_url(series.name, page=page + 1),
        has_book=1 < len(series.works) <= MOST_WORKS and series.words <= MOST_WORDS,
    )


def _find_notice(request: Request, shelf: Shelf, visitor: Visitor) -> dict[str, Any] | None:
    """Find what was done last, for whoever may take it back."""
    number = request.query_params.get("done", "")
    if not (visitor.may("curator") and number.isascii() and number.isdigit() and len(number) < 12):
        return None
    done = _find_act(shelf, int(number))
    if done is None:
        return None
    return {"act": done.id, "words": one_line(done.words), "back": request.url.path}


def _find_act(shelf: Shelf, number: int) -> Act | None:
    """Find a change of series, all of whose works whoever asks may see."""
    try:
        found = get_act(shelf.library, number)
    except UserError:
        return None
    works = {one.work_id for one in list_changes(shelf.library, number)}
    is_seen = all(one is not None and find_entry(shelf, one) is not None for one in works)
    return found if found.kind == "series" and is_seen else None


@router.api_route("/anthology/series.epub", methods=GET)
def download_series(request: Request, shelf: Lent, visitor: Visiting, of: str) -> Response:
    """Give the series that a work is in as one book, its works in order.

    Raises:
        UserError: it is more than a book takes; the message says how much.
    """
    series = _get_series_of(shelf, of)
    entries = [one.entry for one in series.works]
    refuse_too_much(len(entries), series.words)
    if any(needs_consent(request, visitor, entry) for entry in entries):
        return ask_consent(request)
    title = one_line(series.name)
    changed = find_changes(shelf.library, [entry.work_id for entry in entries])
    data = build_anthology(
        title,
        _iter_stories(shelf, entries),
        name=f"series {series.name} {entries[0].work_id}",
        modified=max(changed.values()),
        authors=series.authors,
        languages=[entry.language for entry in entries if entry.language],
        about=f"{say_count(len(entries), 'story', 'stories')} in order, collected by Fonds.",
    )
    return attach(request, data, make_file_name(title, "epub"), MEDIA_TYPES["epub"])


def _iter_stories(shelf: Shelf, entries: Sequence[Entry]) -> Iterator[Story]:
    """Read the works one at a time; one that goes meanwhile is left out."""
    for entry in entries:
        try:
            card = get_card(shelf, entry.work_id)
        except UserError:
            continue
        yield Story(card.work, card.record, card.work_id)


def _get_series_of(shelf: Shelf, work_id: str) -> Series:
    """Give the series that a work is in.

    Raises:
        HTTPException: 404, there is no such work, or it is in none.
    """
    entry = find_entry(shelf, work_id) if is_work_id(work_id) else None
    if entry is not None and entry.series:
        for series in find_series(shelf, split_series(entry.series)[0]):
            if any(one.entry.work_id == entry.work_id for one in series.works):
                return series
    raise HTTPException(404, "This work is in no series here.")


@router.post("/series")
def change_series(request: Request, shelf: Lent, visitor: Curator, form: Typed) -> Response:
    """Put a series right: numbers, works, its name; or take back what was done."""
    name, clock = _name_of(visitor), get_doors(request).read_clock()
    if form["do"] == "undo":
        if _find_act(shelf, number := form.number("act")) is None:
            raise HTTPException(404, "There is no such change of a series.")
        take_back(shelf, number, by=name, clock=clock)
        get_room(request).catching_up.soon()
        back = find_way_back(form["back"])
        return lead_to(back if find_series_at(shelf, back) else "/series")
    if form["one"]:
        plan, called = _plan_one_name(shelf, form), form["one"]
    elif form["do"] == "keep":
        plan, called = _plan_form(shelf, form)
    else:
        raise HTTPException(400, "The form holds something this page does not know.")
    done = carry_out(shelf, plan, by=name, clock=clock, why=one_line(form["why"])[:500])
    get_room(request).catching_up.soon()
    url = series_url(called) if find_series(shelf, called) else "/series"
    if done is None or done.act is None:
        return lead_to(url)
    return lead_to(f"{url}{'&' if '?' in url else '?'}done={done.act}")


def find_series_at(shelf: Shelf, path: str) -> bool:
    """Tell whether there is still something to see at a page of series."""
    parts = urlsplit(path)
    if not parts.path.startswith("/series/"):
        return False
    return bool(find_series(shelf, unquote(parts.path.removeprefix("/series/"))))


def _name_of(visitor: Visitor) -> str:
    return visitor.person.name if visitor.person is not None else ""


def _plan_one_name(shelf: Shelf, form: Form) -> SeriesPlan:
    """Plan to call several series of an author by one name."""
    new = read_name(form["one"])
    author = form["author"]
    found = [
        one
        for name in dict.fromkeys(form.list("old"))
        for one in find_series(shelf, name)
        if author in one.authors
    ]
    if not found:
        raise HTTPException(404, "There is no such series here any more.")
    return plan_name(shelf, found, new)


def _plan_form(shelf: Shelf, form: Form) -> tuple[SeriesPlan, str]:
    series = _get_series_of(shelf, form["of"])
    works, numbers = form.list("work"), form.list("number")
    if len(works) != len(numbers):
        raise HTTPException(400, "The form holds something this page does not know.")
    known = {one.entry.work_id for one in series.works}
    pairs = zip(works, numbers, strict=True)
    plan = plan_numbers(
        shelf,
        series,
        {work: _read_number(number) for work, number in pairs if work in known},
        name=form["name"],
        taken=[one for one in form.list("take") if one in known],
        added=_read_added(shelf, form),
    )
    return plan, read_name(form["name"])


def _read_added(shelf: Shelf, form: Form) -> list[tuple[Entry, float | None]]:
    typed = form["add"].strip()
    if not typed:
        return []
    found = _ADDRESS.search(urlsplit(typed).path) if "/" in typed else None
    work_id = found[1] if found else typed
    entry = find_entry(shelf, work_id) if is_work_id(work_id) else None
    if entry is None:
        raise UserError(f"there is no work {typed!r} here; give its identifier or its address")
    return [(entry, _read_number(form["as"]))]


def _read_number(typed: str) -> float | None:
    """Read a number as it is typed; None when nothing is.

    Raises:
        UserError: it is no number.
    """
    typed = typed.strip()
    if not typed:
        return None
    if _NUMBER.match(typed) is None:
        raise UserError(f"{typed!r} is no number of a part; type 2, or 2.5")
    return float(typed.replace(",", "."))
