"""A checked copy put into one backup file: written, read back, and only then given its name."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop_app.domain.errors import (
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultExistsError,
    VaultFolderMissingError,
    VaultMissingError,
    VaultReadOnlyError,
)
from desktop_app.domain.trust_errors import (
    BackupDamagedError,
    BackupForeignError,
    BackupNewerError,
    BackupPlaceError,
)
from desktop_app.vault import bundle, files, manifest
from desktop_app.vault.bundle import Progress
from desktop_app.vault.manifest import Manifest


def pack(
    copy: Path, final: Path, said: Manifest, *, keys: bytes, progress: Progress | None = None
) -> str:
    """Write the copy and its key file to a new backup at `final`; return its SHA-256 (hex).

    What is read back comes from the disk where the system can do that. Raises BackupPlaceError, or
    an error of the machine for the copy; then nothing is left.
    """
    if said.vault_file.bytes > manifest.LARGEST:
        raise BackupPlaceError(final.parent, why="too-large")
    part = final.with_name(f"{final.name}{_ending(said.vault)}")
    with files.disk_faults(copy):
        source = copy.open("rb")
    with source, _nothing_left(part), _about_place(final.parent, said):
        with files.disk_faults(part), files.fresh(part) as file:
            bundle.write(file, said, keys=keys, vault=source, progress=progress)
            files.sync(file)
            files.forget_cached(file)
        digest = _read_back(part, said)
        _named(part, final)
    return digest


def carry(file: Path, folder: Path, *, progress: Progress | None = None) -> Path:
    """Copy a whole backup to another folder, byte for byte, and return where it stands.

    It is checked before, and what was written is read back. Raises VaultExistsError where its name
    is taken, VaultFolderMissingError, BackupPlaceError, and what `bundle.check` raises.
    """
    said, final = bundle.check(file, progress=progress), folder / file.name
    if not folder.is_dir():
        raise VaultFolderMissingError(folder)
    if os.path.lexists(final):
        raise VaultExistsError(final)
    part = final.with_name(f"{final.name}{_ending(said.vault)}")
    with files.disk_faults(file):
        source = file.open("rb")
    with source, _nothing_left(part), _about_place(folder, said):
        with files.disk_faults(part), files.fresh(part) as target:
            shutil.copyfileobj(source, target)
            files.sync(target)
            files.forget_cached(target)
        _read_back(part, said)
        _named(part, final)
    return final


def _named(part: Path, final: Path) -> None:
    with files.disk_faults(final):
        files.replace(part, final)
        files.sync_folder_if_it_can(final.parent)


def _read_back(part: Path, said: Manifest) -> str:
    try:
        same = bundle.check(part) == said
    except (BackupDamagedError, BackupForeignError, BackupNewerError):
        same = False
    if not same:
        raise BackupPlaceError(part.parent, why="bad")
    return manifest.part_of(part).sha256


@contextmanager
def _about_place(folder: Path, said: Manifest) -> Iterator[None]:
    """Say what the machine says of the unfinished file of the folder that was chosen."""
    try:
        yield
    except VaultDiskFullError:
        raise BackupPlaceError(folder, why="full", needed=bundle.size_of(said)) from None
    except VaultReadOnlyError:
        raise BackupPlaceError(folder, why="read-only") from None
    except (VaultDiskFailingError, VaultMissingError):
        raise BackupPlaceError(folder, why="failing") from None


def tidy(folder: Path, vault: str) -> None:
    """Remove what a killed run left of this vault's unfinished backups in a folder."""
    with suppress(OSError):
        for left in folder.glob(f"*{bundle.ENDING}{_ending(vault)}"):
            left.unlink()


def _ending(vault: str) -> str:
    """Return the ending of an unfinished backup; it says whose it is before a byte is written."""
    return f".{vault[-8:]}.part"


@contextmanager
def _nothing_left(part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def free_name(paths: Iterator[Path]) -> Path:
    """Return the first of these paths at which nothing lies."""
    return next(path for path in paths if not os.path.lexists(path))
