"""Neighbours by the API: what is like a work, and what both have in common."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from fonds.app.neighbours import MOST, find_neighbours
from fonds.web.api.models import Listing, WorkLine, make_work_line, mask_text
from fonds.web.api.routes import make_router
from fonds.web.api.works import Found
from fonds.web.pages import Lent

router = make_router("works")


class SharedOut(BaseModel):
    """One thing two works have in common."""

    kind: str = Field(description="series, pairing, character, tag, words, author, setting ….")
    names: list[str] = Field(description="What is shared.")
    worth: float = Field(description="What it counts.")


class NeighbourOut(BaseModel):
    """A work that is like another."""

    work: WorkLine
    score: float = Field(description="How much both have in common; above 3 is near.")
    why: str = Field(description="The same in words.")
    shared: list[SharedOut]


@router.get("/works/{work_id}/neighbours", summary="What is like a work")
def list_neighbours(
    shelf: Lent,
    card: Found,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Most works to give.")] = 10,
) -> Listing[NeighbourOut]:
    """List the works that are most like one, nearest first, each with the reason."""
    items = [
        NeighbourOut(
            work=make_work_line(one.entry),
            score=one.score,
            why=mask_text(one.why),
            shared=[
                SharedOut(
                    kind=tie.kind, names=[mask_text(name) for name in tie.names], worth=tie.worth
                )
                for tie in one.ties
            ],
        )
        for one in find_neighbours(shelf, card.work_id, limit=limit)
    ]
    return Listing[NeighbourOut](items=items, total=len(items), next=None)
