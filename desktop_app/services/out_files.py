"""Files that leave the vault: written where the user chose, whole, over nothing but their own kind."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import FileInTheWayError

PDF: Final = b"%PDF-"
CSV: Final = b"\xef\xbb\xbf"  # the mark of UTF-8, which tells spreadsheets so
LOG: Final = b'{"format":"safeguarding-desk-log"'  # a key file begins with a brace as well
# Windows would otherwise write every line feed as two bytes.
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def check_place(open_vault: Path | None, to: Path, *, begins: bytes = PDF) -> None:
    """Refuse a place where a file would destroy something: only one that begins so is written over.

    Otherwise `--out` with the name of the vault, or of its key file, would be the end of both. The
    open vault is told by its identity: nothing may look into its file (see `vault/engine.py`).
    Raises FileInTheWayError, and OSError for a folder.
    """
    if not os.path.lexists(to):
        return
    if to.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(to))
    is_open = open_vault is not None and to.samefile(open_vault)
    if not to.is_file() or is_open or not _begins(to, begins):
        raise FileInTheWayError(to)


def _begins(file: Path, mark: bytes) -> bool:
    with file.open("rb") as held:
        return held.read(len(mark)) in {mark, b""}


def write_then(to: Path, data: bytes, note: Callable[[], object]) -> None:
    """Write the bytes aside, for this user's eyes alone; note them; let them take their name.

    What a save that was killed left aside is a record in the clear: the next one removes it.
    Raises OSError, with the name that was asked for.
    """
    aside = to.with_name(f".{to.name}.part")
    try:
        aside.unlink(missing_ok=True)
        with os.fdopen(os.open(aside, _FRESH, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        note()
        aside.replace(to)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(to)) from error
    finally:
        # Where nothing may be written this is refused as well, and would hide the reason above.
        with suppress(OSError):
            aside.unlink(missing_ok=True)
