"""What the rules make of a draft as it stands, however unfinished it is."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.domain.assess import assess, checklists
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.errors import Fault
from desktop_app.domain.facts import Facts
from desktop_app.domain.flow import applicable, next_that_matters
from desktop_app.domain.guidance import Checklist
from desktop_app.domain.intake.incoming import Incoming, read_incoming
from desktop_app.domain.people import OLDEST, ROLES, STATUSES
from desktop_app.domain.procedure import Outcome, Procedure
from desktop_app.domain.questions import Catalogue

_READ_OF_A_PERSON = (
    "role",
    "born",
    "age",
    "year_group",
    "status",
    "school",
    "lives_in",
    "social_worker",
)
_CONTRADICTION = "no-against-"


@dataclass(frozen=True, slots=True)
class Look:
    """A draft in the light of a procedure.

    `facts` and `assessment` are None while no kind is chosen. `faults` are contradictions between
    answers, kinds and people, by their place in the record; the answer that is contradicted counts
    as its contrary until it is mended, which never makes anything look safer. `applies` are the
    questions that apply, in asking order, `checklists` the lists of the procedure that do.
    """

    procedure: Procedure
    catalogue: Catalogue
    facts: Facts | None = None
    assessment: Assessment | None = None
    faults: tuple[Fault, ...] = ()
    applies: tuple[str, ...] = ()
    checklists: tuple[Checklist, ...] = ()

    @property
    def outcome(self) -> str:
        """Give the outcome so far, or an empty text."""
        return str(self.assessment.outcome) if self.assessment else ""

    @property
    def enough(self) -> bool:
        """Say whether the outcome cannot get any stronger."""
        return self.outcome == Outcome.REFER_TODAY

    @property
    def about_imagery(self) -> bool:
        """Say whether any of the kinds is about imagery."""
        kinds = self.facts.kinds if self.facts else ()
        return any(self.catalogue.kind_by_id[kind].about_imagery for kind in kinds)

    @property
    def must_be_sealed(self) -> bool:
        """Say whether any of the kinds requires that its readers are named."""
        kinds = self.facts.kinds if self.facts else ()
        return any(self.catalogue.kind_by_id[kind].sealed for kind in kinds)

    def is_implied(self, draft: Draft, question: str) -> bool:
        """Say whether a question is answered yes by something other than its own answer."""
        known = self.facts is not None and question in self.facts.answers
        return known and not draft.is_known(question)

    def next_that_matters(self, asked: tuple[str, ...]) -> str | None:
        """Give the next question of the quick way, or None."""
        if self.facts is None:
            return None
        return next_that_matters(self.procedure, self.catalogue, self.facts, asked=asked)


def look(
    draft: Draft,
    *,
    procedure: Procedure,
    catalogue: Catalogue,
    now: datetime,
    holidays: Callable[[date], frozenset[date]],
) -> Look:
    """Apply the procedure to what can be read of a draft; never raises for what was typed."""
    given = readable(draft.record, catalogue, now=now)
    incoming, faults = read_incoming(given, catalogue)
    contradictions = tuple(each for each in faults if each.problem.startswith(_CONTRADICTION))
    if incoming is None:
        incoming = _without(given, contradictions, catalogue)
    if incoming is None:
        return Look(procedure, catalogue)
    facts = incoming.facts
    return Look(
        procedure=procedure,
        catalogue=catalogue,
        facts=facts,
        assessment=assess(procedure, catalogue, facts, holidays=holidays(facts.day)),
        faults=contradictions,
        applies=applicable(procedure, catalogue, facts),
        checklists=checklists(procedure, catalogue, facts),
    )


def readable(record: Mapping[str, Any], catalogue: Catalogue, *, now: datetime) -> dict[str, Any]:
    """Give the part of a record that rules look at, without whatever cannot be read yet."""
    moments = {name: _moment(record.get(name)) for name in ("known_at", "occurred_at")}
    return {
        "kinds": [kind for kind in record.get("kinds", ()) if kind in catalogue.kind_by_id],
        "aware_at": _moment(record.get("aware_at")) or f"{now:%Y-%m-%dT%H:%M}",
        **{name: moment for name, moment in moments.items() if moment},
        "answers": dict(record.get("answers", {})),
        "people": [_person(each, now.date()) for each in record.get("people", ())],
        "details": _school_name(record.get("details")),
    }


def _school_name(details: object) -> dict[str, str]:
    """Give the name of our own school, by which a pupil of another one is known."""
    name = details.get("school_name") if isinstance(details, Mapping) else None
    return {"school_name": name} if isinstance(name, str) else {}


def _person(given: Mapping[str, Any], today: date) -> dict[str, Any]:
    person = {name: deepcopy(given[name]) for name in _READ_OF_A_PERSON if name in given}
    roles = [role for role in _listed(person.get("role")) if role in ROLES]
    person["role"] = roles or ["other"]
    person["status"] = [each for each in _listed(person.get("status")) if each in STATUSES]
    if not _can_be_born(person.get("born"), today):
        person.pop("born", None)
    age = person.get("age")
    if not isinstance(age, int) or not 0 <= age <= OLDEST:
        person.pop("age", None)
    return person


def _listed(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, list) else []


def _can_be_born(value: object, today: date) -> bool:
    try:
        born = date.fromisoformat(str(value))
    except ValueError:
        return False
    return today.year - OLDEST < born.year and born <= today


def _moment(value: object) -> str:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    return str(value)


def _without(
    given: dict[str, Any], contradictions: tuple[Fault, ...], catalogue: Catalogue
) -> Incoming | None:
    """Read the record again without the answers that something else contradicts."""
    denied = {fault.about[0] for fault in contradictions if fault.about}
    answers = {name: each for name, each in given["answers"].items() if name not in denied}
    people = [
        {name: each for name, each in person.items() if name != "born" or not contradictions}
        for person in given["people"]
    ]
    first = read_incoming({**given, "answers": answers}, catalogue)[0]
    return first or read_incoming({**given, "answers": answers, "people": people}, catalogue)[0]
