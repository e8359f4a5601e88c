"""Runs the commands as a person does: another process, its output, its exit status."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "four generated words here"  # a test's own


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def run_command(*arguments: object, given: bytes = b"") -> Ran:
    """Run `python main.py` with these arguments and this standard input."""
    done = subprocess.run(  # our own program
        [sys.executable, ROOT / "main.py", *map(str, arguments)],
        input=given,
        capture_output=True,
        timeout=240,
        check=False,
        cwd=ROOT,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def run() -> Run:
    return run_command


@dataclass(frozen=True)
class Desk:
    """A vault with its password, and the commands on it."""

    vault: Path

    def unlocked(self, *arguments: object, more: bytes = b"", password: str = PASSWORD) -> Ran:
        """Run a command on the vault, the password on the first line of standard input."""
        return run_command(
            *arguments,
            "--vault",
            self.vault,
            "--password-stdin",
            given=password.encode() + b"\n" + more,
        )

    def record(self, incident: dict[str, Any]) -> str:
        """Record an incident and give its reference."""
        ran = self.unlocked("record", "-", more=json.dumps(incident).encode())
        assert ran.status == 0, ran.err
        return ran.out.splitlines()[-1]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    vault = tmp_path_factory.mktemp("desk") / "school.vault"
    made = run_command(
        "vault", "create", "--vault", vault, "--password-stdin", given=PASSWORD.encode() + b"\n"
    )
    assert made.status == 0, made.err
    return Desk(vault)
