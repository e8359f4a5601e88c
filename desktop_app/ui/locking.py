"""Locking after a while of nothing, and a key that hides everything at once.

Locking ends this process, for copies of the keys stay in its memory: who does that is `app`. What
stands here only says when. Blanking hides what is on the screen and nothing more.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.accessible import announce
from desktop_app.ui.widgets import Note, label, vbox

WARNING_SECONDS: Final = 30
_LOCK_KEYS: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
_MARGIN: Final = 16
_WIDTH: Final = 640
_TICK_MS: Final = 1000
_SLEPT_SECONDS: Final = 60.0
# What a person does. Painting and timers go on by themselves and must not count.
_ACTIVITY: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches the whole program for a person; says when there has been none for long enough.

    `warned` comes with the seconds left, once a second through the last thirty; `lifted` when
    somebody is there after all; `expired` once, at the end. A computer that slept for a minute or
    more has expired as well, whenever it fell asleep.
    """

    warned = Signal(int)
    lifted = Signal()
    expired = Signal()

    def __init__(
        self,
        minutes: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seconds = minutes * 60.0
        self._clock = clock
        self._wall = wall
        self._active_at = clock()
        self._ticked = (clock(), wall())
        self._warning = False
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def set_minutes(self, minutes: int) -> None:
        """Wait so long from now on."""
        self._seconds = minutes * 60.0

    def start(self, application: QApplication) -> None:
        """Watch from now on."""
        application.installEventFilter(self)
        self._active_at = self._clock()
        self._ticked = (self._clock(), self._wall())
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def tick(self) -> None:
        """Look at the clocks; called once a second."""
        now = (self._clock(), self._wall())
        passed = max(now[0] - self._ticked[0], now[1] - self._ticked[1])
        self._ticked = now
        left = self._seconds - (now[0] - self._active_at)
        if left <= 0 or passed > _SLEPT_SECONDS:
            self.stop()
            self.expired.emit()
        elif left <= WARNING_SECONDS:
            self._warning = True
            self.warned.emit(round(left))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self._active_at = self._clock()
            if self._warning:
                self._warning = False
                self.lifted.emit()
        return False


class IdleNotice(QWidget):
    """The warning before the window locks, over the foot of the page; any key takes it away.

    `kept` says whether what is typed in this window is saved by itself.
    """

    def __init__(self, window: QWidget, *, kept: bool = True) -> None:
        super().__init__(window)
        self.setAccessibleIdentifier("idle-notice")
        self._sentence = (
            _(
                "Nobody seems to be here: this window locks in less than half a minute. Press any "
                "key to go on. What you typed is saved."
            )
            if kept
            else _(
                "Nobody seems to be here: this window locks in less than half a minute. Press any "
                "key to go on. What was typed on this page is not kept."
            )
        )
        vbox(self).addWidget(Note(self._sentence, icon="lock", kind="warn"))
        self.hide()

    def warn(self, _seconds: int) -> None:
        """Show it, and have it read out the first time."""
        first = self.isHidden()
        self._place()
        self.show()
        self.raise_()
        if first:
            announce(self, self._sentence, assertive=True)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        width = min(window.width() - 2 * _MARGIN, _WIDTH)
        self.resize(width, max(self.heightForWidth(width), self.sizeHint().height()))
        self.move((window.width() - width) // 2, window.height() - self.height() - _MARGIN)


class Blank(QFrame):
    """Hides the window's content behind an empty page until the same key is pressed again.

    Nothing is closed and nothing is forgotten; other windows of ours are hidden along with it.
    """

    KEY: Final = Qt.Key.Key_F9

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleIdentifier("blank")
        self._window = window
        self._behind: list[QWidget] = []
        self._focused: QWidget | None = None
        box = vbox(self, (32, 32, 32, 32), 12)
        box.addStretch(1)
        box.addWidget(label(_("Paused"), "h1"))
        box.addWidget(label(_("Press F9 to go back to where you were. Nothing is lost."), "hint"))
        box.addStretch(2)
        self.setAccessibleName(_("Paused. Press F9 to go back to where you were."))
        window.installEventFilter(self)
        self.hide()

    def turn(self) -> None:
        """Hide what is on the screen, or bring it back."""
        if self.isHidden():
            self._hide_all()
        else:
            self._bring_back()

    def _hide_all(self) -> None:
        self._focused = QApplication.focusWidget()
        inside = self._window.findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
        every = (*inside, *QApplication.topLevelWidgets())
        self._behind = [
            each for each in every if each.isVisible() and each not in {self, self._window}
        ]
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        for each in self._behind:
            each.hide()
        self.setFocus()

    def _bring_back(self) -> None:
        for each in self._behind:
            each.show()
        self._behind = []
        self.hide()
        if self._focused is not None and self._focused.isVisible():
            self._focused.setFocus()
        self._focused = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    @override
    def event(self, event: QEvent) -> bool:
        """Keep the keys of the pages below from working unseen; those to lock and go back do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            combined = event.keyCombination()
            if combined.key() != self.KEY and combined != _LOCK_KEYS:
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take every key: none may reach what is hidden."""
        event.accept()
