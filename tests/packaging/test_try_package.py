import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

SHELL = ["/bin/sh", "-c"]  # the window is tried on Linux only, and a shell is there at once
STANDS = "exec sleep 60"


@pytest.fixture
def trial(script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = script("try_package")
    monkeypatch.setattr(module, "SHOWN", 0.5)
    monkeypatch.setattr(module, "LONGEST_END", 0.5)
    return module


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], list[str]]:
    """Make a program that does what these lines of Python say."""

    def make(lines: str) -> list[str]:
        file = tmp_path / "program.py"
        file.write_text(lines, encoding="utf-8")
        return [sys.executable, str(file)]

    return make


def test_a_self_test_that_passes_is_believed_only_with_its_last_line(
    trial: ModuleType, program: Callable[[str], list[str]]
) -> None:
    trial.try_commands(program("print('vault: removed')"))
    with pytest.raises(trial.TrialError, match="self-test ended with 0"):
        trial.try_commands(program("print('vault: made and opened')"))


def test_a_self_test_that_fails_is_told_with_its_reason(
    trial: ModuleType, program: Callable[[str], list[str]]
) -> None:
    with pytest.raises(trial.TrialError, match="ended with 1: no font"):
        trial.try_commands(program("import sys; print('vault: removed'); sys.exit('no font')"))


def test_the_program_finds_nothing_in_its_environment_but_a_home(
    trial: ModuleType, program: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/from/here")
    monkeypatch.setattr(sys, "platform", "linux")
    seen = "assert {'HOME', 'TMPDIR'} <= set(os.environ) <= {'HOME', 'TMPDIR', 'LC_CTYPE'}"
    trial.try_commands(program(f"import os; {seen}, os.environ\nprint('vault: removed')"))


def test_a_window_that_stands_and_ends_when_asked_to_is_accepted(
    trial: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    trial.try_window([*SHELL, STANDS])
    assert "window: stood" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("echo no screen; exit 3", "ended by itself, with 3: no screen"),
        (f"echo a plug-in is missing; {STANDS}", "complained: .*a plug-in is missing"),
        (f"trap '' TERM; {STANDS}", "does not end when it is asked to"),
    ],
)
def test_a_window_that_does_otherwise_is_refused(trial: ModuleType, lines: str, fault: str) -> None:
    with pytest.raises(trial.TrialError, match=fault):
        trial.try_window([*SHELL, lines])
