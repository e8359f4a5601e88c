"""The small files in which a desk keeps what it remembers of vaults.

A window and a command may change one at the same time: each reads, changes and writes while it
holds a lock of the folder's. A file that cannot be read is taken for one that is not there, and
where the folder cannot be written to, the desk remembers nothing: neither keeps anybody out.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime import system_lock
from desktop_app.vault import files
from desktop_app.vault.canon import canonical

FORMAT: Final = "safeguarding-desk-desk"
_LARGEST: Final = 64 * 1024
_LOCK: Final = "lock"
_LONGEST_WAIT: Final = 2.0
_PAUSE: Final = 0.01

Content = dict[str, Any]


def read(folder: Path | None, name: str) -> Content:
    """Return what the file of this name says; nothing where it is not there or cannot be read."""
    if folder is None or not _file(folder, name).is_file():
        return {}
    with suppress(SafeguardingError, ValueError, RecursionError):
        said = json.loads(files.read_at_most(_file(folder, name), _LARGEST))
        if isinstance(said, dict) and said.get("format") == FORMAT and said.get("v") == 1:
            return said
    return {}


def change(folder: Path | None, name: str, parts: Callable[[Content], Content]) -> None:
    """Write the file anew with the parts that `parts` gives, who is told what it says by now.

    No other process changes it in between. Where it gives none, nothing is written.
    """
    if folder is None:
        return
    with suppress(SafeguardingError, OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder):
            known = read(folder, name)
            new = parts(known)
            if new:
                data = canonical({**known, "format": FORMAT, "v": 1, **new})
                files.write_whole(_file(folder, name), data)


def forget(folder: Path | None, name: str) -> None:
    """Remove the file of this name, if it is there."""
    if folder is not None:
        with suppress(OSError):
            _file(folder, name).unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder; whoever cannot have it in two seconds goes on without."""
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + _LONGEST_WAIT
        while not _held(handle) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _held(handle: int) -> bool:
    try:
        system_lock.hold(handle)
    except OSError:
        return False
    return True


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"
