"""A copy of an open vault under another name, made by the database itself, and that copy checked.

Nothing else in this process may open the vault's own file while it is open (`engine.py`): so it is
copied through its connection, and only the copy is ever read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import VaultAlteredError, VaultDamagedError, VaultFaultError
from desktop_app.domain.trust_errors import BackupSourceFaultyError
from desktop_app.vault import checks, engine, files, guards, sealing, verification
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import Envelope, Stored
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.head import Head
from desktop_app.vault.keyslots import UserKeys

ENDING: Final = ".copy-part"  # of a copy beside its vault, while it is checked and packed
_PAGES: Final = 256  # a slice of 1 MiB
_TELL_EVERY: Final = 1000  # entries
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a vault's file again: the vault's id and its key; who has it open."""

    vault: str
    vault_key: bytes = field(repr=False)
    user: str
    keys: UserKeys = field(repr=False)

    def connect(self, path: Path) -> Connection:
        """Open a copy of the vault at `path`; an empty file becomes one. Raises as the engine."""
        key = sealing.subkey(self.vault_key, "sqlcipher")
        return engine.connect(path, key=key, salt=checks.salt_of(self.vault))


def vault_of(copy_path: Path) -> Path:
    """Return the vault that a copy lies beside: whoever is told of a fault knows no other name."""
    return copy_path.with_name(copy_path.name.removesuffix(ENDING))


def copy(
    connection: Connection, target: Path, *, opening: Opening, progress: Progress | None = None
) -> None:
    """Copy the open vault's file to `target`, in slices, under the same key.

    What a killed run left there is removed first. `progress` is called with (done, total) pages
    after each slice; what it raises stops the copy, and nothing is left. Raises VaultDamagedError
    when a page of the vault is not as it was written, or another error of the machine.
    """
    if connection.in_transaction:
        raise VaultFaultError("COPY_IN_TRANSACTION")
    remove(target)
    try:
        with files.disk_faults(vault_of(target)), files.fresh(target):
            pass
        into = opening.connect(target)
        try:
            with engine.faults(vault_of(target)):
                in_slices(connection, into, progress=progress)
        finally:
            engine.close(into)
        check_pages(connection, vault_of(target))
    except BaseException:
        remove(target)
        raise


def in_slices(source: Connection, target: Connection, *, progress: Progress | None) -> None:
    """Copy every page of one open file into another, a megabyte at a time."""
    source.backup(target, pages=_PAGES, progress=_told(progress))


def check_pages(connection: Connection, path: Path) -> None:
    """Raise VaultDamagedError unless every page of the open file is as it was written.

    The backup interface copies a page that is not as zeros, without a word, and the copy's own
    codes then hold: so the pages of the source must be asked for whenever a copy is to be relied on.
    """
    if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        raise VaultDamagedError(path)


def _told(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, remaining, total: progress(total - remaining, total)


def remove(copy_path: Path) -> None:
    """Remove a copy and its journal; what is not there is no matter."""
    for left in (copy_path, copy_path.with_name(copy_path.name + "-journal")):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def verify(path: Path, *, opening: Opening, head: Head, progress: Progress | None = None) -> None:
    """Check a copy's pages and guards, where its log ends, and every link and signature in it.

    Opens the copy and nothing else, on any thread. `progress` is called with (done, total) entries.
    Raises BackupSourceFaultyError.
    """
    with _opened(path, opening) as connection:
        _check(connection, path, opening, head)
        log = _log(connection, opening)
        seen = None if progress is None else _counted(progress, head.position)
        if next(iter(verification.verify_log(log.rows(), vault=opening.vault, seen=seen)), None):
            raise BackupSourceFaultyError(vault_of(path))


def verify_same(path: Path, *, opening: Opening, head: Head) -> None:
    """Check a copy's pages and guards, and that its log ends at `head`: no more than that.

    For a copy that is to be what the vault is, whether or not all of that holds. Raises
    BackupSourceFaultyError.
    """
    with _opened(path, opening) as connection:
        _check(connection, path, opening, head)


@contextmanager
def _opened(path: Path, opening: Opening) -> Iterator[Connection]:
    """Open a copy; what it cannot give is a fault of what it was copied from."""
    try:
        connection = opening.connect(path)
        try:
            with engine.faults(path):
                yield connection
        finally:
            engine.close(connection)
    except (VaultDamagedError, VaultAlteredError, VaultFaultError):
        raise BackupSourceFaultyError(vault_of(path)) from None


def _check(connection: Connection, path: Path, opening: Opening, head: Head) -> None:
    check_pages(connection, path)
    guards.check(connection, path)
    sound = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    if not sound or _log(connection, opening).head() != head:
        raise BackupSourceFaultyError(vault_of(path))


def _log(connection: Connection, opening: Opening) -> EventLog:
    return EventLog(connection, vault=opening.vault, user=opening.user, keys=opening.keys)


def _counted(progress: Progress, total: int) -> Callable[[Stored, Envelope], None]:
    def seen(row: Stored, _said: Envelope) -> None:
        if row.position % _TELL_EVERY == 0:
            progress(min(row.position, total), total)

    return seen
