"""Finding the works a person names: by identifier, its beginning, or a title."""

from collections.abc import Sequence

from fonds.app.shelf import Card, Shelf, get_card, search_shelf
from fonds.cli.words import safe_line
from fonds.errors import UserError
from fonds.library.entries import iter_entries, sort_key
from fonds.model.entry import Entry

_MOST_NAMED = 5
"""Works named when several bear a title: as many as one line holds."""

_PAGE = 500


def find_card(shelf: Shelf, typed: str) -> Card:
    """Find the one work a person means.

    A title counts before the beginning of an identifier only when it is the whole title;
    a part of a title counts last, when just one work has it.

    Raises:
        UserError: no work is meant, or several are; the message names those near.
    """
    key = sort_key(typed)
    entries = list(iter_entries(shelf.library))
    exact = [entry for entry in entries if key and sort_key(entry.title or "") == key]
    chosen = _choose(exact, typed)
    if chosen is None:
        begins = [entry for entry in entries if entry.work_id.startswith(typed.strip().lower())]
        if not begins and key:
            holds = [entry for entry in entries if key in sort_key(entry.title or entry.incipit)]
            chosen = _choose(holds, typed)
    return get_card(shelf, chosen.work_id if chosen else typed)


def find_work_ids(
    shelf: Shelf, typed: Sequence[str], *, query: str | None, everything: bool
) -> tuple[str, ...]:
    """Find the works a command is to act on; each once, in order.

    Args:
        shelf: an open shelf.
        typed: works by identifier or title.
        query: all works that a search finds, or None.
        everything: all works of the library.

    Raises:
        UserError: nothing was named, or a name or query means no work.
    """
    if not typed and query is None and not everything:
        raise UserError("name a work, or use --query or --all to choose several")
    found = [find_card(shelf, one).work_id for one in typed]
    if query is not None:
        found += _search_all(shelf, query)
    if everything:
        found += [entry.work_id for entry in iter_entries(shelf.library)]
    return tuple(dict.fromkeys(found))


def _search_all(shelf: Shelf, query: str) -> list[str]:
    found: list[str] = []
    while True:
        results = search_shelf(shelf, query, sort="title", offset=len(found), limit=_PAGE)
        found += [hit.work_id for hit in results.hits]
        if not results.hits or len(found) >= results.total:
            break
    if not found:
        raise UserError(f"no story matches {query!r}")
    return found


def _choose(entries: Sequence[Entry], typed: str) -> Entry | None:
    if len(entries) > 1:
        named = ", ".join(
            f"{entry.work_id} by {safe_line(entry.creators[0])}"
            if entry.creators
            else entry.work_id
            for entry in entries[:_MOST_NAMED]
        )
        more = " …" if len(entries) > _MOST_NAMED else ""
        raise UserError(
            f"{len(entries)} works are called {typed!r}: {named}{more}. Type the identifier"
        )
    return entries[0] if entries else None
