"""The language in which a procedure says when something holds.

There are two parts. The *rising* part has no negation over answers: turning a "not known" into
"yes" can only make such a condition truer, and into "no" only less true. Criteria, referral
rules and the rules about telling the family may be written in it alone, so the promise of the
contract (not known never makes anything look safer) holds for every procedure, whoever wrote it.
The *plain* part may ask for anything; duties, advice and prohibitions may use both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.domain.answers import Answer, Status


@dataclass(frozen=True, slots=True)
class Yes:
    """The answer to this question, as it stands: yes, no or not known. Rising."""

    question: str


@dataclass(frozen=True, slots=True)
class NotNo:
    """Yes unless the answer is no. Rising."""

    question: str


@dataclass(frozen=True, slots=True)
class CriterionMet:
    """The status of this criterion: met, not met or not known. Rising."""

    criterion: str


@dataclass(frozen=True, slots=True)
class CriterionNotRuledOut:
    """Yes unless the criterion is not met. Rising."""

    criterion: str


@dataclass(frozen=True, slots=True)
class OutcomeAtLeast:
    """The outcome is this one or a stronger one. Rising."""

    outcome: str


@dataclass(frozen=True, slots=True)
class AnyKind:
    """The incident has at least one of these kinds. Rising (kinds are never unknown)."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class KindBeyond:
    """The incident has a kind that is not one of these. Rising."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class OnlyKinds:
    """Every kind of the incident is one of these. Rising."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class NationIs:
    """The procedure belongs to this nation. Rising."""

    nation: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds. Rising if its parts are."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds. Rising if its parts are; without parts it always holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """The answer is one of these. Plain."""

    question: str
    answers: frozenset[Answer]


@dataclass(frozen=True, slots=True)
class CriterionIs:
    """The status of the criterion is one of these. Plain."""

    criterion: str
    statuses: frozenset[Status]


@dataclass(frozen=True, slots=True)
class AgencyNamed:
    """A referral rule that holds names this agency. Plain."""

    agency: str


@dataclass(frozen=True, slots=True)
class TellFamilyIs:
    """What is said about telling the family is this. Plain."""

    level: str


@dataclass(frozen=True, slots=True)
class OutcomeIs:
    """The outcome is this one and no other. Plain."""

    outcome: str


@dataclass(frozen=True, slots=True)
class Aggravated:
    """At least one aggravating feature is known. Plain."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A child in the incident has a social worker. Plain."""


@dataclass(frozen=True, slots=True)
class OtherSetting:
    """Someone in the incident goes to another school. Plain."""


@dataclass(frozen=True, slots=True)
class OtherArea:
    """People in the incident live in the areas of different councils. Plain."""


@dataclass(frozen=True, slots=True)
class OnlyRules:
    """A referral rule holds, and every one that holds is one of these. Plain."""

    rules: frozenset[str]


Condition = (
    Yes
    | NotNo
    | CriterionMet
    | CriterionNotRuledOut
    | OutcomeAtLeast
    | AnyKind
    | KindBeyond
    | OnlyKinds
    | NationIs
    | AnyOf
    | AllOf
    | AnswerIs
    | CriterionIs
    | AgencyNamed
    | TellFamilyIs
    | OutcomeIs
    | Aggravated
    | OpenCase
    | OtherSetting
    | OtherArea
    | OnlyRules
)

ALWAYS = AllOf(())

_PLAIN = (
    AnswerIs
    | CriterionIs
    | AgencyNamed
    | TellFamilyIs
    | OutcomeIs
    | Aggravated
    | OpenCase
    | OtherSetting
    | OtherArea
    | OnlyRules
)


def walk(condition: Condition) -> Iterator[Condition]:
    """Give the condition and every part of it, from the outside in."""
    yield condition
    if isinstance(condition, AnyOf | AllOf):
        for part in condition.parts:
            yield from walk(part)


def holds_of_kinds(condition: Condition, *, kinds: frozenset[str], nation: str) -> bool:
    """Say whether a condition on kinds or nation holds, which are never unknown.

    Raises TypeError for a condition on anything else.
    """
    match condition:
        case AnyKind(named):
            return bool(kinds & named)
        case KindBeyond(named):
            return not kinds <= named
        case OnlyKinds(named):
            return kinds <= named
        case NationIs(named_nation):
            return nation == named_nation
        case _:
            raise TypeError(type(condition).__name__)


def is_rising(condition: Condition) -> bool:
    """Say whether the condition is written in the rising part of the language alone."""
    return not any(isinstance(part, _PLAIN) for part in walk(condition))


def questions_in(condition: Condition) -> frozenset[str]:
    """Give the ids of the questions that the condition itself asks (not those of criteria)."""
    return frozenset(
        part.question for part in walk(condition) if isinstance(part, Yes | NotNo | AnswerIs)
    )


def criteria_in(condition: Condition) -> frozenset[str]:
    """Give the ids of the criteria that the condition refers to."""
    return frozenset(
        part.criterion
        for part in walk(condition)
        if isinstance(part, CriterionMet | CriterionNotRuledOut | CriterionIs)
    )


def kinds_in(condition: Condition) -> frozenset[str]:
    """Give the ids of the kinds that the condition refers to."""
    found: set[str] = set()
    for part in walk(condition):
        if isinstance(part, AnyKind | KindBeyond | OnlyKinds):
            found |= part.kinds
    return frozenset(found)
