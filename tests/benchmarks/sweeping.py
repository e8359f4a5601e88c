"""How many combinations of answers a second the sweep covers, for one kind of incident.

The table is laid out, filled and compared with the contract and the national advice, as in
`make sweep`; the value counts the combinations of single answers that it stands for.
"""

import statistics
import time
from typing import Final

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from tests.benchmarks.result import Result
from tests.domain.oracle_places import Place
from tests.sweep.sweeping import subject, sweep

GOAL: Final = 387.0
"""3 to the 18 combinations in one second, in millions."""

_ROUNDS: Final = 5
_MILLION: Final = 1_000_000


def run() -> list[Result]:
    """Measure the sweep of images shared among children where most rules meet: Haringey."""
    of = subject(Library(resources_folder()), Place("haringey-2023"))
    kinds = [frozenset({"nudes-shared"})]
    sweep(of, kinds, count=0, whole_groups=False)
    rates = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        report = sweep(of, kinds, count=0, whole_groups=False)
        rates.append(report.stands_for / (time.perf_counter() - start) / _MILLION)
    rate = statistics.median(rates)
    name = "the sweep: millions of combinations a second, one kind, Haringey"
    return [Result(name, rate, "M/s", GOAL, rate >= GOAL)]
