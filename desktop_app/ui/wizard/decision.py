"""What the safeguarding lead decides, and why; and where the head teacher's signature stands."""

from typing import Any

from PySide6.QtCore import Qt
from typing_extensions import override

from desktop_app.domain.answers import Status
from desktop_app.domain.decision import Decision
from desktop_app.domain.drafting.steps import Step
from desktop_app.domain.procedure import Outcome
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services.decisions import Choice, choices, standing_of
from desktop_app.ui.widgets import Button, ChoiceGroup, Note, Problem, label
from desktop_app.ui.wizard.consultation import ConsultationPart
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import RecordFields, Sheet
from desktop_app.ui.wizard.sign_off import SignOffPart
from desktop_app.ui.wizard.words import decision_words

_REVIEW = "further-review-unanswered"
_REFER = str(Decision.REFER)
_ON_ADVICE = str(Decision.NOT_REFERRED_ON_ADVICE)


class DecisionPage(WizardPage):
    """Refer, or not: what is open by the outcome, with the reason in the lead's own words."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Your decision")

    @override
    def build(self) -> None:
        self._choices: tuple[Choice, ...] = ()
        self._group: ChoiceGroup | None = None
        self.add(label(_lead(), "hint"))
        self.sheet = Sheet(self.column.parentWidget())
        self.add(self.sheet)
        self._review = Note("", icon="circle-help", kind="warn")
        self._to_review = Button(_("Go to the further review"), identifier="to-review")
        self._to_review.clicked.connect(lambda: self.go_to.emit("review"))
        self._reason = RecordFields(self._made, prefix="decision-")
        self._reason.box(
            "reason",
            _("Why? In your own words"),
            _("What you weighed and what decided. The head teacher reads this, and an inspector."),
        )
        self._criteria = Button(_("Begin with the criteria that are met"), identifier="criteria")
        self._criteria.clicked.connect(self._begin_with_criteria)
        self.add(self._review)
        self.column.addWidget(self._to_review, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._reason)
        self.column.addWidget(self._criteria, 0, Qt.AlignmentFlag.AlignLeft)
        self._reason.changed.connect(self.changed)
        self._unreferred: _Unreferred | None = None
        self.looked()

    def _not_referring(self) -> "_Unreferred":
        """Give what a decision not to refer needs, made when it is first needed."""
        if self._unreferred is None:
            self._unreferred = _Unreferred(self.wizard, self._made)
            for part in self._unreferred.parts:
                part.hide()
                self.add(part)
                part.changed.connect(self.changed)
        return self._unreferred

    @override
    def looked(self) -> None:
        look = self.wizard.look
        kinds = look.facts.kinds if look.facts else ()
        standing = standing_of(look.catalogue, kinds, self.wizard.draft.answers, look.outcome)
        found = choices(standing)
        if self._group is None or found != self._choices:
            self._choices = found
            self._show_choices()
        self._show_parts()

    @override
    def problems(self) -> list[Problem]:
        if self._group is None:
            return []
        decided = self._decided
        said = ""
        if decided and decided not in self._open:
            said = _("Decide again: what is known now no longer allows what you had decided")
        elif not decided and str(self._made.get("reason", "")).strip():
            said = _("Choose what you decide, or clear the reason and decide later")
        self._group.show_problem(said)
        if said:
            return [Problem(said, self._group)]
        return self._missing(decided) if decided else []

    @property
    def _made(self) -> dict[str, Any]:
        made: dict[str, Any] = self.wizard.draft.record.setdefault("decision", {})
        return made

    @property
    def _decided(self) -> str:
        return str(self._made.get("decision", ""))

    @property
    def _open(self) -> tuple[str, ...]:
        return tuple(str(each.decision) for each in self._choices if each.is_open)

    def _missing(self, decided: str) -> list[Problem]:
        found = self._reason.missing("reason", message=_("Write why you decide so"))
        if decided == _REFER:
            return found
        needs = self._not_referring()
        if decided == _ON_ADVICE:
            found += needs.consultation.problems()
            found += needs.dates.missing("review_on", message=_("Give: {field}"))
        return [*found, *needs.dates.unreadable(), *needs.sign_off.problems()]

    def _show_choices(self) -> None:
        decisions = [each.decision for each in self._choices if each.is_open]
        group = ChoiceGroup(
            _("What do you decide?"),
            [(str(each), decision_words(each), _hint(each)) for each in decisions],
            identifier="decision",
        )
        group.set_value(self._decided)
        group.chosen.connect(self._decide)
        self._group = group
        outcome = self.wizard.look.outcome
        closed = [each.decision for each in self._choices if not each.is_open]
        said = _("Not open now: {decision}. {why}")
        whys = [
            said.format(decision=decision_words(each), why=_why_not(each, outcome))
            for each in closed
        ]
        self.sheet.draw([group, *(label(why, "small") for why in whys)])

    def _decide(self, decision: str) -> None:
        now = self.wizard.desk.session.now()
        self._made["decision"] = decision
        self._made["at"] = f"{now:%Y-%m-%dT%H:%M}"
        self._made["by"] = self.wizard.desk.session.user_name
        if decision == _REFER:
            self._not_referring().sign_off.set_aside()
        else:
            self._not_referring().sign_off.take_up()
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        decided = self._decided
        unreferred = decided in self._open and decided != _REFER
        faults = next((each.faults for each in self._choices if str(each.decision) == decided), ())
        unasked = sum(each.problem == _REVIEW for each in faults)
        self._review.set_text(
            ngettext(
                "The further review comes first: {number} question of it is not answered yet. "
                "Not known is an answer.",
                "The further review comes first: {number} questions of it are not answered yet. "
                "Not known is an answer.",
                unasked,
            ).format(number=unasked)
        )
        self._review.setVisible(unreferred and bool(unasked))
        self._to_review.setVisible(unreferred and bool(unasked))
        self._criteria.setVisible(decided == _REFER and not self._made.get("reason"))
        if unreferred or self._unreferred is not None:
            needs = self._not_referring()
            needs.consultation.setVisible(decided == _ON_ADVICE and unreferred)
            needs.dates.setVisible(unreferred)
            needs.sign_off.setVisible(unreferred)

    def _begin_with_criteria(self) -> None:
        """Put the criteria that are met into the reason, to be gone on with."""
        look = self.wizard.look
        titles = {each.id: each.title for each in look.procedure.criteria}
        criteria = look.assessment.criteria if look.assessment else ()
        met = [titles[each.id] for each in criteria if each.status is Status.MET]
        said = _("Criteria met: {criteria}.").format(criteria="; ".join(met))
        self._reason.fill({"reason": said if met else _("The procedure requires a referral.")})
        self._criteria.hide()


class _Unreferred:
    """The parts of the page that only a decision not to refer needs."""

    def __init__(self, wizard: Wizard, made: dict[str, Any]) -> None:
        self.consultation = ConsultationPart(wizard, made)
        self.dates = RecordFields(made, prefix="decision-")
        self.dates.dated(
            "review_on",
            _("When do you look at it again?"),
            _("A day, such as 4 December 2026."),
            time=False,
        )
        self.sign_off = SignOffPart(wizard)
        self.parts = (self.consultation, self.dates, self.sign_off)


def _lead() -> str:
    return _(
        "The decision is yours, with the reason; your professional judgement comes first. You can "
        "also record the incident now and decide later today."
    )


def _hint(decision: Decision) -> str:
    return {
        Decision.REFER: _("Always open to you, whatever the rules say."),
        Decision.NOT_REFERRED: _("The head teacher signs. Refer later if anything new comes up."),
        Decision.NOT_REFERRED_ON_ADVICE: _("With their advice in their words, and a review date."),
    }[decision]


def _why_not(decision: Decision, outcome: str) -> str:
    """Say why a decision is not open (contract section 5, Outcome)."""
    if outcome == Outcome.REFER_TODAY:
        return _("The rules require a referral today, and advice does not end that.")
    if outcome == Outcome.HOLD:
        return _("Something that decides is not known yet.")
    if decision is Decision.NOT_REFERRED_ON_ADVICE:
        return _("Nothing is open that advice would have to settle.")
    return _("There is no result yet.")
