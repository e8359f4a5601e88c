"""A new key for the whole file, in two phases, so that no moment of it locks anybody out.

1. The key file holds both keys, sealed to everyone who stays (with the event that says so).
2. V is copied page by page into `V.new` under the new key, checked, and put in V's place.
3. The key file holds the new key alone.

The key file opens whatever lies beside it at every moment. What was interrupted is finished at the
next opening: the log and the copy of the key file in V say what was meant (`keyring.py`). Source:
the two-phase re-key that was measured against the naive ones, 0 of 374 injected faults locked out.
"""

import os
import shutil
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import (
    SafeguardingError,
    VaultDamagedError,
    VaultDiskFullError,
    VaultError,
    VaultExistsError,
    VaultInUseError,
)
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.vaults import VaultRekeyed
from desktop_app.domain.trust_errors import RekeyUnfinishedError
from desktop_app.vault import checks, copying, engine, files, guards, keyfile, keyring, sealing
from desktop_app.vault.copying import Progress
from desktop_app.vault.engine import Connection
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyring import KeyRing
from desktop_app.vault.store import Vault

_SPARE: Final = 1 << 20  # bytes of room beyond the copy itself: journals, the key file
_TRIES: Final = 3
_FRESH: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL
_COUNTS: Final = (
    "SELECT (SELECT count(*) FROM event), (SELECT max(position) FROM event),"
    " (SELECT count(*) FROM payload), (SELECT count(*) FROM draft),"
    " (SELECT hash FROM event ORDER BY position DESC LIMIT 1)"
)
# Windows lets nobody rename a file over one that is open.
REPLACES_OPEN_FILES: Final = os.name != "nt"


def rekey(vault: Vault, *, without: Collection[str] = (), at: datetime, reason: str) -> None:
    """Give the vault a new key, and take out the slots whose ids are in `without`.

    Raises VaultDiskFullError before anything is done where there is no room for the copy,
    VaultDamagedError before anything is done where a page is not as it was written, and
    RekeyUnfinishedError where the change stands but the new file could not be put in place.
    """
    ready(vault)
    keys = vault.keyring.keyfile
    staying = replace(keys, slots=tuple(slot for slot in keys.slots if slot.id not in without))
    to = keyfile.holders(keys).difference(without)
    rekey_with(vault, staying, to=to, events=(), at=at, reason=reason)


def rekey_with(  # noqa: PLR0913  # keyword-only, each its own fact about one change
    vault: Vault,
    changed: KeyFile,
    *,
    to: Collection[str],
    events: Sequence[Event],
    at: datetime,
    reason: str,
    progress: Progress | None = None,
) -> None:
    """Write `events` and a new vault key, sealed `to` these slots of the key file `changed`.

    Boxes of the old key for any other slot go at once, and slots that the log does not introduce go
    altogether: whoever holds the vault key can put one there, and would outlast their own removal.
    `progress` is called with (done, total)
    pages while V is copied; what it raises stops that, and leaves it to the next opening. Raises
    what `rekey` raises.
    """
    check_room(vault.path)
    vault.check_pages()
    ring = vault.keyring
    epoch, fresh = keyfile.epoch_of(ring.keyfile), os.urandom(sealing.KEY_BYTES)
    planted = {slot.id for slot in ring.keyfile.slots if not vault.introduced(slot)}
    kept = tuple(slot for slot in changed.slots if slot.id not in planted)
    changed, to = replace(changed, slots=kept), set(to) - planted
    held = {box.to for box in changed.boxes}
    # Until V is under the new key, whoever gets that needs the old one as well: new slots too.
    both = keyfile.without_boxes(changed, to=held.difference(to))
    both = keyfile.with_vault_key(
        both, epoch=epoch, vault_key=ring.newest, to=set(to).difference(held)
    )
    both = keyfile.with_vault_key(both, epoch=epoch + 1, vault_key=fresh, to=to)
    turned = ring.turned(both, vault_keys=(fresh, *ring.vault_keys))
    told = [*events, VaultRekeyed(epoch + 1, reason)]
    try:
        vault.put_keys(replace(turned, behind=True), told, at=at)
        finish(vault, progress=progress)
    except SafeguardingError as error:
        nothing_yet = vault.keyring.keyfile.gen == ring.keyfile.gen
        if nothing_yet or isinstance(error, RekeyUnfinishedError):
            raise
        raise RekeyUnfinishedError(vault.path) from error


def check_room(path: Path) -> None:
    """Raise VaultDiskFullError unless a second copy of the vault at `path` has room beside it."""
    with files.disk_faults(path):
        if shutil.disk_usage(path.parent).free < path.stat().st_size + _SPARE:
            raise VaultDiskFullError(path)


def ready(vault: Vault, *, progress: Progress | None = None) -> None:
    """Finish what an earlier change of keys left undone, before the next one begins.

    Raises the errors of the machine.
    """
    vault.write_keys()
    finish(vault, progress=progress)


def settle(vault: Vault, *, progress: Progress | None = None) -> None:
    """Do at the opening what `ready` does; where that cannot be done the vault opens as it is.

    Raises VaultInUseError where another process was quicker.
    """
    with suppress(OSError, VaultError):
        _clear(vault.path, vault.id)
        vault.keyring.path.with_name(vault.keyring.path.name + ".new").unlink(missing_ok=True)
    if vault.keyring.waits or vault.keyring.behind:
        try:
            ready(vault, progress=progress)
        except VaultInUseError:
            raise
        except SafeguardingError:
            return


def finish(vault: Vault, *, progress: Progress | None = None) -> None:
    """Bring V under the newest key, where it is still under the older one.

    Raises the errors of the machine; then V lies there as it did, and the key file opens it.
    """
    for _ in range(_TRIES):
        if not vault.keyring.behind:
            return
        vault.move(lambda connection: _moved(connection, vault, progress))
        vault.write_keys()
    if vault.keyring.behind:
        raise VaultInUseError(vault.path)


def _moved(
    connection: Connection, vault: Vault, progress: Progress | None
) -> tuple[Connection, KeyRing]:
    """Put a copy of V under the newest key in V's place; return what to go on with."""
    ring, path, salt = vault.keyring, vault.path, checks.salt_of(vault.id)
    newest = keyfile.epoch_of(ring.keyfile)
    after = ring.turned(
        keyfile.without_boxes(ring.keyfile, below=newest), vault_keys=(ring.newest,)
    )
    after = replace(after, behind=False)
    fresh = _name(path)
    with files.disk_faults(path):
        _clear(path, vault.id)
        try:
            _copy(connection, fresh, after, salt=salt, progress=progress)
            return _swapped(connection, path, fresh, salt=salt, rings=(ring, after))
        except BaseException:
            with suppress(OSError):
                _clear(path, vault.id)
            raise


def _copy(
    connection: Connection,
    fresh: Path,
    after: KeyRing,
    *,
    salt: bytes,
    progress: Progress | None,
) -> None:
    """Copy every page to `fresh`, with the key file that goes with it, and check it."""
    os.close(os.open(fresh, _FRESH, 0o600))
    target = engine.connect(fresh, key=sealing.subkey(after.newest, "sqlcipher"), salt=salt)
    try:
        copying.in_slices(connection, target, progress=progress)
        target.execute("BEGIN IMMEDIATE")
        keyring.keep(target, after)
        target.execute("COMMIT")
        copying.check_pages(connection, fresh)
        copying.check_pages(target, fresh)
        sound = target.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        same = target.execute(_COUNTS).fetchone() == connection.execute(_COUNTS).fetchone()
        if not (sound and same):
            raise VaultDamagedError(fresh)
    finally:
        engine.close(target)
    files.sync_file(fresh)


def _swapped(
    connection: Connection,
    path: Path,
    fresh: Path,
    *,
    salt: bytes,
    rings: tuple[KeyRing, KeyRing],
) -> tuple[Connection, KeyRing]:
    """Put `fresh` in the place of V and open it, so that nobody writes to the old file unseen.

    Where an open file can be replaced, the old one keeps its lock until it is no longer V. Where
    it cannot, V is let go for a moment: whoever opens it then keeps it, and we start again.
    """
    before, after = rings
    if REPLACES_OPEN_FILES:
        try:
            engine.leave_journal(connection, path)
            files.replace(fresh, path)
        except BaseException:
            engine.take_journal(connection)
            guards.install(connection)
            raise
        engine.close(connection)
    else:
        engine.close(connection)
        try:
            fresh.replace(path)
        except PermissionError:
            return _opened(path, before.in_force, salt), before
    return _opened(path, after.newest, salt), after


def _opened(path: Path, vault_key: bytes, salt: bytes) -> Connection:
    connection = engine.connect(path, key=sealing.subkey(vault_key, "sqlcipher"), salt=salt)
    guards.install(connection)
    return connection


def _name(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def _clear(path: Path, vault: str) -> None:
    """Remove what an interrupted copy left; raises VaultExistsError for a file that is no such."""
    fresh = _name(path)
    if fresh.is_file():
        beginning = files.read_at_most(fresh, engine.SALT_BYTES)
        if not checks.salt_of(vault).startswith(beginning.rstrip(b"\0")):
            raise VaultExistsError(fresh)
        fresh.unlink()
    fresh.with_name(fresh.name + "-journal").unlink(missing_ok=True)
