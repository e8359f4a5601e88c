"""Keys into a window, and eyes on it: what a person does with the program, as verbs."""

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys import needed
from tests.journeys.screen import LIMIT, NeverError, Screen, end, until

PROBE = Path(__file__).with_name("probe.py")


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing on the screen, as AT-SPI tells of it."""

    node: int
    name: str
    role: str
    identifier: str
    states: frozenset[str]
    description: str = ""
    text: str = ""
    caret: int = -1

    @property
    def given(self) -> str:
        """The identifier, unless Qt made it up from the names of classes."""
        return "" if "." in self.identifier else self.identifier

    @property
    def focused(self) -> bool:
        """Whether the keys go here."""
        return "focused" in self.states

    @property
    def checked(self) -> bool:
        """Whether it is ticked or chosen."""
        return "checked" in self.states


def _seen(told: dict[str, Any]) -> Seen:
    return Seen(**{**told, "states": frozenset(told["states"])})


class Eyes:
    """The probe: a small process in the system's Python that looks through AT-SPI."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        # -I: nothing of the environment of the tests reaches the system's Python.
        command = [str(needed.SYSTEM_PYTHON), "-I", str(PROBE)]
        return self._screen.start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401  # as JSON has it
        """Give the probe's answer; a probe that broke off is started anew and finds nothing yet."""
        given, told = self._process.stdin, self._process.stdout
        if given is None or told is None:
            raise AssertionError("the probe was started without pipes")
        try:
            given.write(json.dumps(asked).encode() + b"\n")
            given.flush()
            line = told.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            end(self._process)
            self._process = self._started()
            return {"gone": "the probe ended"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the probe."""
        end(self._process)


class Hands:
    """The verbs of a journey, on the window of one process."""

    def __init__(self, screen: Screen, pid: int) -> None:
        self._screen = screen
        self.pid = pid
        self._eyes = Eyes(screen)
        self.actions = 0  # key actions so far; a typed text counts as one for each character

    # --- keys

    def key(self, *names: str) -> None:
        """Press keys one after another, by their names in X (`Return`, `alt+n`, `ctrl+l`)."""
        self.actions += len(names)
        self._do("key", "--clearmodifiers", "--delay", "8", *names)

    def type(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        self.actions += len(text)
        self._do("type", "--clearmodifiers", "--delay", "4", "--", text)

    def _do(self, *arguments: str) -> None:
        done = self._screen.run(needed.program("xdotool"), *arguments)
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode())

    # --- looking

    def all(self, **wanted: str) -> list[Seen]:
        """List what is on show and fits: `name`, `part` of it, `role`, `identifier`, `state`."""
        return self._list({"whole": True, **wanted})

    def one(self, **wanted: str) -> Seen | None:
        """Give the first that fits, or None."""
        return self._first(wanted)

    def _first(self, wanted: dict[str, str]) -> Seen | None:
        found = self._list({"whole": True, "first": True, **wanted})
        return found[0] if found else None

    def _list(self, asked: dict[str, Any]) -> list[Seen]:
        answer = self._eyes.ask(do="find", pid=self.pid, **asked)
        return [_seen(each) for each in answer.get("found", ())]

    def wait_for(self, *, limit: float = LIMIT, **wanted: str) -> Seen:
        """Give what fits as soon as it is on show; raises `NeverError`, with what is shown instead."""
        return self._wait(wanted, limit)

    def _wait(self, wanted: dict[str, str], limit: float = LIMIT) -> Seen:
        try:
            return until(lambda: self._now(wanted), f"{wanted}", limit=limit)
        except NeverError as never:
            raise NeverError(f"{never}\n{self.page()}") from None

    def _now(self, wanted: dict[str, str]) -> Seen | None:
        if not self._screen.runs(self.pid):
            raise AssertionError(f"the program has ended:\n{self._screen.errors()}")
        return self._first(wanted)

    def gone(self, **wanted: str) -> None:
        """Wait until nothing on show fits."""
        until(lambda: self._first(wanted) is None, f"the end of {wanted}")

    def focus(self) -> Seen | None:
        """Give what the keys go to: the innermost, for a group says that it is focused as well."""
        found = self.all(state="focused")
        return found[-1] if found else None

    def wait_focus(self, **wanted: str) -> Seen:
        """Wait until what fits has the focus."""
        return self._wait({"state": "focused", **wanted})

    def tab_to(self, beginning: str, *, most: int = 40, key: str = "Tab") -> Seen:
        """Press Tab until the focus is on what has an identifier of this beginning.

        With `shift+Tab` as the key it is gone back, as one does to what stands before.
        """
        for _ in range(most):
            here = self.focus()
            if here is not None and here.identifier.startswith(beginning):
                return here
            self.key(key)
            self._moved_from(here)
        raise NeverError(f"{most} times Tab did not lead to {beginning}\n{self.page()}")

    def _moved_from(self, there: Seen | None) -> None:
        until(lambda: self.focus() not in {there, None}, "the focus to move")

    def text(self, identifier: str) -> str:
        """Give the text in a field, or the name of what has no text."""
        seen = self.wait_for(identifier=identifier)
        return seen.text or seen.name

    def heading(self) -> str:
        """Give the heading of the page."""
        return self.wait_for(role="heading").name

    def page(self) -> str:
        """Say everything that is on show, a line each, for a person who reads a failed test."""
        return "\n".join(
            f"  {'>' if each.focused else ' '} {each.role} [{each.given}] {each.name!r}"
            for each in self._list({})
            if each.name
        )

    def words(self) -> str:
        """Give all that can be read on the page, in the order of the tree."""
        return "\n".join(each.text or each.name for each in self.all())

    # --- pressing without keys, as assistive technology does

    def press(self, identifier: str = "", **wanted: str) -> None:
        """Press, tick or choose through AT-SPI."""
        if identifier:
            wanted["identifier"] = identifier
        self._to("press", wanted)

    def focus_on(self, identifier: str = "", **wanted: str) -> None:
        """Put the focus there through AT-SPI, and wait until it is there."""
        if identifier:
            wanted["identifier"] = identifier
        self._to("focus", wanted)
        self.wait_focus(**wanted)

    def _to(self, verb: str, wanted: dict[str, str]) -> None:
        def done() -> bool:
            seen = self._now(wanted)
            return seen is not None and "done" in self._eyes.ask(do=verb, node=seen.node)

        until(done, f"to {verb} {wanted}")

    # --- the process

    def picture(self, file: Path) -> None:
        """Keep what the screen shows."""
        self._screen.picture(file)

    def ended(self, *, limit: float = LIMIT) -> int | None:
        """Wait for the program's end and give its exit status, if this test started it."""
        until(lambda: not self._screen.runs(self.pid), "the end of the program", limit=limit)
        return self._screen.status(self.pid)

    def kill(self) -> None:
        """Kill the program without a word of warning."""
        os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def close_window(self) -> None:
        """Close the window as a person does, and wait for the end of the program."""
        self.key("alt+F4")
        self.ended()

    def let_go(self) -> None:
        """End the probe, and the program if it still runs."""
        if self._screen.runs(self.pid):
            self.kill()
        self._eyes.close()
