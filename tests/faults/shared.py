"""What the tests of this room share: a part run by itself, short, in a process of its own."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.faults.lines import Kept
from tests.faults.running import ROOT, read

LIMIT: Final = 1200  # seconds; a part takes one or two minutes on a machine that is its own


def short(part: str, into: Path) -> list[Kept]:
    """Run the short set of a part and give its lines.

    In a process of its own, as it forks: nothing that a test has open goes along.
    """
    command = [sys.executable, "-m", "tests.faults", "--short", "--part", part, "--into", str(into)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = read(into / f"{part}.json")
    assert lines, ran.stderr
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return lines


def assert_held(lines: list[Kept]) -> None:
    """Hold the lines to the promise: nothing lost, and the control shows that it could be."""
    for each in lines:
        assert each.tried
        assert not each.lost, each.losses
        assert each.control_failed, each.name
