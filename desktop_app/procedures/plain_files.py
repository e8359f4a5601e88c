"""Files and folders that may come from outside the school: plain ones, and no more than asked for.

Links lead anywhere, and a pipe would be waited for: neither is followed.
"""

import os
import stat
from itertools import islice
from pathlib import Path

from desktop_app.procedures.faults import Faults

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def names_in(folder: Path, *, most: int) -> list[str] | None:
    """Give the names in a folder, hidden ones left out, at most one more than `most`, in order.

    Hidden files count towards ten times as many. None where this is no folder, or a link to one.
    """
    if folder.is_symlink():
        return None
    try:
        with os.scandir(folder) as entries:
            seen = [each.name for each in islice(entries, most * 10 + 1)]
    except OSError:
        return None
    shown = [name for name in seen if not name.startswith(".")]
    return sorted(shown if len(seen) <= most * 10 else seen)[: most + 1]


def read_bytes(file: Path, name: str, faults: Faults, *, largest: int) -> bytes | None:
    """Give the bytes of a plain file, called `name` in faults, of at most `largest` bytes.

    Faults: `is-a-link`, `file-unreadable`, `toml-too-large` (about: KiB allowed).
    """
    if file.is_symlink():
        faults.add(name, "is-a-link")
        return None
    try:
        raw = _read(file, largest + 1) if file.is_file() else None
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
