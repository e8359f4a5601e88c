"""A procedure: the rules of one area or nation, as data (contract sections 1 and 3)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from desktop_app.domain.conditions import Condition
from desktop_app.domain.guidance import (
    Checklist,
    ExampleContact,
    Law,
    Service,
    SourceState,
    Term,
    Topic,
)
from desktop_app.domain.source import Source, Today


class Outcome(StrEnum):
    """What the rules ask for; `OUTCOMES` has them from the weakest to the strongest."""

    REFER_TODAY = "refer-today"
    HOLD = "hold"
    SCHOOL_MANAGED = "school-managed"


class Strength(StrEnum):
    """How firmly an agency is named."""

    MUST = "must"
    AND_OR = "and-or"


class TellFamily(StrEnum):
    """Whether a parent or carer may be told yet; `FAMILY_LEVELS` has the strictest last."""

    NOT_UNTIL_AGREED = "not-until-agreed"
    ASK_FIRST = "ask-first"
    INFORM_EARLY = "inform-early"


class Clock(StrEnum):
    """What a duty's due date is counted from."""

    SAME_DAY = "same-day"
    WORKING_DAYS = "working-days"
    HOURS = "hours"
    OTHER_START = "other-start"
    NONE = "none"


SCHOOL = "school"  # the owner of a duty that is no agency's
OUTCOMES = (Outcome.SCHOOL_MANAGED, Outcome.HOLD, Outcome.REFER_TODAY)
FAMILY_LEVELS = (TellFamily.INFORM_EARLY, TellFamily.ASK_FIRST, TellFamily.NOT_UNTIL_AGREED)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition over answers with a status of its own; `applies` looks at kinds alone."""

    id: str
    title: str
    meaning: str
    when: Condition
    applies: Condition
    source: Source


@dataclass(frozen=True, slots=True)
class ReferralRule:
    """When it holds, these agencies are told, this firmly.

    A school may switch it off where there is a `when_switched_off`: what is left of it then.
    `switch` says in a sentence what that takes away.
    """

    id: str
    agencies: tuple[str, ...]
    strength: Strength
    when: Condition
    text: str
    source: Source
    today: Today | None = None
    when_switched_off: Condition | None = None
    switch: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """A question that keeps the outcome at `hold` while it applies and is not known."""

    question: str
    applies: Condition
    source: Source


@dataclass(frozen=True, slots=True)
class FamilyRule:
    """When it holds, the family is told no sooner than this level says."""

    level: TellFamily
    when: Condition
    source: Source


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the procedure requires of `owner`, the id of an agency or SCHOOL.

    `days` are working days where `clock` counts them, and whole hours where it counts those;
    `starts_with` says what starts a clock that follows something that has not happened yet.
    """

    id: str
    owner: str
    when: Condition
    clock: Clock
    days: int
    text: str
    source: Source
    starts_with: str = ""
    today: Today | None = None


@dataclass(frozen=True, slots=True)
class DoNot:
    """Something that must not be done, and what ends that."""

    id: str
    when: Condition
    text: str
    ends: str
    source: Source
    today: Today | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """Something the DSL should have in mind."""

    id: str
    when: Condition
    text: str
    source: Source
    today: Today | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency by its id in the contract, with the name that is shown and printed."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Procedure:
    """One released version of a procedure; it never changes, and is compared by identity.

    `family_texts` and `outcome_texts` give the words for each level and outcome. `digest` is the
    SHA-256 (hex) over the files it was read from, so that a record can prove which rules it used.
    `extends` is the `<id>@<version>` of the procedure that it adds to, with `base` that procedure;
    `offered` is false for one that is kept only to re-read old decisions. `switched` are the rules
    that this school has switched off.
    """

    id: str
    version: str
    title: str
    area: str
    nation: str
    publisher: str
    source_date: date
    state_of_source: str
    digest: str
    agencies: tuple[Agency, ...]
    pair: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    referral: tuple[ReferralRule, ...]
    watches: tuple[Watch, ...]
    family: tuple[FamilyRule, ...]
    family_texts: dict[str, str]
    outcome_texts: dict[str, str]
    duties: tuple[Duty, ...]
    do_not: tuple[DoNot, ...]
    advice: tuple[Advice, ...]
    topics: tuple[Topic, ...]
    services: tuple[Service, ...]
    extends: str = ""
    offered: bool = True
    states: tuple[SourceState, ...] = ()
    law: tuple[Law, ...] = ()
    terms: tuple[Term, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    contacts: tuple[ExampleContact, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    switched: tuple[str, ...] = ()
    base: "Procedure | None" = None

    def agency_name(self, agency: str) -> str:
        """Give the name of the agency with this id, or the id itself if it has none."""
        return next((each.name for each in self.agencies if each.id == agency), agency)

    def states_on(self, day: date) -> tuple[SourceState, ...]:
        """Give what is to be known of the document on this day."""
        return tuple(each for each in self.states if each.from_day is None or each.from_day <= day)

    def is_out_of_date(self, day: date) -> bool:
        """Say whether the document is out of date on this day."""
        return any(each.warns for each in self.states_on(day))

    @property
    def switchable(self) -> tuple[ReferralRule, ...]:
        """Give the rules that a school may switch off."""
        return tuple(each for each in self.referral if each.when_switched_off is not None)

    def switched_off(self, rules: AbstractSet[str]) -> "Procedure":
        """Give the procedure with these rules switched off; one that cannot be is left as it is."""
        off = {each.id for each in self.switchable} & set(rules)
        if not off:
            return self
        return replace(
            self,
            referral=tuple(
                replace(each, when=each.when_switched_off, when_switched_off=None)
                if each.id in off and each.when_switched_off is not None
                else each
                for each in self.referral
            ),
            switched=tuple(sorted({*self.switched, *off})),
        )
