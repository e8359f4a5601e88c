from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from desktop_app.domain.decision import IncidentStatus, SignOff
from desktop_app.domain.errors import BadInputError, IncidentMissingError
from desktop_app.domain.events.incidents import AnswerGiven
from desktop_app.domain.procedure import Outcome
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import casework
from desktop_app.services.sessions import Session
from desktop_app.vault.vault import FLOOR, create_vault
from tests.builders_answers import ALL_NO, REVIEWED
from tests.builders_staff import record

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
NOT_REFERRED = {"decision": "not-referred", "reason": "Managed with both families."}
HEAD = {"name": "A Head", "role": "Head teacher"}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("casework") / "school.vault"
    vault, _keys = create_vault(
        path, password="four words for a test", name="Dee Lead", at=NOW, cost=FLOOR
    )
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


def problems(raised: pytest.ExceptionInfo[BadInputError]) -> set[tuple[str, str]]:
    return {(fault.where, fault.problem) for fault in raised.value.faults}


def test_a_call_is_noted_with_the_time_and_the_user_where_they_are_left_out(
    session: Session,
) -> None:
    reference = record(session, kinds=["sextortion"])
    assert casework.read(session, reference).status is IncidentStatus.REFER_NOW
    state = casework.note_call(
        session, reference, {"agency": "police", "person": "Desk", "at": "", "said": "Come in."}
    )
    assert (state.contacts[0].at, state.contacts[0].by) == ("2026-11-23T09:30", "Dee Lead")
    assert state.status is IncidentStatus.REFERRED
    assert casework.read(session, reference) == state


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ({}, {("contacts[0].agency", "missing")}),
        ({"agency": "police", "at": "yesterday"}, {("contacts[0].at", "not-a-time")}),
        ({"agency": "police", "who": "x"}, {("contacts[0].who", "unknown-field")}),
    ],
)
def test_a_faulty_call_is_refused_and_leaves_nothing(
    session: Session, contact: dict[str, str], expected: set[tuple[str, str]]
) -> None:
    reference = record(session)
    before = session.vault.head()
    with pytest.raises(BadInputError) as raised:
        casework.note_call(session, reference, contact)
    assert problems(raised) == expected
    assert session.vault.head() == before


def test_an_action_is_kept_and_an_empty_one_refused(session: Session) -> None:
    reference = record(session)
    state = casework.add_action(session, reference, " Rang home ", "2026-11-20T16:00")
    assert [(a.what, a.at, a.by) for a in state.actions] == [
        ("Rang home", "2026-11-20T16:00", "Dee Lead")
    ]
    with pytest.raises(BadInputError) as raised:
        casework.add_action(session, reference, "  ", "")
    assert problems(raised) == {("actions[0].what", "missing")}


def test_what_was_found_out_makes_a_new_assessment_and_keeps_the_old_one(session: Session) -> None:
    reference = record(session, answers={**ALL_NO, "under-13": "not-known"})
    before = casework.read(session, reference)
    assessment = casework.answer(
        session, reference, {"adult-involved": "yes"}, {"adult-involved": "A cousin said so."}
    )
    assert assessment.outcome is Outcome.REFER_TODAY
    state = casework.read(session, reference)
    assert state.assessments[:-1] == before.assessments
    assert state.outcome == Outcome.REFER_TODAY
    assert state.assessed is not None
    assert tuple(state.assessed.result["find_out"]) == assessment.find_out
    given = state.answers["adult-involved"]
    assert (given.answer, given.how, given.before) == ("yes", "A cousin said so.", ("no",))
    duties = {each.id: each for each in casework.duties(state, TODAY)}
    assert duties["refer"].due == TODAY


def test_an_answer_that_is_as_it_was_is_not_recorded_again(session: Session) -> None:
    reference = record(session, answers=ALL_NO)
    head = session.vault.head()
    assessment = casework.answer(session, reference, {"under-13": "no"}, {})
    assert assessment.outcome is Outcome.SCHOOL_MANAGED
    assert session.vault.head() == head
    casework.answer(session, reference, {"under-13": "no"}, {"under-13": "The register."})
    entries = casework.read(session, reference).entries
    assert isinstance(entries[-2].event, AnswerGiven)
    assert entries[-2].event.how == "The register."


@pytest.mark.parametrize(
    ("answers", "how", "expected"),
    [
        ({"blackmailed": "no"}, {}, {("answers.blackmailed", "no-against-kind")}),
        ({"coerced": "perhaps"}, {}, {("answers.coerced", "unknown-answer")}),
        ({"nobody-asks": "yes"}, {}, {("answers.nobody-asks", "unknown-field")}),
        ({}, {"nobody-asks": "x"}, {("how.nobody-asks", "unknown-field")}),
        ({"under-13": "no"}, {}, {("answers.under-13", "no-against-child-under-13")}),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_leaves_nothing(
    session: Session,
    answers: dict[str, str],
    how: dict[str, str],
    expected: set[tuple[str, str]],
) -> None:
    child = {"role": "depicted", "name": "A Child", "age": 11}
    reference = record(session, kinds=["sextortion"], people=[child])
    before = session.vault.head()
    with pytest.raises(BadInputError) as raised:
        casework.answer(session, reference, answers, how)
    assert problems(raised) == expected
    assert session.vault.head() == before


def test_a_decision_not_to_refer_waits_for_the_review_and_then_for_the_head(
    session: Session,
) -> None:
    reference = record(session, answers=ALL_NO)
    with pytest.raises(BadInputError) as raised:
        casework.decide(session, reference, NOT_REFERRED)
    assert {each[1] for each in problems(raised)} == {"further-review-unanswered"}
    casework.answer(session, reference, REVIEWED, {})
    state = casework.decide(session, reference, NOT_REFERRED)
    assert state.status is IncidentStatus.AWAITING_SIGN_OFF
    state = casework.sign_off(session, reference, {"result": "asked", **HEAD})
    assert state.decision.sign_off is SignOff.ASKED
    state = casework.sign_off(session, reference, {"result": "signed", **HEAD, "at": "2026-11-24"})
    assert state.status is IncidentStatus.NOT_REFERRED
    assert state.decision.given is not None
    assert state.decision.given.at == "2026-11-24"


def test_a_head_who_declines_makes_it_a_referral_and_cannot_sign_afterwards(
    session: Session,
) -> None:
    reference = record(
        session, answers=ALL_NO | REVIEWED, decision=NOT_REFERRED | {"at": "2026-11-23"}
    )
    state = casework.sign_off(
        session, reference, {"result": "declined", **HEAD, "view": "I would refer."}
    )
    assert state.status is IncidentStatus.REFER_NOW
    with pytest.raises(BadInputError) as raised:
        casework.sign_off(session, reference, {"result": "signed", **HEAD})
    assert problems(raised) == {("sign_off", "signed-already")}


def test_nothing_can_be_signed_without_a_decision_or_against_what_is_known_now(
    session: Session,
) -> None:
    reference = record(session, answers=ALL_NO | REVIEWED)
    with pytest.raises(BadInputError) as raised:
        casework.sign_off(session, reference, {"result": "signed", **HEAD})
    assert problems(raised) == {("sign_off", "nothing-to-sign")}
    casework.decide(session, reference, NOT_REFERRED)
    casework.answer(session, reference, {"adult-involved": "yes"}, {})
    with pytest.raises(BadInputError) as raised:
        casework.sign_off(session, reference, {"result": "signed", **HEAD})
    assert problems(raised) == {("decision.decision", "decision-not-open")}


def test_a_decision_that_is_not_open_or_not_given_is_refused(session: Session) -> None:
    reference = record(session, kinds=["sextortion"])
    with pytest.raises(BadInputError) as raised:
        casework.decide(session, reference, NOT_REFERRED)
    assert problems(raised) == {("decision.decision", "decision-not-open")}
    with pytest.raises(BadInputError) as raised:
        casework.decide(session, reference, {})
    assert ("decision.reason", "missing") in problems(raised)


def test_what_is_due_today_goes_when_it_was_done(session: Session) -> None:
    reference = record(session, kinds=["sextortion"], aware_at="2026-11-20T09:15")
    state = casework.read(session, reference)
    due = casework.due_today(state, TODAY)
    assert {each.id for each in due} >= {"refer", "safe-tonight"}
    assert {each.due: each.overdue for each in due} == {
        date(2026, 11, 20): True,
        date(2026, 11, 21): True,
        TODAY: False,
    }
    assert not any(each.overdue for each in casework.due_today(state, date(2026, 11, 20)))
    assert casework.due_today(state, date(2026, 11, 19)) == ()
    state = casework.note_call(session, reference, {"agency": "police"})
    state = casework.mark_done(session, reference, "safe-tonight")
    assert {each.id for each in casework.due_today(state, TODAY)}.isdisjoint(
        {"refer", "safe-tonight"}
    )
    assert {each.id for each in casework.duties(state, TODAY)} >= {"refer", "safe-tonight"}
    assert casework.mark_done(session, reference, "safe-tonight") == state
    assert casework.mark_done(session, reference, "no-such-duty") == state


def test_a_sealed_incident_stays_sealed_whatever_is_added(session: Session) -> None:
    sign_in = session.vault.user.sign_in
    reference = record(session, kinds=["colleague-concern"], sealed_to=[sign_in])
    casework.add_action(session, reference, "Xylophone rang", "")
    casework.answer(session, reference, {"adult-has-contact": "yes"}, {})
    state = casework.note_call(session, reference, {"agency": "lado"})
    assert state.sealed
    assert all(entry.sealed for entry in state.entries)
    found = session.vault.rows(session.vault.numbers("xylophone"))
    assert [(row.reference, row.sealed) for row in found] == [(reference, True)]
    assert reference not in {row.reference for row in session.vault.newest()}


def test_the_log_finds_what_was_added(session: Session) -> None:
    reference = record(session)
    casework.add_action(session, reference, "Saxophone rang", "")
    (found,) = session.vault.rows(session.vault.numbers("saxophone"))
    assert found.reference == reference


def test_an_incident_that_nobody_has_is_told(session: Session) -> None:
    with pytest.raises(IncidentMissingError):
        casework.add_action(session, "2026-AAAAAA", "x", "")


def test_names_and_procedure_are_given_in_words(session: Session) -> None:
    state = casework.read(session, record(session))
    assert casework.author_names(session)[state.recorded.author] == "Dee Lead"
    assert casework.procedure_of(session, state).agency_name("police") != "police"


def test_the_review_and_the_decision_that_rests_on_it_stand_together_or_not_at_all(
    session: Session,
) -> None:
    reference = record(session, answers=ALL_NO)
    before = session.vault.head()
    with pytest.raises(BadInputError):
        casework.decide_after_review(session, reference, {"decision": "not-referred"}, REVIEWED)
    assert session.vault.head() == before
    state = casework.decide_after_review(session, reference, NOT_REFERRED, REVIEWED)
    assert state.status is IncidentStatus.AWAITING_SIGN_OFF
    assert state.answers["repeat"].answer == "no"
    assert casework.read(session, reference) == state


def test_what_an_agency_owns_is_expected_by_its_day_and_never_overdue(session: Session) -> None:
    reference = record(session, kinds=["sextortion"], aware_at="2026-11-20T09:15")
    state = casework.read(session, reference)
    much_later = date(2027, 1, 31)
    expected = casework.expected(state, much_later)
    assert "social-care-decision" in [each.id for each in expected]
    assert [each.due for each in expected if each.due] == [date(2026, 11, 23)]
    assert not any(each.overdue or each.can_be_ticked for each in expected)
    assert not {each.id for each in expected} & {
        each.id for each in casework.due_today(state, much_later)
    }
    begun_by = {each.id: each.starts_with for each in expected if each.due is None}
    assert all(begun_by.values())
    assert "15 working days" in begun_by["child-protection-conference"]
