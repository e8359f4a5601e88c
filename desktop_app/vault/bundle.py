"""A backup as one file: a ZIP of a manifest, the key file and the vault, in one spelling only.

Any ZIP program can take it apart (`docs/formats.md`, "Backup"). This reader accepts nothing but what
`write` writes: three members, stored, in this order, with these headers. So there is no name to
follow, nothing that grows when it is unpacked, no member twice, and no byte that nobody looks at.
"""

import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from desktop_app.domain.errors import VaultNotAFileError
from desktop_app.domain.trust_errors import (
    BackupDamagedError,
    BackupForeignError,
    BackupMissingError,
)
from desktop_app.vault import files, manifest
from desktop_app.vault.canon import NotCanonicalError
from desktop_app.vault.manifest import (
    FORMAT,
    KEYS,
    LARGEST_MANIFEST,
    MANIFEST,
    SLICE,
    VAULT,
    Manifest,
    Part,
    part_of_bytes,
)

ENDING: Final = ".sgbackup"

# ZIP (APPNOTE.TXT 6.3): version 1.0, stored, 1 January 1980 at midnight.
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION, _FLAGS, _STORED, _TIME, _DAY = 10, 0, 0, 0, 0x21

Progress = Callable[[int, int], None]


def _local(name: str, part: Part) -> bytes:
    fixed = (b"PK\x03\x04", _VERSION, _FLAGS, _STORED, _TIME, _DAY)
    sizes = (part.crc, part.bytes, part.bytes, len(name), 0)
    return _LOCAL.pack(*fixed, *sizes) + name.encode("ascii")


def _ending(members: list[tuple[str, Part]]) -> bytes:
    central, offset = b"", 0
    for name, part in members:
        fixed = (b"PK\x01\x02", _VERSION, _VERSION, _FLAGS, _STORED, _TIME, _DAY)
        sizes = (part.crc, part.bytes, part.bytes, len(name), 0, 0, 0, 0, 0, offset)
        central += _CENTRAL.pack(*fixed, *sizes) + name.encode("ascii")
        offset += len(_local(name, part)) + part.bytes
    count = len(members)
    return central + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)


def _members(said: Manifest) -> list[tuple[str, Part]]:
    own = part_of_bytes(said.as_bytes())
    return [(MANIFEST, own), (KEYS, said.keys_file), (VAULT, said.vault_file)]


def size_of(said: Manifest) -> int:
    """Return how many bytes the backup with this manifest has."""
    members = _members(said)
    return sum(len(_local(*each)) + each[1].bytes for each in members) + len(_ending(members))


def write(
    file: IO[bytes],
    said: Manifest,
    *,
    keys: bytes,
    vault: IO[bytes],
    progress: Progress | None = None,
) -> None:
    """Write a backup to `file`; what `keys` and `vault` give must be what the manifest says.

    The manifest goes in with the first write: what a killed run leaves can be told by it.
    """
    members = _members(said)
    file.write(_local(*members[0]) + said.as_bytes() + _local(*members[1]) + keys)
    file.write(_local(*members[2]))
    done = 0
    while data := vault.read(SLICE):
        file.write(data)
        done += len(data)
        if progress is not None:
            progress(done, said.vault_file.bytes)
    file.write(_ending(members))


def read_manifest(path: Path) -> Manifest:
    """Return what the backup at `path` says of itself, looking at its first few kilobytes only.

    Raises BackupMissingError, VaultNotAFileError, BackupForeignError, BackupNewerError,
    BackupDamagedError, or an error of the machine.
    """
    with _opened(path) as file:
        return _manifest(file, path)


def check(path: Path, *, progress: Progress | None = None) -> Manifest:
    """Return the manifest once every byte of the backup was found to be as it was written.

    Raises what `read_manifest` raises.
    """
    with _opened(path) as file:
        return _checked(file, path, into={}, progress=progress)


def unpack(path: Path, *, vault: Path, keys: Path, progress: Progress | None = None) -> Manifest:
    """Write the two files of a backup to new places, checking every byte on the way.

    Raises what `read_manifest` raises, and FileExistsError rather than writing over anything; the
    caller removes what was begun.
    """
    with _opened(path) as file, _fresh(vault) as to_vault, _fresh(keys) as to_keys:
        return _checked(file, path, into={VAULT: to_vault, KEYS: to_keys}, progress=progress)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if not path.exists():
        raise BackupMissingError(path)
    if not path.is_file():
        raise VaultNotAFileError(path)
    with files.disk_faults(path):
        file = path.open("rb")
    with file:
        yield file


@contextmanager
def _fresh(path: Path) -> Iterator[IO[bytes]]:
    with files.disk_faults(path), files.fresh(path) as file:
        yield file
        files.sync(file)


def _manifest(file: IO[bytes], path: Path) -> Manifest:
    with files.disk_faults(path):
        beginning = file.read(_LOCAL.size + len(MANIFEST) + LARGEST_MANIFEST)
    head, rest = beginning[: _LOCAL.size + len(MANIFEST)], beginning[_LOCAL.size + len(MANIFEST) :]
    # Either of the two tells a backup in which the other was damaged.
    if not rest or (not head.endswith(MANIFEST.encode()) and FORMAT.encode() not in rest):
        raise BackupForeignError(path)
    data = rest[: _LOCAL.unpack(head[: _LOCAL.size])[7]]
    if head != _local(MANIFEST, part_of_bytes(data)):
        raise BackupDamagedError(path, what=MANIFEST)
    file.seek(len(head) + len(data))
    try:
        return manifest.parsed(data, path)
    except NotCanonicalError:
        raise BackupDamagedError(path, what=MANIFEST) from None


def _checked(
    file: IO[bytes], path: Path, *, into: dict[str, IO[bytes]], progress: Progress | None
) -> Manifest:
    said = _manifest(file, path)
    if os.fstat(file.fileno()).st_size != size_of(said):
        raise BackupDamagedError(path, what="size")
    found = _members(said)[:1]
    for name, part in _members(said)[1:]:
        with files.disk_faults(path):
            head = file.read(len(_local(name, part)))
        read = _Read(file, path, part.bytes)
        for data in read:
            if name in into:
                into[name].write(data)
            if progress is not None:
                progress(read.done, part.bytes)
        if read.part.sha256 != part.sha256:
            raise BackupDamagedError(path, what=name)
        if head != _local(name, read.part):
            raise BackupDamagedError(path, what="form")
        found.append((name, read.part))
    with files.disk_faults(path):
        ending = file.read(SLICE)
    if ending != _ending(found):
        raise BackupDamagedError(path, what="form")
    return said


class _Read:
    """The next bytes of a file, slice by slice, and what is to be said of them together."""

    def __init__(self, file: IO[bytes], path: Path, size: int) -> None:
        self._file, self._path, self._size = file, path, size
        self._digest, self._crc, self.done = hashlib.sha256(), 0, 0

    def __iter__(self) -> Iterator[bytes]:
        while self.done < self._size:
            with files.disk_faults(self._path):
                data = self._file.read(min(SLICE, self._size - self.done))
            if not data:
                return
            self._digest.update(data)
            self._crc = zlib.crc32(data, self._crc)
            self.done += len(data)
            yield data

    @property
    def part(self) -> Part:
        """What was read."""
        return Part(self.done, self._digest.hexdigest(), self._crc)
