"""What a journey asks of the machine; where it is not there, a test fails and says what to do."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

PROGRAMS: Final = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
LAUNCHERS: Final = (
    Path("/usr/libexec/at-spi-bus-launcher"),
    Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"),
)
# The bindings of the message bus live in the system's own Python, not in the environment of the tests.
SYSTEM_PYTHON: Final = Path("/usr/bin/python3")
BINDINGS: Final = "from gi.repository import Gio, GLib"


class NotHereError(AssertionError):
    """Something that a journey needs is not on this machine."""


@functools.cache
def program(name: str) -> str:
    """Give the whole path of a program; raises `NotHereError` where there is none."""
    found = shutil.which(name)
    if found is None:
        raise NotHereError(_sentence((name,)))
    return found


def launcher() -> str:
    """Give the program that starts the bus of assistive technology."""
    for each in LAUNCHERS:
        if each.is_file():
            return str(each)
    raise NotHereError(_sentence(("at-spi-bus-launcher",)))


@functools.cache
def all_here() -> None:
    """Raise `NotHereError`, naming everything that is missing at once."""
    missing = [each for each in PROGRAMS if shutil.which(each) is None]
    if not any(each.is_file() for each in LAUNCHERS):
        missing.append("at-spi-bus-launcher")
    if not _bindings():
        missing.append("the GLib bindings of /usr/bin/python3")
    if missing:
        raise NotHereError(_sentence(tuple(missing)))


def _bindings() -> bool:
    if not SYSTEM_PYTHON.is_file():
        return False
    tried = subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], check=False, capture_output=True)
    return tried.returncode == 0


def _sentence(missing: tuple[str, ...]) -> str:
    return f"Not on this machine: {', '.join(missing)}. make setup installs them."


def plain_environment() -> dict[str, str]:
    """Give what a process of ours inherits: where programs are, and nothing of this person's desk.

    The folder of the Python that runs the tests goes first, so that no shim stands in its way.
    """
    kept = {name: os.environ[name] for name in ("TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.defpath, "/usr/local/bin"))
    return {"PATH": path, "LANG": "C.UTF-8", **kept}
