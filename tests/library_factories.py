"""Small libraries for tests: a folder, a few originals, a few works."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fonds.app.acting import act_held, make_correction
from fonds.library.accessions import Accession, begin_accession
from fonds.library.opening import Library, open_library
from fonds.library.originals import Arrival, digest_of, put_originals
from fonds.library.readings import Member, Reading, iter_readings, iter_unread, put_readings
from fonds.library.works import WorkKey, mint_work_ids, put_works
from fonds.model.block import Block
from fonds.model.claim import Claim, Evidence
from fonds.model.entry import Entry
from fonds.model.work import Source, Work, WorkKind

CLOCK = "2024-05-01T12:00:00Z"
STAGE = "test/1"
STORY = "The hound bayed on the moor, and Holmes listened with his head on one side."


def make_entry(
    work_id: str,
    *,
    title: str | None = "The Hound Again",
    creators: Sequence[str] = ("Jane Doe",),
    fandoms: Sequence[str] = ("Sherlock Holmes",),
    relationships: Sequence[str] = (),
    characters: Sequence[str] = (),
    tags: Sequence[str] = (),
    rating: str | None = None,
    date: str | None = None,
    words: int = 100,
    kind: str = "story",
    summary: str | None = None,
    incipit: str = "The hound bayed",
) -> Entry:
    """Make a catalogue line with sensible values."""
    return Entry(
        work_id=work_id,
        kind=kind,
        reason="made for a test",
        title=title,
        incipit=incipit,
        creators=tuple(creators),
        fandoms=tuple(fandoms),
        relationships=tuple(relationships),
        characters=tuple(characters),
        warnings=(),
        categories=(),
        tags=tuple(tags),
        rating=rating,
        rating_stated=None,
        summary=summary,
        series=None,
        date=date,
        language="en",
        words=words,
        chapters=0,
        complete=None,
    )


def make_work(
    path: str, data: bytes, *, kind: WorkKind = "story", member: str | None = None
) -> Work:
    """Make the work that a reader would give for a plain text file."""
    text = data.decode("utf-8", "replace")
    source = Source(
        path=path,
        member=member,
        digest=digest_of(data),
        bytes=len(data),
        media_type="text/plain",
        encoding="utf-8",
    )
    claim = Claim(
        field="title",
        value=text[:20],
        basis="stated",
        confidence=0.9,
        evidence=(Evidence(0, 0, len(text[:20]), text[:20]),),
        by="test/1",
    )
    return Work(
        sources=(source,),
        kind=kind,
        reason="made for a test",
        blocks=(Block("paragraph", text, 0, len(text)),),
        claims=(claim,),
    )


def correct(
    library: Library,
    work_id: str,
    field: str,
    value: Any,
    *,
    by: str = "a person",
    clock: str = CLOCK,
) -> int | None:
    """Let a person's value speak for a field, with history and catalogue line; gives the act."""
    change = make_correction(library, work_id, field, value, by=by, clock=clock)
    return act_held(library, [change], kind="set", words=field, by=by, clock=clock).act


def make_arrival(path: str, data: bytes) -> Arrival:
    """Make a file of a heap."""
    return Arrival(path=path, data=data, mtime=1_000_000_000, media_type="text/plain")


def read_all(library: Library, accession_id: int, heap: dict[str, bytes]) -> None:
    """Read every unread original of an accession, one work each, and store the works."""
    by_digest = {digest_of(data): (path, data) for path, data in reversed(heap.items())}
    for original in list(iter_unread(library, accession_id, stage=STAGE)):
        path, data = by_digest[original.digest]
        member = Member("", original.digest, len(data), "text/plain", "read")
        reading = Reading(original.digest, (member,), (make_work(path, data),))
        put_readings(library, accession_id, [reading], stage=STAGE, clock=CLOCK)
    for reading in iter_readings(library, accession_id):
        store_drafts(library, accession_id, reading.drafts)


def store_drafts(library: Library, accession_id: int, drafts: Sequence[Work]) -> list[str]:
    """Store drafts as works of their own; gives their identifiers."""
    keys = [
        WorkKey(draft.sources[0].digest, draft.sources[0].member, ordinal)
        for ordinal, draft in enumerate(drafts)
    ]
    work_ids = list(mint_work_ids(library, keys))
    pairs = [
        (draft, make_entry(work_id, title=draft.claims[0].value, kind=draft.kind))
        for work_id, draft in zip(work_ids, drafts, strict=True)
    ]
    put_works(library, accession_id, pairs, stage=STAGE, clock=CLOCK)
    return work_ids


def make_library(
    folder: Path, heap: dict[str, bytes], *, label: str = "heap"
) -> tuple[Library, Accession]:
    """Make a library that holds a heap, read and stored, its accession still open."""
    library = open_library(folder, create=True)
    accession = begin_accession(library, label, options={}, tool="test", clock=CLOCK)
    put_originals(
        library,
        accession.id,
        [make_arrival(path, data) for path, data in heap.items()],
        clock=CLOCK,
    )
    read_all(library, accession.id, heap)
    return library, accession
