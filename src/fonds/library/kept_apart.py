"""Kept apart: works that a person said are not editions of one story."""

from collections.abc import Iterable
from typing import Any

from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row, read_rows


def make_apart_key(one: str, other: str) -> tuple[str, str]:
    """Give the key of two works, whichever is named first.

    Example:
        >>> make_apart_key("w2", "w1")
        ('w1', 'w2')
    """
    return (one, other) if one < other else (other, one)


def read_apart(library: Library, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
    """Give True when the two works are kept apart, else None."""
    row = find_row(library.connection, "SELECT 1 FROM kept_apart WHERE one = ? AND other = ?", key)
    return None if row is None else True


def write_apart(library: Library, key: tuple[str, ...], value: Any, clock: str) -> None:  # noqa: ANN401 - a JSON value
    """Keep two works apart, or no longer."""
    put_row(library.connection, "DELETE FROM kept_apart WHERE one = ? AND other = ?", key)
    if value is not None:
        put_row(library.connection, "INSERT INTO kept_apart VALUES (?, ?, ?)", (*key, clock))


def list_kept_apart(library: Library) -> frozenset[tuple[str, str]]:
    """List all pairs that are kept apart, each as its key."""
    rows: Iterable[tuple[str, str]] = (
        (str(one), str(other))
        for one, other in read_rows(library.connection, "SELECT one, other FROM kept_apart")
    )
    return frozenset(rows)
