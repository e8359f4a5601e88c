"""A working day: the real window and the commands, with invented names typed into every field.

Run in a process of its own, and watched: `python -m tests.faults.day FOLDER [--leak]`. What it
needs lies in FOLDER already (`leaks.py` puts it there), so that no name is in its arguments.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.app import Program
from desktop_app.domain.drafting.steps import steps
from desktop_app.runtime import logs, paths
from desktop_app.ui import clipboard, restart, theme
from desktop_app.ui.safe_text import PasswordLine
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.ui.views.preview import PreviewPage
from desktop_app.ui.wizard.print_page import PrintPage
from desktop_app.ui.wizard.shell import WizardShell

ROOT: Final = Path(__file__).resolve().parents[2]
PASSWORD: Final = "seven plain words for a whole day"
VAULT: Final = "school.vault"
NAMES: Final = "names.json"
INCIDENT: Final = "incident.json"
_LONGEST_WAIT: Final = 120.0
# Fields that take a moment, a day, an age or a number, where a name would only be refused.
_NOT_WORDS: Final = ("at", "age", "born", "day", "when", "date", "time", "number", "zoom", "until")


def main(folder: Path, *, leak: bool) -> int:
    """Spend the day; 0 when all of it was done."""
    names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    logs.set_up(paths.log_file())
    _commands(folder)
    if leak:
        _leak(names[0])
    else:
        _Day(folder, names).spend()
    return 0


def _leak(name: str) -> None:
    """Do as a careless program would: a temporary file, removed at once."""
    handle, path = tempfile.mkstemp()
    os.write(handle, name.encode("utf-16-le"))
    os.close(handle)
    Path(path).unlink()


# --- the commands ---


def _commands(folder: Path) -> None:
    vault, incident = folder / VAULT, folder / INCIDENT
    reference = _command(folder, 0, "record", "--vault", vault, incident).split()[-1]
    faulty, broken = folder / "faulty.json", folder / "broken.json"
    _command(folder, 2, "record", "--vault", vault, faulty)
    _command(folder, 2, "record", "--vault", vault, broken)
    paper = folder / "exports" / "incident.pdf"
    asked = ("--form", "incident", "--incident", reference, "--out", paper)
    _command(folder, 0, "export", "--vault", vault, *asked)
    for verb in ("verify", "rebuild"):
        _command(folder, 0, "vault", verb, "--vault", vault)
    _command(folder, 0, "vault", "backup", "--vault", vault, "--to", folder / "exports")
    _command(folder, 1, "vault", "verify", "--vault", vault, word="not the password at all")


def _command(folder: Path, status: int, *arguments: object, word: str = PASSWORD) -> str:
    file = folder / "said.txt"
    secret = folder / "secret"
    secret.write_text(f"{word}\n", encoding="utf-8")
    with secret.open("rb") as given, file.open("w+b") as said, (folder / "err.txt").open("ab") as e:
        done = subprocess.run(
            [sys.executable, ROOT / "main.py", *map(str, arguments), "--password-stdin"],
            stdin=given,
            stdout=said,
            stderr=e,
            check=False,
            cwd=ROOT,
        )
        said.seek(0)
        if done.returncode != status:
            raise RuntimeError(arguments[0], done.returncode)
        return said.read().decode()


# --- the window ---


class _Day:
    """One person at the window."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        self._names = cycle(names)
        vars(restart)["start_anew"] = lambda: True
        self._application = theme.started(sys.executable)
        self._application.setQuitOnLastWindowClosed(False)
        theme.load_fonts(paths.fonts_folder())
        self._settings = ViewSettings(paths.settings_file())
        self._settings.vault = folder / VAULT
        self._program = self._opened()

    def spend(self) -> None:
        """Write, look, search, lock, come back, and see the program fail."""
        shell = self._begin()
        self._leave_half_typed(shell)
        reference = self._record(self._begin())
        self._look_at_paper()
        self._add_to(reference)
        self._search()
        clipboard.put(next(self._names))
        self._program.window.lock_wanted.emit()
        self._settle()
        self._program = self._opened()
        error = RuntimeError(next(self._names))
        self._program.own_up(RuntimeError, error, None)
        self._settle()
        self._program.end()
        logging.shutdown()

    def _opened(self) -> Program:
        program = Program(self._application, self._settings, practice=False)
        program.start()
        self._until(lambda: isinstance(program.window.page, UnlockPage))
        page = program.window.page
        assert isinstance(page, UnlockPage)
        QTest.keyClicks(page.password, PASSWORD)
        page.unlock()
        self._until(lambda: isinstance(program.window.page, HomePage))
        return program

    def _begin(self) -> WizardShell:
        self._press("home-time")
        shell = self._program.window.page
        assert isinstance(shell, WizardShell)
        self._desk = shell.wizard.desk
        shell.draft.record["kinds"] = ["bullying"]
        shell.note_changed()
        for step in ("account", "people"):
            shell.show_step(step)
            self._fill(shell)
        self._press("person-depicted")
        return shell

    def _leave_half_typed(self, shell: WizardShell) -> None:
        self._settle(0.8)
        shell.leave()
        self._until(lambda: isinstance(self._program.window.page, HomePage))

    def _record(self, shell: WizardShell) -> str:
        for step in steps(shell.draft, shell.wizard.look):
            shell.show_step(step.id)
            self._fill(shell)
        found: list[str] = []
        shell.recorded.connect(found.append)
        shell.show_step("check")
        shell.go_on()
        self._until(lambda: isinstance(self._program.window.page, PrintPage))
        return found[0]

    def _look_at_paper(self) -> None:
        window = self._program.window
        for _form in range(2):
            print_page = window.page
            assert isinstance(print_page, PrintPage)
            preview = next(b for b in _buttons(print_page) if _name(b).startswith("preview-"))
            preview.click()
            self._until(
                lambda: isinstance(window.page, PreviewPage) and window.page.save_button.isEnabled()
            )
            page = window.page
            assert isinstance(page, PreviewPage)
            page.turn()
            self._settle()
            page.back_wanted.emit()

    def _add_to(self, reference: str) -> None:
        window = self._program.window
        window.home_wanted.emit()
        self._press(f"to-do-{reference}", otherwise=lambda: self._open_from_log(reference))
        page = window.page
        assert isinstance(page, IncidentPage)
        page.open_form("action")
        self._fill(page)
        assert page.form is not None
        page.form.finish()
        window.call_wanted.emit()
        self._settle()
        self._fill(window)
        self._press("call-keep")
        self._settle()
        window.home_wanted.emit()

    def _open_from_log(self, reference: str) -> None:
        window = self._program.window
        window.log_wanted.emit()
        assert isinstance(window.page, LogPage)
        self._desk.incident_wanted.emit(reference)

    def _search(self) -> None:
        window = self._program.window
        window.log_wanted.emit()
        page = window.page
        assert isinstance(page, LogPage)
        _type(page.words, next(self._names))
        self._settle(0.6)
        for section in (window.settings_wanted, window.guidance_wanted, window.home_wanted):
            section.emit()
            self._settle()

    # --- hands ---

    def _fill(self, page: QWidget) -> None:
        """Type a name into every empty field of words."""
        for field in _fields(page):
            _type(field, f"{next(self._names)} and {next(self._names)}")
        self._settle()

    def _press(self, identifier: str, *, otherwise: Callable[[], None] | None = None) -> None:
        for button in _buttons(self._program.window):
            if _name(button) == identifier and button.isVisible():
                button.click()
                self._settle()
                return
        if otherwise is None:
            raise LookupError(identifier)
        otherwise()

    def _settle(self, seconds: float = 0.05) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.005)

    def _until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + _LONGEST_WAIT
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError
            self._settle()


def _type(field: QLineEdit | QPlainTextEdit, words: str) -> None:
    """Type, or for what no key of the test's keyboard gives, put in as an input method does."""
    if words.isascii():
        QTest.keyClicks(field, words)
    elif isinstance(field, QLineEdit):
        field.insert(words)
    else:
        field.insertPlainText(words)


def _buttons(page: QWidget) -> list[QAbstractButton]:
    return page.findChildren(QAbstractButton)


def _fields(page: QWidget) -> Iterator[QLineEdit | QPlainTextEdit]:
    for line in page.findChildren(QLineEdit):
        closed = line.isReadOnly() or isinstance(line, PasswordLine) or line.text()
        if not closed and _takes_words(line):
            yield line
    for box in page.findChildren(QPlainTextEdit):
        if not box.isReadOnly() and not box.toPlainText() and _takes_words(box):
            yield box


def _takes_words(field: QWidget) -> bool:
    last = _name(field).replace("_", "-").split("-")[-1]
    # Without a decision its reason is refused.
    wanted = last not in _NOT_WORDS and _name(field) != "decision-reason"
    return field.isVisible() and field.isEnabled() and wanted


def _name(widget: QWidget) -> str:
    return widget.accessibleIdentifier()


if __name__ == "__main__":
    status = main(Path(sys.argv[1]), leak="--leak" in sys.argv[2:])
    sys.stdout.flush()
    os._exit(status)  # the widgets are not taken down one by one
