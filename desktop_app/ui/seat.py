"""What is around an open vault: its pages, the lock, the key that hides them, the way out."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime import paths
from desktop_app.services import last_visit, sessions
from desktop_app.services.contact_shelf import ContactShelf
from desktop_app.services.sessions import Session
from desktop_app.ui.capture import CaptureShield
from desktop_app.ui.desk import Desk
from desktop_app.ui.locking import Blank, IdleNotice, IdleWatch
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.patience import Patience
from desktop_app.ui.settings import ViewSettings


class Seat(QObject):
    """One user's seat at the desk, from unlocking to locking.

    `locked` comes when everything is saved and the window is to give way to a fresh process.
    """

    locked = Signal()

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        settings: ViewSettings,
        capture: CaptureShield | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._open = True
        self._asked_to_close = False
        self._place: dict[str, str] = {}
        contacts = contacts_at_hand(settings, paths.school_folder(), practice=session.practice)
        self._navigator = Navigator(window, Desk(session, settings, contacts, capture))
        self._navigator.open_home()
        self._come_back()
        window.installEventFilter(self)
        window.lock_wanted.connect(self.lock)
        self.blank = Blank(window)
        hide = QShortcut(QKeySequence(Blank.KEY), window, self.blank.turn)
        hide.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._idle = IdleWatch(settings.idle_minutes, parent=self)
        window.looks_changed.connect(lambda: self._idle.set_minutes(settings.idle_minutes))
        notice = IdleNotice(window)
        self._idle.warned.connect(notice.warn)
        self._idle.lifted.connect(notice.hide)
        self._idle.expired.connect(self.nobody_is_there)

    def _come_back(self) -> None:
        """Show the page on which the window locked; what is wrong with the log comes before it."""
        seen = self._session.seen
        since = last_visit.since_last_here(self._session, seen)
        if seen is not None and not (since is not None and since.alarming):
            self._navigator.go_back_to(seen.place)

    def watch(self, application: QApplication) -> None:
        """Lock when nobody is there; in practice there is nothing to protect."""
        if not self._session.practice:
            self._idle.start(application)

    def lock(self) -> None:
        """Save, and give way to a fresh process that asks for the password.

        What cannot be saved is not thrown away: then the window stays, and says why. In practice
        the screen is hidden and no more.
        """
        if Patience.give_way(self.lock):
            return
        if self._session.practice:
            self.blank.turn()
        elif self._open and self.save():
            self._give_way()

    def nobody_is_there(self) -> None:
        """Lock, as when the computer was locked or sleeps; hide the screen where saving fails."""
        if not self._open or self._session.practice or Patience.give_way(self.nobody_is_there):
            return
        if self.save():
            self._give_way()
            return
        if self.blank.isHidden():
            self.blank.turn()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._idle.start(application)  # to try again

    def _give_way(self) -> None:
        self._place = self._navigator.where()
        self.locked.emit()

    def save(self) -> bool:
        """Save what is being typed; False, with the reason in view, when that failed."""
        return not self._open or self._navigator.save_now()

    def leave(self) -> None:
        """Close the vault, and keep the page to come back to; a second time does nothing."""
        self._open = False
        self._idle.stop()
        sessions.close(self._session, self._place)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save before the window closes; if that fails, say so once, and close when asked again."""
        if event.type() != QEvent.Type.Close or self.save() or self._asked_to_close:
            return False
        self._asked_to_close = True
        event.ignore()
        return True


def contacts_at_hand(
    settings: ViewSettings, school: Path | None, *, practice: bool = False
) -> ContactShelf:
    """Give the numbers to ring, those of the folder that IT looks after first.

    The number that versions before 0.3.0 kept with the view settings is moved there once.
    """
    contacts = ContactShelf(settings.contacts_file, school, practice=practice)
    number = settings.old_front_door
    if number and not practice:
        with suppress(SafeguardingError, OSError):
            if not contacts.front_door:
                contacts.keep_front_door(number)
            settings.forget_front_door()
    return contacts
