"""Puts the window together: settings, looks, the way in, the pages behind it, and the way out."""

import gc
import shutil
import sys
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.runtime import i18n, logs, paths
from desktop_app.ui import accessible, capture, clipboard, jobs, theme
from desktop_app.ui.capture import CaptureShield
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.settings import LEAST_ZOOM, MOST_ZOOM, SYSTEM, ViewSettings

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.services.sessions import RecoveryKeys, Session, Unlocked
    from desktop_app.ui.desktop_bus import DesktopBus
    from desktop_app.ui.fault import FaultWindow
    from desktop_app.ui.seat import Seat
    from desktop_app.ui.system_lock import WindowsSession
    from desktop_app.ui.watched import Watched

_ZOOM_STEP = 0.25
_WARM_UP_AFTER_MS = 250


def run(*, practice: bool) -> int:
    """Open the window and stay until it is closed; give the exit status."""
    application = theme.started(sys.executable)
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
    """The running program: the window, the way in, and what has to be closed in which order."""

    def __init__(
        self, application: QApplication, settings: ViewSettings, *, practice: bool
    ) -> None:
        super().__init__()
        self._application = application
        self._settings = settings
        self._practice = practice
        self._seat: Seat | Watched | None = None
        self._system: WindowsSession | DesktopBus | None = None
        self.folder: Path | None = None
        self._fault: FaultWindow | None = None
        self._dress()
        # In practice there is nothing to hide, and it is there to be shown to others.
        self._capture = CaptureShield(user32=None if practice else capture.of_this_system())
        self._capture.start(application)
        self.window = MainWindow()
        self.gate = Gate(self.window, settings, _now)
        self._connect()

    def _connect(self) -> None:
        self.window.zoom_wanted.connect(self._zoom)
        self.window.looks_changed.connect(self._dress)
        self.gate.opened.connect(self.open)
        self.gate.ended.connect(lambda: self._application.exit(1))
        self.gate.other_wanted.connect(self._show_first_start)
        self.gate.card_wanted.connect(self._show_colleague_card)
        self.gate.recovery_wanted.connect(self._show_recovery)
        self.gate.administrator_wanted.connect(self._show_administrator)
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
        gc.enable()
        from desktop_app.runtime.immortals import keep_immortals

        keep_immortals()
        jobs.run(_load_pages, done=self._warm, failed=_raise)

    def _warm(self, _nothing: object) -> None:
        if self._practice and self._seat is None:
            from desktop_app.services import sessions

            session, self.folder = sessions.open_practice(_now)
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

    # --- the way in, and out ---

    def _show_first_start(self) -> None:
        from desktop_app.ui.first_start import FirstStart

        first = FirstStart(self.window, self.gate, _now)
        first.print_wanted.connect(self._print_keys)
        first.begin()

    def _show_recovery(self, path: "Path") -> None:
        from desktop_app.ui.recovery_way import RecoveryWay

        self._watched()
        way = RecoveryWay(self.window, self.gate, _now)
        way.left.connect(self._stand_up)
        way.print_wanted.connect(self._print_keys)
        way.begin(path)

    def _show_administrator(self, path: "Path", unlocked: "Unlocked") -> None:
        from desktop_app.ui.administrator import AdministratorWay

        AdministratorWay(self.window, self.gate, self._watched()).begin(path, unlocked)

    def _show_colleague_card(self) -> None:
        from desktop_app.services.contact_shelf import ContactShelf
        from desktop_app.ui.colleague_card import ColleagueCardPage

        contacts = ContactShelf(self._settings.contacts_file, paths.school_folder())
        page = ColleagueCardPage(self._settings.procedure, contacts, _now)
        page.back_wanted.connect(self.gate.start_again)
        self.window.show_page(page)

    def _print_keys(self, keys: "RecoveryKeys", path: "Path") -> None:
        from desktop_app.services.sign_ins import vault_mark
        from desktop_app.ui import printing

        sheet = printing.Sheets(keys, vault_mark(path), _now().date())
        printing.print_keys(sheet, self.window, failed=self.window.show_trouble)

    def open(self, session: "Session") -> None:
        """Show the first page of an open vault."""
        from desktop_app.ui.seat import Seat

        self._stand_up()
        seat = Seat(self.window, session, self._settings, self._capture)
        self._sit(seat, practice=session.practice)

    def _watched(self) -> "Watched":
        """Lock from now on although no vault is open: there are keys in memory."""
        from desktop_app.ui.watched import Watched

        self._stand_up()
        watched = Watched(self.window, self._settings.idle_minutes, self)
        self._sit(watched)
        return watched

    def _stand_up(self) -> None:
        """Leave the seat, and whatever locks along with it."""
        seat, self._seat = self._seat, None
        if self._system is not None:
            self._system.stop()
            self._system = None
        if seat is not None:
            seat.leave()

    def _sit(self, seat: "Seat | Watched", *, practice: bool = False) -> None:
        """Lock from now on as the seat says, and along with the computer."""
        self._seat = seat
        seat.locked.connect(self.lock)
        seat.watch(self._application)
        self._system = None if practice else _system_lock(self.window, self._application)
        if self._system is not None:
            self._system.locked.connect(seat.nobody_is_there)

    def lock(self) -> None:
        """Close the vault and go back to the password in a fresh process; this one ends."""
        from desktop_app.ui.restart import start_anew

        for each in QApplication.topLevelWidgets():
            each.hide()
        self.end()
        start_anew()
        self._application.exit(0)

    def end(self) -> None:
        """Close whatever is open; a second time does nothing."""
        self._stand_up()
        self.gate.give_up()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        clipboard.forget()

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
        if self._fault is not None:
            return
        try:
            self._show_fault(sentence)
        except Exception as second:  # noqa: BLE001  # nothing is left that could show it
            logs.record_fault(second, reference=reference, version=__version__)
            self._application.exit(1)

    def _show_fault(self, sentence: str) -> None:
        from desktop_app.services import messages
        from desktop_app.ui.fault import FaultWindow

        with suppress(Exception):
            self._seat is None or self._seat.save()
        self.window.hide()
        log = paths.log_file()
        more = messages.fault_log(log) if log is not None and log.is_file() else ""
        self._fault = FaultWindow(sentence, more)
        self._fault.again_wanted.connect(self.lock)
        self._fault.close_wanted.connect(lambda: self._application.exit(1))
        self._fault.show()
        self.end()


def _system_lock(
    window: MainWindow, application: QApplication
) -> "WindowsSession | DesktopBus | None":
    """Listen to what this system tells of a locked screen and of sleep, where it does."""
    if sys.platform == "win32":
        from desktop_app.ui.system_lock import WindowsSession

        session = WindowsSession(window)
        session.start(application)
        return session
    if sys.platform == "linux":
        from desktop_app.ui.desktop_bus import DesktopBus

        bus = DesktopBus(window)
        bus.start()
        return bus
    return None


def _load_pages() -> None:
    import desktop_app.ui.seat  # noqa: F401  # to have it loaded is all that is wanted


def _raise(error: BaseException) -> None:
    raise error


def _now() -> datetime:
    return datetime.now().astimezone()
