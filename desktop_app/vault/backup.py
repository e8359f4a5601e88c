"""A backup: the vault copied while it is open, the copy checked, packed into one file, read back.

Three steps, since a connection belongs to its thread: `take` copies (on that thread, in slices),
`finish` checks, packs and rotates (any thread; it opens nothing but the copy), `note` writes in the
log that it stands. `backup` is all three.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    VaultDamagedError,
    VaultDiskFullError,
    VaultFolderMissingError,
)
from desktop_app.domain.events.keeping import BackupMade
from desktop_app.domain.trust_errors import BackupPlaceError, BackupSourceFaultyError
from desktop_app.vault import (
    bundle,
    copying,
    envelope,
    files,
    key_reading,
    keyfile,
    manifest,
    migrations,
    packing,
    rotation,
)
from desktop_app.vault.bundle import Progress
from desktop_app.vault.copying import Opening
from desktop_app.vault.head import Head
from desktop_app.vault.manifest import Manifest
from desktop_app.vault.store import Vault

_AGAIN: Final = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where a backup goes, in the person's words and the system's; `off_site` is what they say."""

    label: str = ""
    kind: str = ""
    device: str = ""
    off_site: bool = False


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of the vault beside it, and what is needed to check and to pack it."""

    copy: Path
    folder: Path
    stem: str
    opening: Opening = field(repr=False)
    keys: bytes = field(repr=False)
    gen: int
    head: Head
    at: str


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that stands: where, what it says, SHA-256 (hex) of the whole file.

    `removed` are the names of older backups that made room for it, `damaged` those of backups in
    the folder that are not as they were made.
    """

    path: Path
    said: Manifest
    sha256: str
    bytes: int
    removed: tuple[str, ...]
    damaged: tuple[str, ...]


def backup(
    vault: Vault,
    folder: Path,
    *,
    at: datetime,
    place: Place | None = None,
    progress: Progress | None = None,
) -> Made:
    """Make a backup of an open vault in `folder`, and write in the log that it was made.

    `progress` is called with (done, total) between slices: of copying, of checking, of packing;
    what it raises stops the backup, and nothing is left behind. Raises BackupSourceFaultyError for
    a vault that does not hold, VaultFolderMissingError, BackupPlaceError when `folder` cannot take
    it or there is no room for the copy beside the vault, or an error of the machine; then no older backup was touched.
    """
    made = finish(take(vault, folder, at=at, progress=progress), progress=progress)
    note(vault, made, at=at, place=place)
    return made


def take(vault: Vault, folder: Path, *, at: datetime, progress: Progress | None = None) -> Copied:
    """Copy an open vault beside itself, on the thread that opened it. Raises as `backup` does."""
    if not folder.is_dir():
        raise VaultFolderMissingError(folder)
    opening, keys = vault.opening, keyfile.path_of(vault.path)
    _check_keys(vault, keys)
    copy = vault.path.with_name(vault.path.name + copying.ENDING)
    try:
        vault.copy_to(copy, progress=progress)
        # What is saved between two slices is in the copy as well: it ends where the vault ends now.
        head, data = vault.head(), files.read_at_most(keys, keyfile.LARGEST)
        gen = _check_keys(vault, keys)
    except VaultDamagedError:
        raise BackupSourceFaultyError(vault.path) from None
    except VaultDiskFullError:
        copying.remove(copy)
        needed = vault.path.stat().st_size
        raise BackupPlaceError(vault.path.parent, why="full-here", needed=needed) from None
    except BaseException:
        copying.remove(copy)
        raise
    return Copied(
        copy=copy,
        folder=folder,
        stem=vault.path.stem,
        opening=opening,
        keys=data,
        gen=gen,
        head=head,
        at=envelope.utc(at),
    )


def _check_keys(vault: Vault, path: Path) -> int:
    """Hold the key file against the vault that is open: a pair that does not fit is no backup."""
    keys = key_reading.read(path)
    if keys.vault != vault.id or not keyfile.is_genuine(keys, vault.keyring.newest):
        raise KeyFileDamagedError(path, what="mac")
    return keys.gen


def finish(copied: Copied, *, progress: Progress | None = None) -> Made:
    """Check the copy, pack it, read it back, and only then make room. Raises as `backup` does."""
    try:
        copying.verify(copied.copy, opening=copied.opening, head=copied.head, progress=progress)
        said = _manifest(copied)
        packing.tidy(copied.folder, said.vault)
        path = _free(copied, said)
        digest = packing.pack(copied.copy, path, said, keys=copied.keys, progress=progress)
    finally:
        copying.remove(copied.copy)
    just_made = rotation.Kept(said.made_at, said.entry, path.name)
    done = rotation.rotate(copied.folder, said.vault, just_made)
    return Made(path, said, digest, bundle.size_of(said), done.removed, done.damaged)


def _free(copied: Copied, said: Manifest) -> Path:
    names = (rotation.name_of(copied.stem, said, again) for again in range(_AGAIN))
    return packing.free_name(copied.folder / name for name in names)


def _manifest(copied: Copied) -> Manifest:
    return Manifest(
        vault=copied.head.vault,
        made_at=copied.at,
        program=envelope.PROGRAM,
        schema=migrations.SCHEMA,
        entry=copied.head.position,
        hash=copied.head.hash,
        gen=copied.gen,
        vault_file=manifest.part_of(copied.copy),
        keys_file=manifest.part_of_bytes(copied.keys),
    )


def note(vault: Vault, made: Made, *, at: datetime, place: Place | None = None) -> None:
    """Write in the log that a backup stands, and where."""
    where = place or Place()
    event = BackupMade(
        file=made.path.name,
        place=where.label or str(made.path.parent),
        kind=where.kind,
        device=where.device,
        off_site=where.off_site,
        entry=made.said.entry,
        hash=made.said.hash,
        sha256=made.sha256,
        bytes=made.bytes,
    )
    vault.append([event], incident=None, at=at)
