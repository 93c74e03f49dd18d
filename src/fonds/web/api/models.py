"""Models: the shapes that the API answers with, which its OpenAPI document is made of."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field

from fonds.model.entry import Entry
from fonds.publish.addresses import mask_addresses
from fonds.search.snippets import Snippet

Item = TypeVar("Item")


def _read_whole(value: object) -> object:
    """Take 2.0 for 2: JSON has one sort of number, and some programs write them all alike."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WholeNumber = Annotated[int, BeforeValidator(_read_whole)]
"""A number of what is sent."""

API = "/api/v1"


class Listing(BaseModel, Generic[Item]):
    """A piece of a list."""

    items: list[Item]
    total: int = Field(description="Items of the whole list.", ge=0)
    next: str | None = Field(
        description="The cursor of the next piece; null when this is the last one."
    )


class WorkLinks(BaseModel):
    """Where else a work is to be had."""

    self: str
    card: str = Field(description="The page with all that is known of it.")
    read: str = Field(description="The page with the story.")
    text: str
    epub: str
    html: str
    txt: str
    record: str = Field(description="The one-record contract, fonds.work/1.")


class WorkLine(BaseModel):
    """A work as a line of the catalogue."""

    id: str
    kind: str = Field(description="story or not-story.")
    reason: str = Field(description="Why it is, or is not, a story.")
    title: str | None
    incipit: str
    creators: list[str]
    fandoms: list[str]
    relationships: list[str]
    characters: list[str]
    warnings: list[str]
    categories: list[str]
    tags: list[str]
    rating: str | None
    rating_stated: str | None
    summary: str | None
    series: str | None
    date: str | None
    language: str | None
    words: int
    chapters: int
    complete: bool | None
    pov: str | None = Field(description="first, second, third or mixed person.")
    narrator: str | None
    derived: list[str] = Field(description="Fields that nobody stated: Fonds read them.")
    uncertain: list[str] = Field(description="Fields of which Fonds is not sure.")
    snippet: str | None = Field(description="The words found, when words were looked for.")
    links: WorkLinks


class FacetValue(BaseModel):
    """A value, and how many of the works found have it."""

    value: str
    count: int
    derived: bool = Field(description="Whether nobody states it: it is only read from texts.")


class WorkListing(Listing[WorkLine]):
    """Works found."""

    facets: dict[str, list[FacetValue]] = Field(
        description="The commonest values by facet, when they were asked for."
    )


class Passage(BaseModel):
    """A place in an original, in its context."""

    source: int
    path: str
    member: str | None
    encoding: str | None
    before: str
    marked: str
    after: str
    steps: list[str] = Field(description="How bytes became these words.")


class ClaimOut(BaseModel):
    """One thing said of a work."""

    field: str
    value: Any
    basis: Literal["curated", "stated", "derived"]
    confidence: float
    by: str
    evidence: list["EvidenceOut"]


class EvidenceOut(BaseModel):
    """The place a value comes from: a half-open range of code points of a source's text."""

    source: int
    start: int
    end: int
    quote: str


class EventOut(BaseModel):
    """Something that happened to a work, under its PREMIS name."""

    at: str
    name: str


class ChapterOut(BaseModel):
    """A chapter: a half-open range of code points of the text."""

    title: str | None
    start: int
    end: int


class TextOut(BaseModel):
    """A story alone: no header, no notes; paragraphs stand apart by a blank line."""

    id: str
    title: str
    language: str | None
    text: str
    chapters: list[ChapterOut]


class RecordOut(BaseModel):
    """The one-record contract of a work."""

    id: str
    record: dict[str, Any] = Field(
        description="fonds.work/1; its JSON Schema is docs/record.schema.json."
    )


def make_work_line(entry: Entry, snippet: Snippet | None = None) -> WorkLine:
    """Make a work's line; e-mail addresses are masked as on pages."""
    work_id = entry.work_id
    here = f"/works/{work_id}"
    return WorkLine(
        id=work_id,
        kind=entry.kind,
        reason=entry.reason,
        title=_mask(entry.title),
        incipit=mask_text(entry.incipit),
        creators=_mask_all(entry.creators),
        fandoms=_mask_all(entry.fandoms),
        relationships=_mask_all(entry.relationships),
        characters=_mask_all(entry.characters),
        warnings=_mask_all(entry.warnings),
        categories=_mask_all(entry.categories),
        tags=_mask_all(entry.tags),
        rating=entry.rating,
        rating_stated=_mask(entry.rating_stated),
        summary=_mask(entry.summary),
        series=_mask(entry.series),
        date=entry.date,
        language=entry.language,
        words=entry.words,
        chapters=entry.chapters,
        complete=entry.complete,
        pov=entry.pov.person,
        narrator=_mask(entry.pov.narrator),
        derived=list(entry.derived),
        uncertain=list(entry.uncertain),
        snippet=mask_text(snippet.text) if snippet is not None and snippet.marks else None,
        links=WorkLinks(
            self=f"{API}{here}",
            card=here,
            read=f"{here}/read",
            text=f"{API}{here}/text",
            epub=f"{here}/download/epub",
            html=f"{here}/download/html",
            txt=f"{here}/download/txt",
            record=f"{API}{here}/record",
        ),
    )


def mask_text(text: str) -> str:
    """Give a text as JSON can hold it and a guest may see it."""
    return mask_addresses(text.encode("utf-8", "replace").decode("utf-8"))


def _mask(text: str | None) -> str | None:
    return None if text is None else mask_text(text)


def _mask_all(texts: tuple[str, ...]) -> list[str]:
    return [mask_text(one) for one in texts]
