"""Run every benchmark, print a table, write `build/bench.json`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import (
    assessing,
    engines,
    home,
    opening,
    pages,
    referral,
    saving,
    search,
    sweeping,
    verifying,
    window,
)

BUILD = Path(__file__).resolve().parents[2] / "build"


def main() -> int:
    """Give 0 when every goal holds, else 1."""
    results = [
        result
        for module in (
            assessing,
            engines,
            sweeping,
            saving,
            referral,
            opening,
            home,
            search,
            pages,
            verifying,
            window,
        )
        for result in module.run()
    ]
    BUILD.mkdir(exist_ok=True)
    table = json.dumps([asdict(each) for each in results], indent=2)
    (BUILD / "bench.json").write_text(table + "\n", encoding="utf-8")
    for each in results:
        behind = "" if each.ours is None else f"  (floor {each.floor:.3f}, ours {each.ours:.3f})"
        verdict = "holds" if each.holds else "MISSED"
        line = (
            f"{verdict:7} {each.value:8.3f} {each.unit:5} goal {each.goal:g}  {each.name}{behind}"
        )
        sys.stdout.write(line + "\n")
    return 0 if all(each.holds for each in results) else 1


if __name__ == "__main__":
    sys.exit(main())
