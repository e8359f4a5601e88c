"""The pages that make a vault, or choose another one, in their order."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.runtime import paths
from desktop_app.ui import jobs
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.recovery_keys import KeysBackPage, KeysPage
from desktop_app.ui.restoring import RestoredPage, RestorePage
from desktop_app.ui.set_up import FirstUserPage, PlacePage

if TYPE_CHECKING:
    from desktop_app.services.backups import Restored
    from desktop_app.services.sessions import RecoveryKeys, Unlocked


class FirstStart(QObject):
    """Leads from the choice of a place to an open vault, or to the password of another one.

    `print_wanted` carries the recovery keys that are to be printed, and the path of their vault.
    """

    print_wanted = Signal(object, object)

    def __init__(self, window: MainWindow, gate: Gate, now: Callable[[], datetime]) -> None:
        super().__init__(gate)
        self._window = window
        self._gate = gate
        self._now = now
        self._unlocked: Unlocked | None = None

    def begin(self) -> None:
        """Ask what is to be done, and where."""
        default = paths.default_vault()
        page = PlacePage(default, first=self._gate.is_first_start)
        page.make_wanted.connect(self._ask_who)
        page.open_wanted.connect(self._gate.show_unlock)
        page.restore_wanted.connect(self._ask_for_backup)
        page.back_wanted.connect(self._gate.start)
        self._window.show_page(page)

    def _ask_for_backup(self) -> None:
        page = RestorePage(self._now)
        page.back_wanted.connect(self.begin)
        page.restored.connect(self._show_restored)
        self._window.show_page(page)

    def _show_restored(self, done: "Restored") -> None:
        page = RestoredPage(done)
        page.open_wanted.connect(self._gate.show_unlock)
        self._window.show_page(page)

    def _ask_who(self, path: Path) -> None:
        page = FirstUserPage(path)
        page.back_wanted.connect(self.begin)
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
        self._gate.claim(path)
        self.show_keys(path, keys)
        jobs.run(jobs.derive, path, password, sign_in, done=self._keep, failed=_raise)

    def show_keys(self, path: Path, keys: "RecoveryKeys") -> None:
        """Show the keys of the vault at `path`; going back from typing them shows them again."""
        page = KeysPage(keys)
        page.print_wanted.connect(lambda: self.print_wanted.emit(keys, path))
        page.done.connect(lambda: self._ask_for_keys(path, keys))
        self._window.show_page(page)

    def _ask_for_keys(self, path: Path, keys: "RecoveryKeys") -> None:
        page = KeysBackPage(keys)
        page.back_wanted.connect(lambda: self.show_keys(path, keys))
        page.done.connect(lambda: self._go_in(path))
        self._window.show_page(page)

    def _keep(self, unlocked: "Unlocked") -> None:
        self._unlocked = unlocked

    def is_derived(self) -> bool:
        """Say whether the new vault's key is at hand."""
        return self._unlocked is not None

    def _go_in(self, path: Path) -> None:
        """Open the new vault; whoever is faster than the derivation types the password once."""
        if self._unlocked is None:
            self._gate.show_unlock(path)
        else:
            self._gate.open(path, self._unlocked)


def _raise(error: BaseException) -> None:
    raise error
