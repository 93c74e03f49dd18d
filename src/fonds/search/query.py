"""The query language: what a person types becomes a small tree."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

TextField = Literal[
    "any", "author", "title", "fandom", "pairing", "character", "rating", "tag"
]
NumberField = Literal["words", "date"]


class Everything(Struct, frozen=True, tag=True):
    """Matches every work: the empty query."""


class Match(Struct, frozen=True, tag=True):
    """Words, or a phrase when `phrase`, in one field or ("any") in all of them."""

    field: TextField
    text: str
    phrase: bool = False


class Span(Struct, frozen=True, tag=True):
    """A closed range of whole numbers; dates count as yyyymmdd; None is open."""

    field: NumberField
    low: int | None
    high: int | None


class Both(Struct, frozen=True, tag=True):
    """All of the parts match."""

    parts: tuple[Query, ...]


class Either(Struct, frozen=True, tag=True):
    """At least one of the parts matches."""

    parts: tuple[Query, ...]


class Without(Struct, frozen=True, tag=True):
    """The part does not match."""

    part: Query


Query = Everything | Match | Span | Both | Either | Without


def parse_query(text: str) -> Query:
    """Parse what a person typed.

    Raises:
        UserError: the text is not a query; the message says at which column, what is
            wrong and what to do. No other exception, whatever the text.

    Example:
        >>> parse_query('author:"Jane Doe"')
        Match(field='author', text='Jane Doe', phrase=True)
    """
    raise NotImplementedError
