"""Tries one mutant after another, each in a process of its own that is thrown away afterwards."""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import multiprocessing
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final, NoReturn

from typing_extensions import override

from tests.mutants.mutant import Mutant

ROOT: Final = Path(__file__).resolve().parents[2]
_WORKERS: Final = 2
_SECONDS: Final = 60
_MOST_BYTES: Final = 3 * 2**30
_RULES: Final = ("referral.toml", "criteria.toml", "family.toml")
CODE: Final = "desktop_app/domain/"
_PLACES_FOR_CODE: Final = (
    ("ukcis-2024", "2"),
    ("haringey-2023", "1"),
    ("all-wales-2021", "1"),
    ("derby-derbyshire-2024", "1"),
)


def verdicts(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Give each mutant with what notices it, "" for one that nothing notices at once.

    A mutant of the code has a process of its own, forked before anything of the program is
    imported, so that the program is imported as the mutant has it.
    """
    fork = multiprocessing.get_context("fork")
    code = [each for each in mutants if each.file.startswith(CODE)]
    files = [each for each in mutants if not each.file.startswith(CODE)]
    with fork.Pool(_WORKERS, maxtasksperchild=1) as pool:
        yield from pool.imap(_verdict, code, chunksize=1)
    with fork.Pool(_WORKERS) as pool:
        yield from pool.imap(_verdict, files, chunksize=4)


def _verdict(mutant: Mutant) -> tuple[Mutant, str]:
    signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)  # of its own: others may be at work here
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    try:
        return mutant, _noticed(mutant)
    except Exception as error:  # noqa: BLE001  # a mutant may break anything; that is noticed
        return mutant, f"error: {type(error).__name__}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _too_long(*_: object) -> NoReturn:
    raise TimeoutError


def _noticed(mutant: Mutant) -> str:
    if mutant.file.startswith(CODE):
        put_in_place(mutant)
        judging = importlib.import_module("tests.mutants.judging")
        places = [each for name in _PLACES_FOR_CODE for each in judging.places_of(*name)]
        return str(judging.notices(ROOT / "resources", tuple(places), steps=False))
    judging = importlib.import_module("tests.mutants.judging")
    _, _, procedure, version, file = Path(mutant.file).parts
    places = judging.places_of(procedure, version)
    with tempfile.TemporaryDirectory() as folder:
        resources = overlay(mutant, Path(folder))
        found = str(judging.notices(resources, places, steps=True))
        if not found and file in _RULES:
            sweeping = importlib.import_module("tests.mutants.thorough")
            found = str(sweeping.notices(resources, places))
        return found


def overlay(mutant: Mutant, folder: Path) -> Path:
    """Lay out the project's resources in a folder, with the mutant's file in place of its own."""
    changed = (ROOT / mutant.file).parent
    (folder / "questions.toml").symlink_to(ROOT / "resources" / "questions.toml")
    for each in (ROOT / "resources" / "procedures").glob("*/*"):
        place = folder / each.relative_to(ROOT / "resources")
        place.parent.mkdir(parents=True, exist_ok=True)
        if each == changed:
            shutil.copytree(each, place)
        else:
            place.symlink_to(each)
    (folder / Path(mutant.file).relative_to("resources")).write_text(
        mutant.content, encoding="utf-8"
    )
    return folder


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives the mutant's source for its module, and leaves every other one alone."""

    def __init__(self, mutant: Mutant) -> None:
        self._name = mutant.file.removesuffix(".py").replace("/", ".")
        self._mutant = mutant

    @override
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._name:
            return None
        return importlib.util.spec_from_loader(fullname, self)

    @override
    def get_source(self, fullname: str) -> str:
        return self._mutant.content


def put_in_place(mutant: Mutant) -> None:
    """Let the mutant's module be imported in place of its own; it must not be imported yet."""
    loaded = [each for each in sys.modules if each.startswith("desktop_app.domain")]
    if loaded:
        raise RuntimeError(loaded[0])
    sys.meta_path.insert(0, _Finder(mutant))
