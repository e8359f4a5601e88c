"""Recovery keys given once: shown, typed back from paper, and then the vault is opened."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.ui import jobs
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.recovery_keys import KeysBackPage, KeysPage

if TYPE_CHECKING:
    from desktop_app.services.sessions import RecoveryKeys, Unlocked


class KeysOnPaper(QObject):
    """Leads from keys that were just made to the open vault, by way of paper.

    `print_wanted` carries the recovery keys that are to be printed, and the path of their vault.
    Meanwhile the vault is closed: whoever walks away leaves nothing open.
    """

    print_wanted = Signal(object, object)

    def __init__(self, window: MainWindow, gate: Gate, now: Callable[[], datetime]) -> None:
        super().__init__(gate)
        self._window = window
        self._gate = gate
        self._now = now
        self._unlocked: Unlocked | None = None

    def show_keys(self, path: Path, keys: "RecoveryKeys", *, caption: str = "") -> None:
        """Show the keys of the vault at `path`; going back from typing them shows them again."""
        page = KeysPage(keys, caption=caption)
        page.print_wanted.connect(lambda: self.print_wanted.emit(keys, path))
        page.done.connect(lambda: self._ask_for_keys(path, keys, caption))
        self._window.show_page(page)

    def _ask_for_keys(self, path: Path, keys: "RecoveryKeys", caption: str) -> None:
        page = KeysBackPage(keys, caption=caption)
        page.back_wanted.connect(lambda: self.show_keys(path, keys, caption=caption))
        page.done.connect(lambda: self.typed_back(path, page))
        self._window.show_page(page)

    def typed_back(self, path: Path, _page: KeysBackPage) -> None:
        """Go on from keys that are on paper: the vault is opened."""
        self._go_in(path)

    def derive(self, path: Path, password: str, sign_in: str) -> None:
        """Derive what opens the vault while the person writes."""
        jobs.run(jobs.derive, path, password, sign_in, done=self._keep, failed=_raise)

    def _keep(self, unlocked: "Unlocked") -> None:
        self._unlocked = unlocked

    def is_derived(self) -> bool:
        """Say whether the vault's key is at hand."""
        return self._unlocked is not None

    def _go_in(self, path: Path) -> None:
        """Open the vault; whoever is faster than the derivation types the password once."""
        if self._unlocked is None:
            self._gate.show_unlock(path)
        else:
            self._gate.open(path, self._unlocked)


def _raise(error: BaseException) -> None:
    raise error
