"""What was answered, row by row, each with the way back to its page."""

from PySide6.QtCore import Qt, Signal

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import theme
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import Button, Card, Line, hbox, label

_TOP = Qt.AlignmentFlag.AlignTop
_TITLE_WIDTH = 220
# Puts the first line of words level with that of the button.
_LEVEL = 11


class SummaryRows(Card):
    """Rows of "check your answers": a title, what was answered, and Change.

    `change` carries the id that was given with the row.
    """

    change = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = self.inside
        self._column.setContentsMargins(0, SPACE["xs"], 0, SPACE["xs"])
        self._column.setSpacing(0)
        self._rows = 0

    def add(self, title: str, text: str, change_id: str = "", hidden_suffix: str = "") -> None:
        """Add a row. Without `change_id` it cannot be changed.

        `hidden_suffix` ends the button's name for screen readers; the title where it is left out.
        """
        if self._rows:
            self._column.addWidget(Line())
        self._rows += 1
        row = hbox(margins=(SPACE["l"], SPACE["xs"], SPACE["s"], SPACE["xs"]), spacing=SPACE["m"])
        name, words = label(title, "strong"), label(text)
        name.setFixedWidth(theme.scaled(_TITLE_WIDTH))
        for each in (name, words):
            each.setAlignment(_TOP)
            each.setContentsMargins(0, _LEVEL, 0, _LEVEL)
        row.addWidget(name)
        row.addWidget(words, 1)
        if change_id:
            button = Button(_("Change"), "quiet", identifier=f"change:{change_id}")
            button.setAccessibleName(_("Change: {0}").format(hidden_suffix or title))
            button.clicked.connect(lambda _checked=False: self.change.emit(change_id))
            row.addWidget(button, 0, _TOP)
        self._column.addLayout(row)
