"""Keeps every window of ours out of pictures of the screen, where Windows lets a program do so.

Screenshots, recordings, shared screens and Windows' own memory of what was on show leave a window
out that asks for it (Microsoft Learn, "SetWindowDisplayAffinity"; Windows 10 from 2004 on leaves it
out, older ones show it black). It is no guarantee, and none against a camera. Some assistive
technology needs the picture, so whoever is signed in can allow it for a while, with a reason; it
ends by itself, at the latest when the window locks.
"""

import math
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

if sys.platform == "win32":
    import ctypes

ALLOWED: Final = 0x00  # WDA_NONE
BLACK: Final = 0x01  # WDA_MONITOR
LEFT_OUT: Final = 0x11  # WDA_EXCLUDEFROMCAPTURE
_TICK_MS: Final = 1000
_SHOWN: Final = frozenset({QEvent.Type.Show, QEvent.Type.WinIdChange})

User32 = Any  # the system's own library; its function is looked up by name


class CaptureShield(QObject):
    """Asks Windows to leave out each window as it is shown; `changed` when that is switched.

    Without `user32` it does nothing: `is_available` says so.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        user32: User32 = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._user32 = user32
        self._clock = clock
        self._until: float | None = None
        self.refused = False
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def is_available(self) -> bool:
        """Whether this system can leave a window out of pictures of the screen."""
        return self._user32 is not None

    @property
    def minutes_left(self) -> int:
        """For how many minutes more pictures are allowed, begun ones counted; 0 while they are not."""
        if self._until is None:
            return 0
        return max(0, math.ceil((self._until - self._clock()) / 60))

    def start(self, application: QApplication) -> None:
        """Look after every window from now on."""
        if self.is_available:
            application.installEventFilter(self)

    def allow(self, minutes: int) -> None:
        """Let our windows be seen in pictures of the screen for so long."""
        self._until = self._clock() + minutes * 60.0
        self._timer.start()
        self._switch()

    def forbid(self) -> None:
        """Leave them out again, now."""
        self._until = None
        self._timer.stop()
        self._switch()

    def tick(self) -> None:
        """Look at the clock; called once a second while pictures are allowed."""
        if self._until is not None and self._clock() >= self._until:
            self.forbid()
        else:
            self.changed.emit()

    def _switch(self) -> None:
        for each in QApplication.topLevelWidgets():
            if each.testAttribute(Qt.WidgetAttribute.WA_WState_Created):
                self._ask(each)
        self.changed.emit()

    def _ask(self, window: QWidget) -> None:
        if self._user32 is None:
            return
        handle = int(window.winId())
        if self._until is not None:
            self._user32.SetWindowDisplayAffinity(handle, ALLOWED)
            return
        left_out = self._user32.SetWindowDisplayAffinity(handle, LEFT_OUT)
        if not left_out and not self._user32.SetWindowDisplayAffinity(handle, BLACK):
            self.refused = True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for each window as it is shown: dialogs, menus and tooltips are windows as well."""
        if event.type() in _SHOWN and isinstance(watched, QWidget) and watched.isWindow():
            self._ask(watched)
        return False


def of_this_system() -> User32:
    """Give what leaves windows out of pictures on this system; None where nothing does."""
    if sys.platform == "win32":
        library = ctypes.WinDLL("user32")
        library.SetWindowDisplayAffinity.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        return library
    return None
