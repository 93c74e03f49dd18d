"""Pictures by the API: what they are drawn from, as numbers and tables."""

from collections.abc import Iterator, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import HTTPException, Path, Query, Request
from msgspec import structs
from pydantic import BaseModel, Field

from fonds.app.mine import list_own_conditions
from fonds.app.question import Chosen, Question, ask_shelf, read_question
from fonds.app.timeline import HungWork
from fonds.publish.characters import one_line
from fonds.publish.pictures.library import Counted
from fonds.web.api.cursors import make_cursor, read_cursor
from fonds.web.api.models import Listing, WorkLine, make_work_line, mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.api.works import FILTERS, Cursor, Found, Limit
from fonds.web.hanging import Section, arrange_show, find_canon
from fonds.web.mine import Anybody
from fonds.web.pages import Lent, get_room
from fonds.web.pictures import Shown, count_library, draw_work
from fonds.web.timeline import hang_entries

router = make_router("pictures")

_NAME_MOST = 500
_WORKS_MOST = 1000
_FANDOMS_MOST = 30


class CountedValue(BaseModel):
    """A value, and how many works have it."""

    value: str
    count: int


class CountsOut(BaseModel):
    """How many works there are of what."""

    total: int
    years: list[CountedValue] = Field(description="By year; works without a date are in none.")
    fandoms: list[CountedValue]
    pairings: list[CountedValue]
    ratings: list[CountedValue]
    lengths: list[CountedValue] = Field(description="By class of length, the shortest first.")


class PictureOut(BaseModel):
    """A picture as the table behind it."""

    name: str = Field(description="ties, scenes or mood.")
    title: str
    description: str = Field(description="What one sees in it, in a sentence.")
    note: str = Field(description="What one must know to read it rightly, or empty.")
    headers: list[str]
    rows: list[list[str]]
    left_out: int = Field(description="Rows more, which the picture has no room for.")


class AuthorOut(BaseModel):
    """An author's life's work."""

    name: str
    works: int = Field(description="Works of theirs that you may see.")
    words: int = Field(description="Words of the newest thousand of them.")
    first: str | None = Field(description="The earliest date stated.")
    last: str | None = Field(description="The latest date stated.")
    fandoms: list[CountedValue]
    url: str = Field(description="Their works, as this API lists them.")


class ShowOut(BaseModel):
    """A canon, and how many stories are set in it."""

    show: str
    works: int
    url: str = Field(description="Its stories in their places.")


class HungOut(BaseModel):
    """A story in its place."""

    section: str = Field(description="Season 3, or what lies before, beside or after them.")
    number: int | None = Field(description="Of the episode in its season.")
    title: str | None = Field(description="Of the episode, book or film.")
    relation: str | None = Field(
        description="before, during, season, after or instead; null when it is set there."
    )
    work: WorkLine


@router.get("/counts", openapi_extra={"parameters": FILTERS}, summary="What there is how much of")
def show_counts(request: Request, mine: Anybody) -> CountsOut:
    """Count the works that a search finds by year, fandom, pairing, rating and length."""
    question = structs.replace(read_question(request.query_params.multi_items()), page=1)
    counts = count_library(mine.shelf, question, list_own_conditions(mine, question))
    return CountsOut(
        total=counts.total,
        years=_list_counted(counts.years),
        fandoms=_list_counted(counts.fandoms),
        pairings=_list_counted(counts.pairings),
        ratings=_list_counted(counts.ratings),
        lengths=_list_counted(counts.lengths),
    )


def _list_counted(counted: Counted) -> list[CountedValue]:
    return [CountedValue(value=mask_text(value), count=count) for value, count in counted]


@router.get("/works/{work_id}/pictures", summary="The pictures of a work, as tables")
def list_work_pictures(card: Found) -> Listing[PictureOut]:
    """Give the ties of a story's people, whose scene it is, and its mood, as tables."""
    items = [_picture_out(one) for one in draw_work(card)]
    return Listing[PictureOut](items=items, total=len(items), next=None)


def _picture_out(shown: Shown) -> PictureOut:
    return PictureOut(
        name=shown.name,
        title=mask_text(shown.title),
        description=mask_text(shown.desc),
        note=shown.note,
        headers=list(shown.table.headers),
        rows=[[mask_text(cell) for cell in row] for row in shown.table.rows],
        left_out=shown.table.left_out,
    )


@router.get("/authors/{name:path}", summary="An author's life's work")
def show_author(
    shelf: Lent,
    name: Annotated[
        str,
        Path(
            max_length=_NAME_MOST,
            description="As the facet `author` has it.",
            examples=["Basil Quill"],
        ),
    ],
) -> AuthorOut:
    """Say how much somebody wrote, when, and of what."""
    question = Question(chosen=(Chosen("author", name),), sort="date", is_turned=True)
    answer = ask_shelf(shelf, question, limit=_WORKS_MOST, facets=("fandom",))
    entries = [one for one in answer.entries if one is not None]
    if not entries:
        raise HTTPException(404, "Nobody of this name has a work here.")
    dates = sorted(one.date for one in entries if one.date)
    fandoms = answer.results.facets.get("fandom", ())[:_FANDOMS_MOST]
    return AuthorOut(
        name=mask_text(one_line(name)),
        works=answer.total,
        words=sum(one.words for one in entries),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        fandoms=_list_counted(tuple(fandoms)),
        url=mask_text(question.url("/api/v1/works")),
    )


@router.get("/timeline", summary="Canons in which stories are set")
def list_shows(
    request: Request, shelf: Lent, limit: Limit = 20, cursor: Cursor = ""
) -> Listing[ShowOut]:
    """List the canons in which stories here have a place, the one with most first."""
    shows = hang_entries(get_room(request).settle(shelf))
    offset = read_cursor("timeline", cursor)
    named = list(shows.values())
    items = [
        ShowOut(
            show=mask_text(one.show),
            works=len({hung.work_id for _, _, _, hung in _iter_hung(arrange_show(one, _BARE))}),
            url=_show_url(one.show),
        )
        for one in named[offset : offset + limit]
    ]
    is_more = offset + limit < len(named)
    following = make_cursor("timeline", offset + limit) if is_more else None
    return Listing[ShowOut](items=items, total=len(named), next=following)


_BARE = find_canon("", ())
"""What is known of a show of which nothing is known."""


def _show_url(show: str) -> str:
    return f"/api/v1/timeline/works?{urlencode({'show': show})}"


@router.get(
    "/timeline/works", responses=document_problems(404), summary="Stories in their places in canon"
)
def list_hung_works(
    request: Request,
    shelf: Lent,
    show: Annotated[
        str,
        Query(max_length=_NAME_MOST, description="As the list of canons has it.", examples=["Oz"]),
    ],
    limit: Limit = 20,
    cursor: Cursor = "",
) -> Listing[HungOut]:
    """List the stories of a canon in the order of their places; one may have several."""
    settled = get_room(request).settle(shelf)
    found = hang_entries(settled).get(show)
    if found is None:
        raise HTTPException(404, "No story here is set in that canon.")
    asked = f"timeline {show}"
    offset = read_cursor(asked, cursor)
    hung = list(_iter_hung(arrange_show(found, find_canon(show, shelf.packs))))
    entries = {one.work_id: one for one in settled}
    items = [
        HungOut(
            section=section,
            number=number or None,
            title=mask_text(title) or None,
            relation=one.relation,
            work=make_work_line(entries[one.work_id]),
        )
        for section, number, title, one in hung[offset : offset + limit]
    ]
    following = make_cursor(asked, offset + limit) if offset + limit < len(hung) else None
    return Listing[HungOut](items=items, total=len(hung), next=following)


def _iter_hung(sections: Sequence[Section]) -> Iterator[tuple[str, int, str, HungWork]]:
    for section in sections:
        for spot in section.spots:
            for one in spot.hung:
                yield section.label, spot.number, spot.title, one
