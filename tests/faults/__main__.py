"""Try to lose what the program has acknowledged; `make faults`.

    python -m tests.faults --long [--part NAME]     the long set, or one part of it
    python -m tests.faults --short --part NAME --into FOLDER
    python -m tests.faults --report                 what the parts came to, added up

What was tried stands in `build/faults/<part>.json`, so a run that was stopped goes on where it
was. At its end, `build/faults.json` and `docs/reliability.md` are written.
"""

import argparse
import sys
from pathlib import Path

from tests.faults import report
from tests.faults.parts import PARTS, SHORT
from tests.faults.running import BUILD, run_part


def main() -> int:
    """Give 0 when nothing was lost and every control lost something, else 1."""
    asked = _arguments()
    if asked.report:
        return report.write()
    held = True
    for name in asked.part or list(PARTS if asked.long else SHORT):
        for each in run_part(name, long=asked.long, into=asked.into, tell=_say):
            held = held and not each.lost and each.control_failed
    if asked.long and not asked.part:
        report.write()
    return 0 if held else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--long", action="store_true")
    which.add_argument("--short", action="store_true")
    which.add_argument("--report", action="store_true")
    parser.add_argument("--part", action="append", choices=sorted({*PARTS, *SHORT}))
    parser.add_argument("--into", type=Path, default=BUILD)
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
