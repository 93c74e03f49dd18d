"""Merging: two works turn out to be one."""

import msgspec

from fonds.errors import UserError
from fonds.library.claims import claims_of
from fonds.library.history import put_event
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.storage import put_row, transaction


def merge_works(library: Library, old: str, new: str, *, clock: str) -> int:
    """Let one work's identifier lead to another's for ever; the old work's rows go.

    A person's claims on the old work move to the new one where it has none of that field.

    Args:
        library: an open library, whose writer's lock the caller holds.
        old: the identifier that becomes a redirect.
        new: the identifier that stays.
        clock: now, ISO UTC.

    Returns:
        The number of the event.

    Raises:
        UserError: one of them does not exist, or both are the same work.
    """
    with transaction(library.connection):
        source, target = resolve_work_id(library, old), resolve_work_id(library, new)
        if source == target:
            raise UserError(f"{old} and {new} are one work already")
        put_row(
            library.connection,
            "UPDATE claim SET work_id = ?2 WHERE work_id = ?1 AND basis = 'curated' AND field "
            "NOT IN (SELECT field FROM claim WHERE work_id = ?2 AND basis = 'curated')",
            (source, target),
        )
        lost = [one for one in claims_of(library, source) if one.basis == "curated"]
        put_row(library.connection, "DELETE FROM work WHERE id = ?", (source,))
        put_row(library.connection, "INSERT INTO redirect VALUES (?, ?)", (source, target))
        detail = {"into": target, "curated": msgspec.to_builtins(lost)}
        return put_event(
            library, "information package merging", clock=clock, work_id=source, detail=detail
        )
