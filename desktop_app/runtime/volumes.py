"""Where a file lies: on this computer's own disk, or somewhere that a live vault must not be.

`kind_of` decides by what a `System` answers, which is this computer unless a test hands in another.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop_app.runtime import linux_mounts, mac_volumes, windows_drives
from desktop_app.runtime.place_kinds import Drive, Mounted, PlaceKind, System
from desktop_app.runtime.synced_folders import is_synced

__all__ = ["PlaceKind", "System", "kind_of", "this_system"]

# Which is told where several hold: what lies elsewhere altogether before what lies here.
_ORDER: Final = (
    PlaceKind.MAPPED,
    PlaceKind.NETWORK,
    PlaceKind.CLOUD,
    PlaceKind.REMOVABLE,
    PlaceKind.TEMPORARY,
)
_TABLE: Final = Path("/proc/self/mountinfo")
_MOST_BYTES: Final = 1_000_000


def kind_of(path: Path | str, *, system: System | None = None) -> PlaceKind:
    """Say what kind of place holds a path, or will hold it once a file is made there.

    Links, `subst` letters and drives of the network are followed, and what lies beside the path
    counts as well: the key file does. What the system does not tell is taken for its own disk.
    """
    asked = this_system() if system is None else system
    found = {kind for spelling in asked.spellings(str(path)) for kind in _kinds(spelling, asked)}
    return next((kind for kind in _ORDER if kind in found), PlaceKind.LOCAL)


def _kinds(path: str, system: System) -> Iterator[PlaceKind]:
    if system.platform == "win32":
        yield windows_drives.kind(path, system)
        path = windows_drives.plain(path)
    elif system.platform == "darwin":
        yield mac_volumes.kind(path, system)
    else:
        yield linux_mounts.kind(path, system)
    if is_synced(path, system):
        yield PlaceKind.CLOUD
    if _is_below(path, system.temporary, system):
        yield PlaceKind.TEMPORARY


def _is_below(path: str, folder: str, system: System) -> bool:
    if system.platform == "win32":
        path, folder = path.casefold().replace("/", "\\"), folder.casefold()
    slash = "\\" if system.platform == "win32" else "/"
    return bool(folder) and path.startswith(folder.rstrip(slash) + slash)


def this_system() -> System:
    """Give the computer that the program runs on, as it is at this moment."""
    return System(
        platform=sys.platform,
        home=_home(),
        temporary=os.path.realpath(tempfile.gettempdir()),
        environment=os.environ,
        spellings=_spellings,
        is_there=os.path.lexists,
        text_of=_text_of,
        mounts=_mounts() if sys.platform == "linux" else "",
        is_detachable=_is_detachable,
        drive_of=_drive_of,
        mounted=_mounted,
    )


def _spellings(path: str) -> tuple[str, ...]:
    """Give the path with every link followed, and its folder's with the last name as it is.

    On Windows also as it was typed: following takes the letter of a mapped drive away.
    """
    whole = Path(path).expanduser().absolute()
    followed = (os.path.realpath(whole), str(Path(os.path.realpath(whole.parent)) / whole.name))
    typed = (os.path.normpath(whole),) if sys.platform == "win32" else ()
    return tuple(dict.fromkeys((*followed, *typed)))


def _home() -> str:
    with contextlib.suppress(RuntimeError):
        return os.path.realpath(Path.home())
    return ""


def _text_of(path: str) -> str:
    with contextlib.suppress(OSError, ValueError), Path(path).open("rb") as file:
        return file.read(_MOST_BYTES).decode("utf-8", "replace")
    return ""


def _mounts() -> str:
    with contextlib.suppress(OSError):
        return _TABLE.read_text(encoding="utf-8", errors="surrogateescape")
    return ""


def _is_detachable(device: str, source: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return linux_mounts.is_detachable(device, source)
    return False


def _drive_of(path: str) -> Drive:
    with contextlib.suppress(OSError):
        return windows_drives.drive_of(path)
    return Drive(type=windows_drives.FIXED)


def _mounted(path: str) -> Mounted:
    """Ask about the nearest folder that is there: a new vault's own may still be made."""
    for each in (Path(path), *Path(path).parents):
        if each.exists():
            with contextlib.suppress(OSError):
                return mac_volumes.mounted(str(each))
            break
    return Mounted("", 0x5000, "/")
