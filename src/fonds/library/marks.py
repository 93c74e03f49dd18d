"""Marks: what a person means to read, reads and has read, and what they love."""

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.codec import to_json
from fonds.library.opening import Library
from fonds.library.redirects import resolve_work_id
from fonds.library.storage import Row, put_row, read_rows, transaction

Status = Literal["to-read", "reading", "read"]
"""How far somebody is with a work; a work without a status has None."""

STATUSES: tuple[Status, ...] = get_args(Status)

_LED = """
WITH RECURSIVE led (was, now) AS (
    SELECT value, value FROM json_each(?1)
    UNION
    SELECT led.was, redirect.new FROM led JOIN redirect ON redirect.old = led.now
)
SELECT was, now FROM led WHERE now NOT IN (SELECT old FROM redirect)
"""

_ALIASES = """
WITH RECURSIVE alias (id, now) AS (
    SELECT value, value FROM json_each(?1)
    UNION
    SELECT redirect.old, alias.now FROM alias JOIN redirect ON redirect.new = alias.id
)
SELECT id, now FROM alias
"""


class Mark(Struct, frozen=True):
    """What one person says of one work for themselves.

    Attributes:
        work_id: the identifier the work goes by now.
        status: or None.
        favourite: whether they love it.
        at: when they last said so, ISO UTC; "" when they never did.
    """

    work_id: str
    status: Status | None = None
    favourite: bool = False
    at: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self.status is None and not self.favourite


def follow_redirects(library: Library, work_ids: Iterable[str]) -> dict[str, str]:
    """Find what each of n identifiers leads to now; one that was never merged, to itself.

    Args:
        library: an open library.
        work_ids: whether or not there is such a work.

    Cost: O(n), one query.
    """
    asked = tuple(dict.fromkeys(work_ids))
    rows = read_rows(library.connection, _LED, (to_json(asked),))
    led = {str(was): str(now) for was, now in rows}
    return {one: led.get(one, one) for one in asked}


def find_aliases(library: Library, work_ids: Iterable[str]) -> dict[str, str]:
    """Find all identifiers that lead to any of these works, and which they lead to.

    Args:
        library: an open library.
        work_ids: n identifiers that works go by now.

    Returns:
        Identifier to one of the n; these n are among the keys.

    Cost: O(n + redirects).
    """
    rows = read_rows(library.connection, _ALIASES, (to_json(tuple(work_ids)),))
    return {str(was): str(now) for was, now in rows}


def put_mark(
    library: Library,
    person: int,
    work_id: str,
    *,
    status: Status | Literal["none"] | None = None,
    favourite: bool | None = None,
    clock: str,
) -> Mark:
    """Say how far a person is with a work, or whether they love it.

    Args:
        library: an open library.
        person: the number of the person.
        work_id: of a work; the identifier of a merged one stands for what it became.
        status: None leaves it as it is, "none" takes it away.
        favourite: None leaves it as it is.
        clock: now, ISO UTC.

    Returns:
        The mark as it is now; nothing is kept of an empty one.

    Raises:
        UserError: there is no such work.
    """
    work_id = resolve_work_id(library, work_id)
    with transaction(library.connection):
        known = find_mark(library, person, work_id)
        mark = Mark(
            work_id,
            known.status if status is None else None if status == "none" else status,
            known.favourite if favourite is None else favourite,
            clock,
        )
        if (mark.status, mark.favourite) == (known.status, known.favourite):
            return known
        # What was said of the works that became this one is said of this one from now on.
        aliases = tuple(find_aliases(library, (work_id,)))
        put_row(
            library.connection,
            "DELETE FROM mark WHERE person = ? AND work_id IN (SELECT value FROM json_each(?))",
            (person, to_json(aliases)),
        )
        if not mark.is_empty:
            put_row(
                library.connection,
                "INSERT INTO mark (person, work_id, status, favourite, at) VALUES (?, ?, ?, ?, ?)",
                (person, work_id, mark.status, mark.favourite, clock),
            )
    return mark


def parse_status(text: str) -> Status | Literal["none"]:
    """Parse a status as people and forms write it.

    Raises:
        UserError: it is none.

    Example:
        >>> parse_status("to read"), parse_status("none")
        ('to-read', 'none')
    """
    wanted = "-".join(text.casefold().split())
    if wanted == "none":
        return "none"
    for status in STATUSES:
        if wanted == status:
            return status
    raise UserError(f"{text!r} is no mark. A work is to-read, reading, read or none")


def find_mark(library: Library, person: int, work_id: str) -> Mark:
    """Find what a person says of a work; an empty mark when they say nothing."""
    now = follow_redirects(library, (work_id,))[work_id]
    return find_marks(library, person, (now,))[now]


def find_marks(library: Library, person: int, work_ids: Iterable[str]) -> dict[str, Mark]:
    """Find what a person says of each of n works, by the identifiers they go by now."""
    asked = tuple(work_ids)
    aliases = find_aliases(library, asked)
    rows = read_rows(
        library.connection,
        "SELECT work_id, status, favourite, at FROM mark WHERE person = ? AND work_id IN "
        "(SELECT value FROM json_each(?)) ORDER BY at, work_id",
        (person, to_json(tuple(aliases))),
    )
    found = _join_marks(rows, aliases)
    return {one: found.get(one, Mark(one)) for one in asked}


def list_marks(
    library: Library, person: int, status: Status | None = None, *, favourite: bool = False
) -> tuple[Mark, ...]:
    """List what a person says of works, the newest first; also of works that are gone.

    Args:
        library: an open library.
        person: the number of the person.
        status: only marks with this status.
        favourite: only works they love.

    Cost: O(marks of the person).
    """
    rows = read_rows(
        library.connection,
        "SELECT work_id, status, favourite, at FROM mark WHERE person = ? ORDER BY at, work_id",
        (person,),
    )
    found = _join_marks(rows, follow_redirects(library, (row[0] for row in rows))).values()
    chosen = (
        one
        for one in found
        if (status is None or one.status == status) and (one.favourite or not favourite)
    )
    return tuple(sorted(chosen, key=lambda one: (one.at, one.work_id), reverse=True))


def _join_marks(rows: Iterable[Row], leads: dict[str, str]) -> dict[str, Mark]:
    """Join marks of works that became one: the newest status, and loved when either was.

    Args:
        rows: marks, the oldest first.
        leads: their identifiers to those they go by now.
    """
    joined: dict[str, Mark] = {}
    for work_id, status, favourite, at in rows:
        now = leads[work_id]
        known = joined.get(now, Mark(now))
        joined[now] = Mark(now, status or known.status, bool(favourite) or known.favourite, at)
    return joined


def marked_works(library: Library, person: int, status: Status) -> frozenset[str]:
    """Give the works a person has marked so, under all identifiers they ever had.

    Cost: O(marks of the person + redirects).
    """
    works = (one.work_id for one in list_marks(library, person, status))
    return frozenset(find_aliases(library, works))
