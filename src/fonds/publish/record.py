"""Record: a work as the one-record contract, and as a catalogue line."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from fonds.model.body import find_chapter_spans, join_body
from fonds.model.claim import Claim, find_best_claim
from fonds.model.entry import Entry
from fonds.model.record import (
    ChapterSpan,
    Note,
    PartPlace,
    PointOfView,
    Record,
    SeriesPlace,
    Setting,
    Song,
)
from fonds.model.work import Work

_INCIPIT_WORDS = 12
_UNSURE = 0.7  # below this a value is marked as uncertain on every screen

CONTRACT_FIELDS = frozenset(
    msgspec.structs.fields(Record)[i].name for i in range(len(msgspec.structs.fields(Record)))
)


def build_record(work: Work) -> Record:
    """Build the record of a work: for each field the claim that speaks for it.

    Args:
        work: with the claims of parse and describe.

    Returns:
        The record. Only claims on contract fields are listed; values computed from the
        whole (words, incipit, chapters, scenes, body) are claims of the describe room or
        follow from the blocks.

    Cost: O(characters + claims).
    """
    body = join_body(work.blocks)
    said = _Said(work.claims)
    spans = find_chapter_spans(body, work.chapters)
    return Record(
        schema="fonds.work/1",
        sources=work.sources,
        kind=work.kind,
        title=said.one("title"),
        incipit=" ".join(body.text[:400].split()[:_INCIPIT_WORDS]),
        creators=said.many("creators"),
        fandoms=said.many("fandoms"),
        rating=said.one("rating"),
        rating_stated=said.one("rating_stated"),
        suggested_rating=said.one("suggested_rating"),
        warnings=said.many("warnings"),
        categories=said.many("categories"),
        relationships=said.many("relationships"),
        characters=said.many("characters"),
        tags=said.many("tags"),
        summary=said.one("summary"),
        disclaimer=said.one("disclaimer"),
        epigraph=said.one("epigraph"),
        notes=tuple(msgspec.convert(value, Note) for value in said.every("notes")),
        song=tuple(msgspec.convert(value, Song) for value in said.every("song")),
        series=said.struct("series", SeriesPlace),
        part=said.struct("part", PartPlace),
        date=said.one("date"),
        source_url=said.one("source_url"),
        language=said.one("language"),
        words=said.one("words") or 0,
        complete=said.one("complete"),
        setting=tuple(msgspec.convert(value, Setting) for value in said.every("setting")),
        pov=said.struct("pov", PointOfView) or PointOfView(),
        tense=said.one("tense"),
        chapters=tuple(
            ChapterSpan(chapter.title, *span)
            for chapter, span in zip(work.chapters, spans, strict=True)
        ),
        scenes=said.one("scenes") or 0,
        quotes=(),
        body=body.text,
        claims=tuple(claim for claim in work.claims if claim.field in CONTRACT_FIELDS),
        problems=work.problems,
    )


class _Said:
    """The claims of a work, asked by field."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._by_field: dict[str, list[Claim]] = {}
        for claim in claims:
            self._by_field.setdefault(claim.field, []).append(claim)

    def one(self, field: str) -> Any:  # noqa: ANN401 - a JSON value, checked by the record's type
        best = find_best_claim(self._by_field.get(field, ()), field)
        return None if best is None else best.value

    def many(self, field: str) -> tuple[str, ...]:
        value = self.one(field)
        return tuple(value) if value else ()

    def every(self, field: str) -> list[Any]:
        """All values of a field that may be said several times, each once."""
        values: list[Any] = []
        for claim in self._by_field.get(field, ()):
            for value in claim.value if isinstance(claim.value, list) else [claim.value]:
                if value and value not in values:
                    values.append(value)
        return values

    def struct(self, field: str, kind: type[Any]) -> Any:  # noqa: ANN401 - as above
        value = self.one(field)
        return None if value is None else msgspec.convert(value, kind)


def build_entry(record: Record, work_id: str, reason: str) -> Entry:
    """Build the catalogue line of a work.

    Args:
        record: the work's record.
        work_id: its identifier in the library.
        reason: why it is (not) a story.

    Returns:
        The entry, with the names of fields that nobody stated or that are uncertain.

    Cost: O(claims).
    """
    best = {claim.field: find_best_claim(record.claims, claim.field) for claim in record.claims}
    shown = (
        "title",
        "creators",
        "fandoms",
        "relationships",
        "characters",
        "rating",
        "date",
        "language",
    )
    said = [(field, claim) for field, claim in best.items() if claim is not None and field in shown]
    return Entry(
        work_id=work_id,
        kind=record.kind,
        reason=reason,
        title=record.title,
        incipit=record.incipit,
        creators=record.creators,
        fandoms=record.fandoms,
        relationships=record.relationships,
        characters=record.characters,
        warnings=record.warnings,
        categories=record.categories,
        tags=record.tags,
        rating=record.rating,
        rating_stated=record.rating_stated,
        summary=record.summary,
        series=_series_words(record.series),
        date=record.date,
        language=record.language,
        words=record.words,
        chapters=len(record.chapters),
        complete=record.complete,
        derived=tuple(field for field, claim in said if claim.basis == "derived"),
        uncertain=tuple(field for field, claim in said if claim.confidence < _UNSURE),
    )


def _series_words(series: SeriesPlace | None) -> str | None:
    if series is None:
        return None
    return series.title if series.index is None else f"{series.title}, {series.index:g}"


def list_uncertain(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """List the claims that speak for their field with a confidence under 0.7."""
    fields = dict.fromkeys(claim.field for claim in claims)
    best = (find_best_claim(claims, field) for field in fields)
    return tuple(claim for claim in best if claim is not None and claim.confidence < _UNSURE)
