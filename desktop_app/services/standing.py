"""How an incident stands now: what the rules make of it, who was told, what the record lacks."""

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import checklists
from desktop_app.domain.decision import Decision, IncidentStatus, SignOff
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.events.decisions import AgencyContacted
from desktop_app.domain.facts import facts_of
from desktop_app.domain.flow import applicable
from desktop_app.domain.intake.reading import day_of
from desktop_app.domain.procedure import Procedure, Strength
from desktop_app.domain.state.incident import IncidentState
from desktop_app.services.assessments import assess_facts
from desktop_app.services.casework import procedure_of
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.sessions import Session


@dataclass(frozen=True, slots=True)
class ToldLine:
    """An agency that the newest assessment names. `contacts` are those with it, oldest first.

    `needed` says that it must still be told: of a pair, only while neither was.
    """

    agency: str
    strength: Strength
    contacts: tuple[AgencyContacted, ...]
    needed: bool


@verb(*EVERYONE)
def look_of(session: Session, state: IncidentState) -> Look:
    """Give an incident in the light of the version of the procedure that assessed it last."""
    procedure, catalogue = procedure_of(session, state), session.catalogue
    if state.assessed is None:
        return Look(procedure, catalogue)
    facts = facts_of(
        state.kinds,
        {name: Answer(each) for name, each in state.assessed.answers.items()},
        day=_newest_day(state),
        people=state.people,
        then=day_of(state.occurred_at or state.aware_at),
        our_school=state.details.get("school_name", ""),
    )
    return Look(
        procedure=procedure,
        catalogue=catalogue,
        facts=facts,
        assessment=assess_facts(session.library, procedure, facts),
        applies=applicable(procedure, catalogue, facts),
        checklists=checklists(procedure, catalogue, facts),
    )


def _newest_day(state: IncidentState) -> date:
    known = [day_of(each.at) for each in state.answers.values()]
    return max([*known, day_of(state.known_at or state.aware_at)])


def told(state: IncidentState, procedure: Procedure) -> tuple[ToldLine, ...]:
    """Give every agency that is named now, whether it was told or not.

    `procedure` says which agencies are a pair; in Wales none are.
    """
    if state.assessed is None:
        return ()
    by_agency: dict[str, list[AgencyContacted]] = {}
    for contact in state.contacts:
        by_agency.setdefault(contact.agency, []).append(contact)
    named = [
        (each["agency"], Strength(each["strength"])) for each in state.assessed.result["refer_to"]
    ]
    pair_told = any(
        agency in by_agency for agency, strength in named if strength is Strength.AND_OR
    ) or any(
        agency in by_agency and agency in procedure.pair
        for agency, strength in named
        if strength is Strength.MUST  # it satisfies the pair (contract section 5)
    )
    return tuple(
        ToldLine(
            agency,
            strength,
            tuple(by_agency.get(agency, ())),
            needed=agency not in by_agency and not (strength is Strength.AND_OR and pair_told),
        )
        for agency, strength in named
    )


def missing(state: IncidentState) -> tuple[str, ...]:
    """Give what the record lacks, by a word for each: it can be added at any time.

    `account`, `people`, `viewing`, `decision`, `signature-ask`, `signature`.
    """
    decision = state.decision
    undecided = decision.made is None and state.status is not IncidentStatus.REFERRED
    found = {
        "account": not state.narrative.strip(),
        "people": not state.people,
        "viewing": _answered_yes(state, "staff-viewed") and not state.seen_by_staff,
        "decision": undecided,
        "signature-ask": decision.sign_off is SignOff.NOT_ASKED,
        "signature": decision.sign_off is SignOff.ASKED,
    }
    return tuple(name for name, lacks in found.items() if lacks)


def _answered_yes(state: IncidentState, question: str) -> bool:
    given = state.answers.get(question)
    return given is not None and given.answer == Answer.YES


def may_be_signed(state: IncidentState) -> bool:
    """Say whether there is a decision that waits for the head teacher's answer."""
    made = state.decision.made
    return made is not None and made.decision != Decision.REFER and state.decision.given is None
