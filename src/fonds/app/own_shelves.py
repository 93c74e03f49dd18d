"""Mine shelves: what a person does with shelves and collections, and takes back again."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from fonds.app.mine import (
    Mine,
    count_visible,
    find_visible_shelf,
    is_open,
    keep_visible,
    list_own_conditions,
)
from fonds.app.question import Question, ask_shelf
from fonds.errors import UserError
from fonds.library.opening import Library
from fonds.library.restrictions import list_standing
from fonds.library.saved_searches import SavedSearch, remove_search, restore_search
from fonds.library.settings import find_setting, put_setting
from fonds.library.shelves import (
    OwnShelf,
    Placed,
    RemovedShelf,
    add_works,
    find_shelf,
    list_shelves,
    remove_shelf,
    rename_shelf,
    restore_shelf,
    restore_works,
    shelves_of_work,
    take_works,
    works_by_shelf,
    works_of,
)
from fonds.library.storage import transaction
from fonds.model.sight import is_at_least

AT_ONCE = 5000
"""Works of a search that are put on a shelf at once: some seconds of work. Ours."""

_PAGE = 500


class ShelfGone(Struct, frozen=True, tag="shelf"):
    """A shelf or collection that was removed."""

    removed: RemovedShelf


class WorksGone(Struct, frozen=True, tag="works"):
    """Works that were taken off a shelf; `count` as the person saw it."""

    shelf: int
    works: tuple[Placed, ...]
    count: int


class WorksPut(Struct, frozen=True, tag="put"):
    """Works that were put on a shelf."""

    shelf: int
    works: tuple[str, ...]


class SearchGone(Struct, frozen=True, tag="search"):
    """A saved search that was removed."""

    search: SavedSearch


Change = ShelfGone | WorksGone | WorksPut | SearchGone
"""What a person did last that can be taken back."""


class CountedShelf(Struct, frozen=True):
    """A shelf, how many works on it the person may see, and whether they may change it."""

    shelf: OwnShelf
    count: int
    is_editable: bool


def may_edit(mine: Mine, shelf: OwnShelf) -> bool:
    """Tell whether somebody may change a shelf: their own, or as a curator a collection."""
    if shelf.is_collection:
        return is_at_least(mine.role, "curator") and is_open(mine, shelf)
    return mine.person is not None and shelf.person == mine.person.id


def get_visible_shelf(mine: Mine, number: int) -> OwnShelf:
    """Give a shelf that somebody may see.

    Raises:
        UserError: there is none for them.
    """
    found = find_visible_shelf(mine, number)
    if found is None:
        raise UserError("there is no such shelf here")
    return found


def get_editable_shelf(mine: Mine, number: int) -> OwnShelf:
    """Give a shelf that somebody may change.

    Raises:
        UserError: there is none for them, or only curators may change it.
    """
    found = get_visible_shelf(mine, number)
    if not may_edit(mine, found):
        raise UserError("collections are looked after by curators")
    return found


def list_own_shelves(mine: Mine) -> tuple[CountedShelf, ...]:
    """List a person's shelves by name, each with the works on it that they may see."""
    return () if mine.person is None else _count_shelves(mine, mine.person.id)


def list_collections(mine: Mine) -> tuple[CountedShelf, ...]:
    """List the collections that are open to somebody, by name."""
    return _count_shelves(mine, None)


def _count_shelves(mine: Mine, person: int | None) -> tuple[CountedShelf, ...]:
    works = works_by_shelf(mine.library, person)
    return tuple(
        CountedShelf(one, count_visible(mine.shelf, works.get(one.id, ())), may_edit(mine, one))
        for one in list_shelves(mine.library, person)
        if person is not None or is_open(mine, one)
    )


def count_shelf_of(mine: Mine, shelf: OwnShelf) -> CountedShelf:
    """Count the works on one shelf that somebody may see."""
    count = count_visible(mine.shelf, works_of(mine.library, shelf.id))
    return CountedShelf(shelf, count, may_edit(mine, shelf))


def list_editable_shelves(mine: Mine) -> tuple[OwnShelf, ...]:
    """List the shelves that somebody can put works on: their own, then the collections."""
    theirs = list_shelves(mine.library, mine.person.id) if mine.person is not None else ()
    return tuple(one for one in (*theirs, *list_shelves(mine.library, None)) if may_edit(mine, one))


def list_shelves_of_work(mine: Mine, work_id: str) -> tuple[OwnShelf, ...]:
    """List the shelves and collections that somebody can see a work on."""
    theirs = (
        shelves_of_work(mine.library, mine.person.id, work_id) if mine.person is not None else ()
    )
    ours = shelves_of_work(mine.library, None, work_id)
    return (*theirs, *(one for one in ours if is_open(mine, one)))


def put_on_shelf(mine: Mine, number: int, work_ids: Iterable[str], *, clock: str) -> int:
    """Put works on a shelf; those that are hidden or gone are left out.

    Returns:
        How many were not on it before.

    Raises:
        UserError: there is no such shelf, or they may not change it.
    """
    shelf = get_editable_shelf(mine, number)
    added = add_works(mine.library, shelf.id, keep_visible(mine.shelf, work_ids), clock=clock)
    if added:
        _keep_change(mine, WorksPut(shelf.id, added))
    return len(added)


def put_search_on_shelf(mine: Mine, number: int, question: Question, *, clock: str) -> int:
    """Put everything a question finds on a shelf.

    Returns:
        How many were not on it before.

    Raises:
        UserError: there is no such shelf, they may not change it, it is no question, or it
            finds more than `AT_ONCE`.
    """
    shelf = get_editable_shelf(mine, number)
    return put_on_shelf(mine, shelf.id, find_all(mine, question), clock=clock)


def find_all(mine: Mine, question: Question) -> tuple[str, ...]:
    """Find all works that answer a question, on all its pages.

    Raises:
        UserError: it is no question, or it finds more than `AT_ONCE`.
    """
    narrow = list_own_conditions(mine, question)
    found: list[str] = []
    while True:
        answer = ask_shelf(
            mine.shelf, question, narrow=narrow, limit=_PAGE, offset=len(found), facets=()
        )
        if answer.total > AT_ONCE:
            raise UserError(
                f"this finds {answer.total:,} works, and {AT_ONCE:,} are put on a shelf at once. "
                "Narrow it, or put them there in parts"
            )
        hits = [hit.work_id for hit in answer.results.hits]
        found += hits
        if not hits or len(found) >= answer.total:
            return tuple(found)


def take_off_shelf(mine: Mine, number: int, work_ids: Iterable[str]) -> int:
    """Take works off a shelf; gives how many, of those that may be seen.

    Raises:
        UserError: there is no such shelf, or they may not change it.
    """
    shelf = get_editable_shelf(mine, number)
    seen = keep_visible(mine.shelf, work_ids)
    on_it = set(works_of(mine.library, shelf.id))
    gone = take_works(mine.library, shelf.id, seen)
    count = len(on_it.intersection(seen))
    if gone:
        _keep_change(mine, WorksGone(shelf.id, gone, count))
    return count


def rename_own_shelf(mine: Mine, number: int, name: str, about: str | None = None) -> OwnShelf:
    """Give a shelf another name.

    Raises:
        UserError: there is no such shelf, they may not change it, or the name is taken.
    """
    return rename_shelf(mine.library, get_editable_shelf(mine, number).id, name, about=about)


def remove_own_shelf(mine: Mine, number: int) -> OwnShelf:
    """Remove a shelf; what was on it stays in the library, and `take_back` brings it back.

    Raises:
        UserError: there is no such shelf, they may not change it, or it is a collection that
            is restricted: its works would be open without it.
    """
    shelf = get_editable_shelf(mine, number)
    if shelf.is_collection and list_standing(mine.library, "collection", str(shelf.id)):
        raise UserError(
            f"“{shelf.name}” is restricted, and its works would be open without it. "
            "End the restriction first"
        )
    removed = remove_shelf(mine.library, shelf.id)
    _keep_change(mine, ShelfGone(removed))
    return shelf


def remove_own_search(mine: Mine, number: int) -> SavedSearch:
    """Remove a saved search; `take_back` brings it back.

    Raises:
        UserError: there is none.
    """
    removed = remove_search(mine.library, mine.number, number)
    _keep_change(mine, SearchGone(removed))
    return removed


def _name_of(mine: Mine) -> str:
    # Not among the preferences, which are read with every page: this may hold many works.
    return f"undo:{mine.number}"


def _keep_change(mine: Mine, change: Change) -> None:
    put_setting(mine.library, _name_of(mine), msgspec.to_builtins(change))


def find_last_change(mine: Mine) -> Change | None:
    """Find what a person did last that can be taken back."""
    if mine.person is None:
        return None
    kept = find_setting(mine.library, _name_of(mine))
    try:
        return None if kept is None else _limit_change(mine, msgspec.convert(kept, Change))
    except msgspec.ValidationError:
        # Kept by another version of Fonds: it cannot be taken back any more.
        return None


def _limit_change(mine: Mine, change: Change) -> Change | None:
    """Leave out of a change what has been hidden from its person since; None when that is all."""
    if isinstance(change, WorksPut | WorksGone) and _is_hidden(mine, change.shelf):
        return None
    if isinstance(change, WorksPut):
        seen = keep_visible(mine.shelf, change.works)
        return WorksPut(change.shelf, seen) if seen else None
    if isinstance(change, WorksGone):
        left = tuple(one for one in change.works if keep_visible(mine.shelf, (one.work_id,)))
        count = change.count - len(change.works) + len(left)
        return WorksGone(change.shelf, left, count) if left else None
    return change


def _is_hidden(mine: Mine, number: int) -> bool:
    found = find_shelf(mine.library, number)
    return found is not None and found.is_collection and not is_open(mine, found)


def say_change(library: Library, change: Change) -> str:
    """Say what a person did last.

    Args:
        library: tells the names of shelves.
        change: what they did.
    """
    if isinstance(change, ShelfGone):
        return f"“{change.removed.shelf.name}” was removed. The works on it are still here."
    if isinstance(change, SearchGone):
        return f"The saved search “{change.search.name}” was removed."
    shelf = find_shelf(library, change.shelf)
    name = f"“{shelf.name}”" if shelf is not None else "a shelf"
    count = change.count if isinstance(change, WorksGone) else len(change.works)
    works = f"{count:,} {'work was' if count == 1 else 'works were'}"
    where = "taken off" if isinstance(change, WorksGone) else "put on"
    return f"{works} {where} {name}."


def take_back(mine: Mine) -> str:
    """Take back what a person did last; says what is so again.

    Raises:
        UserError: there is nothing to take back, or it cannot be any more.
    """
    with transaction(mine.library.connection):
        change = find_last_change(mine)
        if change is None:
            raise UserError("there is nothing to take back")
        said = _take_back(mine, change)
        put_setting(mine.library, _name_of(mine), None)
    return said


def _take_back(mine: Mine, change: Change) -> str:
    if isinstance(change, SearchGone):
        restore_search(mine.library, change.search)
        return f"“{change.search.name}” is back."
    if isinstance(change, ShelfGone):
        if not may_edit(mine, change.removed.shelf):
            raise UserError("collections are looked after by curators")
        shelf = restore_shelf(mine.library, change.removed)
        return f"“{shelf.name}” is back, with all that was on it."
    shelf = get_editable_shelf(mine, change.shelf)
    if isinstance(change, WorksGone):
        restore_works(mine.library, shelf.id, change.works)
        return f"What was taken off “{shelf.name}” is on it again."
    take_works(mine.library, shelf.id, change.works)
    return f"What was put on “{shelf.name}” is off it again."
