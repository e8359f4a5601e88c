"""A place on this computer to be typed or chosen: a folder, a file that is there, or a new one."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Field, hbox, vbox


def backup_files() -> str:
    """Give what a dialog shows of a folder where a backup is chosen."""
    return _("Backups (*{0})").format(".sgbackup")


class PathField(QWidget):
    """A line for a place, with the button that chooses one.

    `mode` is that of the dialog, `filters` what it shows. `path` is what stands in the line.
    """

    def __init__(
        self,
        title: str,
        hint: str,
        *,
        identifier: str,
        mode: QFileDialog.FileMode = QFileDialog.FileMode.Directory,
        filters: str = "",
    ) -> None:
        super().__init__()
        self._mode, self._filters = mode, filters
        self.line = TextLine()
        self.field = Field(title, self.line, hint, identifier=identifier)
        words = {
            QFileDialog.FileMode.Directory: _("Choose a folder…"),
            QFileDialog.FileMode.ExistingFile: _("Choose a file…"),
        }.get(mode, _("Choose a place…"))
        self.choose = Button(words, identifier=f"{identifier}-choose")
        self.choose.setAccessibleName(f"{self.field.title}: {words}")
        self.choose.clicked.connect(self._choose)
        column = vbox(self, spacing=SPACE["xs"])
        column.addWidget(self.field)
        row = hbox()
        row.addWidget(self.choose)
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusProxy(self.line)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.field.title)
        dialog.setFileMode(self._mode)
        if self._mode is QFileDialog.FileMode.AnyFile:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if self._mode is QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if self._filters:
            dialog.setNameFilters([self._filters, _("All files (*)")])
        if self.line.text().strip():
            dialog.selectFile(self.line.text().strip())
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, name: str) -> None:
        self.line.setText(name)
        self.line.editingFinished.emit()

    def path(self) -> Path | None:
        """Give the whole place that stands in the line; None for what is no whole place."""
        try:
            path = Path(self.line.text().strip()).expanduser()
        except RuntimeError:
            return None
        return path if path.is_absolute() and path.name else None

    def show_problem(self, text: str) -> None:
        """Show what is wrong at the line; an empty text takes it away."""
        self.field.show_problem(text)

    def focus_first(self) -> None:
        """Put the focus on the line."""
        self.field.focus_first()
