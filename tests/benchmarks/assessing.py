"""How long the rules take: the quick part on every key press, and the whole answer."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import assess, verdict
from desktop_app.domain.facts import Facts
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from tests.benchmarks.result import Result

_ROUNDS, _CALLS = 25, 200
_DAY = date(2026, 11, 20)


def _cases() -> list[Facts]:
    """Give facts from nothing known to nearly everything known; several kinds at once too."""
    kinds = [("nudes-shared",), ("sextortion",), ("nudes-shared", "grooming", "extremism")]
    known = [
        {},
        {"adult-involved": Answer.NO, "blackmailed": Answer.NO, "coerced": Answer.NO},
        {"adult-involved": Answer.YES, "under-13": Answer.YES, "significant-harm": Answer.NO},
    ]
    return [Facts(kind, answers, _DAY) for kind in kinds for answers in known]


def _median_ms(work: Callable[[Facts], object]) -> float:
    cases = _cases()
    for facts in cases:
        work(facts)
    took = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        for place in range(_CALLS):
            work(cases[place % len(cases)])
        took.append((time.perf_counter() - start) / _CALLS * 1000)
    return statistics.median(took)


def run() -> list[Result]:
    """Measure both, in milliseconds a call; of every procedure the newest version."""
    library = Library(resources_folder())
    results = []
    for name in ("ukcis-2024", *(each for each in library.versions if each != "ukcis-2024")):
        procedure, catalogue = library.get(name), library.catalogue
        quick = _median_ms(partial(verdict, procedure, catalogue))
        whole = _median_ms(partial(assess, procedure, catalogue))
        of = "" if name == "ukcis-2024" else f", {name}"
        results += [
            Result(
                f"assess: outcome, refer_to and tell_family{of}", quick, "ms", 0.05, quick <= 0.05
            ),
            Result(f"assess: the whole answer{of}", whole, "ms", 1.0, whole <= 1.0),
        ]
    return results
