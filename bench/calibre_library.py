"""Runs inside calibre (`calibre-debug -e`), as a peer program: puts books into a library of its.

    calibre-debug -e bench/calibre_library.py -- BOOKS.jsonl FOLDER

Each line of the file is a book as `reading_room_peer.py` writes it. calibre makes the library and
its columns, which hold what the shelf's facets hold; the rows go into its database in one
transaction, since its function for one book takes minutes for some thousand. Books with a text
get it as a TXT by calibre's own function afterwards.
"""

import json
import sys
import time
from typing import Any

COLUMNS = ("fandom", "pairing", "character", "rated", "category", "warning")
LINKED = {"tags": ("tags", "name", "tag"), "authors": ("authors", "name", "author")}


def main(books: str, folder: str) -> None:
    """Make the library and put the books in."""
    from calibre.db.legacy import create_backend  # type: ignore[import-not-found]

    backend = create_backend(folder)
    for name in COLUMNS:
        backend.create_custom_column(name, name.capitalize(), "text", True)
    backend.close()
    backend = create_backend(folder)
    numbers = {column["label"]: column["num"] for column in backend.custom_column_num_map.values()}
    begun = time.monotonic()
    with open(books, encoding="utf-8") as file:  # noqa: PTH123 - as calibre's own scripts do
        lines = [json.loads(line) for line in file]
    with backend.conn:
        _put_books(backend.conn, lines)
        for field, (table, name, link) in LINKED.items():
            values = [line[field] for line in lines]
            _put_values(backend.conn, (table, name, link), values)
        for label, number in numbers.items():
            table = f"custom_column_{number}"
            values = [line[label] for line in lines]
            _put_values(backend.conn, (table, "value", "value"), values)
        _put_rest(backend.conn, lines)
    backend.close()
    pace = len(lines) / (time.monotonic() - begun)
    print(f"calibre has {len(lines):,} books, {pace:,.0f} a second", flush=True)
    _put_texts(folder, lines)


def _put_books(connection: Any, lines: list[dict[str, Any]]) -> None:  # noqa: ANN401
    connection.executemany(
        "INSERT INTO books (id, title, author_sort, series_index, pubdate, timestamp, path) "
        "VALUES (?, ?, ?, ?, ?, '2026-11-21 12:00:00+00:00', ?)",
        (
            (
                number,
                line["title"],
                line["authors"][0],
                float(line["index"] or 1),
                f"{line['date'] or '0101-01-01'} 00:00:00+00:00",
                f"Books/{number}",
            )
            for number, line in enumerate(lines, 1)
        ),
    )


def _put_values(
    connection: Any,  # noqa: ANN401
    place: tuple[str, str, str],
    values: list[list[str]],
) -> None:
    """Put a field of many values in: calibre keeps each value once, whatever its case.

    `place` is a table, its column, and the column of the links that point to it.
    """
    table, name, link = place
    known: dict[str, int] = {}
    rows: list[tuple[int, str]] = []
    links: dict[tuple[int, int], None] = {}
    for number, several in enumerate(values, 1):
        for value in several:
            key = value.casefold()
            if key not in known:
                known[key] = len(known) + 1
                rows.append((known[key], value))
            links[(number, known[key])] = None
    connection.executemany(f"INSERT INTO {table} (id, {name}) VALUES (?, ?)", rows)
    connection.executemany(f"INSERT INTO books_{table}_link (book, {link}) VALUES (?, ?)", links)


def _put_rest(connection: Any, lines: list[dict[str, Any]]) -> None:  # noqa: ANN401
    series = [[line["series"]] if line["series"] else [] for line in lines]
    _put_values(connection, ("series", "name", "series"), series)
    languages = [[line["language"]] for line in lines]
    _put_values(connection, ("languages", "lang_code", "lang_code"), languages)
    connection.executemany(
        "INSERT INTO comments (book, text) VALUES (?, ?)",
        ((number, f"<p>{line['summary']}</p>") for number, line in enumerate(lines, 1)),
    )


def _put_texts(folder: str, lines: list[dict[str, Any]]) -> None:
    from calibre.db.cache import Cache  # type: ignore[import-not-found]
    from calibre.db.legacy import create_backend

    with_text = [(number, line["text"]) for number, line in enumerate(lines, 1) if line["text"]]
    if not with_text:
        return
    cache = Cache(create_backend(folder))
    cache.init()
    for number, text in with_text:
        cache.add_format(number, "TXT", text, run_hooks=False)
    cache.close()


if __name__ == "__main__":
    main(*sys.argv[-2:])
