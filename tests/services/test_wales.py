"""An incident under the procedure of Wales, from its record to what is printed of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.domain.state.incident import IncidentState
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import casework, exports, incidents, standing
from desktop_app.services.incidents import read_incident
from desktop_app.services.sessions import Session
from desktop_app.vault.vault import FLOOR, Vault, create_vault
from tests.pdf_reading import read

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
WALES = "all-wales-2021"
NOT_OF_WALES = (
    "children's social care",
    "LADO",
    "DSL",
    "safeguarding lead",
    "Referral to",
)
NONE_AT_RISK = {
    "life-in-danger": "no",
    "immediate-risk": "no",
    "offline-meeting": "no",
    "adult-involved": "no",
    "under-13": "no",
    "blackmailed": "no",
    "coerced": "no",
    "groomed": "no",
    "capacity-doubt": "no",
    "sexual-acts": "no",
    "acts-unusual": "no",
    "acts-violent": "no",
    "evidence-at-risk": "no",
    "telling-family-risks-harm": "no",
    "child-at-risk": "no",
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("wales") / "school.vault"
    vault, _keys = create_vault(
        path, password="four words for a test", at=NOW, cost=FLOOR, sign_in="lead"
    )
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


def record(session: Session, answers: dict[str, str], **fields: Any) -> IncidentState:  # noqa: ANN401  # fields of contract section 4
    given = {
        "kinds": ["nudes-shared"],
        "aware_at": "2026-11-20T17:40",
        "procedure": WALES,
        "narrative": "Told at break.",
        "answers": answers,
    }
    incoming, faults = read_incoming(given | fields, session.catalogue)
    assert incoming is not None, faults
    reference = incidents.record(session.vault, session.library, incoming, source="a test", at=NOW)
    return read_incident(session.vault, reference)


def text_of(session: Session, state: IncidentState, form: str) -> str:
    vault: Vault = session.vault
    asked = exports.Export(form, state.reference)
    drawn = exports.draw(vault, session.library, state, asked, at=NOW)
    return " ".join(read(drawn).text.split())


def decided_not_to_report(session: Session) -> IncidentState:
    review = dict.fromkeys(
        (
            "without-consent",
            "malice-or-pressure",
            "passed-beyond",
            "public-online",
            "large-age-gap",
            "extra-vulnerable",
            "repeat",
            "impact-serious",
        ),
        "no",
    )
    answers = NONE_AT_RISK | review | {"risks-manageable": "yes", "continuum": "inappropriate"}
    state = record(session, answers)
    decision = {
        "decision": "not-referred",
        "reason": "Both spoke freely.",
        "at": "2026-11-20T17:40",
    }
    return casework.decide(session, state.reference, decision)


def test_the_continuum_is_recorded_and_changes_nothing(session: Session) -> None:
    without = record(session, NONE_AT_RISK)
    for step in ("normal", "inappropriate", "problematic", "abusive", "violent"):
        state = record(session, NONE_AT_RISK | {"continuum": step})
        assert state.answers["continuum"].answer == step
        assert state.assessed is not None
        assert without.assessed is not None
        assert state.assessed.result == without.assessed.result
        look = standing.look_of(session, state)
        assert look.assessment is not None
        assert look.assessment.outcome == "school-managed"


@pytest.mark.parametrize("form", ["referral", "incident"])
def test_the_continuum_is_printed_in_words_and_never_by_its_id(session: Session, form: str) -> None:
    answers = NONE_AT_RISK | {"child-at-risk": "yes", "continuum": "problematic"}
    text = text_of(session, record(session, answers), form)
    assert "Problematic" in text
    assert "problematic" not in text


def test_the_report_says_that_it_is_not_the_authoritys_own_form_and_where_it_goes(
    session: Session,
) -> None:
    state = record(session, NONE_AT_RISK | {"child-at-risk": "yes"})
    text = text_of(session, state, "referral")
    assert "Information for the section 130 report" in text
    assert "This is not the local authority's own form" in text
    assert "within 24 hours or one working day, whichever ends first" in text
    assert "Authority where it happened" in text
    assert "emergency duty team" in text
    assert "seven working days" in text


@pytest.mark.parametrize("form", ["referral", "police", "incident"])
def test_every_paper_of_wales_says_what_the_guide_is_used_with_and_that_it_is_old(
    session: Session, form: str
) -> None:
    text = text_of(session, record(session, NONE_AT_RISK | {"child-at-risk": "yes"}), form)
    assert "To be used with the Wales Safeguarding Procedures" in text
    assert "The practice guide was last updated in February 2021." in text
    assert "lists that fold out" in text


@pytest.mark.parametrize("form", ["referral", "police", "incident"])
def test_paper_of_wales_uses_the_words_of_wales(session: Session, form: str) -> None:
    answers = NONE_AT_RISK | {
        "adult-involved": "yes",
        "adult-in-trust": "yes",
        "child-at-risk": "yes",
    }
    text = text_of(session, record(session, answers), form)
    assert [each for each in NOT_OF_WALES if each in text] == []
    assert "Social services (report under section 130)" in text


def test_a_decision_not_to_report_is_signed_by_the_head_and_the_designated_person(
    session: Session,
) -> None:
    text = text_of(session, decided_not_to_report(session), "not-referred")
    assert "Designated safeguarding person" in text
    assert "I do not agree: report it" in text
    assert "Inappropriate" in text
    assert [each for each in NOT_OF_WALES if each in text] == []


def test_nothing_on_the_report_waits_for_a_head_teacher(session: Session) -> None:
    state = record(session, NONE_AT_RISK | {"child-at-risk": "yes"})
    assert "head teacher" not in text_of(session, state, "referral").lower()
    assert exports.forms_needed(state) == ("incident", "referral")
    assert "signature" not in standing.missing(state)
    assert "signature-ask" not in standing.missing(state)


def test_everyone_named_in_wales_must_be_told_for_there_is_no_pair(session: Session) -> None:
    state = record(session, NONE_AT_RISK | {"coerced": "yes"})
    look = standing.look_of(session, state)
    lines = standing.told(state, look.procedure)
    assert {each.agency for each in lines if each.needed} == {"social-services", "police"}
    call = {
        "agency": "police",
        "at": "2026-11-20T17:41",
        "person": "A. Officer",
        "said": "Noted.",
    }
    told = casework.note_call(session, state.reference, call)
    needed = {each.agency for each in standing.told(told, look.procedure) if each.needed}
    assert needed == {"social-services"}
