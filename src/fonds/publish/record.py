"""Record: a work as the one-record contract, and as a catalogue line."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from fonds.model.block import Block
from fonds.model.body import Body, find_chapter_spans, is_body, join_body
from fonds.model.claim import Claim, find_best_claim
from fonds.model.entry import Entry
from fonds.model.record import (
    ChapterSpan,
    Credit,
    Note,
    PartPlace,
    PersonInStory,
    PointOfView,
    Record,
    RelatedWork,
    Repair,
    SceneSpan,
    SeriesPlace,
    Setting,
    Song,
    StatedDate,
    Stretch,
    SuggestedWarning,
)
from fonds.model.work import Work

_Kind = TypeVar("_Kind")

_INCIPIT_WORDS = 12
_WORDS_A_MINUTE = 238
"""Silent reading of English prose by adults: Brysbaert 2019, a review of 190 studies."""
_SONGFIC = frozenset({"songfic", "songfics", "songvignette", "filk"})
_LONGEST_VERSE = 600  # characters; a stanza of eight long lines has 400
_SUNG = re.compile(r"[♪♫][^♪♫]++[♪♫]?|~[^~]++~|//[^/]++//")
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
        form=said.one("form"),
        title=said.one("title"),
        incipit=" ".join(body.text[:400].split()[:_INCIPIT_WORDS]),
        creators=said.many("creators"),
        fandoms=said.many("fandoms"),
        rating=said.one("rating"),
        rating_stated=said.one("rating_stated"),
        suggested_rating=said.one("suggested_rating"),
        suggested_warnings=said.structs("suggested_warnings", SuggestedWarning),
        warnings=said.many("warnings"),
        categories=said.many("categories"),
        relationships=said.many("relationships"),
        characters=said.many("characters"),
        people=said.best_structs("people", PersonInStory),
        tags=said.many("tags"),
        summary=said.one("summary"),
        disclaimer=said.one("disclaimer"),
        epigraph=said.one("epigraph"),
        notes=said.structs("notes", Note),
        keeper_notes=tuple(said.every("keeper_notes")),
        dedication=said.one("dedication"),
        song=said.structs("song", Song),
        lyrics=find_lyrics(work.blocks, body) if said.has_song() else (),
        series=said.struct("series", SeriesPlace),
        sequel=said.structs("sequel", RelatedWork),
        part=said.struct("part", PartPlace),
        challenge=said.one("challenge"),
        credits=said.structs("credits", Credit),
        feedback=said.one("feedback"),
        archive_permission=said.one("archive_permission"),
        date=said.one("date"),
        dates=said.structs("dates", StatedDate),
        source_url=said.one("source_url"),
        language=said.one("language"),
        words=said.one("words") or 0,
        complete=said.one("complete"),
        setting=said.structs("setting", Setting),
        pov=said.struct("pov", PointOfView) or PointOfView(),
        tense=said.one("tense"),
        chapters=tuple(
            ChapterSpan(chapter.title, *span)
            for chapter, span in zip(work.chapters, spans, strict=True)
        ),
        scenes=said.one("scenes") or 0,
        scene_list=said.best_structs("scene_list", SceneSpan),
        reading_minutes=-(-(said.one("words") or 0) // _WORDS_A_MINUTE),
        reading_ease=said.one("reading_ease"),
        repairs=said.best_structs("repairs", Repair),
        quotes=(),
        body=body.text,
        claims=tuple(claim for claim in work.claims if claim.field in CONTRACT_FIELDS),
        problems=work.problems,
    )


def find_lyrics(blocks: Sequence[Block], body: Body) -> tuple[Stretch, ...]:
    """Find the verses that stand between the prose of a story that uses a song.

    A body of verse alone is a poem or a filk: its verses are the story.

    Args:
        blocks: n blocks of the work.
        body: what `join_body` made of them.

    Returns:
        Half-open ranges of the body's text, one a verse.

    Cost: O(n).
    """
    told = [
        (block, start) for block, start in zip(blocks, body.starts, strict=True) if is_body(block)
    ]
    verses = [(block, start) for block, start in told if _is_sung(block)]
    if len(verses) == sum(1 for block, _ in told if block.kind != "break"):
        return ()
    return tuple(Stretch(start, start + len(block.text)) for block, start in verses)


def _is_sung(block: Block) -> bool:
    text = block.text
    return block.kind == "verse" or (
        len(text) < _LONGEST_VERSE and _SUNG.fullmatch(text) is not None
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
        """All values of a field that may be said several times, each once.

        What a person says stands alone, here as everywhere.
        """
        claims = self._by_field.get(field, [])
        curated = [claim for claim in claims if claim.basis == "curated"]
        values: list[Any] = []
        for claim in curated or claims:
            for value in claim.value if isinstance(claim.value, list) else [claim.value]:
                if value and value not in values:
                    values.append(value)
        return values

    def has_song(self) -> bool:
        """Whether a song is named, or the story is filed as a songfic."""
        tags = {tag.casefold().replace(" ", "") for tag in self.many("tags")}
        return bool(self._by_field.get("song")) or not tags.isdisjoint(_SONGFIC)

    def structs(self, field: str, kind: type[_Kind]) -> tuple[_Kind, ...]:
        return tuple(msgspec.convert(value, kind) for value in self.every(field))

    def best_structs(self, field: str, kind: type[_Kind]) -> tuple[_Kind, ...]:
        """The list of the claim that speaks for a field; others are not added to it."""
        return tuple(msgspec.convert(value, kind) for value in self.one(field) or ())

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
        "categories",
        "date",
        "language",
        "setting",
        "pov",
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
        code=_find_code(best.get("kind")),
        setting=record.setting,
        pov=record.pov,
    )


def _find_code(kind: Claim | None) -> str:
    """The judge signs with the tell that decided: "kind.review/1"."""
    return "" if kind is None else kind.by.partition("/")[0]


def _series_words(series: SeriesPlace | None) -> str | None:
    if series is None:
        return None
    return series.title if series.index is None else f"{series.title}, {series.index:g}"


def list_uncertain(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """List the claims that speak for their field with a confidence under 0.7."""
    fields = dict.fromkeys(claim.field for claim in claims)
    best = (find_best_claim(claims, field) for field in fields)
    return tuple(claim for claim in best if claim is not None and claim.confidence < _UNSURE)
