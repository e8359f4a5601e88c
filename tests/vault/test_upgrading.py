"""A vault of an older version: copied, then brought up to date whole, whenever it is killed."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from desktop_app.domain.errors import (
    EntryUnreadableError,
    VaultDamagedError,
    VaultDiskFullError,
    VaultError,
    VaultTooNewError,
)
from desktop_app.domain.events.vaults import VaultMigrated
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import BackupPlaceError
from desktop_app.vault import bundle, files, migrations, projection, restoring, upgrading
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.restoring import Who
from desktop_app.vault.vault import Vault, open_vault
from tests.vault_builders import AT, School, raw

FOLDER = Path(__file__).resolve().parents[1] / "data" / "vaults"
OLD = ("0.1.0", "0.2.0", "0.3.0")


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    return put(tmp_path, request.param)


def put(folder: Path, version: str) -> tuple[Path, str]:
    for ending in (".vault", ".keys"):
        shutil.copy(FOLDER / f"{version}{ending}", folder)
    said = json.loads((FOLDER / f"{version}.json").read_text(encoding="utf-8"))
    return folder / f"{version}.vault", said["password"]


def left_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def copy_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.schema1-copy.sgbackup")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def migrated(vault: Vault) -> list[VaultMigrated]:
    return [e.event for e in vault.of_vault() if isinstance(e.event, VaultMigrated)]


def test_an_older_vault_is_copied_and_then_brought_up_to_date_once(old: tuple[Path, str]) -> None:
    path, password = old
    with closing(open_vault(path, password=password)) as vault:
        assert migrated(vault) == [VaultMigrated(1, migrations.SCHEMA, copy_of(path).name)]
        assert vault.verify().ok
        assert {user.office for user in vault.users()} == {Role.DSL}
        head = vault.head()
    assert left_in(path.parent) == {path.name, path.with_suffix(".keys").name, copy_of(path).name}
    with closing(open_vault(path, password=password)) as again:
        assert again.head() == head


def test_what_is_new_in_the_tables_is_what_a_rebuild_gives(
    old: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, password = old
    # None of the kept incidents has an aggravating feature: let those have one that were assessed.
    monkeypatch.setattr(projection, "aggravating", lambda state: len(state.assessments))
    with closing(open_vault(path, password=password)) as vault:
        before = vault.newest(limit=100)
        assert any(row.aggravating for row in before)
        vault.rebuild()
        assert vault.newest(limit=100) == before


def test_the_copy_is_the_vault_as_it_was(old: tuple[Path, str], tmp_path: Path) -> None:
    path, password = old
    open_vault(path, password=password).close()
    said = bundle.check(copy_of(path))
    assert said.schema == 1
    restored = restoring.restore(copy_of(path), tmp_path / "back.vault", who=Who(password), at=AT)
    assert restored.head == said.head
    with (
        closing(open_vault(path, password=password)) as now,
        closing(open_vault(tmp_path / "back.vault", password=password)) as back,
    ):
        assert back.hash_at(said.entry) == now.hash_at(said.entry) == said.hash
        assert now.head().position == said.entry + 1
        assert back.verify().ok
    assert not list(tmp_path.glob("back.vault.schema*"))


def test_a_copy_that_stands_already_is_not_made_twice(tmp_path: Path) -> None:
    path, password = put(tmp_path, "0.3.0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(upgrading, "_fill", _fail)
        with pytest.raises(RuntimeError):
            open_vault(path, password=password)
    before = digest(copy_of(path))
    with closing(open_vault(path, password=password)) as vault:
        assert migrated(vault)[0].copy == copy_of(path).name
    assert digest(copy_of(path)) == before
    assert len(left_in(tmp_path)) == 3


def test_another_file_of_the_copys_name_is_left_alone(tmp_path: Path) -> None:
    path, password = put(tmp_path, "0.3.0")
    copy_of(path).write_bytes(b"somebody else's")
    with closing(open_vault(path, password=password)) as vault:
        assert migrated(vault)[0].copy == "0.3.0.vault.schema1-copy-2.sgbackup"
    assert copy_of(path).read_bytes() == b"somebody else's"


def _fail(*_given: object) -> None:
    raise RuntimeError


@pytest.mark.parametrize("step", ["migrations", "fill", "flush"])
def test_whatever_fails_on_the_way_the_old_vault_stands_and_the_next_opening_does_it(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, password = put(tmp_path, "0.2.0")
    before = digest(path)
    if step == "migrations":
        monkeypatch.setattr(migrations, "apply", _fail)
    elif step == "fill":
        monkeypatch.setattr(upgrading, "_fill", _fail)
    else:
        monkeypatch.setattr(EventLog, "flush", _fail)
    with pytest.raises(RuntimeError):
        open_vault(path, password=password)
    monkeypatch.undo()
    assert digest(path) == before
    with closing(open_vault(path, password=password)) as vault:
        assert vault.verify().ok


def test_no_room_for_the_copy_leaves_the_vault_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, password = put(tmp_path, "0.1.0")
    before = digest(path)
    fresh = files.fresh

    @contextmanager
    def refuse(wanted: Path) -> Iterator[object]:
        if ".sgbackup" in wanted.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(wanted))
        with fresh(wanted) as file:
            yield file

    monkeypatch.setattr(files, "fresh", refuse)
    with pytest.raises((BackupPlaceError, VaultDiskFullError)):
        open_vault(path, password=password)
    monkeypatch.undo()
    assert digest(path) == before
    assert left_in(tmp_path) == {path.name, path.with_suffix(".keys").name}


def test_a_damaged_older_vault_is_not_brought_up_to_date(tmp_path: Path) -> None:
    path, password = put(tmp_path, "0.1.0")
    data = path.read_bytes()
    for page in range(40, len(data) // 4096, 9):
        wrong = bytearray(data)
        wrong[page * 4096 + 50] ^= 1
        path.write_bytes(wrong)
        with pytest.raises(VaultError):
            open_vault(path, password=password)
        assert path.read_bytes() == wrong
        assert left_in(tmp_path) == {path.name, path.with_suffix(".keys").name}


def test_a_damaged_page_is_said_to_be_one(tmp_path: Path) -> None:
    path, password = put(tmp_path, "0.1.0")
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    with pytest.raises(VaultDamagedError):
        open_vault(path, password=password)


def test_a_vault_newer_than_the_program_is_refused_without_being_touched(school: School) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    tool.execute("UPDATE meta SET value = '3.1.4' WHERE name = 'program'")
    tool.close()
    folder = school.path.parent
    before = {each.name: (digest(each), each.stat().st_mtime_ns) for each in folder.iterdir()}
    with pytest.raises(VaultTooNewError) as told:
        school.open()
    assert told.value.written_by == "3.1.4"
    after = {each.name: (digest(each), each.stat().st_mtime_ns) for each in folder.iterdir()}
    assert after == before


def test_an_incident_that_cannot_be_read_keeps_nobody_from_the_rest(tmp_path: Path) -> None:
    path, password = put(tmp_path, "0.3.0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projection, "folded", _unreadable)
        open_vault(path, password=password).close()
    with closing(open_vault(path, password=password)) as vault:
        assert len(vault.newest(limit=100)) > 10


def _unreadable(_entries: object) -> None:
    raise EntryUnreadableError(3)


_OPEN = (
    "import sys; from pathlib import Path; from desktop_app.vault.vault import open_vault\n"
    "print('begin', flush=True); open_vault(Path(sys.argv[1]), password=sys.argv[2]).close()\n"
)


@pytest.mark.parametrize("after", [0.25, 0.28, 0.31, 0.34, 0.37, 0.4])
def test_killed_at_any_moment_it_opens_and_is_whole(tmp_path: Path, after: float) -> None:
    path, password = put(tmp_path, "0.1.0")
    with subprocess.Popen(
        [sys.executable, "-c", _OPEN, str(path), password],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(after)
        run.kill()
    with closing(open_vault(path, password=password)) as vault:
        assert len(migrated(vault)) == 1
        assert vault.verify().ok
    assert not [each for each in left_in(tmp_path) if "part" in each]
    assert bundle.check(copy_of(path)).schema == 1
