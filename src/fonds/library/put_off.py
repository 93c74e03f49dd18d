"""Put off: questions of the review queue that somebody wants to be asked later."""

from typing import Any

from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row, read_rows


def read_put_off(library: Library, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
    """Give True when the question of this field and key is put off, else None."""
    row = find_row(library.connection, "SELECT 1 FROM put_off WHERE field = ? AND key = ?", key)
    return None if row is None else True


def write_put_off(library: Library, key: tuple[str, ...], value: Any, clock: str) -> None:  # noqa: ANN401 - a JSON value
    """Put a question off, or ask it again."""
    put_row(library.connection, "DELETE FROM put_off WHERE field = ? AND key = ?", key)
    if value is not None:
        put_row(library.connection, "INSERT INTO put_off VALUES (?, ?, ?)", (*key, clock))


def list_put_off_keys(library: Library) -> frozenset[tuple[str, str]]:
    """List the fields and keys of all questions that are put off."""
    rows = read_rows(library.connection, "SELECT field, key FROM put_off")
    return frozenset((str(field), str(key)) for field, key in rows)
