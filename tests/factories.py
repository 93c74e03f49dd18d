"""Small works and records for tests: values with sensible defaults."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from fonds.model.block import Block, BlockKind, Place, Run
from fonds.model.claim import Basis, Claim, Evidence, find_best_claim
from fonds.model.problem import Problem
from fonds.model.record import ChapterSpan, Note, PointOfView, Record
from fonds.model.work import Chapter, Source, Work, WorkKind

STORY = (
    "The fog had eaten Baker Street by four o'clock.",
    "“You have been to the docks, Watson,” said Holmes, without turning round.",
    "I had. I asked him how he knew, and he pointed at my boots.",
)


def make_block(
    text: str,
    kind: BlockKind = "paragraph",
    *,
    start: int = 0,
    place: Place = "body",
    runs: Sequence[tuple[int, int, Any]] = (),
    level: int = 0,
    source: int = 0,
) -> Block:
    """Make one block; its span is as long as its text."""
    return Block(
        kind=kind,
        text=text,
        start=start,
        end=start + len(text),
        runs=tuple(Run(*run) for run in runs),
        place=place,
        source=source,
        level=level,
    )


def make_blocks(*items: str | Block, place: Place = "body", start: int = 0) -> tuple[Block, ...]:
    """Make blocks that follow one another, two code points apart; strings are paragraphs."""
    blocks: list[Block] = []
    for item in items:
        block = make_block(item, place=place) if isinstance(item, str) else item
        length = len(block.text)
        blocks.append(msgspec.structs.replace(block, start=start, end=start + length))
        start += length + 2
    return tuple(blocks)


def make_claim(
    field: str,
    value: Any,
    basis: Basis = "stated",
    *,
    confidence: float = 1.0,
    quote: str = "",
    by: str = "factory/1",
) -> Claim:
    """Make a claim; with a quote it has one evidence at the start of source 0."""
    evidence = (Evidence(0, 0, len(quote), quote),) if quote else ()
    return Claim(field, value, basis, confidence, evidence, by)


def make_source(path: str = "heap/fog.txt", **changes: Any) -> Source:
    """Make a source of plain text."""
    source = Source(
        path=path,
        member=None,
        digest="sha256:" + "0123456789abcdef" * 4,
        bytes=1234,
        media_type="text/plain",
        encoding="utf-8",
    )
    return msgspec.structs.replace(source, **changes)


def make_work(
    body: Sequence[str | Block] = STORY,
    *,
    front: Sequence[str | Block] = (),
    back: Sequence[str | Block] = (),
    stated: Mapping[str, Any] | None = None,
    derived: Mapping[str, Any] | None = None,
    claims: Sequence[Claim] = (),
    chapters: bool = False,
    sources: Sequence[Source] | None = None,
    kind: WorkKind = "story",
    problems: Sequence[Problem] = (),
) -> Work:
    """Make a work of one source.

    Args:
        body: blocks, or paragraphs as strings; `front` and `back` likewise.
        stated: field -> value, each becoming a stated claim; `derived` likewise.
        claims: more claims.
        chapters: when True every heading of the body begins a chapter.
        sources: or one text file.
        kind: story or not.
        problems: what was odd.
    """
    laid: list[Block] = []
    parts: tuple[tuple[Sequence[str | Block], Place], ...] = (
        (front, "front"),
        (body, "body"),
        (back, "back"),
    )
    for items, place in parts:
        start = laid[-1].end + 2 if laid else 0
        for block in make_blocks(*items, place=place, start=start):
            laid.append(msgspec.structs.replace(block, place=place))
    all_claims = [
        *(make_claim(field, value) for field, value in (stated or {}).items()),
        *(
            make_claim(field, value, "derived", confidence=0.8)
            for field, value in (derived or {}).items()
        ),
        *claims,
    ]
    return Work(
        sources=tuple(sources) if sources is not None else (make_source(),),
        kind=kind,
        reason="it has paragraphs of prose",
        blocks=tuple(laid),
        chapters=_chapters_at_headings(laid) if chapters else (),
        claims=tuple(all_claims),
        problems=tuple(problems),
    )


def _chapters_at_headings(blocks: Sequence[Block]) -> tuple[Chapter, ...]:
    body = [i for i, block in enumerate(blocks) if block.place == "body"]
    starts = [i for i in body if blocks[i].kind == "heading"]
    ends = [*starts[1:], body[-1] + 1] if starts else []
    return tuple(
        Chapter(blocks[first].text, first, end) for first, end in zip(starts, ends, strict=True)
    )


def make_record(work: Work | None = None, **changes: Any) -> Record:
    """Make a record: of a work, its fields taken from the work's claims; then `changes`."""
    work = work if work is not None else make_work(stated={"title": "Fog", "creators": ["J. Doe"]})
    texts = [block.text for block in work.blocks if block.place == "body" and block.text]
    body = "\n\n".join(texts)
    record = Record(
        schema="fonds.work/1",
        sources=work.sources,
        kind=work.kind,
        form=None,
        title=None,
        incipit=" ".join(body.split()[:8]),
        creators=(),
        fandoms=(),
        rating=None,
        rating_stated=None,
        suggested_rating=None,
        suggested_warnings=(),
        warnings=(),
        categories=(),
        relationships=(),
        characters=(),
        people=(),
        tags=(),
        summary=None,
        disclaimer=None,
        epigraph=None,
        notes=(),
        keeper_notes=(),
        dedication=None,
        song=(),
        lyrics=(),
        series=None,
        sequel=(),
        part=None,
        challenge=None,
        credits=(),
        feedback=None,
        archive_permission=None,
        date=None,
        dates=(),
        source_url=None,
        language=None,
        words=len(body.split()),
        complete=None,
        setting=(),
        pov=PointOfView(),
        tense=None,
        chapters=_chapter_spans(work),
        scenes=1 + sum(block.kind == "break" for block in work.blocks),
        scene_list=(),
        reading_minutes=0,
        reading_ease=None,
        repairs=(),
        quotes=(),
        body=body,
        claims=work.claims,
        problems=work.problems,
    )
    values = {
        field: best.value
        for field in record.__struct_fields__
        if (best := find_best_claim(work.claims, field)) is not None
    }
    plain = msgspec.structs.asdict(record) | values | changes
    return msgspec.convert(plain, Record, from_attributes=True)


def _chapter_spans(work: Work) -> tuple[ChapterSpan, ...]:
    spans: list[ChapterSpan] = []
    at = 0
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    for index, block in enumerate(work.blocks):
        if block.place != "body" or not block.text:
            continue
        begins[index], ends[index] = at, at + len(block.text)
        at += len(block.text) + 2
    for chapter in work.chapters:
        inside = [i for i in range(chapter.first, chapter.end) if i in begins]
        if inside:
            spans.append(ChapterSpan(chapter.title, begins[inside[0]], ends[inside[-1]]))
    return tuple(spans)


def make_note(text: str, where: Any = "front") -> Note:
    """Make an author's note."""
    return Note(where, text)
