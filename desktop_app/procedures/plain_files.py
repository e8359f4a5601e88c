"""Files and folders that may come from outside the school: plain ones, and no more than asked for.

Links lead anywhere, and a pipe would be waited for: neither is followed.
"""

import os
import stat
from enum import Enum
from itertools import islice
from pathlib import Path

from desktop_app.procedures.faults import Faults

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_HIDDEN_TOO = 10


class Sort(Enum):
    """What lies at a path."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"


def sort_of(path: Path) -> Sort:
    """Say what lies at a path, without following it; what cannot be seen is something else."""
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):  # ValueError: a name that no system could have
        return Sort.OTHER
    if stat.S_ISLNK(mode) or (hasattr(os.path, "isjunction") and os.path.isjunction(path)):
        return Sort.LINK
    if stat.S_ISDIR(mode):
        return Sort.FOLDER
    return Sort.FILE if stat.S_ISREG(mode) else Sort.OTHER


def real(path: Path) -> Path:
    """Give the place that a path given by a person leads to, links followed as far as they go."""
    return Path(os.path.realpath(path))


def names_in(folder: Path, *, most: int) -> list[str] | None:
    """Give the names in a folder in order, hidden ones left out, at most one more than `most`.

    None where there is no such folder, or a link to one. Of hidden names ten times as many are
    passed over; where there are more, they are given as well.
    """
    if sort_of(folder) is not Sort.FOLDER:
        return None
    try:
        with os.scandir(folder) as entries:
            seen = [each.name for each in islice(entries, most * _HIDDEN_TOO + 1)]
    except OSError:
        return None
    shown = [name for name in seen if not name.startswith(".")]
    return sorted(shown if len(seen) <= most * _HIDDEN_TOO else seen)[: most + 1]


def read_bytes(file: Path, name: str, faults: Faults, *, largest: int) -> bytes | None:
    """Give the bytes of a plain file, called `name` in faults, of at most `largest` bytes.

    Faults: `is-a-link`, `file-unreadable`, `toml-too-large` (about: KiB allowed).
    """
    sort = sort_of(file)
    if sort is Sort.LINK:
        faults.add(name, "is-a-link")
        return None
    try:
        raw = _read(file, largest + 1) if sort is Sort.FILE else None
    except OSError:
        raw = None
    if raw is None:
        faults.add(name, "file-unreadable")
    elif len(raw) > largest:
        faults.add(name, "toml-too-large", str(largest // 1024))
        return None
    return raw


def _read(file: Path, most: int) -> bytes | None:
    """Give what the file begins with, if it is still a plain one now that it is open."""
    with os.fdopen(os.open(file, _FLAGS), "rb") as stream:
        plain = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
        return stream.read(most) if plain else None
