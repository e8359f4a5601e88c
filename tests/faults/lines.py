"""One line of the proof: so many cases, what each lost, and a control that must lose something."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tests.faults.child import Tell, fork

Case = Callable[[], str]  # does one thing to a vault and says what was lost; "" when nothing was
Cases = Callable[[Path, "Scale"], Iterator[Case]]

ALL: Final = 1 << 40  # as many as there are
_SAVED_EVERY: Final = 5.0  # seconds
_MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Scale:
    """How thorough a run is, and whether the program is to be spoilt for the control."""

    long: bool
    spoilt: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table. `cases` gives the same cases in the same order for the same folder.

    The control runs the same cases against a program that `spoiled_by` says is spoilt, until one
    of them loses something, at most `control_tries` of them.
    """

    name: str
    cases: Cases
    short: int
    long: int
    spoiled_by: str
    control_tries: int = 200


@dataclass(slots=True)
class Kept:
    """What a line has come to so far; `losses` names the first few."""

    name: str
    tried: int = 0
    lost: int = 0
    losses: list[str] = field(default_factory=list)
    ended: bool = False
    control_tried: int = 0
    control_failed: bool = False
    control_lost: str = ""
    control_ended: bool = False
    spoiled_by: str = ""
    seconds: float = 0.0
    long: bool = False
    when: str = ""
    commit: str = ""

    def note(self, number: int, lost: str) -> None:
        """Count one case."""
        self.tried += 1
        if lost:
            self.lost += 1
            if len(self.losses) < _MOST_NAMED:
                self.losses.append(f"case {number}: {lost}")

    def as_json(self) -> dict[str, Any]:
        """Give what is kept of it in a file."""
        return asdict(self)


def run(line: Line, kept: Kept, folder: Path, *, long: bool, save: Callable[[], None]) -> None:
    """Run a line's control, and go on with the line where it was left; `save` keeps how far."""
    kept.long, kept.spoiled_by = long, line.spoiled_by
    if not kept.control_ended:
        _control(line, kept, _fresh(folder, "control"), long=long)
        save()
    if not kept.ended:
        _try_all(line, kept, _fresh(folder, "tried"), long=long, save=save)
    save()


def _fresh(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir(parents=True, exist_ok=True)
    return made


def _try_all(line: Line, kept: Kept, folder: Path, *, long: bool, save: Callable[[], None]) -> None:
    wanted = line.long if long else line.short
    saved = started = time.monotonic()
    before = kept.seconds
    cases = line.cases(folder, Scale(long=long))
    for number, case in enumerate(islice(cases, kept.tried, wanted), start=kept.tried):
        kept.note(number, case())
        now = time.monotonic()
        kept.seconds = round(before + now - started, 1)
        if now - saved > _SAVED_EVERY:
            saved = now
            save()
    kept.ended = True


def _control(line: Line, kept: Kept, folder: Path, *, long: bool) -> None:
    """Run the control in a process of its own: what is spoilt there is spoilt for good."""

    def work(tell: Tell) -> None:
        for case in islice(line.cases(folder, Scale(long=long, spoilt=True)), line.control_tries):
            lost = case()
            tell(json.dumps(lost))
            if lost:
                break

    child = fork(work)
    how = child.end()
    if how:
        raise RuntimeError(line.name, how)
    kept.control_tried = len(child.told)
    kept.control_lost = json.loads(child.told[-1]) if child.told else ""
    kept.control_failed = bool(kept.control_lost)
    kept.control_ended = True
