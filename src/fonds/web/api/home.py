"""Home: where to begin with the API, and ways to find what one does not know the name of."""

from typing import Annotated

from fastapi import HTTPException, Query, Request, Response
from pydantic import BaseModel, Field

from fonds import __version__
from fonds.app.question import read_question
from fonds.app.shelf import find_entry
from fonds.web.api.models import API, Listing, WorkLine, make_work_line, mask_text
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.api.works import FILTERS
from fonds.web.mine import Anybody
from fonds.web.pages import Lent, get_room
from fonds.web.random_pick import pick_work
from fonds.web.suggesting import LONGEST, suggest
from fonds.web.visiting import Visiting

router = make_router("home", prefix="")

_TYPED_MOST = 10 * LONGEST


class Home(BaseModel):
    """Where to begin."""

    name: str
    version: str
    stories: int = Field(description="Stories that you may see.")
    others: int = Field(description="What else there is: works that are no stories.")
    role: str = Field(description="What you may do: guest, reader, curator or administrator.")
    person: str | None = Field(description="Your name here; null for guests.")
    is_alone: bool = Field(description="Whether nobody signs in here.")
    links: dict[str, str] = Field(description="Where to go on.")


class SuggestionOut(BaseModel):
    """How what is being typed may go on."""

    facet: str = Field(description="Of which facet the value is; `title` for a story.")
    label: str = Field(description="What it is, for people.")
    value: str
    by: str = Field(description="The authors of a story; else empty.")
    count: int = Field(description="Works that have it.")
    url: str = Field(description="The card of a story; else empty.")
    start: int = Field(description="The character from which on it takes the place of the rest.")


_LINKS = {
    "works": f"{API}/works",
    "facets": f"{API}/facets/fandom",
    "counts": f"{API}/counts",
    "suggest": f"{API}/suggest",
    "random": f"{API}/random",
    "timeline": f"{API}/timeline",
    "collections": f"{API}/collections",
    "me": f"{API}/me",
    "openapi": f"{API}/openapi.json",
    "operations": "/api",
}


@router.get(API, summary="Where to begin")
def show_home(request: Request, shelf: Lent, visitor: Visiting) -> Home:
    """Say what this library is, who you are to it, and where to go on."""
    tally = get_room(request).count(shelf)
    return Home(
        name="Fonds",
        version=__version__,
        stories=tally.stories,
        others=tally.others,
        role=visitor.role,
        person=visitor.person.name if visitor.person is not None else None,
        is_alone=visitor.is_alone,
        links=_LINKS,
    )


@router.get(f"{API}/suggest", summary="What is being typed")
def list_suggestions(
    shelf: Lent,
    q: Annotated[
        str,
        Query(max_length=_TYPED_MOST, description="All of the search so far.", examples=["lamp"]),
    ] = "",
) -> Listing[SuggestionOut]:
    """Suggest how what is being typed may go on, out of what you may see."""
    items = [
        SuggestionOut(
            facet=one.facet,
            label=one.label,
            value=mask_text(one.value),
            by=mask_text(one.by),
            count=one.count,
            url=one.url,
            start=one.start,
        )
        for one in suggest(shelf, q)
    ]
    return Listing[SuggestionOut](items=items, total=len(items), next=None)


@router.get(
    f"{API}/random",
    openapi_extra={"parameters": FILTERS},
    responses=document_problems(404),
    summary="A work at random",
)
def pick_random_work(request: Request, response: Response, mine: Anybody) -> WorkLine:
    """Pick one of the works that a search finds, each as likely."""
    response.headers["Cache-Control"] = "no-store"
    work_id = pick_work(mine, read_question(request.query_params.multi_items()))
    entry = find_entry(mine.shelf, work_id) if work_id is not None else None
    if entry is None:
        raise HTTPException(404, "Nothing here matches that.")
    return make_work_line(entry)
