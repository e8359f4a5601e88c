"""A screen of one's own: X server, window manager, message bus, bus of assistive technology.

Several may run at once: the X server picks a free display itself, and all else lies in one folder.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self, TypeVar

from tests.journeys import needed
from tests.journeys.pixels import Pixels

LIMIT = 20.0  # seconds; a busy machine is given its time, a stuck one is not
_PAUSE = 0.02
_PATIENCE = 5.0  # seconds for the X server to take back its socket and its lock
_NO_FRAMES = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""

Found = TypeVar("Found")


class NeverError(AssertionError):
    """What was waited for did not come within the limit."""


def until(ask: Callable[[], Found | None], what: str, *, limit: float = LIMIT) -> Found:
    """Ask again and again until the answer is neither None, False nor empty; then give it."""
    end = time.monotonic() + limit
    while True:
        if answer := ask():
            return answer
        if time.monotonic() > end:
            raise NeverError(f"waited {limit:.0f} seconds in vain for: {what}")
        time.sleep(_PAUSE)


class Screen:
    """A running screen; `environment` is what a program needs in order to appear on it."""

    def __init__(self, size: str = "1366x768", *, bare: bool = False) -> None:
        """Make ready a screen; a bare one has no assistive technology, and windows have no frame."""
        needed.all_here()
        self._size = size
        self._bare = bare
        self._started: list[subprocess.Popen[bytes]] = []
        self._folder = tempfile.TemporaryDirectory(prefix="journey-")
        self._errors = (Path(self._folder.name) / "errors.txt").open("ab")
        self.environment = needed.plain_environment() | self._places()

    def _places(self) -> dict[str, str]:
        folder = Path(self._folder.name)
        for name in ("home", "run"):
            (folder / name).mkdir(mode=0o700)
        return {"HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(folder / "run")}

    def __enter__(self) -> Self:
        try:
            self._start_all()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start_all(self) -> None:
        # Without -noreset the first client that leaves would throw out those that are coming.
        screen = ["-screen", "0", f"{self._size}x24", "-dpi", "96", "-nolisten", "tcp", "-noreset"]
        drawn = ["-fbdir", self._folder.name, "-nocursor"]
        number = self._telling([needed.program("Xvfb"), *screen, *drawn, "-displayfd", "{}"])
        self.environment["DISPLAY"] = f":{number}"
        bus = [needed.program("dbus-daemon"), "--session", "--nofork", "--print-address={}"]
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._telling(bus)
        frames = ["--config-file", str(self._without_frames())] if self._bare else []
        self.start([needed.program("openbox"), *frames])
        if not self._bare:
            self.start([needed.launcher(), "--launch-immediately"])
        until(self._managed, "the window manager")

    def _telling(self, command: list[str]) -> str:
        """Start a program that writes one line into a descriptor (`{}`), and give that line."""
        reading, writing = os.pipe()
        with contextlib.closing(os.fdopen(reading, encoding="ascii")) as told:
            self.start([each.format(writing) for each in command], pass_fds=(writing,))
            os.close(writing)
            line = told.readline().strip()
        if not line:
            raise NeverError(f"{command[0]} ended before it was ready")
        return line

    def _without_frames(self) -> Path:
        file = Path(self._folder.name) / "openbox.xml"
        file.write_text(_NO_FRAMES, encoding="utf-8")
        return file

    def _managed(self) -> bool:
        asked = self.run(needed.program("xdotool"), "get_num_desktops")
        return asked.returncode == 0

    def start(
        self,
        command: list[str],
        *,
        pass_fds: tuple[int, ...] = (),
        more: Mapping[str, str] | None = None,
        **pipes: int,
    ) -> subprocess.Popen[bytes]:
        """Start a program on this screen, in a group of its own, to be ended with the screen."""
        started = subprocess.Popen(
            command,
            env=self.environment | dict(more or {}),
            stdin=pipes.get("stdin", subprocess.DEVNULL),
            stdout=pipes.get("stdout", subprocess.DEVNULL),
            stderr=self._errors,
            pass_fds=pass_fds,
            start_new_session=True,
        )
        self._started.append(started)
        return started

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run a program on this screen to its end."""
        return subprocess.run(
            command, env=self.environment, capture_output=True, check=False, timeout=LIMIT
        )

    def picture(self, file: Path) -> None:
        """Keep what the screen shows, as PNG."""
        with self.pixels() as pixels:
            pixels.save(file)

    def pixels(self) -> Pixels:
        """Give the pixels of the screen, to be closed by the caller."""
        return Pixels(Path(self._folder.name) / "Xvfb_screen0")

    def stop(self) -> None:
        """End everything that was started here, the newest first, and remove the folder."""
        for pid in self.running():
            with contextlib.suppress(ProcessLookupError):
                if not any(each.pid == pid for each in self._started):
                    os.kill(pid, signal.SIGKILL)
        for each in reversed(self._started):
            end(each, asking=_PATIENCE)
        self._started.clear()
        self._errors.close()
        self._folder.cleanup()

    def running(self) -> set[int]:
        """Give every process of this screen, those that another one started included."""
        mark = f"XDG_RUNTIME_DIR={self.environment['XDG_RUNTIME_DIR']}".encode()
        return {
            int(each.parent.name)
            for each in Path("/proc").glob("[0-9]*/environ")
            if _has(each, mark)
        }

    def runs(self, pid: int) -> bool:
        """Whether a process of this screen is still there."""
        for each in self._started:
            if each.pid == pid:
                return each.poll() is None
        return pid in self.running()

    def status(self, pid: int) -> int | None:
        """Give the exit status of a process that was started here and has ended."""
        return next((each.returncode for each in self._started if each.pid == pid), None)

    def errors(self) -> str:
        """Give what was written to standard error by everything on this screen."""
        return Path(self._errors.name).read_text(encoding="utf-8", errors="replace")


def _has(environ: Path, mark: bytes) -> bool:
    try:
        return mark in environ.read_bytes().split(b"\0")
    except OSError:  # it has ended meanwhile, or belongs to somebody else
        return False


def end(started: "subprocess.Popen[bytes]", *, asking: float = 0.0) -> None:
    """End a program with everything in its group: ask, give it so many seconds, then kill."""
    if asking and started.poll() is None:
        started.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(asking)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    for pipe in (started.stdin, started.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
