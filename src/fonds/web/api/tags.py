"""Tags by the API: names, proposals, and decisions on many names at once."""

from typing import Annotated, Literal

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from fonds.app.tag_sight import list_seen_tags
from fonds.app.tags import decide
from fonds.library.tags import TagKind, TagLine
from fonds.publish.characters import one_line
from fonds.web.api.cursors import make_cursor, read_cursor
from fonds.web.api.models import Listing, mask_text
from fonds.web.api.routes import make_router
from fonds.web.api.works import Cursor, Limit
from fonds.web.forms import Form
from fonds.web.pages import Lent, Room, get_room
from fonds.web.tags import Asked, make_groups, plan_form
from fonds.web.visiting import Curator, Doors, get_curator, get_doors

router = make_router("tags", least=get_curator)

_NAMES_MOST = 1000
_WHY_MOST = 500

TheDoors = Annotated[Doors, Depends(get_doors)]
TheRoom = Annotated[Room, Depends(get_room)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
State = Literal["", "undecided", "canonical", "synonym", "left"]


class TagOut(BaseModel):
    """A name, and what was decided of it."""

    kind: TagKind
    name: str
    state: Literal["undecided", "canonical", "synonym", "left"]
    canonical: str | None = Field(description="The name that stands for it; null without one.")
    works: int = Field(description="That have just this name, as far as you may see them.")


class ProposalOut(BaseModel):
    """A name that may be another's synonym; nothing is decided."""

    name: str
    canonical: str
    confidence: float = Field(ge=0, le=1)
    why: str
    works: int


class DecisionWish(BaseModel):
    """What to decide on names."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: TagKind = Field(examples=["tag"])
    decision: Literal["synonyms", "canonical", "leave", "undecided", "broader"] = Field(
        description="synonyms: of `canonical`. broader: put them under `canonical`.",
        examples=["leave"],
    )
    names: list[Name] = Field(min_length=1, max_length=_NAMES_MOST, examples=[["Fluff"]])
    canonical: str = Field(default="", max_length=1000, description="The other name, where needed.")
    broader_kind: TagKind | None = Field(
        default=None, description="Of the broader name, when it is another kind."
    )
    why: str = Field(default="", max_length=_WHY_MOST)


class DecisionOut(BaseModel):
    """What was done."""

    act: int | None = Field(description="Its number in the history; null when it was so already.")
    words: str
    changes: int


def _tag_out(one: TagLine) -> TagOut:
    canonical = None if one.canonical is None else mask_text(one.canonical)
    return TagOut(
        kind=one.kind,
        name=mask_text(one.name),
        state=one.state,
        canonical=canonical,
        works=one.works,
    )


def read_listed(
    kind: TagKind,
    q: Annotated[str, Query(max_length=200, description="Letters they hold.")] = "",
    state: Annotated[State, Query(description="What was decided of them.")] = "",
) -> Asked:
    """Read which names are asked for."""
    return Asked(kind, q.strip(), state)


@router.get("/tags/{kind}", summary="Names of a kind")
def list_tag_names(
    shelf: Lent,
    asked: Annotated[Asked, Depends(read_listed)],
    limit: Limit = 20,
    cursor: Cursor = "",
) -> Listing[TagOut]:
    """List names, undecided ones first, then by how many works have them."""
    offset = read_cursor(asked.url, cursor)
    found = [one for one in list_seen_tags(shelf, asked.kind) if asked.keeps(one)]
    return Listing[TagOut](
        items=[_tag_out(one) for one in found[offset : offset + limit]],
        total=len(found),
        next=make_cursor(asked.url, offset + limit) if offset + limit < len(found) else None,
    )


@router.get("/tags/{kind}/proposals", summary="Names that may mean the same")
def list_tag_proposals(
    shelf: Lent,
    kind: TagKind,
    least: Annotated[float, Query(ge=0, le=1, description="How sure at least.")] = 0.5,
    limit: Limit = 20,
    cursor: Cursor = "",
) -> Listing[ProposalOut]:
    """List what is proposed, the decisions that settle the most works first."""
    asked = f"{kind} proposals {least}"
    offset = read_cursor(asked, cursor)
    found = [one for group in make_groups(shelf, kind, least) for one, _ in group.proposals]
    return Listing[ProposalOut](
        items=[
            ProposalOut(
                name=one.name,
                canonical=mask_text(one.canonical),
                confidence=one.confidence,
                why=mask_text(one.why),
                works=one.works,
            )
            for one in found[offset : offset + limit]
        ],
        total=len(found),
        next=make_cursor(asked, offset + limit) if offset + limit < len(found) else None,
    )


@router.post("/tag-decisions", summary="Decide on names")
def decide_on_tags(
    shelf: Lent, visitor: Curator, doors: TheDoors, room: TheRoom, wish: DecisionWish
) -> DecisionOut:
    """Decide on names, all or none: one change in the history, however many there are."""
    form = Form(
        {
            "do": [wish.decision],
            "name": wish.names,
            "canonical": [wish.canonical],
            "broader_kind": [wish.broader_kind or wish.kind],
        }
    )
    changes, words = plan_form(shelf, wish.kind, form)
    done = decide(
        shelf,
        changes,
        words,
        by=visitor.person.name if visitor.person is not None else "",
        clock=doors.read_clock(),
        why=one_line(wish.why),
    )
    room.catching_up.soon()
    return DecisionOut(act=done.act, words=mask_text(words), changes=len(done.changes))
