"""The foot of the wizard: where one is, the way out, and the one primary button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import theme
from desktop_app.ui.widgets import Button, EmergencyLine, hbox, label

_SIDE, _GAP, _PADDING, _LEAST = 32, 12, 60, 140


class Footer(QFrame):
    """`primary` goes on, `later` saves and leaves; the rest shows where there is no list beside."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._words = ""
        self.progress = label("", "small", wrap=False)
        self.danger = EmergencyLine(short=True)
        self.later = Button(_("Save and come back &later"), identifier="wizard-later")
        self.primary = Button("", "primary", identifier="wizard-primary")
        self.primary.setDefault(True)
        # Its words give way to the window, not the window to its words.
        self.primary.setMinimumWidth(theme.scaled(_LEAST))
        row = hbox(self, (_SIDE, 8, _SIDE, 8), _GAP)
        row.addWidget(self.progress)
        row.addWidget(self.danger)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.primary)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show what the list at the side would show, where there is no room for it."""
        self.progress.setVisible(narrow)
        self.danger.setVisible(narrow)
        self.say(self._words)

    def say(self, words: str) -> None:
        """Name what comes next, or as much of it as there is room for; read out whole."""
        self._words = words
        beside = [each for each in (self.later, self.danger, self.progress) if not each.isHidden()]
        taken = sum(each.sizeHint().width() + _GAP for each in beside)
        room = self.width() - taken - 2 * _SIDE - _PADDING
        shown = self.primary.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.primary.setText(shown if self.isVisible() else words)
        self.primary.setAccessibleName(words)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.say(self._words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.say(self._words)
