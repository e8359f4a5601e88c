from collections import Counter
from pathlib import Path

import pytest

from desktop_app.domain.assess import assess
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.procedure import OUTCOMES, Procedure
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.procedures.worked_cases import (
    CaseError,
    WorkedCase,
    differences,
    documents,
    read_cases,
)

LIBRARY = Library(paths.resources_folder())
CASES = [each for document in documents() for each in read_cases(document)]


def procedure_of(case: WorkedCase) -> Procedure:
    procedure = LIBRARY.get(case.procedure)
    return LIBRARY.switched_off(procedure, frozenset(case.listed("switched off") or ()))


def judged(case: WorkedCase) -> Assessment:
    return assess(procedure_of(case), LIBRARY.catalogue, case.facts(LIBRARY.catalogue))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_case_comes_out_as_its_document_says(case: WorkedCase) -> None:
    found = judged(case)
    assert differences(case, found) == [], found.as_json()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_worked_case_names_is_in_the_procedure(case: WorkedCase) -> None:
    procedure = procedure_of(case)
    duties = {each.id for each in procedure.duties}
    assert {*(case.listed("duties") or ()), *(case.listed("no duties") or ())} <= duties
    prohibitions = {each.id for each in procedure.do_not}
    assert {*(case.listed("do not") or ()), *(case.listed("need not") or ())} <= prohibitions
    advice = {each.id for each in procedure.advice}
    assert {*(case.listed("advice") or ()), *(case.listed("no advice") or ())} <= advice
    assert set(case.told()) <= {each.id for each in procedure.agencies}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_paragraph_that_decides_a_worked_case_is_a_source_of_its_procedure(
    case: WorkedCase,
) -> None:
    sources = procedure_of(case).sources
    for name, section in case.decided_by():
        assert name in sources
        assert sources[name].section == section


@pytest.mark.parametrize("document", documents(), ids=lambda each: each.stem)
def test_a_document_of_worked_cases_has_fifteen_in_order_and_every_outcome(document: Path) -> None:
    cases = [each for each in CASES if each.procedure == document.stem]
    assert len(cases) >= 15
    assert [each.number for each in cases] == list(range(1, len(cases) + 1))
    assert max(Counter(each.title for each in cases).values()) == 1
    assert all(each.story for each in cases)
    assert {each.lines["outcome"] for each in cases} == {str(each) for each in OUTCOMES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_story_says_what_an_image_shows(case: WorkedCase) -> None:
    told = f"{case.title} {case.story}".lower()
    assert [
        word for word in ("undress", "naked", "skirt ", "skirt.", "underwear") if word in told
    ] == []


def test_every_shipped_procedure_has_its_worked_cases() -> None:
    assert {each.stem for each in documents()} == set(LIBRARY.versions)


def test_a_case_that_cannot_be_read_says_which_and_why(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text("## 1. A\n\nStory.\n\n- kinds: bullying\n- outcom: hold\n", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_cases(file)
    assert caught.value.args == ("one 1", "line", "- outcom: hold")
