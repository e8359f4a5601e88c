"""A procedure: the rules of one area or nation, as data (contract sections 1 and 3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.conditions import Condition


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
    OTHER_START = "other-start"
    NONE = "none"


SCHOOL = "school"  # the owner of a duty that is no agency's
OUTCOMES = (Outcome.SCHOOL_MANAGED, Outcome.HOLD, Outcome.REFER_TODAY)
FAMILY_LEVELS = (TellFamily.INFORM_EARLY, TellFamily.ASK_FIRST, TellFamily.NOT_UNTIL_AGREED)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from.

    `recalled` is true when the sentence was recalled from the document named and has not been
    read there again; `label` then says so in words, since it is printed wherever the rule is.
    """

    document: str
    section: str
    recalled: bool
    label: str


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
    """When it holds, these agencies are told, this firmly."""

    id: str
    agencies: tuple[str, ...]
    strength: Strength
    when: Condition
    text: str
    source: Source


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

    `days` are working days where `clock` counts them; `starts_with` says what starts a clock that
    follows something that has not happened yet.
    """

    id: str
    owner: str
    when: Condition
    clock: Clock
    days: int
    text: str
    source: Source
    starts_with: str = ""


@dataclass(frozen=True, slots=True)
class DoNot:
    """Something that must not be done, and what ends that."""

    id: str
    when: Condition
    text: str
    ends: str
    source: Source


@dataclass(frozen=True, slots=True)
class Advice:
    """Something the DSL should have in mind."""

    id: str
    when: Condition
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered point of guidance; `id` lets a form or a page cite it."""

    id: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of the guidance with its points, e.g. `first-review`, `viewing`, `deletion`."""

    id: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A support or removal service; `number` and `web` are plain text and may be empty."""

    id: str
    name: str
    purpose: str
    who: str
    number: str
    web: str
    source: Source


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

    def agency_name(self, agency: str) -> str:
        """Give the name of the agency with this id, or the id itself if it has none."""
        return next((each.name for each in self.agencies if each.id == agency), agency)
