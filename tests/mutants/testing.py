"""Puts a mutant that nothing noticed at once before the tests themselves."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.mutants.mutant import Mutant
from tests.mutants.running import CODE, ROOT, write

_WORKERS: Final = 2
_SECONDS: Final = 600
_OF_CODE: Final = {
    "rules": ("domain/test_terms.py", "domain/test_conditions.py", "domain/test_find_out.py"),
    "assess": (
        "domain/test_terms.py",
        "domain/test_what_an_assessment_says.py",
        "domain/test_contract_by_example.py",
        "domain/test_rules_against_oracle.py",
    ),
    "find_out": ("domain/test_terms.py", "domain/test_find_out.py", "domain/test_flow.py"),
    "facts": ("domain/test_people.py", "domain/test_intake.py", "domain/test_telling.py"),
    "conditions": ("domain/test_conditions.py", "procedures/test_faults.py"),
    "view": ("domain/test_conditions.py", "domain/test_contract_by_example.py"),
    "procedure": ("procedures", "services/test_school.py", "services/test_switched.py"),
    "working_days": ("domain/test_working_days.py",),
}
_OF_FILES: Final = ("procedures", "domain/test_places_against_oracle.py")
_TAKES_MINUTES: Final = "not five_criteria and not hostile_input"


def tested(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Give each mutant with "tests" if a test fails with it in place, else ""."""
    with ThreadPoolExecutor(_WORKERS) as pool:
        yield from zip(mutants, pool.map(_tested, mutants), strict=True)


def _tested(mutant: Mutant) -> str:
    which = _OF_CODE[Path(mutant.file).stem] if mutant.file.startswith(CODE) else _OF_FILES
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mutant"
        write(mutant, file)
        environment = {
            **os.environ,
            "MUTANT": str(file),
            "HYPOTHESIS_STORAGE_DIRECTORY": folder,
        }
        ran = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.mutants.plugin"]
        ran += ["-p", "no:cacheprovider", "-p", "no:randomly", "-k", _TAKES_MINUTES]
        ran += [f"tests/{each}" for each in which]
        try:
            done = subprocess.run(
                ran, cwd=ROOT, env=environment, capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return "tests, by their time"
    return "tests" if done.returncode else ""
