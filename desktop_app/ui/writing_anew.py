"""The whole vault written anew under another key, shown while it lasts."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.patience import Patience, StoppedError
from desktop_app.ui.progress import Working

_PAINTED_AFTER_MS: Final = 50
Step = Callable[[int, int], None]


class WritingAnew(Working):
    """Does such work in slices on the vault's own thread; nothing else can be done meanwhile.

    What was stopped is finished when the vault is next opened.
    """

    def write(
        self,
        work: Callable[[Step], object],
        *,
        done: Callable[[], object],
        failed: Callable[[BaseException], object],
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Say that it begins, and begin once that is in view; then one of the three is called."""
        self.begin(_("Writing the vault anew…"))
        begin = self._write
        QTimer.singleShot(_PAINTED_AFTER_MS, self, lambda: begin(work, done, failed, stopped))

    def _write(
        self,
        work: Callable[[Step], object],
        done: Callable[[], object],
        failed: Callable[[BaseException], object],
        stopped: Callable[[], object] | None,
    ) -> None:
        try:
            with Patience(self.stop, self.tell) as patience:
                work(patience.step)
        except StoppedError:
            self.end()
            if stopped is not None:
                stopped()
        except Exception as error:  # noqa: BLE001  # whoever takes it raises what has no words
            self.end()
            failed(error)
        else:
            self.end()
            done()
