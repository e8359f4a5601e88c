import pytest
from hypothesis import given, settings

from desktop_app.domain.drafting.look import Look
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.whatif import preview_answers
from desktop_app.ui.wizard.result_words import panel
from desktop_app.ui.wizard.telling import whom_to_tell
from desktop_app.ui.wizard.whatif_words import change_words
from tests.domain import cases, oracle
from tests.domain.england import Rules

KIND_OF_PANEL = {"refer-today": "refer", "hold": "find", "school-managed": "manage"}


@pytest.fixture(scope="module")
def rules() -> Rules:
    library = Library(resources_folder())
    return Rules(library.get("ukcis-2024"), library.catalogue)


def look_of(rules: Rules, case: cases.Case) -> Look:
    kinds, answers = case
    facts = rules.facts(kinds, answers)
    return Look(rules.procedure, rules.catalogue, facts, rules.assess(kinds, answers))


@given(case=cases.case)
@settings(max_examples=120, deadline=None)
def test_the_panel_is_never_calmer_than_the_rules(rules: Rules, case: cases.Case) -> None:
    expected = oracle.assess(*case)
    said = panel(look_of(rules, case))
    if expected.outcome == "school-managed" and expected.aggravating:
        assert said.kind == "amber"
    else:
        assert said.kind == KIND_OF_PANEL[expected.outcome]
    assert ("999" in said.title) == expected.emergency
    if expected.emergency:
        assert said.steps[0].startswith("Ring 999")
    unknown = any(status == "not-known" for _name, status, _because in expected.criteria)
    if expected.outcome == "refer-today" and unknown:
        assert "Do not delay to find out what is not known." in said.steps
    if expected.tell_family == "not-until-agreed" and expected.outcome == "refer-today":
        assert any(each.startswith("Do not tell the family yet.") for each in said.steps)


@given(case=cases.case)
@settings(max_examples=120, deadline=None)
def test_everyone_the_rules_name_is_on_the_list_once_and_as_firmly(
    rules: Rules, case: cases.Case
) -> None:
    expected = oracle.assess(*case)
    lines = whom_to_tell(look_of(rules, case))
    listed = [agency for line in lines for agency in line.agencies]
    if expected.refer_to:
        assert sorted(listed) == sorted(expected.refer_to)
        for line in lines:
            if line.strength == "Must be told":
                assert {expected.refer_to[each] for each in line.agencies} == {"must"}
            else:
                assert {expected.refer_to[each] for each in line.agencies} == {"and-or"}
    elif expected.outcome == "hold":
        assert listed == ["police", "childrens-social-care"]
    else:
        assert listed == []


@given(case=cases.case)
@settings(max_examples=80, deadline=None)
def test_what_an_answer_would_do_never_shows_an_id(rules: Rules, case: cases.Case) -> None:
    look = look_of(rules, case)
    assert look.facts is not None
    assert look.assessment is not None
    find_out = look.assessment.find_out
    for each in preview_answers(rules.procedure, rules.catalogue, look.facts, find_out):
        for change in (each.yes, each.no):
            said = change_words(rules.procedure, change, look.outcome)
            assert said.endswith(".")
            assert "-" not in said
