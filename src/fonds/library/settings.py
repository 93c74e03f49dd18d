"""Settings: what the administrator of a library has decided, by name, as JSON."""

from typing import Any

from fonds.library.codec import from_json, make_storable, to_json
from fonds.library.opening import Library
from fonds.library.storage import find_row, put_row


def find_setting(library: Library, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """Find a setting; None when nobody has decided it."""
    row = find_row(library.connection, "SELECT value FROM setting WHERE name = ?", (name,))
    return from_json(row[0], object) if row else None


def put_setting(library: Library, name: str, value: object) -> None:
    """Decide a setting: any JSON value; None takes the decision back."""
    if value is None:
        put_row(library.connection, "DELETE FROM setting WHERE name = ?", (name,))
        return
    put_row(
        library.connection,
        "INSERT INTO setting (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, to_json(make_storable(value))),
    )
