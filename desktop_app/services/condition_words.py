"""When something holds, in words: a condition of a procedure as lines that can be read out.

Each line is a sentence, moved in by how deep it stands: "any of these" and "all of these" are
lines of their own, with their parts below them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.conditions import (
    AgencyNamed,
    Aggravated,
    AllOf,
    AnswerIs,
    AnyKind,
    AnyOf,
    Condition,
    CriterionIs,
    CriterionMet,
    CriterionNotRuledOut,
    KindBeyond,
    NationIs,
    NotNo,
    OnlyKinds,
    OnlyRules,
    OpenCase,
    OtherArea,
    OtherSetting,
    OutcomeAtLeast,
    OutcomeIs,
    TellFamilyIs,
    Yes,
)
from desktop_app.domain.procedure import OUTCOMES, Outcome, Procedure, TellFamily
from desktop_app.domain.questions import Catalogue
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext

_STEP = "    "
_DASH = "– "  # noqa: RUF001  # a dash, as shown


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """Says conditions of one procedure, with the questions of one catalogue."""

    procedure: Procedure
    catalogue: Catalogue

    def lines(self, condition: Condition) -> str:
        """Give the condition as lines; an empty text where it always holds."""
        if condition == AllOf(()):
            return ""
        return "\n".join(self._lines(condition, 0))

    def _lines(self, condition: Condition, depth: int) -> Iterator[str]:
        lead = f"{_STEP * (depth - 1)}{_DASH}" if depth else ""
        match condition:
            case AnyOf((part,)) | AllOf((part,)):
                yield from self._lines(part, depth)
            case AnyOf(parts):
                yield lead + _("Any of these:")
                for part in parts:
                    yield from self._lines(part, depth + 1)
            case AllOf(parts):
                yield lead + (_("All of these:") if parts else _("Always."))
                for part in parts:
                    yield from self._lines(part, depth + 1)
            case _:
                yield lead + self._of_answers(condition)

    def _of_answers(self, condition: Condition) -> str:
        match condition:
            case Yes(question):
                return self._answered(question, (answer_word(Answer.YES),))
            case NotNo(question):
                return self._answered(
                    question, (answer_word(Answer.YES), answer_word(Answer.NOT_KNOWN))
                )
            case AnswerIs(question, answers):
                return self._answered(
                    question, [answer_word(each) for each in Answer if each in answers]
                )
            case CriterionMet(criterion):
                return self._criterion(criterion, (Status.MET,))
            case CriterionNotRuledOut(criterion):
                return self._criterion(criterion, (Status.MET, Status.NOT_KNOWN))
            case CriterionIs(criterion, statuses):
                return self._criterion(criterion, [each for each in Status if each in statuses])
            case _:
                return self._of_kinds(condition)

    def _of_kinds(self, condition: Condition) -> str:
        match condition:
            case AnyKind(kinds):
                return _("The kind of incident is: {kinds}.").format(kinds=self._kinds(kinds))
            case KindBeyond(kinds):
                return _("A kind of incident other than: {kinds}.").format(kinds=self._kinds(kinds))
            case OnlyKinds(kinds):
                return _("No kind of incident but: {kinds}.").format(kinds=self._kinds(kinds))
            case NationIs(nation):
                return _("In Wales.") if nation == "wales" else _("In England.")
            case _:
                return self._of_result(condition)

    def _of_result(self, condition: Condition) -> str:
        match condition:
            case OutcomeAtLeast(outcome):
                least = OUTCOMES.index(Outcome(outcome))
                return _result([_outcome(each) for each in OUTCOMES[least:]])
            case OutcomeIs(outcome):
                return _result([_outcome(Outcome(outcome))])
            case TellFamilyIs(level):
                return _family(TellFamily(level))
            case AgencyNamed(agency):
                return _("A rule names: {agency}.").format(
                    agency=self.procedure.agency_name(agency)
                )
            case OnlyRules(rules):
                return _("No rule asks for the referral but: {rules}").format(
                    rules=" ".join(
                        each.text for each in self.procedure.referral if each.id in rules
                    )
                )
            case _:
                return _of_record(condition)

    def _answered(self, question: str, answers: Iterable[str]) -> str:
        found = self.catalogue.by_id.get(question)
        return _("“{question}” is answered: {answer}.").format(
            question=found.asks if found else question, answer=_or(answers)
        )

    def _criterion(self, criterion: str, statuses: Iterable[Status]) -> str:
        titles = {each.id: each.title for each in self.procedure.criteria}
        return _("The criterion “{criterion}” is: {status}.").format(
            criterion=titles.get(criterion, criterion),
            status=_or(_status(each) for each in statuses),
        )

    def _kinds(self, kinds: frozenset[str]) -> str:
        return "; ".join(each.title for each in self.catalogue.kinds if each.id in kinds)


def answer_words(answers: Iterable[Answer]) -> str:
    """Give answers as they are said in a sentence: `yes or not known`."""
    return _or(answer_word(each) for each in answers)


def answer_word(answer: Answer) -> str:
    """Give an answer as it is said in a sentence."""
    return {
        Answer.YES: pgettext("answer in a sentence", "yes"),
        Answer.NO: pgettext("answer in a sentence", "no"),
        Answer.NOT_KNOWN: pgettext("answer in a sentence", "not known"),
    }[answer]


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return _("{first} or {last}").format(first=", ".join(first), last=last) if first else last


def _status(status: Status) -> str:
    return {
        Status.MET: pgettext("status in a sentence", "met"),
        Status.NOT_MET: pgettext("status in a sentence", "not met"),
        Status.NOT_KNOWN: pgettext("status in a sentence", "not known"),
    }[status]


def _outcome(outcome: Outcome) -> str:
    return {
        Outcome.REFER_TODAY: pgettext("outcome in a sentence", "refer today"),
        Outcome.HOLD: pgettext("outcome in a sentence", "not settled yet"),
        Outcome.SCHOOL_MANAGED: pgettext("outcome in a sentence", "no referral is required"),
    }[outcome]


def _result(outcomes: Iterable[str]) -> str:
    return _("The result is: {outcome}.").format(outcome=_or(outcomes))


def _family(level: TellFamily) -> str:
    return {
        TellFamily.NOT_UNTIL_AGREED: _("The family is not told until an agency has agreed."),
        TellFamily.ASK_FIRST: _("An agency is asked before the family is told."),
        TellFamily.INFORM_EARLY: _("The family is told the same day."),
    }[level]


def _of_record(condition: Condition) -> str:
    match condition:
        case Aggravated():
            return _("The further review found something that makes it worse.")
        case OpenCase():
            return _("A child in it has a social worker.")
        case OtherSetting():
            return _("Someone in it goes to another school.")
        case OtherArea():
            return _("People in it live in the areas of different councils.")
        case _:
            raise TypeError(type(condition).__name__)
