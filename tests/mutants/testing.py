"""Puts a mutant that nothing noticed at once before the tests themselves."""

import importlib
import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Final

import hypothesis
import pytest

from tests.mutants.mutant import Mutant
from tests.mutants.running import CODE, ROOT, overlay, put_in_place

_REWRITTEN: Final = "ignore::pytest.PytestAssertRewriteWarning"
_WORKERS: Final = 2
_SECONDS: Final = 300
_FEW: Final = 40
_WITHOUT: Final = ("-p", "no:cacheprovider", "-p", "no:randomly", "-W", _REWRITTEN)
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
    "view": (
        "domain/test_terms.py",
        "domain/test_conditions.py",
        "domain/test_contract_by_example.py",
    ),
    "procedure": ("domain/test_procedure.py", "services/test_switched.py"),
    "working_days": ("domain/test_working_days.py",),
}
_OF_FILES: Final = ("procedures", "domain/test_places_against_oracle.py")
_TAKES_MINUTES: Final = "not five_criteria and not hostile_input"


def tested(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Give each mutant with "tests" if a test fails with it in place, else "".

    Each has a process of its own, forked before anything of the program is imported. Properties
    are tried on few examples: a mutant that falls on one in hundreds is not worth the minutes.
    """
    hypothesis.settings.register_profile("mutants", max_examples=_FEW)
    with multiprocessing.get_context("fork").Pool(_WORKERS, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(_tested, mutants, chunksize=1)


def _tested(mutant: Mutant) -> tuple[Mutant, str]:
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    of_code = mutant.file.startswith(CODE)
    which = _OF_CODE[Path(mutant.file).stem] if of_code else _OF_FILES
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)
        if of_code:
            put_in_place(mutant)
        else:
            resources = overlay(mutant, Path(folder))
            paths = importlib.import_module("desktop_app.runtime.paths")
            vars(paths)["resources_folder"] = lambda: resources
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        hypothesis.settings.load_profile("mutants")
        type.__setattr__(hypothesis.settings, "__init__", _with_few_examples)
        asked = ["-x", "-q", "-k", _TAKES_MINUTES, *(f"{ROOT}/tests/{each}" for each in which)]
        ended = pytest.main([*asked, *_WITHOUT])
    return mutant, "" if ended == pytest.ExitCode.OK else "tests"


_INIT: Final = hypothesis.settings.__init__


@wraps(_INIT)
def _with_few_examples(self: hypothesis.settings, *args: object, **given: object) -> None:
    asked = given.get("max_examples")
    if isinstance(asked, int):
        given["max_examples"] = min(asked, _FEW)
    _INIT(self, *args, **given)  # type: ignore[arg-type]  # passed on as it came
