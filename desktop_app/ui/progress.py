"""How far long work is, shown with the button that stops it; and its voice out of a thread."""

import threading
import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QScrollArea, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.accessible import announce
from desktop_app.ui.patience import StoppedError
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, hbox, label, vbox

_TELL_AFTER: Final = 0.05
_PARTS: Final = 1000


class Voice(QObject):
    """Carries how far work in a thread is to the window's own; `step` is what the work calls.

    `step` raises StoppedError after `stop`.
    """

    told = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._stopped = threading.Event()
        self._told = 0.0

    def stop(self) -> None:
        """Have the work end at its next step."""
        self._stopped.set()

    def step(self, done: int, whole: int) -> None:
        """Tell how far the work is, not more often than a person can see."""
        if self._stopped.is_set():
            raise StoppedError
        now = time.monotonic()
        if now - self._told >= _TELL_AFTER or done >= whole:
            self._told = now
            self.told.emit(done, whole)


class Working(QWidget):
    """What is being done, how much of it is, and “Stop”; hidden while nothing is being done.

    Work that must not be stopped has no button for it (`stoppable`).
    """

    stopped = Signal()

    def __init__(self, identifier: str, *, stoppable: bool = True) -> None:
        super().__init__()
        self._stoppable = stoppable
        column = vbox(self, spacing=SPACE["xs"])
        self.words = label("", "strong")
        column.addWidget(self.words)
        row = hbox(spacing=SPACE["m"])
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleIdentifier(f"{identifier}-progress")
        self.bar.setRange(0, 0)
        self.stop = Button(_("Sto&p"), "danger", identifier=f"{identifier}-stop")
        self.stop.clicked.connect(self.stopped)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        if not stoppable:
            self.stop.hide()
        column.addLayout(row)
        self.hide()

    def begin(self, words: str) -> None:
        """Show it, and put the focus on “Stop”."""
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        self.show()
        if self._stoppable:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)
        QTimer.singleShot(0, self, self._reveal)  # once it is laid out

    def _reveal(self) -> None:
        """Scroll the page until this is in view: work that is begun at its foot may show below it."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and self.isVisible():
            around.ensureWidgetVisible(self, 0, SPACE["m"])

    def listen(self, voice: Voice) -> None:
        """Follow what is done in a thread, and stop it when asked."""
        voice.told.connect(self.tell, Qt.ConnectionType.QueuedConnection)
        self.stopped.connect(voice.stop)

    def tell(self, done: int, whole: int) -> None:
        """Show that so much of so much is done."""
        if whole > 0:
            self.bar.setRange(0, _PARTS)
            self.bar.setValue(min(done * _PARTS // whole, _PARTS))

    def end(self) -> None:
        """Hide it."""
        self.hide()
