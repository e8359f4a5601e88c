"""Opening a vault, and everything that may lie in its place."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.domain.errors import (
    DriverUnsafeError,
    KeyFileDamagedError,
    KeyFileMissingError,
    PasswordRefusedError,
    PasswordTooShortError,
    SafeguardingError,
    SignInNameError,
    VaultAlteredError,
    VaultClosedError,
    VaultCutShortError,
    VaultDamagedError,
    VaultDiskFullError,
    VaultEmptyError,
    VaultExistsError,
    VaultFolderMissingError,
    VaultForeignError,
    VaultInUseError,
    VaultMissingError,
    VaultNameError,
    VaultNotAFileError,
    VaultNotEncryptedError,
    VaultTooNewError,
)
from desktop_app.domain.trust_errors import FolderReadOnlyError
from desktop_app.vault import engine, keyslots, migrations
from desktop_app.vault.vault import FLOOR, Cost, create_vault, open_vault
from tests.vault_builders import AT, PASSWORD, School, raw

PAGE = 4096


def test_what_was_recorded_is_there_after_opening_again(school: School) -> None:
    vault = school.open()
    assert vault.find_incident(school.open_reference) == school.open_id
    assert vault.find_incident(school.sealed_reference) == school.sealed_id
    assert [row.reference for row in vault.newest()] == [
        "2026-AAAAA2",
        "2026-AAAAA1",
        "2026-AAAAA0",
    ]
    assert vault.user.name == "Canary Headname"
    assert vault.user_by_sign_in("dsl") == vault.user
    vault.close()


def test_a_wrong_password_is_refused_and_nothing_is_made(school: School) -> None:
    before = sorted(school.path.parent.iterdir())
    with pytest.raises(PasswordRefusedError):
        open_vault(school.path, password="not the password")
    assert sorted(school.path.parent.iterdir()) == before


def test_an_unknown_user_costs_as_much_as_a_wrong_password(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs: list[Cost] = []

    def counting(_password: str, *, salt: bytes, cost: Cost) -> bytes:
        costs.append(cost)
        return salt * 2

    monkeypatch.setattr(keyslots, "stretch", counting)
    for sign_in in ("DSL", "nobody"):
        with pytest.raises(PasswordRefusedError):
            open_vault(school.path, password="wrong password", sign_in=sign_in)
    assert costs == [FLOOR, FLOOR]


def test_a_password_is_the_same_however_its_accents_are_typed(tmp_path: Path) -> None:
    path = tmp_path / "v.sgv"
    create_vault(path, password="t\u0177 yn y dd\u00f4l", at=AT, cost=FLOOR)[0].close()
    open_vault(path, password="ty\u0302 yn y ddo\u0302l").close()


def test_a_short_password_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(PasswordTooShortError) as refused:
        create_vault(tmp_path / "v.sgv", password="elevenchars", at=AT, cost=FLOOR)
    assert refused.value.least == 12
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("sign_in", ["", "  ", "two words", "x" * 41, "bell\a"])
def test_a_sign_in_name_is_one_short_printable_word(tmp_path: Path, sign_in: str) -> None:
    with pytest.raises(SignInNameError):
        create_vault(tmp_path / "v.sgv", password=PASSWORD, at=AT, sign_in=sign_in, cost=FLOOR)


def test_a_lower_cost_than_the_floor_cannot_be_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Cost"):
        create_vault(tmp_path / "v.sgv", password=PASSWORD, at=AT, cost=Cost(m=8192, t=3, p=4))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lying_there", ["v.sgv", "v.keys"])
def test_making_a_vault_overwrites_nothing(tmp_path: Path, lying_there: str) -> None:
    (tmp_path / lying_there).write_bytes(b"mine")
    with pytest.raises(VaultExistsError):
        create_vault(tmp_path / "v.sgv", password=PASSWORD, at=AT, cost=FLOOR)
    assert [each.name for each in tmp_path.iterdir()] == [lying_there]
    assert (tmp_path / lying_there).read_bytes() == b"mine"


def test_a_vault_may_not_have_the_name_of_a_key_file(tmp_path: Path) -> None:
    with pytest.raises(VaultNameError):
        create_vault(tmp_path / "v.keys", password=PASSWORD, at=AT, cost=FLOOR)


def test_a_vault_needs_a_folder_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(VaultFolderMissingError):
        create_vault(tmp_path / "no" / "v.sgv", password=PASSWORD, at=AT, cost=FLOOR)


def test_making_a_vault_leaves_nothing_behind_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise VaultDamagedError(tmp_path)

    monkeypatch.setattr(engine, "connect", fail)
    with pytest.raises(VaultDamagedError):
        create_vault(tmp_path / "v.sgv", password=PASSWORD, at=AT, cost=FLOOR)
    assert not list(tmp_path.iterdir())


def test_of_two_who_make_a_vault_at_once_the_later_one_destroys_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "v.sgv"
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    create_vault(path, password=PASSWORD, at=AT, cost=FLOOR)[0].close()
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    with pytest.raises(VaultExistsError):
        create_vault(path, password=PASSWORD, at=AT, cost=FLOOR)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_vault_may_lie_in_a_folder_with_any_name(school: School, tmp_path: Path) -> None:
    odd = tmp_path / "ŵ ? #1 %41 & 'x' mode=ro"
    odd.mkdir()
    for each in (school.path, school.path.with_suffix(".keys")):
        shutil.copy(each, odd / each.name)
    vault = open_vault(odd / school.path.name, password=PASSWORD)
    vault.append([], incident=None, at=AT)
    assert vault.find_incident(school.open_reference) == school.open_id
    vault.close()


def test_making_a_vault_leaves_nothing_behind_when_its_tables_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise VaultDiskFullError(tmp_path)

    monkeypatch.setattr(migrations, "apply", fail)
    with pytest.raises(VaultDiskFullError):
        create_vault(tmp_path / "v.sgv", password=PASSWORD, at=AT, cost=FLOOR)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", [".sgv", ".keys.new"])
def test_a_folder_in_which_no_file_can_be_made_is_named_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    real = os.open

    def refuse(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if str(path).endswith(ending):
            raise OSError(errno.EROFS, "read-only", str(path))
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FolderReadOnlyError) as refused:
        create_vault(tmp_path / "v.sgv", password=PASSWORD, at=AT, cost=FLOOR)
    assert refused.value.path == str(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_missing_vault_is_refused_and_not_made(school: School) -> None:
    school.path.unlink()
    with pytest.raises(VaultMissingError):
        school.open()
    assert not school.path.exists()


def test_a_folder_in_its_place_is_refused(school: School) -> None:
    school.path.unlink()
    school.path.mkdir()
    with pytest.raises(VaultNotAFileError):
        school.open()


@pytest.mark.parametrize("size", [0, 1, 16, PAGE - 1])
def test_an_emptied_vault_is_not_taken_for_a_new_one(school: School, size: int) -> None:
    with school.path.open("r+b") as file:
        file.truncate(size)
    with pytest.raises(VaultEmptyError):
        school.open()
    assert school.path.stat().st_size == size


def test_a_plain_sqlite_file_is_refused(school: School) -> None:
    school.path.unlink()
    plain = sqlite3.connect(school.path)
    plain.execute("CREATE TABLE event (position INTEGER)")
    plain.close()
    with pytest.raises(VaultNotEncryptedError):
        school.open()


def test_a_missing_key_file_is_named(school: School) -> None:
    beside = school.path.with_suffix(".keys")
    beside.unlink()
    with pytest.raises(KeyFileMissingError) as missing:
        school.open()
    assert missing.value.path == str(beside)


def test_the_key_file_of_another_school_is_recognised(school: School, tmp_path: Path) -> None:
    other = tmp_path / "other.sgv"
    create_vault(other, password=PASSWORD, at=AT, cost=FLOOR)[0].close()
    shutil.copy(other.with_suffix(".keys"), school.path.with_suffix(".keys"))
    with pytest.raises(VaultForeignError):
        school.open()


def test_the_vault_of_another_school_is_recognised(school: School, tmp_path: Path) -> None:
    other = tmp_path / "other.sgv"
    create_vault(other, password=PASSWORD, at=AT, cost=FLOOR)[0].close()
    shutil.copy(other, school.path)
    with pytest.raises(VaultForeignError):
        school.open()


def test_a_file_of_noise_is_refused(school: School) -> None:
    first = school.path.read_bytes()[:16]
    school.path.write_bytes(first + bytes(range(256)) * 63 + bytes(240))
    with pytest.raises(VaultDamagedError):
        school.open()


def test_a_vault_cut_off_anywhere_is_refused_or_found(school: School) -> None:
    whole = school.path.read_bytes()
    for size in range(PAGE, len(whole), PAGE // 2):
        school.path.write_bytes(whole[:size])
        if size % PAGE:
            with pytest.raises(VaultCutShortError):
                school.open()
        else:
            assert _is_found(school), size


def test_one_flipped_bit_anywhere_is_refused_or_found(school: School) -> None:
    whole = school.path.read_bytes()
    for page in range(0, len(whole), PAGE):
        for offset in (0, 15, 16, 1000, 2500, PAGE - 80, PAGE - 64, PAGE - 1):
            damaged = bytearray(whole)
            damaged[page + offset] ^= 0x10
            school.path.write_bytes(damaged)
            assert _is_found(school), (page // PAGE, offset)


def test_a_damaged_page_is_not_told_as_entries_that_were_tampered_with(school: School) -> None:
    whole = school.path.read_bytes()
    told = set()
    for page in range(PAGE, len(whole), PAGE):
        damaged = bytearray(whole)
        damaged[page + 1000] ^= 0x10
        school.path.write_bytes(damaged)
        told |= _findings(school)
    assert told == {"pages"}


def _findings(school: School) -> set[str]:
    """Give what a verification finds; nothing where the vault does not open."""
    try:
        vault = school.open()
    except VaultDamagedError:
        return set()
    try:
        return {each.what for each in vault.verify().findings}
    finally:
        vault.close()


def _is_found(school: School) -> bool:
    """Say whether a damaged vault does not open, or does and reports it."""
    try:
        vault = school.open()
    except (VaultDamagedError, VaultForeignError):
        return True
    try:
        return not vault.verify().ok
    finally:
        vault.close()


def test_the_vault_of_a_newer_program_is_refused(school: School) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    tool.execute("UPDATE meta SET value = '7.1.0' WHERE name = 'program'")
    tool.close()
    with pytest.raises(VaultTooNewError) as refused:
        school.open()
    assert refused.value.written_by == "7.1.0"


@pytest.mark.parametrize(
    "change", ["DELETE FROM meta", "UPDATE meta SET value = 'x' WHERE name = 'schema'"]
)
def test_a_vault_that_does_not_say_what_it_is_is_refused(school: School, change: str) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute(change)
    tool.close()
    with pytest.raises(VaultAlteredError):
        school.open()


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER event_no_update",
        "CREATE TRIGGER more BEFORE INSERT ON event BEGIN SELECT 1; END",
    ],
)
def test_missing_or_foreign_triggers_are_named(school: School, change: str) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute(change)
    tool.close()
    with pytest.raises(VaultAlteredError) as refused:
        school.open()
    assert refused.value.what in {("event_no_update",), ("more",)}


def test_an_outside_key_that_is_not_the_one_in_the_log_is_refused(school: School) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute("DROP TRIGGER payload_no_update")
    tool.execute(
        "UPDATE payload SET body = CAST(replace(CAST(body AS TEXT), 'outside', 'inside') AS BLOB)"
    )
    tool.execute(
        "CREATE TRIGGER payload_no_update BEFORE UPDATE ON payload"
        " BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )
    tool.close()
    with pytest.raises(VaultAlteredError):
        school.open()


HOLD = """
import sys
from pathlib import Path
from desktop_app.vault.vault import open_vault
vault = open_vault(Path(sys.argv[1]), password=sys.argv[2])
print("open", flush=True)
sys.stdin.read()
vault.close()
"""


def test_a_second_process_is_told_that_the_vault_is_in_use(school: School) -> None:
    command = [sys.executable, "-c", HOLD, str(school.path), PASSWORD]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(VaultInUseError):
            school.open()
        holder.stdin.close()
        assert holder.wait(timeout=30) == 0
    school.open().close()


def test_the_lock_is_taken_at_once_and_not_with_the_first_save(school: School) -> None:
    keys = school.unlock()
    vault = school.open()
    other = raw(school.path, keys)
    with pytest.raises(Exception, match="locked"):
        other.execute("SELECT count(*) FROM event")
    other.close()
    vault.close()


def test_the_same_process_cannot_open_it_twice_and_so_lose_the_lock(school: School) -> None:
    vault = school.open()
    with pytest.raises(VaultInUseError):
        school.unlock()
    vault.append([], incident=None, at=AT)
    vault.close()
    school.open().close()


def test_a_closed_vault_says_so(school: School) -> None:
    vault = school.open()
    vault.close()
    vault.close()
    with pytest.raises(VaultClosedError):
        vault.head()
    with pytest.raises(VaultClosedError):
        vault.append([], incident=None, at=AT)


@pytest.mark.parametrize("pragma", ["synchronous", "temp_store", "recursive_triggers"])
def test_a_setting_that_does_not_hold_stops_the_opening(
    school: School, monkeypatch: pytest.MonkeyPatch, pragma: str
) -> None:
    settings = [(name, to, 99 if name == pragma else is_) for name, to, is_ in engine.SETTINGS]
    monkeypatch.setattr(engine, "SETTINGS", settings)
    with pytest.raises(DriverUnsafeError) as refused:
        school.open()
    assert refused.value.setting == pragma


def test_a_plain_driver_is_refused_before_anything_is_written(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = school.path.read_bytes()
    monkeypatch.setattr("desktop_app.vault.engine.driver.connect", sqlite3.connect)
    with pytest.raises(DriverUnsafeError) as refused:
        school.open()
    assert refused.value.setting == "cipher_version"
    assert school.path.read_bytes() == before


def test_no_error_carries_the_password_or_a_name(school: School) -> None:
    beside = school.path.with_suffix(".keys")
    keys = beside.read_bytes()
    for damaged in (b"", b"{}", keys[:-1], keys.replace(b'"gen":1', b'"gen":2')):
        beside.write_bytes(damaged)
        with pytest.raises(KeyFileDamagedError) as refused:
            school.open()
        assert PASSWORD not in repr(refused.value)
    beside.write_bytes(keys)
    with pytest.raises(SafeguardingError) as wrong:
        open_vault(school.path, password="canary-password")
    told = repr(wrong.value) + str(wrong.value.__cause__) + str(wrong.value.__dict__)
    assert "canary" not in told.lower()
