"""After recording: the reference, the forms that are needed, and what is done next."""

from datetime import date

from typing_extensions import override

from desktop_app.domain.procedure import SCHOOL, Outcome
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import casework
from desktop_app.services.exports import forms_needed
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Line, Note, Page, hbox, label, vbox
from desktop_app.ui.wizard.parts import card, points, title
from desktop_app.ui.wizard.words import form_title


class PrintPage(Page):
    """What to print of an incident that was just recorded, and what to do now."""

    def __init__(self, desk: Desk, reference: str) -> None:
        super().__init__(
            _("Recorded: {reference}").format(reference=reference), _("What to print"), back=False
        )
        self.desk = desk
        self.reference = reference
        state = casework.read(desk.session, reference)
        self.add(
            Note(
                _("It is in the vault, signed. Use this reference instead of a name on the telephone."),
                icon="circle-check",
            )
        )
        self._next(state)
        self._forms(state)
        self._ways()

    def focus_first(self) -> None:
        """Put the focus on the heading, which says the reference."""
        self.heading.setFocus()
