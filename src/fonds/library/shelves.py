"""Shelves: a person's own named lists of works; one without a person is a collection."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from fonds.errors import UserError
from fonds.library.codec import to_json
from fonds.library.marks import find_aliases, follow_redirects
from fonds.library.opening import Library
from fonds.library.storage import Row, find_row, put_row, put_rows, read_rows, transaction

NAME_MOST = 200
"""Characters of a shelf's name: three lines of a phone."""

ABOUT_MOST = 2000

_SELECT = "SELECT id, person, name, about, made FROM shelf"


class OwnShelf(Struct, frozen=True):
    """A named list of works.

    Attributes:
        id: 1, 2, 3 …; never reused.
        person: whose it is; None for a collection, which is everybody's.
        name: as its maker wrote it.
        about: more words on it, or "".
        made: ISO UTC.
    """

    id: int
    person: int | None
    name: str
    about: str
    made: str

    @property
    def is_collection(self) -> bool:
        """Whether it is everybody's."""
        return self.person is None


class Placed(Struct, frozen=True):
    """A work on a shelf, and since when."""

    work_id: str
    at: str


class RemovedShelf(Struct, frozen=True):
    """All that is needed to put a removed shelf back."""

    shelf: OwnShelf
    works: tuple[Placed, ...]


def tidy_name(text: str, most: int = NAME_MOST) -> str:
    """Tidy a name that somebody typed: one line, no space around it, not too long.

    Raises:
        UserError: nothing is left of it, or it is too long.

    Example:
        >>> tidy_name("  Rainy   days ")
        'Rainy days'
    """
    name = _make_line(text)
    if not name:
        raise UserError("it needs a name of at least one letter")
    if len(name) > most:
        raise UserError(f"the name is longer than {most} characters. Shorten it")
    return name


def _make_line(text: str) -> str:
    """Leave out what cannot be seen; lone surrogates, which no database takes, are such."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def put_shelf(
    library: Library, person: int | None, name: str, *, about: str = "", clock: str
) -> OwnShelf:
    """Make a shelf.

    Args:
        library: an open library.
        person: whose it is; None makes a collection.
        name: unlike the names of the person's other shelves, whatever their case.
        about: more words on it.
        clock: now, ISO UTC.

    Raises:
        UserError: it has no name, or there is one of this name.
    """
    name = tidy_name(name)
    with transaction(library.connection):
        _refuse_taken(library, person, name)
        put_row(
            library.connection,
            "INSERT INTO shelf (person, name, name_key, about, made) VALUES (?, ?, ?, ?, ?)",
            (person, name, _key_of(name), _tidy_about(about), clock),
        )
        return get_shelf(library, library.connection.last_insert_rowid())


def _key_of(name: str) -> str:
    return name.casefold()


def _tidy_about(text: str) -> str:
    about = "".join(one for one in text if one.isprintable() or one == "\n").strip()
    if len(about) > ABOUT_MOST:
        raise UserError(f"the words on it are more than {ABOUT_MOST} characters. Shorten them")
    return about


def _refuse_taken(library: Library, person: int | None, name: str, but: int = 0) -> None:
    known = find_shelf_by_name(library, person, name)
    if known is not None and known.id != but:
        what = "a collection" if person is None else "a shelf"
        raise UserError(f"there is {what} called “{known.name}” already. Choose another name")


def find_shelf(library: Library, shelf_id: int) -> OwnShelf | None:
    """Find a shelf by its number."""
    # SQLite's whole numbers end here; a larger one cannot be asked for.
    if not 0 < shelf_id < 1 << 63:
        return None
    row = find_row(library.connection, f"{_SELECT} WHERE id = ?", (shelf_id,))
    return None if row is None else _shelf_of(row)


def find_shelf_by_name(library: Library, person: int | None, name: str) -> OwnShelf | None:
    """Find a person's shelf, or a collection, by its name in any case."""
    row = find_row(
        library.connection,
        f"{_SELECT} WHERE coalesce(person, 0) = ? AND name_key = ?",
        (person or 0, _key_of(_make_line(name))),
    )
    return None if row is None else _shelf_of(row)


def get_shelf(library: Library, shelf_id: int) -> OwnShelf:
    """Give a shelf.

    Raises:
        UserError: there is none of that number.
    """
    found = find_shelf(library, shelf_id)
    if found is None:
        raise UserError(f"there is no shelf {shelf_id} here")
    return found


def _shelf_of(row: Row) -> OwnShelf:
    number, person, name, about, made = row
    return OwnShelf(number, person, name, about, made)


def list_shelves(library: Library, person: int | None) -> tuple[OwnShelf, ...]:
    """List a person's shelves, or the collections, by name."""
    rows = read_rows(
        library.connection,
        f"{_SELECT} WHERE person IS ?1 ORDER BY name_key",
        (person,),
    )
    return tuple(map(_shelf_of, rows))


def rename_shelf(
    library: Library, shelf_id: int, name: str, *, about: str | None = None
) -> OwnShelf:
    """Give a shelf another name, and other words when some are given.

    Raises:
        UserError: there is no such shelf, it would have no name, or one that is taken.
    """
    name = tidy_name(name)
    with transaction(library.connection):
        shelf = get_shelf(library, shelf_id)
        _refuse_taken(library, shelf.person, name, shelf.id)
        put_row(
            library.connection,
            "UPDATE shelf SET name = ?, name_key = ?, about = ? WHERE id = ?",
            (name, _key_of(name), shelf.about if about is None else _tidy_about(about), shelf_id),
        )
    return get_shelf(library, shelf_id)


def remove_shelf(library: Library, shelf_id: int) -> RemovedShelf:
    """Remove a shelf; the works on it stay in the library.

    Returns:
        What `restore_shelf` needs.

    Raises:
        UserError: there is no such shelf.
    """
    with transaction(library.connection):
        removed = RemovedShelf(get_shelf(library, shelf_id), _read_placed(library, shelf_id))
        put_row(library.connection, "DELETE FROM shelf WHERE id = ?", (shelf_id,))
    return removed


def restore_shelf(library: Library, removed: RemovedShelf) -> OwnShelf:
    """Put a removed shelf back, under its old number.

    Raises:
        UserError: another has its name meanwhile, or it is there.
    """
    shelf = removed.shelf
    with transaction(library.connection):
        if find_shelf(library, shelf.id) is not None:
            raise UserError(f"“{shelf.name}” is there already")
        _refuse_taken(library, shelf.person, shelf.name)
        put_row(
            library.connection,
            "INSERT INTO shelf (id, person, name, name_key, about, made) VALUES (?, ?, ?, ?, ?, ?)",
            (shelf.id, shelf.person, shelf.name, _key_of(shelf.name), shelf.about, shelf.made),
        )
        restore_works(library, shelf.id, removed.works)
    return shelf


def add_works(
    library: Library, shelf_id: int, work_ids: Iterable[str], *, clock: str
) -> tuple[str, ...]:
    """Put n works on a shelf.

    Args:
        library: an open library.
        shelf_id: of a shelf that is there.
        work_ids: those of merged works stand for what they became; unknown ones are left out.
        clock: now, ISO UTC.

    Returns:
        The works that were not on it before.

    Raises:
        UserError: there is no such shelf.

    Cost: O(n + works on the shelf), one transaction.
    """
    with transaction(library.connection):
        get_shelf(library, shelf_id)
        on_it = set(works_of(library, shelf_id))
        wanted = dict.fromkeys(follow_redirects(library, work_ids).values())
        known = {
            row[0]
            for row in read_rows(
                library.connection,
                "SELECT id FROM work WHERE id IN (SELECT value FROM json_each(?))",
                (to_json(tuple(wanted)),),
            )
        }
        added = tuple(one for one in wanted if one in known and one not in on_it)
        restore_works(library, shelf_id, [Placed(one, clock) for one in added])
    return added


def take_works(library: Library, shelf_id: int, work_ids: Iterable[str]) -> tuple[Placed, ...]:
    """Take works off a shelf.

    Returns:
        What was on it, as `restore_works` needs it.

    Raises:
        UserError: there is no such shelf.
    """
    with transaction(library.connection):
        get_shelf(library, shelf_id)
        leads = follow_redirects(library, work_ids)
        gone = to_json(tuple(find_aliases(library, (*leads, *leads.values()))))
        rows = read_rows(
            library.connection,
            "DELETE FROM shelf_work WHERE shelf = ? AND work_id IN "
            "(SELECT value FROM json_each(?)) RETURNING work_id, at",
            (shelf_id, gone),
        )
    return tuple(Placed(work_id, at) for work_id, at in rows)


def restore_works(library: Library, shelf_id: int, works: Sequence[Placed]) -> None:
    """Put works back on a shelf with the times they were put there; ones on it stay."""
    with transaction(library.connection):
        put_rows(
            library.connection,
            "INSERT OR IGNORE INTO shelf_work (shelf, work_id, at) VALUES (?, ?, ?)",
            [(shelf_id, one.work_id, one.at) for one in works],
        )


def _read_placed(library: Library, shelf_id: int) -> tuple[Placed, ...]:
    rows = read_rows(
        library.connection,
        "SELECT work_id, at FROM shelf_work WHERE shelf = ? ORDER BY at DESC, work_id",
        (shelf_id,),
    )
    return tuple(Placed(work_id, at) for work_id, at in rows)


def works_of(library: Library, shelf_id: int) -> tuple[str, ...]:
    """Give the works on a shelf, the last put first, by the identifiers they go by now.

    Works that are gone from the library are among them: they may be taken in again.
    """
    ids = [one.work_id for one in _read_placed(library, shelf_id)]
    return tuple(dict.fromkeys(follow_redirects(library, ids).values()))


def works_by_shelf(library: Library, person: int | None) -> dict[int, tuple[str, ...]]:
    """Give the works on each of a person's shelves, or on each collection; see `works_of`.

    Cost: O(works on all of them), two queries.
    """
    rows = read_rows(
        library.connection,
        "SELECT w.shelf, w.work_id FROM shelf_work w JOIN shelf s ON s.id = w.shelf "
        "WHERE s.person IS ? ORDER BY w.at DESC, w.work_id",
        (person,),
    )
    leads = follow_redirects(library, (row[1] for row in rows))
    found: dict[int, dict[str, None]] = {}
    for shelf_id, work_id in rows:
        found.setdefault(shelf_id, {})[leads[work_id]] = None
    return {shelf_id: tuple(works) for shelf_id, works in found.items()}


def shelves_of_work(library: Library, person: int | None, work_id: str) -> tuple[OwnShelf, ...]:
    """List those of a person's shelves, or of the collections, that a work is on, by name."""
    now = follow_redirects(library, (work_id,))[work_id]
    rows = read_rows(
        library.connection,
        "SELECT id, person, name, about, made FROM shelf WHERE person IS ? AND id IN "
        "(SELECT shelf FROM shelf_work WHERE work_id IN (SELECT value FROM json_each(?))) "
        "ORDER BY name_key",
        (person, to_json(tuple(find_aliases(library, (now,))))),
    )
    return tuple(map(_shelf_of, rows))
