"""Sweep every shipped procedure over every combination of kinds and answers; `make sweep`."""

import sys
import time
from concurrent.futures import ProcessPoolExecutor

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from tests.domain.oracle_places import PLACES, Place
from tests.sweep.sweeping import Report, every_set, subject, sweep

_WORKERS = 2


def _sweep(place: Place) -> tuple[Report, float]:
    start = time.perf_counter()
    library = Library(resources_folder())
    report = sweep(subject(library, place), every_set(library.catalogue))
    return report, time.perf_counter() - start


def main() -> int:
    """Give 0 when no combination anywhere breaks what is checked, else 1."""
    start = time.perf_counter()
    with ProcessPoolExecutor(_WORKERS) as pool:
        reports = []
        for report, took in pool.map(_sweep, PLACES):
            reports.append(report)
            _say(_line(report, took))
            for fault in report.faults:
                _say(f"    {fault}")
    took = time.perf_counter() - start
    cells = sum(each.cells for each in reports)
    stands_for = sum(each.stands_for for each in reports)
    faults = sum(len(each.faults) for each in reports)
    _say(
        f"{stands_for:,} combinations of answers over {sum(each.sets_of_kinds for each in reports):,}"
        f" sets of kinds, swept as {cells:,} in {took:.0f} s ({cells / took:,.0f} a second,"
        f" each standing for {stands_for / cells:,.0f});"
        f" {sum(each.contradictions for each in reports):,} contradictions left out;"
        f" {sum(each.sampled for each in reports):,} samples through `assess`; {faults} faults"
    )
    return 1 if faults else 0


def _line(report: Report, took: float) -> str:
    return (
        f"{report.place}: {report.sets_of_kinds:,} sets of kinds, {report.stands_for:,}"
        f" combinations swept as {report.cells:,} in {report.tables:,} tables,"
        f" {report.whole_groups:,} groups of questions swept whole, {report.sampled:,} samples,"
        f" {took:.0f} s: {len(report.faults)} faults"
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
