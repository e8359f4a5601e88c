import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain import cases, oracle
from tests.domain.england import Rules
from tests.domain.test_rules_against_oracle import quick_result, result_of

FAMILY_AND_FIRMNESS = (
    "immediate-risk",
    "adult-involved",
    "adult-in-trust",
    "adult-has-contact",
    "suspect-close",
    "significant-harm",
    "evidence-at-risk",
    "telling-family-risks-harm",
)


def all_at_least(stronger: oracle.Result, weaker: oracle.Result) -> bool:
    pairs = zip(cases.ranks(stronger), cases.ranks(weaker), strict=True)
    return all(more >= less for more, less in pairs)


@pytest.mark.parametrize("kind", oracle.KINDS)
def test_no_answer_about_adults_harm_and_family_breaks_the_promise_in_any_kind(
    shipped: Rules, kind: str
) -> None:
    table = [
        None if case is None else quick_result(shipped, case)
        for case in cases.every_case((kind,), FAMILY_AND_FIRMNESS)
    ]
    assert len(table) == 3**8
    assert len({each for each in table if each}) > 3, "the table has something to compare"
    assert cases.weakenings(table, FAMILY_AND_FIRMNESS) == []


@given(case=cases.case, data=st.data())
@settings(max_examples=1000, deadline=None)
def test_finding_out_yes_never_weakens_and_finding_out_no_never_strengthens(
    shipped: Rules, case: cases.Case, data: st.DataObject
) -> None:
    kinds, answers = case
    open_now = [each for each, answer in answers.items() if answer == "not-known"]
    if not open_now:
        return
    question = data.draw(st.sampled_from(open_now))
    before = result_of(shipped.verdict(kinds, answers))
    for answer in ("yes", "no"):
        known = (kinds, {**answers, question: answer})
        if cases.contradicts(known):
            continue
        after = result_of(shipped.verdict(*known))
        assert all_at_least(after, before) if answer == "yes" else all_at_least(before, after)


@given(case=cases.case)
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("question", ["suspect-close", "telling-family-risks-harm"])
def test_what_is_known_of_the_family_keeps_the_promise(
    shipped: Rules, question: str, case: cases.Case
) -> None:
    kinds, answers = case
    no, unknown, yes = (
        result_of(shipped.verdict(kinds, {**answers, question: answer})) for answer in cases.ANSWERS
    )
    assert all_at_least(yes, unknown)
    assert all_at_least(unknown, no)


@given(case=cases.case, more=st.sampled_from(oracle.KINDS))
@settings(max_examples=500, deadline=None)
def test_another_kind_never_weakens_the_outcome_or_what_is_said_about_the_family(
    shipped: Rules, case: cases.Case, more: str
) -> None:
    kinds, answers = case
    wider = (tuple(sorted({*kinds, more})), answers)
    if not cases.contradicts(wider):
        before, after = (result_of(shipped.verdict(*each)) for each in (case, wider))
        assert all_at_least(after, before)
