"""The way to an open vault: the first start, unlocking, choosing another, one window for each."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSysInfo, QTimer, Signal

from desktop_app.runtime import paths
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.sign_ins import sign_ins
from desktop_app.ui import jobs
from desktop_app.ui.instance import Claim, Holder
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.set_up import FirstUserPage, KeysPage, PlacePage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.widgets import Button, Page, hbox, label

if TYPE_CHECKING:
    from desktop_app.services.sessions import RecoveryKeys, Unlocked

_SECONDS_IN_VIEW = 20


class Gate(QObject):
    """Shows one page after the other until a vault is open; `opened` carries the session.

    `ended` says that there is nothing to do here, for another window has the vault.
    """

    opened = Signal(object)
    ended = Signal()
    print_keys_wanted = Signal(object)

    def __init__(
        self, window: MainWindow, settings: ViewSettings, now: Callable[[], datetime]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._now = now
        self._claim: Claim | None = None
        self._unlocked: Unlocked | None = None

    def start(self) -> None:
        """Show the page that this start calls for."""
        path = self._settings.vault or paths.default_vault()
        if self._settings.vault is None and (path is None or not path.exists()):
            self._show_place(first=True)
        elif path is not None:
            self._show_unlock(path, at_start=True)

    def give_up(self) -> None:
        """Let another window have the vault."""
        if self._claim is not None:
            self._claim.give_up()

    def _claims(self, path: Path) -> Holder | None:
        """Claim a vault in place of the one claimed before; give who has it already, if so."""
        if self._claim is not None:
            if self._claim.vault == path:
                return None
            self._claim.give_up()
        self._claim = Claim(path)
        holder = self._claim.take()
        if holder is not None:
            self._claim = None
        return holder

    def _show_place(self, *, first: bool = False) -> None:
        page = PlacePage(paths.default_vault(), first=first)
        page.make_wanted.connect(self._show_first_user)
        page.open_wanted.connect(self._show_unlock)
        page.back_wanted.connect(self.start)
        self._window.show_page(page)

    # --- opening one ---

    def _show_unlock(self, path: Path, *, at_start: bool = False) -> None:
        holder = self._claims(path)
        if holder is not None:
            self._show_in_use(path, holder, at_start=at_start)
            return
        page = UnlockPage(path, sign_ins(path))
        page.other_wanted.connect(self._show_place)

        def opened(unlocked: "Unlocked") -> None:
            try:
                self._open(path, unlocked)
            except Exception as error:  # noqa: BLE001  # the page raises what it has no words for
                page.fail(error)

        page.unlocked.connect(opened)
        self._window.show_page(page)

    def _open(self, path: Path, unlocked: "Unlocked") -> None:
        session = jobs.open_session(path, unlocked, self._now)
        self._settings.vault = path
        self.opened.emit(session)

    def _show_in_use(self, path: Path, holder: Holder, *, at_start: bool) -> None:
        page = InUsePage(path, holder, back=not at_start)
        page.back_wanted.connect(self._show_place)
        page.closed.connect(self.ended)
        self._window.show_page(page)
        if at_start:
            page.close_soon()

    # --- making one ---

    def _show_first_user(self, path: Path) -> None:
        page = FirstUserPage(path)
        page.back_wanted.connect(self._show_place)
        page.wanted.connect(lambda: self._make(page))
        self._window.show_page(page)

    def _make(self, page: FirstUserPage) -> None:
        page.wait(waiting=True)

        jobs.run(
            jobs.make_vault,
            page.path,
            page.password.text(),
            page.sign_in.text().strip(),
            page.name.text().strip(),
            page.role.text().strip(),
            self._now(),
            done=lambda keys: self._show_keys(page, keys),
            failed=lambda error: page.fail(jobs.trouble(error).sentence),
        )

    def _show_keys(self, made: FirstUserPage, keys: "RecoveryKeys") -> None:
        """Show the keys, and derive meanwhile what opens the vault."""
        path, password, sign_in = made.path, made.password.text(), made.sign_in.text().strip()
        self._settings.vault = path
        self._claims(path)
        self._unlocked = None
        page = KeysPage(keys)
        page.print_wanted.connect(lambda: self.print_keys_wanted.emit(keys))
        page.done.connect(lambda: self._go_in(path))
        self._window.show_page(page)
        jobs.run(jobs.derive, path, password, sign_in, done=self._keep, failed=_raise)

    def _keep(self, unlocked: Any) -> None:  # noqa: ANN401  # a thread's result
        self._unlocked = unlocked

    def _go_in(self, path: Path) -> None:
        """Open the new vault; whoever is faster than the derivation types the password once."""
        if self._unlocked is None:
            self._show_unlock(path)
            return
        self._open(path, self._unlocked)


def _raise(error: BaseException) -> None:
    raise error


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
        close.setVisible(not back)
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
        "The vault {path} is open in another window on this computer (process {process}). Look "
        "for that window; it may be small or behind others."
    ).format(path=path, process=holder.process)
