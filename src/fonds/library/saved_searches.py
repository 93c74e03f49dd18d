"""Saved searches: questions a person asks again, and how far they have seen the answers."""

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.opening import Library
from fonds.library.shelves import tidy_name
from fonds.library.storage import Row, find_row, put_row, read_rows, transaction

_SELECT = "SELECT id, person, name, question, made, seen FROM saved_search"

SEARCHES_MOST = 1000
"""Saved searches of one person: each is asked anew whenever they are listed."""


class SavedSearch(Struct, frozen=True):
    """A question kept under a name.

    Attributes:
        id: 1, 2, 3 …; never reused.
        person: whose it is.
        name: as they wrote it.
        question: as an address holds it behind its "?"; "" asks for everything.
        made: ISO UTC.
        seen: the number of the newest accession when the person last looked.
    """

    id: int
    person: int
    name: str
    question: str
    made: str
    seen: int


def find_newest_accession(library: Library) -> int:
    """Find the number that `SavedSearch.seen` takes when a person looks now; 0 when empty.

    An accession that is still open is not counted: more may come of it.
    """
    row = find_row(library.connection, "SELECT id, state FROM accession ORDER BY id DESC LIMIT 1")
    return 0 if row is None else int(row[0]) - (row[1] == "open")


def put_search(
    library: Library, person: int, name: str, question: str, *, clock: str
) -> SavedSearch:
    """Keep a question under a name; what is there now counts as seen.

    Raises:
        UserError: it has no name, or the person keeps `SEARCHES_MOST`.
    """
    name = tidy_name(name)
    with transaction(library.connection):
        row = find_row(
            library.connection, "SELECT count(*) FROM saved_search WHERE person = ?", (person,)
        )
        if row is not None and row[0] >= SEARCHES_MOST:
            raise UserError(f"{SEARCHES_MOST:,} searches are saved. Remove one first")
        put_row(
            library.connection,
            "INSERT INTO saved_search (person, name, question, made, seen) VALUES (?, ?, ?, ?, ?)",
            (person, name, question, clock, find_newest_accession(library)),
        )
        return get_search(library, person, library.connection.last_insert_rowid())


def list_searches(library: Library, person: int) -> tuple[SavedSearch, ...]:
    """List a person's saved searches, the oldest first."""
    rows = read_rows(library.connection, f"{_SELECT} WHERE person = ? ORDER BY id", (person,))
    return tuple(map(_search_of, rows))


def find_search(library: Library, person: int, search_id: int) -> SavedSearch | None:
    """Find one of a person's saved searches; another's is not found."""
    if not 0 < search_id < 1 << 63:
        return None
    row = find_row(
        library.connection, f"{_SELECT} WHERE person = ? AND id = ?", (person, search_id)
    )
    return None if row is None else _search_of(row)


def get_search(library: Library, person: int, search_id: int) -> SavedSearch:
    """Give one of a person's saved searches.

    Raises:
        UserError: they have none of that number.
    """
    found = find_search(library, person, search_id)
    if found is None:
        raise UserError(f"there is no saved search {search_id} here")
    return found


def _search_of(row: Row) -> SavedSearch:
    number, person, name, question, made, seen = row
    return SavedSearch(number, person, name, question, made, seen)


def rename_search(library: Library, person: int, search_id: int, name: str) -> SavedSearch:
    """Give a saved search another name.

    Raises:
        UserError: there is none, or it would have no name.
    """
    name = tidy_name(name)
    get_search(library, person, search_id)
    put_row(
        library.connection,
        "UPDATE saved_search SET name = ? WHERE person = ? AND id = ?",
        (name, person, search_id),
    )
    return get_search(library, person, search_id)


def remove_search(library: Library, person: int, search_id: int) -> SavedSearch:
    """Remove a saved search; gives what `restore_search` needs.

    Raises:
        UserError: there is none.
    """
    with transaction(library.connection):
        removed = get_search(library, person, search_id)
        put_row(
            library.connection,
            "DELETE FROM saved_search WHERE person = ? AND id = ?",
            (person, search_id),
        )
    return removed


def restore_search(library: Library, removed: SavedSearch) -> SavedSearch:
    """Put a removed search back under its old number; one that is there stays as it is."""
    put_row(
        library.connection,
        "INSERT OR IGNORE INTO saved_search (id, person, name, question, made, seen) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            removed.id,
            removed.person,
            removed.name,
            removed.question,
            removed.made,
            removed.seen,
        ),
    )
    return get_search(library, removed.person, removed.id)


def mark_search_seen(library: Library, person: int, search_id: int) -> SavedSearch:
    """Remember that a person has looked at all there is now.

    Raises:
        UserError: there is none.
    """
    get_search(library, person, search_id)
    put_row(
        library.connection,
        "UPDATE saved_search SET seen = ? WHERE person = ? AND id = ?",
        (find_newest_accession(library), person, search_id),
    )
    return get_search(library, person, search_id)
