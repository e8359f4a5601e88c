"""Lets pytest run with a mutant in place: `-p tests.mutants.plugin`, its file in `MUTANT`.

Loaded before any test, so before anything of the program is imported. Properties are tried on few
examples: a mutant that falls on one in hundreds is not worth the minutes that all take.
"""

import importlib
import os
import tempfile
from functools import wraps
from pathlib import Path

import hypothesis

from tests.mutants import running

_MUTANT = running.read(Path(os.environ["MUTANT"]))

if _MUTANT.file.startswith(running.CODE):
    running.put_in_place(_MUTANT)
else:
    _FOLDER = tempfile.TemporaryDirectory()
    _RESOURCES = running.overlay(_MUTANT, Path(_FOLDER.name))
    _PATHS = importlib.import_module("desktop_app.runtime.paths")
    vars(_PATHS)["resources_folder"] = lambda: _RESOURCES

_FEW = 40
_INIT = hypothesis.settings.__init__


@wraps(_INIT)
def _with_few_examples(self: hypothesis.settings, *args: object, **given: object) -> None:
    asked = given.get("max_examples")
    if isinstance(asked, int):
        given["max_examples"] = min(asked, _FEW)
    _INIT(self, *args, **given)  # type: ignore[arg-type]


type.__setattr__(hypothesis.settings, "__init__", _with_few_examples)
hypothesis.settings.register_profile("mutants", max_examples=_FEW)
hypothesis.settings.load_profile("mutants")
