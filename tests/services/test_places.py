import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.trust_errors import PlaceRefusedError
from desktop_app.runtime.volumes import PlaceKind
from desktop_app.services import messages, places, recovering, sessions, vaults
from desktop_app.vault.vault import (
    FLOOR,
    FirstLook,
    create_vault,
    fresh_keys,
    open_unlocked,
    unlock,
)

AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
KEPT = Path(__file__).resolve().parents[1] / "data" / "vaults"
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
    path, password = tmp_path / "x.vault", "four plain words here"
    create_vault(path, password=password, at=AT, cost=FLOOR, practice=practice)[0].close()
    unlocked = unlock(path, password=password)
    for kind in PlaceKind:
        here(monkeypatch, kind)
        if practice or kind is PlaceKind.LOCAL:
            open_unlocked(path, unlocked, admit=places.check_live).close()
            continue
        with pytest.raises(PlaceRefusedError) as refused:
            open_unlocked(path, unlocked, admit=places.check_live)
        assert "Move the vault and its key file together" in messages.sentence(refused.value)


@pytest.fixture(params=["0.1.0", "0.2.0", "0.3.0"])
def old(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, str]:
    """Give a vault that an older program made, taken for one of real cases, and its password."""
    monkeypatch.setattr(FirstLook, "practice", property(lambda _look: False))
    for ending in (".vault", ".keys"):
        shutil.copy(KEPT / f"{request.param}{ending}", tmp_path)
    said = json.loads((KEPT / f"{request.param}.json").read_text(encoding="utf-8"))
    return tmp_path / f"{request.param}.vault", str(said["password"])


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.mark.parametrize("kind", ["network", "cloud", "removable", "mapped"])
def test_an_older_vault_in_a_refused_place_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch, old: tuple[Path, str], kind: str
) -> None:
    path, password = old
    before = contents(path.parent)
    here(monkeypatch, PlaceKind(kind))
    with pytest.raises(PlaceRefusedError):
        vaults.unlock(path, password=password, sign_in=None, at=AT)
    unlocked = sessions.derive(path, password, None)
    with pytest.raises(PlaceRefusedError):
        sessions.open_session(path, unlocked, lambda: AT, place=places.check_live)
    assert contents(path.parent) == before


def test_the_way_in_by_paper_leaves_a_vault_in_a_refused_place_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "x.vault"
    vault, keys = create_vault(
        path, password="words that nobody remembers", sign_in="AB", at=AT, cost=FLOOR
    )
    vault.close()
    before = contents(tmp_path)
    found = recovering.unlock(path, keys.paper)
    fresh = fresh_keys(found, sign_in="AB", password="four plain words here", cost=FLOOR)
    here(monkeypatch, PlaceKind.REMOVABLE)
    with pytest.raises(PlaceRefusedError):
        recovering.let_in(path, found, fresh, AT, keys=recovering.new_paper())
    assert contents(tmp_path) == before
    here(monkeypatch, PlaceKind.LOCAL)
    recovering.let_in(path, found, fresh, AT, keys=recovering.new_paper())
    assert contents(tmp_path) != before


def test_a_vault_in_the_folder_for_temporary_files_is_known_as_such(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert places.is_temporary(tmp_path / "x.vault")
    assert not places.is_temporary(Path.home() / "x.vault")
