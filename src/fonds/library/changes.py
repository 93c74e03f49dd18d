"""Changes: when works last changed, many at a time."""

from collections.abc import Iterable

from fonds.library.codec import to_json
from fonds.library.opening import Library
from fonds.library.storage import read_rows

_BEFORE_EVENTS = "1970-01-01T00:00:00Z"


def find_changes(library: Library, work_ids: Iterable[str]) -> dict[str, str]:
    """Find when each of n works last changed, as a book says it: "YYYY-MM-DDThh:mm:ssZ".

    Args:
        library: an open library.
        work_ids: identifiers that works go by now.

    Returns:
        A moment for every identifier; the beginning of 1970 for one nothing happened to.

    Cost: O(events of these works), one query.
    """
    wanted = tuple(work_ids)
    rows = read_rows(
        library.connection,
        "SELECT work_id, max(at) FROM event WHERE work_id IN (SELECT value FROM json_each(?)) "
        "GROUP BY work_id",
        (to_json(wanted),),
    )
    found = {work_id: f"{at[:19]}Z" for work_id, at in rows}
    return {work_id: found.get(work_id, _BEFORE_EVENTS) for work_id in wanted}
