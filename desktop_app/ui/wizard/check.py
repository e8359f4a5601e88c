"""Check your answers: everything that will be recorded, each with a way to change it."""

from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Note, SummaryRows, label, vbox
from desktop_app.ui.wizard.check_rows import groups, missing
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import card, emptied, points, title


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
        self._place = vbox(spacing=SPACE["m"])
        self.add(self._place)
        self.column.addStretch(1)
        self.looked()

    @override
    def looked(self) -> None:
        emptied(self._place)
        draft, look = self.wizard.draft, self.wizard.look
        lacking = missing(draft, look)
        if lacking:
            self._place.addWidget(title(_("Still missing")))
            self._place.addWidget(card(points(lacking, icon="circle-help", colour="amber")))
            said = _("You can record it now all the same, and add the rest on the incident's page.")
            self._place.addWidget(Note(said, icon="info"))
        for group in groups(draft, look):
            self._place.addWidget(title(group.title))
            rows = SummaryRows()
            rows.change.connect(self.go_to)
            for row in group.rows:
                rows.add(row.title, row.text, row.step, row.title)
            self._place.addWidget(rows)

    @override
    def primary(self) -> str:
        return _("Record the incident")
