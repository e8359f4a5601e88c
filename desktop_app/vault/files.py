"""Files beside the vault's own: read within bounds, written whole or not at all."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from desktop_app.domain.errors import (
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultReadOnlyError,
)
from desktop_app.domain.trust_errors import FolderReadOnlyError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# Windows would otherwise write every line feed as two bytes.
_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_TRIES = 10
_FIRST_WAIT = 0.05
_LONGEST_WAIT = 1.0


@contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Turn what the operating system says about `path` into an error that a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise VaultDiskFullError(path) from error
        if error.errno in _CLOSED:
            raise VaultReadOnlyError(path) from error
        raise VaultDiskFailingError(path) from error


@contextmanager
def new_files_in(folder: Path) -> Iterator[None]:
    """Raise FolderReadOnlyError where no new file can be made: there is none that could be read."""
    try:
        yield
    except VaultReadOnlyError:
        raise FolderReadOnlyError(folder) from None


def replace(source: Path, target: Path, *, wait: Callable[[float], None] = time.sleep) -> None:
    """Put `source` in the place of `target`, as one step.

    On Windows a virus scanner or an indexer may hold either file for a moment: ten tries, waiting
    from 50 ms to 1 s between them, then the PermissionError.
    """
    pause = _FIRST_WAIT
    for _ in range(_TRIES - 1):
        try:
            source.replace(target)
        except PermissionError:
            wait(pause)
            pause = min(pause * 2, _LONGEST_WAIT)
        else:
            return
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Make new and renamed names in `folder` durable, where the platform has a way to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder_if_it_can(folder: Path) -> None:
    """As `sync_folder`, where what lies in the folder may lie on a stick that has no way to."""
    with suppress(OSError):
        sync_folder(folder)


def sync(file: IO[bytes]) -> None:
    """Make what was written to an open file durable."""
    file.flush()
    os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Make what was written to the file at `path` durable.

    Raises VaultDiskFullError, VaultReadOnlyError or VaultDiskFailingError.
    """
    with disk_faults(path), path.open("r+b") as file:
        sync(file)


def forget_cached(file: IO[bytes]) -> None:
    """Let what was written be read back from the disk, not from memory, where the system can."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        with suppress(OSError):
            advise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def fresh(path: Path) -> Iterator[IO[bytes]]:
    """Give a new file at `path`, for its owner's eyes only; raises FileExistsError."""
    with os.fdopen(os.open(path, _FRESH, 0o600), "wb") as file:
        yield file


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` durably: whatever happens, the old or the new bytes stand there.

    Raises VaultDiskFullError, VaultReadOnlyError or VaultDiskFailingError.
    """
    put(prepared(path, data), path)


def prepared(path: Path, data: bytes) -> Path:
    """Write `data` durably beside `path`, under its name with `.new`, for `put`; return where.

    What can fail for want of room has then been done. Raises what `write_whole` raises, and then
    leaves nothing behind.
    """
    fresh = path.with_name(path.name + ".new")
    with disk_faults(path):
        try:
            # What a killed save left, or somebody put there: neither its mode nor a link is kept.
            fresh.unlink(missing_ok=True)
            handle = os.open(fresh, _FRESH, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
    return fresh


def put(fresh: Path, path: Path) -> None:
    """Put what `prepared` wrote in the place of `path`, durably.

    Raises VaultReadOnlyError or VaultDiskFailingError; then nothing is left beside `path`.
    """
    with disk_faults(path):
        try:
            replace(fresh, path)
            sync_folder(path.parent)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise


def read_at_most(path: Path, size: int) -> bytes:
    """Return the first `size` bytes of the file at `path`.

    Raises VaultReadOnlyError or VaultDiskFailingError.
    """
    with disk_faults(path), path.open("rb") as file:
        return file.read(size)
