"""The card of a concern about a colleague: whom to tell, readable before anybody has signed in."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from desktop_app.domain.colleague import CardLine, ColleagueCard
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.colleague_card import card_without_vault
from desktop_app.services.contact_shelf import ContactShelf
from desktop_app.ui import jobs, printing
from desktop_app.ui.accessible import announce
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Frame
from desktop_app.ui.widgets import Button, Line, Note, Page, hbox, label, vbox

_FILE = "concern-about-a-colleague.pdf"


class ColleagueCardPage(Page):
    """The routes, the numbers, what is done and what is not; it can be printed, and holds no case."""

    def __init__(self, procedure: str, contacts: ContactShelf, now: Callable[[], datetime]) -> None:
        super().__init__(_("A concern about a colleague: whom to tell today"))
        self._procedure = procedure
        self._book = contacts.book
        self._now = now
        self._job: printing.PrintJob | None = None
        self._paper: printing.Paper | None = None
        self.card = card_without_vault(procedure, self._book, now())
        self.add(
            Note(
                _(
                    "Say nothing to the person, and to nobody who is not named here. Do not wait "
                    "to be sure. In danger now: 999 first."
                ),
                icon="octagon-alert",
                kind="warn",
            )
        )
        self._buttons()
        self._routes(self.card)
        self._numbers(self.card)
        self._lines(_("What is done"), self.card.steps)
        self._lines(_("What must not be done"), self.card.do_not)
        self.add(label("\n".join((self.card.rules, *self.card.states)), "small"))

    @override
    def focus_first(self) -> None:
        """Put the focus on the heading: the card is to be read."""
        self.heading.setFocus()

    def _buttons(self) -> None:
        row = hbox(spacing=SPACE["m"])
        self.print_button = Button(_("&Print…"), "primary", icon="printer", identifier="card-print")
        self.print_button.clicked.connect(lambda: self._draw(self._print))
        self.save_button = Button(_("&Save as PDF…"), icon="download", identifier="card-save")
        self.save_button.clicked.connect(self._choose_file)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.add(row)
        self.said = label("", "strong")
        self.said.setAccessibleIdentifier("card-said")
        self.said.hide()
        self.add(self.said)

    def _routes(self, card: ColleagueCard) -> None:
        self.add(label(_("If it is about…"), "h2", heading=True))
        frame = _Rows()
        for each in card.routes:
            frame.row(each.about, each.tell, _("Not told: {0}").format(each.leave_out))
        self.add(frame)
        if card.routes_source:
            self.add(label(_("Source: {source}").format(source=card.routes_source), "small"))

    def _numbers(self, card: ColleagueCard) -> None:
        self.add(label(_("To ring"), "h2", heading=True))
        frame = _Rows()
        for each in card.numbers:
            frame.row(each.name, each.number or _("Number not set"), each.note)
        self.add(frame)

    def _lines(self, title: str, lines: tuple[CardLine, ...]) -> None:
        self.add(label(title, "h2", heading=True))
        frame = _Rows()
        for each in lines:
            today = _("Today: {0}").format(each.today) if each.today else ""
            frame.row("", each.text, today, _("Source: {source}").format(source=each.source))
        self.add(frame)

    # --- paper ---

    def _draw(self, then: Callable[[bytes], None]) -> None:
        """Draw the card beside the window, then do something with it."""
        for each in (self.print_button, self.save_button):
            each.setEnabled(False)

        def done(data: bytes) -> None:
            self._enable()
            then(data)

        job = jobs.run(
            jobs.draw_colleague_card,
            self._procedure,
            self._book,
            self._now(),
            done=done,
            failed=self._failed,
        )
        self.destroyed.connect(job.drop)

    def _enable(self) -> None:
        for each in (self.print_button, self.save_button):
            each.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        self._enable()
        self._say(jobs.trouble(error).sentence)

    def _print(self, data: bytes) -> None:
        self._paper = printing.Paper(data, self)
        pages = self._paper.document.pageCount()
        if not printing.ask(self, pages=pages, accepted=self.send):
            self._say(_("No printer is set up on this computer. Save the card as a PDF instead."))

    def send(self, printer: QPrinter) -> None:
        """Send the card to a printer."""
        if self._paper is None:
            return
        self._job = printing.PrintJob(self._paper, printer, self)
        if not self._job.begin():
            self._say(_("The printer did not take the card. Choose another one."))
            return
        self._job.ended.connect(self._ended)
        self._job.go_on()

    def _ended(self, complete: bool) -> None:  # noqa: FBT001  # a signal carries by place
        self._say(
            _("Sent to the printer.")
            if complete
            else _("Stopped. Look at the printer: the page may have come out already.")
        )

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF files (*{0})").format(".pdf"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_FILE)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the card to a file; nothing of a case stands in it, so no log knows of it."""

        def write(data: bytes) -> None:
            try:
                path.write_bytes(data)
            except OSError as error:
                self._say(jobs.trouble(error).sentence)
                return
            self._say(_("Saved to {0}.").format(path))

        self._draw(write)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()
        announce(self.said, sentence)


class _Rows(Frame):
    """Rows in a frame: what is meant, what to do, and what to know of it."""

    def __init__(self) -> None:
        super().__init__()
        self._column = vbox(self, (SPACE["l"], SPACE["s"], SPACE["l"], SPACE["s"]), SPACE["s"])

    def row(self, first: str, words: str, *more: str) -> QWidget:
        """Add a row."""
        if self._column.count():
            self._column.addWidget(Line())
        whole = QWidget()
        column = vbox(whole, spacing=2)
        for text, look in ((first, "strong"), (words, ""), *((each, "small") for each in more)):
            if text:
                column.addWidget(label(text, look))
        self._column.addWidget(whole)
        return whole
