"""Explaining: what is said of one field of a work, by whom, and from which words."""

from bisect import bisect_right
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import Struct

from fonds.errors import UserError
from fonds.model.claim import BASIS_RANK, Basis, Claim, Evidence
from fonds.model.record import Record
from fonds.model.work import Source, Work
from fonds.publish.record import build_record
from fonds.publish.sections import give_title

FIELDS = tuple(
    field.name
    for field in msgspec.structs.fields(Record)
    if field.name not in {"schema", "sources", "claims"}
)
"""What can be explained: the contract's fields, but for those that are no value of a work."""

_AROUND = 200
"""Code points shown on either side of the words at most: three lines of a terminal."""

_SURE = ((0.95, "as good as certain"), (0.85, "sure"), (0.7, "fairly sure"), (0.5, "unsure"))
"""From 0.7 on a value is shown without a mark everywhere; what is under 0.5 is a guess."""

_WHOLE = "It is computed from the whole text; no single place carries it."
_OUTSIDE = "No words are quoted: it stands in the file's own data or address, not in its text."
_OUR_OWN = "Nobody claims it: it follows from the text as it stands."
_NOTHING = "Nothing is said of it: no header states it, and the text does not show it."
_VERBATIM = frozenset({"text/plain", "text/markdown"})
"""Formats whose text is the file itself, so that its lines are the file's lines."""


class Quoted(Struct, frozen=True):
    """Words that carry a claim, in their place.

    Attributes:
        path: of the source.
        member: inside a container, or None.
        line: counted from 1, in the source's text.
        is_line_of_file: whether the file has the same lines; markup has others.
        start: first code point in that source's text, half-open.
        end: one past the last.
        before: what stands before the words in their line.
        quote: the words.
        after: what stands after them in their line.
    """

    path: str
    member: str | None
    line: int
    is_line_of_file: bool
    start: int
    end: int
    before: str
    quote: str
    after: str


class Said(Struct, frozen=True):
    """One claim.

    Attributes:
        value: any JSON value.
        basis: who says so.
        confidence: 0..1.
        sure: the confidence in words.
        by: what said it and at which version.
        speaks: whether the record has what it says; else a better claim overrules it.
        why: why no words are quoted; "" when some are.
        evidence: the words.
    """

    value: Any
    basis: Basis
    confidence: float
    sure: str
    by: str
    speaks: bool
    why: str
    evidence: tuple[Quoted, ...]


class Explanation(Struct, frozen=True):
    """What is said of one field of one work.

    Attributes:
        title: of the work, or its first words.
        sources: what it is made of.
        field: which field.
        value: what the record has.
        why: why no claim is made of it; "" when there are some.
        claims: the one that speaks for the field first: by basis, then by confidence.
    """

    title: str
    sources: tuple[Source, ...]
    field: str
    value: Any
    why: str
    claims: tuple[Said, ...]


def find_field(typed: str) -> str:
    """Find the field a person named.

    Raises:
        UserError: there is no such field; the message names those there are.

    Example:
        >>> find_field("Rating")
        'rating'
    """
    name = typed.strip().casefold().replace("-", "_").replace(" ", "_")
    if name in FIELDS:
        return name
    near = get_close_matches(name, FIELDS, n=1)
    hint = f"did you mean {near[0]}? T" if near else "t"
    raise UserError(f"there is no field {typed!r}; {hint}here are {', '.join(FIELDS)}")


def explain_field(work: Work, field: str) -> Explanation:
    """Explain one field of a work.

    Args:
        work: as it was read, with the texts of its sources.
        field: one of `FIELDS`.

    Returns:
        Every claim made of it with the words it comes from.

    Cost: O(characters).
    """
    record = build_record(work)
    value = msgspec.to_builtins(getattr(record, field))
    claims = [claim for claim in work.claims if claim.field == field]
    claims.sort(key=lambda claim: (-BASIS_RANK[claim.basis], -claim.confidence))
    lines = _Lines(work)
    said = tuple(
        _tell(claim, lines, speaks=claim is claims[0] or _has_said(value, claim.value))
        for claim in claims
    )
    why = "" if said else _OUR_OWN if value else _NOTHING
    return Explanation(give_title(record), work.sources, field, value, why, said)


def _has_said(recorded: object, value: object) -> bool:
    """Whether the record has a value, or all of its items, as lists of several claims do."""
    if recorded == value:
        return True
    if not isinstance(recorded, list | tuple) or not value:
        return False
    items = value if isinstance(value, list | tuple) else [value]
    return all(any(_is_within(item, one) for one in recorded) for item in items)


def _is_within(item: object, one: object) -> bool:
    # The record has every field of an item, a claim only those it knows.
    if isinstance(item, dict) and isinstance(one, dict):
        return item.items() <= one.items()
    return item == one


class _Lines:
    """Where the lines of a work's texts begin, found once for each."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._starts: dict[int, list[int]] = {}

    def quote(self, evidence: Evidence) -> Quoted | None:
        """Evidence in its line; None without the text."""
        if evidence.source >= len(self._work.texts):
            return None
        chars = self._work.texts[evidence.source]
        starts = self._starts.get(evidence.source)
        if starts is None:
            starts = [0, *(at + 1 for at, char in enumerate(chars) if char == "\n")]
            self._starts[evidence.source] = starts
        source = self._work.sources[evidence.source]
        number = bisect_right(starts, evidence.start)
        first = starts[number - 1]
        last = chars.find("\n", max(evidence.end - 1, evidence.start))
        last = len(chars) if last < 0 else last
        return Quoted(
            path=source.path,
            member=source.member,
            line=number,
            is_line_of_file=source.media_type.partition(";")[0] in _VERBATIM,
            start=evidence.start,
            end=evidence.end,
            before=_cut_before(chars[first : evidence.start]),
            quote=chars[evidence.start : evidence.end],
            after=_cut_after(chars[evidence.end : last]),
        )


def _tell(claim: Claim, lines: _Lines, *, speaks: bool) -> Said:
    places = (lines.quote(evidence) for evidence in claim.evidence)
    evidence = tuple(place for place in places if place is not None)
    why = "" if evidence else _WHOLE if claim.basis == "derived" else _OUTSIDE
    return Said(
        value=msgspec.to_builtins(claim.value),
        basis=claim.basis,
        confidence=claim.confidence,
        sure=say_confidence(claim.confidence),
        by=claim.by,
        speaks=speaks,
        why=why,
        evidence=evidence,
    )


def say_confidence(confidence: float) -> str:
    """Say a confidence in words.

    Example:
        >>> say_confidence(0.97), say_confidence(0.72), say_confidence(0.3)
        ('as good as certain', 'fairly sure', 'a guess')
    """
    return next((words for least, words in _SURE if confidence >= least), "a guess")


def _cut_before(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    _, _, rest = text[-_AROUND:].partition(" ")
    return "…" + (rest or text[-_AROUND:])


def _cut_after(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    rest, _, _ = text[:_AROUND].rpartition(" ")
    return (rest or text[:_AROUND]) + "…"
