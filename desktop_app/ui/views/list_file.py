"""The button of the incident log that makes a file for a spreadsheet of what is shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import list_csv, messages
from desktop_app.services.incident_log import Query
from desktop_app.ui.accessible import announce
from desktop_app.ui.asking_again import ask_again
from desktop_app.ui.desk import Desk
from desktop_app.ui.widgets import Button, label

_ENDING = ".csv"


class SavingList(QObject):
    """`button` asks why and for the password, then where to; `said` tells how it went.

    `query` gives what is being looked for on the page.
    """

    def __init__(self, desk: Desk, page: QWidget, query: Callable[[], Query]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._query = query
        self.button = Button(_("Save this list…"), "quiet", "download", "log-save")
        self.button.clicked.connect(self.ask)
        self.said = label("", "strong")
        self.said.hide()

    def ask(self) -> None:
        """Ask why, and for the password, before anything is written."""
        self.said.hide()
        ask_again(
            self._desk.session,
            self._page,
            title=_("Save the list as a file"),
            warning=_(
                "The file holds what the list shows now, without names, and nothing that is sealed. "
                "It is not locked: whoever has it can read it, and a small school is soon known "
                "from its dates."
            ),
            then=self._choose_file,
        )

    def _choose_file(self, reason: str) -> None:
        dialog = QFileDialog(self._page, _("Save the list"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Files for a spreadsheet (*{0})").format(_ENDING))
        dialog.setDefaultSuffix(_ENDING[1:])
        dialog.selectFile(_("incidents") + _ENDING)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name), reason))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path, reason: str) -> None:
        """Write the list to a file, or say why not."""
        try:
            rows = list_csv.export(self._desk.session, self._query(), to=path, reason=reason)
        except SafeguardingError as error:
            self._say(messages.sentence(error))
        except OSError as error:
            self._say(messages.system_sentence(error))
        else:
            said = ngettext(
                "{rows} incident saved to {path}.", "{rows} incidents saved to {path}.", rows
            )
            self._say(said.format(rows=rows, path=path))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()
        announce(self.said, sentence)
