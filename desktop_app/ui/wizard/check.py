"""Check your answers: everything that will be recorded, each with a way to change it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Note, Problem, SummaryRows, hbox, label, picture
from desktop_app.ui.wizard.check_rows import groups, missing
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.hindering import Hindrance, hindrances
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import Framed, Sheet, card, points, title

_FIRST_SCREEN = 7


class CheckPage(WizardPage):
    """The record as it will be signed; what is missing is said and keeps nobody back."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Check your answers")

    @override
    def build(self) -> None:
        self.add(
            label(
                _(
                    "What you record is signed with your key and is never overwritten. What comes "
                    "to light later is added to it."
                ),
                "hint",
            )
        )
        self.sheet = Sheet(self.column.parentWidget())
        self.to_put_right: list[Problem] = []
        self.add(self.sheet)
        self.column.addStretch(1)
        self.looked()

    @override
    def looked(self) -> None:
        self.sheet.draw(self._parts(), first=_FIRST_SCREEN)

    def _parts(self) -> Iterator[QWidget]:
        draft, look = self.wizard.draft, self.wizard.look
        self.to_put_right = []
        found = hindrances(draft, look)
        if found:
            yield title(_("To be put right before it can be recorded"))
            yield self._hindering(found)
        lacking = missing(draft, look)
        if lacking:
            yield title(_("Still missing"))
            yield card(points(lacking, icon="circle-help", colour="amber"))
            said = _("You can record it now all the same, and add the rest on the incident's page.")
            yield Note(said, icon="info")
        for group in groups(draft, look):
            yield title(group.title)
            rows = SummaryRows()
            rows.change.connect(self.go_to)
            for row in group.rows:
                rows.add(row.title, row.text, row.step, row.title)
            yield rows

    def _hindering(self, found: tuple[Hindrance, ...]) -> QWidget:
        framed = Framed()
        for each in found:
            button = Button(_("Put right"), "quiet", identifier=f"put-right-{each.step}")
            button.setAccessibleName(_("Put right: {problem}").format(problem=each.sentence))
            button.clicked.connect(self._going_to(each.step))
            whole = QWidget()
            row = hbox(whole, spacing=SPACE["m"])
            row.addWidget(picture("circle-alert", "error", 20), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(each.sentence, "errtext"), 1)
            row.addWidget(button)
            button.setVisible(bool(each.step))
            framed.add(whole)
            self.to_put_right.append(Problem(each.sentence, button))
        return framed

    def _going_to(self, step: str) -> Callable[[], None]:
        return lambda: self.go_to.emit(step)

    @override
    def problems(self) -> list[Problem]:
        return self.to_put_right

    @override
    def primary(self) -> str:
        return _("Record the incident")
