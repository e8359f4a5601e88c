"""What happens to an incident after it was recorded. One verb is one transaction.

Every verb appends events, folds the incident anew and renews its rows; nothing is edited.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.decision import SignOff, Standing, hindrances
from desktop_app.domain.errors import BadInputError, Fault
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.decisions import ActionTaken
from desktop_app.domain.events.incidents import AnswerGiven
from desktop_app.domain.facts import Facts, facts_of, settle
from desktop_app.domain.intake.casework import (
    read_actions,
    read_contacts,
    read_decision,
    read_sign_off,
)
from desktop_app.domain.intake.incoming import read_answers
from desktop_app.domain.intake.reading import Reader, day_of
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import AnswerForm
from desktop_app.domain.roles import Role
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.services.assessments import assess_facts
from desktop_app.services.decisions import signing_faults, standing_of
from desktop_app.services.duties import DutyLine, due_today, duties, expected
from desktop_app.services.incidents import read_incident
from desktop_app.services.rights import CASEWORK, EVERYONE, require_colleague_concern, verb
from desktop_app.services.school import keep_procedure, procedure_in_force, procedure_then
from desktop_app.services.sessions import Session
from desktop_app.services.wording import procedure_in_language

__all__ = [
    "DutyLine",
    "IncidentState",
    "add_action",
    "answer",
    "author_names",
    "decide",
    "decide_after_review",
    "due_today",
    "duties",
    "expected",
    "mark_done",
    "note_call",
    "procedure_of",
    "read",
    "sign_off",
]

_Read = TypeVar("_Read")


@verb(*EVERYONE)
def read(session: Session, reference: str) -> IncidentState:
    """Give an incident as it is now; raises IncidentMissingError where this user reads none."""
    return read_incident(session.vault, reference)


@verb(*EVERYONE)
def procedure_of(session: Session, state: IncidentState) -> Procedure:
    """Give the procedure, in the language in force, by which the incident was last assessed.

    Rules that the school had switched off then are so in it.
    """
    return procedure_in_language(procedure_then(session.vault, session.library, state))


@verb(*EVERYONE)
def author_names(session: Session) -> dict[str, str]:
    """Give the name of every user of the vault, by the id that stands in the log."""
    return {each.id: each.name or each.sign_in for each in session.vault.users()}


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def note_call(
    session: Session, reference: str, contact: Mapping[str, Any], *, draft: str = ""
) -> IncidentState:
    """Note that an agency was rung or written to (contract section 4, `contacts`).

    Left out, `at` is now and `by` is the user. The draft that the note was kept in goes with the
    same transaction, so that no call is noted twice. Raises BadInputError.
    """
    state = _own(session, reference, "note_call")
    reader = _reader({"contacts": [_by_user_now(session, contact)]})
    with session.vault.transaction():
        state = _appended(session, state, _sound(reader, read_contacts(reader)))
        if draft:
            session.vault.discard_draft(draft)
    return state


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def add_action(session: Session, reference: str, what: str, at: str) -> IncidentState:
    """Note something that was done, at a moment (empty: now). Raises BadInputError."""
    state = _own(session, reference, "add_action")
    given = _by_user_now(session, {"what": what.strip(), "at": at})
    reader = _reader({"actions": [given]})
    return _appended(session, state, _sound(reader, read_actions(reader)))


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def mark_done(session: Session, reference: str, duty: str) -> IncidentState:
    """Note that a duty of the newest assessment was done; one that is not there changes nothing."""
    state = _own(session, reference, "mark_done")
    lines = duties(state, session.now().date())
    found = next((line for line in lines if line.id == duty and not line.done), None)
    if found is None:
        return state
    done = ActionTaken(found.as_done, _moment(session.now()), session.user_name)
    return _appended(session, state, [done])


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def answer(
    session: Session, reference: str, answers: Mapping[str, str], how: Mapping[str, str]
) -> Assessment:
    """Answer what was found out, and assess the incident anew by its own procedure.

    The day on which the school's duties are due is that of the newest fact: today. An answer that
    is as it was, with no new `how`, is not recorded again. Raises BadInputError for an answer that
    nobody knows, or one that contradicts kinds, people or another answer.
    """
    state = _own(session, reference, "answer")
    catalogue = session.library.catalogue
    reader = _reader({"answers": dict(answers), "how": dict(how)})
    given, ways = read_answers(reader, catalogue), reader.named_texts("how", tuple(catalogue.by_id))
    _refuse(reader.faults)
    facts = _facts(session, state, given)
    procedure = procedure_in_force(session.vault, session.library, state.procedure)
    assessment = assess_facts(session.library, procedure, facts)
    now = _moment(session.now())
    new = [
        AnswerGiven(question, said, ways.get(question, ""), now)
        for question, said in given.items()
        if _is_news(state, question, said, ways.get(question, ""))
    ]
    if new:
        with session.vault.transaction():
            keep_procedure(session.vault, session.library, procedure, at=session.now())
            _appended(session, state, [*new, _assessed(procedure, facts, assessment)])
    return assessment


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def decide(session: Session, reference: str, decision: Mapping[str, Any]) -> IncidentState:
    """Record what the DSL decides (contract section 4, `decision`).

    Left out, `at` is now and `by` is the user. Raises BadInputError with everything that is
    missing, or that stands in the way of this decision (contract section 5, Outcome).
    """
    state = _own(session, reference, "decide")
    reader = _reader({"decision": _by_user_now(session, decision)})
    made = _sound(reader, read_decision(reader))
    if made is None:
        raise BadInputError((Fault("decision", "missing"),))
    _refuse(hindrances(made, _standing(session, state)))
    return _appended(session, state, [made])


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def decide_after_review(
    session: Session,
    reference: str,
    decision: Mapping[str, Any],
    answers: Mapping[str, str],
) -> IncidentState:
    """Answer the further review and record the decision that rests on it: both stand, or neither.

    Raises what `answer` and `decide` raise.
    """
    _own(session, reference, "decide_after_review")
    with session.vault.transaction():
        if answers:
            answer(session, reference, answers, {})
        return decide(session, reference, decision)


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def sign_off(session: Session, reference: str, given: Mapping[str, Any]) -> IncidentState:
    """Record that the head teacher was asked, signed or declined on paper (contract section 4).

    With their own key a head teacher signs by `signing.sign`. Raises BadInputError when there is no
    decision to sign, when it was answered before, or when what is known by now no longer allows the
    decision that would be signed.
    """
    state = _own(session, reference, "sign_off")
    reader = _reader({"sign_off": {"at": _moment(session.now()), **_filled(given)}})
    events = _sound(reader, read_sign_off(reader))
    signs = given.get("result") == SignOff.SIGNED
    _refuse(signing_faults(session.library.catalogue, state, signs=signs))
    return _appended(session, state, events)


def _own(session: Session, reference: str, name: str) -> IncidentState:
    """Give an incident to add to; raises RoleRefusedError where this user only reads it."""
    state = read(session, reference)
    require_colleague_concern(session, f"casework.{name}", state.kinds)
    return state


def _standing(session: Session, state: IncidentState) -> Standing:
    return standing_of(session.library.catalogue, state.kinds, state.answers, state.outcome)


def _facts(session: Session, state: IncidentState, new: Mapping[str, str]) -> Facts:
    """Give what is known with the new answers, settled; raises BadInputError."""
    catalogue = session.library.catalogue
    known = {name: each.answer for name, each in state.answers.items()} | dict(new)
    then = day_of(state.occurred_at or state.aware_at)
    settled, faults = settle(
        catalogue,
        kinds=state.kinds,
        given={
            name: Answer(text)
            for name, text in known.items()
            if catalogue.by_id[name].form is AnswerForm.YES_NO
        },
        people=state.people,
        then=then,
    )
    _refuse(faults)
    return facts_of(
        state.kinds,
        settled,
        day=session.now().date(),
        people=state.people,
        then=then,
        our_school=state.details.get("school_name", ""),
    )


def _assessed(procedure: Procedure, facts: Facts, assessment: Assessment) -> Assessed:
    return Assessed(
        procedure=procedure.id,
        version=procedure.version,
        digest=procedure.digest,
        answers={name: str(each) for name, each in facts.answers.items()},
        result=assessment.as_json(),
    )


def _is_news(state: IncidentState, question: str, said: str, how: str) -> bool:
    before = state.answers.get(question)
    return before is None or before.answer != said or (bool(how) and how != before.how)


def _appended(session: Session, state: IncidentState, events: Sequence[Event]) -> IncidentState:
    with session.vault.transaction():
        entries = session.vault.append(events, incident=state.id, at=session.now())
        now = fold((*state.entries, *entries))
        session.vault.project(now)
    return now


def _reader(given: Mapping[str, Any]) -> Reader:
    return Reader(given, "", [])


def _sound(reader: Reader, found: _Read) -> _Read:
    _refuse(reader.faults)
    return found


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise BadInputError(tuple(faults))


def _by_user_now(session: Session, given: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what is left out, or left empty: now, and the user."""
    return {"at": _moment(session.now()), "by": session.user_name} | _filled(given)


def _filled(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value not in ("", None)}


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"
