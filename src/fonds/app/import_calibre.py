"""Import of calibre: from metadata.db and the folders of books beside it to a plan."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

import apsw

from fonds.app.archive_files import ArchiveFiles
from fonds.app.import_plan import ImportPlan, PlannedWork, StoryItem
from fonds.model.work import Leaf
from fonds.parse.archive_codes import BOOK_WITHOUT_FILE, Oddity
from fonds.parse.archive_story import ArchivedChapter, ArchivedStory
from fonds.parse.calibre_catalogue import BY, CalibreBook, describe_book, list_formats
from fonds.parse.formats import READERS

KIND = "calibre"

_DATABASE = "metadata.db"
_SQLITE = b"SQLite format 3\x00"
_WAL_BYTES = slice(18, 20)
"""Of a database's header: 2 says that changes are in a file beside it, 1 that there are none."""

_BOOKS = "SELECT id, title, path, series_index, pubdate FROM books ORDER BY id"
_LINKS = {
    "authors": "SELECT l.book, a.name FROM books_authors_link l JOIN authors a ON a.id = l.author "
    "ORDER BY l.book, l.id",
    "series": "SELECT l.book, s.name FROM books_series_link l JOIN series s ON s.id = l.series",
    "tags": "SELECT l.book, t.name FROM books_tags_link l JOIN tags t ON t.id = l.tag "
    "ORDER BY l.book, l.id",
    "comments": "SELECT book, text FROM comments",
    "languages": "SELECT l.book, g.lang_code FROM books_languages_link l "
    "JOIN languages g ON g.id = l.lang_code ORDER BY l.book, l.item_order",
    "publishers": "SELECT l.book, p.name FROM books_publishers_link l "
    "JOIN publishers p ON p.id = l.publisher",
    "ratings": "SELECT l.book, r.rating FROM books_ratings_link l "
    "JOIN ratings r ON r.id = l.rating",
    "identifiers": "SELECT book, type || ':' || val FROM identifiers ORDER BY book, id",
    "formats": "SELECT book, format || '/' || name FROM data ORDER BY book, id",
}
"""What is asked of a library's database; a table that an old one lacks gives nothing."""


def plan_calibre(files: ArchiveFiles, fandoms: Sequence[str] = ()) -> ImportPlan | None:
    """Plan the import of a calibre library.

    Of several formats of a book the first that can be read is read, EPUB before all others;
    the others are kept.

    Args:
        files: of the library's folder.
        fandoms: of every book, as whoever imports it says.

    Returns:
        The plan; None when there is no metadata.db with a table of books.

    Cost: O(books + files); the database is opened in memory.
    """
    name = next((one for one in files.files if _is_database(files, one)), None)
    if name is None:
        return None
    oddities: list[Oddity] = []
    books = read_books(files.read(name))
    if books is None:
        return None
    folder = str(PurePosixPath(name).parent)
    works: list[PlannedWork] = []
    used: set[str] = set()
    reasons = {name: "It is the catalogue of the library; what it states was read."}
    for book in books:
        held = _find_files(files, folder, book)
        if not held:
            message = f"No file of the book “{book.title}” is here; the catalogue lists it."
            member = f"books/{book.number}"
            oddities.append(Oddity(BOOK_WITHOUT_FILE, message, name, member, book.title))
            continue
        best = next((one for one in held if files.files[one].media_type in READERS), held[0])
        used.add(best)
        for other in held:
            if other != best:
                reasons[other] = f"It is another format of the book that was read from {best}."
        works.append(
            PlannedWork(book.title, 1, partial(_load_book, files, best, book, tuple(fandoms)))
        )
    return ImportPlan(
        kind=KIND,
        name=PurePosixPath(folder).name,
        works=tuple(works),
        oddities=tuple(oddities),
        members={},
        used=frozenset(used),
        reasons=reasons,
        authors=len({author for book in books for author in book.authors}),
        series=len({book.series for book in books} - {""}),
    )


def _is_database(files: ArchiveFiles, name: str) -> bool:
    return name.rpartition("/")[2] == _DATABASE and files.read(name).startswith(_SQLITE)


def _find_files(files: ArchiveFiles, folder: str, book: CalibreBook) -> list[str]:
    """The files of a book that are here, the one to read first."""
    top = "" if folder == "." else f"{folder}/"
    names = (f"{top}{book.folder}/{name}.{kind.lower()}" for kind, name in list_formats(book))
    return [name for name in names if name in files.files]


def _load_book(
    files: ArchiveFiles, name: str, book: CalibreBook, fandoms: tuple[str, ...]
) -> StoryItem:
    leaf: Leaf = files.leaf(name)
    claims = describe_book(book, fandoms)
    chapter = ArchivedChapter(None, None, (), leaf)
    return StoryItem(ArchivedStory(None, (), claims, (chapter,), (), 0, BY), is_listed=False)


def read_books(data: bytes) -> tuple[CalibreBook, ...] | None:
    """Read the books of a library's database, which is opened in memory and never changed.

    Args:
        data: its bytes.

    Returns:
        The books by number; None when it is no such database, or too damaged to be read.

    Cost: O(bytes).
    """
    try:
        connection = apsw.Connection(":memory:")
        try:
            whole = bytearray(data)
            whole[_WAL_BYTES] = b"\x01\x01"
            connection.deserialize("main", bytes(whole))
            connection.execute("PRAGMA query_only = ON")
            # A hostile schema could hold functions and triggers that look at more than rows.
            connection.execute("PRAGMA trusted_schema = OFF")
            return _read_books(connection)
        finally:
            connection.close()
    except (apsw.Error, UnicodeDecodeError):
        return None


def _read_books(connection: apsw.Connection) -> tuple[CalibreBook, ...]:
    rows: list[tuple[Any, ...]] = connection.execute(_BOOKS).fetchall()
    said = {what: _read_links(connection, sql) for what, sql in _LINKS.items()}
    columns = _read_columns(connection)
    return tuple(
        CalibreBook(
            number=int(number),
            title=str(title or ""),
            folder=str(path or ""),
            authors=tuple(said["authors"][number]),
            series=_first(said["series"][number]),
            index=float(index) if isinstance(index, int | float) else None,
            tags=tuple(said["tags"][number]),
            comments=_first(said["comments"][number]),
            languages=tuple(said["languages"][number]),
            published=str(published or ""),
            identifiers=dict(_pair(one, ":") for one in said["identifiers"][number]),
            publisher=_first(said["publishers"][number]),
            stars=_number(_first(said["ratings"][number])),
            formats=tuple(_pair(one, "/") for one in said["formats"][number]),
            columns={name: tuple(of[number]) for name, of in columns.items() if number in of},
        )
        for number, title, path, index, published in rows
    )


def _read_links(connection: apsw.Connection, sql: str) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    try:
        rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    except apsw.SQLError:
        return found
    for book, value in rows:
        if value is not None:
            found[int(book)].append(str(value))
    return found


def _read_columns(connection: apsw.Connection) -> dict[str, defaultdict[int, list[str]]]:
    """Columns that people added; each has tables of its own, named by its number."""
    try:
        sql = "SELECT id, label, normalized FROM custom_columns"
        rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    except apsw.SQLError:
        return {}
    found = {}
    for number, label, is_shared in rows:
        table = f"custom_column_{int(number)}"
        sql = f"SELECT book, value FROM {table}"  # noqa: S608 - the number is one
        if is_shared:
            sql = (
                f"SELECT l.book, c.value FROM books_{table}_link l "  # noqa: S608 - as above
                f"JOIN {table} c ON c.id = l.value ORDER BY l.book, l.id"
            )
        found[str(label)] = _read_links(connection, sql)
    return found


def _first(values: Iterable[str]) -> str:
    return next(iter(values), "")


def _pair(text: str, mark: str) -> tuple[str, str]:
    first, _, second = text.partition(mark)
    return first, second


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None
