"""Libraries of works of which a test says what is told and what is said."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from fonds.library.accessions import begin_accession, end_accession
from fonds.library.opening import close_library, open_library
from fonds.library.originals import Arrival, digest_of, put_originals
from fonds.library.readings import Member, Reading, put_readings
from fonds.library.works import WorkKey, mint_work_ids, put_works
from fonds.publish.record import build_entry, build_record
from tests.factories import make_claim, make_source, make_work

CLOCK = "2024-05-01T12:00:00Z"
STAGE = "test/1"


class Told(Struct, frozen=True):
    """A work to be made: its title, what is stated of it, and its paragraphs."""

    title: str
    said: Mapping[str, Any] = {}
    body: Sequence[str] = ()
    sequels: Sequence[tuple[str, str]] = ()


def make_told_library(folder: Path, works: Sequence[Told]) -> dict[str, str]:
    """Make a library of some works; gives their identifiers by title (the last of equal ones)."""
    library = open_library(folder, create=True)
    accession = begin_accession(library, "heap", options={}, tool="test", clock=CLOCK)
    made, arrivals, readings = [], [], []
    for number, told in enumerate(works):
        paragraphs = told.body or (f"It was told in the winter of the year {number}.",)
        data = "\n\n".join((told.title, str(number), *paragraphs)).encode()
        path, digest = f"{number:03}.txt", digest_of(data)
        source = make_source(path, digest=digest, bytes=len(data))
        claims = [
            make_claim("sequel", {"relation": relation, "title": title})
            for relation, title in told.sequels
        ]
        said = {"title": told.title, "creators": ["Ada Moor"], "language": "en", **told.said}
        made.append(make_work(paragraphs, stated=said, claims=claims, sources=[source]))
        arrivals.append(Arrival(path, data, 1_000_000_000, "text/plain"))
        member = Member("", digest, len(data), "text/plain", "read")
        readings.append(Reading(digest, (member,), ()))
    put_originals(library, accession.id, arrivals, clock=CLOCK)
    put_readings(library, accession.id, readings, stage=STAGE, clock=CLOCK)
    ids = mint_work_ids(library, [WorkKey(one.sources[0].digest, None, 0) for one in made])
    entries = [
        build_entry(build_record(work), work_id, work.reason)
        for work_id, work in zip(ids, made, strict=True)
    ]
    put_works(library, accession.id, zip(made, entries, strict=True), stage=STAGE, clock=CLOCK)
    end_accession(library, accession.id, clock=CLOCK)
    close_library(library)
    return {told.title: work_id for told, work_id in zip(works, ids, strict=True)}


def in_series(name: str, index: float | None = None, **said: Any) -> dict[str, Any]:
    """Say that a work is in a series."""
    return {"series": {"title": name, "index": index}, **said}
