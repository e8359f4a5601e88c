"""An interrupted save: how it is known, and what it may leave unreadable without harm."""

from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver

from desktop_app.vault import files

_AT_ONCE: Final = 1024 * 1024  # bytes in one row


def has_hot_journal(path: Path) -> bool:
    """Say whether an unfinished save waits to be taken back; a finished one begins with zeros.

    Another process may end its save as we look: then there is none. Raises VaultReadOnlyError or
    VaultDiskFailingError.
    """
    journal = path.with_name(path.name + "-journal")
    with files.disk_faults(journal):
        try:
            with journal.open("rb") as file:
                return file.read(1) not in {b"", b"\0"}
        except (FileNotFoundError, IsADirectoryError):
            return False


def write_free_pages_anew(connection: Any, *, page_bytes: int) -> None:  # noqa: ANN401  # the driver has no types
    """Write every free page anew, in a file whose last save was cut off.

    The journal does not hold what stood on a free page: nothing did. Where a power cut tore one
    that a save had begun to use, the save is taken back, but the page keeps half of two contents,
    its authentication code fails, and `verify` would call the file damaged. A table takes all free
    pages, which are not read for it, and gives them back. Where there is no room for that (the
    file grows by a page or two for a moment) they stay as they are: nothing is lost by it.
    """
    free = int(connection.execute("PRAGMA freelist_count").fetchone()[0]) * page_bytes
    if not free:
        return
    rows = [(min(_AT_ONCE, free - done),) for done in range(0, free, _AT_ONCE)]
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE unused_pages (filling)")
        connection.executemany("INSERT INTO unused_pages VALUES (zeroblob(?))", rows)
        connection.execute("DROP TABLE unused_pages")
        connection.execute("COMMIT")
    except driver.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
