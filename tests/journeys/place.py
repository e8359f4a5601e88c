"""A person's own place: a home, a vault in it, the program started there, the vault read after."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.state.incident import IncidentState
from desktop_app.services import casework, drafts, sessions
from tests.journeys.hands import Hands
from tests.journeys.screen import Screen, until

ROOT: Final = Path(__file__).resolve().parents[2]
PASSWORD: Final = "four generated words here"  # a test's own


class Place:
    """A home folder with its own settings; the vault lies where the program looks by itself."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self._screen = screen
        self._windows: list[Hands] = []
        self.folder = folder
        temporary = folder / "temporary"
        temporary.mkdir(parents=True, exist_ok=True)
        self.environment = {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "QT_QPA_PLATFORM": "xcb",
            # The window opens no live vault in the folder for temporary files: this is another one.
            "TMPDIR": str(temporary),
        }
        self.vault = folder / "data" / "safeguarding-desk" / "safeguarding.vault"

    def command(self, *arguments: str) -> list[str]:
        """Give the command that opens the program as a person does."""
        return [sys.executable, str(ROOT / "main.py"), *arguments]

    def make_vault(self, *, user: str = "") -> None:
        """Make the vault by the command."""
        self.vault.parent.mkdir(parents=True, mode=0o700)
        named = ["--user", user] if user else []
        done = subprocess.run(
            self.command("vault", "create", "--vault", str(self.vault), "--password-stdin", *named),
            input=PASSWORD.encode() + b"\n",
            env=self._screen.environment | self.environment,
            capture_output=True,
            check=False,
            timeout=120,
        )
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode())

    def start(self, *arguments: str) -> Hands:
        """Start the program."""
        return self.start_as(*self.command(*arguments))

    def start_as(self, *command: str) -> Hands:
        """Start the program by a command of a test's own."""
        assisted = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        process = self._screen.start(list(command), more=self.environment | assisted)
        return self._hands(process.pid)

    @property
    def environment_of_screen(self) -> dict[str, str]:
        """What a program needs in order to appear on the screen, its message bus included."""
        return self._screen.environment

    def _hands(self, pid: int) -> Hands:
        self._windows.append(Hands(self._screen, pid))
        return self._windows[-1]

    def unlocked(self) -> Hands:
        """Start the program, type the password, and wait for the first page behind it."""
        window = self.start()
        window.wait_focus(identifier="password")
        window.type(PASSWORD)
        window.key("Return")
        window.wait_for(identifier="header-home")
        window.actions = 0
        return window

    def successor(self, window: Hands) -> Hands:
        """Give the window of the process that took the place of one that has ended."""
        window.ended()
        return self._hands(until(self._running, "a fresh process").pop())

    def _running(self) -> set[int]:
        main = str(ROOT / "main.py")
        return {pid for pid in self._screen.running() if main in _command_line(pid)}

    def end_all(self) -> None:
        """Kill every window that this test left open, and end the probes."""
        for pid in self._running():
            os.kill(pid, signal.SIGKILL)
        until(lambda: not self._running(), "the end of every window")
        for window in self._windows:
            window.let_go()

    @contextmanager
    def opened(self, *, sign_in: str | None = None) -> Iterator[sessions.Session]:
        """Open the vault by the services while no window has it; `sign_in` where several may."""
        unlocked = sessions.derive(self.vault, PASSWORD, sign_in)
        session = sessions.open_session(self.vault, unlocked, _now)
        try:
            yield session
        finally:
            sessions.close(session)

    def only_incident(self) -> IncidentState:
        """Give the one incident that stands in the vault."""
        with self.opened() as session:
            rows = session.vault.newest(2)
            if len(rows) != 1:
                raise AssertionError(f"{len(rows)} incidents stand in the vault, not one")
            return casework.read(session, rows[0].reference)

    def drafts(self) -> int:
        """Count the drafts that stand in the vault."""
        with self.opened() as session:
            return len(drafts.listing(session))


def _command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
    except OSError:  # it has ended meanwhile
        return []


def _now() -> datetime:
    return datetime.now().astimezone()
