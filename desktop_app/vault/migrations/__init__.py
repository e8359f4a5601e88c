"""The tables of a vault, step by step; a released step never changes.

`schema.sql` beside this module is what all steps together give; a test compares the two.
"""

from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

from desktop_app.domain.errors import VaultTooNewError
from desktop_app.vault import guards
from desktop_app.vault.engine import Connection
from desktop_app.vault.migrations import first, second

MIGRATIONS: Final = Migrations("safeguarding-desk")
MIGRATIONS(name="001_first")(first.apply)
MIGRATIONS(name="002_roles")(second.apply)

SCHEMA: Final = 2  # how many steps there are


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
