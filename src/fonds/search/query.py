"""The query language: what a person types becomes a small tree."""

from __future__ import annotations

import difflib
from itertools import pairwise
from typing import Literal, get_args

from msgspec import Struct

from fonds.errors import UserError
from fonds.search.languages import find_language_term
from fonds.search.lexer import Token, find_error, tokenize, write_phrase
from fonds.search.ranges import parse_accessions, parse_chapters, parse_dates, parse_words

TextField = Literal[
    "any",
    "author",
    "title",
    "fandom",
    "pairing",
    "character",
    "rating",
    "category",
    "tag",
    "warning",
    "series",
    "pov",
    "narrator",
    "language",
    "status",
    "crossover",
]
NumberField = Literal["words", "date", "chapters", "added"]


class Everything(Struct, frozen=True, tag=True):
    """Matches every work: the empty query."""


class Match(Struct, frozen=True, tag=True):
    """Words, or a phrase when `phrase`, in one field or ("any") in all of them."""

    field: TextField
    text: str
    phrase: bool = False


class Exact(Struct, frozen=True, tag=True):
    """One value of a facet, whole, as the catalogue has it."""

    field: str
    value: str


class Begins(Struct, frozen=True, tag=True):
    """A word of the title begins so; `text` is letters and digits, folded."""

    text: str


class Among(Struct, frozen=True, tag=True):
    """One of these works."""

    works: frozenset[str]


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


Query = Everything | Match | Exact | Begins | Among | Span | Both | Either | Without


MAX_LENGTH = 4000
"""Longer than anything typed by hand; a longer query is somebody's whole story pasted."""

MAX_DEPTH = 40
"""Nested brackets; Python's own stack would take about ten times as many."""

RATINGS = (
    "Not Rated",
    "General Audiences",
    "Teen And Up Audiences",
    "Mature",
    "Explicit",
)

_RATING_NAMES = {
    **{rating.casefold(): rating for rating in RATINGS},
    "nr": "Not Rated",
    "unrated": "Not Rated",
    "g": "General Audiences",
    "general": "General Audiences",
    "gen": "General Audiences",
    "t": "Teen And Up Audiences",
    "teen": "Teen And Up Audiences",
    "m": "Mature",
    "e": "Explicit",
}

CATEGORIES = ("F/F", "F/M", "Gen", "M/M", "Multi", "Other")

_CATEGORY_NAMES = {
    **{category.casefold(): category for category in CATEGORIES},
    "m/f": "F/M",
    "het": "F/M",
    "femslash": "F/F",
    "slash": "M/M",
    "general": "Gen",
}

TERM_FIELDS = frozenset({"rating", "category", "pov", "language", "status", "crossover"})
"""Fields that hold one of a few terms, which must match whole."""

COMPLETE, UNFINISHED = "Complete", "Unfinished"
CROSSOVER, ONE_FANDOM = "Crossovers", "One fandom"

_STATUS_NAMES = {
    "complete": COMPLETE,
    "completed": COMPLETE,
    "finished": COMPLETE,
    "done": COMPLETE,
    "unfinished": UNFINISHED,
    "incomplete": UNFINISHED,
    "wip": UNFINISHED,
    "work in progress": UNFINISHED,
    "in progress": UNFINISHED,
}

_CROSSOVER_NAMES = {
    "yes": CROSSOVER,
    "only": CROSSOVER,
    "crossover": CROSSOVER,
    CROSSOVER.casefold(): CROSSOVER,
    "no": ONE_FANDOM,
    "none": ONE_FANDOM,
    ONE_FANDOM.casefold(): ONE_FANDOM,
}

POVS: dict[str, str] = {
    "first": "first person",
    "second": "second person",
    "third": "third person",
    "mixed": "mixed",
}
"""The grammatical person of the record, and the term of the index."""

_POV_NAMES = {
    **POVS,
    **{term: term for term in POVS.values()},
    "1st": "first person",
    "2nd": "second person",
    "3rd": "third person",
    "1st person": "first person",
    "2nd person": "second person",
    "3rd person": "third person",
}

FIELDS: tuple[str, ...] = tuple(
    name for name in (*get_args(TextField), *get_args(NumberField)) if name != "any"
)
"""The names that may stand before a colon."""

_MEANT = {
    "by": "author",
    "creator": "author",
    "writer": "author",
    "name": "title",
    "show": "fandom",
    "universe": "fandom",
    "ship": "pairing",
    "relationship": "pairing",
    "char": "character",
    "wordcount": "words",
    "length": "words",
    "year": "date",
    "published": "date",
    "genre": "tag",
    "keyword": "tag",
    "warnings": "warning",
    "serial": "series",
    "lang": "language",
    "completion": "status",
    "complete": "status",
    "wip": "status",
    "crossovers": "crossover",
    "chapter": "chapters",
    "accession": "added",
    "categories": "category",
    "viewpoint": "pov",
    "person": "pov",
    "told": "narrator",
    "teller": "narrator",
}


def parse_query(text: str) -> Query:
    """Parse what a person typed.

    Words side by side must all match; OR binds weaker than AND; NOT or "-" takes what
    follows out.

    Args:
        text: n code points, n at most `MAX_LENGTH`.

    Returns:
        The tree; `Everything` for an empty text.

    Raises:
        UserError: the text is not a query; the message says at which column, what is
            wrong and what to do. No other exception, whatever the text.

    Cost: O(n).

    Example:
        >>> parse_query('author:"Jane Doe"')
        Match(field='author', text='Jane Doe', phrase=True)
    """
    if len(text) > MAX_LENGTH:
        raise find_error(MAX_LENGTH, f"it is longer than {MAX_LENGTH} characters. Shorten it")
    tokens = tokenize(text)
    if len(tokens) == 1:
        return Everything()
    state = _Reader(
        [
            token
            for before, token in pairwise((Token("end", "", 0), *tokens))
            if before.kind == "field" or not _is_idle(token)
        ]
    )
    if len(state.tokens) == 1:
        raise find_error(1, "there is no word to look for. Type letters or digits")
    query = state.read_either(0)
    token = state.peek()
    if token.kind != "end":
        raise find_error(token.column, "a bracket is closed that was never opened. Leave it out")
    return query


def write_term(field: TextField, value: str) -> str:
    """Write a query for a value of a field, as a link on a page needs it.

    Example:
        >>> write_term("fandom", "Sherlock Holmes")
        'fandom:"Sherlock Holmes"'
    """
    return write_phrase(value) if field == "any" else f"{field}:{write_phrase(value)}"


def has_words(text: str) -> bool:
    """Say whether there is a letter or digit to look for."""
    return any(char.isalnum() for char in text)


def _is_idle(token: Token) -> bool:
    # "Holmes & Watson": the "&" is no word, and nobody means it as one.
    return token.kind == "word" and not has_words(token.text)


class _Reader:
    """Reads tokens by recursive descent; one per query, never kept."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0

    def peek(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.tokens[self.place]
        self.place += 1
        return token

    def read_either(self, depth: int) -> Query:
        parts = [self.read_both(depth)]
        while self.peek().kind == "or":
            self.take()
            parts.append(self.read_both(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def read_both(self, depth: int) -> Query:
        parts = [self.read_part(depth)]
        while self.peek().kind not in {"or", "close", "end"}:
            if self.peek().kind == "and":
                self.take()
            parts.append(self.read_part(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def read_part(self, depth: int) -> Query:
        negated = False
        while self.peek().kind == "not":
            self.take()
            negated = not negated
        query = self.read_atom(depth)
        return Without(query) if negated else query

    def read_atom(self, depth: int) -> Query:
        token = self.take()
        if token.kind == "open":
            return self.read_group(token, depth)
        if token.kind == "field":
            return self.read_field(token)
        if token.kind in {"word", "phrase"}:
            if not has_words(token.text):
                raise find_error(token.column, "there is no word in this. Leave it out")
            return Match("any", token.text, token.kind == "phrase")
        self.place -= 1
        raise _find_missing(token, self.tokens[self.place - 1] if self.place else None)

    def read_group(self, opening: Token, depth: int) -> Query:
        if depth >= MAX_DEPTH:
            raise find_error(opening.column, f"more than {MAX_DEPTH} brackets within each other")
        if self.peek().kind == "close":
            raise find_error(opening.column, "there is nothing between these brackets")
        query = self.read_either(depth + 1)
        if self.peek().kind != "close":
            raise find_error(
                opening.column, "a bracket is opened here and never closed. Close it with )"
            )
        self.take()
        return query

    def read_field(self, token: Token) -> Query:
        field = token.text.lower()
        if field not in FIELDS:
            raise find_error(token.column, _say_unknown(token.text))
        value = self.peek()
        # After a field, AND, OR and NOT are ordinary words: title:NOT is a title.
        if value.kind in {"open", "close", "end", "field"} or value.text == "":
            raise find_error(
                value.column,
                f'{field}: needs a value right behind it: {field}:word or {field}:"two words"',
            )
        self.take()
        if field == "words":
            return Span("words", *parse_words(value.text.strip(), value.column))
        if field == "date":
            return Span("date", *parse_dates(value.text.strip(), value.column))
        if field == "chapters":
            return Span("chapters", *parse_chapters(value.text.strip(), value.column))
        if field == "added":
            return Span("added", *parse_accessions(value.text.strip(), value.column))
        if not has_words(value.text):
            raise find_error(value.column, f"{field}: needs a letter or digit to look for")
        if field == "language":
            return Match("language", find_language_term(value.text), True)
        if (terms := _TERMS.get(field)) is not None:
            return Match(_text_field(field), _find_term(value, field, *terms), True)
        return Match(_text_field(field), value.text, value.kind == "phrase")


def _text_field(name: str) -> TextField:
    return next(field for field in get_args(TextField) if field == name)


def _find_missing(token: Token, before: Token | None) -> UserError:
    if token.kind == "close":
        what = "a bracket is closed before anything stands in it"
    elif token.kind in {"and", "or"}:
        what = f"{token.text} stands here without a word before it"
    else:
        what = "something is missing at the end"
    if before is not None and before.kind in {"and", "or", "not"}:
        what = f"a word is missing after {before.text or '-'}"
    return find_error(
        token.column, f'{what}. To look for the words AND, OR or NOT, put them in quotes: "OR"'
    )


def _say_unknown(name: str) -> str:
    folded = name.lower()
    near = _MEANT.get(folded) or next(
        iter(difflib.get_close_matches(folded, FIELDS, n=1, cutoff=0.5)), None
    )
    meant = f" Did you mean {near}:?" if near else ""
    return (
        f"there is no field {name}:.{meant} The fields are "
        f"{', '.join(FIELDS)}. To look for the words, put them in quotes"
    )


_TERMS: dict[str, tuple[dict[str, str], str]] = {
    "rating": (
        _RATING_NAMES,
        "The ratings are general, teen, mature, explicit and unrated",
    ),
    "category": (_CATEGORY_NAMES, "The categories are F/F, F/M, Gen, M/M, Multi and Other"),
    "pov": (_POV_NAMES, "A story is told in the first, second or third person, or mixed"),
    "status": (_STATUS_NAMES, "A story is complete or unfinished"),
    "crossover": (_CROSSOVER_NAMES, "Say crossover:yes or crossover:no"),
}
"""Fields that hold one of a few terms: what people type for each, and what to tell those who
type something else."""


def _find_term(value: Token, field: str, names: dict[str, str], advice: str) -> str:
    term = names.get(" ".join(value.text.casefold().split()))
    if term is None:
        raise find_error(value.column, f"there is no {field} {value.text!r}. {advice}")
    return term
