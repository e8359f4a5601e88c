"""A full disk, a lock, a crash: said in our own errors, and nothing acknowledged is lost."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
import sqlcipher3.dbapi2 as driver

from desktop_app.domain.errors import (
    SafeguardingError,
    VaultClosedError,
    VaultCutShortError,
    VaultDamagedError,
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultFaultError,
    VaultInUseError,
    VaultReadOnlyError,
)
from desktop_app.vault import engine
from tests.vault_builders import AT, PASSWORD, School, answers, raw, recorded, save


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("SQLITE_BUSY", VaultInUseError),
        ("SQLITE_LOCKED", VaultInUseError),
        ("SQLITE_FULL", VaultDiskFullError),
        ("SQLITE_READONLY", VaultReadOnlyError),
        ("SQLITE_READONLY_DBMOVED", VaultReadOnlyError),
        ("SQLITE_CANTOPEN", VaultReadOnlyError),
        ("SQLITE_IOERR_WRITE", VaultDiskFailingError),
        ("SQLITE_CORRUPT", VaultDamagedError),
        ("SQLITE_CORRUPT_VTAB", VaultDamagedError),
        ("SQLITE_NOTADB", VaultDamagedError),
        ("SQLITE_CONSTRAINT_TRIGGER", VaultFaultError),
        ("SQLITE_AUTH", VaultFaultError),
        ("", VaultFaultError),
    ],
)
def test_what_the_driver_says_becomes_an_error_of_ours(
    school: School, name: str, error: type[SafeguardingError]
) -> None:
    fault = driver.DatabaseError("near 'a narrative': no")
    fault.sqlite_errorname = name

    def fail() -> None:
        with engine.faults(school.path):
            raise fault

    with pytest.raises(error) as told:
        fail()
    assert "narrative" not in str(told.value)
    assert told.value.__suppress_context__


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("database or disk is full", VaultDiskFullError),
        ("disk I/O error", VaultDiskFailingError),
        ("database disk image is malformed", VaultDamagedError),
        ("SQL logic error", VaultFaultError),
    ],
)
def test_what_the_driver_says_without_a_name_is_known_by_its_words(
    school: School, words: str, error: type[SafeguardingError]
) -> None:
    def fail() -> None:
        with engine.faults(school.path):
            raise driver.OperationalError(words)

    with pytest.raises(error):
        fail()


def test_a_page_that_the_cipher_refuses_while_writing_is_damage(school: School) -> None:
    def fail() -> None:
        with engine.faults(school.path):
            raise MemoryError

    with pytest.raises(VaultDamagedError):
        fail()


def test_a_closed_connection_is_told_from_other_faults(school: School) -> None:
    def fail() -> None:
        with engine.faults(school.path):
            raise driver.ProgrammingError("Cannot operate on a closed database.")

    with pytest.raises(VaultClosedError):
        fail()


def test_a_save_that_finds_no_room_is_taken_back_whole(school: School) -> None:
    vault = school.open()
    before = vault.head()
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (school.path.stat().st_size, limit[1]))
    try:
        with pytest.raises((VaultDiskFullError, VaultDiskFailingError)):
            save(vault, [recorded("2026-NOROOM", "word " * 15_000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, heard)
    assert vault.head() == before
    assert vault.find_incident("2026-NOROOM") is None
    save(vault, [recorded("2026-ROOM00", "word " * 15_000)])
    assert vault.verify().ok
    vault.close()


SAVE = """
import sys
from pathlib import Path
from desktop_app.vault.vault import open_vault
from tests.vault_builders import recorded, save
vault = open_vault(Path(sys.argv[1]), password=sys.argv[2])
for number in range(10_000):
    save(vault, [recorded(f"2026-{number:06d}", "word " * 2_000)])
    print(number, flush=True)
"""


@pytest.mark.parametrize("saves", [1, 4, 9])
def test_what_was_acknowledged_survives_a_killed_process(school: School, saves: int) -> None:
    command = [sys.executable, "-c", SAVE, str(school.path), PASSWORD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        last = [int(process.stdout.readline()) for _ in range(saves)][-1]
        os.kill(process.pid, signal.SIGKILL)
        last = max([last, *(int(line) for line in process.stdout.read().split())])
    vault = school.open()
    assert vault.verify().ok
    assert all(vault.find_incident(f"2026-{number:06d}") for number in range(last + 1))
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    vault.close()
    assert not school.path.with_name(school.path.name + "-journal").exists()


def test_half_a_page_beside_a_finished_save_is_a_file_cut_short(school: School) -> None:
    with school.path.open("ab") as file:
        file.write(b"x" * 100)
    school.path.with_name(school.path.name + "-journal").write_bytes(bytes(512))
    with pytest.raises(VaultCutShortError):
        school.open()


def test_an_unfinished_save_is_taken_back_at_the_next_opening(school: School) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute("PRAGMA cache_size = 5")
    tool.execute("BEGIN")
    tool.executemany(
        "INSERT INTO draft VALUES (?, 'a', 'b', zeroblob(20000))", [(str(n),) for n in range(50)]
    )
    after = school.path.parent / "after"
    after.mkdir()
    for each in school.path.parent.glob("school.*"):
        shutil.copy(each, after / each.name)
    tool.execute("ROLLBACK")
    tool.close()
    there = replace(school, path=after / school.path.name)
    assert there.path.stat().st_size > school.path.stat().st_size
    with there.path.open("ab") as file:
        file.write(b"x" * 100)
    vault = there.open()
    assert [row.id for row in vault.drafts()] == ["draft-1"]
    assert vault.verify().ok
    vault.close()
    assert there.path.stat().st_size == school.path.stat().st_size
