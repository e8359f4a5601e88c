"""The unlock window's first paint and memory, against a bare PySide6 QWidget, as processes.

Each round starts them one after another on one screen, the order changing from round to round. The
time runs from before the process is started until what it drew has two colours or more: toolkits
map a window before they draw it. The memory is the proportional set size at that moment. KeePassXC
from Debian, showing its unlock page, goes along in the same rounds where it is installed.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.result import Result
from tests.journeys.pixels import Pixels
from tests.journeys.place import Place
from tests.journeys.screen import Screen, end, until

PAINT_GOAL: Final = 1.25
MEMORY_GOAL: Final = 1.3
NEIGHBOUR_GOAL: Final = 0.6
_ROUNDS: Final = 15
_LIMIT: Final = 20.0
_LOOK_AGAIN: Final = 0.001
_BARE: Final = Path(__file__).with_name("bare_window.py")


@dataclass(frozen=True, slots=True)
class Shown:
    """Milliseconds from the start to the first paint, and the megabytes held at that moment."""

    painted: float
    memory: float


def run() -> list[Result]:
    """Measure in interleaved rounds; the values are ratios of medians, and the paired one of paint."""
    with Screen(bare=True) as screen, tempfile.TemporaryDirectory() as folder:
        place = Place(screen, Path(folder) / "ours")
        place.make_vault()
        commands = {
            "floor": [sys.executable, str(_BARE)],
            "ours": place.command(),
            "neighbour": _neighbour(Path(folder), screen),
        }
        commands = {name: command for name, command in commands.items() if command}
        for command in commands.values():
            _show(screen, place, command)  # once, so that every file is in memory
        rounds = [_round(screen, place, commands, number) for number in range(_ROUNDS)]
    return [*_against_the_floor(rounds), *_beside_the_neighbour(rounds)]


def _round(
    screen: Screen, place: Place, commands: dict[str, list[str]], number: int
) -> dict[str, Shown]:
    names = list(commands)
    turn = number % len(names)
    return {name: _show(screen, place, commands[name]) for name in (*names[turn:], *names[:turn])}


def _show(screen: Screen, place: Place, command: Sequence[str]) -> Shown:
    with screen.pixels() as pixels:
        until(lambda: len(pixels.colours()) == 1, "an empty screen")
        before = pixels.colours()
        begun = time.perf_counter()
        process = screen.start(list(command), more=place.environment)
        try:
            painted = _painted(pixels, before, process) - begun
            return Shown(painted * 1000, _memory(process.pid))
        finally:
            end(process)


def _painted(pixels: Pixels, before: set[int], process: "subprocess.Popen[bytes]") -> float:
    last = time.perf_counter() + _LIMIT
    while len(pixels.colours() - before) < 2:
        if process.poll() is not None or time.perf_counter() > last:
            raise AssertionError(f"nothing was painted; the program's status: {process.poll()}")
        time.sleep(_LOOK_AGAIN)
    return time.perf_counter()


def _memory(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def _neighbour(folder: Path, screen: Screen) -> list[str]:
    """Give the command that shows KeePassXC's unlock page, or nothing where it is not installed."""
    program, maker = shutil.which("keepassxc"), shutil.which("keepassxc-cli")
    if program is None or maker is None:
        return []
    settings = folder / "neighbour.ini"
    settings.write_text(
        "[General]\nSingleInstance=false\nUpdateCheckMessageShown=true\n"
        "[GUI]\nCheckForUpdates=false\n",
        encoding="utf-8",
    )
    kept = folder / "neighbour.kdbx"
    subprocess.run(
        [maker, "db-create", "--set-password", "--quiet", str(kept)],
        input=b"four generated words\nfour generated words\n",
        env=screen.environment,
        check=True,
        capture_output=True,
    )
    local = folder / "neighbour-local.ini"
    return [program, "--config", str(settings), "--localconfig", str(local), str(kept)]


def _against_the_floor(rounds: Sequence[dict[str, Shown]]) -> list[Result]:
    return [
        _ratio(rounds, "floor", "painted", PAINT_GOAL, "first paint of unlock / bare QWidget"),
        _ratio(
            rounds, "floor", "memory", MEMORY_GOAL, "memory (PSS) at first paint / bare QWidget"
        ),
    ]


def _beside_the_neighbour(rounds: Sequence[dict[str, Shown]]) -> list[Result]:
    if "neighbour" not in rounds[0]:
        sys.stdout.write("KeePassXC is not installed: its unlock window was not measured.\n")
        return []
    name = "first paint of unlock / KeePassXC's unlock window"
    return [_ratio(rounds, "neighbour", "painted", NEIGHBOUR_GOAL, name)]


def _ratio(
    rounds: Sequence[dict[str, Shown]], other: str, what: str, goal: float, name: str
) -> Result:
    ours = [float(getattr(each["ours"], what)) for each in rounds]
    floor = [float(getattr(each[other], what)) for each in rounds]
    value = statistics.median(mine / its for mine, its in zip(ours, floor, strict=True))
    return Result(
        name=name,
        value=value,
        unit="ratio",
        goal=goal,
        holds=value <= goal,
        floor=statistics.median(floor),
        ours=statistics.median(ours),
    )
