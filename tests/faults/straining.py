"""A disk with no room left, and folders in which nothing may be written."""

import ctypes
import os
import resource
import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import SafeguardingError
from tests.faults import judging
from tests.faults.child import READY, Tell, fork
from tests.faults.flows import Flow
from tests.faults.lines import Case, Line, Scale

_NEW_MOUNTS: Final = 0x20000
_PRIVATE: Final = (1 << 14) | (1 << 18)
_KIB: Final = 1024
_PAGE_KIB: Final = 4
# Between two short cases; a new key asks for room for a copy, and a MiB.
_SHORT_KIB: Final = {"key file": 4, "re-key": 96}
_STEPS: Final = 6
_CAPABILITIES: Final = 0x20080522  # the version of the header that capset(2) takes
# Modes of the folder, and of the files in it.
_CLOSED: Final = ((0o555, 0o444), (0o555, 0o644), (0o755, 0o444))
_LIE: Final = "acknowledged though it was refused"
_LIES: Final = {"save": "199 2026-AAAAAA", "key file": "77"}


# --- no room ---


def full(flow: Flow, *, short: int = 20, long: int = 500) -> Line:
    """Give the line of a disk that is full after so many KiB: 4 more a case in the long set."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        step = _PAGE_KIB if scale.long else _SHORT_KIB.get(flow.name, 24)
        for number in range(long if scale.long or scale.spoilt else short):
            yield partial(_full, flow, folder, number * step * _KIB, scale)

    return Line(
        name=f"disk full at every step: {flow.name}",
        cases=cases,
        short=short,
        long=long,
        spoiled_by=_LIE if flow.name == "key file" else flow.spoilt_by,
        control_tries=long,
    )


def _no_file_above(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _full(flow: Flow, folder: Path, room: int, scale: Scale) -> str:
    place, disk = folder / "case", folder / "disk"
    flow.lay(folder, place)
    laid = sum(_whole_pages(each.stat().st_size) for each in place.rglob("*") if each.is_file())

    def work(tell: Tell) -> None:
        if scale.spoilt:
            flow.spoil()
        inside = _small_disk(place, disk, size=laid + room)
        try:
            flow.run(inside, tell, steps=_STEPS)
        except SafeguardingError:
            if scale.spoilt and flow.name == "key file":
                tell(_LIES[flow.name])
            raise
        finally:
            if inside != place:
                shutil.rmtree(place)
                shutil.copytree(inside, place)

    child = fork(work)
    if child.wait_for(READY):
        child.go_on()
    how = child.end()
    return judging.ending(how) or judging.remains(flow, place, child.steps)


def _whole_pages(size: int) -> int:
    return -(-size // 4096) * 4096


def _small_disk(place: Path, disk: Path, *, size: int) -> Path:
    """Move `place` to a disk of so many bytes, that this process alone sees.

    Where the system does not let us mount one, no file may grow past `size` in its place.
    """
    disk.mkdir(exist_ok=True)
    libc = ctypes.CDLL(None, use_errno=True)
    if (
        libc.unshare(_NEW_MOUNTS) == 0
        and libc.mount(b"none", b"/", None, _PRIVATE, None) == 0
        and libc.mount(b"tmpfs", str(disk).encode(), b"tmpfs", 0, b"size=%d" % size) == 0
    ):
        shutil.copytree(place, disk, dirs_exist_ok=True)
        return disk
    _no_file_above(size)
    return place


# --- nothing may be written ---


def read_only(flow: Flow, *, short: int = 20, long: int = 500) -> Line:
    """Give the line of a folder, or its files, closed before a flow begins or in its midst."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        for number in range(long if scale.long else short):
            yield partial(_read_only, flow, folder, number, scale=scale)

    return Line(
        name=f"read-only folder: {flow.name}",
        cases=cases,
        short=short,
        long=long,
        spoiled_by=_LIE,
    )


def _read_only(flow: Flow, folder: Path, number: int, *, scale: Scale) -> str:
    place = folder / "case"
    flow.lay(folder, place)
    modes, midst = _CLOSED[number % len(_CLOSED)], number // len(_CLOSED) % 3

    def work(tell: Tell) -> None:
        _become_nobody()
        try:
            flow.run(place, tell, steps=_STEPS)
        except Exception:
            if scale.spoilt:
                tell(_LIES[flow.name])
            raise

    if not midst:
        _close(place, *modes)
    child = fork(work)
    if child.wait_for(READY):
        child.go_on()
        if midst:
            child.wait_for_steps(midst)
            _close(place, *modes)
    how = child.end()
    _close(place, 0o755, 0o644)
    return judging.ending(how) or judging.remains(flow, place, child.steps)


def _become_nobody() -> None:
    """Give up what lets root pass every mode: its capabilities."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    none = (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno())


def _close(place: Path, folder_mode: int, file_mode: int) -> None:
    for each in place.rglob("*"):
        each.chmod(folder_mode if each.is_dir() else file_mode)
    place.chmod(folder_mode)
