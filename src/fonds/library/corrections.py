"""Corrections: what people said of works, apart from what was read.

A correction is kept under an identifier that is never reused. It outlives the work's rows, and
speaks for its field again as soon as the work is there again; while it is there, `claim` holds
a copy, the curated claim.
"""

from typing import Any

import msgspec
from msgspec import Struct

from fonds.library.claims import put_claims
from fonds.library.codec import from_json, make_storable, to_json
from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row, read_rows
from fonds.model.claim import Claim, Evidence


class Correction(Struct, frozen=True):
    """A person's word on one field of one work.

    Attributes:
        value: any JSON value that the field may hold; None when the work has none.
        by: who says so, as it is shown: "Jane, 2024-05-02".
        at: when, ISO UTC.
        why: in their words, or "".
        evidence: words of the work that say so, if any.
    """

    value: Any
    by: str
    at: str
    why: str = ""
    evidence: tuple[Evidence, ...] = ()


def make_curated_claim(field: str, correction: Correction) -> Claim:
    """Give a correction as the claim that it is."""
    return Claim(field, correction.value, "curated", 1.0, correction.evidence, correction.by)


def find_correction(library: Library, work_id: str, field: str) -> Correction | None:
    """Find what people say of a field of just this work; redirects are not followed."""
    row = find_row(
        library.connection,
        "SELECT value, by, at, why, evidence FROM correction WHERE work_id = ? AND field = ?",
        (work_id, field),
    )
    if row is None:
        return None
    value, by, at, why, evidence = row
    return Correction(
        from_json(value, object), by, at, why, from_json(evidence, tuple[Evidence, ...])
    )


def list_corrections(library: Library, work_id: str) -> dict[str, Correction]:
    """List what people say of just this work, by field; redirects are not followed."""
    rows = read_rows(
        library.connection,
        "SELECT field FROM correction WHERE work_id = ? ORDER BY field",
        (work_id,),
    )
    found = {field: find_correction(library, work_id, field) for (field,) in rows}
    return {field: one for field, one in found.items() if one is not None}


def read_correction(library: Library, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
    """Give what the cell of a work and field holds."""
    work_id, field = key
    found = find_correction(library, work_id, field)
    return None if found is None else msgspec.to_builtins(found)


def write_correction(library: Library, key: tuple[str, ...], value: Any, _clock: str) -> None:  # noqa: ANN401 - a JSON value
    """Let the cell of a work and field hold a correction, or none."""
    work_id, field = key
    put_row(library.connection, "DELETE FROM correction WHERE work_id = ? AND field = ?", key)
    put_row(
        library.connection,
        "DELETE FROM claim WHERE work_id = ? AND field = ? AND basis = 'curated'",
        key,
    )
    if value is None:
        return
    said = make_storable(msgspec.convert(value, Correction))
    put_row(
        library.connection,
        "INSERT INTO correction (work_id, field, value, evidence, by, why, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (work_id, field, to_json(said.value), to_json(said.evidence), said.by, said.why, said.at),
    )
    if find_row(library.connection, "SELECT 1 FROM work WHERE id = ?", (work_id,)) is not None:
        put_claims(library, work_id, [make_curated_claim(field, said)])


def restore_corrections(library: Library, work_id: str) -> None:
    """Let what people said of a work speak again, once the work is stored (again)."""
    put_row(
        library.connection,
        "DELETE FROM claim WHERE work_id = ? AND basis = 'curated'",
        (work_id,),
    )
    said = list_corrections(library, work_id)
    put_claims(library, work_id, [make_curated_claim(field, one) for field, one in said.items()])
