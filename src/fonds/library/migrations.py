"""Migrations: the schema's versions, each put in place in one transaction."""

import hashlib
from importlib import resources

import apsw

from fonds.errors import UserError
from fonds.library.storage import find_row, put_row, storage_errors, transaction

APPLICATION_ID = 0x466F6E64
"""Stands in the database's header ("Fond"), so that `file` and we know it."""

MIGRATIONS: tuple[str, ...] = (
    "schema_0001.sql",
    "schema_0002.sql",
    "schema_0003.sql",
    "schema_0004.sql",
)
"""SQL files beside this one; the n-th leads from version n - 1 to n. Never edited, only
added to."""

SCHEMA_VERSION = len(MIGRATIONS)


def read_version(connection: apsw.Connection) -> int:
    """Give the schema version of a database; 0 when it is empty."""
    row = find_row(connection, "PRAGMA user_version")
    return int(row[0]) if row else 0


def migrate(connection: apsw.Connection, *, what: str) -> int:
    """Bring a database up to date; does nothing when it is.

    A migration, its line in the table `migration` and `user_version` are one
    transaction: a crash leaves the version before or after, never between.

    Args:
        connection: to an empty database or a library.
        what: the library's folder, for messages.

    Returns:
        How many migrations ran.

    Raises:
        UserError: the library was made by a newer Fonds.
    """
    found = read_version(connection)
    if found > SCHEMA_VERSION:
        raise UserError(
            f"{what}: this library was made by a newer Fonds (schema {found}, this one knows "
            f"{SCHEMA_VERSION}). Upgrade Fonds, then try again"
        )
    done = 0
    for version in range(found + 1, SCHEMA_VERSION + 1):
        done += _migrate_to(connection, version)
    return done


def _migrate_to(connection: apsw.Connection, version: int) -> int:
    sql = resources.files("fonds.library").joinpath(MIGRATIONS[version - 1]).read_text("utf-8")
    with transaction(connection):
        # Another process may have been quicker between our look and our lock.
        if read_version(connection) >= version:
            return 0
        with storage_errors(connection):
            connection.execute(sql)
        digest = "sha256:" + hashlib.sha256(sql.encode("utf-8")).hexdigest()
        put_row(connection, "INSERT INTO migration VALUES (?, ?)", (version, digest))
        put_row(connection, f"PRAGMA user_version = {version}")
    return 1
