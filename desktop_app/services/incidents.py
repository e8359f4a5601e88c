"""Recording an incident and reading it back."""

from collections.abc import Sequence
from datetime import datetime

from uuid_utils import uuid7

from desktop_app.domain.decision import Decision
from desktop_app.domain.errors import BadInputError, Fault, IncidentMissingError
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.incidents import AnswerGiven, DetailsGiven, IncidentRecorded
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.intake.incoming import Incoming, read_incoming
from desktop_app.domain.people import Person
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.references import reference_of
from desktop_app.domain.roles import Role
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.procedures.library import Library
from desktop_app.services.assessments import assess_facts, unknown_procedure
from desktop_app.services.decisions import faults_of
from desktop_app.services.json_input import parse
from desktop_app.services.rights import (
    CASEWORK,
    EVERYONE,
    can_read,
    require_colleague_concern,
    verb,
)
from desktop_app.services.school import (
    chosen_procedure,
    keep_procedure,
    procedure_in_force,
    remember,
)
from desktop_app.vault.vault import Vault


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def record_json(vault: Vault, library: Library, data: bytes, *, source: str, at: datetime) -> str:
    """Record the incident in a file of contract section 4 and give its reference.

    Raises BadInputError with every fault in it; nothing is recorded then.
    """
    given = parse(data, source=source)
    incoming, faults = read_incoming(given, library.catalogue)
    if incoming is not None:
        require_colleague_concern(vault, "incidents.record_json", incoming.kinds)
        remember(vault, library)
        faults = (
            *unknown_procedure(library, incoming, place=""),
            *_sealing_faults(vault, library.catalogue, incoming),
            *_person_faults(vault, incoming),
        )
    if incoming is None or faults:
        raise BadInputError(faults, source=source)
    return record(vault, library, incoming, source=source, at=at)


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def record(vault: Vault, library: Library, incoming: Incoming, *, source: str, at: datetime) -> str:
    """Record an incident: its facts, its assessment, and what was done, in one transaction.

    An incident that names readers is sealed to them from its first event. Gives the reference.
    Raises BadInputError when the decision that comes with it cannot be taken, or when it does not
    settle who may read an incident that must be sealed: whoever calls, that is never left out.
    """
    require_colleague_concern(vault, "incidents.record", incoming.kinds)
    faults = tuple(_sealing_faults(vault, library.catalogue, incoming))
    if faults:
        raise BadInputError(faults, source=source)
    wanted = incoming.procedure or chosen_procedure(vault, library)
    procedure = procedure_in_force(vault, library, wanted)
    assessment = assess_facts(library, procedure, incoming.facts)
    assessed = Assessed(
        procedure=procedure.id,
        version=procedure.version,
        digest=procedure.digest,
        answers={name: str(answer) for name, answer in incoming.facts.answers.items()},
        result=assessment.as_json(),
    )
    faults = faults_of(library.catalogue, incoming, str(assessment.outcome))
    if faults:
        raise BadInputError(faults, source=source)
    incident, reference = _new_reference(vault, at)
    events = _events(incoming, procedure, assessed, reference=reference)
    readers = _readers(vault, incoming)
    with vault.transaction():
        keep_procedure(vault, library, procedure, at=at)
        seal = vault.start_seal(readers) if readers else None
        entries = vault.append(events, incident=incident, at=at, seal=seal)
        vault.project(fold(entries))
    return reference


@verb(*EVERYONE)
def read_incident(vault: Vault, reference: str) -> IncidentState:
    """Give an incident as it is now.

    Raises IncidentMissingError when no incident that this user may read has the reference.
    """
    incident = vault.find_incident(reference.strip().upper())
    if incident is None:
        raise IncidentMissingError(reference)
    return fold(vault.of_incident(incident))


def _new_reference(vault: Vault, at: datetime) -> tuple[str, str]:
    """Give an id for a new incident whose short reference no other incident has."""
    while True:
        incident = str(uuid7())
        reference = reference_of(incident, year=at.year)
        if vault.find_incident(reference) is None:
            return incident, reference


def _events(
    incoming: Incoming, procedure: Procedure, assessed: Assessed, *, reference: str
) -> Sequence[Event]:
    """Give what happened in the order in which it is told: facts, assessment, what was done."""
    events: list[Event] = [
        IncidentRecorded(
            reference=reference,
            kinds=incoming.kinds,
            aware_at=incoming.aware_at,
            procedure=procedure.id,
            known_at=incoming.known_at,
            occurred_at=incoming.occurred_at,
            narrative=incoming.narrative,
            reported_by=incoming.reported_by,
            came_to_light=incoming.came_to_light,
            platforms=incoming.platforms,
        )
    ]
    events += [_involved(person) for person in incoming.people]
    events += [
        AnswerGiven(question, answer, incoming.how.get(question, ""), incoming.known_at)
        for question, answer in incoming.given.items()
    ]
    if incoming.details:
        events.append(DetailsGiven(incoming.details))
    events += incoming.seen_by_staff
    events.append(assessed)
    decided = [incoming.decision] if incoming.decision is not None else []
    # A decision to refer comes before the call that carries it out; any other one after the call
    # that it rests on.
    refers = bool(decided) and decided[0].decision == Decision.REFER
    done: list[Event] = [*incoming.contacts, *incoming.actions]
    events += [*decided, *done] if refers else [*done, *decided]
    events += incoming.sign_off
    return events


def _involved(person: Person) -> PersonInvolved:
    return PersonInvolved(
        person=person.id or str(uuid7()),
        roles=person.roles,
        name=person.name,
        born=person.born.isoformat() if person.born else None,
        age=person.age,
        year_group=person.year_group,
        status=person.status,
        school=person.school,
        lives_in=person.lives_in,
        social_worker=person.social_worker,
        details=dict(person.details),
    )


def _readers(vault: Vault, incoming: Incoming) -> tuple[str, ...]:
    """Give the ids of the users whom the incident is sealed to: those named and nobody else."""
    by_sign_in = {user.sign_in: user.id for user in vault.users() if can_read(user)}
    return tuple(dict.fromkeys(by_sign_in[each] for each in incoming.sealed_to))


def _sealing_faults(vault: Vault, catalogue: Catalogue, incoming: Incoming) -> list[Fault]:
    """Give the faults of an incident whose readers must be settled before anything is written."""
    known = tuple(user.sign_in for user in vault.users() if can_read(user))
    faults = [
        Fault(f"sealed_to[{place}]", "unknown-sign-in", ())
        for place, each in enumerate(incoming.sealed_to)
        if each not in known
    ]
    must_be_sealed = [kind for kind in incoming.kinds if catalogue.kind_by_id[kind].sealed]
    if must_be_sealed and not incoming.sealed_to:
        faults.append(Fault("sealed_to", "readers-not-named", tuple(must_be_sealed)))
    return faults


def _person_faults(vault: Vault, incoming: Incoming) -> list[Fault]:
    """Give the faults of people named by an id that nobody has."""
    return [
        Fault(f"people[{place}].person", "unknown-person", ())
        for place, person in enumerate(incoming.people)
        if person.id and not vault.knows_person(person.id)
    ]
