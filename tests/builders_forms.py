"""Incidents and printings for the forms, filled in every field."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.documents.printing import Printing
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.decisions import (
    ActionTaken,
    AgencyContacted,
    DecisionMade,
    FormMade,
    SignOffAsked,
    SignOffGiven,
)
from desktop_app.domain.events.incidents import AnswerGiven, IncidentRecorded, SeenByStaff
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.incident import DETAILS
from desktop_app.domain.people import PERSON_DETAILS
from desktop_app.domain.state.incident import IncidentState
from tests.builders import CHILD, SUSPECT, a_catalogue, a_procedure, a_result, an_incident

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"


def a_printing(**changed: Any) -> Printing:  # noqa: ANN401  # any field of Printing
    """Give a printing on a Friday evening, unless told otherwise."""
    given: dict[str, Any] = {
        "procedure": a_procedure(),
        "catalogue": a_catalogue(),
        "printed_at": datetime(2026, 11, 20, 17, 40),  # noqa: DTZ001  # local, as printed
        "user": "A. Lead",
        "log_head": "ab" * 32,
        "practice": False,
        "program_version": "0.1.0",
        "fonts": FONTS,
    }
    return Printing(**given | changed)


def a_managed_result(**changed: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON of contract 5
    """Give the result of an incident that the school may manage."""
    criteria = [each | {"status": "not-met"} for each in a_result()["criteria"]]
    return a_result(
        outcome="school-managed",
        criteria=criteria,
        refer_to=[],
        tell_family="inform-early",
        duties=[],
        find_out=[],
        advice=[],
        **changed,
    )


def an_incident_for(form: str, **changed: Any) -> IncidentState:  # noqa: ANN401  # fields of Record
    """Give an incident for which this form makes sense."""
    if form != "not-referred":
        return an_incident(**changed)
    decided = DecisionMade(
        decision="not-referred", reason="All spoke freely.", at="2026-11-20T14:00", by="A. Lead"
    )
    assessed = Assessed("ukcis-2024", "1", "0" * 64, {}, a_managed_result())
    given: dict[str, Any] = {
        "kinds": ("nudes-shared",),
        "answers": {"adult-involved": "no"},
        "decided": (decided,),
        "assessed": (assessed,),
    }
    return an_incident(**given | changed)


def filled_with(text: Callable[[str], str], *, form: str) -> IncidentState:
    """Give an incident for a form with `text(field)` in every field that a person writes in."""
    result = a_managed_result() if form == "not-referred" else a_result()
    decision = "not-referred-on-advice" if form == "not-referred" else "refer"
    consulted = {name: text(f"consulted.{name}") for name in ("person", "reference", "advice")}
    return an_incident(
        recorded=IncidentRecorded(
            reference="2026-7K3QXR",
            kinds=("nudes-shared",),
            aware_at="2026-11-20T10:40",
            procedure="ukcis-2024",
            narrative=text("narrative"),
            reported_by=text("reported_by"),
            came_to_light=text("came_to_light"),
            platforms=(text("platform"),),
        ),
        people=(
            _person(CHILD, ("depicted",), text),
            _person(SUSPECT, ("suspected-adult",), text),
            _person("mother", ("parent-carer",), text),
        ),
        answers={},
        details={name: text(f"detail.{name}") for name in DETAILS},
        assessed=(Assessed("ukcis-2024", "1", "0" * 64, {"adult-involved": "no"}, result),),
        decided=(
            DecisionMade(
                decision=decision,
                reason=text("reason"),
                at="2026-11-20T14:00",
                by=text("decided_by"),
                review_on="2026-12-04",
                further_review={"F1": text("F1"), "F2": text("F2")},
                consulted={"agency": "police", "at": "2026-11-20T12:00", **consulted},
            ),
        ),
        contacts=(
            AgencyContacted(
                agency="police",
                at="2026-11-20T11:15",
                person=text("contact.person"),
                reference=text("contact.reference"),
                said=text("contact.said"),
                by=text("contact.by"),
                family_may_be_told="yes",
            ),
        ),
        more=(
            AnswerGiven(question="adult-involved", answer="no", how=text("how")),
            SeenByStaff(
                **{
                    name: text(f"seen.{name}")
                    for name in ("who", "how", "why", "agreed_by", "present", "where", "afterwards")
                }
            ),
            ActionTaken(what=text("action.what"), at="2026-11-20T11:30", by=text("action.by")),
            SignOffAsked(name=text("asked.name"), role=text("asked.role"), at="2026-11-20T15:00"),
            SignOffGiven(
                result="signed",
                name=text("signed.name"),
                role=text("signed.role"),
                at="2026-11-20T16:00",
                view=text("signed.view"),
            ),
            FormMade(form="police", digest="cd" * 32, pages=3, reason=text("form.reason")),
        ),
    )


def _person(person: str, roles: tuple[str, ...], text: Callable[[str], str]) -> PersonInvolved:
    name = roles[0]
    return PersonInvolved(
        person=person,
        roles=roles,
        name=text(f"{name}.name"),
        year_group=text(f"{name}.year_group"),
        school=text(f"{name}.school"),
        lives_in=text(f"{name}.lives_in"),
        social_worker=text(f"{name}.social_worker"),
        details={each: text(f"{name}.{each}") for each in PERSON_DETAILS},
    )


def an_incident_of_four_pages() -> IncidentState:
    """Give a usual case, invented, whose referral fills four pages."""
    return an_incident(
        details={
            "asked_for": "A strategy discussion today, and somebody to say who may tell the father.",
            "why_today": "Someone met in a game asks Amal to come to the bus station on Saturday.",
            "where_now": "With Ms Teacher",
            "until_when": "15:30 today",
            "who_has_them_tonight": "Her grandmother, Huda Example, 01632 960010",
            "safe_number": "01632 960003, the grandmother",
            "must_not_answer": "The stepfather's mobile",
            "reach_out_of_hours": "A. Lead, 07700 900001, all weekend",
            "deputy_out_of_hours": "B. Deputy, 07700 900002",
            "child_words": "\u201cHe says he knows where I live.\u201d",
            "asked_by_whom": "Ms Teacher asked: \u201cDo you want to tell me more?\u201d in the quiet room.",
            "child_manner": "Quiet, shaking, asked for the door to stay open.",
            "worry": "A stranger, thought to be an adult, writes to Amal every night and presses to meet.",
            "impact": "No sleep for three nights; left lessons twice this week.",
            "history": "One earlier concern, in March: an argument in a group chat, settled in school.",
            "strengths": "Trusts her tutor and her grandmother.",
            "parents_told": "Mother, 13:10, in person, by A. Lead",
            "parents_agree": "Mother agrees",
            "done_so_far": "Amal is not left alone. The game account was not touched.",
            "not_done": "Not interviewed beyond one open question; not viewed; nothing deleted.",
            "devices": "Amal's phone: in the school safe since 11:05, on, on charge, in flight mode.",
            "devices_held_by": "A. Lead; nobody else has touched it.",
            "evidence_kept": "User name written down from Amal's own note.",
            "form_goes_to": "Exampleshire front door",
            "school_name": "Example Academy",
            "school_address": "2 Test Street, Sampleton",
            "school_phone": "01632 960000",
            "referrer_name": "A. Lead",
            "referrer_role": "Designated safeguarding lead",
            "referrer_phone": "07700 900001",
            "referrer_email": "lead@example.invalid",
        },
        contacts=(
            AgencyContacted(
                agency="police",
                at="2026-11-20T11:15",
                person="PC 4711",
                reference="EX-2026-55",
                said="Keep the phone on charge. An officer rings back by 14:00.",
                by="A. Lead",
                family_may_be_told="yes",
            ),
        ),
        more=(
            ActionTaken(
                what="Amal stays with Ms Teacher until fetched", at="2026-11-20T11:30", by="A. Lead"
            ),
        ),
    )
