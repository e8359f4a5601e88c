import sys
from pathlib import Path

import pytest

from desktop_app.runtime import paths

VARIABLES = ("LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME")


@pytest.mark.parametrize(
    ("platform", "variables", "settings", "vault"),
    [
        ("linux", {}, "home/.config", "home/.local/share"),
        ("linux", {"XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "d"}, "c", "d"),
        ("darwin", {}, "home/Library/Preferences", "home/Library/Application Support"),
        ("win32", {"LOCALAPPDATA": "local"}, "local", "local"),
    ],
)
def test_settings_and_vault_have_a_folder_of_this_user_s_own(  # noqa: PLR0913, PLR0917  # pytest names them
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    platform: str,
    variables: dict[str, str],
    settings: str,
    vault: str,
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, place in variables.items():
        monkeypatch.setenv(name, str(tmp_path / place))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert paths.settings_file() == tmp_path / settings / "safeguarding-desk" / "settings.ini"
    assert paths.default_vault() == tmp_path / vault / "safeguarding-desk" / "safeguarding.vault"


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {}, "/etc/safeguarding-desk"),
        ("linux", {"SAFEGUARDING_DESK_SCHOOL": "/srv/desk"}, "/srv/desk"),
        ("linux", {"SAFEGUARDING_DESK_SCHOOL": "not/absolute"}, "/etc/safeguarding-desk"),
        ("darwin", {}, "/Library/Application Support/Safeguarding Desk"),
        ("win32", {"PROGRAMDATA": "/data"}, "/data/Safeguarding Desk"),
        ("win32", {}, None),
    ],
)
def test_it_can_place_a_folder_for_everyone(
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variables: dict[str, str],
    folder: str | None,
) -> None:
    for name in ("SAFEGUARDING_DESK_SCHOOL", "PROGRAMDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert paths.school_folder() == (None if folder is None else Path(folder))


def test_without_a_home_there_is_no_place_of_one_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    assert paths.settings_file() is None
    assert paths.default_vault() is None
    assert paths.log_file() is None
