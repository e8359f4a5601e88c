"""Whom to ring now: name, number, and a button that notes the call."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.calls import Call
from desktop_app.services.contacts import EMERGENCY
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, hbox, label, picture, telephone, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.front_door import FrontDoorBox
from desktop_app.ui.wizard.parts import Framed


class CallList(Framed):
    """The numbers that the result asks for; the council's own is typed in where it is not set."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        for call in wizard.calls():
            self.add(CallRow(wizard.desk, call))


class CallRow(QWidget):
    """One call that can be made; a number that is not set can be typed where it would stand."""

    def __init__(self, desk: Desk, call: Call) -> None:
        super().__init__()
        row = hbox(self, spacing=SPACE["m"])
        in_danger = call.number == EMERGENCY
        row.addWidget(picture("phone", "red" if in_danger else "primary", 20))
        words = vbox()
        words.addWidget(label(call.name, "strong"))
        said = [call.note] if call.note else []
        if call.can_be_typed:
            said.append(_("Number not set: type it once, it is kept here"))
        elif not call.number:
            said.append(_("Number not set"))
        if said:
            words.addWidget(label("\n".join(said), "small"))
        row.addLayout(words, 1)
        if call.number:
            row.addWidget(telephone(call.number))
            if call.can_be_changed and call.number == desk.contacts.front_door:
                self._offer_another(row, desk)
        elif call.can_be_typed:
            row.addWidget(front_door_box(desk))
        note = Button(_("Note this call"), identifier=f"note-{call.agency}-{call.number}")
        note.setAccessibleName(_("Note a call to: {name}").format(name=call.name))
        note.clicked.connect(lambda: desk.note_call(call.agency))
        row.addWidget(note)

    def _offer_another(self, row: QHBoxLayout, desk: Desk) -> None:
        """Offer to change the number: one that was mistyped would be rung in an emergency."""
        box = front_door_box(desk)
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


def front_door_box(desk: Desk) -> FrontDoorBox:
    """Give the box for the council's number, as a page has it."""
    box = FrontDoorBox(desk)
    box.setAccessibleIdentifier("front-door")
    return box
