"""A child process that does the program's work, and what it said before it ended.

It is forked from a process that has read the program and the procedures, and holds no vault open.
It talks over a socket: what it says leaves the process at once, a kill or not, and is no write to
a file, so that an injected fault never hits the saying itself.
"""

import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn

from desktop_app.domain.errors import SafeguardingError

READY: Final = "ready"
_WAITED: Final = 300.0  # seconds without a word
_DONE: Final = 0
_REFUSED: Final = 3
_BROKEN: Final = 4

Tell = Callable[[str], None]
Work = Callable[[Tell], None]


class StuckError(Exception):
    """A child neither went on nor ended."""


@dataclass(slots=True)
class Child:
    """A forked process at work: `told` is what it said, line by line."""

    pid: int
    line: socket.socket
    told: list[str] = field(default_factory=list)
    _rest: bytes = b""

    def wait_for(self, word: str) -> bool:
        """Read what it says until it says `word`; False when it ended before."""
        while word not in self.told:
            if not self._read():
                return False
        return True

    def wait_for_steps(self, count: int) -> bool:
        """Read what it says until it acknowledged so many steps; False when it ended before."""
        while len(self.steps) < count:
            if not self._read():
                return False
        return True

    def go_on(self) -> None:
        """Let it go on after `READY`."""
        self.line.sendall(b"!")

    def kill(self) -> None:
        """End it as a power switch would end a program."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> str:
        """Read what it said to its end, and give how it ended.

        "" well; "killed"; the name of an error of ours; or "broken: …" for any other error.
        """
        while self._read():
            pass
        self.line.close()
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status):
            return "killed"
        said = next((t for t in self.told if t.startswith(("refused: ", "broken: "))), "")
        self.told = [t for t in self.told if not t.startswith(("refused: ", "broken: "))]
        if os.WEXITSTATUS(status) == _DONE:
            return ""
        return said.removeprefix("refused: ") or f"broken: status {os.WEXITSTATUS(status)}"

    @property
    def steps(self) -> list[str]:
        """What it acknowledged."""
        return [each for each in self.told if each != READY]

    def _read(self) -> bool:
        try:
            data = self.line.recv(65536)
        except TimeoutError:
            self.kill()
            raise StuckError(self.told[-1:]) from None
        except ConnectionResetError:  # killed before it was let go on; what it said was read
            return False
        *whole, self._rest = (self._rest + data).split(b"\n")
        self.told += [each.decode() for each in whole]
        return bool(data)


def fork(work: Work) -> Child:
    """Start a process that does `work` and ends.

    `work` says READY once, before what is to be tried, and then waits until it is let go on.
    """
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        ours.close()
        _work(work, theirs)
    theirs.close()
    ours.settimeout(_WAITED)
    return Child(pid, ours)


def _work(work: Work, line: socket.socket) -> NoReturn:
    def tell(said: str) -> None:
        line.sendall(said.encode() + b"\n")
        if said == READY:
            line.recv(1)

    status = _DONE
    try:
        work(tell)
    except SafeguardingError as error:
        status = _REFUSED
        line.sendall(f"refused: {type(error).__name__}\n".encode())
    except BaseException as error:  # noqa: BLE001  # whatever it is, the parent is told of it
        if os.environ.get("FAULTS_TRACE"):
            traceback.print_exc()
        status = _BROKEN
        line.sendall(f"broken: {type(error).__name__}\n".encode())
    finally:
        os._exit(status)


def traced(pid: int, *, by: Callable[[], int | None]) -> bool:
    """Wait until another process traces this one; False if that one (`by`) ended before."""
    deadline = time.monotonic() + _WAITED
    while time.monotonic() < deadline:
        if "\nTracerPid:\t0\n" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii"):
            return True
        if by() is not None:
            return False
        time.sleep(0.001)
    return False
