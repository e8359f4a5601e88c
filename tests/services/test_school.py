from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.errors import BadInputError, ProcedureUnknownError
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import casework, incidents, school
from desktop_app.services.sessions import Session
from desktop_app.vault.vault import FLOOR, create_vault, open_vault
from tests.procedures.test_extending import IMAGE_RULE
from tests.procedures.westmarsh import local

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORD = "four words for a test"
LETTER = {"decided_by": "A Chair", "letter": "WM/26/7", "letter_date": "2026-11-02"}
ADULT_NO = {"adult-involved": "no", "significant-harm": "no", "evidence-at-risk": "no"}
NO = dict.fromkeys(
    (
        "life-in-danger",
        "immediate-risk",
        "offline-meeting",
        "under-13",
        "blackmailed",
        "coerced",
        "groomed",
        "capacity-doubt",
        "sexual-acts",
        "acts-unusual",
        "acts-violent",
        *ADULT_NO,
    ),
    "no",
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    local(tmp_path / "own", referral=IMAGE_RULE)
    vault, _keys = create_vault(
        tmp_path / "school.vault", password=PASSWORD, sign_in="DSL", name="", at=NOW, cost=FLOOR
    )
    yield Session(vault, Library(resources_folder(), tmp_path / "own"), lambda: NOW)
    vault.close()


def record(session: Session) -> str:
    given = {"kinds": ["nudes-shared"], "aware_at": "2026-11-23T09:00", "answers": NO}
    incoming, faults = read_incoming(given, session.library.catalogue)
    assert incoming is not None, faults
    return incidents.record(session.vault, session.library, incoming, source="test", at=NOW)


def outcome(session: Session, reference: str) -> str:
    return casework.read(session, reference).outcome


def test_new_incidents_are_assessed_by_the_procedure_that_the_school_chose(
    session: Session,
) -> None:
    assert school.school_of(session.vault).procedure == "ukcis-2024"
    assert outcome(session, record(session)) == "school-managed"
    assert school.choose_procedure(session, "westmarsh").procedure == "westmarsh"
    reference = record(session)
    assert casework.read(session, reference).procedure == "westmarsh"
    assert outcome(session, reference) == "refer-today"
    with pytest.raises(ProcedureUnknownError):
        school.choose_procedure(session, "nowhere")


def test_a_rule_is_switched_off_by_a_letter_and_old_assessments_stay_as_they_were(
    session: Session, tmp_path: Path
) -> None:
    school.choose_procedure(session, "westmarsh")
    before = record(session)
    found = school.switch_rule(
        session, procedure="westmarsh", rule="every-image", off=True, **LETTER
    )
    assert [(each.rule, each.letter) for each in found.switches] == [("every-image", "WM/26/7")]
    after = record(session)
    assert outcome(session, before) == "refer-today"
    assert outcome(session, after) == "school-managed"
    state = casework.read(session, after)
    assert state.assessed is not None
    assert list(state.assessed.result["switched_off"]) == ["every-image"]
    assert casework.procedure_of(session, state).switched == ("every-image",)
    assert casework.procedure_of(session, casework.read(session, before)).switched == ()
    on = school.switch_rule(session, procedure="westmarsh", rule="every-image", off=False)
    assert on.switches == ()
    assert outcome(session, record(session)) == "refer-today"
    session.vault.close()
    again = open_vault(tmp_path / "school.vault", password=PASSWORD)
    assert school.school_of(again).procedure == "westmarsh"
    again.close()


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"rule": "criteria"}, "rule"),
        ({"decided_by": " "}, "decided_by"),
        ({"letter": ""}, "letter"),
        ({"letter_date": ""}, "letter_date"),
        ({"letter_date": "2 November"}, "letter_date"),
        ({"letter_date": "2027-01-01"}, "letter_date"),
    ],
)
def test_a_rule_is_not_switched_off_without_the_partnership_s_letter(
    session: Session, changed: dict[str, str], where: str
) -> None:
    given = {"procedure": "westmarsh", "rule": "every-image", **LETTER, **changed}
    with pytest.raises(BadInputError) as caught:
        school.switch_rule(session, off=True, **given)
    assert [each.where for each in caught.value.faults] == [where]
    assert school.school_of(session.vault).switches == ()
