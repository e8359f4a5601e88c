"""The log as a file for an inspector or a court: with or without what the records say."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import log_files
from desktop_app.ui import jobs
from desktop_app.ui.asking_again import ask_again
from desktop_app.ui.desk import Desk
from desktop_app.ui.said import Said
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, ChoiceGroup, label, vbox

_BARE: Final = "bare"
_WHOLE: Final = "whole"
_ENDING: Final = ".json"


class ExportLog(QWidget):
    """Asks how much is to leave, then why and for the password; then writes the file.

    `page` is the one that is covered meanwhile. `exported` comes once the log says that it left.
    """

    exported = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._page = page
        column = vbox(self, spacing=SPACE["s"])
        column.addWidget(
            label(
                _(
                    "An inspector or a court can check this file without us, with a small program "
                    "that lies at {program}. Hand over both, and lines from forms that others "
                    "keep."
                ).format(program=log_files.verifier()),
                "hint",
            )
        )
        self.what = ChoiceGroup(
            _("How much is to leave?"),
            [
                (
                    _BARE,
                    _("Without &what the records say"),
                    _(
                        "Times, ties and signatures, and the names of those who may sign: enough "
                        "to show that nothing was changed"
                    ),
                ),
                (
                    _WHOLE,
                    _("With &all that the records say"),
                    _("Every name and account in the clear; only sealed records stay closed"),
                ),
            ],
            identifier="log-file-what",
        )
        self.what.set_value(_BARE)
        self.go = Button(_("E&xport the log…"), icon="download", identifier="log-file-go")
        self.go.clicked.connect(self.ask)
        self.said = Said("log-file-said")
        column.addWidget(self.what)
        column.addLayout(at_left(self.go))
        column.addWidget(self.said)

    def ask(self) -> None:
        """Ask why, and for the password, before anything is written."""
        self.said.clear()
        whole = self.what.value() == _WHOLE
        warning = (
            _(
                "The file holds every name and every account that is not sealed. It is not locked: "
                "whoever has it can read all of it."
            )
            if whole
            else _(
                "The file holds no account and no name but those of the people who use this vault. "
                "It shows when something was recorded, and by whom."
            )
        )
        ask_again(
            self._desk.session,
            self._page,
            title=_("Export the log as a file"),
            warning=warning,
            then=lambda reason: self._choose_file(reason, whole=whole),
        )

    def _choose_file(self, reason: str, *, whole: bool) -> None:
        dialog = QFileDialog(self, _("Export the log"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Exported logs (*{0})").format(_ENDING))
        dialog.setDefaultSuffix(_ENDING[1:])
        dialog.selectFile(_("log") + _ENDING)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name), reason, whole=whole))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path, reason: str, *, whole: bool) -> None:
        """Write the log to a file and note that it left, or say why not."""
        session = self._desk.session
        try:
            made = log_files.export_log(
                session.vault, to=path, with_content=whole, reason=reason, at=session.now()
            )
        except (SafeguardingError, OSError) as error:
            self.said.show_words(jobs.trouble(error).sentence, kind="red", focus=True)
            return
        said = ngettext(
            "{number} entry exported to {path}. Its newest: {head}",
            "{number} entries exported to {path}. The newest of them: {head}",
            made.entries,
        )
        words = said.format(number=made.entries, path=path, head=made.head)
        self.said.show_words(words, kind="green", focus=True)
        self.exported.emit()
