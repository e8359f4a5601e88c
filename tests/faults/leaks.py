"""Planted names, searched in every byte that leaves the program in a working day."""

import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.vault.vault import FLOOR, create_vault
from tests.faults import day, school
from tests.faults.injecting import STRACE
from tests.faults.lines import Case, Line, Scale

_NAMES: Final = 50
_LEAVING: Final = (
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "pwritev2",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "openat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "mkdir",
    "mkdirat",
    "execve",
    "setxattr",
    "fsetxattr",
    "prctl",
)
_TEXT: Final = re.compile(rb'"((?:\\x[0-9a-f]{2})+)"')
_FIRST: Final = ("Quor", "Zeb", "Vyn", "Thrax", "Wolm", "Jesk", "Brux", "Fyll", "Kezz", "Ompt")
_SECOND: Final = (
    "vandel",
    "qualith",
    "torvix",
    "menzor",
    "garlyth",
    "pendrak",
    "sulvane",
    "ïorwen",
)
_INPUTS: Final = frozenset({day.NAMES, day.INCIDENT, "faulty.json", "broken.json"})


def line(*, short: int = 1, long: int = 20) -> Line:
    """Give the line of working days."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        for number in range(long if scale.long else short):
            yield partial(_case, folder, number, scale=scale)

    return Line(
        name="planted names in what a working day writes outside the vault (days)",
        cases=cases,
        short=short,
        long=long,
        spoiled_by="one name in a temporary file, removed at once",
    )


def names(number: int) -> list[str]:
    """Give the invented names of a day; each is one word that stands nowhere else."""
    made = [f"{one}{two}" for one, two in itertools.product(_FIRST, _SECOND)]
    return random.Random(f"names {number}").sample(made, _NAMES)  # noqa: S311  # no secret


def _case(folder: Path, number: int, *, scale: Scale) -> str:
    place, log = folder / "day", folder / "written"
    planted = names(number)
    _lay(place, planted)
    command = [STRACE, "-f", "--seccomp-bpf", "-qq", "-xx", "-s", "4194304", "-o", str(log)]
    command += ["-e", f"trace={','.join(_LEAVING)}", "-e", "signal=none"]
    command += [sys.executable, "-m", "tests.faults.day", str(place)]
    command += ["--leak"] if scale.spoilt else []
    with (folder / "day.txt").open("wb") as said:
        done = subprocess.run(
            command, env=_environment(place), stdout=said, stderr=said, check=False
        )
    if done.returncode:
        return f"the day broke off: {done.returncode}"
    found = sorted({*_in_calls(log, planted), *_in_files(place, planted)})
    log.unlink()
    return ", ".join(found[:5])


def _lay(place: Path, planted: Sequence[str]) -> None:
    shutil.rmtree(place, ignore_errors=True)
    for each in ("tmp", "config", "state", "data", "cache", "run", "home", "exports"):
        (place / each).mkdir(parents=True, mode=0o700)
    said = place / day.NAMES
    said.write_text(json.dumps(list(planted)), encoding="utf-8")
    record = _incident(planted)
    (place / day.INCIDENT).write_text(json.dumps(record), encoding="utf-8")
    faulty = {**record, "kinds": ["no-such-kind"], "severe": planted[2]}
    (place / "faulty.json").write_text(json.dumps(faulty), encoding="utf-8")
    (place / "broken.json").write_text(json.dumps(record)[:-9], encoding="utf-8")
    path, name = place / day.VAULT, planted[-1]
    with school.passwords_are_real():
        vault, _ = create_vault(path, password=day.PASSWORD, at=school.AT, name=name, cost=FLOOR)
    vault.close()


def _incident(planted: Sequence[str]) -> dict[str, object]:
    roles = ("depicted", "sharer", "parent-carer", "witness")
    return {
        "kinds": ["nudes-shared"],
        "aware_at": "2026-11-20T17:40",
        "narrative": " ".join(planted[10:30]),
        "reported_by": planted[5],
        "came_to_light": planted[6],
        "people": [
            {"role": role, "name": name} for role, name in zip(roles, planted, strict=False)
        ],
    }


def _environment(place: Path) -> dict[str, str]:
    own = {
        "HOME": place / "home",
        "TMPDIR": place / "tmp",
        "XDG_CONFIG_HOME": place / "config",
        "XDG_STATE_HOME": place / "state",
        "XDG_DATA_HOME": place / "data",
        "XDG_CACHE_HOME": place / "cache",
        "XDG_RUNTIME_DIR": place / "run",
    }
    more = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**os.environ, **{name: str(path) for name, path in own.items()}, **more}


def _in_calls(log: Path, planted: Sequence[str]) -> Iterator[str]:
    wanted = _wanted(planted)
    with log.open("rb") as rows:
        for row in rows:
            said = b"".join(
                bytes.fromhex(t.decode().replace("\\x", "")) for t in _TEXT.findall(row)
            )
            for which, name in wanted:
                if name in said:
                    call = row.split(b"(", 1)[0].split()[-1].decode()
                    yield f"{which} by {call}"


def _in_files(place: Path, planted: Sequence[str]) -> Iterator[str]:
    wanted = _wanted(planted)
    for file in place.rglob("*"):
        if file.is_file() and file.name not in _INPUTS and file.parent.name != "exports":
            data = file.read_bytes()
            for which, name in wanted:
                if name in data:
                    yield f"{which} in a file of {file.parent.name}"


def _wanted(planted: Sequence[str]) -> list[tuple[str, bytes]]:
    return [
        (f"name {number} ({form})", name.encode(form))
        for number, name in enumerate(planted)
        for form in ("utf-8", "utf-16-le", "utf-16-be")
    ]
