"""Models of what is a person's own, as the API takes and gives it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from fonds.library.shelves import ABOUT_MOST, NAME_MOST
from fonds.web.api.models import WorkLine

_MOST_PUT = 1000
"""Works that one request puts on a shelf by name."""

_QUESTION_MOST = 8000

Name = Annotated[str, StringConstraints(min_length=1, max_length=NAME_MOST)]
About = Annotated[str, StringConstraints(max_length=ABOUT_MOST)]
WorkId = Annotated[str, StringConstraints(max_length=61)]
QuestionText = Annotated[str, StringConstraints(max_length=_QUESTION_MOST)]
StatusName = Literal["to-read", "reading", "read"]


class _Wish(BaseModel):
    """What somebody asks for: nothing that we do not know."""

    model_config = ConfigDict(extra="forbid", strict=True)


class MarkOut(BaseModel):
    """What you say of a work."""

    work: str = Field(description="The identifier the work goes by now.")
    status: StatusName | None
    favourite: bool
    at: str | None = Field(description="When you last said so; null when you never did.")


class MarkedOut(MarkOut):
    """A marked work."""

    line: WorkLine


class MarkWish(_Wish):
    """What you say of a work; what is left out stays as it is."""

    status: Literal["to-read", "reading", "read", "none"] | None = None
    favourite: bool | None = None


class ContinuingOut(BaseModel):
    """A work you are in."""

    line: WorkLine
    chapter: int | None
    paragraph: int | None
    share: float | None = Field(description="Of the story before the place, 0 to 1.")
    at: str | None
    device: str | None


class ShelfOut(BaseModel):
    """A shelf of yours, or a collection."""

    id: int
    name: str
    about: str
    made: str
    works: int = Field(description="Works on it that you may see.")
    is_collection: bool
    is_editable: bool
    url: str = Field(description="Its page.")


class ShelfWish(_Wish):
    """A shelf to make."""

    name: Name
    about: About = ""


class ShelfChange(_Wish):
    """Another name for a shelf; without `about` its words stay."""

    name: Name
    about: About | None = None


class PutWish(_Wish):
    """Works to put on a shelf: by identifier, and all that a question finds."""

    works: Annotated[list[WorkId], Field(max_length=_MOST_PUT)] = []
    question: QuestionText | None = Field(
        default=None, description="As the shelf's address holds it behind its `?`."
    )


class ChangedOut(BaseModel):
    """How many works that concerned."""

    count: int


class SearchOut(BaseModel):
    """A saved search."""

    id: int
    name: str
    question: str = Field(description="As the shelf's address holds it behind its `?`.")
    url: str = Field(description="The page that asks it.")
    made: str
    new: int = Field(description="Works that came since you last looked.")
    complaint: str | None = Field(description="Why it cannot be asked any more, or null.")


class SearchWish(_Wish):
    """A search to save."""

    name: Name
    question: QuestionText = ""


class SearchChange(_Wish):
    """Another name for a saved search."""

    name: Name


class Exclusions(BaseModel):
    """What is left out of every search of yours."""

    always_hidden: str = Field(description="In the query language; matching works are left out.")
    read: Literal["show", "hide", "only"] = Field(description="What becomes of works you read.")


class ExclusionsWish(_Wish):
    """What is to be left out; what is not named stays as it is."""

    always_hidden: Annotated[str, StringConstraints(max_length=1000)] | None = None
    read: Literal["show", "hide", "only"] | None = None


class Said(BaseModel):
    """What happened, in words."""

    said: str
