from datetime import UTC, datetime

import pytest

from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.domain.procedure import OUTCOMES
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.assessments import assess_facts
from desktop_app.services.decisions import faults_of
from desktop_app.services.practice_cases import practice_cases

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
LIBRARY = Library(resources_folder())


@pytest.mark.parametrize("name", LIBRARY.versions)
def test_practice_reaches_every_kind_and_outcome_under_every_procedure(name: str) -> None:
    procedure = LIBRARY.get(name)
    agencies = {each.id for each in procedure.agencies}
    kinds: set[str] = set()
    outcomes: set[str] = set()
    for case in practice_cases(LIBRARY, name, number=14, seed=3, now=NOW):
        incoming, faults = read_incoming({**case, "procedure": name}, LIBRARY.catalogue)
        assert incoming is not None, faults
        outcome = assess_facts(LIBRARY, procedure, incoming.facts).outcome
        assert faults_of(LIBRARY.catalogue, incoming, str(outcome)) == ()
        assert {each.agency for each in incoming.contacts} <= agencies
        assert not incoming.facts.other_setting
        kinds |= set(incoming.kinds)
        outcomes.add(outcome)
    assert kinds == set(LIBRARY.catalogue.kind_by_id)
    assert outcomes == set(OUTCOMES)
