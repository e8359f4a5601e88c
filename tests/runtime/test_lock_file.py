import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, QSysInfo

from desktop_app.runtime import lock_file
from desktop_app.runtime.lock_file import Holder

WAIT = "import sys; print('here', flush=True); sys.stdin.read()"


def waiting() -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WAIT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


def write(vault: Path, *lines: str) -> None:
    lock_file.path_of(vault).write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "desk.vault"


def test_what_a_window_of_ours_writes_is_read(vault: Path) -> None:
    with waiting() as other:
        lock = QLockFile(str(lock_file.path_of(vault)))
        assert lock.tryLock(0)
        written = lock_file.path_of(vault).read_text(encoding="utf-8").splitlines()
        lock.unlock()
        lock_file.note(vault)
        ours = lock_file.path_of(vault).read_text(encoding="utf-8").splitlines()
        assert written[:3] == ours[:3]
        assert written[2] == lock_file.computer()
        assert written[4] == ours[4]
        write(vault, str(other.pid), *written[1:])
        assert lock_file.holder(vault) == Holder(other.pid)
        other.kill()
    assert lock_file.holder(vault) is None


def test_what_a_command_of_ours_writes_keeps_a_window_out_while_it_runs(vault: Path) -> None:
    lock_file.note(vault)
    lock = QLockFile(str(lock_file.path_of(vault)))
    lock.setStaleLockTime(0)
    assert not lock.tryLock(0)
    assert lock.getLockInfo()[:2] == (os.getpid(), QSysInfo.machineHostName())
    lock_file.forget(vault)
    assert not lock_file.path_of(vault).exists()
    assert lock.tryLock(0)
    lock.unlock()


def test_a_process_of_another_computer_cannot_be_asked_and_is_believed(vault: Path) -> None:
    write(vault, "4711", "python", "office-2", "", "")
    assert lock_file.holder(vault) == Holder(4711, "office-2")
    lock_file.note(vault)
    lock_file.forget(vault)
    assert lock_file.holder(vault) == Holder(4711, "office-2")


def test_what_a_process_left_that_has_ended_is_taken_over(vault: Path) -> None:
    with waiting() as other:
        other.kill()
    write(vault, str(other.pid), "python", lock_file.computer(), "", "")
    assert lock_file.holder(vault) is None
    lock_file.note(vault)
    assert lock_file.path_of(vault).read_text(encoding="utf-8").startswith(f"{os.getpid()}\n")


@pytest.mark.parametrize("text", ["", "x\ny\nz\n", "12\n", "-1\nx\ny\n", "\0\n\n\n", "0\nx\ny\n"])
def test_a_file_that_says_something_else_says_nothing(vault: Path, text: str) -> None:
    lock_file.path_of(vault).write_text(text, encoding="utf-8")
    assert lock_file.holder(vault) is None
    lock_file.forget(vault)
    assert lock_file.path_of(vault).exists()


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    lock_file.note(tmp_path / "missing" / "desk.vault")
    lock_file.forget(tmp_path / "missing" / "desk.vault")
    assert list(tmp_path.iterdir()) == []
