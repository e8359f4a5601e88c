"""Which procedures are at hand, and in which version."""

import shutil
from pathlib import Path

import pytest

from desktop_app.domain.errors import ProcedureFaultyError, ProcedureUnknownError
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of the national procedure in three versions."""
    shutil.copy(paths.resources_folder() / "questions.toml", tmp_path)
    home = tmp_path / "procedures" / "ukcis-2024"
    shutil.copytree(paths.resources_folder() / "procedures" / "ukcis-2024" / "1", home / "1")
    for version in ("2", "10"):
        shutil.copytree(home / "1", home / version)
        file = home / version / "procedure.toml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('version = "1"', f'version = "{version}"'), encoding="utf-8")
    return Library(tmp_path)


def test_the_newest_version_is_given_unless_another_is_named(library: Library) -> None:
    assert library.get("ukcis-2024").version == "10"
    assert library.get("ukcis-2024", "2").version == "2"


def test_the_same_procedure_is_read_once(library: Library) -> None:
    assert library.get("ukcis-2024") is library.get("ukcis-2024", "10")
    assert library.catalogue is library.catalogue


def test_all_versions_are_given_oldest_first(library: Library) -> None:
    assert [each.version for each in library.all()] == ["1", "2", "10"]


def test_an_unknown_procedure_is_an_error_that_names_those_there_are(library: Library) -> None:
    with pytest.raises(ProcedureUnknownError) as caught:
        library.get("ukcis-2025")
    assert (caught.value.procedure, caught.value.known) == ("ukcis-2025", ("ukcis-2024",))


def test_an_unknown_version_is_an_error_that_names_those_there_are(library: Library) -> None:
    with pytest.raises(ProcedureUnknownError) as caught:
        library.get("ukcis-2024", "3")
    assert caught.value.procedure == "ukcis-2024@3"
    assert caught.value.known == ("ukcis-2024@1", "ukcis-2024@2", "ukcis-2024@10")


@pytest.mark.parametrize("name", ["../procedures/ukcis-2024", "", "ukcis-2024/1", "."])
def test_a_name_never_reaches_outside_the_library(library: Library, name: str) -> None:
    with pytest.raises(ProcedureUnknownError):
        library.get(name)


def test_a_faulty_procedure_is_refused_by_name(library: Library, tmp_path: Path) -> None:
    (tmp_path / "procedures" / "ukcis-2024" / "2" / "family.toml").unlink()
    with pytest.raises(ProcedureFaultyError) as caught:
        library.get("ukcis-2024", "2")
    assert caught.value.source == "ukcis-2024/2"


def test_every_shipped_procedure_can_be_used() -> None:
    shipped = Library(paths.resources_folder()).all()
    assert "ukcis-2024" in [each.id for each in shipped]
