from dataclasses import replace

import pytest

from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.assess import assess
from desktop_app.domain.assessment import Referral
from desktop_app.domain.conditions import (
    AllOf,
    AnyKind,
    AnyOf,
    Condition,
    CriterionIs,
    CriterionMet,
    CriterionNotRuledOut,
    KindBeyond,
    OnlyRules,
    OtherArea,
    OtherSetting,
    Yes,
)
from desktop_app.domain.facts import Facts
from desktop_app.domain.procedure import Outcome, ReferralRule, Strength, TellFamily
from desktop_app.domain.rules import FALSE, TRUE, Answered, Term, Terms, simplest, value
from desktop_app.domain.source import Source
from desktop_app.domain.view import View
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.domain.england import BY_HAND, DAY

ONE, OTHER = 1, 2
NEITHER = Answered(0, 0)


@pytest.mark.parametrize(
    ("terms", "answered", "expected"),
    [
        ((Term(ONE, 0),), Answered(ONE, 0), Answer.YES),
        ((Term(ONE, 0),), Answered(0, ONE), Answer.NO),
        ((Term(ONE, 0),), NEITHER, Answer.NOT_KNOWN),
        ((Term(0, ONE),), NEITHER, Answer.YES),
        ((Term(0, ONE),), Answered(0, ONE), Answer.NO),
        ((Term(ONE, OTHER),), Answered(ONE, OTHER), Answer.NO),
        ((Term(ONE, OTHER),), Answered(0, OTHER), Answer.NO),
        ((Term(ONE, OTHER),), Answered(ONE, 0), Answer.YES),
        ((Term(ONE, 0), Term(OTHER, 0)), Answered(0, ONE), Answer.NOT_KNOWN),
        (TRUE, NEITHER, Answer.YES),
        (FALSE, NEITHER, Answer.NO),
    ],
)
def test_a_sum_of_products_has_its_value(
    terms: Terms, answered: Answered, expected: Answer
) -> None:
    assert value(terms, answered) is expected


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([Term(ONE | OTHER, 0), Term(ONE, 0)], (Term(ONE, 0),)),
        ([Term(ONE, OTHER), Term(ONE, 0)], (Term(ONE, 0),)),
        ([Term(ONE | OTHER, 0), Term(0, OTHER)], (Term(0, OTHER),)),
        ([Term(0, ONE), Term(OTHER, 0)], (Term(0, ONE), Term(OTHER, 0))),
    ],
)
def test_a_term_that_another_makes_needless_is_dropped(given: list[Term], kept: Terms) -> None:
    assert sorted(simplest(given)) == sorted(kept)


def named(*rules: ReferralRule, kinds: tuple[str, ...] = ("bullying",)) -> tuple[Referral, ...]:
    procedure = replace(BY_HAND.procedure, referral=rules)
    yes = {"significant-harm": Answer.YES, "adult-in-trust": Answer.YES}
    return assess(procedure, BY_HAND.catalogue, Facts(kinds, yes, DAY)).refer_to


def rule(name: str, *agencies: str, when: str, strength: Strength = Strength.MUST) -> ReferralRule:
    source = Source(name, "1", recalled=False, label=f"{name}, 1")
    return ReferralRule(name, agencies, strength, Yes(when), "", source)


def test_an_agency_has_the_reasons_and_sources_of_the_rules_that_name_it_as_firmly() -> None:
    police, lado = named(
        rule("Paper", "police", when="significant-harm"),
        rule("Sheet", "lado", when="adult-in-trust"),
        rule("Leaf", "police", when="adult-in-trust", strength=Strength.AND_OR),
        rule("Note", "police", when="coerced"),
    )
    assert (police.because, police.source) == (("significant-harm",), "Paper, 1")
    assert (lado.because, lado.source) == (("adult-in-trust",), "Sheet, 1")


def test_two_rules_that_name_an_agency_as_firmly_are_both_told_in_asking_order() -> None:
    (police,) = named(
        rule("Paper", "police", when="significant-harm"),
        rule("Sheet", "police", when="adult-in-trust"),
    )
    assert police.because == ("adult-in-trust", "significant-harm")
    assert police.source == "Paper, 1; Sheet, 1"


def test_kinds_that_name_an_agency_are_told_by_the_alphabet() -> None:
    kinds = ("upskirting", "exposure", "bullying", "harmful-sites", "grooming")
    every = replace(rule("Paper", "police", when="coerced"), when=AnyKind(frozenset(kinds)))
    (police,) = named(every, kinds=kinds)
    assert police.because == tuple(f"kind:{each}" for each in sorted(kinds))


def test_a_criterion_that_is_met_refers_though_no_rule_names_anybody() -> None:
    procedure = replace(BY_HAND.procedure, referral=())
    facts = Facts(("bullying",), {"coerced": Answer.YES}, DAY)
    found = assess(procedure, BY_HAND.catalogue, facts)
    assert (found.outcome, found.refer_to) == ("refer-today", ())


def test_only_yes_no_questions_are_to_be_found_out_in_wales_too() -> None:
    library = Library(paths.resources_folder())
    facts = Facts(("nudes-shared",), {}, DAY)
    found = assess(library.get("all-wales-2021"), library.catalogue, facts).find_out
    assert found[0] == "life-in-danger"
    assert set(found) <= set(library.catalogue.bit)


def to_find_out(when: Condition, **answers: str) -> tuple[str, ...]:
    procedure = replace(
        BY_HAND.procedure,
        criteria=(),
        watches=(),
        family=(),
        referral=(replace(rule("Paper", "police", when="coerced"), when=when),),
    )
    known = {name.replace("_", "-"): Answer(each) for name, each in answers.items()}
    return assess(procedure, BY_HAND.catalogue, Facts(("bullying",), known, DAY)).find_out


RISK = Yes("immediate-risk")


def test_what_answers_another_question_yes_is_to_be_found_out_where_only_that_one_is_named() -> (
    None
):
    assert to_find_out(RISK) == ("life-in-danger", "immediate-risk")
    assert to_find_out(RISK, immediate_risk="no") == ("life-in-danger",)
    assert to_find_out(RISK, life_in_danger="no") == ("immediate-risk",)
    assert to_find_out(RISK, life_in_danger="no", immediate_risk="no") == ()
    assert to_find_out(RISK, immediate_risk="yes") == ()


def test_what_answers_another_yes_matters_no_more_than_the_rest_of_the_rule_lets_it() -> None:
    both = AllOf((RISK, Yes("coerced")))
    assert to_find_out(both) == ("life-in-danger", "immediate-risk", "coerced")
    assert to_find_out(both, coerced="no") == ()
    assert to_find_out(both, immediate_risk="no") == ("life-in-danger", "coerced")
    assert to_find_out(Yes("coerced")) == ("coerced",)


def test_a_part_that_another_makes_needless_is_not_to_be_found_out() -> None:
    either = AnyOf((Yes("coerced"), AllOf((Yes("coerced"), Yes("groomed")))))
    assert to_find_out(either) == ("coerced",)
    two = AnyOf((AllOf((Yes("coerced"), Yes("groomed"))), Yes("severe")))
    assert to_find_out(two) == ("coerced", "groomed", "severe")
    assert to_find_out(two, severe="yes") == ()


@pytest.mark.parametrize(
    ("status", "met", "not_ruled_out"),
    [(Status.MET, True, True), (Status.NOT_KNOWN, False, True), (Status.NOT_MET, False, False)],
)
def test_a_task_may_ask_whether_a_criterion_is_met_or_only_not_ruled_out(
    status: Status, *, met: bool, not_ruled_out: bool
) -> None:
    view = View(
        answers={},
        kinds=frozenset({"bullying"}),
        nation="england",
        statuses={"adult": status},
        outcome=Outcome.HOLD,
        agencies=frozenset(),
        tell_family=TellFamily.ASK_FIRST,
        aggravated=False,
        open_case=False,
    )
    assert view.has(CriterionMet("adult")) is met
    assert view.has(CriterionNotRuledOut("adult")) is not_ruled_out
    assert view.has(CriterionIs("adult", frozenset({status})))
    assert not view.has(OtherSetting())
    assert not view.has(OtherArea())
    assert not view.has(OnlyRules(frozenset({"every-image"})))


def test_what_a_criterion_asks_is_to_be_found_out_though_no_rule_names_anybody() -> None:
    procedure = replace(BY_HAND.procedure, referral=(), watches=(), family=())
    found = assess(procedure, BY_HAND.catalogue, Facts(("bullying",), {}, DAY)).find_out
    assert {"life-in-danger", "adult-involved", "coerced", "capacity-doubt"} <= set(found)


def kinds_told(when: Condition, *kinds: str) -> list[str]:
    (police,) = named(replace(rule("Paper", "police", when="coerced"), when=when), kinds=kinds)
    return [each.removeprefix("kind:") for each in police.because]


def test_the_kinds_that_bring_a_rule_each_by_itself_are_its_reasons() -> None:
    beyond = KindBeyond(frozenset({"bullying"}))
    assert kinds_told(beyond, "bullying", "upskirting", "exposure") == ["exposure", "upskirting"]


def test_kinds_that_bring_a_rule_only_together_are_its_reasons_and_no_other_kind_is() -> None:
    together = ("upskirting", "exposure", "grooming", "bullying", "harmful-sites")
    every = AllOf(tuple(AnyKind(frozenset({each})) for each in together))
    assert kinds_told(every, *together, "extremism") == sorted(together)
