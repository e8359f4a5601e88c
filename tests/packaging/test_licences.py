import shutil
import sys
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def licences(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("licences")


def taken_from(name: str, ending: str = ".py") -> tuple[str, str, str]:
    """Name a file of an installed package as PyInstaller lists it."""
    package = distribution(name)
    file = next(file for file in package.files or () if file.name.endswith(ending))
    return (str(file), str(package.locate_file(file)), "PYMODULE")


def test_everything_taken_has_its_licence_beside_it(licences: ModuleType, tmp_path: Path) -> None:
    found = [
        taken_from("holidays"),
        taken_from("PySide6_Essentials"),
        ("desktop_app.cli", str(ROOT / "desktop_app" / "cli.py"), "PYMODULE"),
        ("json", str(Path(json_module()).resolve()), "PYMODULE"),
    ]
    licences.gather(found, own=ROOT, into=tmp_path / "licences")
    there = {file.relative_to(tmp_path / "licences").as_posix() for file in files(tmp_path)}
    assert {
        "safeguarding-desk/LICENSE",
        "holidays/LICENSE",
        "PySide6/LGPL-3.0.txt",
        "PySide6/GPL-3.0.txt",
        "PySide6/NOTICE.txt",
        "fonts/DejaVuSans-LICENSE.txt",
        "fonts/AtkinsonHyperlegibleNext-OFL.txt",
        "icons/LICENSE-lucide.txt",
        "pyinstaller/COPYING.txt",
    } <= there
    assert any(name.startswith("python/") for name in there)
    assert not any(name.startswith("pikepdf/") for name in there)


def json_module() -> str:
    return str(sys.modules["json"].__file__)


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_the_licence_of_what_is_no_longer_taken_goes(licences: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "licences" / "gone").mkdir(parents=True)
    licences.gather([], own=ROOT, into=tmp_path / "licences")
    assert not (tmp_path / "licences" / "gone").exists()


@pytest.mark.parametrize("dpkg", [True, False])
def test_a_file_that_nobody_gave_stops_the_build(
    licences: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, dpkg: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    if not dpkg:
        monkeypatch.setattr(shutil, "which", lambda _: None)
    stranger = tmp_path / "libnobodys-at-all.so.1"
    stranger.touch()
    with pytest.raises(licences.NoLicenceError, match="libnobodys"):
        licences.gather([("x", str(stranger), "BINARY")], own=ROOT, into=tmp_path / "licences")


def test_a_package_without_the_text_of_its_licence_stops_the_build(
    licences: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "_KEPT_FOR", {})
    with pytest.raises(licences.NoLicenceError, match="PySide6"):
        licences.gather([taken_from("PySide6_Essentials")], own=ROOT, into=tmp_path / "licences")
