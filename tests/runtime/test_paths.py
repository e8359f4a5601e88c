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
    assert paths.translations_folder() == tmp_path / "resources" / "i18n"


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, "home/.local/state"),
        ("linux", {"XDG_STATE_HOME": "state"}, "state"),
        ("darwin", {"XDG_STATE_HOME": "state"}, "home/Library/Logs"),
        ("win32", {"LOCALAPPDATA": "local"}, "local"),
        ("win32", {}, "home/AppData/Local"),
    ],
)
def test_the_log_of_faults_is_in_a_folder_of_this_user_s_own(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    platform: str,
    variables: dict[str, str],
    expected: str,
) -> None:
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, folder in variables.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert paths.log_file() == tmp_path / expected / "safeguarding-desk" / "faults.log"


def test_a_folder_that_is_not_named_in_full_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    assert paths.log_file() == tmp_path / ".local" / "state" / "safeguarding-desk" / "faults.log"


def test_a_person_without_a_home_has_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nowhere)
    assert paths.log_file() is None
