"""Whether some kinds and answers can make a condition hold, plain parts included.

A condition is multiplied out into alternatives, each a list of things that must be so at once.
An alternative is possible unless two of them exclude each other: answers, kinds, statuses of a
criterion, outcomes, what is said about the family. What nothing here speaks of is taken to be
free, so nothing that could hold is ever called impossible.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, product

from desktop_app.domain.answers import STATUS_OF, Answer, Status
from desktop_app.domain.conditions import (
    AgencyNamed,
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
    OutcomeAtLeast,
    OutcomeIs,
    TellFamilyIs,
    Yes,
)
from desktop_app.domain.procedure import FAMILY_LEVELS, OUTCOMES, Outcome, Procedure
from desktop_app.domain.questions import Catalogue

_YES = frozenset({Answer.YES})
_NOT_NO = frozenset({Answer.YES, Answer.NOT_KNOWN})


def can_hold(condition: Condition, procedure: Procedure, catalogue: Catalogue) -> bool:
    """Say whether the condition can hold in this procedure for some kinds and answers."""
    reading = _Reading(procedure, {each.id: each.when for each in procedure.criteria})
    return any(
        _Alternative(procedure, catalogue).takes(parts) for parts in reading.alternatives(condition)
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    procedure: Procedure
    criteria: dict[str, Condition]

    def alternatives(self, condition: Condition) -> Iterator[list[Condition]]:
        """Give the alternatives that the condition comes to, each as a list of plain parts."""
        match condition:
            case AnyOf(parts):
                yield from chain.from_iterable(map(self.alternatives, parts))
            case AllOf(parts):
                for chosen in product(*(list(self.alternatives(part)) for part in parts)):
                    yield list(chain.from_iterable(chosen))
            case CriterionMet(criterion):
                yield from self.alternatives(self.criteria[criterion])
            case CriterionNotRuledOut(criterion):
                yield from map(_weakly, self.alternatives(self.criteria[criterion]))
            case CriterionIs(criterion, statuses):
                yield [self._as_answer(criterion, statuses) or condition]
            case _:
                yield [condition]

    def _as_answer(self, criterion: str, statuses: frozenset[Status]) -> Condition | None:
        """Give a status as an answer, where the criterion is nothing but one question."""
        when = self.criteria[criterion]
        if not isinstance(when, Yes):
            return None
        return AnswerIs(
            when.question, frozenset(each for each, said in STATUS_OF.items() if said in statuses)
        )


def _weakly(parts: list[Condition]) -> list[Condition]:
    return [NotNo(part.question) if isinstance(part, Yes) else part for part in parts]


@dataclass(slots=True)
class _Alternative:
    """What one alternative leaves open, narrowed down part by part."""

    procedure: Procedure
    catalogue: Catalogue
    answers: dict[str, frozenset[Answer]] = field(default_factory=dict)
    statuses: dict[str, frozenset[Status]] = field(default_factory=dict)
    outcomes: frozenset[str] = frozenset(OUTCOMES)
    levels: frozenset[str] = frozenset(FAMILY_LEVELS)
    only: frozenset[str] | None = None
    some: list[frozenset[str]] = field(default_factory=list)

    def takes(self, parts: list[Condition]) -> bool:
        """Say whether all the parts can be so at once."""
        return (
            all(map(self._takes, parts))
            and all(self.answers.values())
            and all(self.statuses.values())
            and bool(self.outcomes)
            and bool(self.levels)
            and self._follows()
            and self._has_kinds()
        )

    def _takes(self, part: Condition) -> bool:
        match part:
            case Yes(question):
                self._answer(question, _YES)
            case NotNo(question):
                self._answer(question, _NOT_NO)
            case AnswerIs(question, answers):
                self._answer(question, answers)
            case CriterionIs(criterion, statuses):
                self.statuses[criterion] = self.statuses.get(criterion, statuses) & statuses
            case AnyKind(kinds):
                self.some.append(kinds)
            case KindBeyond(kinds):
                self.some.append(frozenset(self.catalogue.kind_by_id) - kinds)
            case OnlyKinds(kinds):
                self.only = kinds if self.only is None else self.only & kinds
            case NationIs(nation):
                return nation == self.procedure.nation
            case _:
                return self._takes_result(part)
        return True

    def _takes_result(self, part: Condition) -> bool:
        match part:
            case OutcomeIs(outcome):
                self.outcomes &= {outcome}
            case OutcomeAtLeast(outcome):
                self.outcomes &= set(OUTCOMES[OUTCOMES.index(Outcome(outcome)) :])
            case AgencyNamed(agency):
                self.outcomes &= {Outcome.REFER_TODAY}
                return any(agency in each.agencies for each in self.procedure.referral)
            case OnlyRules(rules):
                self.outcomes &= {Outcome.REFER_TODAY}
                return any(each.id in rules for each in self.procedure.referral)
            case TellFamilyIs(level):
                self.levels &= {level}
            case _:
                pass
        return True

    def _answer(self, question: str, among: frozenset[Answer]) -> None:
        self.answers[question] = self.answers.get(question, among) & among

    def _follows(self) -> bool:
        """Say whether an answer that follows from a yes is not asked to be another one."""
        return all(
            Answer.YES in self.answers.get(each.id, _YES)
            for each in self.catalogue.questions
            if any(self.answers.get(implying) == _YES for implying in each.implied_by)
        )

    def _has_kinds(self) -> bool:
        """Say whether there are kinds for each part that asks for one, which imply nothing amiss."""
        good = frozenset(
            each.id
            for each in self.catalogue.kinds
            if (self.only is None or each.id in self.only)
            and all(Answer.YES in self.answers.get(name, _YES) for name in each.implies)
        )
        return bool(good) and all(good & each for each in self.some)
