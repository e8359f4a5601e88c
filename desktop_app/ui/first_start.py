"""The pages that make a vault, or choose another one, in their order."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.runtime import paths
from desktop_app.ui import jobs
from desktop_app.ui.keys_on_paper import KeysOnPaper
from desktop_app.ui.restoring import RestoredPage, RestorePage
from desktop_app.ui.set_up import FirstUserPage, PlacePage

if TYPE_CHECKING:
    from desktop_app.services.backups import Restored
    from desktop_app.services.sessions import RecoveryKeys


class FirstStart(KeysOnPaper):
    """Leads from the choice of a place to an open vault, or to the password of another one."""

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
        self._gate.claim(made.path)
        self.show_keys(made.path, keys)
        self.derive(made.path, made.password.text(), made.sign_in.text().strip())
