"""macOS: what kind of volume holds a path (statfs(2), `sys/mount.h`)."""

import ctypes
import sys
from typing import Final

from desktop_app.runtime.place_kinds import Mounted, PlaceKind, System

_LOCAL: Final = 0x1000
_REMOVABLE: Final = 0x200
_ROOT: Final = 0x4000
_NETWORK: Final = frozenset({"smbfs", "nfs", "afpfs", "webdav", "ftp", "cifs"})
# File systems in user space: what is behind them cannot be told, and is seldom a disk.
_USER_SPACE: Final = ("macfuse", "osxfuse", "fusefs", "fuse")
_NUMBERS_BYTES: Final = 72  # of `struct statfs` before the name of the type
_FLAGS_AT: Final = 64
_TYPE_BYTES: Final = 16
_NAME_BYTES: Final = 1024
_STATFS_BYTES: Final = 2168


def kind(path: str, system: System) -> PlaceKind:
    """Say what volume a whole path lies on.

    Every disk but the system's own shows under `/Volumes`, and nothing tells an inner one there
    from one that can be unplugged: all of them are taken for such.
    """
    here = system.mounted(path)
    if here.type in _NETWORK or here.type.startswith(_USER_SPACE) or not here.flags & _LOCAL:
        return PlaceKind.NETWORK
    own = bool(here.flags & _ROOT) or here.on == "/"
    if not own and (here.flags & _REMOVABLE or here.on.startswith("/Volumes/")):
        return PlaceKind.REMOVABLE
    return PlaceKind.LOCAL


def read(statfs: bytes) -> Mounted:
    """Read a `struct statfs` with 64-bit inode numbers."""
    name, on = _NUMBERS_BYTES, _NUMBERS_BYTES + _TYPE_BYTES
    return Mounted(
        type=_text(statfs[name:on]),
        flags=int.from_bytes(statfs[_FLAGS_AT : _FLAGS_AT + 4], "little"),
        on=_text(statfs[on : on + _NAME_BYTES]),
    )


def _text(field: bytes) -> str:
    return field.split(b"\0", 1)[0].decode("utf-8", "replace")


def mounted(path: str) -> Mounted:
    """Ask macOS about the volume of a path that is there; raises OSError."""
    if sys.platform != "darwin":
        raise OSError(sys.platform)
    library = ctypes.CDLL(None, use_errno=True)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    answer = ctypes.create_string_buffer(_STATFS_BYTES)
    if statfs(path.encode(), answer) != 0:
        raise OSError(ctypes.get_errno(), path)
    return read(answer.raw)
