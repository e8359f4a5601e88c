"""Each criterion with its status, the answers that decide it, how they are known, its source."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.domain.answers import Status
from desktop_app.domain.assessment import CriterionResult
from desktop_app.domain.drafting.steps import steps
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import theme
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Tag, hbox, label, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.parts import Framed
from desktop_app.ui.wizard.sourced import link_to
from desktop_app.ui.wizard.words import (
    answer_now,
    answer_word,
    asked_by,
    changed_where,
    status_word,
    why_known,
)

_TAG_WIDTH = 132
_TAGS = {
    Status.MET: ("red", "circle-alert"),
    Status.NOT_MET: ("green", "check"),
    Status.NOT_KNOWN: ("amber", "circle-help"),
}


class CriteriaList(Framed):
    """The criteria that apply or are met, in the order of the procedure."""

    change = Signal(str)

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        results = wizard.look.assessment.criteria if wizard.look.assessment else ()
        sources = {each.source for each in results}
        for result in results:
            row = CriterionRow(wizard, result, with_source=len(sources) > 1)
            row.change.connect(self.change)
            self.add(row)
        if len(sources) == 1:
            self.add(source_line(*sources))


class CriterionRow(QWidget):
    """One criterion; `change` names the step at which its deciding answer can be changed."""

    change = Signal(str)

    def __init__(self, wizard: Wizard, result: CriterionResult, *, with_source: bool) -> None:
        super().__init__()
        look = wizard.look
        title = next(each.title for each in look.procedure.criteria if each.id == result.id)
        row = hbox(self, spacing=SPACE["m"])
        words = vbox(spacing=SPACE["xs"])
        words.addWidget(label(title, "strong"))
        asked = asked_by(look.procedure, look.catalogue, result.id)
        decided = result.because or asked
        words.addWidget(label("\n".join(_answer_line(wizard, each) for each in decided)))
        if with_source:
            words.addWidget(source_line(result.source))
        row.addLayout(words, 1)
        kind, icon = _TAGS[result.status]
        tag = Tag(status_word(result.status), kind, icon)
        tag.setMinimumWidth(theme.scaled(_TAG_WIDTH))
        row.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        anchor = f"criterion:{result.id}"
        link = link_to(wizard.desk, look.procedure, anchor, title)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        where = step_of(wizard, decided[0])
        if where:
            button = Button(_("Change"), "quiet", identifier=f"change-{result.id}")
            button.setAccessibleName(_("Change: {criterion}").format(criterion=title))
            button.clicked.connect(lambda: self.change.emit(where))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


def source_line(source: str) -> QLabel:
    """Say where a rule comes from, small."""
    return label(_("Source: {source}").format(source=source), "small")


def step_of(wizard: Wizard, question: str) -> str:
    """Give the step at which a question is answered; empty where none is on the way now."""
    draft, look = wizard.draft, wizard.look
    if look.is_implied(draft, question) and (where := changed_where(look, question)):
        return where
    way = steps(draft, look)
    return next((step.id for step in way if question in step.questions), "")


def _answer_line(wizard: Wizard, question: str) -> str:
    draft, look = wizard.draft, wizard.look
    asks = look.catalogue.by_id[question].asks
    answer = answer_word(answer_now(draft, look, question))
    if look.is_implied(draft, question):
        known = why_known(draft, look, question)
    else:
        known = draft.how.get(question, "").strip()
    if not known:
        return _("{answer}: {question}").format(answer=answer, question=asks)
    return _("{answer}: {question} ({known})").format(answer=answer, question=asks, known=known)
