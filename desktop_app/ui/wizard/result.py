"""The result: what to do now, first; then why, what must not be done, and what could change it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.assessment import Assessment
from desktop_app.domain.drafting.steps import Step
from desktop_app.domain.procedure import Outcome as Result
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.ui.accessible import announce
from desktop_app.ui.widgets import Button, Note, Outcome, hbox, label
from desktop_app.ui.widgets.source_state import source_state
from desktop_app.ui.wizard.call_list import CallList
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.criteria_list import CriteriaList
from desktop_app.ui.wizard.duty_list import duty_parts
from desktop_app.ui.wizard.find_out_list import FindOutList
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import Sheet, card, title
from desktop_app.ui.wizard.result_words import panel
from desktop_app.ui.wizard.rule_list import RuleList, held_rules, switched_notes
from desktop_app.ui.wizard.sourced import SourcedLine, sourced_points, today_line, way_to
from desktop_app.ui.wizard.words import contradiction

_FIRST_SCREEN = 4


class ResultPage(WizardPage):
    """What the rules make of what is known, drawn anew whenever that changes."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Result")

    @override
    def build(self) -> None:
        self.heading.hide()  # the panel is what is read first
        self.sheet = Sheet(self.column.parentWidget())
        self.add(self.sheet)
        self.column.addStretch(1)
        self.outcome: Outcome | None = None
        self.find_out: FindOutList | None = None
        self._drawn: object = None
        self._unfolded = False
        self.looked()

    @override
    def focus_first(self) -> None:
        if self.outcome is not None:
            self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def looked(self) -> None:
        draft = self.wizard.draft
        calls = self.wizard.calls()
        now = (self.wizard.look.assessment, dict(draft.answers), dict(draft.how), calls)
        if now != self._drawn:
            self._drawn = now
            self._draw()

    def _draw(self) -> None:
        said = panel(self.wizard.look, calls=self.wizard.calls())
        self.outcome = Outcome(said.kind, said.caption, said.title, said.lead, said.steps)
        self.find_out = None
        parts = self._parts(self.wizard.look.assessment, self.outcome)
        self.sheet.draw(parts, first=_FIRST_SCREEN)

    def _parts(self, assessment: Assessment | None, outcome: QWidget) -> Iterator[QWidget]:
        """Give the page part by part; in a hold what can be found out is what to do now."""
        yield outcome
        if assessment is None:
            return
        for fault in self.wizard.look.faults:
            said = contradiction(self.wizard.draft, self.wizard.look, fault)
            question = self.wizard.look.catalogue.by_id[fault.about[0]].asks
            yield Note(f"{question} {said}", icon="triangle-alert", kind="warn")
        open_now = assessment.outcome is Result.HOLD
        if open_now:
            yield from self._to_find_out(assessment)
        if open_now or assessment.refer_to or assessment.emergency:
            yield title(_("Ring now") if not open_now else _("Or ring and ask"))
            yield CallList(self.wizard)
        yield from duty_parts(self.wizard)
        yield title(_("The criteria"))
        criteria = CriteriaList(self.wizard)
        criteria.change.connect(self.go_to)
        yield criteria
        yield from self._rules()
        yield from self._must_not(assessment)
        if not open_now:
            yield from self._to_find_out(assessment)
        yield from self._advice(assessment)
        yield from self._foot()

    def _to_find_out(self, assessment: Assessment) -> Iterator[QWidget]:
        if not assessment.find_out:
            return
        yield title(_("Not known yet, and could change this"))
        if assessment.outcome is Result.REFER_TODAY:
            yield label(_("Do not delay to find out. Ring first."), "strong")
        if assessment.outcome is Result.REFER_TODAY and not self._unfolded:
            yield self._unfold(len(assessment.find_out))
            return
        yield label(
            _("The cheapest to find out comes first. Answer here as soon as you know."), "hint"
        )
        self.find_out = FindOutList(self.wizard)
        self.find_out.answered.connect(self._answer)
        yield self.find_out

    def _unfold(self, number: int) -> QWidget:
        """Give the button that shows what could be found out: after the call, not before it."""
        said = ngettext("Show the {number} question", "Show the {number} questions", number)
        button = Button(said.format(number=number), identifier="unfold")

        def unfold() -> None:
            self._unfolded = True
            self._draw()
            self.sheet.finish()
            if self.find_out is not None:
                self.find_out.questions[0].yes.setFocus(Qt.FocusReason.OtherFocusReason)

        button.clicked.connect(unfold)
        whole = QWidget()
        hbox(whole).addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return whole

    def _must_not(self, assessment: Assessment) -> Iterator[QWidget]:
        by_id = {each.id: each for each in self.wizard.look.procedure.do_not}
        found = [by_id[each] for each in assessment.do_not]
        yield title(_("What must not be done"))
        lines = [
            SourcedLine(
                f"do-not:{each.id}",
                f"{each.text} {each.ends}".strip(),
                (
                    *today_line(each.today.text if each.today else ""),
                    _("Source: {source}").format(source=each.source.label),
                ),
            )
            for each in found
        ]
        yield self._linked(lines, icon="x", colour="red")

    def _advice(self, assessment: Assessment) -> Iterator[QWidget]:
        if assessment.advice:
            yield title(_("To have in mind"))
            lines = [
                SourcedLine(f"advice:{each.id}", each.text, today_line(each.today))
                for each in assessment.advice
            ]
            yield self._linked(lines, icon="info", colour="muted")

    def _linked(self, lines: list[SourcedLine], *, icon: str, colour: str) -> QWidget:
        go = way_to(self.wizard.desk, self.wizard.look.procedure)
        return card(sourced_points(lines, go, icon=icon, colour=colour))

    def _rules(self) -> Iterator[QWidget]:
        """Give the rules that ask for the referral, and what this school has switched off."""
        look, desk = self.wizard.look, self.wizard.desk
        if held_rules(look):
            yield title(_("The rules that ask for it"))
            yield RuleList(desk, look)
        yield from switched_notes(look, desk)

    def _foot(self) -> Iterator[QWidget]:
        rules = self.wizard.look.procedure
        state = source_state(rules, self.wizard.desk.session.now().date())
        if state is not None:
            yield state
        yield label(
            _(
                "Rules: {title} ({publisher}), {id}, version {version}. Your professional "
                "judgement comes first."
            ).format(
                title=rules.title, publisher=rules.publisher, id=rules.id, version=rules.version
            ),
            "small",
        )

    def _answer(self, question: str, answer: str) -> None:
        """Take an answer given in place; go on to the next open question, and say what is new."""
        before = self.wizard.look.outcome
        self.wizard.draft.answer(question, answer)
        self.changed.emit()
        self.sheet.finish()
        said = panel(self.wizard.look)
        if self.wizard.look.outcome == before and self.find_out is not None:
            self.find_out.questions[0].yes.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()
        announce(self, _("Answered. {result}").format(result=said.title))
