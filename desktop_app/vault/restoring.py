"""A backup put back into a new place, or opened on trial: every byte checked, the heads compared."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from os.path import lexists
from pathlib import Path

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    KeyFileMissingError,
    KeyFileTooNewError,
    PasswordRefusedError,
    SignInNeededError,
    VaultAlteredError,
    VaultCutShortError,
    VaultDamagedError,
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultEmptyError,
    VaultExistsError,
    VaultFolderMissingError,
    VaultForeignError,
    VaultNotEncryptedError,
    VaultReadOnlyError,
    VaultTooNewError,
)
from desktop_app.domain.events.keeping import BackupRestored
from desktop_app.domain.roles import LEAD
from desktop_app.domain.trust_errors import (
    AdministratorError,
    BackupDamagedError,
    BackupNewerError,
    BackupPlaceError,
    BackupSourceFaultyError,
    FolderReadOnlyError,
    RoleRefusedError,
    UserRemovedError,
)
from desktop_app.vault import bundle, copying, desk_notes, files, keyfile, migrations, workshop
from desktop_app.vault.bundle import Progress
from desktop_app.vault.desk_notes import Seen
from desktop_app.vault.head import Head
from desktop_app.vault.manifest import Manifest
from desktop_app.vault.opening import Unlocked, open_unlocked, unlock
from desktop_app.vault.store import Vault

_DAMAGE = (
    VaultAlteredError,
    VaultCutShortError,
    VaultDamagedError,
    VaultEmptyError,
    VaultForeignError,
    VaultNotEncryptedError,
)
_TABLES = frozenset({"scope", "users", "projection", "search-index"})  # made anew from the log


@dataclass(frozen=True, slots=True)
class Who:
    """Whose password opens a backup: as it was when the backup was made."""

    password: str = field(repr=False)
    sign_in: str | None = None


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a backup holds, once it was opened, checked from end to end and thrown away again.

    `head` is that of the log as it was found, `incidents` how many open ones it holds.
    """

    said: Manifest
    head: Head
    incidents: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and how it stands to what was last seen at this desk.

    `behind` is how many entries were seen here that it does not hold, None where this desk has seen
    nothing of it; `same` is False when an entry that was seen here is another one in it.
    """

    path: Path
    said: Manifest
    head: Head
    incidents: int
    behind: int | None
    same: bool


def restore(  # noqa: PLR0913  # keyword-only, each its own fact
    file: Path,
    target: Path,
    *,
    who: Who,
    at: datetime,
    desk: Path | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Put a backup back as a vault at `target`, where nothing may lie, and close it again.

    Checked in a folder of its own beside `target`: every byte against the manifest, pages, log,
    signatures and tables, and the head of the log against the manifest. Only then do the two files
    get their names, and the log says that it was restored. `desk` is the folder of what this desk
    remembers. Any thread may do it, as nothing stays open.

    Raises VaultExistsError, VaultFolderMissingError, VaultInUseError (another process is restoring
    there), BackupMissingError, BackupForeignError, BackupNewerError, BackupDamagedError,
    PasswordRefusedError, SignInNeededError, UserRemovedError, AdministratorError, RoleRefusedError
    (a deputy), BackupPlaceError (no room), FolderReadOnlyError, or another error of the machine,
    said of `target`; then nothing is left behind.
    """
    if lexists(target):
        workshop.clear(target)
        raise VaultExistsError(target)
    if not target.parent.is_dir():
        raise VaultFolderMissingError(target.parent)
    keyfile.path_of(target)
    bundle.read_manifest(file)
    with _said_of(target, file, folder=target.parent), workshop.beside(target) as folder:
        if lexists(keyfile.path_of(target)):
            raise VaultExistsError(keyfile.path_of(target))
        inner = folder / target.name
        with _on_trial(file, inner, who=who, progress=progress) as (found, unlocked, vault):
            if vault.user.office not in LEAD:
                raise RoleRefusedError("backups.restore", office=vault.user.office)
            seen = desk_notes.seen(desk, vault.id, vault.user.id, keys=unlocked.keys)
            restored = _restored(target, found, vault, seen)
            head = found.head
            event = BackupRestored(file.name, head.position, head.hash, found.said.made_at)
            vault.append([event], incident=None, at=at)
            now = vault.head()
        _place(inner, target)
    # Whoever restored it was told how it stands: at the next opening it is no surprise.
    what = Seen(now.position, now.hash, unlocked.keyfile.gen, seen.place if seen else {})
    for place in (None, target):
        desk_notes.note_seen(
            desk, now.vault, vault.user.id, keys=unlocked.keys, what=what, at=place
        )
    return restored


def rehearse(file: Path, *, who: Who, progress: Progress | None = None) -> Rehearsed:
    """Open a backup in a private temporary folder, check it as `restore` does, and remove it.

    What is written there is as encrypted as the backup is. Raises what `restore` raises of the
    backup and the password. Any thread may do it.
    """
    bundle.read_manifest(file)
    somewhere = Path(tempfile.gettempdir())
    with (
        _said_of(somewhere, file, folder=somewhere),
        tempfile.TemporaryDirectory(prefix="safeguarding-desk-") as folder,
        _on_trial(file, Path(folder) / "rehearsal.vault", who=who, progress=progress) as (
            found,
            *_,
        ),
    ):
        return found


@contextmanager
def _said_of(target: Path, file: Path, *, folder: Path) -> Iterator[None]:
    """Let what the machine says of unfinished files be said of the place that was chosen."""
    try:
        yield
    except VaultDiskFullError:
        needed = bundle.size_of(bundle.read_manifest(file))
        raise BackupPlaceError(folder, why="full-there", needed=needed) from None
    except VaultReadOnlyError as error:
        raise (error if error.path == str(file) else FolderReadOnlyError(folder)) from None
    except VaultDiskFailingError as error:
        raise (error if error.path == str(file) else VaultDiskFailingError(target)) from None


@contextmanager
def _on_trial(
    file: Path, inner: Path, *, who: Who, progress: Progress | None
) -> Iterator[tuple[Rehearsed, Unlocked, Vault]]:
    """Unpack a backup to `inner`, open it, check all of it; it is closed at the end."""
    said = bundle.unpack(file, vault=inner, keys=keyfile.path_of(inner), progress=progress)
    with _about(file, said):
        if said.schema > migrations.SCHEMA:
            raise VaultTooNewError(file, written_by=said.program)
        unlocked = unlock(inner, password=who.password, sign_in=who.sign_in)
        _check_head(file, inner, unlocked, said)
        vault = open_unlocked(inner, unlocked, keep_copy=False)
    with closing(vault):
        report = vault.verify(progress)
        if any(finding.what not in _TABLES for finding in report.findings):
            raise BackupDamagedError(file, what="log")
        if report.findings:
            vault.rebuild()
        yield Rehearsed(said, said.head, report.incidents), unlocked, vault


def _check_head(file: Path, inner: Path, unlocked: Unlocked, said: Manifest) -> None:
    """Hold the pages, and where the log ends, against what the manifest says; before any change."""
    if unlocked.keyfile.vault != said.vault or unlocked.keyfile.gen != said.gen:
        raise BackupDamagedError(file, what="head")
    if not unlocked.vault_keys:
        raise AdministratorError(file)
    # A backup that was made while its vault had two keys may be under either of them.
    for vault_key in unlocked.vault_keys:
        opening = copying.Opening(said.vault, vault_key, unlocked.slot.user, unlocked.keys)
        with suppress(BackupSourceFaultyError):
            copying.verify_same(inner, opening=opening, head=said.head)
            return
    raise BackupDamagedError(file, what="head")


@contextmanager
def _about(file: Path, said: Manifest) -> Iterator[None]:
    """Let what is wrong with the unpacked files be said of the backup that they came from."""
    try:
        yield
    except (PasswordRefusedError, UserRemovedError, AdministratorError) as error:
        raise type(error)(file) from None
    except SignInNeededError as error:
        raise SignInNeededError(file, sign_ins=error.sign_ins) from None
    except (VaultTooNewError, KeyFileTooNewError):
        raise BackupNewerError(file, written_by=said.program) from None
    except (KeyFileDamagedError, KeyFileMissingError):
        raise BackupDamagedError(file, what="keys") from None
    except _DAMAGE:
        raise BackupDamagedError(file, what="vault") from None


def _restored(target: Path, found: Rehearsed, vault: Vault, seen: Seen | None) -> Restored:
    behind, same = None, True
    if seen is not None:
        behind = max(0, seen.position - found.head.position)
        same = behind > 0 or vault.hash_at(seen.position) == seen.hash
    return Restored(
        path=target,
        said=found.said,
        head=found.head,
        incidents=found.incidents,
        behind=behind,
        same=same,
    )


def _place(inner: Path, target: Path) -> None:
    """Give both files their names: the key file first, which claims the place, then the vault.

    A copy of the key file stays in the folder until the end: a killed run is told by it.
    """
    beside = keyfile.path_of(target)
    with files.disk_faults(beside):
        try:
            _claim(keyfile.path_of(inner), beside)
        except FileExistsError:
            raise VaultExistsError(beside) from None
        with _gone_if_it_fails(beside):
            # A power cut keeps new names in any order: never the vault's alone.
            files.sync_folder_if_it_can(target.parent)
            _rename(inner, target)
        files.sync_folder_if_it_can(target.parent)


def _claim(keys: Path, beside: Path) -> None:
    """Put the key file in its place in one step, where the disk can do that, or else as a copy.

    Raises FileExistsError; after any other error nothing is left.
    """
    try:
        os.link(keys, beside)
    except FileExistsError:
        raise
    except OSError:
        data = files.read_at_most(keys, keyfile.LARGEST)
        with files.fresh(beside) as file, _gone_if_it_fails(beside):
            file.write(data)
            files.sync(file)


@contextmanager
def _gone_if_it_fails(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _rename(inner: Path, target: Path) -> None:
    if lexists(target):
        raise VaultExistsError(target)
    files.replace(inner, target)
