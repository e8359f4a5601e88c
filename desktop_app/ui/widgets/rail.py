"""The list at the side of the wizard: where one is, and what is done, in words."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import theme
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import Button, hbox, label, picture, vbox

_ICONS = {"done": ("circle-check", "green"), "now": ("chevron-right", "primary")}
_TODO = ("minus", "muted")
_WIDTH = 272


class RailItem(NamedTuple):
    """A section: its id, its name, where it stands in words, and `done`, `now` or `todo`."""

    id: str
    title: str
    status: str
    state: str


class EmergencyLine(QFrame):
    """The line that is always in view: 999 comes before everything here."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("danger")
        self.setProperty("kind", "red")
        row = hbox(self, (SPACE["m"], SPACE["s"], SPACE["m"], SPACE["s"]), SPACE["m"])
        row.addWidget(picture("phone", "red", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(_("Immediate danger? Ring 999 now.")), 1)


class Rail(QScrollArea):
    """The sections of the wizard; choosing one goes there."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[RailItem]) -> None:
        super().__init__()
        self.setObjectName("railscroll")
        self.setWidgetResizable(True)
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Sections of this incident"))
        frame = QFrame()
        frame.setObjectName("rail")
        column = vbox(frame, (SPACE["l"], SPACE["xl"], SPACE["l"], SPACE["l"]), SPACE["xs"])
        column.addWidget(label(_("This incident"), "h2"))
        self._count = label("", "small")
        column.addWidget(self._count)
        column.addSpacing(SPACE["s"])
        self._rows = vbox(spacing=2)
        column.addLayout(self._rows)
        column.addStretch(1)
        column.addWidget(EmergencyLine())
        self.setWidget(frame)
        self._shown: list[RailItem] = []
        self.set_items(sections)

    def set_items(self, sections: Sequence[RailItem]) -> None:
        """Show these sections; nothing is drawn anew where nothing changed."""
        items = list(sections)
        if items == self._shown:
            return
        self._shown = items
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        done = sum(item.state == "done" for item in items)
        self._count.setText(_("{0} of {1} sections complete").format(done, len(items)))
        for each in items:
            self._rows.addWidget(self._row(each))

    def _row(self, item: RailItem) -> QWidget:
        icon, colour = _ICONS.get(item.state, _TODO)
        button = Button(
            f"{item.title}\n{item.status}", "railnow" if item.state == "now" else "railrow"
        )
        button.setIcon(theme.icon(icon, colour, 18))
        button.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        button.setAccessibleName(f"{item.title}: {item.status}")
        button.setAccessibleIdentifier(f"rail:{item.id}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False, section=item.id: self.chosen.emit(section))
        return button
