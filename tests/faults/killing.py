"""kill -9 at random moments, while a flow is at work."""

import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from tests.faults import judging
from tests.faults.child import READY, Tell, fork
from tests.faults.flows import Flow
from tests.faults.lines import Case, Line, Scale

_STEPS: Final = 400  # more than a child comes to before it is killed
_SHORTEST: Final = 0.02
_ROUNDS: Final = 2.5  # a kill comes within so many steps' time


def line(flow: Flow, *, short: int = 60, long: int = 2000) -> Line:
    """Give the line of one flow."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        spread = max(_seconds_a_step(flow, folder) * _ROUNDS, _SHORTEST)
        number = 0
        while True:
            moment = random.Random(f"{flow.name} {number}").uniform(0, spread)  # noqa: S311  # no secret
            yield partial(_case, flow, folder, moment, scale=scale)
            number += 1

    return Line(
        name=f"kill -9 at a random moment: {flow.name}",
        cases=cases,
        short=short,
        long=long,
        spoiled_by=flow.spoilt_by,
    )


def _seconds_a_step(flow: Flow, folder: Path) -> float:
    """Measure how long the flow takes for a step here, left alone."""
    place = folder / "case"
    flow.lay(folder, place)
    child = fork(lambda tell: flow.run(place, tell, steps=3))
    child.wait_for(READY)
    started = time.perf_counter()
    child.go_on()
    child.end()
    return (time.perf_counter() - started) / max(len(child.steps), 1)


def _case(flow: Flow, folder: Path, moment: float, *, scale: Scale) -> str:
    place = folder / "case"
    flow.lay(folder, place)

    def work(tell: Tell) -> None:
        if scale.spoilt:
            flow.spoil()
        flow.run(place, tell, steps=_STEPS)

    child = fork(work)
    if child.wait_for(READY):
        child.go_on()
        time.sleep(moment)
    child.kill()
    how = child.end()
    return judging.ending(how) or judging.remains(flow, place, child.steps)
