"""A form as it will be on paper: looked at, read as text, printed or saved."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import exports, messages, views_log
from desktop_app.services.rights import allows
from desktop_app.ui import jobs, printing
from desktop_app.ui.accessible import Heading, announce
from desktop_app.ui.asking_again import ask_again
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextBox
from desktop_app.ui.widgets import Button, Note, hbox, label, vbox
from desktop_app.ui.wizard.words import form_title, in_wales, lead_words


class PreviewPage(QWidget):
    """Shows a form of an incident. Looking, printing and saving are in the log.

    Whoever only reads the incident looks, and neither prints nor saves.
    """

    back_wanted = Signal()

    def __init__(self, desk: Desk, reference: str, form: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._wanted = exports.Export(form, reference)
        session = desk.session
        self._drawing = exports.prepare(
            session.vault, session.library, self._wanted, at=session.now()
        )
        not_noted = views_log.look_at_form(session, reference, form)
        kinds = self._drawing.state.kinds
        self._may_print = allows(session, "exports.export", kinds)
        self._data = b""
        self._paper: printing.Paper | None = None
        self._job: printing.PrintJob | None = None
        box = vbox(self, (32, 16, 32, 16), 12)
        words = form_title(form, wales=in_wales(self._drawing.printing.procedure))
        box.addLayout(self._top(f"{words}  ·  {reference}"))
        box.addLayout(self._actions())
        self.said = label(_("Drawing the form…"), "strong")
        self.said.setAccessibleIdentifier("preview-said")
        box.addWidget(self.said)
        if not self._may_print:
            lead = lead_words(wales=in_wales(self._drawing.printing.procedure))
            said = _(
                "You look at it as head teacher. The {lead} or a deputy prints and saves it."
            ).format(lead=lead)
            box.addWidget(Note(said))
        if not_noted is not None:
            desk.say(messages.sentence(not_noted))
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleIdentifier("preview-pages")
        self.text = TextBox()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The words of the form"))
        self.text.setAccessibleIdentifier("preview-text")
        self.text.hide()
        box.addWidget(self.view, 1)
        box.addWidget(self.text, 1)
        self._draw()

    def _top(self, words: str) -> QHBoxLayout:
        row = hbox(spacing=12)
        back = Button(_("Back"), "quiet", icon="arrow-left", identifier="back")
        back.clicked.connect(self.back_wanted)
        self.heading = Heading(words)
        self.heading.setObjectName("h2")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(back)
        row.addWidget(self.heading)
        row.addStretch(1)
        return row

    def _actions(self) -> QHBoxLayout:
        row = hbox(spacing=12)
        self.print_button = Button(_("&Print…"), "primary", icon="printer", identifier="print")
        self.print_button.clicked.connect(self.print_form)
        self.save_button = Button(_("&Save as PDF…"), icon="download", identifier="save")
        self.save_button.clicked.connect(self._ask)
        self.read_button = Button(_("Read as &text"), identifier="read-as-text")
        self.read_button.clicked.connect(self.turn)
        self.stop_button = Button(_("Stop &printing"), "danger", identifier="stop-printing")
        self.stop_button.clicked.connect(self._stop)
        self.stop_button.hide()
        for each in (self.print_button, self.save_button, self.read_button, self.stop_button):
            row.addWidget(each)
        for each in (self.print_button, self.save_button):
            each.setVisible(self._may_print)
        row.addStretch(1)
        self._enable(able=False)
        return row

    def focus_first(self) -> None:
        """Put the focus on what is usually done next."""
        (self.print_button if self._may_print else self.read_button).setFocus()

    def _enable(self, *, able: bool) -> None:
        for each in (self.print_button, self.save_button, self.read_button):
            each.setEnabled(able)

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        self.said.setText(sentence)
        announce(self.said, sentence, assertive=problem)

    # --- drawing ---

    def _draw(self) -> None:
        job = jobs.run(exports.drawn, self._drawing, done=self._show, failed=self._failed)
        self.destroyed.connect(job.drop)

    def _show(self, data: bytes) -> None:
        self._data = data
        self._paper = printing.Paper(data, self)
        self.view.setDocument(self._paper.document)
        pages = self._paper.document.pageCount()
        said = ngettext("{pages} page", "{pages} pages", pages).format(pages=pages)
        self.view.setAccessibleName(
            _("Picture of the form, {pages}. “Read as text” gives its words.").format(pages=said)
        )
        self._enable(able=True)
        self._say(said)
        self.focus_first()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, SafeguardingError) and not messages.is_ours(error):
            self._say(messages.sentence(error), problem=True)
        elif isinstance(error, OSError):
            self._say(messages.system_sentence(error), problem=True)
        else:
            raise error

    def turn(self) -> None:
        """Show the words in place of the picture, or the picture again."""
        if self._paper is None:
            return
        reading = self.text.isHidden()
        if reading and not self.text.toPlainText():
            self.text.setPlainText(self._paper.text())
        self.text.setVisible(reading)
        self.view.setVisible(not reading)
        self.read_button.setText(_("See &the pages") if reading else _("Read as &text"))
        if reading:
            self.text.setFocus()

    # --- paper ---

    def print_form(self) -> None:
        """Let the person choose a printer, then print."""
        if self._paper is None:
            return
        pages = self._paper.document.pageCount()
        if not printing.ask(self, pages=pages, accepted=self.send):
            said = _("No printer is set up on this computer. Save the form as a PDF instead.")
            self._say(said, problem=True)

    def send(self, printer: QPrinter) -> None:
        """Note in the log that the form goes to a printer, and send it there."""
        if self._paper is None or self._drawing is None or self._job is not None:
            return
        job = printing.PrintJob(self._paper, printer, self)
        if not job.begin():
            self._say(_("The printer did not take the form. Choose another one."), problem=True)
            return
        session = self._desk.session
        try:
            exports.note_printed(session.vault, self._drawing, self._data, at=session.now())
        except SafeguardingError as error:
            job.cancel()
            self._failed(error)
            return
        self._job = job
        self._enable(able=False)
        self.stop_button.show()
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        job.go_on()

    def _progressed(self, done: int, pages: int) -> None:
        said = _("Page {done} of {pages} goes to the printer…")
        self.said.setText(said.format(done=done, pages=pages))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self, complete: bool) -> None:  # noqa: FBT001  # a signal carries by place
        self._job = None
        self.stop_button.hide()
        self._enable(able=True)
        if complete:
            self._say(_("Sent to the printer. Collect it from the printer now."))
        else:
            said = _("Stopped. Look at the printer: some pages may have come out already.")
            self._say(said, problem=True)
        self.focus_first()

    # --- a file ---

    def _ask(self) -> None:
        """Ask why, and for the password, before anything is written."""
        ask_again(
            self._desk.session,
            self,
            title=_("Save this form as a file"),
            warning=_(
                "The file is not locked: whoever has it can read all of it. To put the form on "
                "paper, print it instead; then no file is left behind."
            ),
            then=self._choose_file,
        )

    def _choose_file(self, reason: str) -> None:
        dialog = QFileDialog(self, _("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF files (*{0})").format(".pdf"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._wanted.reference}-{self._wanted.form}.pdf")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name), reason))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path, reason: str) -> None:
        """Write the form to a file, and note in the log that it was saved, and why."""
        session = self._desk.session
        wanted = replace(self._wanted, reason=reason)
        try:
            exports.export(session.vault, session.library, wanted, to=path, at=session.now())
        except (SafeguardingError, OSError) as error:
            self._failed(error)
            return
        said = _("Saved to {0}. This file is not locked: whoever has it can read it.")
        self._say(said.format(path))
