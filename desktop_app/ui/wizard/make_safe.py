"""Make safe now: what comes before every question, ticked with the time at which it was done."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.steps import COLLEAGUE_STEPS, Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Field, Problem, TickCard, hbox, label, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.safety_points import (
    SafetyPoint,
    keep_tick,
    read_time,
    safety_points,
    take_tick_back,
)

# The steps for a concern about a colleague ask for these a page later.
_AMONG_THE_STEPS = frozenset({"head-told", "computer-left", "logs-kept", "not-confronted"})
_WIDTH_OF_A_TIME = 120


class MakeSafePage(WizardPage):
    """A list to tick, in any order; nothing on it has to be ticked to go on."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Make safe now")

    @override
    def build(self) -> None:
        self.add(
            label(
                _(
                    "First the children, then the devices, then the questions. Tick what is done; "
                    "the time is noted, and you can change it. What you cannot do now stays open."
                ),
                "hint",
            )
        )
        self.rows: list[TickedRow] = []
        column = vbox(spacing=SPACE["s"])
        for point in self._points():
            row = TickedRow(self.wizard, point)
            row.changed.connect(self.changed)
            self.rows.append(row)
            column.addWidget(row)
        self.add(column)

    @override
    def problems(self) -> list[Problem]:
        return [found for row in self.rows for found in row.problems()]

    def _points(self) -> list[SafetyPoint]:
        """Give what fits the incident, and whatever was ticked while it did."""
        draft, look = self.wizard.draft, self.wizard.look
        every = safety_points(draft, look.procedure)
        asked = any(each.id == COLLEAGUE_STEPS for each in look.checklists)
        return [
            each
            for each in every
            if each.id in draft.ticks or (each.fits and not (asked and each.id in _AMONG_THE_STEPS))
        ]


class TickedRow(QWidget):
    """One point: a card to tick, and beside it the time once it is ticked."""

    changed = Signal()

    def __init__(self, wizard: Wizard, point: SafetyPoint) -> None:
        super().__init__()
        self._wizard = wizard
        self._point = point
        self._row = row = hbox(self, spacing=SPACE["m"])
        self.card = TickCard(point.done.replace("&", "&&"), point.hint)
        self.card.setAccessibleIdentifier(f"safe-{point.id}")
        self.card.setChecked(point.id in wizard.draft.ticks)
        self.card.toggled.connect(self._tick)
        row.addWidget(self.card, 1)
        self._field: Field | None = None
        if self.card.isChecked():
            self._timed()

    def _timed(self) -> tuple[Field, TextLine]:
        """Give the field of the time and its line, made when the point is first ticked."""
        if self._field is None:
            self.time = TextLine()
            self.time.setText(self._wizard.draft.ticks.get(self._point.id, ""))
            self.time.textChanged.connect(self._tell_time)
            self._field = Field(_("Time"), self.time, identifier=f"safe-{self._point.id}-time")
            self._field.setFixedWidth(_WIDTH_OF_A_TIME)
            self.time.setAccessibleDescription(self._point.done)
            self._row.addWidget(self._field)
        return self._field, self.time

    def problems(self) -> list[Problem]:
        """Say that the time cannot be read, if it cannot."""
        if not self.card.isChecked():
            return []
        field, line = self._timed()
        wrong = read_time(line.text()) is None
        said = _("“{point}”: write the time as 17:40").format(point=self._point.done)
        field.show_problem(_("Write it as 17:40") if wrong else "")
        return [Problem(said, line)] if wrong else []

    def _tick(self) -> None:
        on = self.card.isChecked()
        field, line = self._timed()
        field.setVisible(on)
        if on:
            # The text tells the draft, as if it had been typed.
            line.setText(f"{self._wizard.desk.session.now():%H:%M}")
        else:
            with QSignalBlocker(line):
                line.clear()
            take_tick_back(self._wizard.draft, self._point)
            self.changed.emit()

    def _tell_time(self, text: str) -> None:
        session = self._wizard.desk.session
        keep_tick(self._wizard.draft, self._point, text, now=session.now(), by=session.user_name)
        self.changed.emit()
