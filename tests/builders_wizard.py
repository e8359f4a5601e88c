"""A page of the wizard on the stage: the page, its draft, and a look after every change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.drafting.steps import Step, steps
from desktop_app.services import drafts, incident_log
from desktop_app.services.incident_log import Query
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.safe_text import TextBox
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.views.incident.form import InPlaceForm
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.pages import page_for
from desktop_app.ui.wizard.parts import Sheet
from desktop_app.ui.wizard.shell import WizardShell
from tests.builders_answers import CRITERIA, REVIEWED

EVERY_NO = (*CRITERIA, "suspect-close", "on-school-device", "staff-viewed")


def all_no(**but: str) -> dict[str, str]:
    """Give no to every question that can matter, but for those named (`-` is written `_`)."""
    return dict.fromkeys(EVERY_NO, "no") | {
        name.replace("_", "-"): answer for name, answer in but.items()
    }


def reviewed() -> dict[str, str]:
    """Give the answers of a further review in which nothing is made worse."""
    return dict(REVIEWED)


@dataclass
class Stage:
    """A page that is shown, with what it writes to."""

    wizard: Wizard
    page: WizardPage
    bot: QtBot
    went_to: list[str]
    changes: list[int]

    @property
    def draft(self) -> Draft:
        return self.wizard.draft

    def child(self, identifier: str) -> QWidget:
        """Give the control with this identifier; fails where there is none, or two in view."""
        found = [
            each
            for each in self.page.findChildren(QWidget)
            if each.accessibleIdentifier() == identifier and each.isVisibleTo(self.page)
        ]
        assert len(found) == 1, (identifier, len(found))
        return found[0]

    def has(self, identifier: str) -> bool:
        return any(
            each.accessibleIdentifier() == identifier and each.isVisibleTo(self.page)
            for each in self.page.findChildren(QWidget)
        )

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        """Press one key on a control."""
        QTest.keyClick(widget, key)

    def press(self, identifier: str) -> None:
        """Press a button with the keyboard."""
        self.key(self.child(identifier), Qt.Key.Key_Space)

    def type(self, identifier: str, text: str) -> None:
        """Type into a field with the keyboard."""
        QTest.keyClicks(self.child(identifier), text)


def stage(  # noqa: PLR0913  # keyword-only: each its own part of a record
    bot: QtBot,
    desk: Desk,
    step: str,
    *,
    kinds: Sequence[str] = ("nudes-shared",),
    answers: Mapping[str, str] | None = None,
    record: Mapping[str, Any] | None = None,
    notes: Mapping[str, str] | None = None,
    way: Way = Way.TIME,
) -> Stage:
    """Show the page of a step on a new draft."""
    draft = drafts.start(desk.session, way)
    draft.record |= {"kinds": list(kinds), "answers": dict(answers or {}), **(record or {})}
    draft.notes |= dict(notes or {})
    draft.place = step
    wizard = Wizard(desk, draft)
    found = next(
        (each for each in steps(draft, wizard.look) if each.id == step), Step(step, "result")
    )
    page = page_for(found)(wizard, found)
    bot.addWidget(page)
    shown = Stage(wizard, page, bot, [], [])

    def changed() -> None:
        wizard.look_again()
        page.looked()
        finish(page)
        shown.changes.append(1)

    page.changed.connect(changed)
    page.go_to.connect(shown.went_to.append)
    page.resize(1000, 700)
    with bot.waitExposed(page):
        page.show()
    page.activateWindow()
    bot.waitUntil(page.isActiveWindow)
    finish(page)
    return shown


def finish(page: WizardPage) -> None:
    """Have what a page draws a moment later drawn now."""
    for sheet in page.findChildren(Sheet):
        sheet.finish()


def begun(navigator: Navigator, step: str = "check") -> WizardShell:
    """Begin an incident about bullying on a window's navigator, and go to a step of it."""
    navigator.start(Way.TIME)
    shell = navigator.window.page
    assert isinstance(shell, WizardShell)
    shell.draft.record["kinds"] = ["bullying"]
    shell.note_changed()
    shell.show_step(step)
    return shell


def recorded(navigator: Navigator, session: Session) -> str:
    """Record such an incident and give its reference."""
    begun(navigator).go_on()
    return incident_log.rows(session, incident_log.numbers(session, Query(), 1))[0].reference


def adding_an_action(
    navigator: Navigator, reference: str
) -> tuple[IncidentPage, InPlaceForm, TextBox]:
    """Open an incident and the form for something done about it, and give where that is typed."""
    navigator.open_incident(reference)
    page = navigator.window.page
    assert isinstance(page, IncidentPage)
    page.open_form("action")
    form = page.form
    assert form is not None
    what = form.places["what"]
    assert isinstance(what, TextBox)
    return page, form, what


def failing(error: Exception) -> Callable[..., None]:
    """Give what fails with an error, whatever it is asked."""

    def fail(*_args: object, **_more: object) -> None:
        raise error

    return fail
