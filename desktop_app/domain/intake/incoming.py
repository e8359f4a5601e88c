"""The object of contract section 4: what `assess` and `record` take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.domain.answers import Answer
from desktop_app.domain.errors import Fault
from desktop_app.domain.events.decisions import (
    ActionTaken,
    AgencyContacted,
    DecisionMade,
    SignOffAsked,
    SignOffGiven,
)
from desktop_app.domain.events.incidents import SeenByStaff
from desktop_app.domain.facts import Facts, facts_of, settle
from desktop_app.domain.incident import DETAILS
from desktop_app.domain.intake.casework import (
    read_actions,
    read_contacts,
    read_decision,
    read_seen_by_staff,
    read_sign_off,
)
from desktop_app.domain.intake.persons import read_people
from desktop_app.domain.intake.reading import Reader, day_of
from desktop_app.domain.people import Person, age_on, plausible_age
from desktop_app.domain.questions import AnswerForm, Catalogue

FIELDS = (
    "kinds",
    "aware_at",
    "known_at",
    "answers",
    "how",
    "narrative",
    "reported_by",
    "came_to_light",
    "occurred_at",
    "platforms",
    "procedure",
    "sealed_to",
    "people",
    "details",
    "seen_by_staff",
    "contacts",
    "actions",
    "decision",
    "sign_off",
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """An incident as it was given, found whole and free of contradictions.

    `given` are the answers as they were given, `facts` the settled ones. A person whose `id` is
    empty is new.
    """

    facts: Facts
    given: dict[str, str]
    how: dict[str, str]
    aware_at: str
    known_at: str | None
    occurred_at: str | None
    narrative: str
    reported_by: str
    came_to_light: str
    platforms: tuple[str, ...]
    procedure: str | None
    sealed_to: tuple[str, ...]
    people: tuple[Person, ...]
    details: dict[str, str]
    seen_by_staff: tuple[SeenByStaff, ...]
    contacts: tuple[AgencyContacted, ...]
    actions: tuple[ActionTaken, ...]
    decision: DecisionMade | None
    sign_off: tuple[SignOffAsked | SignOffGiven, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Give the kinds of the incident."""
        return self.facts.kinds


def read_incoming(
    given: object, catalogue: Catalogue, *, place: str = ""
) -> tuple[Incoming | None, tuple[Fault, ...]]:
    """Read one object; give it, or None and every fault in it.

    `place` stands in front of every place named (`[2]` for the third of a list).
    """
    faults: list[Fault] = []
    if not isinstance(given, Mapping):
        return None, (Fault(place or ".", "not-an-object"),)
    reader = Reader(given, place, faults)
    reader.only(FIELDS)
    kinds = _kinds(reader, catalogue)
    answers = read_answers(reader, catalogue)
    aware_at = reader.moment("aware_at", needed=True)
    known_at = reader.moment("known_at")
    occurred_at = reader.moment("occurred_at")
    people = read_people(reader)
    incoming = _rest(reader, catalogue)
    if aware_at is None or not kinds:
        return None, tuple(faults)
    then = day_of(occurred_at or aware_at)
    faults += [
        Fault(reader.at(f"people[{number}].born"), "born-cannot-be-right")
        for number, person in enumerate(people)
        if person.born is not None and not plausible_age(age_on(person.born, then))
    ]
    settled, contradictions = settle(
        catalogue,
        kinds=kinds,
        given={name: Answer(text) for name, text in answers.items() if _yes_no(catalogue, name)},
        people=people,
        then=then,
    )
    faults += [_moved(fault, place) for fault in contradictions]
    if faults:
        return None, tuple(faults)
    facts = facts_of(
        kinds,
        settled,
        day=_day(aware_at, known_at),
        people=people,
        then=then,
        our_school=incoming["details"].get("school_name", ""),
    )
    found = Incoming(
        facts=facts,
        given=answers,
        aware_at=aware_at,
        known_at=known_at,
        occurred_at=occurred_at,
        people=people,
        **incoming,
    )
    return found, ()


def _kinds(reader: Reader, catalogue: Catalogue) -> tuple[str, ...]:
    if reader.raw("kinds") is None or reader.raw("kinds") == []:
        reader.fault("kinds", "missing")
        return ()
    if not isinstance(reader.raw("kinds"), list):
        reader.fault("kinds", "not-a-list-of-texts")
        return ()
    return reader.words("kinds", tuple(catalogue.kind_by_id), "not-a-kind")


def read_answers(reader: Reader, catalogue: Catalogue) -> dict[str, str]:
    """Read answers by question; what nobody asks or can answer so is a fault."""
    inner = reader.inner("answers")
    if inner is None:
        return {}
    inner.only(tuple(catalogue.by_id))
    answers: dict[str, str] = {}
    for name in inner.names():
        question = catalogue.by_id.get(name)
        if question is None:
            continue
        choices = question.choices if question.form is AnswerForm.CHOICE else tuple(Answer)[:2]
        known = (*choices, Answer.NOT_KNOWN)
        answer = inner.raw(name)
        if not isinstance(answer, str) or answer not in known:
            inner.fault(name, "unknown-answer", *map(str, known))
        else:
            answers[name] = str(answer)
    return answers


def _rest(reader: Reader, catalogue: Catalogue) -> dict[str, Any]:
    """Read what no rule looks at."""
    return {
        "how": reader.named_texts("how", tuple(catalogue.by_id)),
        "narrative": reader.text("narrative"),
        "reported_by": reader.text("reported_by"),
        "came_to_light": reader.text("came_to_light"),
        "platforms": reader.texts("platforms"),
        "procedure": reader.text("procedure") or None,
        "sealed_to": reader.texts("sealed_to"),
        "details": reader.named_texts("details", DETAILS),
        "seen_by_staff": read_seen_by_staff(reader),
        "contacts": read_contacts(reader),
        "actions": read_actions(reader),
        "decision": read_decision(reader),
        "sign_off": read_sign_off(reader),
    }


def _yes_no(catalogue: Catalogue, question: str) -> bool:
    return catalogue.by_id[question].form is AnswerForm.YES_NO


def _day(aware_at: str, known_at: str | None) -> date:
    return day_of(known_at or aware_at)


def _moved(fault: Fault, place: str) -> Fault:
    where = f"{place}.{fault.where}" if place else fault.where
    return Fault(where, fault.problem, fault.about)
