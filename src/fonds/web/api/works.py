"""Works by the API: found, listed, read, and where each value comes from."""

import json
from typing import Annotated, Any, Literal

from fastapi import Depends, HTTPException, Path, Query, Request
from msgspec import structs

from fonds.app.evidence import find_passage
from fonds.app.mine import list_own_conditions
from fonds.app.question import FACETS, KINDS, SINGLE, Question, ask_shelf, make_query, read_question
from fonds.app.reach import shows_whole_text
from fonds.app.shelf import Card, Shelf, see_now
from fonds.model.body import join_body
from fonds.publish.json import build_json
from fonds.publish.sections import give_title
from fonds.search.facets import ALL_VALUES, count_facets
from fonds.web.api.cursors import make_cursor, read_cursor
from fonds.web.api.models import (
    ChapterOut,
    ClaimOut,
    EventOut,
    EvidenceOut,
    FacetValue,
    Listing,
    Passage,
    RecordOut,
    TextOut,
    WorkLine,
    WorkListing,
    make_work_line,
    mask_text,
)
from fonds.web.api.routes import make_router
from fonds.web.masking import SPARE, mask_passage
from fonds.web.mine import Anybody
from fonds.web.pages import Lent
from fonds.web.work import read_card

router = make_router("works")

MOST_ITEMS = 200
_MOST_FACET_VALUES = 1000
_AROUND = 600
_MARKED_MOST = 4000
_OFFSET_MOST = 1 << 40

FacetName = Literal[
    "fandom", "rating", "warning", "category", "pairing", "character", "tag", "author",
    "series", "status", "crossover", "language", "year", "pov", "narrator",
]  # fmt: skip

FILTERS: list[dict[str, Any]] = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": text,
        "schema": {"type": "array", "items": {"type": "string"}} if many else {"type": "string"},
    }
    for name, text, many in (
        ("q", "Words, in the query language of docs/search.md.", False),
        *((facet, f"Works must have this {facet}.", True) for facet in FACETS),
        *((f"not-{facet}", f"Works must not have this {facet}.", True) for facet in FACETS),
        *(
            (f"{facet}-match", f"`any`: one {facet} of those named is enough.", False)
            for facet in FACETS
            if facet not in SINGLE
        ),
        ("words", "A range of lengths: 1000..5000, >2000.", False),
        ("date", "A range of dates: 1999..2003, >=2001-05.", False),
        ("chapters", "A range of numbers of chapters: 1, 2.. .", False),
        ("sort", "relevance, title, author, date, words or added.", False),
        ("order", "`turned` for the other way round.", False),
        ("kind", "`others` for what is not a story.", False),
        ("read", "What becomes of works you marked as read: show, hide or only.", False),
        ("hidden", "`show` takes your own exclusions off.", False),
        ("shelf", "The number of a shelf or collection to stay within.", False),
    )
]


def read_asked(request: Request) -> Question:
    """Read the question in an address; pieces are asked for by cursor, not by page."""
    return structs.replace(read_question(request.query_params.multi_items()), page=1)


Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Items of this piece.")]
Cursor = Annotated[str, Query(max_length=200, description="`next` of the piece before.")]
Offset = Annotated[int, Query(ge=0, le=_OFFSET_MOST)]


@router.get(
    "/works",
    openapi_extra={"parameters": FILTERS},
    summary="Find works",
)
def list_works(
    request: Request,
    mine: Anybody,
    limit: Limit = 20,
    cursor: Cursor = "",
    facets: Annotated[bool, Query(description="Count facets, too.")] = False,
) -> WorkListing:
    """Find works by words and filters, in pieces, with facets when asked for."""
    question = read_asked(request)
    asked = question.url()
    offset = read_cursor(asked, cursor)
    answer = ask_shelf(
        mine.shelf,
        question,
        narrow=list_own_conditions(mine, question),
        limit=limit,
        offset=offset,
        facets=tuple(FACETS) if facets else (),
    )
    hits = zip(answer.results.hits, answer.entries, strict=True)
    items = [make_work_line(one, hit.snippet) for hit, one in hits if one is not None]
    is_more = offset + limit < answer.total
    return WorkListing(
        items=items,
        total=answer.total,
        next=make_cursor(asked, offset + limit) if is_more else None,
        facets={
            name: [
                FacetValue(
                    value=mask_text(value),
                    count=count,
                    derived=value in answer.results.read.get(name, frozenset()),
                )
                for value, count in found
            ]
            for name, found in answer.results.facets.items()
        },
    )


@router.get(
    "/facets/{name}",
    openapi_extra={"parameters": FILTERS},
    summary="All values of a facet",
)
def list_facet(
    request: Request,
    mine: Anybody,
    name: FacetName,
    limit: Annotated[int, Query(ge=1, le=_MOST_FACET_VALUES)] = 100,
    cursor: Cursor = "",
) -> Listing[FacetValue]:
    """List all values of a facet among the works found, commonest first."""
    question = read_asked(request)
    asked = f"{name} {question.url()}"
    offset = read_cursor(asked, cursor)
    found = count_facets(
        mine.shelf.index,
        make_query(question, list_own_conditions(mine, question), library=mine.library),
        [name],
        kinds=KINDS[question.kind],
        sight=see_now(mine.shelf),
        most=ALL_VALUES,
    )
    values = found.values[name]
    read = found.read.get(name, frozenset())
    return Listing[FacetValue](
        items=[
            FacetValue(value=mask_text(value), count=count, derived=value in read)
            for value, count in values[offset : offset + limit]
        ],
        total=len(values),
        next=make_cursor(asked, offset + limit) if offset + limit < len(values) else None,
    )


WorkId = Annotated[
    str,
    Path(max_length=80, description="As a list gave it; one it had before will do."),
]


def find_work(shelf: Lent, work_id: WorkId) -> Card:
    """Find the work that a path names; of a merged one, the work it became."""
    return read_card(shelf, work_id)


Found = Annotated[Card, Depends(find_work)]


@router.get("/works/{work_id}", summary="One work's line")
def show_line(card: Found) -> WorkLine:
    """Give a work as a line of the catalogue."""
    return make_work_line(card.entry)


@router.get("/works/{work_id}/record", summary="One work's record")
def show_record(card: Found) -> RecordOut:
    """Give all that is known of a work, as the one-record contract has it."""
    return RecordOut(id=card.work_id, record=_mask_value(json.loads(build_json(card.record))))


@router.get("/works/{work_id}/text", summary="The story alone")
def show_text(card: Found) -> TextOut:
    """Give a story alone, with its chapters as ranges of it."""
    return TextOut(
        id=card.work_id,
        title=mask_text(give_title(card.record)),
        language=card.record.language,
        text=mask_text(join_body(card.work.blocks).text),
        chapters=[
            ChapterOut(
                title=mask_text(one.title) if one.title is not None else None,
                start=one.start,
                end=one.end,
            )
            for one in card.record.chapters
        ],
    )


@router.get("/works/{work_id}/claims", summary="Who says what")
def list_claims(card: Found) -> Listing[ClaimOut]:
    """List everything said of a work: value, basis, confidence, evidence."""
    items = [
        ClaimOut(
            field=one.field,
            value=_mask_value(one.value),
            basis=one.basis,
            confidence=one.confidence,
            by=mask_text(one.by),
            evidence=[
                EvidenceOut(
                    source=place.source,
                    start=place.start,
                    end=place.end,
                    quote=mask_text(place.quote),
                )
                for place in one.evidence
            ],
        )
        for one in card.work.claims
    ]
    return Listing[ClaimOut](items=items, total=len(items), next=None)


def _mask_value(value: Any) -> Any:  # noqa: ANN401 - a claim's value is any JSON
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, dict):
        return {mask_text(str(key)): _mask_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mask_value(item) for item in value]
    return value


@router.get("/works/{work_id}/history", summary="What happened to a work")
def list_history(card: Found) -> Listing[EventOut]:
    """List what happened to a work, oldest first."""
    items = [EventOut(at=one.at, name=one.name) for one in card.events]
    return Listing[EventOut](items=items, total=len(items), next=None)


@router.get(
    "/works/{work_id}/evidence",
    summary="A place in an original",
)
def show_evidence(shelf: Lent, card: Found, source: Offset, start: Offset, end: Offset) -> Passage:
    """Give a place in an original, in its context."""
    _need_whole_text(shelf, card, source)
    last = min(end, start + _MARKED_MOST)
    found = find_passage(shelf, card.work_id, source, start, last, around=_AROUND + SPARE)
    shown = mask_passage(found, _AROUND)
    return Passage(
        source=source,
        path=mask_text(shown.source.path),
        member=mask_text(shown.source.member) if shown.source.member else None,
        encoding=shown.source.encoding,
        before=shown.before,
        marked=shown.marked,
        after=shown.after,
        steps=[str(one) for one in shown.steps],
    )


def _need_whole_text(shelf: Shelf, card: Card, source: int) -> None:
    sources = card.work.sources
    if source < len(sources) and not shows_whole_text(shelf, sources[source].digest):
        raise HTTPException(404, "The file holds more than this story; it is not shown.")
