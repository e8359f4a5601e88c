"""What the pages of the gallery stand in: a vault of invented incidents, an empty one, a window."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.contacts import Contact
from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.drafting.steps import SEALING
from desktop_app.domain.opening_hours import read_hours
from desktop_app.services import drafts, incident_log, school, sessions
from desktop_app.services.colleague import ABOUT_WHOM, Whom
from desktop_app.services.practice_cases import practice_cases
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.wizard.shell import WizardShell
from desktop_app.vault.vault import FLOOR, create_vault

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
A_FRONT_DOOR = Contact(
    "front-door",
    name="Example MASH",
    number="01632 960001",
    out_of_hours="01632 960999",
    hours=read_hours("Mon-Thu 08:45-17:00, Fri 08:45-16:45") or {},
    area="Haringey",
    checked_on=date(2026, 9, 14),
    checked_by="J. P.",
)


class Room:
    """Makes windows on the two vaults; a context that removes both."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="gallery-"))
        self.practice, self._practice_folder = sessions.open_practice(lambda: NOW)
        vault, self.keys = create_vault(
            self.folder / "school.vault", password="four words for a test", at=NOW, cost=FLOOR
        )
        self.empty = Session(vault, self.practice.library, lambda: NOW)
        found = practice_cases(self.practice.library, "ukcis-2024", number=14, seed=3, now=NOW)
        self.more: dict[str, Session] = {}
        self.later: list[tuple[QWidget, Callable[[], None]]] = []
        self.cases = {_name_of(case): case for case in found}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for session in (self.empty, *self.more.values()):
            sessions.close(session)
        sessions.close(self.practice)
        shutil.rmtree(self._practice_folder, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def fresh(self, name: str) -> Session:
        """Give one more empty vault, by its name."""
        path = self.folder / f"{name}.vault"
        vault = create_vault(
            path, password="four words for a test", name="Ada Bee", at=NOW, cost=FLOOR
        )[0]
        return Session(vault, self.practice.library, lambda: NOW)

    def navigator(self, *, empty: bool = False) -> Navigator:
        """Give a window on one of the vaults, with the way to its pages."""
        settings = ViewSettings(None)
        return Navigator(MainWindow(), Desk(self.empty if empty else self.practice, settings))

    def references(self) -> dict[str, str]:
        """Give a reference of each outcome in the practice vault, by the outcome."""
        session = self.practice
        rows = incident_log.rows(session, incident_log.numbers(session, incident_log.Query()))
        return {str(row.outcome): row.reference for row in reversed(rows)}

    def wizard(
        self, way: Way, record: dict[str, Any] | None = None, *, step: str = "", staff: bool = False
    ) -> MainWindow:
        """Give a window on a step of a new incident that holds `record` so far."""
        navigator = self.navigator(empty=True)
        draft = drafts.start(self.empty, way, about_staff=staff)
        draft.record.update(record or {})
        draft.place = step
        if step not in SEALING:
            draft.passed = list(SEALING)
        elif step == SEALING[-1]:
            draft.notes[ABOUT_WHOM] = str(Whom.COLLEAGUE)
            draft.passed = [SEALING[0]]
        drafts.keep(self.empty, draft)
        navigator.resume(draft.id)
        self._forget(draft)
        return navigator.window

    @contextmanager
    def in_haringey(self, *, switched_off: bool) -> Iterator[None]:
        """Have the school with the empty vault work by Haringey's procedure for a while."""
        session, procedure, rule = self.empty, "haringey-2023", "every-image"
        school.choose_procedure(session, procedure)
        if switched_off:
            school.switch_rule(
                session,
                procedure=procedure,
                rule=rule,
                off=True,
                decided_by="A. Chair",
                letter="HSCP 26/114",
                letter_date="2026-11-02",
                reason="They agree.",
            )
        yield
        if switched_off:
            school.switch_rule(session, procedure=procedure, rule=rule, off=False)
        school.choose_procedure(session, school.DEFAULT_PROCEDURE)

    @contextmanager
    def draft(self, way: Way, record: dict[str, Any]) -> Iterator[Draft]:
        """Keep a draft in the empty vault while the context lasts."""
        made = drafts.start(self.empty, way)
        made.record.update(record)
        drafts.keep(self.empty, made)
        yield made
        drafts.throw_away(self.empty, made.id)

    def after_shown(self, window: QWidget, does: Callable[[], None]) -> None:
        """Have something done once the window has been shown."""
        self.later.append((window, does))

    def shown(self, window: QWidget) -> None:
        """Do what was to be done once this window is shown."""
        for which, does in self.later:
            if which is window:
                does()
        self.later.clear()

    @staticmethod
    def wait_for(done: Callable[[], bool], seconds: float = 30) -> None:
        """Let the program work until something is so; raises TimeoutError."""
        end = time.monotonic() + seconds
        while not done():
            QApplication.processEvents()
            time.sleep(0.01)
            if time.monotonic() > end:
                raise TimeoutError

    @staticmethod
    def pause(seconds: float) -> None:
        """Let the program work for a while, for what comes in from other threads."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)

    def _forget(self, draft: Draft) -> None:
        drafts.throw_away(self.empty, draft.id)


def shell_of(window: MainWindow) -> WizardShell:
    """Give the wizard that a window shows."""
    page: QWidget | None = window.page
    assert isinstance(page, WizardShell)
    return page


def _name_of(case: dict[str, Any]) -> str:
    return "-".join(case["kinds"])
