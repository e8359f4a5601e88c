"""What the tests of procedures share: the catalogue, and a copy of a good procedure to spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.catalogue import load_catalogue
from desktop_app.runtime import paths


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Give the catalogue that is shipped."""
    return load_catalogue(paths.questions_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the shipped national procedure."""
    copy = tmp_path / "ukcis-2024" / "1"
    shutil.copytree(paths.procedures_folder() / "ukcis-2024" / "1", copy)
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
