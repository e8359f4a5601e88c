"""What a flow does to its folder, recorded call by call (strace) as deeds of a disk."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.child import READY, Tell, fork, traced
from tests.faults.disk import Cut, Deed, Disk, Name, Sync, SyncFolder, Told, Write
from tests.faults.flows import Flow
from tests.faults.injecting import CALLS, STRACE

_LONGEST: Final = 1 << 24
_ROW: Final = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_HANDLE: Final = re.compile(r"^(\d+)")
_MORE: Final = ("sendto", "close", "lseek", "dup", "dup2", "dup3", "fcntl")


@dataclass(frozen=True, slots=True)
class Recording:
    """The files that a flow began with, and everything that it did to them, in order."""

    before: dict[str, bytes]
    folders: tuple[str, ...]
    deeds: tuple[Deed, ...]

    def disk(self) -> Disk:
        """Give the disk before the first deed: all that lay there is durable."""
        names = {name: number for number, name in enumerate(self.before)}
        contents = {names[name]: bytearray(data) for name, data in self.before.items()}
        return Disk(contents, names)


def record(flow: Flow, folder: Path, place: Path, *, steps: int, spoilt: bool) -> Recording:
    """Run the flow in `place` once, left alone, and give what it did."""
    flow.lay(folder, place)
    log = folder / "recorded"

    def work(tell: Tell) -> None:
        if spoilt:
            flow.spoil()
        flow.run(place, tell, steps=steps)

    child = fork(work)
    child.wait_for(READY)
    before = {str(f.relative_to(place)): f.read_bytes() for f in _files_in(place)}
    folders = tuple(str(f.relative_to(place)) for f in sorted(place.rglob("*")) if f.is_dir())
    open_now = _handles_of(child.pid)
    asked = f"trace={','.join((*CALLS, *_MORE))}"
    command = [STRACE, "-qq", "-xx", "-s", str(_LONGEST), "-o", str(log), "-e", asked]
    with subprocess.Popen([*command, "-p", str(child.pid)], stderr=subprocess.DEVNULL) as tracer:
        if not traced(child.pid, by=tracer.poll):
            raise RuntimeError(command)
        child.go_on()
        how = child.end()
    if how and not spoilt:
        raise RuntimeError(how)
    reader = _Reader(place, before, open_now)
    with log.open(encoding="ascii") as rows:
        deeds = tuple(deed for row in rows for deed in reader.read(row))
    log.unlink()
    return Recording(before, folders, deeds)


def _files_in(place: Path) -> Iterator[Path]:
    return (each for each in sorted(place.rglob("*")) if each.is_file())


def _handles_of(pid: int) -> dict[int, str]:
    folder = Path(f"/proc/{pid}/fd")
    return {int(each.name): str(each.readlink()) for each in folder.iterdir()}


@dataclass(slots=True)
class _Open:
    """An open file: its inode or its folder, and where it is read and written next."""

    inode: int | None
    folder: str | None
    at: int = 0
    appends: bool = False


@dataclass(slots=True)
class _Reader:
    """Follows handles and names through the rows of strace."""

    place: Path
    before: dict[str, bytes]
    open_now: dict[int, str]
    names: dict[str, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    handles: dict[int, _Open] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, (name, data) in enumerate(self.before.items()):
            self.names[name], self.sizes[number] = number, len(data)
        for handle, path in self.open_now.items():
            opened = self._opened(path, flags="")
            if opened is not None:
                self.handles[handle] = opened

    def read(self, row: str) -> Iterator[Deed]:
        found = _ROW.match(row)
        if found is None or int(found[3]) < 0:
            return
        call, said, gave = found[1], found[2], int(found[3])
        taken = getattr(self, f"_{call}", None)
        if taken is not None:
            yield from taken(said, gave)
        elif call not in {"mkdir", "mkdirat", "rmdir", "fcntl"}:
            raise NotImplementedError(call)

    # --- names ---

    def _inside(self, path: str) -> str | None:
        with_base = Path(path)
        return str(with_base.relative_to(self.place)) if self._is_in(with_base) else None

    def _is_in(self, path: Path) -> bool:
        return path != self.place and path.is_relative_to(self.place)

    def _opened(self, path: str, *, flags: str) -> _Open | None:
        name = self._inside(path)
        if name is not None and name in self.names:
            return _Open(self.names[name], None, appends="O_APPEND" in flags)
        if Path(path).is_relative_to(self.place):
            return _Open(None, "." if name is None else name)
        return None

    def _openat(self, said: str, gave: int) -> Iterator[Deed]:
        path = _texts(said)[0].decode()
        name = self._inside(path)
        self.handles.pop(gave, None)
        if name is not None and name not in self.names and "O_CREAT" in said:
            self.names[name] = len(self.sizes)
            self.sizes[self.names[name]] = 0
            yield _named((name, self.names[name]))
        opened = self._opened(path, flags=said)
        if opened is not None:
            self.handles[gave] = opened
            if "O_TRUNC" in said and opened.inode is not None and self.sizes[opened.inode]:
                self.sizes[opened.inode] = 0
                yield Cut(opened.inode, 0)

    _open = _openat

    def _rename(self, said: str, _gave: int) -> Iterator[Deed]:
        old, new = (self._inside(each.decode()) for each in _texts(said))
        if old is None or new is None:
            return
        if old not in self.names:
            raise NotImplementedError("a folder renamed")
        inode = self.names.pop(old)
        self.names[new] = inode
        yield _named((new, inode), (old, None))

    _renameat = _renameat2 = _rename

    def _link(self, said: str, _gave: int) -> Iterator[Deed]:
        old, new = (self._inside(each.decode()) for each in _texts(said))
        if old is not None and new is not None:
            self.names[new] = self.names[old]
            yield _named((new, self.names[new]))

    _linkat = _link

    def _unlink(self, said: str, _gave: int) -> Iterator[Deed]:
        name = self._inside(_texts(said)[0].decode())
        if name is not None and name in self.names:
            del self.names[name]
            yield _named((name, None))

    _unlinkat = _unlink

    # --- contents ---

    def _close(self, said: str, _gave: int) -> Iterator[Deed]:
        self.handles.pop(int(said), None)
        yield from ()

    def _dup(self, said: str, gave: int) -> Iterator[Deed]:
        held = self.handles.get(_handle(said))
        if held is not None:
            self.handles[gave] = held
        yield from ()

    _dup2 = _dup3 = _dup

    def _lseek(self, said: str, gave: int) -> Iterator[Deed]:
        held = self.handles.get(_handle(said))
        if held is not None:
            held.at = gave
        yield from ()

    def _write(self, said: str, gave: int) -> Iterator[Deed]:
        held = self.handles.get(_handle(said))
        if held is None or held.inode is None:
            return
        if held.appends:
            held.at = self.sizes[held.inode]
        data = b"".join(_texts(said))[:gave]
        yield self._put(held.inode, held.at, data)
        held.at += len(data)

    _writev = _write

    def _pwrite64(self, said: str, gave: int) -> Iterator[Deed]:
        held = self.handles.get(_handle(said))
        if held is not None and held.inode is not None:
            data = b"".join(_texts(said))[:gave]
            yield self._put(held.inode, int(said.rsplit(",", 1)[1]), data)

    _pwritev = _pwrite64

    def _put(self, inode: int, at: int, data: bytes) -> Write:
        self.sizes[inode] = max(self.sizes[inode], at + len(data))
        return Write(inode, at, data)

    def _ftruncate(self, said: str, _gave: int) -> Iterator[Deed]:
        held = self.handles.get(_handle(said))
        if held is not None and held.inode is not None:
            size = int(said.rsplit(",", 1)[1])
            self.sizes[held.inode] = size
            yield Cut(held.inode, size)

    def _fsync(self, said: str, _gave: int) -> Iterator[Deed]:
        held = self.handles.get(_handle(said))
        if held is None:
            return
        yield SyncFolder(held.folder) if held.folder is not None else Sync(held.inode or 0)

    _fdatasync = _fsync

    def _sendto(self, said: str, _gave: int) -> Iterator[Deed]:
        for each in _texts(said)[0].decode().splitlines():
            yield Told(each)


def _named(*changes: tuple[str, int | None]) -> Name:
    return Name(str(Path(changes[0][0]).parent), changes)


def _handle(said: str) -> int:
    found = _HANDLE.match(said)
    return int(found[1]) if found else -1


def _texts(said: str) -> list[bytes]:
    found = _TEXT.findall(said)
    if any(cut_short for _, cut_short in found):
        raise NotImplementedError("a write too long to be recorded")
    return [bytes.fromhex(digits.replace("\\x", "")) for digits, _ in found]
