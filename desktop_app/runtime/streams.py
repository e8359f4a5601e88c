"""Standard input, output and error as a command finds them: closed, full, or of another encoding."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def prepare() -> bool:
    """Make the streams safe to use, in UTF-8; say whether there is a standard output at all.

    A stream that was closed from outside is replaced by nothing to read and nowhere to write. It
    also fills the number that the stream left free: the next file opened, a vault perhaps, would
    take it, and whatever is written to that stream would land in the file.
    """
    null = Path(os.devnull)
    if sys.stdin is None:
        sys.stdin = null.open(encoding="utf-8")
    there = sys.stdout is not None
    if not there:
        sys.stdout = null.open("w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = null.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    return there


def complain(*lines: str) -> None:
    """Print lines to standard error."""
    sys.stderr.writelines(f"{line}\n" for line in lines)
    sys.stderr.flush()


def say(*lines: str) -> None:
    """Print lines and see them off; raises OSError, naming standard output, if that fails."""
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except OSError as error:
        # What is left to write would fail again when the program ends, past every sentence.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # until the end
        raise OSError(error.errno, error.strerror, "standard output") from None
