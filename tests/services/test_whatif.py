from time import perf_counter

import pytest
from hypothesis import given, settings

from desktop_app.domain.answers import Answer
from desktop_app.domain.procedure import Outcome, Strength, TellFamily
from desktop_app.procedures.library import Library
from desktop_app.services.whatif import Change, Preview, preview_answers
from tests.domain import cases, oracle
from tests.domain.conftest import RESOURCES
from tests.domain.england import Rules


@pytest.fixture(scope="module")
def rules() -> Rules:
    library = Library(RESOURCES)
    return Rules(library.get("ukcis-2024"), library.catalogue)


def previews(rules: Rules, kinds: tuple[str, ...], given: dict[str, str]) -> tuple[Preview, ...]:
    find_out = rules.assess(kinds, given).find_out
    return preview_answers(rules.procedure, rules.catalogue, rules.facts(kinds, given), find_out)


def change_between(now: oracle.Result, then: oracle.Result, *, emergency: bool) -> Change:
    before, after = dict(now[1]), dict(then[1])
    agencies = ("police", "childrens-social-care", "lado", "prevent")

    def firmness(named: dict[str, str], agency: str) -> int:
        return oracle.STRENGTHS.index(named.get(agency, ""))

    return Change(
        outcome=Outcome(then[0]) if then[0] != now[0] else None,
        named=tuple(
            (each, Strength(after[each]))
            for each in agencies
            if firmness(after, each) > firmness(before, each)
        ),
        spared=tuple(each for each in agencies if firmness(after, each) < firmness(before, each)),
        tell_family=TellFamily(then[2]) if then[2] != now[2] else None,
        emergency=emergency,
    )


@given(case=cases.case)
@settings(max_examples=400, deadline=None)
def test_each_open_question_is_tried_as_the_contract_would_judge_it(
    rules: Rules, case: cases.Case
) -> None:
    kinds, answers = case
    settled = oracle.settle(kinds, answers)
    now = oracle.result_of(kinds, settled)
    for each in previews(rules, kinds, answers):
        for answer, found in (("yes", each.yes), ("no", each.no)):
            tried = {**settled, each.question: answer}
            if each.question == "life-in-danger" and answer == "yes":
                tried["immediate-risk"] = "yes"
            rings = each.question == "life-in-danger" and answer == "yes"
            then = oracle.result_of(kinds, tried)
            assert found == change_between(now, then, emergency=rings), (each.question, answer)


@given(case=cases.case)
@settings(max_examples=200, deadline=None)
def test_every_question_worth_finding_out_is_there_once_and_the_cheapest_come_first(
    rules: Rules, case: cases.Case
) -> None:
    kinds, answers = case
    found = previews(rules, kinds, answers)
    open_questions = rules.assess(kinds, answers).find_out
    assert sorted(each.question for each in found) == sorted(open_questions)
    ranks = [(each.effort, open_questions.index(each.question)) for each in found]
    assert ranks == sorted(ranks)
    assert all(each.effort == rules.catalogue.by_id[each.question].effort for each in found)


@given(case=cases.case)
@settings(max_examples=200, deadline=None)
def test_a_yes_never_makes_anything_weaker_and_a_no_never_stronger(
    rules: Rules, case: cases.Case
) -> None:
    for each in previews(rules, *case):
        assert not each.yes.spared
        assert not each.no.named
        assert not each.no.emergency


def test_the_last_open_question_shows_both_ways_out_of_a_hold(rules: Rules) -> None:
    answers = dict.fromkeys(oracle.QUESTIONS, "no") | {
        "under-13": "not-known",
        "sexual-acts": "yes",
    }
    (found,) = previews(rules, ("nudes-shared",), answers)
    assert found == Preview(
        "under-13",
        0,
        yes=Change(
            outcome=Outcome.REFER_TODAY,
            named=(
                ("police", Strength.AND_OR),
                ("childrens-social-care", Strength.AND_OR),
            ),
        ),
        no=Change(outcome=Outcome.SCHOOL_MANAGED, tell_family=TellFamily.INFORM_EARLY),
    )


def test_an_answer_that_needs_another_one_is_said_to_change_nothing_by_itself(rules: Rules) -> None:
    answers = dict.fromkeys(oracle.QUESTIONS, "no")
    answers |= {"under-13": "not-known", "sexual-acts": "not-known"}
    found = {each.question: each for each in previews(rules, ("nudes-shared",), answers)}
    assert set(found) == {"under-13", "sexual-acts"}
    assert found["under-13"].yes.is_none
    assert found["under-13"].no.outcome is Outcome.SCHOOL_MANAGED


def test_someone_in_danger_is_an_emergency_and_a_referral_at_once(rules: Rules) -> None:
    found = {each.question: each for each in previews(rules, ("bullying",), {})}
    assert found["life-in-danger"].yes.emergency
    assert found["life-in-danger"].yes.outcome is Outcome.REFER_TODAY
    assert found["life-in-danger"].no.is_none


def test_the_facts_that_were_given_are_left_as_they_are(rules: Rules) -> None:
    facts = rules.facts(("nudes-shared",), {"adult-involved": "no"})
    find_out = rules.assess(("nudes-shared",), {"adult-involved": "no"}).find_out
    preview_answers(rules.procedure, rules.catalogue, facts, find_out)
    assert facts.answers == {"adult-involved": Answer.NO}


def test_trying_every_open_question_takes_no_time_that_a_person_could_notice(rules: Rules) -> None:
    previews(rules, ("nudes-shared",), {})
    started = perf_counter()
    found = previews(rules, ("nudes-shared",), {})
    assert len(found) > 5
    assert perf_counter() - started < 0.05
