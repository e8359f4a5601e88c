"""What the tests of procedures share: the catalogue, and a copy of a good procedure to spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.catalogue import load_catalogue
from desktop_app.procedures.loader import load_procedure
from desktop_app.runtime import paths
from tests.procedures.desk import Desk

SHIPPED = paths.resources_folder() / "procedures" / "ukcis-2024" / "1"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Give the catalogue that is shipped."""
    return load_catalogue(paths.resources_folder() / "questions.toml")


@pytest.fixture(scope="session")
def procedure(catalogue: Catalogue) -> Procedure:
    """Give the national procedure that is shipped."""
    return load_procedure(SHIPPED, catalogue)


@pytest.fixture(scope="session")
def desk(procedure: Procedure, catalogue: Catalogue) -> Desk:
    """Give a desk that asks that procedure."""
    return Desk(procedure, catalogue)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the shipped national procedure."""
    copy = tmp_path / "procedures" / "ukcis-2024" / "1"
    shutil.copytree(SHIPPED, copy)
    return copy


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str], None]:
    """Give a function that replaces, once, a text in a file of the copy by another."""

    def replace(name: str, good: str, bad: str) -> None:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert good in text, good
        file.write_text(text.replace(good, bad, 1), encoding="utf-8")

    return replace
