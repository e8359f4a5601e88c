"""The way to an open vault: which one, who has it already, and the password."""

import functools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSysInfo, QTimer, Signal

from desktop_app.domain.trust_errors import AdministratorError
from desktop_app.runtime import paths
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.sign_ins import sign_ins
from desktop_app.ui import jobs
from desktop_app.ui.instance import Claim, Holder
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.patience import Patience
from desktop_app.ui.progress import Working
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.widgets import Button, Page, hbox, label

if TYPE_CHECKING:
    from desktop_app.services.sessions import Session, Unlocked

_CLAIM_AFTER_MS = 60
_SEEN_AFTER_MS = 400
_SECONDS_IN_VIEW = 20


class Gate(QObject):
    """Shows one page after the other until a vault is open; `opened` carries the session.

    `other_wanted` asks for the pages that make a vault or choose another one: they are loaded when
    they are needed; so are the card that `card_wanted` asks for, and the way in with the recovery
    key to the vault that `recovery_wanted` carries. `ended` says that there is nothing to do here,
    for another window has the vault. `administrator_wanted` carries the vault and what the password
    of an administrator opened.
    """

    opened = Signal(object)
    ended = Signal()
    other_wanted = Signal()
    recovery_wanted = Signal(object)
    administrator_wanted = Signal(object, object)
    card_wanted = Signal()

    def __init__(
        self, window: MainWindow, settings: ViewSettings, now: Callable[[], datetime]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._now = now
        self._held: Claim | None = None

    def start(self) -> None:
        """Show the page that this start calls for."""
        path = self._settings.vault or paths.default_vault()
        if path is None or self.is_first_start:
            self.other_wanted.emit()
        else:
            self.show_unlock(path, at_start=True)

    def start_again(self) -> None:
        """Show the first page once more, as after a page that nobody need sign in to read."""
        path = self._settings.vault or paths.default_vault()
        if path is not None:
            self.show_unlock(path)

    @property
    def is_first_start(self) -> bool:
        """Whether no vault was opened yet and none lies where one is made by itself."""
        default = paths.default_vault()
        return self._settings.vault is None and (default is None or not default.exists())

    def give_up(self) -> None:
        """Let another window have the vault."""
        if self._held is not None:
            self._held.give_up()

    def claim(self, path: Path) -> Holder | None:
        """Claim a vault in place of the one claimed before; give who has it already, if so."""
        if self._held is not None:
            if self._held.vault == path:
                return None
            self._held.give_up()
        self._held = Claim(path)
        holder = self._held.take()
        if holder is not None:
            self._held = None
        return holder

    def show_unlock(self, path: Path, *, at_start: bool = False) -> None:
        """Ask for the password of a vault; where another window has it, say so.

        At the start of the program that is the end of it.
        """
        if at_start:
            # Writing the lock file down to the disk takes as long as painting the page.
            later = functools.partial(self._claim_or_say, path, at_start=True)
            QTimer.singleShot(_CLAIM_AFTER_MS, self, later)
        elif not self._claim_or_say(path, at_start=False):
            return
        page = UnlockPage(path, sign_ins(path), self._now)
        page.other_wanted.connect(self.other_wanted)
        page.card_wanted.connect(self.card_wanted)
        page.recovery_wanted.connect(lambda: self.recovery_wanted.emit(path))

        def opened(unlocked: "Unlocked", *, knowingly: bool = False) -> None:
            try:
                self.open(path, unlocked, knowingly=knowingly, working=page.working)
            except Exception as error:  # noqa: BLE001  # the page raises what it has no words for
                page.fail(error)

        page.unlocked.connect(opened)
        page.accepted.connect(functools.partial(opened, knowingly=True))
        self._window.show_page(page)
        if not path.exists():
            page.show_trouble(jobs.missing(path))

    def _claim_or_say(self, path: Path, *, at_start: bool) -> bool:
        holder = self.claim(path)
        if holder is not None:
            self._show_in_use(path, holder, at_start=at_start)
        return holder is None

    def open(
        self,
        path: Path,
        unlocked: "Unlocked",
        *,
        knowingly: bool = False,
        working: Working | None = None,
    ) -> None:
        """Open a vault with what its password opened, and hand the session over.

        Where the whole vault must be copied first, `working` shows how far that is.
        An administrator, who holds no key to the records, gets a page of their own. Raises what
        `sessions.open_session` raises.
        """
        if not self._claim_or_say(path, at_start=False):
            return
        try:
            session = self._opened(path, unlocked, working, knowingly=knowingly)
        except AdministratorError:
            self.administrator_wanted.emit(path, unlocked)
            return
        self._settings.vault = path
        self.opened.emit(session)
        # Writing it down to the disk takes as long as painting the page.
        QTimer.singleShot(_SEEN_AFTER_MS, self, functools.partial(jobs.keep_seen, session))

    def _opened(
        self, path: Path, unlocked: "Unlocked", working: Working | None, *, knowingly: bool
    ) -> "Session":
        if working is None:
            return jobs.open_session(path, unlocked, self._now, knowingly=knowingly)

        def tell(done: int, whole: int) -> None:
            if working.isHidden():
                working.begin(copied_first())
            working.tell(done, whole)

        with Patience(working.stop, tell) as patience:
            return jobs.open_session(
                path, unlocked, self._now, knowingly=knowingly, progress=patience.step
            )

    def _show_in_use(self, path: Path, holder: Holder, *, at_start: bool) -> None:
        page = InUsePage(path, holder, back=not at_start)
        page.back_wanted.connect(self.other_wanted)
        page.closed.connect(self.ended)
        self._window.show_page(page)
        if at_start:
            page.close_soon()


def copied_first() -> str:
    """Say why the first opening after an update, or after work that was stopped, takes longer."""
    return _("Getting the vault ready: all of it is copied first. It is needed this once.")


class InUsePage(Page):
    """Says who has the vault; `closed` when that was read, or after a while by itself."""

    closed = Signal()

    def __init__(self, path: Path, holder: Holder, *, back: bool) -> None:
        super().__init__(_("This vault is open already"), back=back)
        self.sentence = _in_use(path, holder)
        self.add(label(self.sentence))
        self._soon = label("", "hint")
        self.add(self._soon)
        row = hbox(spacing=12)
        close = Button(_("&Close"), "primary", identifier="close")
        close.clicked.connect(self.closed)
        if back:
            close.hide()
        row.addWidget(close)
        row.addStretch(1)
        self.add(row)
        self.column.addStretch(1)

    def close_soon(self) -> None:
        """End by itself after a while: there is nothing else to be done here."""
        self._soon.setText(
            _("This message closes by itself after {0} seconds.").format(_SECONDS_IN_VIEW)
        )
        QTimer.singleShot(_SECONDS_IN_VIEW * 1000, self, self.closed.emit)


def _in_use(path: Path, holder: Holder) -> str:
    if holder.computer and holder.computer != QSysInfo.machineHostName():
        return _(
            "The vault {path} is open on the computer {computer} (process {process}). Close it "
            "there first."
        ).format(path=path, computer=holder.computer, process=holder.process)
    return _(
        "The vault {path} is open in another window on this computer, or a command works on it "
        "(process {process}). Look for that window; it may be small or behind others."
    ).format(path=path, process=holder.process)
