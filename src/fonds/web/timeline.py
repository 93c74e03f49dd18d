"""The timeline: the library's stories hung on their canon, show by show."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.timeline import HungWork, PlacedWork, ShowLine, build_timeline
from fonds.model.entry import Entry
from fonds.model.record import Setting
from fonds.packs.pack import Pack
from fonds.web.hanging import (
    RELATIONS,
    Section,
    Segment,
    arrange_show,
    cut_sections,
    draw_sections,
    find_canon,
)
from fonds.web.pages import GET, Lent, get_room, render_page
from fonds.web.shelf import Line, make_line

router = APIRouter()

PAGE_HUNG = 150
"""Stories a page: 80 kB at most, with the picture, and as much as anybody scrolls through."""

_PICTURES = 6
"""Shows drawn on the page of all shows; the others are a list."""


class ShowView(Struct, frozen=True):
    """A show on the page of all: its name, address, number of stories, and picture."""

    name: str
    url: str
    count: int
    segments: tuple[tuple[Segment, str], ...]


class Group(Struct, frozen=True):
    """Stories that stand to a place in the same way."""

    relation: str
    lines: tuple[Line, ...]


class SpotView(Struct, frozen=True):
    """A place as it is listed; `heading` is "" for a season as a whole."""

    heading: str
    number: str
    groups: tuple[Group, ...]


class SectionView(Struct, frozen=True):
    """A section as it is listed."""

    anchor: str
    label: str
    count: int
    spots: tuple[SpotView, ...]


def timeline_url(place: Setting) -> str | None:
    """Give the address of a place on the timeline, as near as its season; None without a show.

    Example:
        >>> timeline_url(Setting("Oz", 3))
        '/timeline?show=Oz&season=3'
    """
    if place.show is None:
        return None
    pairs = [("show", place.show)]
    if place.season is not None:
        pairs.append(("season", str(place.season)))
    return f"/timeline?{urlencode(pairs)}"


def show_url(show: str, page: int = 1) -> str:
    """Give the address of a show's timeline."""
    pairs = [("show", show)] + ([("page", str(page))] if page > 1 else [])
    return f"/timeline?{urlencode(pairs)}"


@router.api_route("/timeline", methods=GET)
def show_timeline(
    request: Request,
    shelf: Lent,
    show: str | None = None,
    season: Annotated[int | None, Query(ge=0, le=100_000)] = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Show where in their canon the stories of the library are set."""
    room = get_room(request)
    settled = room.settle(shelf)
    shows = hang_entries(settled)
    count = len(set().union(*map(_list_ids, shows.values())))
    values: dict[str, Any] = {"tally": room.count(shelf), "settled": count, "shows": ()}
    if show is None and len(shows) == 1:
        show = next(iter(shows))
    if show is not None:
        if show not in shows:
            raise HTTPException(404, "No story here is set in that canon. The timeline has all.")
        if season is not None:
            sections = arrange_show(shows[show], find_canon(show, shelf.packs))
            return RedirectResponse(_find_season(show, sections, season), status_code=303)
        chosen = _show_one(shows[show], settled, shelf.packs, page)
        return render_page(request, "timeline.html", {**values, **chosen, "all": len(shows)})
    lines = [
        _make_show(one, shelf.packs if rank < _PICTURES else None)
        for rank, one in enumerate(shows.values())
    ]
    return render_page(request, "timeline.html", {**values, "show": None, "shows": lines})


def hang_entries(entries: Iterable[Entry]) -> dict[str, ShowLine]:
    """Hang n works on their canons: shows by name, the show with most stories first.

    Cost: O(n log n).
    """
    placed = (
        PlacedWork(entry.work_id, entry.title or entry.incipit, place)
        for entry in entries
        for place in entry.setting
    )
    shows = sorted(build_timeline(placed), key=lambda one: -len(_list_ids(one)))
    return {one.show: one for one in shows}


def _list_ids(show: ShowLine) -> set[str]:
    hung = list(show.works)
    for season in show.seasons:
        hung += season.works
        hung += [one for episode in season.episodes for one in episode.works]
    return {one.work_id for one in hung}


def _make_show(show: ShowLine, packs: Sequence[Pack] | None) -> ShowView:
    sections = arrange_show(show, find_canon(show.show, packs)) if packs is not None else ()
    return ShowView(
        name=show.show,
        url=show_url(show.show),
        count=len(_list_ids(show)),
        segments=_draw(show.show, sections),
    )


def _draw(show: str, sections: Sequence[Section]) -> tuple[tuple[Segment, str], ...]:
    """A picture, each segment with the address that leads to its list; "" where none is."""
    segments = draw_sections(sections)
    at = 0
    drawn = []
    for segment in segments:
        url = f"{show_url(show, at // PAGE_HUNG + 1)}#{segment.anchor}" if segment.count else ""
        drawn.append((segment, url))
        at += segment.count
    return tuple(drawn)


def _find_season(show: str, sections: Sequence[Section], season: int) -> str:
    """The address of a season's list; of the show when nothing hangs there."""
    urls = {segment.anchor: url for segment, url in _draw(show, sections)}
    return urls.get(f"season-{season}") or show_url(show)


def _show_one(
    show: ShowLine, settled: Sequence[Entry], packs: Sequence[Pack], page: int
) -> Mapping[str, Any]:
    sections = arrange_show(show, find_canon(show.show, packs))
    total = sum(section.count for section in sections)
    pages = max(1, -(-total // PAGE_HUNG))
    if page > pages:
        raise HTTPException(404, "This timeline ends before that page.")
    shown = cut_sections(sections, (page - 1) * PAGE_HUNG, PAGE_HUNG)
    wanted = _list_ids(show)
    lines = {entry.work_id: make_line(entry, None) for entry in settled if entry.work_id in wanted}
    return {
        "show": show.show,
        "count": len(wanted),
        "segments": _draw(show.show, sections),
        "sections": [_view_section(section, lines) for section in shown],
        "page": page,
        "pages": pages,
        "page_urls": (show_url(show.show, page - 1), show_url(show.show, page + 1)),
    }


def _view_section(section: Section, lines: Mapping[str, Line]) -> SectionView:
    spots = tuple(
        SpotView(
            heading=spot.title or (f"Episode {spot.number}" if spot.number else ""),
            number=f"episode {spot.number}" if _is_numbered(section, spot.number) else "",
            groups=_group_hung(spot.hung, lines),
        )
        for spot in section.spots
    )
    return SectionView(section.anchor, section.label, section.count, spots)


def _is_numbered(section: Section, number: int) -> bool:
    return section.anchor.startswith("season-") and number > 0


def _group_hung(hung: Iterable[HungWork], lines: Mapping[str, Line]) -> tuple[Group, ...]:
    return tuple(
        Group(RELATIONS.get(relation, ""), tuple(lines[one.work_id] for one in found))
        for relation, found in groupby(hung, key=lambda one: one.relation)
    )
