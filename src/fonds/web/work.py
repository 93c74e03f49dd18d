"""A work's page: the catalogue card, who says each value, and the words it comes from."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from msgspec import Struct

from fonds.app.comparing import count_others
from fonds.app.evidence import Place, find_passage
from fonds.app.reach import find_seen_tombstone, shows_whole_text
from fonds.app.shelf import Card, Shelf, get_card
from fonds.errors import UserError
from fonds.library.tags import FIELD_OF_KIND
from fonds.library.works import iter_source_places
from fonds.model.claim import Claim, find_best_claim
from fonds.model.problem import Problem
from fonds.model.work import Source
from fonds.publish.characters import one_line, shorten
from fonds.publish.facts import Fact, list_facts, list_front_notes, make_fact
from fonds.publish.links import find_language, find_link
from fonds.publish.sections import give_title, split_work
from fonds.web.about import (
    ABOUT_FIELDS,
    compare_ratings,
    describe_about,
    list_about_facts,
    list_warned,
)
from fonds.web.adult import ask_consent, needs_consent
from fonds.web.anchors import find_scene_starts, find_scene_urls
from fonds.web.editions import make_undo
from fonds.web.masking import SPARE, mask_passage
from fonds.web.mine import find_own_parts
from fonds.web.pages import GET, Lent, render_page
from fonds.web.series_line import find_line
from fonds.web.timeline import timeline_url
from fonds.web.visiting import Visiting
from fonds.web.words import say_basis, say_field, say_setting, say_sure, say_time, say_value

router = APIRouter()

_ID = re.compile(r"w[a-z2-7]{1,60}\Z")
_AROUND = 600
_EVIDENCE_SHOWN = 4
_QUOTE_MOST = 600
_MARKED_MOST = 4000
_SPAN_MOST = 1 << 40

_KIND_OF_FIELD = {field: kind for kind, field in FIELD_OF_KIND.items()}

_SEVERAL = frozenset({"notes", "keeper_notes", "song", "sequel", "credits", "dates", "setting"})
"""Fields of which every claim counts, not the best alone."""
_SHOWN_AS_LISTS = frozenset({"people", "scene_list", "repairs", "suggested_warnings"})
"""Fields whose values are too long to be said in a line, should there be a second one."""

_LONG = (
    ("summary", "Summary"),
    ("epigraph", "Epigraph"),
    ("keeper_notes", "Note by a keeper"),
    ("notes", "Notes"),
    ("disclaimer", "Disclaimer"),
)


_ORDER = (
    *("title", "creators", "summary", "epigraph", "keeper_notes", "notes", "disclaimer"),
    *("fandoms", "relationships", "characters", "people", "setting"),
    *("rating", "rating_stated", "suggested_rating", "warnings", "suggested_warnings"),
    *("categories", "tags", "series", "sequel", "part", "pov", "tense", "scene_list", "song"),
    *("dedication", "challenge", "credits", "date", "dates", "language", "words"),
    *("reading_ease", "chapters", "complete", "repairs", "archive_permission"),
    *("feedback", "source_url"),
)
"""The lines of the card from the top: the author's words, what it is about, what else is known."""

_COUNTED = "Fonds counted: 238 words a minute"
_EASE_COUNTED = "; ease after Flesch, in which 100 is easiest"


class Words(Struct, frozen=True):
    """One place a value comes from.

    Attributes:
        quote: the words, shortened.
        url: the page that shows them in their place; a script fetches their context from it.
    """

    quote: str
    url: str


class Saying(Struct, frozen=True):
    """One value and who says it."""

    value: str
    basis: str
    says: str
    words: tuple[Words, ...]


class Row(Struct, frozen=True):
    """One line of the card.

    Attributes:
        field: name in the record.
        label: what the card calls it.
        values: clean lines.
        link: where the value leads, or None.
        is_derived: whether it looks lighter.
        is_uncertain: whether it bears the mark of doubt.
        says: who says so.
        words: the places it comes from.
        others: other sayings of this field, which did not prevail.
        typed: what the author typed, where people decided on other names.
        above: broader names under which the work is found, too.
    """

    field: str
    label: str
    values: tuple[str, ...]
    link: str | None
    is_derived: bool
    is_uncertain: bool
    says: str
    words: tuple[Words, ...]
    others: tuple[Saying, ...]
    typed: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


class SourceLine(Struct, frozen=True):
    """One original of a work, and the address that gives it."""

    source: Source
    url: str


def read_card(shelf: Shelf, work_id: str) -> Card:
    """Read all that is known of the work an address names.

    Raises:
        HTTPException: 404, when there is none.
    """
    if _ID.match(work_id):
        try:
            return get_card(shelf, work_id)
        except UserError:
            # None, several, or one that is hidden: the same answer for all.
            tombstone = find_seen_tombstone(shelf, work_id)
            if tombstone is not None:
                said = f"{tombstone.why[:1].upper()}{tombstone.why[1:]}".rstrip(".")
                when = say_time(tombstone.at)
                raise HTTPException(410, f"{said}. Withdrawn {when}.") from None
    raise HTTPException(404, "There is no work of this name here. The shelf has them all.")


@router.api_route("/works/{work_id}", methods=GET)
def show_work(request: Request, shelf: Lent, visitor: Visiting, work_id: str) -> Response:
    """Show the catalogue card of a work."""
    card = read_card(shelf, work_id)
    if card.work_id != work_id:
        return RedirectResponse(f"/works/{card.work_id}", status_code=307)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    own = find_own_parts(shelf, visitor, card.work_id)
    values = {
        **_describe(shelf, card),
        "own": own,
        "other_editions": count_others(shelf, card.work_id),
        "series_line": find_line(shelf, card.entry),
        **make_undo(request, shelf, visitor),
    }
    return render_page(request, "work.html", values)


def _describe(shelf: Shelf, card: Card) -> Mapping[str, Any]:
    starts = find_scene_starts(card.work, card.record.scene_list)
    sections = split_work(card.work, card.record)
    rows = [_make_row(card, fact) for fact in _list_card(card)]
    shown = {row.field for row in rows}
    record = card.record
    return {
        "card": card,
        "title": give_title(record),
        "about": describe_about(record, find_scene_urls(card.work_id, sections, starts)),
        "warned": _list_warned(card),
        "hung": [(say_setting(place), timeline_url(place)) for place in record.setting],
        "compared": compare_ratings(record.rating, record.suggested_rating),
        "head": {row.field: row for row in rows if row.field in {"title", "creators"}},
        "rows": [row for row in rows if row.field not in {"title", "creators"}],
        "asides": [
            (say_field(claim.field), _make_saying(card, claim))
            for claim in card.work.claims
            if claim.field not in {*shown, *ABOUT_FIELDS, "label:aside"}
            and claim.value not in (None, "", [])
            and not _is_repeated(card, claim)
        ],
        "sources": _list_sources(shelf, card),
        "language": find_language(record.language),
        "problems": [(problem, _problem_url(card, problem)) for problem in card.work.problems],
    }


def _list_card(card: Card) -> list[Fact]:
    """List the lines of the card; long passages after the title, plain facts after them."""
    record = card.record
    facts: list[Fact] = []
    if title := one_line(record.title or ""):
        facts.append(make_fact(record, "title", "Title", [title]))
    names = [name for name in map(one_line, record.creators) if name]
    if names:
        facts.append(make_fact(record, "creators", "By", names))
    texts: Mapping[str, Sequence[str]] = {
        "summary": [record.summary or ""],
        "epigraph": [record.epigraph or ""],
        "keeper_notes": record.keeper_notes,
        "notes": list_front_notes(record)
        + [note.text for note in record.notes if note.where == "back"],
        "disclaimer": [record.disclaimer or ""],
    }
    for field, label in _LONG:
        values = [text for text in texts[field] if text.strip()]
        if values:
            facts.append(make_fact(record, field, label, values))
    facts += [fact for fact in list_facts(record) if fact.field not in ABOUT_FIELDS]
    facts += list_about_facts(record)
    best = find_best_claim(record.claims, "characters")
    if best is not None and _is_repeated(card, best):
        facts = [fact for fact in facts if fact.field != "characters"]
    places = {field: place for place, field in enumerate(_ORDER)}
    return sorted(facts, key=lambda fact: places.get(fact.field, len(places)))


def _is_repeated(card: Card, claim: Claim) -> bool:
    """Whether a claim of characters says what the list of people says already."""
    is_list = claim.field == "characters" and claim.basis == "derived"
    return is_list and bool(card.record.people)


def _list_warned(card: Card) -> tuple[Saying, ...]:
    return tuple(
        Saying(
            one.warning,
            one.claim.basis,
            f"{say_sure(one.confidence)[:1].upper()}{say_sure(one.confidence)[1:]}.",
            _list_words(card, [one.claim]),
        )
        for one in list_warned(card.work.claims)
    )


def _make_row(card: Card, fact: Fact) -> Row:
    claims = [claim for claim in card.work.claims if claim.field == fact.field]
    best = find_best_claim(claims, fact.field)
    # Notes are said as often as there are notes, and all of them count.
    is_several = fact.field in _SEVERAL
    is_one = is_several or fact.field in _SHOWN_AS_LISTS
    lost = [c for c in claims if best and c.value != best.value and not _is_repeated(card, c)]
    is_counted = fact.basis == "derived" and not fact.is_read
    says = say_basis(best) if best is not None and not is_counted else fact.explain()
    if fact.field == "reading_ease":
        says = f"{_COUNTED}{_EASE_COUNTED if best is not None else ''}."
        best = None
    shown, typed, above = _lay_over(card, fact)
    return Row(
        field=fact.field,
        label=fact.label,
        values=shown,
        link=find_link(fact.values[0]) if fact.field == "source_url" else None,
        is_derived=fact.is_read and fact.field != "reading_ease",
        is_uncertain=best is not None and best.confidence < 0.7,
        says=says,
        words=_list_words(card, claims if is_several else [best]),
        others=tuple(_make_saying(card, claim) for claim in ([] if is_one else lost)),
        typed=typed,
        above=above,
    )


def _lay_over(card: Card, fact: Fact) -> tuple[tuple[str, ...], ...]:
    """Give the names that people decided on, what was typed instead, and broader names."""
    kind = _KIND_OF_FIELD.get(fact.field)
    if kind is None:
        return fact.values, (), ()
    typed = card.entry.typed.get(kind, ())
    shown = getattr(card.entry, fact.field) if typed else fact.values
    above = card.entry.broader.get(kind, ())
    return (
        tuple(name for name in map(one_line, shown) if name),
        tuple(name for name in map(one_line, typed) if name),
        tuple(name for name in map(one_line, above) if name and name not in shown),
    )


def _make_saying(card: Card, claim: Claim) -> Saying:
    words = _list_words(card, [claim])
    return Saying(say_value(claim.value), claim.basis, say_basis(claim), words)


def _list_words(card: Card, claims: Iterable[Claim | None]) -> tuple[Words, ...]:
    evidence = [one for claim in claims if claim is not None for one in claim.evidence]
    return tuple(
        Words(
            quote=shorten(one_line(one.quote), _QUOTE_MOST),
            url=evidence_url(card.work_id, one.source, one.start, one.end),
        )
        for one in dict.fromkeys(evidence[:_EVIDENCE_SHOWN])
    )


def evidence_url(work_id: str, source: int, start: int, end: int) -> str:
    """Give the address of the page that shows a place in an original.

    Example:
        >>> evidence_url("wabc", 0, 10, 20)
        '/works/wabc/evidence?source=0&start=10&end=20'
    """
    place = urlencode({"source": source, "start": start, "end": end})
    return f"/works/{work_id}/evidence?{place}"


def _problem_url(card: Card, problem: Problem) -> str | None:
    if problem.start is None or problem.end is None:
        return None
    return evidence_url(card.work_id, problem.source, problem.start, problem.end)


def _list_sources(shelf: Shelf, card: Card) -> list[SourceLine]:
    places = list(iter_source_places(shelf.library, card.work_id))
    return [
        SourceLine(source, f"/originals/{place.original}")
        for source, place in zip(card.work.sources, places, strict=True)
    ]


Offset = Annotated[int, Query(ge=0, le=_SPAN_MOST)]


def read_place(source: Offset, start: Offset, end: Offset) -> Place:
    """Read the place an address asks for."""
    return Place(source, start, end)


@router.api_route("/works/{work_id}/evidence", methods=GET)
def show_evidence(
    request: Request,
    shelf: Lent,
    visitor: Visiting,
    work_id: str,
    asked: Annotated[Place, Depends(read_place)],
) -> Response:
    """Show a place in an original, in its context, with the words marked."""
    card = read_card(shelf, work_id)
    if needs_consent(request, visitor, card.entry):
        return ask_consent(request)
    if asked.source < len(card.work.sources):
        digest = card.work.sources[asked.source].digest
        if not shows_whole_text(shelf, digest):
            raise HTTPException(404, "The file holds more than this story; it is not shown.")
    place = Place(asked.source, asked.start, min(asked.end, asked.start + _MARKED_MOST))
    key = (asked.source, asked.start, asked.end)
    passage = find_passage(
        shelf, card.work_id, place.source, place.start, place.end, around=_AROUND + SPARE
    )
    sayings = [
        (say_field(claim.field), say_value(claim.value), say_basis(claim))
        for claim in card.work.claims
        if any((one.source, one.start, one.end) == key for one in claim.evidence)
    ]
    is_fragment = request.headers.get("x-fragment") == "passage"
    values = {
        "card": card,
        "title": give_title(card.record),
        "passage": mask_passage(passage, _AROUND),
        "sayings": sayings,
        "is_cut": asked.end > place.end,
        "language": find_language(card.record.language),
    }
    return render_page(request, "passage.html" if is_fragment else "evidence.html", values)
