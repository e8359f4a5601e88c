"""Read what a Linux program or library asks of the system, with the standard library alone.

Only 64-bit little-endian files are read, which is what every Linux platform of ours has. Layout:
System V ABI, "Object Files" and "Dynamic Linking"; version needs: LSB Core, "Symbol Versioning".
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"\x7fELF"
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_ENTRY = struct.Struct("<qQ")
_NEED = struct.Struct("<HHIII")
_SYMBOL = struct.Struct("<IHHII")
_LOAD, _DYNAMIC = 1, 2
_NEEDED, _STRINGS, _RPATH, _RUNPATH, _VERSIONS = 1, 5, 15, 29, 0x6FFFFFFE


class NotReadableError(Exception):
    """The file is no 64-bit little-endian ELF file, or a broken one."""


@dataclass(frozen=True, slots=True)
class Elf:
    """What one file asks for: libraries, where it looks for them, and versions of symbols."""

    needed: tuple[str, ...]
    looks_in: tuple[str, ...]
    versions: frozenset[str]
    aligned: bool


def is_elf(file: Path) -> bool:
    """Say whether the file begins as a program or library of Linux does."""
    with file.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def read(file: Path) -> Elf:
    """Read one file; raises NotReadableError, naming it, where it is not what it should be."""
    try:
        return _read(file.read_bytes())
    except (struct.error, StopIteration, ValueError) as error:
        raise NotReadableError(str(file)) from error


def _read(data: bytes) -> Elf:
    if data[:6] != MAGIC + b"\x02\x01":
        raise ValueError(data[:6])
    header = _HEADER.unpack_from(data)
    start, size, count = header[5], header[9], header[10]
    segments = [_SEGMENT.unpack_from(data, start + number * size) for number in range(count)]
    loads = [one for one in segments if one[0] == _LOAD]
    # What a careless strip or patch breaks: the loader then refuses the file.
    aligned = all(one[7] <= 1 or (one[3] - one[2]) % one[7] == 0 for one in loads)
    dynamic = next((one for one in segments if one[0] == _DYNAMIC), None)
    if dynamic is None:
        return Elf((), (), frozenset(), aligned)
    entries = list(_entries(data, dynamic[2]))

    def place(address: int) -> int:
        """Turn an address in memory into a place in the file."""
        holds = next(at for at in loads if at[3] <= address < at[3] + at[5])
        return int(address - holds[3] + holds[2])

    strings = place(next(value for tag, value in entries if tag == _STRINGS))

    def texts(*tags: int) -> tuple[str, ...]:
        return tuple(_text(data, strings + value) for tag, value in entries if tag in tags)

    versions = [place(value) for tag, value in entries if tag == _VERSIONS]
    return Elf(
        needed=texts(_NEEDED),
        looks_in=tuple(":".join(texts(_RPATH, _RUNPATH)).split(":")),
        versions=frozenset(name for at in versions for name in _versions(data, at, strings)),
        aligned=aligned,
    )


def _entries(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    tag, value = _ENTRY.unpack_from(data, at)
    while tag:
        yield tag, value
        at += _ENTRY.size
        tag, value = _ENTRY.unpack_from(data, at)


def _versions(data: bytes, at: int, strings: int) -> Iterator[str]:
    further = 1
    while further:
        _, count, _, first, further = _NEED.unpack_from(data, at)
        symbol = at + first
        for _ in range(count):
            *_, name, following = _SYMBOL.unpack_from(data, symbol)
            yield _text(data, strings + name)
            symbol += following
        at += further


def _text(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode()
