"""Power cuts: a flow recorded once, and every state that a cut could have left, judged."""

import hashlib
import itertools
import random
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from tests.faults import judging
from tests.faults.disk import Files, Kind, Told, survivors
from tests.faults.flows import Flow
from tests.faults.lines import Case, Line, Scale
from tests.faults.recording import Recording, record

State = tuple[Files, tuple[str, ...]]

_WEIGHTS: Final = (4, 3, 2, 6)  # how often each kind of state is drawn, in the order of `Kind`
_IDLE: Final = 600  # draws in a row that give nothing new, after which all have been seen


def line(flow: Flow, *, short: int = 60, long: int = 4000) -> Line:
    """Give the line of one flow."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        place = folder / "case"
        steps = 3 if scale.long else 2
        recording = record(flow, folder, place, steps=steps, spoilt=scale.spoilt)
        for files, told in states(recording, seed=flow.name, long=scale.long):
            yield partial(_case, flow, place, recording.folders, files, told)

    return Line(
        name=f"simulated power cut: {flow.name}",
        cases=cases,
        short=short,
        long=long,
        spoiled_by=flow.spoilt_by,
        control_tries=2000,
    )


def states(recording: Recording, *, seed: str, long: bool) -> Iterator[State]:
    """Give distinct states of the disk that a cut may leave, with what was told by then.

    The long set begins with the plain states of every moment; after that, and in the short set
    from the first, moment and state are drawn.
    """
    seen: set[bytes] = set()
    idle = 0
    for each in itertools.chain(_plain(recording) if long else (), _drawn(recording, seed)):
        known_by = _digest(*each)
        idle = idle + 1 if known_by in seen else 0
        if not idle:
            seen.add(known_by)
            yield each
        elif idle > _IDLE:
            return


def _plain(recording: Recording) -> Iterator[State]:
    disk = recording.disk()
    for deed in (*recording.deeds, Told("")):
        for kept in survivors(disk.pending, kind=Kind.PLAIN, draw=random.Random(0)):  # noqa: S311  # no secret
            yield disk.after(kept), tuple(disk.told)
        disk.do(deed)


def _drawn(recording: Recording, seed: str) -> Iterator[State]:
    draw = random.Random(seed)  # noqa: S311  # no secret
    kinds = list(Kind)
    while True:
        disk = recording.disk()
        for deed in recording.deeds[: draw.randint(0, len(recording.deeds))]:
            disk.do(deed)
        kind = draw.choices(kinds, _WEIGHTS)[0]
        found = list(survivors(disk.pending, kind=kind, draw=draw))
        yield disk.after(draw.choice(found) if found else ()), tuple(disk.told)


def _digest(files: Files, told: tuple[str, ...]) -> bytes:
    found = hashlib.blake2b(repr(told).encode(), digest_size=16)
    for name in sorted(files):
        found.update(f"\0{name}\0{len(files[name])}\0".encode())
        found.update(files[name])
    return found.digest()


def _case(
    flow: Flow, place: Path, folders: tuple[str, ...], files: Files, told: tuple[str, ...]
) -> str:
    shutil.rmtree(place, ignore_errors=True)
    for each in ("", *folders):
        (place / each).mkdir()
    for name, data in files.items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return judging.remains(flow, place, told)
