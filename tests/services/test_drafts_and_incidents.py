from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.errors import BadInputError, DraftMissingError, IncidentMissingError
from desktop_app.domain.events.decisions import SignOffGiven
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.domain.state.incident import fold
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import drafts, incidents, vaults
from desktop_app.services.practice_cases import practice_cases
from desktop_app.vault.vault import FLOOR, Vault, create_vault

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
SOURCE = "a test"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(resources_folder())


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    path = tmp_path_factory.mktemp("services") / "school.vault"
    made, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    yield made
    made.close()


def record(vault: Vault, library: Library, given: dict[str, Any]) -> str:
    incoming, faults = read_incoming(given, library.catalogue)
    assert incoming is not None, faults
    return incidents.record(vault, library, incoming, source=SOURCE, at=NOW)


def test_a_draft_is_kept_read_changed_and_thrown_away(vault: Vault) -> None:
    draft = drafts.save(vault, None, {"narrative": "as typed so far"}, at=NOW)
    assert drafts.save(vault, draft, {"narrative": "and further"}, at=NOW) == draft
    assert drafts.read(vault, draft) == {"narrative": "and further"}
    drafts.discard(vault, draft)
    with pytest.raises(DraftMissingError):
        drafts.read(vault, draft)


def test_an_incident_is_read_back_as_it_was_recorded(vault: Vault, library: Library) -> None:
    words = "line one\r\n\tline two \x07 ŵ ŷ"
    reference = record(
        vault,
        library,
        {
            "kinds": ["nudes-shared", "bullying"],
            "aware_at": "2026-11-20T09:15",
            "narrative": words,
            "answers": {"adult-involved": "not-known", "continuum": "problematic"},
            "how": {"adult-involved": "known only online"},
            "people": [{"role": ["depicted", "witness"], "name": "A Name", "age": 14}],
        },
    )
    state = incidents.read_incident(vault, reference.lower())
    assert state.narrative == words
    assert state.answers["adult-involved"].how == "known only online"
    assert state.answers["continuum"].answer == "problematic"
    assert state.people[0].roles == ("depicted", "witness")
    assert state.outcome == "hold"
    assert state.status is IncidentStatus.TO_DECIDE


def test_a_refused_decision_leaves_nothing_in_the_log(vault: Vault, library: Library) -> None:
    before = vault.head()
    given = {
        "kinds": ["sextortion"],
        "aware_at": "2026-11-20T09:15",
        "decision": {"decision": "not-referred", "reason": "x", "at": "2026-11-20T10:00"},
    }
    with pytest.raises(BadInputError):
        record(vault, library, given)
    assert vault.head() == before


def test_a_head_who_declines_makes_it_a_referral(vault: Vault, library: Library) -> None:
    given = next(iter(practice_cases(library, "ukcis-2024", number=1, seed=3, now=NOW)))
    reference = record(vault, library, given)
    state = incidents.read_incident(vault, reference)
    assert state.status is IncidentStatus.NOT_REFERRED
    declined = SignOffGiven("declined", "The head", "Head teacher", "2026-11-21T08:00", "Refer.")
    with vault.transaction():
        entries = vault.append([declined], incident=state.id, at=NOW)
    assert fold((*state.entries, *entries)).status is IncidentStatus.REFER_NOW


def test_a_reference_that_nobody_has_is_told(vault: Vault) -> None:
    with pytest.raises(IncidentMissingError):
        incidents.read_incident(vault, "2026-AAAAAA")


def test_rebuilding_is_itself_in_the_log_and_the_vault_still_verifies(
    vault: Vault, library: Library
) -> None:
    record(vault, library, {"kinds": ["bullying"], "aware_at": "2026-11-20T09:15"})
    before = vault.head().position
    assert vaults.rebuild(vault, at=NOW) >= 1
    assert vault.head().position == before + 1
    assert vaults.verify(vault).ok


def test_the_practice_incidents_are_the_same_for_the_same_seed(library: Library) -> None:
    def drawn(seed: int) -> list[dict[str, Any]]:
        cases = practice_cases(library, "ukcis-2024", number=28, seed=seed, now=NOW)
        return list(cases)

    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)


@pytest.mark.parametrize("seed", range(5))
def test_fourteen_practice_incidents_reach_every_kind(library: Library, seed: int) -> None:
    cases = practice_cases(library, "ukcis-2024", number=14, seed=seed, now=NOW)
    reached = {kind for case in cases for kind in case["kinds"]}
    assert reached == set(library.catalogue.kind_by_id)
