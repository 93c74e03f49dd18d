"""Claims in the library: what is said of a work; a person's word outlives every re-reading."""

from collections.abc import Sequence

from fonds.errors import BugError
from fonds.library.codec import from_json, make_storable, to_json
from fonds.library.history import put_event
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.storage import put_row, put_rows, read_rows, transaction
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


def put_curated_claim(library: Library, work_id: str, claim: Claim, *, clock: str) -> int:
    """Store a person's claim; an earlier one for the field stays in the history.

    The catalogue line is not touched: build a new one and `put_entry` it.

    Returns:
        The number of the event.
    """
    if claim.basis != "curated":
        raise BugError(f"a person's claim is curated, not {claim.basis}")
    claim = make_storable(claim)
    with transaction(library.connection):
        work_id = resolve_work_id(library, work_id)
        earlier = [one for one in claims_of(library, work_id) if one.basis == "curated"]
        before = [one.value for one in earlier if one.field == claim.field]
        put_row(
            library.connection,
            "DELETE FROM claim WHERE work_id = ? AND field = ? AND basis = 'curated'",
            (work_id, claim.field),
        )
        put_claims(library, work_id, [claim])
        detail = {"field": claim.field, "value": claim.value, "before": before, "by": claim.by}
        return put_event(
            library, "metadata modification", clock=clock, work_id=work_id, detail=detail
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
