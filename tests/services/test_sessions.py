import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.errors import PasswordRefusedError, PasswordTooShortError, VaultInUseError
from desktop_app.services import sessions
from desktop_app.services.sign_ins import sign_ins

PASSWORD = "four plain words here"


def now() -> datetime:
    return datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("school") / "new" / "desk.vault"
    keys = sessions.make_vault(
        path, password=PASSWORD, sign_in="AB", name="A. Bee", role="Lead", at=now()
    )
    assert keys.paper
    assert keys.outside
    return path


def test_a_key_derived_in_a_thread_opens_the_vault_in_this_one(vault: Path) -> None:
    found: list[sessions.Unlocked] = []
    thread = threading.Thread(target=lambda: found.append(sessions.derive(vault, PASSWORD, None)))
    thread.start()
    thread.join()
    session = sessions.open_session(vault, found[0], now)
    assert session.user_name == "A. Bee"
    assert not session.practice
    assert session.catalogue.kinds
    sessions.close(session)
    sessions.close(session)


def test_an_open_session_keeps_others_out(vault: Path) -> None:
    unlocked = sessions.derive(vault, PASSWORD, "AB")
    session = sessions.open_session(vault, unlocked, now)
    with pytest.raises(VaultInUseError):
        sessions.open_session(vault, unlocked, now)
    sessions.close(session)


def test_a_wrong_password_opens_nothing(vault: Path) -> None:
    with pytest.raises(PasswordRefusedError):
        sessions.derive(vault, "not this one at all", None)


def test_a_vault_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.vault"
    with pytest.raises(PasswordTooShortError):
        sessions.make_vault(path, password="short", sign_in="AB", name="", role="", at=now())
    assert list(tmp_path.iterdir()) == []


def test_the_names_to_sign_in_with_are_those_in_the_key_file(vault: Path) -> None:
    assert sign_ins(vault) == ("AB",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"slots": 1}',
        b'{"slots": [{"kind": "password", "sign_in": 1}]}',
        b"\xff",
    ],
)
def test_a_key_file_that_says_no_names_gives_none(tmp_path: Path, content: bytes) -> None:
    tmp_path.joinpath("desk.keys").write_bytes(content)
    assert sign_ins(tmp_path / "desk.vault") == ()
    assert sign_ins(tmp_path / "missing.vault") == ()


def test_practice_is_marked_and_lies_in_a_folder_of_its_own() -> None:
    session, folder = sessions.open_practice(now)
    assert session.practice
    assert folder.stat().st_mode & 0o077 == 0
    assert len({entry.incident for entry in session.vault.since() if entry.incident}) == 14
    sessions.close(session)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
