"""Related works: what works say of others, and which are editions of one story."""

from collections.abc import Iterable

from fonds.library.codec import from_json, to_json
from fonds.library.opening import Library
from fonds.library.storage import read_rows


def list_said_related(library: Library, work_ids: Iterable[str]) -> dict[str, tuple[object, ...]]:
    """List what n works say of works that they continue, or that continue them.

    Args:
        library: an open library.
        work_ids: identifiers that works go by now.

    Returns:
        For each work of which something is said the values of its claims on "sequel", in order;
        of a person's where there are any.

    Cost: O(n) lookups in one query.
    """
    rows = read_rows(
        library.connection,
        "SELECT work_id, basis = 'curated', value FROM claim WHERE field = 'sequel' "
        "AND work_id IN (SELECT value FROM json_each(?)) ORDER BY work_id, id",
        (to_json(list(work_ids)),),
    )
    said: dict[str, list[tuple[bool, object]]] = {}
    for work_id, is_curated, value in rows:
        said.setdefault(work_id, []).append((bool(is_curated), from_json(value, object)))
    return {
        work_id: tuple(
            value for mine, value in found if mine or not any(other for other, _ in found)
        )
        for work_id, found in said.items()
    }


def find_families(library: Library, work_ids: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Find the families of editions that works belong to.

    Args:
        library: an open library.
        work_ids: n identifiers.

    Returns:
        For each work that is one of several editions its family, and its place there: 0 for the
        best.

    Cost: O(n) lookups in one query.
    """
    rows = read_rows(
        library.connection,
        "SELECT work_id, family, place FROM edition "
        "WHERE work_id IN (SELECT value FROM json_each(?))",
        (to_json(list(work_ids)),),
    )
    return {work_id: (family, place) for work_id, family, place in rows}
