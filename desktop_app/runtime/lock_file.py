"""Who has a vault open: the small file beside it, in the form that Qt's QLockFile writes and reads.

The vault's own lock keeps a second process out; this file only says whose it is, so that a person
knows where to look. A window writes it before it asks for the password (`ui.instance`), a command
while it has the vault open. Its lines: process, its program, computer, two ids that may be empty.
"""

import ctypes
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MOST_BYTES: Final = 4096
_LEAST_LINES: Final = 3
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_PROGRAM: Final = Path("/proc/self/exe")
_LIMITED: Final = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_STILL_ACTIVE: Final = 259


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a vault: the number of their process, and their computer unless it is this one."""

    process: int
    computer: str = ""


def path_of(vault: Path) -> Path:
    """Return where the file of a vault lies."""
    return vault.with_name(f"{vault.name}.lock")


def holder(vault: Path) -> Holder | None:
    """Return who else has the vault, as far as is known; a process that has ended has nothing."""
    found = _read(path_of(vault))
    if found is None or found == Holder(os.getpid()):
        return None
    return found if found.computer or _runs(found.process) else None


def note(vault: Path) -> None:
    """Say that this process has the vault, unless another one says so of itself.

    Where nothing can be written nothing is said: the vault's own lock does without.
    """
    file = path_of(vault)
    if _read(file) is not None and holder(vault) is None:
        with suppress(OSError):
            file.unlink()
    with suppress(OSError):
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as writing:
            writing.write("\n".join((str(os.getpid()), _program(), computer(), "", _boot(), "")))


def forget(vault: Path) -> None:
    """Take back what `note` said; what another process says of itself stays."""
    file = path_of(vault)
    if _read(file) == Holder(os.getpid()):
        with suppress(OSError):
            file.unlink()


def computer() -> str:
    """Return this computer's name."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def _read(file: Path) -> Holder | None:
    """Return who wrote the file; None for one that is not there or holds something else."""
    try:
        with file.open("rb") as reading:
            lines = reading.read(_MOST_BYTES).decode("utf-8").splitlines()
        process = int(lines[0])
        name = lines[2]
    except (OSError, ValueError, IndexError):
        return None
    if len(lines) < _LEAST_LINES or process <= 0:
        return None
    here = name.casefold() in {"", computer().casefold()}
    return Holder(process, "" if here else name)


def _program() -> str:
    with suppress(OSError):
        return _PROGRAM.readlink().name
    return Path(sys.executable).stem


def _boot() -> str:
    with suppress(OSError):
        return _BOOT.read_text(encoding="ascii").strip()
    return ""


def _runs(process: int) -> bool:
    if sys.platform == "win32":  # where signal 0 is Ctrl+C
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    if sys.platform != "win32":
        raise OSError(sys.platform)
    system = ctypes.WinDLL("kernel32")
    system.OpenProcess.restype = ctypes.c_void_p
    system.GetExitCodeProcess.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    system.CloseHandle.argtypes = [ctypes.c_void_p]
    handle = system.OpenProcess(_LIMITED, 0, process)
    if not handle:
        return False
    try:
        status = ctypes.c_uint32()
        told = system.GetExitCodeProcess(handle, ctypes.byref(status))
        return not told or status.value == _STILL_ACTIVE
    finally:
        system.CloseHandle(handle)
