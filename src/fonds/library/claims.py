"""Claims in the library: what is said of a work; a person's word outlives every re-reading."""

from collections.abc import Sequence

from fonds.library.codec import from_json, to_json
from fonds.library.opening import Library
from fonds.library.storage import put_rows, read_rows
from fonds.model.claim import Claim, Evidence


def put_claims(library: Library, work_id: str, claims: Sequence[Claim]) -> None:
    """Store n claims of a work that is stored already, after those it has."""
    put_rows(
        library.connection,
        "INSERT INTO claim (work_id, field, value, basis, confidence, by, evidence) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                work_id,
                claim.field,
                to_json(claim.value),
                claim.basis,
                claim.confidence,
                claim.by,
                to_json(claim.evidence),
            )
            for claim in claims
        ],
    )


def claims_of(library: Library, work_id: str) -> tuple[Claim, ...]:
    """Give a work's claims: a person's first, then in the order they were put."""
    rows = read_rows(
        library.connection,
        "SELECT field, value, basis, confidence, by, evidence FROM claim WHERE work_id = ? "
        "ORDER BY basis <> 'curated', id",
        (work_id,),
    )
    return tuple(
        Claim(
            field=field,
            value=from_json(value, object),
            basis=basis,
            confidence=confidence,
            evidence=from_json(evidence, tuple[Evidence, ...]),
            by=by,
        )
        for field, value, basis, confidence, by, evidence in rows
    )
