"""Choosing: which works an edit is to change, by name or by all that a question finds."""

from collections.abc import Iterable

from fonds.app.mine import Mine, list_own_conditions
from fonds.app.question import Question, ask_shelf
from fonds.app.shelf import find_entry
from fonds.errors import UserError
from fonds.library.redirects import resolve_work_id

AT_ONCE = 2_000
"""Works that a page changes at once, in some seconds; the terminal changes any number."""

_PAGE = 500


def choose_works(mine: Mine, question: Question) -> tuple[str, ...]:
    """Find all works that a question finds, on all its pages.

    Args:
        mine: whoever asks, with their sight and what they always leave out.
        question: as of the shelf.

    Raises:
        UserError: it cannot be read, or it finds more than `AT_ONCE`.
    """
    narrow = list_own_conditions(mine, question)
    found: list[str] = []
    while True:
        answer = ask_shelf(
            mine.shelf, question, narrow=narrow, limit=_PAGE, offset=len(found), facets=()
        )
        if answer.total > AT_ONCE:
            raise UserError(
                f"this finds {answer.total:,} works, and {AT_ONCE:,} are changed at once here. "
                "Narrow it; `fonds set` at the terminal changes any number"
            )
        hits = [hit.work_id for hit in answer.results.hits]
        found += hits
        if not hits or len(found) >= answer.total:
            # The index may lag behind: what is not on the shelf any more is left out.
            return tuple(one for one in found if find_entry(mine.shelf, one) is not None)


def choose_named(mine: Mine, work_ids: Iterable[str]) -> tuple[str, ...]:
    """Give the works that are named and may be seen, each once; the others are left out."""
    found: dict[str, None] = {}
    for typed in work_ids:
        try:
            work_id = resolve_work_id(mine.library, typed)
        except UserError:
            continue
        if find_entry(mine.shelf, work_id) is not None:
            found[work_id] = None
    return tuple(found)
