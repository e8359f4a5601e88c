"""What was answered, row by row, each with the way back to its page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import Button, Line, hbox, label, vbox


class SummaryRows(QFrame):
    """Rows of a title and a text, with a button to change it."""

    change = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._column = vbox(self, (0, SPACE["xs"], 0, SPACE["xs"]))

    def add(self, title: str, text: str, change_id: str = "", hidden_suffix: str = "") -> None:
        """Add a row; `hidden_suffix` names what is changed for those who cannot see the row."""
        if self._column.count():
            self._column.addWidget(Line())
        row = hbox(margins=(SPACE["l"], SPACE["s"], SPACE["s"], SPACE["s"]), spacing=SPACE["m"])
        name = label(title, "strong")
        row.addWidget(name, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text), 3, Qt.AlignmentFlag.AlignTop)
        if change_id:
            button = Button(_("Change"), "quiet", identifier=f"change:{change_id}")
            button.setAccessibleName(_("Change: {0}").format(hidden_suffix or title))
            button.clicked.connect(lambda _on=False, to=change_id: self.change.emit(to))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
