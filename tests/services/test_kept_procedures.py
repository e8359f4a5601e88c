"""A procedure of the school's own outlives its folder: what was assessed by it stays as it was."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.errors import ProcedureUnknownError
from desktop_app.domain.events.school import ProcedureKept
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import casework, exports, incidents, school
from desktop_app.services.sessions import Session
from desktop_app.services.standing import look_of
from desktop_app.vault.vault import FLOOR, create_vault, open_vault
from tests.procedures.westmarsh import HEAD, local, rule

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORD = "four words for a test"
TEASED = {"kinds": ["bullying"], "aware_at": "2026-11-23T09:00", "answers": {"severe": "no"}}
OURS = rule("own", '{ kind = ["bullying"] }', '"childrens-social-care"')

Again = Callable[[], Session]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return local(tmp_path / "own", referral=OURS)


@pytest.fixture
def again(tmp_path: Path, folder: Path) -> Iterator[Again]:
    """Give a function that opens the vault anew, with what the school's folder holds by then."""
    path, sessions = tmp_path / "school.vault", list[Session]()
    vault, _keys = create_vault(path, password=PASSWORD, sign_in="DSL", name="", at=NOW, cost=FLOOR)
    vault.close()

    def open_again() -> Session:
        if sessions:
            sessions.pop().vault.close()
        library = Library(resources_folder(), folder.parents[1])
        sessions.append(Session(open_vault(path, password=PASSWORD), library, lambda: NOW))
        return sessions[-1]

    yield open_again
    sessions.pop().vault.close()


def record(session: Session, procedure: str | None = "westmarsh") -> str:
    given = TEASED if procedure is None else {**TEASED, "procedure": procedure}
    incoming, faults = read_incoming(given, session.library.catalogue)
    assert incoming is not None, faults
    return incidents.record(session.vault, session.library, incoming, source="test", at=NOW)


def kept(session: Session) -> list[ProcedureKept]:
    return [
        each.event for each in session.vault.of_vault() if isinstance(each.event, ProcedureKept)
    ]


def test_its_files_are_kept_once_when_it_is_first_used(again: Again, folder: Path) -> None:
    session = again()
    record(session, "ukcis-2024")
    assert kept(session) == []
    record(session)
    record(session)
    (one,) = kept(session)
    assert one.files == {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir()}
    assert one.digest == session.library.get("westmarsh").digest


def test_an_incident_reads_as_before_when_the_folder_is_gone(
    again: Again, folder: Path, tmp_path: Path
) -> None:
    session = again()
    reference = record(session)
    before = look_of(session, casework.read(session, reference))
    shutil.rmtree(folder)
    session = again()
    assert "westmarsh" not in session.library.versions
    state = casework.read(session, reference)
    after = look_of(session, state)
    assert after.assessment == before.assessment
    assert after.procedure.digest == before.procedure.digest
    made = exports.export(
        session.vault,
        session.library,
        exports.Export("incident", reference, None),
        to=tmp_path / "incident.pdf",
        at=NOW,
    )
    assert made.pages


def test_it_is_assessed_by_what_was_used_when_the_folder_was_changed_since(
    again: Again, folder: Path
) -> None:
    reference = record(again())
    (folder / "referral.toml").unlink()
    session = again()
    state = casework.read(session, reference)
    assert [each.id for each in casework.procedure_of(session, state).referral][-1] == "own"
    assert [each.id for each in session.library.get("westmarsh").referral][-1] != "own"


def test_a_new_answer_is_assessed_by_what_was_kept_and_so_no_more_weakly(
    again: Again, folder: Path
) -> None:
    reference = record(again())
    shutil.rmtree(folder)
    session = again()
    casework.answer(session, reference, {"severe": "yes"}, {})
    state = casework.read(session, reference)
    assert (state.procedure, state.outcome) == ("westmarsh", "refer-today")


def test_the_procedure_that_the_school_chose_stays_chosen_without_its_folder(
    again: Again, folder: Path
) -> None:
    school.choose_procedure(again(), "westmarsh")
    shutil.rmtree(folder)
    session = again()
    assert school.chosen_procedure(session.vault, session.library) == "westmarsh"
    state = casework.read(session, record(session, None))
    assert (state.procedure, state.outcome) == ("westmarsh", "refer-today")


def test_what_was_begun_under_it_can_be_finished_without_its_folder(
    again: Again, folder: Path
) -> None:
    record(again())
    shutil.rmtree(folder)
    session = again()
    raw = json.dumps({**TEASED, "procedure": "westmarsh"}).encode()
    reference = incidents.record_json(session.vault, session.library, raw, source="test", at=NOW)
    assert casework.read(session, reference).procedure == "westmarsh"


def test_one_that_was_never_used_is_not_there_without_its_folder(
    again: Again, folder: Path
) -> None:
    again()
    shutil.rmtree(folder)
    session = again()
    with pytest.raises(ProcedureUnknownError):
        school.procedure_in_force(session.vault, session.library, "westmarsh")


def test_what_is_kept_cannot_stand_in_the_place_of_a_shipped_procedure(again: Again) -> None:
    session = again()
    head = HEAD.replace('"westmarsh"', '"ukcis-2024"', 1).replace('"1"', '"9"', 1)
    kept_as = ProcedureKept("ukcis-2024", "9", "0" * 64, {"procedure.toml": head})
    session.vault.append([kept_as], incident=None, at=NOW)
    school.remember(session.vault, session.library)
    with pytest.raises(ProcedureUnknownError):
        session.library.get("ukcis-2024", "9")
    assert session.library.get("ukcis-2024", "1", "0" * 64).version == "1"


def test_another_state_of_the_folder_that_was_kept_is_not_taken_for_the_one_that_is_meant(
    again: Again, folder: Path
) -> None:
    session = again()
    record(session)
    (folder / "referral.toml").unlink()
    session = again()
    school.remember(session.vault, session.library)
    at_hand = session.library.get("westmarsh")
    assert session.library.get("westmarsh", "1", "f" * 64) is at_hand


def test_the_newest_version_that_was_kept_is_used_where_none_is_at_hand(
    again: Again, folder: Path
) -> None:
    record(again())
    for version in ("2", "10"):
        (folder.parent / version).mkdir()
        text = HEAD.replace('version = "1"', f'version = "{version}"')
        (folder.parent / version / "procedure.toml").write_text(text, encoding="utf-8")
        record(again())
    shutil.rmtree(folder.parent)
    session = again()
    school.remember(session.vault, session.library)
    assert session.library.get("westmarsh").version == "10"
    assert session.library.get("westmarsh", "1").version == "1"
