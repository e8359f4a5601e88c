"""Two processes at one vault, while one of them puts another file in its place."""

import shutil
import time
from pathlib import Path
from typing import NoReturn

import pytest

from desktop_app.domain.errors import VaultDamagedError, VaultInUseError
from desktop_app.vault import checks, engine, mending, opening, sealing
from desktop_app.vault.engine import Connection
from desktop_app.vault.vault import Unlocked
from tests.faults.child import Tell, fork
from tests.vault_builders import PASSWORD, School


def connected(path: Path, unlocked: Unlocked) -> Connection:
    key = sealing.subkey(unlocked.vault_keys[0], "sqlcipher")
    return engine.connect(path, key=key, salt=checks.salt_of(unlocked.keyfile.vault))


def journal_of(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def test_who_waits_for_a_file_that_is_replaced_leaves_the_new_ones_journal(school: School) -> None:
    """SQLite takes a journal by its name, and would take it from a process that is writing."""
    unlocked = school.unlock()
    fresh = school.path.with_name("fresh.sgv")
    shutil.copy(school.path, fresh)

    def replace_and_write(tell: Tell) -> None:
        old = connected(school.path, unlocked)
        tell("ready")
        time.sleep(0.2)  # the other one waits meanwhile
        fresh.replace(school.path)
        engine.close(old)
        new = connected(school.path, unlocked)
        new.execute("BEGIN IMMEDIATE")
        new.execute("PRAGMA cache_size = 5")  # the journal becomes one to play back
        new.execute("CREATE TABLE half_done (x)")
        new.executemany("INSERT INTO half_done VALUES (zeroblob(?))", [(3000,)] * 100)
        tell("writing")
        time.sleep(60)

    child = fork(replace_and_write)
    assert child.wait_for("ready")
    child.go_on()
    try:
        with pytest.raises(VaultInUseError):
            connected(school.path, unlocked)
        assert child.wait_for("writing")
        assert mending.has_hot_journal(school.path)
    finally:
        child.kill()
        assert child.end() == "killed"
    connection = connected(school.path, unlocked)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    engine.close(connection)
    assert "event" in tables
    assert "half_done" not in tables
    assert not journal_of(school.path).exists()


def test_a_journal_that_goes_as_we_look_is_none(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_of(school.path)
    journal.write_bytes(b"\xd9")

    def gone(path: Path, _mode: str) -> NoReturn:
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "open", gone)
    assert not mending.has_hot_journal(school.path)


def test_a_vault_replaced_between_two_tries_is_in_use_and_not_damaged(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked = school.unlock()
    fresh = school.path.with_name("fresh.sgv")
    shutil.copy(school.path, fresh)

    def replaced(path: Path, **_: object) -> Connection:
        if fresh.exists():
            fresh.replace(path)
        raise VaultDamagedError(path)

    monkeypatch.setattr(engine, "connect", replaced)
    with pytest.raises(VaultInUseError):
        opening.open_unlocked(school.path, unlocked)
    with pytest.raises(VaultDamagedError):
        opening.open_vault(school.path, password=PASSWORD, sign_in="DSL")
