"""Editions by the API: the same story found again, and what differs."""

from typing import Annotated, Literal

from fastapi import HTTPException, Query
from pydantic import BaseModel, Field

from fonds.app.comparing import (
    EditionLine,
    Outline,
    compare_editions,
    find_pair,
    list_outlines,
    see_family,
)
from fonds.app.shelf import Shelf
from fonds.publish.difference import Difference, describe_difference
from fonds.web.api.cursors import make_cursor, read_cursor
from fonds.web.api.models import API, Listing, WorkLine, make_work_line, mask_text
from fonds.web.api.routes import make_router
from fonds.web.api.works import Cursor, Limit, WorkId
from fonds.web.editions import difference_url
from fonds.web.pages import Lent

router = make_router("editions")

_NOT_HERE = "There is no work of this name here. The shelf has them all."


class EditionOut(BaseModel):
    """An edition of a story."""

    work: WorkLine
    state: Literal["best", "merged", "proposed", "apart"] = Field(
        description="The best one; merged into it by a person; proposed by Fonds; kept apart "
        "from it by a person."
    )
    confidence: float = Field(description="How sure Fonds is that it is the same story, 0 to 1.")
    why: str = Field(description="What speaks for it, and for its place; may be empty.")
    paths: list[str] = Field(description="Of the originals, as they were given.")
    format: str
    difference: str | None = Field(
        description="The page that sets it beside the best one; null for the best one."
    )


class ProposedEdition(BaseModel):
    """A work that Fonds takes for the same story as another."""

    id: str
    confidence: float


class FamilyOut(BaseModel):
    """Works that Fonds takes for one story, and of which nobody has decided yet."""

    best: str = Field(description="The best of them: its identifier.")
    others: list[ProposedEdition]
    editions: str = Field(description="Where its editions are listed.")


class CountsOut(BaseModel):
    """A difference in numbers; words unless they say otherwise."""

    one: int
    other: int
    same: int
    changed: int
    only_one: int
    only_other: int
    paragraphs_same: int
    paragraphs_alike: int
    paragraphs_changed: int
    moved: int = Field(description="Paragraphs that stand elsewhere in the other.")


class ChapterChange(BaseModel):
    """What became of a chapter."""

    kind: Literal["here", "there", "retitled", "divided here", "divided there"]
    one: str | None
    other: str | None


class FieldChange(BaseModel):
    """A field of the header that says something else."""

    field: str
    one: str
    other: str


class DifferenceOut(BaseModel):
    """What differs between two editions."""

    one: str
    other: str
    said: str = Field(description="The same in one sentence.")
    counts: CountsOut
    chapters: list[ChapterChange]
    fields: list[FieldChange]
    page: str = Field(description="The page that sets them side by side.")


@router.get("/editions", summary="What may be one story")
def list_families(
    shelf: Lent,
    limit: Limit = 20,
    cursor: Cursor = "",
    least: Annotated[float, Query(ge=0, le=1, description="Only what it is as sure of.")] = 0.0,
) -> Listing[FamilyOut]:
    """List works that Fonds takes for one story, and of which nobody has decided."""
    asked = f"editions {least}"
    offset = read_cursor(asked, cursor)
    found = list_outlines(shelf, least=least)
    return Listing[FamilyOut](
        items=[_family_out(one) for one in found[offset : offset + limit]],
        total=len(found),
        next=make_cursor(asked, offset + limit) if offset + limit < len(found) else None,
    )


def _family_out(outline: Outline) -> FamilyOut:
    return FamilyOut(
        best=outline.best,
        others=[ProposedEdition(id=name, confidence=sure) for name, sure in outline.others],
        editions=f"{API}/works/{outline.best}/editions",
    )


@router.get("/works/{work_id}/editions", summary="The editions of one work")
def list_editions(shelf: Lent, work_id: WorkId) -> Listing[EditionOut]:
    """List the editions of a story, the best first: those merged, and those proposed."""
    family = see_family(shelf, work_id)
    if family is None:
        raise HTTPException(404, _NOT_HERE)
    best = family.best.entry.work_id
    items = [_edition_out(one, best) for one in (family.best, *family.others)]
    return Listing[EditionOut](items=items, total=len(items), next=None)


def _edition_out(line: EditionLine, best: str) -> EditionOut:
    work_id = line.entry.work_id
    return EditionOut(
        work=make_work_line(line.entry),
        state=line.state,
        confidence=line.confidence,
        why=mask_text(line.why),
        paths=[mask_text(_name_path(one.path, one.member)) for one in line.sources],
        format=line.format,
        difference=difference_url(best, work_id) if work_id != best else None,
    )


def _name_path(path: str, member: str | None) -> str:
    return f"{path}/{member}" if member else path


@router.get("/works/{work_id}/difference/{other}", summary="What differs between two editions")
def show_difference(shelf: Lent, work_id: WorkId, other: WorkId) -> DifferenceOut:
    """Say what differs between two works, which may be merged into others."""
    if find_pair(shelf, work_id, other) is None:
        raise HTTPException(404, _NOT_HERE)
    return _difference_out(shelf, work_id, other)


def _difference_out(shelf: Shelf, one: str, other: str) -> DifferenceOut:
    found: Difference = compare_editions(shelf.library, one, other)
    counts = found.counts
    return DifferenceOut(
        one=one,
        other=other,
        said=describe_difference(found),
        counts=CountsOut.model_validate({name: getattr(counts, name) for name in _COUNTS}),
        chapters=[
            ChapterChange(kind=chapter.kind, one=_mask(chapter.one), other=_mask(chapter.other))
            for chapter in found.chapters
        ],
        fields=[
            FieldChange(
                field=field.field,
                one=mask_text("".join(piece.text for piece in field.one)),
                other=mask_text("".join(piece.text for piece in field.other)),
            )
            for field in found.fields
        ],
        page=difference_url(one, other),
    )


_COUNTS = tuple(CountsOut.model_fields)


def _mask(text: str | None) -> str | None:
    return None if text is None else mask_text(text)
