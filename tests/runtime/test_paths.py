import sys
from pathlib import Path

import pytest

from desktop_app.runtime import paths


def test_a_checkout_finds_its_resources_beside_the_program() -> None:
    assert paths.resources_folder() == Path(__file__).resolve().parents[2] / "resources"
    assert paths.fonts_folder().is_dir()


def test_an_installed_copy_finds_its_resources_where_it_was_unpacked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_folder() == tmp_path / "resources"
    assert paths.procedures_folder() == tmp_path / "resources" / "procedures"
    assert paths.questions_file() == tmp_path / "resources" / "questions.toml"
    assert paths.translations_folder() == tmp_path / "resources" / "i18n"
