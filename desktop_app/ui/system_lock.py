"""Locks along with the computer: when Windows locks the session, changes the user or falls asleep.

Names and numbers: Microsoft Learn, "WTSRegisterSessionNotification", "WM_WTSSESSION_CHANGE" and
"WM_POWERBROADCAST". What Linux desktops tell comes over their message bus: `desktop_bus`. Where a
system tells nothing, the watch on the clocks (`locking`) finds out after waking up.
"""

import ctypes
import sys
from ctypes import wintypes
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

SESSION_CHANGE: Final = 0x02B1
POWER_BROADCAST: Final = 0x0218
_MESSAGES: Final = frozenset({b"windows_generic_MSG", b"windows_dispatcher_MSG"})
# WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK
_GONE: Final = frozenset({2, 4, 6, 7})
# PBT_APMSUSPEND, and both ways of waking up, for a computer that had no time to say so before
_SLEEP: Final = frozenset({0x4, 0x7, 0x12})
_THIS_SESSION: Final = 0

Wtsapi = Any  # the system's own library; its functions are looked up by name


class WindowsSession(QObject):
    """Says when Windows locks the session or falls asleep: `locked`, perhaps more than once."""

    locked = Signal()

    def __init__(self, window: QWidget, *, wtsapi: Wtsapi = None) -> None:
        super().__init__(window)
        self._handle = int(window.winId())
        self._wtsapi = _library() if wtsapi is None else wtsapi
        self._filter = _Filter(self)

    def start(self, application: QApplication) -> None:
        """Listen from now on; where Windows refuses to tell, sleep is heard all the same."""
        application.installNativeEventFilter(self._filter)
        self._wtsapi.WTSRegisterSessionNotification(self._handle, _THIS_SESSION)

    def stop(self) -> None:
        """Listen no more."""
        application = QApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self._filter)
        self._wtsapi.WTSUnRegisterSessionNotification(self._handle)

    def hear(self, message: int, what: int) -> None:
        """Take a message of Windows, and what it says of itself (`wParam`)."""
        if (message == SESSION_CHANGE and what in _GONE) or (
            message == POWER_BROADCAST and what in _SLEEP
        ):
            self.locked.emit()


class _Filter(QAbstractNativeEventFilter):
    """Hands the messages of Windows on; takes none away from anybody."""

    def __init__(self, to: WindowsSession) -> None:
        super().__init__()
        self._to = to

    @override
    def nativeEventFilter(
        self, eventType: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        if bytes(eventType) in _MESSAGES:  # type: ignore[arg-type]  # QByteArray is bytes to Python
            said = wintypes.MSG.from_address(int(message))
            self._to.hear(int(said.message), int(said.wParam or 0))
        return False, 0


def _library() -> Wtsapi:
    if sys.platform != "win32":
        raise OSError(sys.platform)
    library = ctypes.WinDLL("wtsapi32")
    library.WTSRegisterSessionNotification.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    library.WTSUnRegisterSessionNotification.argtypes = [ctypes.c_void_p]
    return library
