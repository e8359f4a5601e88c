"""Run what `make package` built as it will be run elsewhere: no network, an empty environment.

    python3 packaging/try_package.py dist/safeguarding-desk

The commands prove themselves with `self-test`; the window is opened where there is no screen, must
still stand after some seconds, and must end when it is asked to. Needs the standard library alone,
so that it can be carried with the package to a machine that has nothing else.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LONGEST_SELF_TEST = 120.0  # seconds; three on a slow machine
SHOWN = 5.0  # seconds that the window must stand
LONGEST_END = 20.0
HARMLESS = ["This plugin does not support propagateSizeHints()"]  # of the screen that is none


class TrialError(Exception):
    """The package does not do what it must; the message says what happened."""


def main(arguments: list[str]) -> int:
    """Try the package in the folder named; return the exit status."""
    folder = Path(arguments[0]).resolve()
    fence = without_network()
    print("without a network" if fence else "this system lets nobody take the network away")
    ending = ".exe" if sys.platform == "win32" else ""
    try:
        try_commands([*fence, str(folder / f"safeguarding-desk-cli{ending}")])
        if sys.platform == "linux":
            window = [*fence, str(folder / "safeguarding-desk")]
            try_window(window)
            try_window([*window, "--practice"])
    except TrialError as error:
        print(f"The package failed: {error}", file=sys.stderr)
        return 1
    return 0


def without_network() -> list[str]:
    """Return what goes before a command so that it has no network; nothing where that is barred."""
    for fence in (["unshare", "-n"], ["unshare", "-rn"]):
        if shutil.which("unshare") and _quiet([*fence, "true"]) == 0:
            return fence
    return []


def _quiet(command: list[str]) -> int:
    return subprocess.run(command, check=False, capture_output=True).returncode


def try_commands(program: list[str]) -> None:
    """Run the self-test; raises TrialError unless it passes and says so."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [*program, "self-test"],
            check=False,
            capture_output=True,
            cwd=home,
            env=environment(home),
            text=True,
            timeout=LONGEST_SELF_TEST,
        )
    print(done.stdout, end="")
    if done.returncode != 0 or "vault: removed" not in done.stdout:
        raise TrialError(f"self-test ended with {done.returncode}: {done.stderr}")
    print(f"self-test: passed in {time.monotonic() - began:.1f} s")


def try_window(program: list[str]) -> None:
    """Open the window off screen; raises TrialError unless it stands and then ends when asked to."""
    with tempfile.TemporaryDirectory() as home:
        said = _shown(program, home)
    if complaints := [line for line in said.splitlines() if line not in HARMLESS]:
        raise TrialError(f"the window complained: {complaints}")
    shown = "window, with practice cases" if "--practice" in program else "window"
    print(f"{shown}: stood for {SHOWN:.0f} s off screen, then ended")


def _shown(program: list[str], home: str) -> str:
    """Give what the program said while its window stood."""
    with subprocess.Popen(
        program,
        cwd=home,
        env={**environment(home), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as window:
        try:
            said, _ = window.communicate(timeout=SHOWN)
        except subprocess.TimeoutExpired:
            window.send_signal(signal.SIGTERM)
        else:
            raise TrialError(f"the window ended by itself, with {window.returncode}: {said}")
        try:
            return window.communicate(timeout=LONGEST_END)[0]
        except subprocess.TimeoutExpired:
            window.kill()
            raise TrialError("the window does not end when it is asked to") from None


def environment(home: str) -> dict[str, str]:
    """Return the least that a program can be started with: a home of its own."""
    if sys.platform == "win32":
        return {"SYSTEMROOT": "C:\\Windows", "TEMP": home, "USERPROFILE": home}
    return {"HOME": home, "TMPDIR": home}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
