from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain import cases, oracle
from tests.domain.england import Rules

KIND_SETS = (
    ("nudes-shared",),
    ("sextortion",),
    ("grooming", "extremism"),
    ("colleague-concern",),
    ("adult-indecent-images",),
    ("bullying",),
    ("abuse-images-by-child", "upskirting"),
    ("extremism",),
)
UNKNOWN_AT_MOST = 9


@st.composite
def few_unknowns(draw: st.DrawFn, *, most: int = UNKNOWN_AT_MOST) -> cases.Case:
    """Draw a case in which at most `most` of the questions that can matter are not known."""
    kinds = draw(cases.kinds)
    base = draw(st.sampled_from(("no", "mixed")))
    known = {
        each: "no" if base == "no" else draw(st.sampled_from(("no", "no", "no", "yes")))
        for each in oracle.QUESTIONS
    }
    if known["life-in-danger"] == "yes":
        known["immediate-risk"] = "yes"
    for kind in kinds:
        known |= dict.fromkeys(oracle.KIND_ANSWERS.get(kind, ()), "yes")
    open_now = draw(st.sets(st.sampled_from(cases.MATTERING), max_size=most))
    return kinds, {**known, **dict.fromkeys(open_now, "not-known")}


@given(case=few_unknowns())
@settings(max_examples=200, deadline=None)
def test_what_to_find_out_is_what_trying_every_combination_finds(
    rules: Rules, case: cases.Case
) -> None:
    assert rules.assess(*case).find_out == oracle.find_out(*case)


@pytest.mark.parametrize("kinds", KIND_SETS, ids="+".join)
def test_what_to_find_out_is_right_for_every_answer_to_what_turns_the_outcome(
    rules: Rules, kinds: cases.Kinds
) -> None:
    turning = ("immediate-risk", "adult-involved", "coerced", "significant-harm", "suspect-close")
    tried = 0
    for case in cases.every_case(kinds, turning, answered_no=oracle.QUESTIONS):
        if case is not None:
            assert rules.assess(*case).find_out == oracle.find_out(*case)
            tried += 1
    assert tried >= 2 * 3**4


@given(case=few_unknowns(most=8))
@settings(max_examples=100, deadline=None)
def test_two_others_answered_yes_are_enough_to_witness_whatever_trying_everything_finds(
    case: cases.Case,
) -> None:
    assert tuple(oracle.witnesses(*case)) == oracle.find_out(*case)


@given(case=cases.case)
@settings(max_examples=80, deadline=None)
def test_each_question_to_find_out_has_a_witness_and_no_witnessed_one_is_left_out(
    shipped: Rules, case: cases.Case
) -> None:
    assert shipped.assess(*case).find_out == tuple(oracle.witnesses(*case))


@given(case=cases.case, dice=st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_no_trial_of_the_unknown_answers_moves_the_result_by_a_question_that_is_not_to_find_out(
    shipped: Rules, case: cases.Case, dice: Random
) -> None:
    kinds, answers = case
    settled = oracle.settle(kinds, answers)
    listed = shipped.assess(kinds, answers).find_out
    unknown = oracle.open_questions(settled)
    for _ in range(20):
        density = dice.choice((0.02, 0.1, 0.5))
        tried = {each: "yes" if dice.random() < density else "no" for each in unknown}
        for question in unknown:
            if question in listed or not oracle.question_applies(question, kinds, settled):
                continue
            both = {
                oracle.trial(kinds, settled, {**tried, question: each}) for each in ("yes", "no")
            }
            assert len(both) == 1, question


@given(case=cases.case)
@settings(max_examples=200, deadline=None)
def test_what_to_find_out_is_in_asking_order_not_known_and_applies(
    shipped: Rules, case: cases.Case
) -> None:
    kinds, answers = case
    settled = oracle.settle(kinds, answers)
    found = shipped.assess(kinds, answers).find_out
    assert found == tuple(each for each in oracle.QUESTIONS if each in found)
    assert {settled[each] for each in found} <= {"not-known"}
    assert all(oracle.question_applies(each, kinds, settled) for each in found)


def test_nothing_is_left_to_find_out_when_all_is_answered(rules: Rules) -> None:
    assert rules.assess(("nudes-shared",), dict.fromkeys(oracle.QUESTIONS, "no")).find_out == ()


def test_a_hold_always_says_what_to_find_out(rules: Rules) -> None:
    for kind in oracle.KINDS:
        for question in cases.MATTERING:
            if question in oracle.KIND_ANSWERS.get(kind, ()):
                continue
            implied = dict.fromkeys(oracle.KIND_ANSWERS.get(kind, ()), "yes")
            answers = {**dict.fromkeys(oracle.QUESTIONS, "no"), **implied, question: "not-known"}
            found = rules.assess((kind,), answers)
            assert found.outcome != "hold" or found.find_out == (question,)


def test_life_in_danger_is_asked_though_immediate_risk_was_answered_no(rules: Rules) -> None:
    answers = {**dict.fromkeys(oracle.QUESTIONS, "no"), "life-in-danger": "not-known"}
    assert rules.assess(("bullying",), answers).find_out == ("life-in-danger",)


def test_a_question_that_does_not_apply_yet_lets_another_matter(rules: Rules) -> None:
    answers = {
        **dict.fromkeys(oracle.QUESTIONS, "no"),
        "adult-involved": "not-known",
        "adult-in-trust": "not-known",
        "coerced": "yes",
        "significant-harm": "yes",
        "evidence-at-risk": "yes",
    }
    assert rules.assess(("bullying",), answers).find_out == ("adult-involved",)
    alone = {**answers, "adult-in-trust": "no"}
    assert rules.assess(("bullying",), alone).find_out == ()
