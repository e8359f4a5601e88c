import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.trust_errors import PlaceRefusedError
from desktop_app.runtime.volumes import PlaceKind
from desktop_app.services import messages, places
from desktop_app.vault.vault import FLOOR, create_vault

AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
WORDS = {
    "network": ("network drive", "own disk"),
    "mapped": ("drive letter", "own disk"),
    "cloud": ("copied to a cloud", "outside it"),
    "removable": ("stick or card", "own disk"),
    "temporary": ("the system clears", "a folder that stays"),
}


def here(monkeypatch: pytest.MonkeyPatch, kind: PlaceKind) -> None:
    monkeypatch.setattr(places, "kind_of", lambda _path: kind)


@pytest.mark.parametrize("kind", list(PlaceKind))
@pytest.mark.parametrize("for_commands", [True, False])
def test_a_place_is_refused_with_the_reason_and_what_to_do_instead(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: PlaceKind, *, for_commands: bool
) -> None:
    here(monkeypatch, kind)
    path = tmp_path / "x.vault"
    allowed = {PlaceKind.LOCAL, PlaceKind.TEMPORARY} if for_commands else {PlaceKind.LOCAL}
    if kind in allowed:
        places.check_new(path, for_commands=for_commands)
        return
    with pytest.raises(PlaceRefusedError) as refused:
        places.check_new(path, for_commands=for_commands)
    said = messages.sentence(refused.value)
    assert str(path) in said
    assert "Move" not in said
    for words in WORDS[kind]:
        assert words in said


@pytest.mark.parametrize("practice", [True, False])
def test_a_vault_of_invented_cases_may_lie_anywhere_and_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, practice: bool
) -> None:
    vault, _keys = create_vault(
        tmp_path / "x.vault",
        password="four plain words here",
        at=AT,
        cost=FLOOR,
        practice=practice,
    )
    try:
        for kind in PlaceKind:
            here(monkeypatch, kind)
            if practice or kind is PlaceKind.LOCAL:
                places.check_live(vault)
                continue
            with pytest.raises(PlaceRefusedError) as refused:
                places.check_live(vault)
            assert "Move the vault and its key file together" in messages.sentence(refused.value)
    finally:
        vault.close()


def test_a_vault_in_the_folder_for_temporary_files_is_known_as_such(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert places.is_temporary(tmp_path / "x.vault")
    assert not places.is_temporary(Path.home() / "x.vault")
