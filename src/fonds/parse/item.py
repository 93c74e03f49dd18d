"""Item: a line or paragraph near an edge of a text, and what it may be."""

from msgspec import Struct

STRONG_FIELD_WEIGHT = 3.0
WEAK_FIELD_WEIGHT = 0.8


class Item(Struct, frozen=True, gc=False):
    """A line or paragraph near an edge of a text.

    Attributes:
        kind: "mail", "field", "rule", "title", "byline", "title-by", "copyright", "part", "facts",
            "heading", "epigraph", "dedication", "disclaimer", "notes", "rating", "furniture",
            "story" or "unclear".
        first: index of its first line, half-open.
        end: one past its last line.
        weight: > 0 speaks for front matter, < 0 for the story, 0 for neither.
        field: for a field, what its label means; else "".
        start: code point where its value begins (the words that matter), half-open.
        stop: one past the value.
        name: span of a name inside, for bylines; (0, 0) when none.
        label: the label as typed, or "".
    """

    kind: str
    first: int
    end: int
    weight: float
    field: str = ""
    start: int = 0
    stop: int = 0
    name: tuple[int, int] = (0, 0)
    label: str = ""
