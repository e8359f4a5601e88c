"""The lock of pages on which keys lie in memory and no vault is open: nothing is saved there."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from desktop_app.ui.locking import Blank, IdleNotice, IdleWatch
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.patience import Patience


class Watched(QObject):
    """Locks by its key, when nobody is there, and along with the computer, as a seat does.

    `locked` comes once: the window is to give way to a fresh process, for keys stay in the memory of
    this one.
    """

    locked = Signal()

    def __init__(self, window: MainWindow, idle_minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._open = True
        window.show_lock()
        window.lock_wanted.connect(self.lock)
        self.blank = Blank(window)
        self._hide = QShortcut(QKeySequence(Blank.KEY), window, self.blank.turn)
        self._hide.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._notice = IdleNotice(window, kept=False)
        self._idle = IdleWatch(idle_minutes, parent=self)
        self._idle.warned.connect(self._notice.warn)
        self._idle.lifted.connect(self._notice.hide)
        self._idle.expired.connect(self.nobody_is_there)

    def watch(self, application: QApplication) -> None:
        """Lock when nobody is there."""
        self._idle.start(application)

    def lock(self) -> None:
        """Give way to a fresh process that asks for the password; a second time does nothing.

        Long work is stopped first; what is left of it is done at the next opening.
        """
        if not self._open or Patience.give_way(self.lock):
            return
        self._open = False
        self.locked.emit()

    def nobody_is_there(self) -> None:
        """Lock, as when the computer was locked or sleeps."""
        self.lock()

    def save(self) -> bool:
        """Say that nothing waits to be saved here."""
        return True

    def leave(self) -> None:
        """Watch no more, and offer no lock; a second time does nothing."""
        self._open = False
        self._idle.stop()
        self._notice.hide()
        self._hide.setEnabled(False)
        self._window.hide_lock()
