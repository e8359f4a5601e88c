"""What can happen to an incident as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class IncidentRecorded:
    """An incident was recorded. Times are as the person gave them (ISO 8601, local)."""

    TYPE: ClassVar[str] = "incident.recorded"
    reference: str
    kinds: tuple[str, ...]
    aware_at: str
    procedure: str
    known_at: str | None = None
    occurred_at: str | None = None
    narrative: str = ""
    reported_by: str = ""
    came_to_light: str = ""
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DetailsGiven:
    """Facts for the forms that no rule looks at, by the names in `incident.DETAILS`."""

    TYPE: ClassVar[str] = "incident.details-given"
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """A question was answered; `how` says how it is known, `known_at` when it became known."""

    TYPE: ClassVar[str] = "answer.given"
    question: str
    answer: str
    how: str = ""
    known_at: str | None = None


@dataclass(frozen=True, slots=True)
class SeenByStaff:
    """A member of staff saw the imagery: the viewing register, in words, never what it shows."""

    TYPE: ClassVar[str] = "imagery.seen-by-staff"
    who: str
    at: str = ""
    how: str = ""
    why: str = ""
    agreed_by: str = ""
    present: str = ""
    where: str = ""
    afterwards: str = ""
