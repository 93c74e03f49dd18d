"""Merging: two works turn out to be one story.

The merged work's identifier leads to the other's. Its rows stay, so that it can be read,
compared and taken apart again; it has no catalogue line of its own.
"""

from typing import Any

from fonds.errors import UserError
from fonds.library.history import put_event
from fonds.library.opening import Library
from fonds.library.redirects import find_redirect, resolve_work_id
from fonds.library.storage import put_row, read_rows, transaction


def merge_works(library: Library, old: str, new: str, *, clock: str) -> int:
    """Let one work's identifier lead to another's.

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
        write_merged(library, (source,), target, clock)
        return put_event(
            library,
            "information package merging",
            clock=clock,
            work_id=source,
            detail={"into": target},
        )


def list_merged_into(library: Library, work_id: str) -> tuple[str, ...]:
    """List the works whose identifiers lead to this one, by identifier; itself left out.

    Args:
        library: an open library.
        work_id: an identifier that a work goes by now.
    """
    rows = read_rows(
        library.connection,
        "WITH RECURSIVE led (id) AS (SELECT ?1 UNION SELECT redirect.old FROM redirect "
        "JOIN led ON redirect.new = led.id) "
        "SELECT id FROM led WHERE id <> ?1 AND id IN (SELECT id FROM work) ORDER BY id",
        (work_id,),
    )
    return tuple(str(row[0]) for row in rows)


def read_merged(library: Library, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
    """Give the identifier that a work's own leads to, or None."""
    return find_redirect(library, key[0])


def write_merged(library: Library, key: tuple[str, ...], value: Any, _clock: str) -> None:  # noqa: ANN401 - a JSON value
    """Let a work's identifier lead to another's, or to itself again.

    A work that is merged has no catalogue line; one that is not is given its line by the caller.

    Raises:
        UserError: the identifiers would lead in a circle.
    """
    (old,) = key
    put_row(library.connection, "DELETE FROM redirect WHERE old = ?", (old,))
    if value is None:
        return
    target: str | None = str(value)
    while target is not None:
        if target == old:
            raise UserError(f"{old} and {value} are one work already")
        target = find_redirect(library, target)
    put_row(library.connection, "INSERT INTO redirect VALUES (?, ?)", (old, value))
    put_row(library.connection, "DELETE FROM entry WHERE work_id = ?", (old,))


def list_merge_touched(library: Library, key: tuple[str, ...]) -> tuple[str, ...]:
    """Give the work, the one its identifier leads to while it is merged, and those led to it."""
    target = find_redirect(library, key[0])
    below = list_merged_into(library, key[0])
    return (*key, *below) if target is None else (*key, target, *below)
