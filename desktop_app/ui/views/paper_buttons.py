"""Two buttons that put something drawn on paper, or into a file: for what holds nothing of a case."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import exports, messages
from desktop_app.services.sessions import Session
from desktop_app.ui import jobs, printing
from desktop_app.ui.accessible import announce
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Beside
from desktop_app.ui.widgets import Button, label, vbox

Draw = Callable[[], bytes]


class PaperButtons(QWidget):
    """“Print” and “Save as PDF”. `work` gives what draws the paper as it would be now.

    It is asked for in the window's own thread and drawn in another. `said` tells how it went.
    `session` is the open one, if a vault is open; `kind` is that of the first button.
    """

    def __init__(
        self, session: Session | None, work: Callable[[], Draw], *, file_name: str, kind: str = ""
    ) -> None:
        super().__init__()
        self._session, self._work, self._file_name = session, work, file_name
        self._paper: printing.Paper | None = None
        self._job: printing.PrintJob | None = None
        self.print_button = Button(_("&Print…"), kind, icon="printer", identifier="paper-print")
        self.print_button.clicked.connect(lambda: self._draw(self._print))
        self.save_button = Button(_("&Save as PDF…"), icon="download", identifier="paper-save")
        self.save_button.clicked.connect(self._choose_file)
        self.said = label("", "strong")
        self.said.hide()
        column = vbox(self, spacing=SPACE["s"])
        column.addWidget(Beside([self.print_button, self.save_button]))
        column.addWidget(self.said)

    def _draw(self, then: Callable[[bytes], None]) -> None:
        self._enable(able=False)
        self._say(_("Drawing the pages…"))

        def done(data: bytes) -> None:
            self._enable(able=True)
            then(data)

        job = jobs.run(self._work(), done=done, failed=self._failed)
        self.destroyed.connect(job.drop)

    def _enable(self, *, able: bool) -> None:
        for each in (self.print_button, self.save_button):
            each.setEnabled(able)

    def _failed(self, error: BaseException) -> None:
        self._enable(able=True)
        self._say(jobs.trouble(error).sentence)

    def _print(self, data: bytes) -> None:
        self._paper = printing.Paper(data, self)
        pages = self._paper.document.pageCount()
        self.said.hide()
        if not printing.ask(self, pages=pages, accepted=self.send):
            self._say(_("No printer is set up on this computer. Save it as a PDF instead."))

    def send(self, printer: QPrinter) -> None:
        """Send the pages to a printer."""
        if self._paper is None:
            return
        self._job = printing.PrintJob(self._paper, printer, self)
        if not self._job.begin():
            self._say(_("The printer did not take the pages. Choose another one."))
            return
        self._job.ended.connect(self._ended)
        self._job.go_on()

    def _ended(self, complete: bool) -> None:  # noqa: FBT001  # a signal carries by place
        self._say(
            _("Sent to the printer.")
            if complete
            else _("Stopped. Look at the printer: some pages may have come out already.")
        )

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF files (*{0})").format(".pdf"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._file_name)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the pages to a file, or say why not."""

        def write(data: bytes) -> None:
            vault = self._session.vault.path if self._session is not None else None
            try:
                exports.write_pdf(data, to=path, open_vault=vault)
            except SafeguardingError as error:
                self._say(messages.sentence(error))
            except OSError as error:
                self._say(messages.system_sentence(error))
            else:
                self._say(_("Saved to {0}.").format(path))

        self._draw(write)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()
        announce(self.said, sentence)
