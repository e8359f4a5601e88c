"""Check your answers: everything that will be recorded, each with a way to change it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.widgets import Note, SummaryRows, label, vbox
from desktop_app.ui.wizard.check_rows import groups, missing
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import card, points, swapped, title


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
        self._place = vbox()
        self.add(self._place)
        self.column.addStretch(1)
        self.looked()

    @override
    def looked(self) -> None:
        swapped(self._place, self._parts())

    def _parts(self) -> Iterator[QWidget]:
        draft, look = self.wizard.draft, self.wizard.look
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

    @override
    def primary(self) -> str:
        return _("Record the incident")
