import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.ui import restart
from desktop_app.ui.instance import Claim

HOLD = """
import sys
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
lock.tryLock(0)
print("held", flush=True)
sys.stdin.read()
"""


def _holder(lock: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_program_is_told_who_has_the_vault(tmp_path: Path) -> None:
    vault = tmp_path / "desk.vault"
    with _holder(tmp_path / "desk.vault.lock") as other:
        found = Claim(vault).take()
        assert found is not None
        assert found.process == other.pid
        assert found.computer
        other.kill()


def test_the_claim_of_a_program_that_is_no_more_is_taken_over(tmp_path: Path) -> None:
    vault = tmp_path / "desk.vault"
    with _holder(tmp_path / "desk.vault.lock") as other:
        other.kill()
        other.wait()
        assert (tmp_path / "desk.vault.lock").exists()
        claim = Claim(vault)
        assert claim.take() is None
        claim.give_up()


def test_a_claim_given_up_leaves_nothing_and_can_be_taken_again(tmp_path: Path) -> None:
    claim = Claim(tmp_path / "desk.vault")
    assert claim.take() is None
    assert claim.take() is None
    assert (tmp_path / "desk.vault.lock").exists()
    claim.give_up()
    assert list(tmp_path.iterdir()) == []


def test_where_no_file_can_be_written_the_claim_keeps_nobody_out(tmp_path: Path) -> None:
    assert Claim(tmp_path / "missing" / "desk.vault").take() is None


@pytest.mark.parametrize(
    ("frozen", "expected"),
    [(False, ["-X", "utf8", "main.py", "--practice"]), (True, ["--practice"])],
)
def test_a_fresh_start_is_made_as_this_one_was(
    monkeypatch: pytest.MonkeyPatch, *, frozen: bool, expected: list[str]
) -> None:
    monkeypatch.setattr(sys, "orig_argv", ["python", "-X", "utf8", "main.py", "--practice"])
    monkeypatch.setattr(sys, "argv", ["main.py", "--practice"])
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    assert restart.arguments() == expected
