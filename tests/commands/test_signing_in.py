from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.runtime import paths
from desktop_app.vault import desk_notes, key_names
from tests.commands.conftest import PASSWORD, Run

WRONG = b"not this one at all\n"


@pytest.mark.parametrize(
    ("password", "said"),
    [("short pass", "at least 12 characters"), ("qwertyuiop[]asdf", "follows the keys")],
)
def test_a_vault_is_not_made_with_a_password_that_will_not_do(
    run: Run, tmp_path: Path, password: str, said: str
) -> None:
    vault = tmp_path / "school.vault"
    ran = run("vault", "create", "--vault", vault, "--password-stdin", given=password.encode())
    assert ran.status == 2
    assert said in ran.err
    assert password not in ran.err + ran.out
    assert list(tmp_path.iterdir()) == []


def test_after_five_wrong_passwords_commands_wait_and_say_for_how_long(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    vault = tmp_path / "school.vault"
    given = PASSWORD.encode() + b"\n"
    assert run("vault", "create", "--vault", vault, "--password-stdin", given=given).status == 0
    desk = paths.desk_folder()
    assert desk is not None
    for _number in range(desk_notes.FREE_TRIES - 1):
        desk_notes.note_wrong(desk, key_names.vault_id(vault), now=datetime.now(UTC))
    ran = run("vault", "verify", "--vault", vault, "--password-stdin", given=WRONG)
    assert ran.status == 1
    assert "is not right" in ran.err
    ran = run("vault", "verify", "--vault", vault, "--password-stdin", given=given)
    assert ran.status == 1
    assert "Wait " in ran.err
    assert "Nothing was deleted" in ran.err
    desk_notes.forget_wrong(desk, key_names.vault_id(vault))
    assert run("vault", "verify", "--vault", vault, "--password-stdin", given=given).status == 0
