r"""Windows: what kind of drive holds a path.

Names and numbers: Microsoft Learn, "GetDriveTypeW", "QueryDosDeviceW", "GetVolumeInformationW" and
"IOCTL_STORAGE_QUERY_PROPERTY". A folder that `subst` gave a letter to is refused under that letter:
the letter is gone after the next sign-in.
"""

import ctypes
import sys
from pathlib import PureWindowsPath
from typing import Any, Final

from desktop_app.runtime.place_kinds import Drive, PlaceKind, System

REMOVABLE: Final = 2
FIXED: Final = 3
REMOTE: Final = 4
CDROM: Final = 5
RAMDISK: Final = 6
# STORAGE_BUS_TYPE: FireWire, USB, SD card. Disks on these call themselves fixed.
_LOOSE: Final = frozenset({4, 7, 12})
# Clouds that show themselves as a drive of their own name it so.
_CLOUD_LABELS: Final = ("google drive", "pcloud drive", "onedrive", "box drive", "mega")

_NAME_ONLY: Final = 0
_SHARED: Final = 3
_EXISTING: Final = 3
_QUERY_PROPERTY: Final = 0x2D1400
_ROOM: Final = 1024
_BUS_AT: Final = 28
_SUBSTITUTED: Final = "\\??\\"

Kernel32 = Any  # the system's own library; its functions are looked up by name


def plain(path: str) -> str:
    r"""Take the marks of an extended path away: `\\?\C:\x` is `C:\x`, `\\?\UNC\s\x` is `\\s\x`."""
    for mark, instead in (("\\\\?\\UNC\\", "\\\\"), ("\\\\?\\", ""), ("\\\\.\\", "")):
        if path.upper().startswith(mark) and not path[len(mark) :].startswith("Volume{"):
            return instead + path[len(mark) :]
    return path


def kind(path: str, system: System) -> PlaceKind:
    """Say what drive a whole path lies on."""
    place = PureWindowsPath(plain(path))
    if place.drive.startswith("\\\\") and not place.drive.startswith("\\\\?\\"):
        return PlaceKind.NETWORK
    drive = system.drive_of(str(place))
    if drive.substituted or drive.type == REMOTE:
        return PlaceKind.MAPPED
    if drive.label.casefold().startswith(_CLOUD_LABELS):
        return PlaceKind.CLOUD
    if drive.type == RAMDISK:
        return PlaceKind.TEMPORARY
    # Whoever takes the system's own disk away takes the computer.
    own = place.drive.casefold() == system.environment.get("SystemDrive", "C:").casefold()
    loose = drive.type in {REMOVABLE, CDROM} or drive.bus in _LOOSE
    return PlaceKind.REMOVABLE if loose and not own else PlaceKind.LOCAL


def drive_of(path: str, *, kernel32: Kernel32 = None) -> Drive:
    """Ask Windows about the drive of a path; what it does not tell is taken for a fixed disk's."""
    system = _kernel32() if kernel32 is None else kernel32
    root = _root(path, system)
    return Drive(
        type=system.GetDriveTypeW(root),
        bus=_bus(PureWindowsPath(root).drive, system),
        label=_label(root, system),
        # The letter that was typed: the volume may be named by the folder's own.
        substituted=_is_substituted(PureWindowsPath(path).drive, system),
    )


def _root(path: str, kernel32: Kernel32) -> str:
    """Give the root of the volume: a disk can also be hung into a folder."""
    found = ctypes.create_unicode_buffer(_ROOM)
    if kernel32.GetVolumePathNameW(path, found, _ROOM) and found.value:
        return found.value
    return PureWindowsPath(path).anchor


def _is_substituted(letter: str, kernel32: Kernel32) -> bool:
    target = ctypes.create_unicode_buffer(_ROOM)
    told = kernel32.QueryDosDeviceW(letter, target, _ROOM)
    return bool(told) and target.value.startswith(_SUBSTITUTED)


def _label(root: str, kernel32: Kernel32) -> str:
    label = ctypes.create_unicode_buffer(_ROOM)
    told = kernel32.GetVolumeInformationW(root, label, _ROOM, None, None, None, None, 0)
    return label.value if told else ""


def _bus(letter: str, kernel32: Kernel32) -> int:
    """Ask on what the disk hangs; asking for the device's name alone needs no right."""
    device = f"\\\\.\\{letter}" if letter.endswith(":") and len(letter) == len("C:") else ""
    if not device:
        return 0
    handle = kernel32.CreateFileW(device, _NAME_ONLY, _SHARED, None, _EXISTING, 0, None)
    if handle is None or handle in {-1, ctypes.c_void_p(-1).value}:
        return 0
    try:
        asked = ctypes.create_string_buffer(12)  # StorageDeviceProperty, PropertyStandardQuery
        answer = ctypes.create_string_buffer(_ROOM)
        length = ctypes.c_uint32()
        done = kernel32.DeviceIoControl(
            handle, _QUERY_PROPERTY, asked, 12, answer, _ROOM, ctypes.byref(length), None
        )
    finally:
        kernel32.CloseHandle(handle)
    return int.from_bytes(answer.raw[_BUS_AT : _BUS_AT + 4], "little") if done else 0


def _kernel32() -> Kernel32:
    if sys.platform != "win32":
        raise OSError(sys.platform)
    library = ctypes.WinDLL("kernel32")
    library.CreateFileW.restype = ctypes.c_void_p
    library.CreateFileW.argtypes = [
        *(ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p),
        *(ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p),
    ]
    library.DeviceIoControl.argtypes = [
        *(ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_uint32),
        *(ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p),
    ]
    library.CloseHandle.argtypes = [ctypes.c_void_p]
    return library
