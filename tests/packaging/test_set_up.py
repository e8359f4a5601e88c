import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


class Commands:
    """Stands in for the system: notes what it was asked to run, and says how it went."""

    def __init__(self, answer: Callable[[list[str]], int]) -> None:
        self.answer = answer
        self.run: list[list[str]] = []

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.run.append(command)
        if "venv" in command:
            Path(command[-1]).mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, self.answer(command))


@pytest.fixture
def set_up(
    script: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ModuleType:
    """Load the script anew, with a lock and an environment of its own."""
    module = script("set_up")
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(module, "HOME", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "made-from")
    (tmp_path / "requirements.lock").write_text("something==1\n", encoding="utf-8")
    return module


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    system = Commands(lambda _: 0)
    monkeypatch.setattr(subprocess, "run", system)
    return system


def as_user(monkeypatch: pytest.MonkeyPatch, *, number: int, tools: tuple[str, ...]) -> None:
    monkeypatch.setattr("os.geteuid", lambda: number)
    monkeypatch.setattr(shutil, "which", lambda tool: tool if tool in tools else None)


def test_nothing_is_run_when_nothing_is_missing(set_up: ModuleType, commands: Commands) -> None:
    set_up.install_packages([])
    set_up.make_environment()
    made = len(commands.run)
    set_up.make_environment()
    assert len(commands.run) == made


def test_the_environment_is_made_anew_when_the_lock_changed(
    set_up: ModuleType, commands: Commands
) -> None:
    set_up.make_environment()
    set_up.LOCK.write_text("something==2\n", encoding="utf-8")
    set_up.make_environment()
    installs = [command for command in commands.run if "install" in command]
    assert len(installs) == 2
    assert {"--require-hashes", "--no-deps", "--only-binary", ":all:"} <= set(installs[1])


def test_an_environment_that_was_not_finished_is_made_anew(
    set_up: ModuleType, commands: Commands
) -> None:
    commands.answer = lambda command: int("install" in command)
    with pytest.raises(set_up.SetUpError, match="pip install"):
        set_up.make_environment()
    commands.answer = lambda _: 0
    set_up.make_environment()
    assert len([command for command in commands.run if "install" in command]) == 2


def test_packages_are_named_before_they_are_installed(
    set_up: ModuleType,
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    as_user(monkeypatch, number=0, tools=("apt-get",))
    monkeypatch.setattr(set_up, "missing_packages", list)
    named: list[str] = []

    def note(_: list[str]) -> int:
        named.append(capsys.readouterr().out)
        return 0

    commands.answer = note
    set_up.install_packages(["libegl1", "libgl1"])
    assert "Missing system packages: libegl1 libgl1" in named[0]
    assert commands.run[-1][-2:] == ["libegl1", "libgl1"]
    assert commands.run[-1][0] != "sudo"


def test_sudo_is_used_where_it_asks_for_no_password(
    set_up: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_user(monkeypatch, number=1000, tools=("apt-get", "sudo"))
    monkeypatch.setattr(set_up, "missing_packages", list)
    set_up.install_packages(["libegl1"])
    assert commands.run[-1][:2] == ["sudo", "-n"]


@pytest.mark.parametrize("tools", [("apt-get",), ("apt-get", "sudo"), ()])
def test_without_the_right_to_install_it_says_what_to_ask_for_and_installs_nothing(
    set_up: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch, tools: tuple[str, ...]
) -> None:
    as_user(monkeypatch, number=1000, tools=tools)
    commands.answer = lambda _: 1
    with pytest.raises(set_up.SetUpError, match="libegl1 libgl1"):
        set_up.install_packages(["libegl1", "libgl1"])
    assert [command for command in commands.run if "apt-get" in command] == []


def test_packages_that_are_still_missing_afterwards_are_a_failure(
    set_up: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_user(monkeypatch, number=0, tools=("apt-get",))
    monkeypatch.setattr(set_up, "missing_packages", lambda: ["libgl1"])
    with pytest.raises(set_up.SetUpError, match="still missing: libgl1"):
        set_up.install_packages(["libgl1"])
    assert commands.run


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_an_interpreter_that_the_lock_was_not_made_for_is_refused(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(set_up.SetUpError, match=r"3\.11, 3\.12 or 3\.13 is needed"):
        set_up.check_python()


def test_what_is_not_there_is_found_missing_by_what_it_gives(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(set_up, "TOP", tmp_path)
    monkeypatch.setattr(set_up, "LIBRARIES", {"libnowhere-at-all.so.9": "a-library"})
    monkeypatch.setattr(set_up, "PROGRAMS", {"no-such-program-at-all": "a-program"})
    monkeypatch.setattr(set_up, "FILES", {"lib/*/words.typelib": "a-file"})
    assert set_up.missing_packages()[-3:] == ["a-library", "a-program", "a-file"]
    (tmp_path / "lib" / "here").mkdir(parents=True)
    (tmp_path / "lib" / "here" / "words.typelib").touch()
    assert "a-file" not in set_up.missing_packages()


def test_debian_s_python_is_given_the_library_that_debian_parts_from_it(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    assert "libpython3.99" in set_up.missing_packages()
    monkeypatch.setattr(sys, "base_prefix", "/opt/another")
    assert "libpython3.99" not in set_up.missing_packages()


def test_on_other_systems_nothing_of_debian_is_asked_for(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "PROGRAMS", {"no-such-program-at-all": "a-program"})
    monkeypatch.setattr(sys, "platform", "win32")
    assert set_up.missing_packages() == []


def test_packaging_journeys_and_faults_find_what_they_run(set_up: ModuleType) -> None:
    needed = {"objcopy", "Xvfb", "openbox", "xdotool", "dbus-daemon", "strace"}
    assert needed <= set(set_up.PROGRAMS)
    assert {"at-spi2-core", "python3-gi", "gir1.2-atspi-2.0"} <= set(set_up.FILES.values())
