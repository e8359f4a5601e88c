"""Whom to ring now: name, number, and a button that notes the call."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.contacts import Call, calls_for
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Field, hbox, label, picture, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.parts import Framed


class CallList(Framed):
    """The numbers that the result asks for; the council's own is typed in where it is not set."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        calls = calls_for(wizard.look.assessment, front_door=wizard.desk.settings.front_door)
        for call in calls:
            self.add(CallRow(wizard.desk, call))


class CallRow(QWidget):
    """One call that can be made."""

    def __init__(self, desk: Desk, call: Call) -> None:
        super().__init__()
        column = vbox(self, spacing=SPACE["s"])
        row = hbox(spacing=SPACE["m"])
        row.addWidget(picture("phone", "red" if call.number == "999" else "primary", 20))
        words = vbox()
        words.addWidget(label(f"{call.name}, {call.note}" if call.note else call.name))
        row.addLayout(words, 1)
        self._number = label(call.number or _("number not set"), "h2" if call.number else "hint")
        self._number.setWordWrap(False)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignVCenter)
        note = Button(_("Note this call"), identifier=f"note-{call.agency}-{call.number}")
        note.setAccessibleName(_("Note a call to: {name}").format(name=call.name))
        note.clicked.connect(lambda: desk.note_call(call.agency))
        row.addWidget(note)
        column.addLayout(row)
        if not call.number:
            field = FrontDoorField(desk.settings)
            field.typed.connect(lambda text: self._number.setText(text or _("number not set")))
            column.addWidget(field)


class FrontDoorField(QWidget):
    """Takes the number of the council's front door, once; it is a setting of this computer."""

    typed = Signal(str)

    def __init__(self, settings: ViewSettings) -> None:
        super().__init__()
        self._settings = settings
        self.line = TextLine()
        self.line.textChanged.connect(self._keep)
        vbox(self).addWidget(
            Field(
                _("Your council's front door: type the number once"),
                self.line,
                _("It stays on this computer. The council's website has it."),
                identifier="front-door",
            )
        )

    def _keep(self, number: str) -> None:
        self._settings.front_door = number.strip()
        self.typed.emit(number.strip())
