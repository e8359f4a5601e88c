"""What is not known and could change the result: what yes and no would do, cheapest first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.answers import Answer
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext
from desktop_app.services.whatif import Preview, preview_answers
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Tag, hbox, label, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.parts import Framed
from desktop_app.ui.wizard.whatif_words import change_words


class FindOutList(Framed):
    """Each open question with both its answers, to be answered where it stands."""

    answered = Signal(str, str)

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        self.questions: list[FindOutRow] = []
        for preview in previews(wizard):
            row = FindOutRow(wizard, preview)
            row.answered.connect(self.answered)
            self.questions.append(row)
            self.add(row)


class FindOutRow(QWidget):
    """One open question; `yes` and `no` are its buttons."""

    answered = Signal(str, str)

    def __init__(self, wizard: Wizard, preview: Preview) -> None:
        super().__init__()
        self.question = wizard.look.catalogue.by_id[preview.question]
        column = vbox(self, spacing=SPACE["s"])
        column.addWidget(label(self.question.asks, "strong"))
        if preview.effort == 0:
            tag = Tag(_("Needs no child to be asked"), "plain", "clipboard-list")
            column.addWidget(tag, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(label(self.question.help, "small"))
        procedure, outcome = wizard.look.procedure, wizard.look.outcome
        if_yes = change_words(procedure, preview.yes, outcome)
        if_no = change_words(procedure, preview.no, outcome)
        self.yes = self._button(Answer.YES, pgettext("answer", "Yes"), if_yes)
        self.no = self._button(Answer.NO, pgettext("answer", "No"), if_no)
        row = hbox(spacing=SPACE["s"])
        row.addWidget(self.yes, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.no, 0, Qt.AlignmentFlag.AlignTop)
        said = _("If yes: {yes}\nIf no: {no}").format(yes=if_yes, no=if_no)
        if if_yes == if_no:
            said = _("Yes or no: {result}").format(result=if_yes)
        row.addSpacing(SPACE["xs"])
        row.addWidget(label(said), 1)
        column.addLayout(row)

    def _button(self, answer: Answer, word: str, does: str) -> Button:
        name = self.question.id
        button = Button(word, identifier=f"{answer}-{name}")
        said = _("{answer}: {question}").format(answer=word, question=self.question.asks)
        button.setAccessibleName(said)
        button.setAccessibleDescription(does)
        button.clicked.connect(lambda: self.answered.emit(name, str(answer)))
        return button


def previews(wizard: Wizard) -> tuple[Preview, ...]:
    """Give the open questions with what both answers would do."""
    look = wizard.look
    if look.facts is None or look.assessment is None:
        return ()
    return preview_answers(look.procedure, look.catalogue, look.facts, look.assessment.find_out)
