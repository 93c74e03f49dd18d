"""My reading, for scripts and programs: places in stories, and what one keeps of them."""

from datetime import UTC
from typing import Annotated, Any

from fastapi import HTTPException, Query, Request, Response
from fastapi import Path as PathValue
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from fonds.app.annotating import cut_passage, find_again
from fonds.app.shelf import Shelf, find_entry
from fonds.errors import UserError
from fonds.library import annotations as kept
from fonds.library.annotations import NOTE_MOST, QUOTE_MOST, Annotation
from fonds.library.people import Person
from fonds.library.positions import (
    Placed,
    Position,
    list_positions_of,
    remove_position,
)
from fonds.web.api.models import API, Listing, WholeNumber
from fonds.web.api.problems import document_problems
from fonds.web.api.routes import make_router
from fonds.web.pages import Lent
from fonds.web.places import (
    Browser,
    find_device_key,
    keep_position,
    make_device_id,
    name_device,
)
from fonds.web.story import Story, read_story
from fonds.web.visiting import Reader, Visitor, get_doors, write_time
from fonds.web.work import read_card

router = make_router("reading", prefix=f"{API}/me")

_PLACES_MOST = 10_000_000
"""No story has more paragraphs or characters; SQLite's numbers end much later."""


def _need_words(value: object) -> object:
    if not isinstance(value, str) or "T" not in value.upper():
        raise ValueError("write it as RFC 3339 does: 2024-05-01T12:00:00Z")
    return value


Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_need_words)]


class _Sent(BaseModel):
    """What is sent: of the kinds that are named, not of kinds that look like them."""

    model_config = ConfigDict(strict=True)


class PositionSent(_Sent):
    """Where somebody is."""

    chapter: WholeNumber = Field(ge=1, le=_PLACES_MOST, description="Section of the story, from 1.")
    paragraph: WholeNumber = Field(ge=1, le=_PLACES_MOST, description="Block of the story, from 1.")
    fraction: float = Field(ge=0, le=1, description="Share of the story before it.")
    quote: str = Field(
        default="", max_length=1000, description="Its first words, to find it again by."
    )
    at: Moment | None = Field(
        default=None, description="When; now, if not said. Of one device the newest stays."
    )
    device: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9_-]{8,64}$",
        description="A word of chance by which the device calls itself; a browser has a cookie.",
    )
    device_name: str | None = Field(default=None, max_length=200)


class PositionFound(BaseModel):
    """Where somebody is on one device."""

    work_id: str
    chapter: int
    paragraph: int
    fraction: float
    quote: str
    at: str
    device: str = Field(description="The device's name.")
    is_this_device: bool


class PositionKept(PositionFound):
    """What became of a position that was sent."""

    is_kept: bool = Field(description="False when a newer one of this device stands.")


class AnnotationSent(_Sent):
    """A passage to keep; its words are found near the place that is given."""

    work_id: str = Field(max_length=80)
    paragraph: WholeNumber = Field(ge=1, le=_PLACES_MOST)
    start: WholeNumber = Field(ge=0, le=_PLACES_MOST, description="Code point in the paragraph.")
    end_paragraph: WholeNumber = Field(ge=1, le=_PLACES_MOST)
    end: WholeNumber = Field(ge=0, le=_PLACES_MOST, description="One past the last code point.")
    quote: str = Field(default="", max_length=2 * QUOTE_MOST, description="The words.")
    note: str = Field(default="", max_length=NOTE_MOST)


class AnnotationsAsked(BaseModel):
    """Which of what somebody keeps is asked for."""

    work: str = Field(default="", max_length=80, description="Of this work alone.")
    cursor: str = Field(default="", pattern=r"^[0-9]{0,15}$", description="`next` of the last.")
    limit: int = Field(default=100, ge=1, le=200)


class NoteSent(_Sent):
    """What to write beside a passage."""

    note: str = Field(max_length=NOTE_MOST)


class AnnotationFound(BaseModel):
    """A passage somebody keeps."""

    id: int
    work_id: str
    paragraph: int
    start: int
    end_paragraph: int
    end: int
    quote: str
    before: str
    after: str
    note: str
    made: str
    changed: str


Number = Annotated[int, PathValue(ge=0, le=1 << 53)]


def get_person(visitor: Visitor) -> Person:
    """Give the person of a `Reader`."""
    if visitor.person is None:
        raise HTTPException(401, "Sign in for this.")
    return visitor.person


@router.get(
    "/positions/{work_id}",
    summary="Where you are with a work",
    response_model=Listing[PositionFound],
)
def show_positions(
    request: Request, response: Response, shelf: Lent, visitor: Reader, work_id: str
) -> Listing[PositionFound]:
    """Show where you are with a work, the newest first, one place for each device."""
    now_id = _get_work_id(shelf, work_id)
    person = get_person(visitor)
    own = make_device_id(person.id, find_device_key(request) or "")
    response.headers["Cache-Control"] = "private, no-cache"
    items = [
        PositionFound(**_tell_place(one, now_id), is_this_device=one.device.id == own)
        for one in list_positions_of(shelf.library, person.id, now_id)
    ]
    return Listing[PositionFound](items=items, total=len(items), next=None)


@router.put(
    "/positions/{work_id}",
    summary="Keep where you are",
    response_model=PositionKept,
)
def put_place(
    request: Request, shelf: Lent, visitor: Reader, work_id: str, sent: PositionSent
) -> PositionKept:
    """Keep where you are with a work on this device."""
    now_id = _get_work_id(shelf, work_id)
    person = get_person(visitor)
    clock = get_doors(request).read_clock()
    at = min(write_time(sent.at.astimezone(UTC)), clock) if sent.at else clock
    position = Position(sent.chapter, sent.paragraph, sent.fraction, sent.quote, at)
    key = sent.device or find_device_key(request) or "a program"
    name = sent.device_name or name_device(request.headers.get("user-agent", ""))
    is_kept = keep_position(
        shelf.library, person, Browser(key, name), now_id, position, clock=clock
    )
    own = make_device_id(person.id, key)
    stands = next(
        one for one in list_positions_of(shelf.library, person.id, now_id) if one.device.id == own
    )
    return PositionKept(**_tell_place(stands, now_id), is_this_device=True, is_kept=is_kept)


@router.delete(
    "/positions/{work_id}",
    summary="Forget where you are",
    status_code=204,
)
def forget_places(shelf: Lent, visitor: Reader, work_id: str) -> Response:
    """Forget where you are with a work, on all devices."""
    remove_position(shelf.library, get_person(visitor).id, _get_work_id(shelf, work_id))
    return Response(status_code=204)


@router.get(
    "/annotations",
    responses=document_problems(404),
    summary="The passages you keep",
    response_model=Listing[AnnotationFound],
)
def show_annotations(
    response: Response,
    shelf: Lent,
    visitor: Reader,
    asked: Annotated[AnnotationsAsked, Query()],
) -> Listing[AnnotationFound]:
    """Show what you keep, oldest first; of works that you may not see, nothing."""
    person = get_person(visitor)
    response.headers["Cache-Control"] = "private, no-cache"
    if asked.work:
        found = kept.list_annotations(shelf.library, person.id, _get_work_id(shelf, asked.work))
    else:
        found = list_visible(shelf, person)
    ordered = sorted(found, key=lambda one: one.id)
    rest = [one for one in ordered if one.id > int(asked.cursor or 0)]
    cursor = str(rest[asked.limit - 1].id) if len(rest) > asked.limit else None
    return Listing[AnnotationFound](
        items=[_tell_kept(one) for one in rest[: asked.limit]], total=len(ordered), next=cursor
    )


@router.post(
    "/annotations",
    summary="Keep a passage",
    status_code=201,
    response_model=AnnotationFound,
    responses=document_problems(404, 409),
)
def add_annotation(
    request: Request, response: Response, shelf: Lent, visitor: Reader, sent: AnnotationSent
) -> AnnotationFound:
    """Keep a passage."""
    story = read_story(read_card(shelf, sent.work_id))
    made = kept.put_annotation(
        shelf.library,
        get_person(visitor).id,
        story.work_id,
        _find_passage(story, sent),
        sent.note,
        clock=get_doors(request).read_clock(),
    )
    response.headers["Location"] = f"{API}/me/annotations/{made.id}"
    return _tell_kept(made)


@router.get(
    "/annotations/{number}",
    summary="One passage",
    response_model=AnnotationFound,
)
def show_annotation(shelf: Lent, visitor: Reader, number: Number) -> AnnotationFound:
    """Show one passage that you keep."""
    return _tell_kept(get_visible(shelf, get_person(visitor), number))


@router.patch(
    "/annotations/{number}",
    summary="Write another note",
    response_model=AnnotationFound,
)
def change_annotation(
    request: Request, shelf: Lent, visitor: Reader, number: Number, sent: NoteSent
) -> AnnotationFound:
    """Write another note beside a passage."""
    person = get_person(visitor)
    get_visible(shelf, person, number)
    clock = get_doors(request).read_clock()
    return _tell_kept(
        kept.change_annotation(shelf.library, person.id, number, sent.note, clock=clock)
    )


@router.delete(
    "/annotations/{number}",
    summary="Keep a passage no longer",
    status_code=204,
)
def remove_annotation(shelf: Lent, visitor: Reader, number: Number) -> Response:
    """Keep a passage no longer."""
    person = get_person(visitor)
    get_visible(shelf, person, number)
    kept.remove_annotation(shelf.library, person.id, number)
    return Response(status_code=204)


def list_visible(shelf: Shelf, person: Person) -> tuple[Annotation, ...]:
    """List all that a person keeps of works they may see."""
    found = kept.list_all_annotations(shelf.library, person.id)
    visible = {one: _sees(shelf, one) for one in {one.work_id for one in found}}
    return tuple(one for one in found if visible[one.work_id])


def get_visible(shelf: Shelf, person: Person, number: int) -> Annotation:
    """Give a passage that a person keeps of a work they may see.

    Raises:
        HTTPException: 404, there is none of that number.
    """
    try:
        found = kept.get_annotation(shelf.library, person.id, number)
    except UserError as error:
        raise HTTPException(404, "You keep nothing of this number.") from error
    if not _sees(shelf, found.work_id):
        raise HTTPException(404, "You keep nothing of this number.")
    return found


def _sees(shelf: Shelf, work_id: str) -> bool:
    try:
        _get_work_id(shelf, work_id)
    except HTTPException:
        return False
    return True


def _get_work_id(shelf: Shelf, work_id: str) -> str:
    """Give the identifier a work goes by now; 404 when there is none, or it is hidden."""
    entry = find_entry(shelf, work_id)
    # A merged work is led to what it became, by the card alone.
    return entry.work_id if entry is not None else read_card(shelf, work_id).work_id


def _find_passage(story: Story, sent: AnnotationSent) -> kept.Passage:
    start, end = (sent.paragraph, sent.start), (sent.end_paragraph, sent.end)
    there = cut_passage(story.text, start, end)
    if not sent.quote.strip() and there is not None:
        return there
    found = find_again(story.text, kept.Passage(*start, *end, sent.quote))
    if found.how == "lost":
        raise HTTPException(409, "These words do not stand in the story.")
    return found.passage


def _tell_place(placed: Placed, work_id: str) -> dict[str, Any]:
    at = placed.position
    return {
        "work_id": work_id,
        "chapter": at.chapter,
        "paragraph": at.paragraph,
        "fraction": at.fraction,
        "quote": at.quote,
        "at": at.at,
        "device": placed.device.name,
    }


def _tell_kept(one: Annotation) -> AnnotationFound:
    passage = one.passage
    return AnnotationFound(
        id=one.id,
        work_id=one.work_id,
        paragraph=passage.paragraph,
        start=passage.start,
        end_paragraph=passage.end_paragraph,
        end=passage.end,
        quote=passage.quote,
        before=passage.before,
        after=passage.after,
        note=one.note,
        made=one.made,
        changed=one.changed,
    )
