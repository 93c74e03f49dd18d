"""Series by the API: what there is, and the works of one in order."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import HTTPException, Path, Query
from pydantic import BaseModel, Field

from fonds.app.series import Series, find_series, list_oddities, list_series
from fonds.web.api.cursors import make_cursor, read_cursor
from fonds.web.api.models import API, Listing, WorkLine, make_work_line, mask_text
from fonds.web.api.routes import make_router
from fonds.web.api.works import Cursor, Limit
from fonds.web.pages import Lent, quote_segment

router = make_router("works")

_NAME_MOST = 500


class GapOut(BaseModel):
    """Numbers that no work here has."""

    first: int
    last: int


class DoubleOut(BaseModel):
    """A number that several works say."""

    number: float
    works: int
    are_editions: bool = Field(description="Whether they may be editions of one story.")


class SeriesName(BaseModel):
    """A name of series, as far as you may see works of one."""

    name: str
    series: int = Field(description="How many have this name: authors may choose alike.")
    authors: list[str]
    works: int
    words: int
    complete: bool | None = Field(description="null when nobody says of all works.")
    odd: list[str] = Field(description="What is odd about the numbers, in words.")
    url: str = Field(description="Its works, as this API lists them.")


class SeriesOut(BaseModel):
    """A series with its works in order, as far as you may see them."""

    name: str
    authors: list[str]
    works: int
    words: int
    complete: bool | None = Field(description="null when nobody says of all works.")
    missing: list[GapOut]
    doubles: list[DoubleOut]
    odd: list[str] = Field(description="What is odd about the numbers, in words.")
    parts: list["PartOut"]


class PartOut(BaseModel):
    """A work in a series."""

    number: float | None = Field(description="null when nobody says.")
    work: WorkLine


def _name_out(name: str, found: Sequence[Series]) -> SeriesName:
    said = [one.complete for one in found]
    return SeriesName(
        name=mask_text(name),
        series=len(found),
        authors=[mask_text(author) for one in found for author in one.authors],
        works=sum(len(one.works) for one in found),
        words=sum(one.words for one in found),
        complete=False if False in said else True if all(said) else None,
        odd=[mask_text(odd) for one in found for odd in list_oddities(one)],
        url=f"{API}/series/{quote_segment(mask_text(name))}",
    )


def _series_out(one: Series) -> SeriesOut:
    return SeriesOut(
        name=mask_text(one.name),
        authors=[mask_text(name) for name in one.authors],
        works=len(one.works),
        words=one.words,
        complete=one.complete,
        missing=[GapOut(first=first, last=last) for first, last in one.missing],
        doubles=[
            DoubleOut(number=number, works=count, are_editions=number in one.editions)
            for number, count in one.doubles
        ],
        odd=[mask_text(said) for said in list_oddities(one)],
        parts=[PartOut(number=work.index, work=make_work_line(work.entry)) for work in one.works],
    )


@router.get("/series", summary="Series by name")
def list_all_series(
    shelf: Lent,
    q: Annotated[str, Query(max_length=200, description="Part of the name.")] = "",
    author: Annotated[str, Query(max_length=_NAME_MOST, description="Of one of its works.")] = "",
    limit: Limit = 20,
    cursor: Cursor = "",
) -> Listing[SeriesName]:
    """List the names of series there are, in alphabetical order."""
    asked = f"series {q}\n{author}"
    offset = read_cursor(asked, cursor)
    found = list_series(shelf, text=q, author=author, offset=offset, limit=limit)
    named: dict[str, list[Series]] = {}
    for one in found.series:
        named.setdefault(one.name, []).append(one)
    is_more = offset + limit < found.total
    return Listing[SeriesName](
        items=[_name_out(name, some) for name, some in named.items()],
        total=found.total,
        next=make_cursor(asked, offset + limit) if is_more else None,
    )


@router.get("/series/{name:path}", summary="The series of a name")
def show_series(
    shelf: Lent,
    name: Annotated[
        str,
        Path(
            max_length=_NAME_MOST,
            description="As the list has it.",
            examples=["Baker Street Nights"],
        ),
    ],
) -> Listing[SeriesOut]:
    """Give the series of a name with their works in order: one, but for authors who chose alike."""
    found = find_series(shelf, name)
    if not found:
        raise HTTPException(404, "There is no series of this name here.")
    items = [_series_out(one) for one in found]
    return Listing[SeriesOut](items=items, total=len(items), next=None)
