from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import assess
from desktop_app.domain.facts import Facts, settle
from desktop_app.domain.procedure import Strength
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.held_rules import rules_that_hold

LIBRARY = Library(resources_folder())
CATALOGUE = LIBRARY.catalogue
DAY = date(2026, 11, 20)
EVERY_PROCEDURE = tuple(LIBRARY.versions)


def facts(kinds: tuple[str, ...], answers: dict[str, Answer]) -> Facts:
    settled, _faults = settle(CATALOGUE, kinds=kinds, given=answers, people=(), then=DAY)
    return Facts(kinds, settled, DAY)


@given(
    wanted=st.sampled_from(EVERY_PROCEDURE),
    kinds=st.lists(st.sampled_from([each.id for each in CATALOGUE.kinds]), min_size=1, max_size=3),
    answers=st.dictionaries(st.sampled_from(sorted(CATALOGUE.bit)), st.sampled_from(Answer)),
)
def test_the_rules_named_are_those_that_name_the_agencies(
    wanted: str, kinds: list[str], answers: dict[str, Answer]
) -> None:
    procedure = LIBRARY.get(wanted)
    known = facts(tuple(dict.fromkeys(kinds)), answers)
    held = rules_that_hold(procedure, CATALOGUE, known)
    result = assess(procedure, CATALOGUE, known)
    named = {agency for each in held for agency in each.rule.agencies}
    assert named == {each.agency for each in result.refer_to}
    firm = {
        agency
        for each in held
        if each.rule.strength is Strength.MUST
        for agency in each.rule.agencies
    }
    assert firm == {each.agency for each in result.refer_to if each.strength is Strength.MUST}
    for each in held:
        assert each.because
        for reason in each.because:
            if reason.startswith("kind:"):
                assert reason.removeprefix("kind:") in kinds
            else:
                assert known.answers[reason] is Answer.YES


@pytest.mark.parametrize(
    ("kinds", "answers", "rules"),
    [
        (("nudes-shared",), {}, ["every-image"]),
        (("bullying",), {}, []),
        (("upskirting",), {}, ["every-image", "upskirting"]),
        (("bullying",), {"coerced": Answer.YES}, ["criteria"]),
    ],
)
def test_the_rules_of_haringey_are_told_apart_from_those_of_the_national_advice(
    kinds: tuple[str, ...], answers: dict[str, Answer], rules: list[str]
) -> None:
    held = rules_that_hold(LIBRARY.get("haringey-2023"), CATALOGUE, facts(kinds, answers))
    assert sorted(each.rule.id for each in held) == sorted(rules)


def test_an_answer_that_a_rule_rests_on_is_its_reason_and_no_other() -> None:
    answers = {"coerced": Answer.YES, "repeat": Answer.YES, "under-13": Answer.YES}
    held = rules_that_hold(LIBRARY.get("ukcis-2024"), CATALOGUE, facts(("bullying",), answers))
    assert [(each.rule.id, each.because) for each in held] == [("criteria", ("coerced",))]
