"""Claims in the library: what is said of a work; a person's word outlives every re-reading."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from fonds.errors import BugError, UserError
from fonds.library.codec import from_json, make_storable, to_json
from fonds.library.history import Event, put_event
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


def put_curated_claim(
    library: Library,
    work_id: str,
    claim: Claim,
    *,
    clock: str,
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Store a person's claim; an earlier one for the field stays in the history.

    The catalogue line is not touched: build a new one and `put_entry` it.

    Args:
        library: open, its writer's lock held by the caller.
        work_id: of a stored work; redirects are followed.
        claim: curated.
        clock: now, ISO UTC.
        detail: what else the event is to say.

    Returns:
        The number of the event.
    """
    if claim.basis != "curated":
        raise BugError(f"a person's claim is curated, not {claim.basis}")
    field, claim = claim.field, make_storable(claim)
    return _set_curated(library, work_id, field, claim, clock=clock, more=detail or {})


def take_back_curated_claim(library: Library, event: Event, *, clock: str) -> int | None:
    """Take back what one event of `put_curated_claim` set: what held before holds again.

    The catalogue line is not touched: build a new one and `put_entry` it.

    Args:
        library: open, its writer's lock held by the caller.
        event: "metadata modification", with the field and value that were set.
        clock: now, ISO UTC.

    Returns:
        The number of the new event; None when a person has since said something else of
        the field, or the work is gone: then nothing is done.
    """
    with transaction(library.connection):
        field, value = event.detail["field"], event.detail["value"]
        try:
            work_id = resolve_work_id(library, event.work_id or "")
        except UserError:
            return None
        if [one.value for one in _curated_of(library, work_id, field)] != [value]:
            return None
        earlier = msgspec.convert(event.detail.get("earlier", []), list[Claim])
        detail = {"takes_back": event.id}
        claim = earlier[0] if earlier else None
        return _set_curated(library, work_id, field, claim, clock=clock, more=detail)


def _set_curated(
    library: Library,
    work_id: str,
    field: str,
    claim: Claim | None,
    *,
    clock: str,
    more: Mapping[str, Any],
) -> int:
    """Let one claim, or none, be what people say of a field; what they said goes into the event."""
    with transaction(library.connection):
        work_id = resolve_work_id(library, work_id)
        earlier = _curated_of(library, work_id, field)
        put_row(
            library.connection,
            "DELETE FROM claim WHERE work_id = ? AND field = ? AND basis = 'curated'",
            (work_id, field),
        )
        detail = {
            "field": field,
            "value": None,
            "before": [one.value for one in earlier],
            "earlier": msgspec.to_builtins(earlier),
            **more,
        }
        if claim is not None:
            put_claims(library, work_id, [claim])
            detail |= {"value": claim.value, "by": claim.by}
        return put_event(
            library, "metadata modification", clock=clock, work_id=work_id, detail=detail
        )


def _curated_of(library: Library, work_id: str, field: str) -> list[Claim]:
    return [
        one for one in claims_of(library, work_id) if one.basis == "curated" and one.field == field
    ]


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
