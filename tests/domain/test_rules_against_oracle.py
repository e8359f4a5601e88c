from itertools import islice
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import Verdict, verdict
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.facts import Facts
from tests.domain import cases, oracle
from tests.domain.england import DAY, Rules


def result_of(found: Assessment | Verdict) -> oracle.Result:
    if isinstance(found, Assessment):
        refer_to = {each.agency: str(each.strength) for each in found.refer_to}
        assert len(refer_to) == len(found.refer_to), "one entry an agency"
    else:
        refer_to = {agency: str(strength) for agency, strength in found.refer_to.items()}
    return (str(found.outcome), tuple(sorted(refer_to.items())), str(found.tell_family))


FIXED_DUTIES = {
    "refer",
    "find-out-or-consult",
    "consult",
    "safe-tonight",
    "viewing-record",
    "talk-to-prevent-lead",
    "lado-meeting",
    "lado-contact",
}


def assert_same(found: Assessment, expected: oracle.Expected) -> None:
    assert result_of(found) == expected.result
    assert found.emergency == expected.emergency
    criteria = tuple((each.id, str(each.status), each.because) for each in found.criteria)
    assert criteria == expected.criteria
    duties = [each.id for each in found.duties]
    assert len(set(duties)) == len(duties)
    assert set(duties) & FIXED_DUTIES == expected.duties
    assert set(found.do_not) == expected.do_not
    assert len(found.do_not) == len(expected.do_not)
    assert found.aggravating == expected.aggravating
    advice = [each.id for each in found.advice]
    assert len(set(advice)) == len(advice)
    assert set(advice) & {"under-13", "both-children", "open-case", "local-rule-only"} == (
        expected.advice
    )


def quick_result(rules: Rules, case: cases.Case) -> oracle.Result:
    """Judge a case whose answers are settled."""
    kinds, settled = case
    known = {name: Answer(each) for name, each in settled.items() if each != "not-known"}
    return result_of(verdict(rules.procedure, rules.catalogue, Facts(kinds, known, DAY)))


@pytest.mark.timeout(900)  # 413,343 cases: minutes where coverage is traced
def test_every_answer_to_the_five_criteria_is_judged_as_the_contract_says_and_keeps_its_promise(
    shipped: Rules,
) -> None:
    questions = cases.FIVE_CRITERIA
    assert len(questions) == 12
    table: list[oracle.Result | None] = []
    differing = []
    for case in cases.every_case(("nudes-shared",), questions):
        if case is None:
            table.append(None)
            continue
        found = quick_result(shipped, case)
        if found != oracle.result_of(*case):
            differing.append(case)
        table.append(found)
    assert len(table) == 3**12
    assert table.count(None) == 3**10
    assert list(islice(differing, 3)) == []
    assert cases.weakenings(table, questions) == []


OF_THE_FIVE_CRITERIA = (
    "immediate-risk",
    "adult-involved",
    "under-13",
    "coerced",
    "sexual-acts",
    "acts-violent",
)


@pytest.mark.parametrize("kind", oracle.KINDS)
def test_the_whole_assessment_of_a_kind_is_what_the_contract_says(rules: Rules, kind: str) -> None:
    tried = 0
    for case in cases.every_case((kind,), OF_THE_FIVE_CRITERIA):
        if case is not None:
            assert_same(rules.assess(*case), oracle.assess(*case))
            tried += 1
    assert tried >= 2 * 3**5


@given(case=cases.case)
@settings(max_examples=500, deadline=None)
def test_any_incident_of_any_kinds_is_judged_as_the_contract_says(
    rules: Rules, case: cases.Case
) -> None:
    expected = oracle.assess(*case)
    assert_same(rules.assess(*case), expected)
    assert result_of(rules.verdict(*case)) == expected.result


@given(case=cases.any_case)
@settings(max_examples=500, deadline=None)
def test_a_no_against_a_kind_or_life_in_danger_is_a_fault_that_names_both_and_nothing_else_is(
    shipped: Rules, case: cases.Case
) -> None:
    against = oracle.contradictions(*case)
    answers, faults = shipped.settled(*case)
    assert {each.about for each in faults} == against
    assert {each.where for each in faults} == {f"answers.{name}" for name, _ in against}
    if not against:
        settled = oracle.settle(*case)
        assert answers == {name: each for name, each in settled.items() if each != "not-known"}


@given(case=cases.case)
@settings(max_examples=300, deadline=None)
def test_leaving_a_question_out_is_answering_not_known(shipped: Rules, case: cases.Case) -> None:
    kinds, answers = case
    left_out = {name: each for name, each in answers.items() if each != "not-known"}
    assert shipped.assess(kinds, left_out) == shipped.assess(kinds, answers)


@given(case=cases.case, order=st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_kinds_and_answers_changes_nothing(
    shipped: Rules, case: cases.Case, order: Random
) -> None:
    kinds, answers = case
    shuffled = dict(order.sample(sorted(answers.items()), len(answers)))
    assert shipped.assess(kinds[::-1], shuffled) == shipped.assess(kinds, answers)


@given(case=cases.case)
@settings(max_examples=400, deadline=None)
def test_every_reason_for_a_referral_is_true_and_the_reasons_are_enough(
    shipped: Rules, case: cases.Case
) -> None:
    kinds, answers = case
    settled = oracle.settle(kinds, answers)
    for named in shipped.assess(kinds, answers).refer_to:
        assert named.because, named.agency
        assert named.source
        reasons = [each for each in named.because if not each.startswith("kind:")]
        of_kind = {each.removeprefix("kind:") for each in named.because} - set(reasons)
        assert of_kind <= set(kinds)
        assert all(settled[each] == "yes" for each in reasons)
        assert reasons == [each for each in oracle.QUESTIONS if each in reasons]
        alone = {each: "yes" if each in reasons else "no" for each in oracle.QUESTIONS}
        if "life-in-danger" in reasons:
            alone["immediate-risk"] = "yes"
        assert oracle.referral(kinds, alone).get(named.agency) == named.strength
