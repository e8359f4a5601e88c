"""Where a call note goes: into the incident being written, or to the incident in view."""

from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import casework, drafts, messages
from desktop_app.services.calls import numbers_at_hand
from desktop_app.services.contacts import Phones
from desktop_app.services.school import chosen_procedure
from desktop_app.ui.call_note import CallNote
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.wizard.shell import WizardShell

_SAVE_AFTER_MS, _TRY_AGAIN_MS = 600, 3000


class CallNotes(QObject):
    """Opens one call note at a time and gives the focus back to the word where it was.

    Over a page of the wizard the note is part of the draft. Over any other page it is a draft of
    its own until it is kept.
    """

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self.desk = desk
        self.window = window
        self.note: CallNote | None = None
        self._row: dict[str, Any] = {}
        self._own: Draft | None = None
        self._shell: WizardShell | None = None
        self._focus: QWidget | None = None
        self._focus_name = ""
        self._over: QWidget | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.save)

    def open(self, *, over: QWidget | None, agency: str = "") -> None:
        """Open a note over a page."""
        if self.note is not None or over is None:
            return
        now = self.desk.session.now()
        row: dict[str, Any] = {"at": f"{now:%Y-%m-%dT%H:%M}", "by": self.desk.session.user_name}
        if agency:
            row["agency"] = agency
        if isinstance(over, WizardShell):
            row = _unfinished(over.draft, row)
            self._shell = over
        else:
            try:
                self._own = self._begin(over, row)
            except SafeguardingError as error:
                self.window.show_trouble(messages.sentence(error))
                return
        self._put(row, over)

    def change(self, number: int) -> None:
        """Open a note that stands in the incident being written, by its place there from 0."""
        over = self.window.page
        if self.note is not None or not isinstance(over, WizardShell):
            return
        rows = over.draft.many("contacts")
        if number < len(rows):
            self._shell = over
            self._put(rows[number], over)

    def resume(self, draft: Draft) -> None:
        """Go on with a note that was left."""
        over = self.window.page
        rows = draft.many("contacts")
        if over is None or not rows:
            return
        self._own = draft
        self._put(rows[0], over)

    def _begin(self, over: QWidget, row: dict[str, Any]) -> Draft:
        """Start a draft that holds the note: for the incident in view, or for one not yet begun."""
        session = self.desk.session
        if isinstance(over, IncidentPage):
            draft = drafts.note_on(session, over.reference)
        else:
            draft = drafts.start(session, Way.TIME)
        draft.many("contacts").append(row)
        drafts.keep(self.desk.session, draft)
        return draft

    def _put(self, row: dict[str, Any], over: QWidget) -> None:
        self._focus = QApplication.focusWidget()
        self._focus_name = self._focus.accessibleIdentifier() if self._focus else ""
        self._row = row
        # While the note is open the page takes no key and no focus; its cursor stays where it was.
        over.setEnabled(False)
        self._over = over
        procedure = self._procedure()
        numbers = numbers_at_hand(procedure, self._phones(procedure))
        note = CallNote(row, procedure, self.window, numbers)
        note.changed.connect(self._changed)
        note.kept.connect(self._keep)
        note.thrown_away.connect(self._throw_away)
        self.note = note
        note.open_on(over)

    def _procedure(self) -> Procedure:
        """Give the procedure whose agencies are rung: the incident's, else the school's."""
        session = self.desk.session
        if self._shell is not None:
            return self._shell.wizard.look.procedure
        incident = self._own.notes.get("incident") if self._own is not None else None
        if incident:
            return casework.procedure_of(session, casework.read(session, incident))
        return session.library.get(chosen_procedure(session.vault, session.library))

    def _phones(self, procedure: Procedure) -> Phones:
        """Give the numbers there are, for the children of the incident being written."""
        return self._shell.wizard.phones() if self._shell else self.desk.phones(procedure)

    def _changed(self) -> None:
        if self._shell is not None:
            self._shell.note_changed()
        else:
            self._soon.start(_SAVE_AFTER_MS)

    def save(self) -> bool:
        """Keep a note of its own in the vault; False when that failed: it is tried again soon."""
        self._soon.stop()
        if self._own is None or self.note is None:
            return True
        try:
            drafts.keep(self.desk.session, self._own)
        except SafeguardingError as error:
            self._soon.start(_TRY_AGAIN_MS)
            self.window.show_not_saved(messages.sentence(error))
            return False
        self.window.show_saved()
        return True

    def _keep(self) -> None:
        own = self._own
        incident = own.notes.get("incident") if own is not None else None
        if own is not None and incident:
            try:
                casework.note_call(self.desk.session, incident, self._row, draft=own.id)
            except SafeguardingError as error:
                self.window.show_trouble(messages.sentence(error))
                return
            self._own = None
        elif self._shell is not None:
            self._shell.note_changed()
        if not self.save():
            return
        page = self.window.page
        if isinstance(page, IncidentPage):
            page.reload()
        self.close()
        if own is not None and not incident:
            said = _("The call is kept. It stands on the home page, under “Not finished yet”.")
            self.desk.say(said)

    def _throw_away(self) -> None:
        if self._shell is not None:
            self._shell.draft.many("contacts").remove(self._row)
            self._shell.note_changed()
        elif self._own is not None:
            try:
                drafts.throw_away(self.desk.session, self._own.id)
            except SafeguardingError as error:
                self.window.show_trouble(messages.sentence(error))
                return
            self._own = None
        self.close()

    def close(self) -> None:
        """Take the note away and give the focus back."""
        note, self.note = self.note, None
        self._own = self._shell = None
        self._soon.stop()
        if note is None:
            return
        note.hide()
        note.deleteLater()
        if self._over is not None:
            self._over.setEnabled(True)
        self._give_focus_back()
        self._focus = self._over = None

    def _give_focus_back(self) -> None:
        """Put the focus where it was; a page may have drawn that anew, or without it, meanwhile."""
        over, to = self._over, self._focus
        if to is None or over is None or not (isValid(to) and isValid(over)):
            to = None
        if over is not None and isValid(over) and (to is None or not to.isVisible()):
            named = (
                each
                for each in over.findChildren(QWidget)
                if self._focus_name and each.accessibleIdentifier() == self._focus_name
            )
            to = next((each for each in named if each.isVisible()), None)
        if to is not None:
            to.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(over, WizardShell | IncidentPage) and isValid(over):
            over.focus_first()


def _unfinished(draft: Draft, new: dict[str, Any]) -> dict[str, Any]:
    """Give the note of this draft that was left without saying who was rung or when, else a new one.

    Such a note would keep the incident from being recorded: the same key leads back to it.
    """
    rows = draft.many("contacts")
    found = next((row for row in rows if not (row.get("agency") and row.get("at"))), None)
    if found is None:
        rows.append(new)
        return new
    if not set(found) - {"at", "by"}:
        found.update(new)
    return found
