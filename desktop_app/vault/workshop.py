"""A folder of our own beside the place where a vault is to stand, for as long as it is put together.

It is held by a lock of the system's, which goes with the process: what a killed one left can be
told from what another one is working on, and is cleared away.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import SafeguardingError, VaultExistsError, VaultInUseError
from desktop_app.runtime import system_lock
from desktop_app.vault import files, keyfile

_LOCK: Final = "lock"


def folder_of(target: Path) -> Path:
    """Return where the folder for the vault at `target` lies: on the same disk, beside it."""
    return target.with_name(f".{target.name}.restoring")


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`; it is gone at the end, whatever happens.

    Raises VaultInUseError while another process has it, VaultExistsError where a link lies in its
    place, or an error of the machine.
    """
    folder = folder_of(target)
    if folder.is_symlink():
        raise VaultExistsError(folder)
    with files.disk_faults(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    if not _is_ours(handle, folder):
        os.close(handle)
        raise VaultInUseError(target)
    try:
        _undo(folder, target)
        _empty(folder)
        yield folder
    finally:
        _empty(folder)
        _remove(folder)
        os.close(handle)
        if sys.platform == "win32":  # there nobody can remove a file that is open
            _remove(folder)


def clear(target: Path) -> None:
    """Remove what a run left that was killed after the vault had its place."""
    if folder_of(target).is_dir():
        with suppress(SafeguardingError), beside(target):
            pass


def _remove(folder: Path) -> None:
    with suppress(OSError):
        (folder / _LOCK).unlink()
        folder.rmdir()


def _is_ours(handle: int, folder: Path) -> bool:
    """Take the lock, and see that it is still the folder's: another one may just have ended."""
    try:
        system_lock.hold(handle)
        return os.path.samestat(os.fstat(handle), (folder / _LOCK).stat())
    except OSError:
        return False


def _undo(folder: Path, target: Path) -> None:
    """Take back the key file that a killed run had put in its place, but not yet the vault.

    It is that file as far as it goes: a copy may have been cut short.
    """
    ours, placed = (keyfile.path_of(each) for each in (folder / target.name, target))
    if target.exists() or not ours.is_file() or not placed.is_file():
        return
    data = files.read_at_most(ours, keyfile.LARGEST)
    if data.startswith(files.read_at_most(placed, keyfile.LARGEST + 1)):
        with files.disk_faults(placed):
            placed.unlink()


def _empty(folder: Path) -> None:
    for left in folder.iterdir() if folder.is_dir() else ():
        if left.name != _LOCK:
            with suppress(OSError):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
