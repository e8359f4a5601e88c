"""One question on a page: its help, its answers, and how the answer is known."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.domain.answers import Answer
from desktop_app.domain.questions import AnswerForm, Question
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import ChoiceGroup, Field, Note, Problem, label, vbox
from desktop_app.ui.widgets.where_from import where_from, with_link
from desktop_app.ui.wizard.sourced import way_to
from desktop_app.ui.wizard.words import choice_word, contradiction, why_known

if TYPE_CHECKING:
    from desktop_app.ui.wizard.context import Wizard


class QuestionBlock(QWidget):
    """Asks one question; a line opens under it for how the answer is known.

    What follows from the kind, from people or from another answer is shown as known, with its
    reason, and not asked. `alone` says that it is the only one on its page: its answers then have
    keys of their own.
    """

    changed = Signal()

    def __init__(
        self, wizard: "Wizard", question: Question, parent: QWidget | None, *, alone: bool = False
    ) -> None:
        super().__init__(parent)
        self._wizard = wizard
        self.question = question
        column = vbox(self, spacing=SPACE["s"])
        if not alone:
            column.addWidget(label(question.asks, "h2", heading=True))
        column.addWidget(self._help(question))
        self._known = Note("", icon="circle-check")
        column.addWidget(self._known)
        self.group = ChoiceGroup(
            question.asks,
            options(question, keys=alone),
            identifier=f"answer-{question.id}",
            show_title=False,
        )
        column.addWidget(self.group)
        self.how = TextLine()
        self._how_field = Field(
            _("How do you know?"),
            self.how,
            _("Who said so, or where you looked it up. Nobody looks at imagery to find out."),
            identifier=f"how-{question.id}",
        )
        column.addWidget(self._how_field)
        self.group.set_value(wizard.draft.answers.get(question.id, ""))
        self.how.setText(wizard.draft.how.get(question.id, ""))
        self.group.chosen.connect(self._answer)
        self.how.textChanged.connect(self._tell_how)
        self.refresh()

    def _help(self, question: Question) -> QWidget:
        """Give the help with the way to what the rules make of each answer.

        Its key is F1: with Tab one goes from answer to answer.
        """
        go = way_to(self._wizard.desk, self._wizard.look.procedure)
        words = _("What it decides (F1)")
        link = where_from(go, f"question:{question.id}", question.asks, words)
        link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        keys = QShortcut(QKeySequence("F1"), self, link.click)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return with_link(label(question.help, "hint"), link)

    def refresh(self) -> None:
        """Show the question as it stands in the light of everything else."""
        draft, look = self._wizard.draft, self._wizard.look
        name = self.question.id
        implied = look.is_implied(draft, name)
        if implied:
            self._known.set_text(_("Yes. {why}.").format(why=why_known(draft, look, name)))
        self._known.setVisible(implied)
        self.group.setVisible(not implied)
        self._how_field.setVisible(not implied and draft.is_known(name))
        self.group.show_problem(self._contradictions())

    def problem(self) -> Problem | None:
        """Say that the question is still to be answered, if it is; not known is an answer."""
        draft, look = self._wizard.draft, self._wizard.look
        name = self.question.id
        if draft.answered(name) or look.is_implied(draft, name):
            return None
        said = _("Choose an answer: {question}").format(question=self.question.asks)
        self.group.show_problem(
            _("Choose yes, no or not known") if _is_yes_no(self.question) else _("Choose an answer")
        )
        return Problem(said, self.group)

    def _contradictions(self) -> str:
        draft, look = self._wizard.draft, self._wizard.look
        against = [each for each in look.faults if each.about[:1] == (self.question.id,)]
        return " ".join(contradiction(draft, look, each) for each in against)

    def _answer(self, answer: str) -> None:
        self._wizard.draft.answer(self.question.id, answer)
        self._how_field.setVisible(self._wizard.draft.is_known(self.question.id))
        self.changed.emit()

    def _tell_how(self, text: str) -> None:
        how = self._wizard.draft.how
        if text:
            how[self.question.id] = text
        else:
            how.pop(self.question.id, None)
        self.changed.emit()


def options(question: Question, *, keys: bool = False) -> list[tuple[str, str, str]]:
    """Give the answers of a question: value, words and what choosing it means."""
    if not _is_yes_no(question):
        chosen = [(each, choice_word(each), "") for each in question.choices]
        return [*chosen, (str(Answer.NOT_KNOWN), _("Not known"), "")]
    words = (pgettext("answer", "Yes"), pgettext("answer", "No"), _("Not known"))
    if keys:
        words = (
            pgettext("answer with its key", "&Yes"),
            pgettext("answer with its key", "&No"),
            pgettext("answer with its key", "Not &known"),
        )
    not_known = _("It is listed as something to find out. It never counts as no.") if keys else ""
    hints = ("", "", not_known)
    values = (str(Answer.YES), str(Answer.NO), str(Answer.NOT_KNOWN))
    return list(zip(values, words, hints, strict=True))


def _is_yes_no(question: Question) -> bool:
    return question.form is AnswerForm.YES_NO
