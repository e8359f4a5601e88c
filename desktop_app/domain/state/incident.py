"""What an incident is now: the fold of its events, and the only reading of them.

Screens, forms and the projection all take `IncidentState`; two readings would drift.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.errors import IncidentMissingError
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.decisions import ActionTaken, AgencyContacted, FormMade
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.incidents import (
    AnswerGiven,
    DetailsGiven,
    IncidentRecorded,
    SeenByStaff,
)
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.events.reading import IncidentViewed, ReaderNamed, ReaderTakenOff
from desktop_app.domain.people import Person
from desktop_app.domain.procedure import Outcome
from desktop_app.domain.state.answers import GivenAnswer, latest_answers
from desktop_app.domain.state.decisions import DecisionState, after, fold_decisions
from desktop_app.domain.state.people import latest_people


@dataclass(frozen=True, slots=True)
class Made:
    """An entry of the log that the record shows as it stands: who, when (UTC), what."""

    author: str
    at: str
    position: int


@dataclass(frozen=True, slots=True)
class IncidentState:
    """An incident as its events leave it.

    `assessments` are in the order they were made; the last one holds now. `entries` are the
    events themselves, for the story in order; `views` are those that say who read it, `readers`
    those that say who may.
    """

    id: str
    reference: str
    recorded: Made
    sealed: bool
    kinds: tuple[str, ...]
    aware_at: str
    known_at: str | None
    occurred_at: str | None
    narrative: str
    reported_by: str
    came_to_light: str
    platforms: tuple[str, ...]
    procedure: str
    people: tuple[Person, ...]
    answers: dict[str, GivenAnswer]
    details: dict[str, str]
    seen_by_staff: tuple[SeenByStaff, ...]
    assessments: tuple[Assessed, ...]
    decision: DecisionState
    contacts: tuple[AgencyContacted, ...]
    actions: tuple[ActionTaken, ...]
    forms: tuple[FormMade, ...]
    views: tuple[Entry, ...]
    readers: tuple[ReaderNamed | ReaderTakenOff, ...]
    entries: tuple[Entry, ...] = field(repr=False)

    @property
    def assessed(self) -> Assessed | None:
        """Give the assessment that holds now, if there is one."""
        return self.assessments[-1] if self.assessments else None

    @property
    def outcome(self) -> str:
        """Give the outcome that holds now, or an empty text before the first assessment."""
        return str(self.assessed.result["outcome"]) if self.assessed else ""

    @property
    def status(self) -> IncidentStatus:
        """Say where the incident stands, for the log."""
        if self.decision.stands_as_referral or self.outcome == Outcome.REFER_TODAY:
            told = _told_since_it_must_be_referred(self.entries)
            return IncidentStatus.REFERRED if told else IncidentStatus.REFER_NOW
        if self.decision.made is None:
            return IncidentStatus.TO_DECIDE
        if self.decision.is_signed:
            return IncidentStatus.NOT_REFERRED
        return IncidentStatus.AWAITING_SIGN_OFF

    def detail(self, name: str) -> str:
        """Give one of `incident.DETAILS`, or an empty text."""
        return self.details.get(name, "")


def fold(entries: Iterable[Entry]) -> IncidentState:
    """Fold one incident's entries, in log order, into what it is now.

    Raises IncidentMissingError when they do not begin with an IncidentRecorded.
    """
    log = tuple(entries)
    first = log[0] if log else None
    if first is None or first.incident is None or not isinstance(first.event, IncidentRecorded):
        raise IncidentMissingError("")
    recorded = _newest_record(log, first.event)
    events = [entry.event for entry in log]
    return IncidentState(
        id=first.incident,
        reference=recorded.reference,
        recorded=Made(first.author, first.at, first.position),
        sealed=first.sealed,
        kinds=recorded.kinds,
        aware_at=recorded.aware_at,
        known_at=recorded.known_at,
        occurred_at=recorded.occurred_at,
        narrative=recorded.narrative,
        reported_by=recorded.reported_by,
        came_to_light=recorded.came_to_light,
        platforms=recorded.platforms,
        procedure=recorded.procedure,
        people=latest_people(each for each in events if isinstance(each, PersonInvolved)),
        answers=latest_answers(entry for entry in log if isinstance(entry.event, AnswerGiven)),
        details=_merged(each for each in events if isinstance(each, DetailsGiven)),
        seen_by_staff=tuple(each for each in events if isinstance(each, SeenByStaff)),
        assessments=tuple(each for each in events if isinstance(each, Assessed)),
        decision=fold_decisions(events),
        contacts=tuple(each for each in events if isinstance(each, AgencyContacted)),
        actions=tuple(each for each in events if isinstance(each, ActionTaken)),
        forms=tuple(each for each in events if isinstance(each, FormMade)),
        views=tuple(entry for entry in log if isinstance(entry.event, IncidentViewed)),
        readers=tuple(each for each in events if isinstance(each, ReaderNamed | ReaderTakenOff)),
        entries=log,
    )


def _told_since_it_must_be_referred(log: tuple[Entry, ...]) -> bool:
    """Say whether an agency was told while the incident was one to refer.

    What was told before is a consultation, and a consultation never ends a `refer-today`
    (contract section 5, Outcome).
    """
    told = must_be_referred = False
    outcome, decision = "", DecisionState()
    for entry in log:
        told = told or (must_be_referred and isinstance(entry.event, AgencyContacted))
        decision = after(decision, entry.event)
        if isinstance(entry.event, Assessed):
            outcome = str(entry.event.result["outcome"])
        must_be_referred = decision.stands_as_referral or outcome == Outcome.REFER_TODAY
        told = told and must_be_referred
    return told


def _newest_record(log: tuple[Entry, ...], first: IncidentRecorded) -> IncidentRecorded:
    """Give the last IncidentRecorded: a correction is recorded anew, the old words stay."""
    records = [entry.event for entry in log if isinstance(entry.event, IncidentRecorded)]
    return records[-1] if records else first


def _merged(given: Iterable[DetailsGiven]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for each in given:
        merged |= each.details
    return merged
