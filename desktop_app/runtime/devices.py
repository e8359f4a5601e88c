"""What tells one device from another: the disk, stick or share that a folder lies on."""

import os
import sys
from contextlib import suppress
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_BY_UUID = Path("/dev/disk/by-uuid")


def device_of(path: Path) -> str:
    """Give a name for the device that `path` lies on, the same one tomorrow where possible.

    The volume's own id, or the share's name, or else the number that the system gave it. Empty
    where nothing can be said.
    """
    with suppress(OSError, ValueError):
        if sys.platform == "win32":
            return _windows(path)
        return _by_uuid(path) or _by_source(path) or _number(path)
    return ""


def _number(path: Path) -> str:
    return f"device {path.stat().st_dev}"


def _by_uuid(path: Path) -> str:
    wanted = path.stat().st_dev
    if _BY_UUID.is_dir():
        for each in sorted(_BY_UUID.iterdir()):
            with suppress(OSError):
                if each.stat().st_rdev == wanted:
                    return f"volume {each.name}"
    return ""


def _by_source(path: Path) -> str:
    """Give the source of a share that is mounted: the number changes with each mounting."""
    if not _MOUNTS.is_file():
        return ""
    number = path.stat().st_dev
    wanted = f"{os.major(number)}:{os.minor(number)}"
    for line in _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        before, _, after = line.partition(" - ")
        kind, source = after.split()[:2]
        if before.split()[2] == wanted and ("//" in source or ":/" in source):
            return f"share {kind} {source}"
    return ""


if sys.platform == "win32":
    import ctypes

    def _windows(path: Path) -> str:
        anchor = path.resolve().anchor
        serial = ctypes.c_ulong()
        found = ctypes.windll.kernel32.GetVolumeInformationW(
            anchor, None, 0, ctypes.byref(serial), None, None, None, 0
        )
        return f"volume {serial.value:08x}" if found else anchor
