"""Linux: which file system holds a path (proc(5), `/proc/self/mountinfo`)."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from desktop_app.runtime.place_kinds import PlaceKind, System

# File systems whose files lie on another computer. What a container or a virtual machine is given
# by its own host (overlay, 9p, virtiofs) is a local disk to it and stands nowhere here.
_NETWORK: Final = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "coda", "afpfs", "davfs"),
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "orangefs", "pvfs2", "fuse.sshfs"),
        *("fuse.rclone", "fuse.davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.kio-fuse"),
        *("fuse.s3fs", "fuse.gcsfuse", "fuse.goofys", "fuse.glusterfs", "fuse.ceph-fuse"),
        *("fuse.curlftpfs", "fuse.smbnetfs", "fuse.afpfs", "fuse.afpfs-ng", "fuse.cephfs"),
        *("fuse.nfs", "fuse.juicefs", "fuse.seaweedfs", "fuse.lizardfs", "fuse.moosefs"),
    }
)
_CLOUD: Final = frozenset(
    {
        *("fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.pcloud", "fuse.pcloudfs"),
        *("fuse.dropbox", "fuse.mega-fuse", "fuse.expandrive", "fuse.cryptomator-cloud"),
    }
)
# `//server/share`, and for what runs in user space `server:/folder` or `https://…`.
_SHARE: Final = re.compile(r"//[^/]")
_ELSEWHERE: Final = re.compile(r"[^/\s]+:/")
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
_DEEPEST: Final = 8  # encrypted on top of logical volumes on top of a disk is three


class Mount(NamedTuple):
    """One line of the table: where, what kind, what was mounted, its `major:minor`."""

    point: PurePosixPath
    type: str
    source: str
    device: str


def kind(path: str, system: System) -> PlaceKind:
    """Say what file system a whole path lies on; LOCAL where the table does not tell."""
    mounts = list(read(system.mounts))
    here = mount_of(path, mounts)
    if here is None:
        return PlaceKind.LOCAL
    if here.type in _CLOUD:
        return PlaceKind.CLOUD
    in_user_space = here.type.startswith("fuse")
    if (
        here.type in _NETWORK
        or _SHARE.match(here.source)
        or (in_user_space and _ELSEWHERE.match(here.source))
    ):
        return PlaceKind.NETWORK
    # Whoever takes the system's own disk away takes the computer.
    own = mount_of("/", mounts)
    if own is not None and own.device == here.device:
        return PlaceKind.LOCAL
    detachable = system.is_detachable(here.device, here.source)
    return PlaceKind.REMOVABLE if detachable else PlaceKind.LOCAL


def read(table: str) -> Iterator[Mount]:
    """Yield the lines of `/proc/self/mountinfo`; a line that is none is passed over."""
    for line in table.splitlines():
        left, dash, right = line.partition(" - ")
        before, after = left.split(" "), right.split(" ")
        if dash and len(before) > 4 and len(after) > 1:  # noqa: PLR2004  # proc(5): the fifth field
            point = PurePosixPath(_unescaped(before[4]))
            yield Mount(point, after[0], _unescaped(after[1]), before[2])


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), name)


def mount_of(path: str, mounts: list[Mount]) -> Mount | None:
    """Give the mount that a path lies on: the deepest, and of several at one place the last."""
    found: Mount | None = None
    for each in mounts:
        deeper = found is None or len(each.point.parts) >= len(found.point.parts)
        if deeper and PurePosixPath(path).is_relative_to(each.point):
            found = each
    return found


def is_detachable(device: str, source: str, *, sys: Path = Path("/sys")) -> bool:
    """Say whether a device, or a disk below it, is marked removable or hangs on USB.

    A file system without a device of its own (btrfs) is looked for by what was mounted.
    """
    block = sys / "dev" / "block" / device
    if not block.exists():
        block = sys / "class" / "block" / Path(source).name
    return block.exists() and any(_is_loose(each) for each in _disks(block, _DEEPEST))


def _disks(block: Path, most: int) -> Iterator[Path]:
    """Yield the disks below a device: itself, or what an encrypted or logical volume lies on."""
    below = sorted((block / "slaves").glob("*")) if most else []
    if not below:
        yield block.resolve()
    for each in below:
        yield from _disks(each, most - 1)


def _is_loose(disk: Path) -> bool:
    marked = (
        (place / "removable").read_text(encoding="ascii").strip() == "1"
        for place in (disk, disk.parent)  # of a partition the disk says so
        if (place / "removable").is_file()
    )
    return any(marked) or any(part.startswith("usb") for part in disk.parts)
