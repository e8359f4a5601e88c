"""The box for the number of the council's front door, while nobody has typed it in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desktop_app.domain.errors import BadInputError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import messages
from desktop_app.services.problems import problem_sentence
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextLine

_WIDTH = 190


class FrontDoorBox(TextLine):
    """Takes the number once; it is kept with the contacts of this computer's user."""

    given = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.contacts.front_door)
        self._desk = desk
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.setPlaceholderText(_("Front door's number"))
        self.setAccessibleName(_("Number of your council's front door"))
        self.setAccessibleDescription(_("Type it once; it is kept on this computer."))
        self.setAccessibleIdentifier("strip-front-door")
        self.editingFinished.connect(self._keep)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        super().keyPressEvent(arg__1)
        # Return keeps the number; it does not go on to the next page as well.
        if arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            arg__1.accept()

    def _keep(self) -> None:
        contacts, number = self._desk.contacts, self.text().strip()
        if not number or number == contacts.front_door:
            return
        try:
            contacts.keep_front_door(number)
        except BadInputError as error:
            said = _("The number is not kept: {problem}.")
            self._desk.say(said.format(problem=problem_sentence(error.faults[0])))
        except OSError as error:
            self._desk.say(messages.system_sentence(error))
        else:
            self.given.emit()
