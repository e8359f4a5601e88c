"""The kinds of place a file can lie in, and what has to be asked of a system to tell them apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PlaceKind(StrEnum):
    """What holds a path: the computer's own disk, or something a vault must not lie on."""

    LOCAL = "local"
    NETWORK = "network"
    MAPPED = "mapped"
    CLOUD = "cloud"
    REMOVABLE = "removable"
    TEMPORARY = "temporary"


@dataclass(frozen=True, slots=True)
class Drive:
    """What Windows says of a drive.

    `type` as `GetDriveTypeW` gives it; `bus` as `STORAGE_BUS_TYPE` (0 where it does not tell);
    `substituted` for a letter that `subst` gave to a folder.
    """

    type: int
    bus: int = 0
    label: str = ""
    substituted: bool = False


@dataclass(frozen=True, slots=True)
class Mounted:
    """What macOS says of a mounted volume: `f_fstypename`, `f_flags`, `f_mntonname` of `statfs`."""

    type: str
    flags: int
    on: str


def _no_text(_path: str) -> str:
    return ""


def _nothing(_path: str) -> bool:
    return False


def _own_disk(_device: str, _source: str) -> bool:
    return False


def _as_typed(path: str) -> tuple[str, ...]:
    return (path,)


def _fixed(_path: str) -> Drive:
    return Drive(type=3)


def _root(_path: str) -> Mounted:
    return Mounted("apfs", 0x5000, "/")


@dataclass(frozen=True, slots=True)
class System:
    """A computer, as far as the place of a file is concerned; a test hands in an invented one.

    `platform` as in `sys.platform`. `spellings` gives every whole path under which a file, and
    what is written beside it, is reached once links are followed. `mounts` is the text of
    `/proc/self/mountinfo`; `is_detachable` says whether a device (`major:minor`, and what was
    mounted) can be unplugged; both are for Linux. `drive_of` is for Windows, `mounted` for macOS.
    """

    platform: str
    home: str = ""
    temporary: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    spellings: Callable[[str], tuple[str, ...]] = _as_typed
    is_there: Callable[[str], bool] = _nothing
    text_of: Callable[[str], str] = _no_text
    mounts: str = ""
    is_detachable: Callable[[str, str], bool] = _own_disk
    drive_of: Callable[[str], Drive] = _fixed
    mounted: Callable[[str], Mounted] = _root
