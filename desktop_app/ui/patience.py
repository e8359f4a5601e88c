"""Long work on the window's own thread, where the vault's connection lives, done in slices.

Between two slices the window paints itself and takes one thing only: the button that stops the
work. Whatever else is typed or pressed meanwhile is not done, now or later: half of a key meant
for another page must not close the vault in the middle of a copy.
"""

import time
from collections.abc import Callable
from typing import ClassVar, Final, Self

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

_LOOK_AFTER: Final = 0.05  # seconds between two looks at what the person does
_HELD_BACK: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.InputMethod,
        QEvent.Type.Close,
    }
)

Show = Callable[[int, int], None]


class StoppedError(Exception):
    """The work was stopped, by the person or because the window must lock."""


class Patience(QObject):
    """Holds everything back but one button while a context lasts.

    `step` is what the work calls between slices, with what is done and all there is. It raises
    StoppedError once the button was pressed.
    """

    _under_way: ClassVar["Patience | None"] = None

    def __init__(self, stop: QPushButton, show: Show) -> None:
        super().__init__()
        self._stop = stop
        self._show = show
        self._stopped = False
        self._looked = 0.0
        self._afterwards: Callable[[], object] | None = None

    def __enter__(self) -> Self:
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._stop.clicked.connect(self._ask_to_stop)
        Patience._under_way = self
        return self

    def __exit__(self, *_how: object) -> None:
        Patience._under_way = None
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        if isValid(self._stop):
            self._stop.clicked.disconnect(self._ask_to_stop)
        if self._afterwards is not None:
            self._afterwards()

    def _ask_to_stop(self) -> None:
        self._stopped = True

    def stop_and(self, then: Callable[[], object]) -> None:
        """Stop, and do this once everything works again."""
        self._stopped, self._afterwards = True, then

    @classmethod
    def give_way(cls, then: Callable[[], object]) -> bool:
        """Stop the work that is under way, and have this done after it; False if there is none."""
        if cls._under_way is None:
            return False
        cls._under_way.stop_and(then)
        return True

    def step(self, done: int, whole: int) -> None:
        """Show how far the work is, and let the window live for a moment.

        Raises StoppedError.
        """
        now = time.monotonic()
        if now - self._looked < _LOOK_AFTER and done < whole:
            return
        self._looked = now
        self._show(done, whole)
        QApplication.processEvents()
        if self._stopped:
            raise StoppedError

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let through what is for the button, and whatever nobody did."""
        if event.type() not in _HELD_BACK or watched is self._stop:
            return False
        # A key or click comes to the system's window first, and from there to a widget.
        if not isinstance(watched, QWidget) and event.type() != QEvent.Type.Shortcut:
            return False
        event.ignore()
        return True
