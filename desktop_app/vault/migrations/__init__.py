"""The tables of a vault, step by step; a released step never changes.

`schema.sql` beside this module is what all steps together give; a test compares the two.
"""

import functools
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as driver
from sqlite_utils import Database, Migrations

from desktop_app.domain.errors import VaultTooNewError
from desktop_app.vault import guards
from desktop_app.vault.engine import Connection
from desktop_app.vault.migrations import first, second

MIGRATIONS: Final = Migrations("safeguarding-desk")
MIGRATIONS(name="001_first")(first.apply)
MIGRATIONS(name="002_roles")(second.apply)

SCHEMA: Final = 2  # how many steps there are

# sqlite-utils makes its own table of steps, and another version of it may spell that otherwise.
STRUCTURE: Final = (
    "SELECT type, name, tbl_name, CASE WHEN tbl_name <> '_sqlite_migrations' THEN sql END"
    " FROM sqlite_master"
)


def apply(connection: Connection) -> None:
    """Bring the tables to this program's schema; each step is one transaction."""
    with guards.lifted(connection):
        MIGRATIONS.apply(Database(connection, execute_plugins=False))


def check(found: int, path: Path, *, written_by: str) -> bool:
    """Say whether a vault with schema `found` must be brought up to date first.

    Raises VaultTooNewError when a newer program (`written_by`: its version) made it.
    """
    if found > SCHEMA:
        raise VaultTooNewError(path, written_by=written_by)
    return found < SCHEMA


@functools.cache
def structure() -> frozenset[tuple[str, str, str, str | None]]:
    """Return every table, index and trigger that all steps together make, as SQLite tells them."""
    connection = driver.connect(":memory:")
    try:
        apply(connection)
        return frozenset(connection.execute(STRUCTURE).fetchall())
    finally:
        connection.close()
