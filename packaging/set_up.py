"""Make `.venv` with everything the program and its tests need; ask nothing, guess nothing.

Runs on the standard library of Python 3.11 to 3.13 alone. System packages that are missing are
named before they are installed; where nothing is missing, nothing is installed. `.venv` is made
anew when the lock file or the interpreter changed, and only then.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOP = Path("/")
LOCK = ROOT / "requirements.lock"
HOME = ROOT / ".venv"
STAMP = HOME / "made-from"
OLDEST, NEWEST = (3, 11), (3, 13)

# What is missing is found by what it gives, never by asking a package manager: shared library,
# program or file -> Debian package. Debian 13 answers to these names as well: its libglib2.0-0t64
# provides libglib2.0-0.
LIBRARIES = {
    # Qt without a screen
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    # Qt with one, on X11
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
PROGRAMS = {
    # the package: PyInstaller puts its archive into a program, and strips libraries
    "objcopy": "binutils",
    # journeys: a screen that is none, its windows, keys, and what a screen reader is told
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
    # faults: every call that writes is watched, and made to fail
    "strace": "strace",
}
FILES = {  # below the root
    # the same: the system's own Python reads along as a screen reader does
    "usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
    "usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
}


class SetUpError(Exception):
    """The set-up cannot go on; the message says what to do."""


def main() -> int:
    """Set up and return the exit status: 0 done, 1 something is missing that only a person can get."""
    try:
        check_python()
        install_packages(missing_packages())
        make_environment()
    except SetUpError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    return 0


def check_python() -> None:
    """Refuse an interpreter that the lock was not made for."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetUpError(
            f"this is Python {found}; 3.11, 3.12 or 3.13 is needed. "
            "With another one installed: make setup PYTHON=python3.13"
        )


def missing_packages() -> list[str]:
    """List the Debian packages whose content is missing here; always empty outside Linux."""
    if sys.platform != "linux":
        return []
    missing = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    if Path(sys.base_prefix) == Path("/usr") and not _loads(f"lib{_python()}.so.1.0"):
        missing.append(f"lib{_python()}")  # Debian parts it from its Python; the package needs it
    missing += [package for library, package in LIBRARIES.items() if not _loads(library)]
    missing += [package for name, package in PROGRAMS.items() if shutil.which(name) is None]
    missing += [package for pattern, package in FILES.items() if not any(TOP.glob(pattern))]
    return missing


def _python() -> str:
    return f"python{sys.version_info[0]}.{sys.version_info[1]}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> None:
    """Name the packages, then install them with apt-get; without the right to, say whom to ask."""
    if not packages:
        return
    names = " ".join(packages)
    print(f"Missing system packages: {names}", flush=True)
    if shutil.which("apt-get") is None:
        raise SetUpError(
            "this system has no apt-get. Install what your system calls these Debian packages, "
            f"then run the command again: {names}"
        )
    sudo = _right_to_install()
    if sudo is None:
        raise SetUpError(
            "no right to install them. Ask whoever looks after this machine for\n"
            f"    apt-get install --no-install-recommends {names}\n"
            "and run the command again."
        )
    print("Installing them with apt-get", flush=True)
    # env, because sudo would drop the variable; no pseudo-terminal, because there may be none.
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _run([*apt, "update"])
    _run([*apt, "-o", "Dpkg::Use-Pty=0", "install", "--no-install-recommends", *packages])
    importlib.invalidate_caches()
    if still := missing_packages():
        raise SetUpError(
            f"apt-get reported success, yet these are still missing: {' '.join(still)}"
        )


def _right_to_install() -> list[str] | None:
    """Return what goes before apt-get: nothing for root, sudo if it asks no password, else None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def make_environment() -> None:
    """Make `.venv` from the lock, unless the one that stands was made from the same."""
    wanted = _fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print("Making .venv from requirements.lock", flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(HOME)])
    python = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # Wheels only: installing then runs nobody's code. No dependencies: the lock names them all.
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCK)]
    _run([*pip, *locked])
    # Last, so that a set-up that was broken off is begun again.
    STAMP.write_text(wanted, encoding="utf-8")


def _fingerprint() -> str:
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{lock} {sys.version.split()[0]} {sys.base_prefix} {HOME}\n"


def _run(command: list[str]) -> None:
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        raise SetUpError(f"this failed, its reason is above: {' '.join(command)}")


if __name__ == "__main__":
    sys.exit(main())
