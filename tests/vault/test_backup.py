"""A backup is made of an open vault: checked before it has its name, and nothing is left of others."""

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultError,
    VaultFaultError,
    VaultFolderMissingError,
)
from desktop_app.domain.events.keeping import BackupMade
from desktop_app.domain.trust_errors import BackupPlaceError, BackupSourceFaultyError
from desktop_app.vault import backup, bundle, copying, files, manifest, packing, restoring
from desktop_app.vault.backup import Place
from desktop_app.vault.restoring import Who
from desktop_app.vault.vault import FLOOR, Vault, create_vault, open_vault
from tests.vault_builders import AT, PASSWORD, School, fill, raw, recorded, save


@pytest.fixture
def vault(school: School) -> Iterator[Vault]:
    with closing(school.open()) as opened:
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def left_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_backup_holds_what_the_vault_holds_and_is_in_its_log(
    vault: Vault, stick: Path, school: School
) -> None:
    head = vault.head()
    made = backup.backup(vault, stick, at=AT, place=Place("Stick A", "removable", "volume 1"))
    assert made.path == stick / f"school-20261120-174000-e{head.position}.sgbackup"
    assert left_in(stick) == {made.path.name}
    assert bundle.check(made.path) == made.said
    assert made.said.head == head
    assert made.sha256 == manifest.part_of(made.path).sha256
    event = vault.of_vault()[-1].event
    assert event == BackupMade(
        file=made.path.name,
        place="Stick A",
        kind="removable",
        device="volume 1",
        off_site=False,
        entry=head.position,
        hash=head.hash,
        sha256=made.sha256,
        bytes=made.path.stat().st_size,
    )
    assert vault.head().position == head.position + 1
    assert vault.verify().ok
    assert {each for each in left_in(school.path.parent) if "part" in each} == set()


def test_the_vault_can_be_written_on_after_a_backup(vault: Vault, stick: Path) -> None:
    backup.backup(vault, stick, at=AT)
    save(vault, [recorded("2026-LATER1")])
    second = backup.backup(vault, stick, at=AT)
    assert len(left_in(stick)) == 2
    assert second.said.head.position == vault.head().position - 1


def test_another_process_is_still_kept_out_while_and_after_a_backup_is_made(
    vault: Vault, stick: Path, school: School
) -> None:
    seen = []

    def look(_done: int, _total: int) -> None:
        seen.append(_can_another_process_open(school.path))

    backup.backup(vault, stick, at=AT, progress=look)
    assert seen
    assert not any(seen)
    assert not _can_another_process_open(school.path)
    vault.close()
    assert _can_another_process_open(school.path)


def _can_another_process_open(path: Path) -> bool:
    """Ask for the lock as another writer of the same file would."""
    script = (
        "import fcntl, sys\n"
        "with open(sys.argv[1], 'r+b') as file:\n"
        "    try: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)\n"
        "    except OSError: sys.exit(1)\n"
    )
    return subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 0


def test_progress_goes_from_copying_to_packing_and_reaches_the_end(
    vault: Vault, stick: Path
) -> None:
    told: list[tuple[int, int]] = []
    made = backup.backup(vault, stick, at=AT, progress=lambda *each: told.append(each))
    assert told[-1] == (made.said.vault_file.bytes, made.said.vault_file.bytes)
    assert any(done == total < 10_000 for done, total in told)


def test_what_is_saved_between_two_slices_is_in_the_backup(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PAGES", 4)
    saved: list[str] = []

    def look(_done: int, _total: int) -> None:
        if len(saved) < 5:
            saved.append(f"2026-DURING{len(saved)}")
            save(vault, [recorded(saved[-1], "word " * 3000)])

    copied = backup.take(vault, stick, at=AT, progress=look)
    assert len(saved) == 5
    made = backup.finish(copied)
    assert made.said.head == vault.head()
    restored = restoring.restore(made.path, stick / "again.sgv", who=Who(PASSWORD), at=AT)
    with closing(open_vault(restored.path, password=PASSWORD)) as again:
        assert all(again.find_incident(each) for each in saved)
        assert again.verify().ok


@pytest.mark.parametrize("stop_at", [1, 2])
def test_a_backup_that_is_stopped_leaves_nothing(
    vault: Vault, stick: Path, school: School, stop_at: int
) -> None:
    before = left_in(school.path.parent)
    calls = []

    def stop(done: int, _total: int) -> None:
        calls.append(done)
        if len(calls) == stop_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.backup(vault, stick, at=AT, progress=stop)
    assert left_in(stick) == set()
    assert left_in(school.path.parent) - {"school.sgv-journal"} == before - {"school.sgv-journal"}
    backup.backup(vault, stick, at=AT)
    assert vault.verify().ok


def test_what_a_killed_run_left_is_removed_by_the_next_and_what_others_left_is_not(
    vault: Vault, stick: Path, school: School
) -> None:
    short = vault.id[-8:]
    ours = stick / f"school-20261119-174000-e9.sgbackup.{short}.part"
    theirs = stick / "school-20261119-174000-e9.sgbackup.00000000.part"
    for each in (ours, theirs, stick / "essay.part"):
        each.write_bytes(b"half")
    copy = school.path.with_name("school.sgv.copy-part")
    for each in (copy, copy.with_name("school.sgv.copy-part-journal")):
        each.write_bytes(b"half a copy")
    made = backup.backup(vault, stick, at=AT)
    assert left_in(stick) == {made.path.name, theirs.name, "essay.part"}
    assert not copy.exists()


def test_a_file_that_has_the_name_already_is_not_written_over(vault: Vault, stick: Path) -> None:
    entry = vault.head().position
    taken = stick / f"school-20261120-174000-e{entry}.sgbackup"
    taken.write_bytes(b"not ours")
    made = backup.backup(vault, stick, at=AT)
    assert taken.read_bytes() == b"not ours"
    assert made.path.name == f"school-20261120-174000-e{entry}-1.sgbackup"
    assert taken.name in made.damaged


def test_a_folder_that_is_not_there_is_said_so(vault: Vault, stick: Path) -> None:
    with pytest.raises(VaultFolderMissingError):
        backup.backup(vault, stick / "none", at=AT)


def test_no_backup_is_made_in_the_middle_of_a_save(vault: Vault, stick: Path) -> None:
    with vault.transaction(), pytest.raises(VaultFaultError):
        backup.backup(vault, stick, at=AT)
    assert left_in(stick) == set()


# --- a vault that does not hold ---


def damage_page(school: School, *, page: int) -> None:
    data = bytearray(school.path.read_bytes())
    data[page * 4096 + 100] ^= 1
    school.path.write_bytes(data)


def test_a_vault_with_a_damaged_page_is_not_backed_up_and_no_older_backup_is_touched(
    school: School, stick: Path
) -> None:
    with closing(school.open()) as opened:
        good = backup.backup(opened, stick, at=AT)
    pages = school.path.stat().st_size // 4096
    data = school.path.read_bytes()
    refused = []
    for page in range(2, pages):
        school.path.write_bytes(data)
        damage_page(school, page=page)
        with pytest.raises(VaultError) as told, closing(school.open()) as opened:
            backup.backup(opened, stick, at=AT + timedelta(days=1))
        refused.append(type(told.value))
        assert left_in(stick) == {good.path.name}
    assert refused.count(BackupSourceFaultyError) > pages / 2
    assert bundle.check(good.path) == good.said


def test_a_log_that_was_tampered_with_is_not_backed_up(school: School, stick: Path) -> None:
    tool = raw(school.path, school.unlock())
    trigger = tool.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'payload_no_update'"
    ).fetchone()[0]
    tool.execute("DROP TRIGGER payload_no_update")
    tool.execute("UPDATE payload SET body = x'7b7d' WHERE event_id = (SELECT max(id) FROM event)")
    tool.execute(trigger)
    tool.close()
    with closing(school.open()) as opened, pytest.raises(BackupSourceFaultyError):
        backup.backup(opened, stick, at=AT)
    assert left_in(stick) == set()


def test_a_key_file_that_is_not_the_vaults_is_not_backed_up(
    vault: Vault, stick: Path, school: School, tmp_path: Path
) -> None:
    other, _ = create_vault(tmp_path / "other.sgv", password=PASSWORD, at=AT, cost=FLOOR)
    other.close()
    school.path.with_suffix(".keys").write_bytes((tmp_path / "other.keys").read_bytes())
    with pytest.raises(KeyFileDamagedError):
        backup.backup(vault, stick, at=AT)
    assert left_in(stick) == set()


# --- a place that does not hold ---


def test_a_stick_that_gives_back_something_else_is_told_and_older_backups_stay(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = backup.backup(vault, stick, at=AT)
    entry = vault.head().position

    def rot(file: object) -> None:
        name = getattr(file, "name", "")
        path = Path(f"/proc/self/fd/{name}").resolve() if isinstance(name, int) else Path(name)
        with path.open("r+b") as again:
            again.seek(5000)
            again.write(b"rot")

    monkeypatch.setattr(files, "forget_cached", rot)
    with pytest.raises(BackupPlaceError) as told:
        backup.backup(vault, stick, at=AT)
    assert told.value.why == "bad"
    assert told.value.path == str(stick)
    assert left_in(stick) == {good.path.name}
    assert vault.head().position == entry


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EFBIG, "full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.EIO, "failing"),
        (errno.ENODEV, "failing"),
        (errno.ENOENT, "failing"),
    ],
)
def test_what_is_wrong_with_the_place_is_said_of_the_place(
    vault: Vault, stick: Path, number: int, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = backup.backup(vault, stick, at=AT)
    fresh = files.fresh

    @contextmanager
    def refuse(path: Path) -> Iterator[object]:
        if path.parent == stick:
            raise OSError(number, os.strerror(number), str(path))
        with fresh(path) as file:
            yield file

    monkeypatch.setattr(files, "fresh", refuse)
    with pytest.raises(BackupPlaceError) as told:
        backup.backup(vault, stick, at=AT)
    assert told.value.why == why
    assert (told.value.needed > 100_000) == (why == "full")
    assert left_in(stick) == {good.path.name}


def test_a_vault_that_no_backup_file_can_hold_is_said_to_be_one(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "LARGEST", 100_000)
    with pytest.raises(BackupPlaceError) as told:
        backup.backup(vault, stick, at=AT)
    assert told.value.why == "too-large"
    assert left_in(stick) == set()


def _limited(size: int, run: Callable[[], object]) -> object:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limit[1]))
    try:
        return run()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, heard)


@pytest.mark.parametrize("part", [0, 1, 4096, 0.25, 0.5, 0.75, 0.999])
def test_a_disk_that_fills_at_any_point_leaves_nothing_and_the_vault_as_it_was(
    vault: Vault, stick: Path, school: School, part: float
) -> None:
    copied = backup.take(vault, stick, at=AT)
    size = copied.copy.stat().st_size
    room = int(size * part) if isinstance(part, float) else part
    with pytest.raises((BackupPlaceError, VaultDiskFullError, VaultDiskFailingError)):
        _limited(room, lambda: backup.finish(copied))
    assert left_in(stick) == set()
    with pytest.raises((BackupPlaceError, VaultDiskFailingError)) as told:
        _limited(room, lambda: backup.take(vault, stick, at=AT))
    if isinstance(told.value, BackupPlaceError):
        assert (told.value.why, told.value.needed) == ("full-here", size)
        assert told.value.path == str(school.path.parent)
    assert left_in(stick) == set()
    assert not {each for each in left_in(school.path.parent) if "part" in each}
    assert vault.verify().ok
    assert backup.backup(vault, stick, at=AT).path.is_file()


def test_a_folder_that_cannot_be_made_durable_by_itself_is_good_enough_for_a_stick(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError(errno.EINVAL, "no fsync of folders here")

    monkeypatch.setattr(files, "sync_folder", refuse)
    monkeypatch.setattr(os, "link", refuse)
    copied = backup.take(vault, stick, at=AT)
    assert bundle.check(backup.finish(copied).path).head == vault.head()


def test_the_copy_is_not_believed_before_it_was_checked(vault: Vault, stick: Path) -> None:
    copied = backup.take(vault, stick, at=AT)
    data = bytearray(copied.copy.read_bytes())
    data[3 * 4096 + 7] ^= 1
    copied.copy.write_bytes(data)
    with pytest.raises(BackupSourceFaultyError) as told:
        backup.finish(copied)
    assert told.value.path.endswith("school.sgv")
    assert left_in(stick) == set()
    assert not copied.copy.exists()


def test_a_copy_of_an_earlier_moment_is_not_taken_for_this_one(vault: Vault, stick: Path) -> None:
    early = backup.take(vault, stick, at=AT)
    data = early.copy.read_bytes()
    save(vault, [recorded("2026-NEWER1")])
    late = backup.take(vault, stick, at=AT)
    late.copy.write_bytes(data)
    with pytest.raises(BackupSourceFaultyError):
        backup.finish(late)


def test_nothing_secret_shows_when_what_a_backup_is_made_of_is_printed(
    vault: Vault, stick: Path
) -> None:
    copied = backup.take(vault, stick, at=AT)
    key = copied.opening.vault_key
    for shown in (repr(copied), repr(copied.opening), repr(Who(PASSWORD))):
        assert repr(key)[2:-1] not in shown
        assert key.hex() not in shown
        assert PASSWORD not in shown
    backup.finish(copied)


def test_no_word_of_the_vault_stands_in_a_backup(stick: Path, tmp_path: Path) -> None:
    opened, _ = create_vault(
        tmp_path / "v.sgv", password=PASSWORD, at=AT, name="Gwendolyn Canary", cost=FLOOR
    )
    with closing(opened):
        fill(opened)
        seen: list[bytes] = []

        def look(_done: int, _total: int) -> None:
            seen.extend(each.read_bytes() for each in tmp_path.glob("*part*"))

        made = backup.backup(opened, stick, at=AT, progress=look)
    assert len(seen) > 1
    for data in (*seen, made.path.read_bytes()):
        for word in ("Gwendolyn Canary", "Account number", "Testname", "CREATE TABLE", PASSWORD):
            for form in (word, word.lower()):
                assert form.encode() not in data
                assert form.encode("utf-16-le") not in data


# --- what a stolen or ransomed computer leaves ---


def test_after_ransomware_thirty_backup_cycles_leave_the_newest_good_copy_to_open(
    school: School, stick: Path, tmp_path: Path
) -> None:
    for day in range(5):
        with closing(school.open()) as opened:
            save(opened, [recorded(f"2026-DAY00{day}")])
            good = backup.backup(opened, stick, at=AT + timedelta(days=day))
            head = opened.head()
    before = left_in(stick)
    scrambled = bytes(byte ^ 0x5A for byte in school.path.read_bytes())
    school.path.write_bytes(scrambled)
    for _cycle in range(30):
        with pytest.raises(Exception, match="school") as told:
            school.open()
        assert "Error" in type(told.value).__name__
        assert left_in(stick) == before
    restored = restoring.restore(
        good.path, tmp_path / "again.sgv", who=Who(PASSWORD), at=AT + timedelta(days=40)
    )
    assert restored.head.position == head.position - 1
    with closing(open_vault(tmp_path / "again.sgv", password=PASSWORD)) as again:
        assert again.find_incident("2026-DAY004")
        assert again.verify().ok


def test_ransomware_at_an_open_vault_never_makes_a_backup_that_does_not_open(
    school: School, stick: Path
) -> None:
    with closing(school.open()) as opened:
        good = backup.backup(opened, stick, at=AT)
    with closing(school.open()) as opened:
        with school.path.open("r+b") as file:
            data = file.read()
            file.seek(4096)
            file.write(bytes(byte ^ 0x5A for byte in data[4096:]))
        for cycle in range(30):
            with pytest.raises(VaultError):
                backup.backup(opened, stick, at=AT + timedelta(days=cycle))
    assert left_in(stick) == {good.path.name}
    assert restoring.rehearse(good.path, who=Who(PASSWORD)).head == good.said.head


def test_unfinished_files_of_a_pack_that_fails_are_removed(stick: Path, vault: Vault) -> None:
    copied = backup.take(vault, stick, at=AT)
    (stick / "x.sgbackup").mkdir()
    with pytest.raises(BackupPlaceError):
        packing.pack(copied.copy, stick / "x.sgbackup", _said(copied), keys=copied.keys)
    assert left_in(stick) == {"x.sgbackup"}
    copying.remove(copied.copy)


def _said(copied: backup.Copied) -> manifest.Manifest:
    return manifest.Manifest(
        vault=copied.head.vault,
        made_at=copied.at,
        program="0.4.0",
        schema=2,
        entry=copied.head.position,
        hash=copied.head.hash,
        gen=copied.gen,
        vault_file=manifest.part_of(copied.copy),
        keys_file=manifest.part_of_bytes(copied.keys),
    )
