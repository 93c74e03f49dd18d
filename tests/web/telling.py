"""What describers would say of the works in a made library, said by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fonds.library.claims import put_claims
from fonds.library.entries import put_entry
from fonds.library.opening import close_library, open_library
from fonds.library.works import get_work
from fonds.model.body import join_body
from fonds.model.claim import Basis, Claim, Evidence
from fonds.publish.record import build_entry, build_record

SHOW = "Buffy the Vampire Slayer"


def tell(folder: Path, work_id: str, *claims: Claim) -> None:
    """Put claims of a work into a library whose index has not been made yet."""
    library = open_library(folder)
    put_claims(library, work_id, claims)
    work = get_work(library, work_id)
    put_entry(library, build_entry(build_record(work), work_id, work.reason))
    close_library(library)


def read_body(folder: Path, work_id: str) -> str:
    """Give the story alone."""
    library = open_library(folder)
    body = join_body(get_work(library, work_id).blocks).text
    close_library(library)
    return body


def derive(
    field: str,
    value: Any,
    confidence: float = 0.8,
    places: Sequence[tuple[int, int]] = (),
    *,
    text: str = "",
    basis: Basis = "derived",
) -> Claim:
    """Make a claim that quotes places of a source's text."""
    evidence = tuple(Evidence(0, start, end, text[start:end]) for start, end in places)
    return Claim(field, value, basis, confidence, evidence, "tests/1")


def place(
    season: int | None = None,
    number: int | None = None,
    episode: str | None = None,
    relation: str | None = None,
    *,
    show: str = SHOW,
    confidence: float = 0.9,
    basis: Basis = "derived",
) -> Claim:
    """Make a claim of one place in canon."""
    value: Mapping[str, Any] = {
        "show": show,
        "season": season,
        "number": number,
        "episode": episode,
        "relation": relation,
    }
    return derive("setting", value, confidence, basis=basis)


def person(name: str | None, presence: str = "present", **more: Any) -> dict[str, Any]:
    """Make somebody in a story, as a claim holds them."""
    names = [name] if name else []
    return {"name": name, "presence": presence, "names": names, "mentions": len(names), **more}
