"""Whom to ring now: name, number, and a button that notes the call."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.drafting.look import Look
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.contacts import EMERGENCY, Call, calls_for
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, hbox, label, picture, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.front_door import FrontDoorBox
from desktop_app.ui.wizard.parts import Framed
from desktop_app.ui.wizard.telling import whom_to_tell
from desktop_app.ui.wizard.words import agency_name, capital

COUNCIL = ("childrens-social-care", "social-services")


class CallList(Framed):
    """The numbers that the result asks for; the council's own is typed in where it is not set."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        calls = calls_for(wizard.look.assessment, front_door=wizard.desk.settings.front_door)
        for call in (*_without_number(wizard.look), *calls):
            self.add(CallRow(wizard.desk, call))


def _without_number(look: Look) -> list[Call]:
    """Give those who must be told and for whom no number is known yet, such as the LADO."""
    known = {each.agency for each in calls_for(look.assessment, front_door="")} | set(COUNCIL)
    return [
        Call(agency, capital(agency_name(look.procedure, agency)), "")
        for line in whom_to_tell(look)
        for agency in line.agencies
        if agency not in known
    ]


class CallRow(QWidget):
    """One call that can be made; a number that is not set can be typed where it would stand."""

    def __init__(self, desk: Desk, call: Call) -> None:
        super().__init__()
        row = hbox(self, spacing=SPACE["m"])
        in_danger = call.number == EMERGENCY
        row.addWidget(picture("phone", "red" if in_danger else "primary", 20))
        words = vbox()
        words.addWidget(label(call.name, "strong"))
        said = call.note or ("" if call.number else _("Number not set"))
        if call.agency in COUNCIL and not call.number:
            said = _("Number not set: type it once, it is kept here")
        if said:
            words.addWidget(label(said, "small"))
        row.addLayout(words, 1)
        if call.number:
            row.addWidget(label(call.number, "h2", wrap=False))
            if call.agency in COUNCIL:
                self._offer_another(row, desk.settings)
        elif call.agency in COUNCIL:
            row.addWidget(front_door_box(desk.settings))
        note = Button(_("Note this call"), identifier=f"note-{call.agency}-{call.number}")
        note.setAccessibleName(_("Note a call to: {name}").format(name=call.name))
        note.clicked.connect(lambda: desk.note_call(call.agency))
        row.addWidget(note)

    def _offer_another(self, row: QHBoxLayout, settings: ViewSettings) -> None:
        """Offer to change the number: one that was mistyped would be rung in an emergency."""
        box = front_door_box(settings)
        box.hide()
        change = Button(_("Change"), "quiet", identifier="front-door-change")
        change.setAccessibleName(_("Change the number of your council's front door"))

        def ask() -> None:
            change.hide()
            box.show()
            box.selectAll()
            box.setFocus(Qt.FocusReason.OtherFocusReason)

        change.clicked.connect(ask)
        row.addWidget(change)
        row.addWidget(box)


def front_door_box(settings: ViewSettings) -> FrontDoorBox:
    """Give the box for the council's number, as a page has it."""
    box = FrontDoorBox(settings)
    box.setAccessibleIdentifier("front-door")
    return box
