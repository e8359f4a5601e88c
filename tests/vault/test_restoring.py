"""A backup put back: into a new place only, whole or not at all, and compared with what was seen."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import IO

import pytest

from desktop_app.domain.errors import (
    PasswordRefusedError,
    SafeguardingError,
    SignInNeededError,
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultError,
    VaultExistsError,
    VaultFolderMissingError,
    VaultInUseError,
    VaultNameError,
)
from desktop_app.domain.events.keeping import BackupRestored
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import (
    AdministratorError,
    BackupDamagedError,
    BackupForeignError,
    BackupMissingError,
    BackupNewerError,
    BackupPlaceError,
    FolderReadOnlyError,
    RekeyUnfinishedError,
)
from desktop_app.vault import (
    backup,
    bundle,
    desk_notes,
    files,
    keyfile,
    manifest,
    migrations,
    opening,
    people_keys,
    rekeying,
    restoring,
    workshop,
)
from desktop_app.vault.backup import Made
from desktop_app.vault.desk_notes import Seen
from desktop_app.vault.manifest import Manifest
from desktop_app.vault.restoring import Restored, Who
from desktop_app.vault.vault import FLOOR, Vault, create_vault, open_vault
from tests.vault_builders import AT, PASSWORD, School, recorded, save

ME = Who(PASSWORD)


@pytest.fixture
def made(school: School, tmp_path: Path) -> Made:
    (tmp_path / "stick").mkdir()
    with closing(school.open()) as vault:
        return backup.backup(vault, tmp_path / "stick", at=AT)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "new").mkdir()
    return tmp_path / "new" / "again.sgv"


def restore(made: Made, target: Path, desk: Path | None = None) -> Restored:
    return restoring.restore(made.path, target, who=ME, at=AT + timedelta(days=1), desk=desk)


def left_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_restored_vault_holds_everything_and_says_where_it_came_from(
    made: Made, target: Path, school: School
) -> None:
    restored = restore(made, target)
    assert restored.head == restored.said.head == made.said.head
    assert restored.incidents == 3
    assert left_in(target.parent) == {"again.sgv", "again.keys"}
    with closing(open_vault(target, password=PASSWORD)) as vault:
        assert vault.find_incident(school.open_reference) == school.open_id
        assert vault.find_incident(school.sealed_reference) == school.sealed_id
        assert vault.read_draft("draft-1") == {"narrative": "draftcanary"}
        assert vault.hash_at(made.said.entry) == made.said.hash
        said = BackupRestored(made.path.name, made.said.entry, made.said.hash, made.said.made_at)
        assert vault.of_vault()[-1].event == said
        assert vault.verify().ok


def test_a_restored_vault_is_for_its_owners_eyes_only(made: Made, target: Path) -> None:
    os.umask(os.umask(0o022))
    restore(made, target)
    for each in (target, keyfile.path_of(target)):
        assert each.stat().st_mode & 0o077 == 0


def test_a_vault_whose_name_has_no_ending_is_restored_too(made: Made, target: Path) -> None:
    plain = target.with_name("records")
    assert restore(made, plain).path == plain
    assert left_in(target.parent) == {"records", "records.keys"}
    open_vault(plain, password=PASSWORD).close()


def test_nothing_is_ever_restored_over(made: Made, target: Path, school: School) -> None:
    for taken in (target, keyfile.path_of(target)):
        taken.write_bytes(b"mine")
        with pytest.raises(VaultExistsError):
            restore(made, target)
        assert taken.read_bytes() == b"mine"
        assert left_in(target.parent) == {taken.name}
        taken.unlink()
    target.symlink_to(target.with_name("nowhere"))
    with pytest.raises(VaultExistsError):
        restore(made, target)
    before = school.path.read_bytes()
    with pytest.raises(VaultExistsError):
        restore(made, school.path)
    assert school.path.read_bytes() == before


def test_a_place_that_is_none_is_said_so(made: Made, tmp_path: Path, target: Path) -> None:
    with pytest.raises(VaultFolderMissingError):
        restore(made, tmp_path / "none" / "v.sgv")
    with pytest.raises(VaultNameError):
        restore(made, target.with_suffix(".keys"))
    with pytest.raises(BackupMissingError):
        restore(replace(made, path=tmp_path / "none"), target)
    assert left_in(target.parent) == set()


def test_a_wrong_password_is_said_of_the_backup_and_leaves_nothing(
    made: Made, target: Path
) -> None:
    for who in (Who("not the right words"), Who(PASSWORD, "Nobody")):
        with pytest.raises(PasswordRefusedError) as told:
            restoring.restore(made.path, target, who=who, at=AT)
        assert told.value.path == str(made.path)
        with pytest.raises(PasswordRefusedError):
            restoring.rehearse(made.path, who=who)
    assert left_in(target.parent) == set()


def test_where_several_have_a_key_one_must_say_who_one_is(
    made: Made, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(path: Path, **_given: object) -> None:
        raise SignInNeededError(path, sign_ins=("DSL", "HEAD"))

    monkeypatch.setattr(restoring, "unlock", ask)
    with pytest.raises(SignInNeededError) as told:
        restore(made, target)
    assert told.value.path == str(made.path)
    assert told.value.sign_ins == ("DSL", "HEAD")
    assert left_in(target.parent) == set()


def test_an_administrator_cannot_open_a_backup_and_is_told_why(
    school: School, target: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    with closing(school.open()) as vault:
        people_keys.add_user(
            vault,
            sign_in="IT",
            name="Ida Tech",
            role="IT lead",
            office=Role.ADMINISTRATOR,
            password="four other plain words",
            at=AT,
            cost=FLOOR,
        )
        done = backup.backup(vault, tmp_path / "stick", at=AT)
    with pytest.raises(AdministratorError) as told:
        restoring.restore(done.path, target, who=Who("four other plain words", "IT"), at=AT)
    assert told.value.path == str(done.path)
    assert left_in(target.parent) == set()


def test_a_backup_made_between_two_keys_is_restored_and_the_change_finished(
    school: School, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stick").mkdir()

    def refuse(_vault: Vault, _mover: object) -> None:
        raise VaultDiskFullError(school.path)

    monkeypatch.setattr(Vault, "move", refuse)
    with closing(school.open()) as vault:
        with pytest.raises(RekeyUnfinishedError):
            rekeying.rekey(vault, at=AT, reason="a trial")
        assert vault.keyring.behind
        done = backup.backup(vault, tmp_path / "stick", at=AT)
    monkeypatch.undo()
    restore(done, target)
    with closing(open_vault(target, password=PASSWORD)) as again:
        assert not again.keyring.behind
        assert again.verify().ok


# --- damage ---


def test_damage_anywhere_in_a_backup_leaves_nothing_behind(made: Made, target: Path) -> None:
    data = made.path.read_bytes()
    size = len(data)
    for place in [*range(0, size, 1501), *range(size - 200, size, 7)]:
        wrong = bytearray(data)
        wrong[place] ^= 1 << (place % 8)
        made.path.write_bytes(wrong)
        with pytest.raises((BackupDamagedError, BackupForeignError)) as told:
            restore(made, target)
        assert told.value.path == str(made.path)
        assert left_in(target.parent) == set()


def test_a_backup_cut_off_at_any_page_leaves_nothing_behind(made: Made, target: Path) -> None:
    data = made.path.read_bytes()
    beginning = len(data) % 4096
    for length in (0, 1, 30, 43, 600, *range(beginning, len(data), 4096), len(data) - 1):
        made.path.write_bytes(data[:length])
        with pytest.raises((BackupDamagedError, BackupForeignError)):
            restore(made, target)
        with pytest.raises((BackupDamagedError, BackupForeignError)):
            restoring.rehearse(made.path, who=ME)
        assert left_in(target.parent) == set()


def packed(path: Path, said: Manifest, *, vault: Path, keys: bytes) -> None:
    path.unlink(missing_ok=True)
    with path.open("xb") as file, vault.open("rb") as source:
        bundle.write(file, said, keys=keys, vault=source)


def lying(made: Made, target: Path, **members: object) -> Made:
    """Give the same backup with a manifest that says something else, rightly spelt."""
    folder = target.parent.with_name("apart")
    folder.mkdir(exist_ok=True)
    for each in folder.iterdir():
        each.unlink()
    said = bundle.unpack(made.path, vault=folder / "v", keys=folder / "k")
    other = replace(
        said,
        vault_file=manifest.part_of(folder / "v"),
        keys_file=manifest.part_of(folder / "k"),
    )
    path = made.path.with_name("lying.sgbackup")
    keys = (folder / "k").read_bytes()
    packed(path, replace(other, **members), vault=folder / "v", keys=keys)  # type: ignore[arg-type]  # fields by name
    return replace(made, path=path)


@pytest.mark.parametrize(
    "members",
    [
        {"entry": 5},
        {"entry": 5000},
        {"hash": "ab" * 32},
        {"gen": 9},
        {"vault": "01936b1e-7c00-7000-8000-000000000009"},
    ],
    ids=str,
)
def test_a_manifest_that_names_another_head_is_not_believed(
    members: dict[str, object], made: Made, target: Path
) -> None:
    lie = lying(made, target, **members)
    with pytest.raises(BackupDamagedError) as told:
        restore(lie, target)
    assert told.value.what in {"head", "vault", "keys"}
    assert left_in(target.parent) == set()


def test_a_backup_of_a_newer_schema_is_left_to_the_newer_program(made: Made, target: Path) -> None:
    newer = lying(made, target, schema=migrations.SCHEMA + 1, program="0.9.0")
    with pytest.raises(BackupNewerError) as told:
        restore(newer, target)
    assert told.value.written_by == "0.9.0"
    assert left_in(target.parent) == set()


def test_the_key_file_of_another_vault_in_a_backup_is_found(
    made: Made, target: Path, tmp_path: Path
) -> None:
    other, _ = create_vault(tmp_path / "o.sgv", password=PASSWORD, at=AT, cost=FLOOR)
    other.close()
    apart = tmp_path / "apart2"
    apart.mkdir()
    said = bundle.unpack(made.path, vault=apart / "v", keys=apart / "k")
    keys = (tmp_path / "o.keys").read_bytes()
    swapped = replace(
        said,
        vault_file=manifest.part_of(apart / "v"),
        keys_file=manifest.part_of_bytes(keys),
    )
    packed(made.path, swapped, vault=apart / "v", keys=keys)
    with pytest.raises(BackupDamagedError):
        restore(made, target)
    assert left_in(target.parent) == set()


def test_tables_that_are_not_what_the_log_gives_are_made_anew(
    made: Made, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = opening.open_unlocked

    def spoilt(path: Path, unlocked: object, **given: object) -> object:
        vault = real(path, unlocked, **given)  # type: ignore[arg-type]  # as it was called
        vault._connection.execute("UPDATE incident SET outcome = 'hold'")  # noqa: SLF001  # as damage would
        return vault

    monkeypatch.setattr(restoring, "open_unlocked", spoilt)
    restore(made, target)
    monkeypatch.undo()
    with closing(open_vault(target, password=PASSWORD)) as vault:
        assert vault.verify().ok


# --- compared with what this desk has seen ---


def saw(school: School, desk: Path, *, position: int, digest: str) -> None:
    unlocked = school.unlock()
    what = Seen(position, digest, 1, {"page": "home"})
    vault, user = unlocked.keyfile.vault, unlocked.slot.user
    desk_notes.note_seen(desk, vault, user, keys=unlocked.keys, what=what)


def test_a_desk_that_has_seen_nothing_says_nothing_about_it(made: Made, target: Path) -> None:
    restored = restore(made, target, desk=target.parent / "desk")
    assert (restored.behind, restored.same) == (None, True)


def test_entries_that_were_seen_here_and_are_not_in_the_backup_are_counted(
    made: Made, target: Path, school: School
) -> None:
    desk = target.parent.with_name("desk")
    with closing(school.open()) as vault:
        save(vault, [recorded("2026-LATER1")])
        head = vault.head()
    saw(school, desk, position=head.position, digest=head.hash)
    restored = restore(made, target, desk)
    assert (restored.behind, restored.same) == (2, True)


def test_a_history_that_was_seen_here_is_known_again_and_another_is_not(
    made: Made, target: Path, school: School
) -> None:
    desk = target.parent.with_name("desk")
    saw(school, desk, position=made.said.entry, digest=made.said.hash)
    restored = restore(made, target, desk)
    assert (restored.behind, restored.same) == (0, True)
    saw(school, desk, position=made.said.entry, digest="ab" * 32)
    restored = restore(made, target.with_name("other.sgv"), desk)
    assert (restored.behind, restored.same) == (0, False)


def test_whoever_restored_it_is_not_warned_of_it_again(
    made: Made, target: Path, school: School
) -> None:
    desk = target.parent.with_name("desk")
    saw(school, desk, position=900, digest="ab" * 32)
    assert restore(made, target, desk).behind == 900 - made.said.entry
    unlocked = school.unlock()
    vault, user = unlocked.keyfile.vault, unlocked.slot.user
    seen = desk_notes.seen(desk, vault, user, keys=unlocked.keys)
    with closing(open_vault(target, password=PASSWORD)) as again:
        head = again.head()
    assert seen == Seen(head.position, head.hash, 1, {"page": "home"})


# --- the machine, killed runs, and two at once ---


@pytest.mark.parametrize(
    ("number", "error", "step"),
    [
        (errno.ENOSPC, BackupPlaceError, 0),
        (errno.ENOSPC, BackupPlaceError, 1),
        (errno.EROFS, FolderReadOnlyError, 0),
        (errno.EIO, VaultDiskFailingError, 1),
    ],
)
def test_a_disk_that_will_not_take_a_restored_vault_is_said_so_and_left_clean(  # noqa: PLR0913, PLR0917  # three of them are the case
    made: Made,
    target: Path,
    number: int,
    error: type[VaultError],
    step: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fresh, calls = files.fresh, []

    @contextmanager
    def refuse(path: Path) -> Iterator[object]:
        calls.append(path)
        if len(calls) > step:
            raise OSError(number, os.strerror(number), str(path))
        with fresh(path) as file:
            yield file

    monkeypatch.setattr(files, "fresh", refuse)
    with pytest.raises(error) as told:
        restore(made, target)
    assert told.value.path in {str(target), str(target.parent)}
    if isinstance(told.value, BackupPlaceError):
        assert told.value.why == "full-there"
        assert told.value.needed == made.path.stat().st_size
    assert left_in(target.parent) == set()


def test_a_rehearsal_without_room_names_the_folder_for_temporary_files(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def refuse(path: Path) -> Iterator[object]:
        raise OSError(errno.ENOSPC, "full", str(path))
        yield

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(files, "fresh", refuse)
    with pytest.raises(BackupPlaceError) as told:
        restoring.rehearse(made.path, who=ME)
    assert (told.value.path, told.value.why) == (str(tmp_path), "full-there")


@pytest.mark.parametrize("fault", [None, "sync"])
def test_where_a_disk_knows_no_links_the_key_file_is_copied_whole_or_not_at_all(
    made: Made, target: Path, fault: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    sync = files.sync

    def fail(file: IO[bytes]) -> None:
        if keyfile.path_of(target).exists():
            raise OSError(errno.EIO, "not written")
        sync(file)

    monkeypatch.setattr(os, "link", refuse)
    if fault:
        monkeypatch.setattr(files, "sync", fail)
        with pytest.raises(VaultDiskFailingError):
            restore(made, target)
        assert left_in(target.parent) == set()
    else:
        restore(made, target)
        assert left_in(target.parent) == {"again.sgv", "again.keys"}
        open_vault(target, password=PASSWORD).close()


def test_a_rename_that_fails_takes_the_key_file_back(
    made: Made, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, wanted: Path) -> None:
        raise OSError(errno.EIO, "no", str(wanted))

    monkeypatch.setattr(files, "replace", refuse)
    with pytest.raises(VaultDiskFailingError):
        restore(made, target)
    assert left_in(target.parent) == set()


def test_what_a_killed_restore_left_is_cleared_and_the_next_one_goes_through(
    made: Made, target: Path
) -> None:
    folder = workshop.folder_of(target)
    folder.mkdir()
    (folder / "lock").touch()
    (folder / target.name).write_bytes(b"half a vault")
    (folder / "folder").mkdir()
    restore(made, target)
    assert left_in(target.parent) == {"again.sgv", "again.keys"}


@pytest.mark.parametrize("length", [0, 1, 500, None])
def test_a_restore_that_was_killed_between_its_two_files_is_done_again(
    made: Made, target: Path, length: int | None
) -> None:
    folder = workshop.folder_of(target)
    folder.mkdir()
    bundle.unpack(made.path, vault=folder / target.name, keys=keyfile.path_of(folder / target.name))
    keys = keyfile.path_of(folder / target.name).read_bytes()
    keyfile.path_of(target).write_bytes(keys[:length])
    restore(made, target)
    assert left_in(target.parent) == {"again.sgv", "again.keys"}
    open_vault(target, password=PASSWORD).close()


def test_what_a_restore_left_that_was_killed_at_its_very_end_is_cleared(
    made: Made, target: Path
) -> None:
    restore(made, target)
    folder = workshop.folder_of(target)
    folder.mkdir()
    (folder / "lock").touch()
    shutil.copy(keyfile.path_of(target), folder)
    with pytest.raises(VaultExistsError):
        restore(made, target)
    assert left_in(target.parent) == {"again.sgv", "again.keys"}
    open_vault(target, password=PASSWORD).close()


def test_a_key_file_that_is_not_ours_is_not_taken_for_what_a_killed_run_left(
    made: Made, target: Path
) -> None:
    folder = workshop.folder_of(target)
    folder.mkdir()
    bundle.unpack(made.path, vault=folder / target.name, keys=keyfile.path_of(folder / target.name))
    keyfile.path_of(target).write_bytes(b"somebody else's")
    with pytest.raises(VaultExistsError):
        restore(made, target)
    assert keyfile.path_of(target).read_bytes() == b"somebody else's"
    assert left_in(target.parent) == {"again.keys"}


def test_of_two_who_restore_to_one_place_the_second_is_told(made: Made, target: Path) -> None:
    folder = workshop.folder_of(target)
    script = (
        "import sys; from pathlib import Path; from desktop_app.vault import workshop\n"
        "with workshop.beside(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        with pytest.raises(VaultInUseError):
            restore(made, target)
        assert folder.is_dir()
        other.communicate()
    restore(made, target)
    assert left_in(target.parent) == {"again.sgv", "again.keys"}


def test_a_link_that_lies_in_wait_is_not_followed(made: Made, target: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "precious").write_bytes(b"precious")
    workshop.folder_of(target).symlink_to(trap)
    with pytest.raises(SafeguardingError):
        restore(made, target)
    assert left_in(trap) == {"precious"}
    assert (trap / "precious").read_bytes() == b"precious"
    assert not target.exists()


# --- a rehearsal ---


def test_a_rehearsal_opens_all_of_it_and_leaves_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "temporary"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))
    seen: list[set[str]] = []

    def look(_done: int, _total: int) -> None:
        seen.append({each.name for each in private.rglob("*") if each.is_file()})

    before = made.path.read_bytes()
    rehearsed = restoring.rehearse(made.path, who=ME, progress=look)
    assert rehearsed.head == made.said.head
    assert rehearsed.incidents == 3
    assert any(seen)
    assert left_in(private) == set()
    assert made.path.read_bytes() == before


def test_a_rehearsal_says_what_is_damaged_and_leaves_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "temporary"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 4
    made.path.write_bytes(data)
    with pytest.raises(BackupDamagedError) as told:
        restoring.rehearse(made.path, who=ME)
    assert told.value.what == "vault"
    assert left_in(private) == set()
