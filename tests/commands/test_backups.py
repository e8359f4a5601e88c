import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import PASSWORD, Desk, Ran, run_command

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "data" / "vaults"


def keyed(*arguments: object, password: str = PASSWORD) -> Ran:
    return run_command(*arguments, "--password-stdin", given=password.encode() + b"\n")


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stick")


@pytest.fixture(scope="module")
def backup(desk: Desk, stick: Path) -> Path:
    ran = desk.unlocked("vault", "backup", "--to", stick, "--off-site")
    assert (ran.status, ran.err.splitlines()[1:]) == (0, [])
    first, *rest, head = ran.out.splitlines()
    (file,) = stick.iterdir()
    assert first == f"Backup: {file}"
    assert rest
    assert head.startswith("Log ")
    return file


def test_a_backup_is_one_file_that_restores_to_what_verifies(
    desk: Desk, backup: Path, tmp_path: Path
) -> None:
    target = tmp_path / "again.vault"
    ran = keyed("vault", "restore", "--from", backup, "--vault", target)
    assert ran.status == 0, ran.err
    assert ran.out.startswith(f"Restored: {target}\n")
    assert "Compared" in ran.out
    head = ran.out.splitlines()[-1]
    verified = keyed("vault", "verify", "--vault", target)
    assert verified.status == 0, verified.err
    assert head.split(" · ")[0] in verified.out
    assert sorted(each.name for each in tmp_path.iterdir()) == ["again.keys", "again.vault"]
    assert desk.unlocked("vault", "verify").status == 0


def test_a_command_refuses_a_vault_that_is_not_the_one_seen_at_its_place(
    desk: Desk, backup: Path, tmp_path: Path
) -> None:
    target = tmp_path / "again.vault"
    assert keyed("vault", "restore", "--from", backup, "--vault", target).status == 0
    for ending in (".vault", ".keys"):
        shutil.copy(desk.vault.with_suffix(ending), target.with_suffix(ending))
    before = target.read_bytes()
    ran = keyed("vault", "rebuild", "--vault", target)
    assert ran.status == 1
    assert "Nothing was opened. If a backup was put back, that is why." in ran.err
    assert target.read_bytes() == before
    assert desk.unlocked("vault", "verify").status == 0


def test_a_rehearsal_needs_no_vault_and_leaves_none(backup: Path) -> None:
    ran = keyed("vault", "rehearse", "--from", backup)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[-1].startswith("Log ")
    assert [each.name for each in backup.parent.iterdir()] == [backup.name]


def test_what_cannot_be_done_says_why_and_exits_with_1(
    backup: Path, desk: Desk, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.sgbackup"
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    foreign = tmp_path / "letter.zip"
    foreign.write_bytes(b"PK\x03\x04 a letter, and nothing that this program ever made")
    target = tmp_path / "again.vault"
    refused = {
        "is not right for": keyed(
            "vault", "restore", "--from", backup, "--vault", target, password="wrong words here"
        ),
        "not as it was made": keyed("vault", "restore", "--from", damaged, "--vault", target),
        "is not a backup": keyed("vault", "rehearse", "--from", foreign),
        "already": keyed("vault", "restore", "--from", backup, "--vault", desk.vault),
        "There is no folder": desk.unlocked("vault", "backup", "--to", tmp_path / "none" / "b"),
        "There is no backup at": keyed("vault", "rehearse", "--from", tmp_path / "none.sgbackup"),
        "There is no backup": keyed(
            "vault", "restore", "--from", tmp_path / "none.sgbackup", "--vault", target
        ),
    }
    for said, ran in refused.items():
        assert ran.status == 1, said
        assert said in ran.err
        assert ran.out == ""
        assert "Traceback" not in ran.err
        assert PASSWORD not in ran.err
    assert not target.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("vault", "backup", "--vault", "v"),
        ("vault", "restore", "--vault", "v"),
        ("vault", "rehearse"),
        ("vault", "rehearse", "--from", "f", "--vault", "v"),
    ],
)
def test_a_command_that_lacks_a_word_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert run_command(*arguments).status == 2


def test_a_kept_vault_of_an_older_version_is_brought_up_to_date_by_any_command(
    tmp_path: Path,
) -> None:
    for ending in (".vault", ".keys"):
        shutil.copy(KEPT / f"0.1.0{ending}", tmp_path)
    vault = tmp_path / "0.1.0.vault"
    password = "kept for every later version"
    assert keyed("vault", "verify", "--vault", vault, password=password).status == 0
    copy = tmp_path / "0.1.0.vault.schema1-copy.sgbackup"
    assert keyed("vault", "rehearse", "--from", copy, password=password).status == 0


def test_the_last_folder_of_a_place_is_made_and_no_more_of_it(desk: Desk, tmp_path: Path) -> None:
    assert desk.unlocked("vault", "backup", "--to", tmp_path / "new").status == 0
    assert [each.suffix for each in (tmp_path / "new").iterdir()] == [".sgbackup"]
    refused = desk.unlocked("vault", "backup", "--to", tmp_path / "no stick" / "backups")
    assert refused.status == 1
    assert not (tmp_path / "no stick").exists()
