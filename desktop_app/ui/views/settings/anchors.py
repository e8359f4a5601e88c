"""Lines typed off paper, each held against the log."""

from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import checking_now
from desktop_app.services.checking_now import Anchored, line_words
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextBox
from desktop_app.ui.said import Said
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, Field, vbox

_HEIGHT = 96
_ALARMING = {Anchored.OTHER, Anchored.BEYOND, Anchored.OTHER_VAULT}


class CompareLines(QWidget):
    """Asks for lines as they are printed, one below the other, and says of each what it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = vbox(self, spacing=SPACE["s"])
        self.lines = TextBox()
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(theme.scaled(_HEIGHT))
        self._field = Field(
            _("&Lines from the foot of a form, or from the bound book"),
            self.lines,
            _("One below the other, as they are printed: “Log … · entry … · …”"),
            identifier="anchor-lines",
        )
        self.go = Button(_("Co&mpare with the log"), identifier="anchor-go")
        self.go.clicked.connect(self.compare)
        self.said = Said("anchor-said")
        column.addWidget(self._field)
        column.addLayout(at_left(self.go))
        column.addWidget(self.said)

    def compare(self) -> None:
        """Hold every line against the log."""
        found = checking_now.anchored(self._desk.session, self.lines.toPlainText())
        self._field.show_problem("" if found else _("Type at least one line."))
        if not found:
            self.said.clear()
            self._field.focus_first()
            return
        kinds = {each.says for each in found}
        kind = "red" if kinds & _ALARMING else "green"
        if kind == "green" and Anchored.UNREADABLE in kinds:
            kind = "warn"
        said = "\n".join(f"{each.typed}\n{line_words(each)}" for each in found)
        self.said.show_words(said, kind=kind, focus=True)
