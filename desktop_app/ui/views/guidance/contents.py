"""The sections of the guidance at the side, where the window is wide enough."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.guidance_entries import Section
from desktop_app.ui import theme
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Pressable
from desktop_app.ui.widgets import hbox, label, vbox

_WIDTH = 272


class _Line(Pressable):
    """A section that can be gone to."""

    def __init__(self, section: Section) -> None:
        super().__init__(section.title, "section", f"contents-{section.id}")
        self._is_now = False
        self._words = label(section.title)
        hbox(self, (SPACE["m"], 6, SPACE["s"], 6)).addWidget(self.passive(self._words), 1)

    def mark(self, *, now: bool) -> None:
        """Show whether it is the one in view."""
        if now is self._is_now:
            return
        self._is_now = now
        self.setProperty("now", "true" if now else "false")
        self._words.setObjectName("now" if now else "")
        for each in (self, self._words):
            each.style().unpolish(each)
            each.style().polish(each)


class Contents(QFrame):
    """Every section, below one another; `chosen` carries the id of the one that is pressed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(_("Sections of the guidance"))
        self.setFixedWidth(theme.scaled(_WIDTH))
        column = vbox(self, (0, SPACE["l"], 0, SPACE["l"]), SPACE["s"])
        head = vbox(margins=(SPACE["xl"], 0, SPACE["l"], 0))
        head.addWidget(label(_("Sections"), "h2"))
        column.addLayout(head)
        self._area = QScrollArea()
        self._area.setObjectName("railscroll")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        self._lines: dict[str, _Line] = {}

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show these sections."""
        inside = QFrame()
        inside.setObjectName("railinside")
        rows = vbox(inside, (SPACE["l"], 0, SPACE["s"], 0), 1)
        self._lines = {}
        for section in sections:
            line = _Line(section)
            line.clicked.connect(lambda _on=False, which=section.id: self.chosen.emit(which))
            rows.addWidget(line)
            self._lines[section.id] = line
        rows.addStretch(1)
        self._area.setWidget(inside)

    def show_now(self, section: str) -> None:
        """Mark the section that is in view; none of them for an id that is none."""
        for name, line in self._lines.items():
            line.mark(now=name == section)
        found = self._lines.get(section)
        if found is not None:
            QTimer.singleShot(
                0, found, partial(self._area.ensureWidgetVisible, found, 0, SPACE["s"])
            )
