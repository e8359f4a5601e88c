"""What duties, advice and prohibitions may look at: the answers and what the rules made of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.conditions import (
    AgencyNamed,
    Aggravated,
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    CriterionIs,
    CriterionMet,
    CriterionNotRuledOut,
    NotNo,
    OnlyRules,
    OpenCase,
    OtherArea,
    OtherSetting,
    OutcomeAtLeast,
    OutcomeIs,
    TellFamilyIs,
    Yes,
    holds_of_kinds,
)
from desktop_app.domain.procedure import OUTCOMES, Outcome, TellFamily


@dataclass(frozen=True, slots=True)
class View:
    """An assessment in the making; `has` asks it a condition of either part of the language.

    `rules` are the ids of the referral rules that hold.
    """

    answers: Mapping[str, Answer]
    kinds: frozenset[str]
    nation: str
    statuses: Mapping[str, Status]
    outcome: Outcome
    agencies: frozenset[str]
    tell_family: TellFamily
    aggravated: bool
    open_case: bool
    rules: frozenset[str] = frozenset()
    other_setting: bool = False
    other_area: bool = False

    def has(self, condition: Condition) -> bool:
        """Say whether the condition holds for certain."""
        match condition:
            case AnyOf(parts):
                return any(self.has(part) for part in parts)
            case AllOf(parts):
                return all(self.has(part) for part in parts)
            case Yes(question):
                return self._answer(question) is Answer.YES
            case NotNo(question):
                return self._answer(question) is not Answer.NO
            case AnswerIs(question, answers):
                return self._answer(question) in answers
            case CriterionMet(criterion):
                return self.statuses[criterion] is Status.MET
            case CriterionNotRuledOut(criterion):
                return self.statuses[criterion] is not Status.NOT_MET
            case CriterionIs(criterion, statuses):
                return self.statuses[criterion] in statuses
            case _:
                return self._has_of_result(condition)

    def _answer(self, question: str) -> Answer:
        return self.answers.get(question, Answer.NOT_KNOWN)

    def _has_of_result(self, condition: Condition) -> bool:
        match condition:
            case OutcomeIs(outcome):
                return self.outcome == outcome
            case OutcomeAtLeast(outcome):
                return OUTCOMES.index(self.outcome) >= OUTCOMES.index(Outcome(outcome))
            case AgencyNamed(agency):
                return agency in self.agencies
            case TellFamilyIs(level):
                return self.tell_family == level
            case Aggravated():
                return self.aggravated
            case OnlyRules(rules):
                return bool(self.rules) and self.rules <= rules
            case _:
                return self._has_of_people(condition)

    def _has_of_people(self, condition: Condition) -> bool:
        match condition:
            case OpenCase():
                return self.open_case
            case OtherSetting():
                return self.other_setting
            case OtherArea():
                return self.other_area
            case _:
                return holds_of_kinds(condition, kinds=self.kinds, nation=self.nation)
