"""The procedures that are at hand, read once each."""

import re
from functools import cached_property
from pathlib import Path

from desktop_app.domain.errors import ProcedureUnknownError
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.catalogue import load_catalogue
from desktop_app.procedures.loader import load_procedure


class Library:
    """The catalogue and the procedures in a folder such as `resources`.

    Nothing is read before it is asked for, and nothing twice, so that the same procedure is
    always the same object.
    """

    def __init__(self, resources_folder: Path) -> None:
        self._folder = resources_folder
        self._loaded: dict[tuple[str, str], Procedure] = {}

    @cached_property
    def catalogue(self) -> Catalogue:
        """The questions and kinds; raises `ProcedureFaultyError` if they cannot be read."""
        return load_catalogue(self._folder / "questions.toml")

    @cached_property
    def versions(self) -> dict[str, tuple[str, ...]]:
        """The versions of each procedure by its id, oldest first; read from folder names alone."""
        found: dict[str, list[str]] = {}
        for folder in sorted((self._folder / "procedures").glob("*/*/procedure.toml")):
            found.setdefault(folder.parents[1].name, []).append(folder.parent.name)
        return {name: tuple(sorted(each, key=_by_age)) for name, each in found.items()}

    def all(self) -> tuple[Procedure, ...]:
        """Give every version of every procedure, by id, oldest version first.

        Raises `ProcedureFaultyError` for the first folder that cannot be used.
        """
        return tuple(
            self.get(name, version) for name, each in self.versions.items() for version in each
        )

    def get(self, procedure: str, version: str | None = None) -> Procedure:
        """Give a procedure in its newest version, or in the one that is named.

        Raises `ProcedureUnknownError` with the ids there are (or, for an unknown version, the
        versions as `<id>@<version>`), and `ProcedureFaultyError` if the folder cannot be used.
        """
        versions = self.versions.get(procedure)
        if versions is None:
            raise ProcedureUnknownError(procedure, tuple(self.versions))
        chosen = versions[-1] if version is None else version
        if chosen not in versions:
            known = tuple(f"{procedure}@{each}" for each in versions)
            raise ProcedureUnknownError(f"{procedure}@{chosen}", known)
        key = (procedure, chosen)
        if key not in self._loaded:
            folder = self._folder / "procedures" / procedure / chosen
            self._loaded[key] = load_procedure(folder, self.catalogue)
        return self._loaded[key]


def _by_age(version: str) -> list[tuple[int, str]]:
    """Order versions as people count them: 2 before 10, 1.9 before 1.10."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]
