"""A kill, EIO or ENOSPC at every call by which a flow writes, one call at a time (strace)."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from tests.faults import judging
from tests.faults.child import READY, Tell, fork, traced
from tests.faults.flows import Flow
from tests.faults.lines import ALL, Case, Line, Scale

STRACE: Final = "/usr/bin/strace"
CALLS: Final = (
    "openat",
    "open",
    "creat",
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "ftruncate",
    "fallocate",
    "mkdir",
    "mkdirat",
    "rmdir",
    "copy_file_range",
    "sendfile",
)
FAULTS: Final = ("signal=SIGKILL", "error=EIO", "error=ENOSPC")
_CALL: Final = re.compile(r"^(\w+)\((.*)$")


@dataclass(frozen=True, slots=True)
class Point:
    """One call: the nth of its name in the flow."""

    call: str
    nth: int


def line(flow: Flow, *, short: int = ALL, long: int = ALL) -> Line:
    """Give the line of one flow: every call that writes, every fault."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        for point in points(flow, folder, long=scale.long):
            for fault in FAULTS:
                yield partial(_case, flow, folder, point, fault, scale=scale)

    return Line(
        name=f"kill, EIO, ENOSPC at every call that writes: {flow.name}",
        cases=cases,
        short=short,
        long=long,
        spoiled_by=flow.spoilt_by,
        control_tries=ALL,
    )


def points(flow: Flow, folder: Path, *, long: bool) -> list[Point]:
    """Run the flow once, left alone, and list the calls by which it wrote."""
    place, log = folder / "case", folder / "calls"
    flow.lay(folder, place)
    scale = Scale(long=long)
    how = _under_strace(flow, place, log, (f"trace={','.join(CALLS)}",), scale=scale)[0]
    if how:
        raise RuntimeError(how)
    counted: Counter[str] = Counter()
    found = []
    for row in log.read_text(encoding="utf-8", errors="replace").splitlines():
        called = _CALL.match(row)
        if called is None:
            continue
        counted[called[1]] += 1
        if not called[1].startswith("open") or "O_CREAT" in called[2]:
            found.append(Point(called[1], counted[called[1]]))
    return found


def _case(flow: Flow, folder: Path, point: Point, fault: str, *, scale: Scale) -> str:
    place, log = folder / "case", folder / "calls"
    flow.lay(folder, place)
    injected = f"inject={point.call}:{fault}:when={point.nth}"
    how, told = _under_strace(flow, place, log, (f"trace={point.call}", injected), scale=scale)
    lost = judging.ending(how) or judging.remains(flow, place, told)
    return lost and f"{fault} at {point.call} {point.nth}: {lost}"


def _under_strace(
    flow: Flow, place: Path, log: Path, asked: tuple[str, ...], *, scale: Scale
) -> tuple[str, list[str]]:
    """Run the flow, from READY on, under strace; give how it ended and what it told."""

    def work(tell: Tell) -> None:
        if scale.spoilt:
            flow.spoil()
        flow.run(place, tell, steps=2 if scale.long else 1)

    child = fork(work)
    if not child.wait_for(READY):
        return child.end(), []
    wanted = [each for one in asked for each in ("-e", one)]
    command = [STRACE, "-qq", "-o", str(log), *wanted, "-p", str(child.pid)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as tracer:
        if not traced(child.pid, by=tracer.poll):
            child.kill()
            child.end()
            raise RuntimeError(command)
        child.go_on()
        return child.end(), child.steps
