"""What keeps the log append-only inside the file: triggers, and an authorizer on the connection.

They guard against accidents and careless code. Whoever holds the vault key can get round them;
what cannot be got round unseen is the chain and the signatures (`verification.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as driver

from desktop_app.domain.errors import VaultAlteredError
from desktop_app.vault.engine import Connection

LOG_TABLES: Final = ("event", "payload")

_NAMED: Final = (
    ("event_no_update", "BEFORE UPDATE ON event"),
    ("event_no_delete", "BEFORE DELETE ON event"),
    # INSERT OR REPLACE deletes the row in its way without an UPDATE or DELETE trigger unless
    # recursive_triggers is on; the third trigger stops it either way.
    (
        "event_no_replace",
        (
            "BEFORE INSERT ON event WHEN EXISTS"
            " (SELECT 1 FROM event WHERE position = NEW.position OR id = NEW.id)"
        ),
    ),
    ("payload_no_update", "BEFORE UPDATE ON payload"),
    ("payload_no_delete", "BEFORE DELETE ON payload"),
    (
        "payload_no_replace",
        (
            "BEFORE INSERT ON payload WHEN EXISTS"
            " (SELECT 1 FROM payload WHERE event_id = NEW.event_id)"
        ),
    ),
)
TRIGGERS: Final[dict[str, str]] = {
    name: f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    for name, when in _NAMED
}

# For these actions the authorizer is told the table in its first or second argument.
_ON_TABLE: Final = frozenset(
    {
        driver.SQLITE_ALTER_TABLE,
        driver.SQLITE_CREATE_TRIGGER,
        driver.SQLITE_CREATE_TEMP_TRIGGER,
        driver.SQLITE_DELETE,
        driver.SQLITE_DROP_INDEX,
        driver.SQLITE_DROP_TABLE,
        driver.SQLITE_DROP_TRIGGER,
        driver.SQLITE_UPDATE,
    }
)
# A temporary table or view takes the place of the log's own wherever its name stands alone.
_NEVER: Final = frozenset(
    {
        driver.SQLITE_ATTACH,
        driver.SQLITE_CREATE_TEMP_TABLE,
        driver.SQLITE_CREATE_TEMP_VIEW,
        driver.SQLITE_DETACH,
    }
)
# A list of what is allowed: SQLCipher alone has a dozen pragmas that re-key, migrate, or write
# statements to a file, some of them without a value.
_HARMLESS: Final = frozenset(
    {"cache_size", "cipher_integrity_check", "integrity_check", "shrink_memory"}
)
_READ_BACK: Final = frozenset(
    # the full-text index asks for the version of the data
    {"data_version", "foreign_keys", "journal_mode", "locking_mode", "secure_delete", "synchronous"}
)


def _authorize(
    action: int, first: str | None, second: str | None, _database: str | None, _by: str | None
) -> int:
    if action in _ON_TABLE:
        denied = first in LOG_TABLES or second in LOG_TABLES
    elif action == driver.SQLITE_PRAGMA:
        denied = first not in _HARMLESS and (first not in _READ_BACK or second is not None)
    else:
        denied = action in _NEVER
    return int(driver.SQLITE_DENY if denied else driver.SQLITE_OK)


def install(connection: Connection) -> None:
    """Refuse, from now on, every statement that would change the log's tables or the settings."""
    connection.set_authorizer(_authorize)


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Let a migration work on the log's tables; the refusal returns at the end."""
    connection.set_authorizer(None)
    try:
        yield
    finally:
        install(connection)


def check(connection: Connection, path: Path) -> None:
    """Raise VaultAlteredError unless every trigger of the log is there, word for word."""
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    wrong = [name for name, sql in TRIGGERS.items() if found.pop(name, None) != sql]
    if wrong or found:
        raise VaultAlteredError(path, what=(*wrong, *sorted(found)))
