from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.facts import Facts
from desktop_app.domain.flow import applicable, next_question, next_that_matters
from tests.domain import cases, oracle
from tests.domain.england import DAY, Rules
from tests.domain.test_rules_against_oracle import result_of


def known(rules: Rules, kinds: cases.Kinds, given_answers: dict[str, str]) -> Facts:
    answers = {
        name: Answer(each)
        for name, each in oracle.settle(kinds, given_answers).items()
        if each != "not-known"
    }
    assert set(answers) <= set(rules.catalogue.bit)
    return Facts(kinds, answers, DAY)


@given(case=cases.case)
@settings(max_examples=200, deadline=None)
def test_the_questions_that_apply_are_those_of_the_contract_in_asking_order(
    shipped: Rules, case: cases.Case
) -> None:
    kinds, _ = case
    settled = oracle.settle(*case)
    found = applicable(shipped.procedure, shipped.catalogue, known(shipped, *case))
    of_the_rules = [each for each in found if each in cases.MATTERING]
    assert of_the_rules == [
        each for each in cases.MATTERING if oracle.question_applies(each, kinds, settled)
    ]
    in_order = [each.id for each in shipped.catalogue.questions]
    assert list(found) == [each for each in in_order if each in found]


@given(case=cases.case)
@settings(max_examples=60, deadline=None)
def test_walking_all_questions_reaches_each_that_applies_at_the_end_and_then_stops(
    shipped: Rules, case: cases.Case
) -> None:
    kinds, answers = case
    asked: list[str] = []
    told: dict[str, str] = {}
    while True:
        facts = known(shipped, kinds, told)
        question = next_question(shipped.procedure, shipped.catalogue, facts, asked=asked)
        if question is None:
            break
        assert question not in asked
        asked.append(question)
        if question in answers and not oracle.contradictions(
            kinds, {**told, question: answers[question]}
        ):
            told[question] = answers[question]
    assert set(
        applicable(shipped.procedure, shipped.catalogue, known(shipped, kinds, told))
    ) <= set(asked)


@given(case=cases.case)
@settings(max_examples=60, deadline=None)
def test_the_quick_way_stops_exactly_when_nothing_left_to_ask_matters(
    shipped: Rules, case: cases.Case
) -> None:
    facts = known(shipped, *case)
    matters = set(oracle.witnesses(*case))
    following = next_that_matters(shipped.procedure, shipped.catalogue, facts, asked=())
    assert (following is None) == (not matters)
    assert following is None or following in matters
    asked: list[str] = []
    while (
        following := next_that_matters(shipped.procedure, shipped.catalogue, facts, asked=asked)
    ) is not None:
        asked.append(following)
    assert set(asked) == matters


@given(case=cases.case, data=st.data())
@settings(max_examples=60, deadline=None)
def test_when_the_quick_way_has_stopped_no_answer_still_open_can_change_the_result(
    shipped: Rules, case: cases.Case, data: st.DataObject
) -> None:
    kinds, answers = case
    told: dict[str, str] = {}
    asked: set[str] = set()
    while True:
        facts = known(shipped, kinds, told)
        question = next_that_matters(shipped.procedure, shipped.catalogue, facts, asked=asked)
        if question is None:
            break
        asked.add(question)
        answer = "yes" if answers[question] == "yes" else "no"
        if not oracle.contradictions(kinds, {**told, question: answer}):
            told[question] = answer
    settled = oracle.settle(kinds, told)
    left = [each for each in oracle.open_questions(settled) if each not in asked]
    before = oracle.trial(kinds, settled, dict.fromkeys(left, "no"))
    applying = [each for each in left if oracle.question_applies(each, kinds, settled)]
    if applying:
        more = data.draw(st.dictionaries(st.sampled_from(applying), st.sampled_from(("yes", "no"))))
        after = oracle.trial(kinds, settled, {**dict.fromkeys(left, "no"), **more})
        assert after == before


@given(case=cases.case)
@settings(max_examples=60, deadline=None)
def test_the_quick_way_asks_what_needs_no_child_before_what_does(
    shipped: Rules, case: cases.Case
) -> None:
    facts = known(shipped, *case)
    asked: list[str] = []
    while (
        following := next_that_matters(shipped.procedure, shipped.catalogue, facts, asked=asked)
    ) is not None:
        asked.append(following)
    places = {
        each.id: (each.effort, place) for place, each in enumerate(shipped.catalogue.questions)
    }
    assert asked == sorted(asked, key=places.__getitem__)


def test_a_date_of_birth_is_looked_up_before_a_child_is_asked(shipped: Rules) -> None:
    answers = {**dict.fromkeys(cases.MATTERING, "no"), "under-13": "not-known"}
    facts = known(shipped, ("nudes-shared",), {**answers, "sexual-acts": "not-known"})
    first = next_that_matters(shipped.procedure, shipped.catalogue, facts, asked=())
    assert first == "under-13"
    then = next_that_matters(shipped.procedure, shipped.catalogue, facts, asked=("under-13",))
    assert then == "sexual-acts"


def test_a_question_that_comes_to_apply_is_asked_once_it_does(shipped: Rules) -> None:
    def next_after(adult: str) -> str | None:
        asked = list(applicable(shipped.procedure, shipped.catalogue, facts))
        told = known(shipped, ("bullying",), {"adult-involved": adult})
        return next_question(shipped.procedure, shipped.catalogue, told, asked=asked)

    facts = known(shipped, ("bullying",), {"adult-involved": "no"})
    assert next_after("no") is None
    assert next_after("yes") == "adult-in-trust"


def test_the_result_before_any_question_is_a_hold(shipped: Rules) -> None:
    assert result_of(shipped.verdict(("nudes-shared",), {}))[0] == "hold"
