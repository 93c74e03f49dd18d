"""docs/library-format.md names every table and column, and no other."""

import re
from pathlib import Path

from fonds.library.history import EVENT_NAMES
from fonds.library.opening import close_library, open_library

PAGE = (Path(__file__).parents[2] / "docs" / "library-format.md").read_text(encoding="utf-8")


def _documented() -> dict[str, set[str]]:
    sections = re.split(r"^### `(\w+)`", PAGE.partition("## Transactions")[0], flags=re.MULTILINE)
    tables: dict[str, set[str]] = {}
    for name, section in zip(sections[1::2], sections[2::2], strict=True):
        cells = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
        tables[name] = {column for cell in cells for column in re.findall(r"`(\w+)`", cell)}
    return tables


def test_the_page_names_just_the_tables_and_columns_there_are(tmp_path: Path) -> None:
    library = open_library(tmp_path, create=True)
    rows = library.connection.execute(
        "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
    ).fetchall()
    close_library(library)
    tables: dict[str, set[str]] = {}
    for table, column in rows:
        tables.setdefault(str(table), set()).add(str(column))
    assert _documented() == tables


def test_the_page_names_the_events() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("| `name` | from the PREMIS"))
    assert set(re.findall(r"`([a-z ]+)`", line)) - {"name"} <= EVENT_NAMES
