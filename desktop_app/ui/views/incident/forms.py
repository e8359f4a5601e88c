"""What can be recorded on the page of an incident: something done, a decision, a signature."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.answers import Answer
from desktop_app.domain.decision import CONSULTED_AGENCIES, Decision, SignOff
from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.drafting.look import Look
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext
from desktop_app.services import casework, decisions, signing, standing
from desktop_app.services.casework_words import outcome_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.incident.form import InPlaceForm
from desktop_app.ui.widgets import Problem, label, vbox
from desktop_app.ui.wizard.telling import consulted_names
from desktop_app.ui.wizard.words import agency_name, capital, in_wales, lead_words

_REVIEW = "review:"


class ActionForm(InPlaceForm):
    """Something was done."""

    NAME = "action"

    @override
    def build(self) -> None:
        self.text("what", _("What was done?"), _("Who did it, with whom, and what came of it."))
        self.moment("at", _("When"), _("Leave it empty for now."))

    @override
    def faults(self) -> list[Problem]:
        return self.lacking(what=_("Say what was done.")) + self.unreadable(
            at=_("Say when, for example 20 Nov 2026 17:45.")
        )

    @override
    def record(self) -> str:
        casework.add_action(self.desk.session, self.reference, self.value("what"), self.value("at"))
        return _("Recorded: it stands in the story.")


class SignOffForm(InPlaceForm):
    """Where the head teacher's signature stands."""

    NAME = "sign-off"

    @override
    def build(self) -> None:
        self.choice(
            "result",
            _("What did the head teacher say?"),
            [
                (str(SignOff.ASKED), _("&Asked, no answer yet"), ""),
                (str(SignOff.SIGNED), _("&Signed on paper"), _("Keep the signed sheet.")),
                (
                    str(SignOff.DECLINED),
                    _("De&clined to sign"),
                    _("Then it is referred, whatever was decided before."),
                ),
            ],
        )
        self.line("name", _("Name"))
        self.values.setdefault("role", _("Head teacher"))
        self.line("role", _("Role"), _("Also who stands in, if the head teacher is away."))
        self.moment("at", _("When"), _("Leave it empty for now."))
        self.text("view", _("What they said about it"), _("In their own words. It can stay empty."))

    @override
    def faults(self) -> list[Problem]:
        return [
            *self.lacking(
                result=_("Say whether the head teacher was asked, signed or declined."),
                name=_("Give the name of who was asked."),
                role=_("Give the role of who was asked."),
            ),
            *self.unreadable(at=_("Say when, for example 20 Nov 2026 17:45.")),
        ]

    @override
    def record(self) -> str:
        given = {name: self.value(name) for name in ("result", "name", "role", "at", "view")}
        if given["result"] == SignOff.ASKED:
            del given["view"]
        casework.sign_off(self.desk.session, self.reference, given)
        return _("The head teacher's answer is recorded.")


class SignForm(InPlaceForm):
    """The head teacher signs with their own key, or declines to."""

    NAME = "sign"

    @override
    def build(self) -> None:
        self.column.addWidget(
            label(
                _(
                    "You answer with your own key: the record and the paper say so. Read the "
                    "decision and its reasons above first."
                ),
                "hint",
            )
        )
        self.choice(
            "result",
            _("Do you agree with the decision not to refer?"),
            [
                (str(SignOff.SIGNED), _("&Yes, I sign it"), ""),
                (
                    str(SignOff.DECLINED),
                    _("N&o, I decline to sign"),
                    _("Then it is referred, whatever was decided before."),
                ),
            ],
        )
        self.text("view", _("What you say about it"), _("In your own words. It can stay empty."))

    @override
    def words(self) -> str:
        return _("Record my &answer")

    @override
    def faults(self) -> list[Problem]:
        return self.lacking(result=_("Say whether you sign or decline."))

    @override
    def record(self) -> str:
        agrees = self.value("result") == SignOff.SIGNED
        signing.sign(self.desk.session, self.reference, agrees=agrees, view=self.value("view"))
        if agrees:
            return _("Signed with your own key.")
        session = self.desk.session
        procedure = casework.procedure_of(session, casework.read(session, self.reference))
        said = _("You declined: it is to be referred. Tell the {lead} now.")
        return said.format(lead=lead_words(wales=in_wales(procedure)))


class DecisionForm(InPlaceForm):
    """What the DSL decides, with what the decision needs: reasons, advice, the further review."""

    NAME = "decision"

    def __init__(self, desk: Desk, reference: str, title: str, draft: Draft | None = None) -> None:
        self._state = casework.read(desk.session, reference)
        self._look = standing.look_of(desk.session, self._state)
        super().__init__(desk, reference, title, draft)
        self._show_parts()

    @override
    def build(self) -> None:
        state, catalogue = self._state, self.desk.session.catalogue
        asked = decisions.standing_of(catalogue, state.kinds, state.answers, state.outcome)
        self._open = [str(each.decision) for each in decisions.choices(asked) if each.is_open]
        self._unanswered = asked.unanswered_in_review if asked.about_imagery else ()
        options = [each for each in decision_options(self._look) if each[0] in self._open]
        group = self.choice("decision", _("What do you decide?"), options)
        group.chosen.connect(lambda _value: self._show_parts())
        if len(self._open) < len(Decision):
            self.column.addWidget(label(self._why_not_open(), "hint"))
        self._review = self._review_questions()
        self.column.addWidget(self._review)
        self._advice = self._advice_fields()
        self.column.addWidget(self._advice)
        self.text(
            "reason",
            _("Why do you decide so?"),
            _("Your reasons, as you would give them to an inspector in a year."),
        )
        self.day("review_on", _("To be reviewed on"), _("A day, for example 4 Dec 2026."))

    def _why_not_open(self) -> str:
        return _(
            "With the outcome “{outcome}”, the other decisions are not open. They open when an "
            "answer that was found out changes the outcome."
        ).format(outcome=outcome_words(self._state.outcome))

    def _review_questions(self) -> QWidget:
        """Ask what the further review has not asked yet; nothing answered is asked again."""
        box, outer = QWidget(), self.column
        self.column = vbox(box, spacing=SPACE["l"])
        self.column.addWidget(label(_("The further review"), "h2", heading=True))
        self.column.addWidget(
            label(_("It must be complete before a decision not to refer about imagery."), "hint")
        )
        for question in self._unanswered:
            asked = self.desk.session.catalogue.by_id[question]
            self.choice(
                _REVIEW + question,
                asked.asks,
                [
                    (str(Answer.YES), pgettext("answer", "Yes"), ""),
                    (str(Answer.NO), pgettext("answer", "No"), ""),
                    (str(Answer.NOT_KNOWN), _("Not known"), ""),
                ],
            )
        self.column = outer
        return box

    def _advice_fields(self) -> QWidget:
        box, outer = QWidget(), self.column
        self.column = vbox(box, spacing=SPACE["l"])
        self.column.addWidget(label(_("The advice it rests on"), "h2", heading=True))
        known = {each.id for each in self._look.procedure.agencies}
        self.choice(
            "agency",
            _("Who advised that no referral is needed?"),
            [
                (each, capital(agency_name(self._look.procedure, each)), "")
                for each in CONSULTED_AGENCIES
                if each in known
            ],
        )
        self.line("person", _("Name and role of the person"))
        self.moment("told_at", _("When they said so"))
        self.line("reference", _("Their reference"))
        self.text("advice", _("Their advice, in their words"))
        self.column = outer
        return box

    def _show_parts(self) -> None:
        chosen = self.value("decision")
        self._review.setVisible(bool(self._unanswered) and chosen not in {"", str(Decision.REFER)})
        self._advice.setVisible(chosen == Decision.NOT_REFERRED_ON_ADVICE)

    @override
    def faults(self) -> list[Problem]:
        found = self.lacking(decision=_("Choose what you decide."))
        if not self._review.isHidden():
            found += [
                Problem(
                    _("Answer “{question}”, not known included.").format(
                        question=self.desk.session.catalogue.by_id[each].asks
                    ),
                    self.places[_REVIEW + each],
                )
                for each in self._unanswered
                if not self.value(_REVIEW + each)
            ]
        found += self._advice_faults()
        found += self.lacking(reason=_("Give your reasons."))
        return found + self.unreadable(review_on=_("Give the day, for example 4 Dec 2026."))

    def _advice_faults(self) -> list[Problem]:
        if self.value("decision") != Decision.NOT_REFERRED_ON_ADVICE:
            return []
        return self.lacking(
            agency=_("Say who advised you."),
            person=_("Give the name of the person who advised you."),
            told_at=_("Say when they advised you, for example 20 Nov 2026 17:45."),
            reference=_("Give their reference; ask for one if there is none."),
            advice=_("Give their advice in their words."),
            review_on=_("Give the day on which this is reviewed, for example 4 Dec 2026."),
        )

    @override
    def record(self) -> str:
        chosen = self.value("decision")
        given: dict[str, object] = {
            "decision": chosen,
            "reason": self.value("reason"),
            "review_on": self.value("review_on"),
        }
        if chosen == Decision.NOT_REFERRED_ON_ADVICE:
            given["consulted"] = {
                "agency": self.value("agency"),
                "at": self.value("told_at"),
                **{name: self.value(name) for name in ("person", "reference", "advice")},
            }
        review = (
            {each: self.value(_REVIEW + each) for each in self._unanswered}
            if not self._review.isHidden()
            else {}
        )
        casework.decide_after_review(self.desk.session, self.reference, given, review)
        if chosen == Decision.REFER:
            return _("The decision to refer is recorded. Ring now.")
        return _("The decision is recorded. It stands once the head teacher has signed.")


def decision_options(look: Look) -> list[tuple[str, str, str]]:
    """Give every decision as a choice."""
    advised = _("{agencies} were consulted and advised so. The head teacher signs.")
    return [
        (str(Decision.REFER), _("&Refer"), _("You always may, whatever the rules ask for.")),
        (
            str(Decision.NOT_REFERRED),
            _("&Manage it in school, no referral"),
            _("It stands only with the head teacher's signature."),
        ),
        (
            str(Decision.NOT_REFERRED_ON_ADVICE),
            _("No referral, on the ad&vice of an agency"),
            advised.format(agencies=capital(consulted_names(look))),
        ),
    ]
