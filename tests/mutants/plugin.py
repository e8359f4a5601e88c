"""Lets pytest run with a mutant in place: `-p tests.mutants.plugin`, its file in `MUTANT`.

Loaded before any test, so before anything of the program is imported.
"""

import importlib
import os
import tempfile
from pathlib import Path

from tests.mutants import running

_MUTANT = running.read(Path(os.environ["MUTANT"]))

if _MUTANT.file.startswith(running.CODE):
    running.put_in_place(_MUTANT)
else:
    _FOLDER = tempfile.TemporaryDirectory()
    _RESOURCES = running.overlay(_MUTANT, Path(_FOLDER.name))
    _PATHS = importlib.import_module("desktop_app.runtime.paths")
    vars(_PATHS)["resources_folder"] = lambda: _RESOURCES
