"""Puts the window together: settings, looks, the way in, the pages behind it, and the way out."""

import shutil
import sys
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop_app import __version__
from desktop_app.runtime import i18n, logs, paths
from desktop_app.ui import accessible, instance, jobs, theme
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.settings import LEAST_ZOOM, MOST_ZOOM, SYSTEM, ViewSettings

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.services.sessions import RecoveryKeys, Session
    from desktop_app.ui.locking import Blank, IdleNotice, IdleWatch
    from desktop_app.ui.navigator import Navigator

_ZOOM_STEP = 0.25
_WARM_UP_AFTER_MS = 250


def run(*, practice: bool) -> int:
    """Open the window and stay until it is closed; give the exit status."""
    application = QApplication([sys.executable, *sys.argv[1:]])
    application.setApplicationName("Safeguarding Desk")
    settings = ViewSettings(paths.settings_file())
    with suppress(ValueError):
        i18n.set_language(settings.language or i18n.SOURCE_LANGUAGE)
    accessible.install()
    theme.load_fonts(paths.fonts_folder())
    program = Program(application, settings, practice=practice)
    sys.excepthook = program.own_up
    program.start()
    try:
        status = application.exec()
    finally:
        program.end()
    return status


class Program(QObject):
    """The running program: what is open, and what has to be closed in which order."""

    def __init__(
        self, application: QApplication, settings: ViewSettings, *, practice: bool
    ) -> None:
        super().__init__()
        self._application = application
        self._settings = settings
        self._practice = practice
        self._session: Session | None = None
        self._navigator: Navigator | None = None
        self._blank: Blank | None = None
        self._notice: IdleNotice | None = None
        self._idle: IdleWatch | None = None
        self._folder: Path | None = None
        self._failed = self._asked_to_close = False
        self._dress()
        self.window = MainWindow()
        self.window.installEventFilter(self)
        self.gate = Gate(self.window, settings, _now)
        self._connect()

    def _connect(self) -> None:
        self.window.lock_wanted.connect(self.lock)
        self.window.zoom_wanted.connect(self._zoom)
        self.gate.opened.connect(self.open)
        self.gate.ended.connect(lambda: self._application.exit(1))
        self.gate.print_keys_wanted.connect(self._print_keys)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self._dress())

    def start(self) -> None:
        """Show the window; what is slow to load comes after it is painted."""
        if self._practice:
            self._show_preparing()
        else:
            self.gate.start()
        self.window.resize(1180, 740)
        self.window.show()
        QTimer.singleShot(_WARM_UP_AFTER_MS, self, self._warm_up)

    def _warm_up(self) -> None:
        """Load what comes next beside the window, while the person types."""
        from desktop_app.runtime.immortals import keep_immortals

        keep_immortals()
        jobs.run(_load_pages, done=self._warm, failed=_raise)

    def _warm(self, _nothing: object) -> None:
        if self._practice and self._session is None:
            from desktop_app.services import sessions

            session, self._folder = sessions.open_practice(_now)
            self.open(session)

    def _show_preparing(self) -> None:
        from desktop_app.ui.practising import PreparingPage

        self.window.show_page(PreparingPage())

    # --- looks ---

    def _dress(self) -> None:
        name = self._settings.theme
        if name == SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            name = "dark" if dark else "light"
        theme.apply(self._application, name, self._settings.zoom)

    def _zoom(self, step: int) -> None:
        wanted = self._settings.zoom + step * _ZOOM_STEP if step else LEAST_ZOOM
        self._settings.zoom = min(max(wanted, LEAST_ZOOM), MOST_ZOOM)
        self._dress()

    # --- an open vault ---

    def open(self, session: "Session") -> None:
        """Show the first page of an open vault, and watch from now on whether somebody is there."""
        from desktop_app.ui.desk import Desk
        from desktop_app.ui.locking import Blank, IdleNotice, IdleWatch
        from desktop_app.ui.navigator import Navigator

        self._session = session
        self._navigator = Navigator(self.window, Desk(session, self._settings))
        self._navigator.open_home()
        self._blank = Blank(self.window)
        keys = QShortcut(QKeySequence(Blank.KEY), self.window, self._blank.turn)
        keys.setContext(Qt.ShortcutContext.ApplicationShortcut)
        if self._practice:
            return
        self._notice = IdleNotice(self.window)
        self._idle = IdleWatch(self._settings.idle_minutes, parent=self)
        self._idle.warned.connect(self._notice.warn)
        self._idle.lifted.connect(self._notice.hide)
        self._idle.expired.connect(self._lock_unasked)
        self._idle.start(self._application)

    def lock(self) -> None:
        """Save, close the vault, and go back to the password in a fresh process.

        What cannot be saved is not thrown away: then the window stays, and says why. In practice,
        where there is nothing to protect, the screen is hidden and no more.
        """
        if self._practice and self._blank is not None:
            self._blank.turn()
        elif self._session is not None and self._saved():
            self._start_anew()

    def _lock_unasked(self) -> None:
        """Lock because nobody is there; hide the screen at least, where saving fails."""
        self.lock()
        if self._session is not None and self._blank is not None and not self._blank.isVisible():
            self._blank.turn()

    def _start_anew(self) -> None:
        for each in QApplication.topLevelWidgets():
            each.hide()
        self.end()
        instance.start_anew()
        self._application.exit(0)

    def _saved(self) -> bool:
        return self._navigator is None or self._navigator.save_now()

    def end(self) -> None:
        """Close whatever is open; a second time does nothing."""
        session, self._session = self._session, None
        if self._idle is not None:
            self._idle.stop()
        if session is not None:
            from desktop_app.services import sessions

            sessions.close(session)
        self.gate.give_up()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        board = QGuiApplication.clipboard()
        if board.ownsClipboard():
            board.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save before the window closes; if that fails, say so once, and close when asked again."""
        if event.type() != QEvent.Type.Close or self._session is None:
            return False
        if self._saved() or self._asked_to_close:
            return False
        self._asked_to_close = True
        event.ignore()
        return True

    def _print_keys(self, keys: "RecoveryKeys") -> None:
        from desktop_app.ui import printing

        printing.print_keys(keys, self.window, failed=self.window.show_trouble)

    # --- faults of ours ---

    def own_up(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        """Stop loudly: save what was typed, log the fault, and say what to quote."""
        if isinstance(error, KeyboardInterrupt):
            self._application.quit()
            return
        import secrets

        from desktop_app.services import messages

        reference = secrets.token_hex(4).upper()
        sentence = messages.our_fault(error, reference=reference)
        logs.record_fault(error, reference=reference, version=__version__)
        sys.stderr.write(f"{sentence}\n")
        if self._failed:
            return
        self._failed = True
        try:
            self._show_fault(sentence)
        except Exception as second:  # noqa: BLE001  # nothing is left that could show it
            logs.record_fault(second, reference=reference, version=__version__)
            self._application.exit(1)

    def _show_fault(self, sentence: str) -> None:
        from desktop_app.services import messages
        from desktop_app.ui.fault import FaultWindow

        with suppress(Exception):
            self._saved()
        self.window.hide()
        log = paths.log_file()
        more = messages.fault_log(log) if log is not None and log.is_file() else ""
        page = FaultWindow(sentence, more)
        page.again_wanted.connect(self._start_anew)
        page.close_wanted.connect(lambda: self._application.exit(1))
        page.show()
        self._fault = page
        self.end()


def _load_pages() -> None:
    import desktop_app.services.sessions
    import desktop_app.ui.navigator  # noqa: F401  # to have it loaded is all that is wanted


def _raise(error: BaseException) -> None:
    raise error


def _now() -> datetime:
    return datetime.now().astimezone()
