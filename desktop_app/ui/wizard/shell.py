"""The shell of the wizard: strip, list of sections, one page, one primary button.

Pages tell, the shell decides: it looks again after every change, saves the draft a moment after
typing stops, and works out the next page from what is known.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.drafting.steps import Step, next_step, settled_first, step_before, steps
from desktop_app.domain.errors import BadInputError, SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import drafts, messages
from desktop_app.services.call_words import short_lines
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.widgets import (
    Problem,
    Rail,
    RailItem,
    Strip,
    hbox,
    vbox,
)
from desktop_app.ui.widgets.source_state import source_strip
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.footer import Footer
from desktop_app.ui.wizard.front_door import FrontDoorBox
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.pages import page_for
from desktop_app.ui.wizard.sections import section_states, section_status, section_title
from desktop_app.ui.wizard.sourced import way_to

SAVE_AFTER_MS = 600
SAVE_AT_LEAST_MS = 3000
SAVE_ONCE_PAINTED_MS = 40
RAIL_FROM = 1080
STRIP_FROM = 500  # lower, the caption of each page says it alone


class WizardShell(QWidget):
    """A new incident from its first page to its last."""

    recorded = Signal(str)
    saved = Signal()
    not_saved = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__()
        self.setObjectName("wizard")
        self.wizard = Wizard(desk, draft)
        self.page: WizardPage | None = None
        self._dirty = self._is_recorded = self._wide = False
        self._frame()
        self._timers()
        self._keys()
        way = steps(draft, self.wizard.look)
        self.show_step(draft.place if any(s.id == draft.place for s in way) else way[0].id)

    @property
    def draft(self) -> Draft:
        """The draft that is being written."""
        return self.wizard.draft

    def _frame(self) -> None:
        self.strip = Strip("", (), _("Note a call (F2)"))
        self.strip.call_wanted.connect(self.wizard.desk.note_call)
        self.front_door = FrontDoorBox(self.wizard.desk)
        self.front_door.given.connect(self._dress_strip)
        self.strip.offer(self.front_door)
        self.rail = Rail(())
        self.rail.chosen.connect(self._go_to_section)
        self.footer = Footer()
        self.footer.later.clicked.connect(self.leave)
        self.primary = self.footer.primary
        self.primary.clicked.connect(self.go_on)
        outer = vbox(self)
        outer.addWidget(self.strip)
        desk, procedure = self.wizard.desk, self.wizard.look.procedure
        today = desk.session.now().date()
        self.old_source = source_strip(procedure, today, way_to(desk, procedure))
        if self.old_source is not None:
            self.old_source.hide()  # until it is known that there is room for it
            outer.addWidget(self.old_source)
        self._middle = hbox()
        self._middle.addWidget(self.rail)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self.footer)

    def _timers(self) -> None:
        self._soon = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._soon.timeout.connect(self.save)
        self._once_painted = QTimer(self, singleShot=True, interval=SAVE_ONCE_PAINTED_MS)
        self._once_painted.timeout.connect(self.save)
        self._at_least = QTimer(self, singleShot=True, interval=SAVE_AT_LEAST_MS)
        self._at_least.timeout.connect(self.save)

    def _keys(self) -> None:
        for keys, does in (
            ("Alt+Left", self.go_back),
            ("Ctrl+Return", self.go_on),
            ("Ctrl+Enter", self.go_on),
        ):
            QShortcut(QKeySequence(keys), self, does)

    # --- going ---

    def show_step(self, step_id: str) -> None:
        """Show a step of the way; one that is not on it any more gives the first that is open."""
        draft, look = self.draft, self.wizard.look
        way = steps(draft, look)
        step = next((each for each in way if each.id == step_id), None)
        if step is None:
            step = next((each for each in way if each.id not in draft.passed), way[-1])
        step = settled_first(draft, way, way.index(step)) or step
        draft.place = step.id
        self._put(page_for(step)(self.wizard, step, self))
        self._dirty = True
        self._once_painted.start()

    def _put(self, page: WizardPage) -> None:
        old, self.page = self.page, page
        page.changed.connect(self._changed)
        page.go_to.connect(self.show_step)
        page.back_wanted.connect(self.go_back)
        page.onward.connect(self.go_on)
        self._middle.addWidget(page, 1)
        page.show()
        if old is not None:
            self._middle.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._dress()
        page.focus_first()

    def focus_first(self) -> None:
        """Put the focus where the page that is on show begins."""
        if self.page is not None:
            self.page.focus_first()

    def go_on(self) -> None:
        """Go to the next page, or say what keeps the person here."""
        page = self.page
        if page is None:
            return
        page.clear_problems()
        problems = page.problems()
        if problems:
            page.show_problems(problems)
            return
        look = self.wizard.look_again()
        following = next_step(self.draft, look)
        self.draft.pass_step(self.draft.place)
        if following is None:
            self._finish(page)
        else:
            self.show_step(following.id)

    def go_back(self) -> None:
        """Go to the page before, or leave from the first one; nothing typed is lost."""
        before = step_before(self.draft, self.wizard.look)
        if before is None:
            self.leave()
        else:
            self.show_step(before.id)

    def leave(self) -> None:
        """Save and go home."""
        if self.save():
            self.left.emit()

    def _go_to_section(self, section: str) -> None:
        way = steps(self.draft, self.wizard.look)
        first = next((step for step in way if step.section == section), None)
        if first is not None:
            self.show_step(first.id)

    def _finish(self, page: WizardPage) -> None:
        if self._is_recorded:  # a second Enter, quicker than the next page
            return
        try:
            reference = drafts.finish(self.wizard.desk.session, self.draft)
        except BadInputError as error:
            said = [messages.fault_line(fault) for fault in error.faults]
            page.show_problems([Problem(each, self.primary) for each in said])
            return
        except SafeguardingError as error:
            page.show_problems([Problem(messages.sentence(error), self.primary)])
            return
        self._dirty = False
        self._is_recorded = True
        self.recorded.emit(reference)

    # --- what changed ---

    def _changed(self) -> None:
        self._dirty = True
        self.wizard.look_again()
        if self.page is not None:
            self.page.looked()
        self._dress()
        self._soon.start()
        if not self._at_least.isActive():
            self._at_least.start()

    def note_changed(self) -> None:
        """Take note that something other than the page wrote to the draft."""
        self._changed()

    def save(self) -> bool:
        """Keep the draft in the vault; say so, or say why not and try again soon."""
        for timer in (self._soon, self._at_least, self._once_painted):
            timer.stop()
        if self._is_recorded:  # its draft does not come back
            return True
        try:
            drafts.keep(self.wizard.desk.session, self.draft)
        except SafeguardingError as error:
            self._dirty = True
            self._at_least.start()
            self.not_saved.emit(messages.sentence(error))
            return False
        self._dirty = False
        self.saved.emit()
        return True

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that the vault does not hold yet."""
        return self._dirty

    # --- dress ---

    def _dress(self) -> None:
        look, draft = self.wizard.look, self.draft
        way = steps(draft, look)
        states = section_states(way, place=draft.place, passed=draft.passed)
        self.rail.set_items(
            [
                RailItem(each.id, section_title(each.id), section_status(each.state), each.state)
                for each in states
            ]
        )
        here = next((at for at, each in enumerate(states, 1) if each.state == "now"), 1)
        self.footer.progress.setText(_("Section {0} of {1}").format(here, len(states)))
        self._dress_strip()
        self.footer.say(self._primary_words())

    def _dress_strip(self) -> None:
        look = self.wizard.look
        self.strip.setVisible(look.enough and self.draft.place != "result")
        if look.enough:
            calls = self.wizard.calls()
            self.front_door.setVisible(any(each.can_be_typed for each in calls))
            lines = tuple(each.line for each in calls) if self._wide else short_lines(calls)
            self.strip.set_words(_("Refer today. Ring now. The rest can wait."), lines)

    def _primary_words(self) -> str:
        said = self.page.primary() if self.page else ""
        if said:
            return said
        following = next_step(self.draft, self.wizard.look)
        if following is None:
            return _("Record the incident")
        return _("Continue: {0}").format(self._short_title(following))

    def _short_title(self, step: Step) -> str:
        if step.section == "questions" and not step.matter:
            return _("next question")
        return page_for(step).title_of(self.wizard, step)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, from wherever it means nothing else: a heading, an answer, a line."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        wide, was_wide = self.width() >= RAIL_FROM * theme.zoom(), self._wide
        self._wide = wide
        self.rail.setVisible(wide)
        if wide != was_wide:
            self._dress_strip()
        if self.old_source is not None:
            self.old_source.setVisible(self.height() >= theme.scaled(STRIP_FROM))
        super().resizeEvent(event)
        self.footer.set_narrow(narrow=not wide)
