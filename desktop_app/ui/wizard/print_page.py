"""After recording: the reference, the forms that are needed, and what is done next."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.procedure import Outcome
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import casework
from desktop_app.services.exports import agencies_without_form, forms_needed
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Line, Note, Page, hbox, label, vbox
from desktop_app.ui.wizard.parts import card, points, title
from desktop_app.ui.wizard.words import agency_name, form_title, in_wales

_RECORD = "incident"  # asked for by nobody today, so it stands last


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
                _(
                    "It is in the vault, signed. Use this reference instead of a name on the telephone."
                ),
                icon="circle-check",
            )
        )
        self._wales = in_wales(desk.session.library.get(state.procedure))
        self._next(state)
        self._forms(state)
        self._ways()
        self.column.addStretch(1)

    @override
    def focus_first(self) -> None:
        """Put the focus on the heading, which says the reference."""
        self.heading.setFocus()

    def _next(self, state: IncidentState) -> None:
        today = self.desk.session.now().date()
        due = [each.text for each in casework.due_today(state, today)]
        self.add(title(_("What to do next")))
        if state.outcome == Outcome.REFER_TODAY and not state.contacts:
            self.add(
                Note(
                    _("No call is noted yet. Ring first, then send what you print."),
                    icon="phone",
                    kind="warn",
                )
            )
        if due:
            self.add(card(points(due, icon="clipboard-list", colour="primary")))
        else:
            self.add(label(_("No duty is due today. Look at it again as soon as anything is new.")))

    def _forms(self, state: IncidentState) -> None:
        self.add(title(_("What to print")))
        self.add(
            label(
                _("Look at each one before it is printed or saved, and collect it at once."), "hint"
            )
        )
        inside = QWidget()
        column = vbox(inside, spacing=SPACE["s"])
        for place, form in enumerate(sorted(forms_needed(state), key=_RECORD.__eq__)):
            if place:
                column.addWidget(Line())
            column.addWidget(self._form(form))
        self.add(card(inside))
        self._without_form(state)

    def _without_form(self, state: IncidentState) -> None:
        """Say for whom there is no form, so that nobody looks for it."""
        agencies = agencies_without_form(state)
        if not agencies:
            return
        procedure = casework.procedure_of(self.desk.session, state)
        names = "; ".join(agency_name(procedure, each) for each in agencies)
        said = _(
            "This version has no form of its own for: {names}. Ring; if something is wanted in "
            "writing, send the whole record."
        )
        self.add(Note(said.format(names=names)))

    def _form(self, form: str) -> QWidget:
        whole = QWidget()
        row = hbox(whole, spacing=SPACE["m"])
        words = form_title(form, wales=self._wales)
        row.addWidget(label(words, "strong"), 1)
        preview = Button(_("Preview"), icon="file-text", identifier=f"preview-{form}")
        preview.setAccessibleName(_("Preview: {form}").format(form=words))
        preview.clicked.connect(lambda: self.desk.preview(self.reference, form))
        row.addWidget(preview)
        return whole

    def _ways(self) -> None:
        incident = Button(_("Open the incident"), "primary", identifier="open-incident")
        incident.clicked.connect(lambda: self.desk.open_incident(self.reference))
        home = Button(_("Home"), identifier="open-home")
        home.clicked.connect(self.desk.open_home)
        row = hbox(spacing=SPACE["m"])
        row.addWidget(incident)
        row.addWidget(home)
        row.addStretch(1)
        self.add(row)
