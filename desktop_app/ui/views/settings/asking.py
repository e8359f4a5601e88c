"""A button whose question stands in its place before anything is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.accessible import announce
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, hbox, label


class Asking(QWidget):
    """Asks once; `agreed` comes when the person says yes."""

    agreed = Signal()

    def __init__(self, words: str, question: str, yes: str, identifier: str) -> None:
        super().__init__()
        self._question = question
        row = hbox(self, spacing=SPACE["s"])
        self.button = Button(words, "quiet", identifier=identifier)
        self.button.clicked.connect(self._ask)
        row.addWidget(self.button)
        self._box = QWidget()
        inside = hbox(self._box, spacing=SPACE["s"])
        inside.addWidget(label(question, "strong", wrap=False))
        agree = Button(yes, "danger", identifier=f"{identifier}-yes")
        agree.clicked.connect(self.agreed)
        self._no = Button(_("No, leave it"), identifier=f"{identifier}-no")
        self._no.clicked.connect(self._leave)
        inside.addWidget(agree)
        inside.addWidget(self._no)
        row.addWidget(self._box)
        self._box.hide()

    def _ask(self) -> None:
        self.button.hide()
        self._box.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._question, assertive=True)

    def _leave(self) -> None:
        self._box.hide()
        self.button.show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


def at_left(*widgets: QWidget) -> QHBoxLayout:
    """Give buttons in a row of their own, as wide as their words."""
    row = hbox(spacing=SPACE["m"])
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return row
