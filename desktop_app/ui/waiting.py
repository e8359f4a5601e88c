"""A wait that is shown and counted down, such as after wrong passwords."""

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.ui.accessible import announce
from desktop_app.ui.widgets import label, vbox

_TICK_MS: Final = 1000
_MINUTE: Final = 60


class Countdown(QWidget):
    """Says how long is still to be waited; `over` comes when it is.

    It is read out when it begins and when it ends, and not every second.
    """

    over = Signal()

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._end = 0.0
        self.words = label("", "strong")
        self.words.setAccessibleIdentifier("wait")
        vbox(self).addWidget(self.words)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.hide()

    def start(self, seconds: int) -> None:
        """Count down from so many seconds."""
        self._end = self._clock() + seconds
        self._timer.start()
        self.show()
        self.tick()
        announce(self, self.words.text())

    def left(self) -> int:
        """Give the whole seconds that are left."""
        return max(0, math.ceil(self._end - self._clock()))

    def tick(self) -> None:
        """Look at the clock; called once a second."""
        left = self.left()
        if left:
            self.words.setText(_("You can try again in {0}.").format(_in_words(left)))
            return
        self._timer.stop()
        self.hide()
        announce(self, _("You can try again now."))
        self.over.emit()


def _in_words(seconds: int) -> str:
    if seconds < _MINUTE:
        said = ngettext("{0} second", "{0} seconds", seconds)
        return said.format(seconds)
    return _("{minutes} min {seconds} s").format(
        minutes=seconds // _MINUTE, seconds=seconds % _MINUTE
    )
