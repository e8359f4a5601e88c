"""The draft letter to the partnership: words to change, copy, print, or save as a PDF."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import exports, letters, messages, school
from desktop_app.services.wording import procedure_in_language
from desktop_app.ui import clipboard, printing, theme
from desktop_app.ui.accessible import announce
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextBox
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, Field, Page, label

_HEIGHT = 480
_FILE_NAME = "letter-to-the-partnership.pdf"


class LetterPage(Page):
    """A letter that nothing of a case stands in; what is in the box is what is printed."""

    def __init__(self, desk: Desk, rule: str) -> None:
        super().__init__(_("Draft letter to the partnership"), _("Procedure in force"))
        self._desk = desk
        self.back_wanted.connect(lambda: desk.open_settings(f"rule:{rule}"))
        session = desk.session
        chosen = school.chosen_procedure(session.vault, session.library)
        procedure = procedure_in_language(session.library.get(chosen))
        found = next((each for each in procedure.switchable if each.id == rule), None)
        paragraphs = (
            letters.switch_letter(procedure, found, user=session.user_name) if found else ()
        )
        self.add(label(_("Fill in what stands in square brackets. Name no child in it."), "hint"))
        self.text = TextBox()
        self.text.setPlainText("\n\n".join(paragraphs))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.scaled(_HEIGHT))
        self.add(Field(_("The &letter"), self.text, identifier="letter-text"))
        copy = Button(_("&Copy the text"), identifier="letter-copy")
        copy.clicked.connect(self._copy)
        print_it = Button(_("&Print…"), icon="printer", identifier="letter-print")
        print_it.clicked.connect(self._print)
        save = Button(_("&Save as PDF…"), icon="download", identifier="letter-save")
        save.clicked.connect(self._choose_file)
        self.add(at_left(copy, print_it, save))
        self.said = label("", "strong")
        self.add(self.said)
        self._job: printing.PrintJob | None = None

    def pdf(self) -> bytes:
        """Give the letter, as it stands in the box, as a PDF."""
        session = self._desk.session
        text = self.text.toPlainText()
        paragraphs = tuple(each.strip("\n") for each in text.split("\n\n") if each.strip())
        return exports.letter(
            session.vault,
            session.library,
            title=letters.letter_title(),
            paragraphs=paragraphs,
            at=session.now(),
        )

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        self.said.setText(sentence)
        announce(self.said, sentence, assertive=problem)

    def _copy(self) -> None:
        clipboard.put(self.text.toPlainText())
        self._say(_("Copied. It stays on the clipboard for a minute."))

    def _print(self) -> None:
        paper = printing.Paper(self.pdf(), self)

        def send(printer: QPrinter) -> None:
            self._job = printing.PrintJob(paper, printer, self)
            if self._job.begin():
                self._job.go_on()
                self._say(_("Sent to the printer."))
            else:
                self._say(_("The printer did not take the letter."), problem=True)

        pages = paper.document.pageCount()
        if not printing.ask(self, pages=pages, accepted=send):
            said = _("No printer is set up on this computer. Save the letter as a PDF instead.")
            self._say(said, problem=True)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF files (*{0})").format(".pdf"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_FILE_NAME)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the letter to a file, or say why not."""
        try:
            exports.write_pdf(self.pdf(), to=path, open_vault=self._desk.session.vault.path)
        except SafeguardingError as error:
            self._say(messages.sentence(error), problem=True)
        except OSError as error:
            self._say(messages.system_sentence(error), problem=True)
        else:
            self._say(_("Saved to {0}.").format(path))
