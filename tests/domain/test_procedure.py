from dataclasses import replace
from datetime import date, timedelta

from desktop_app.domain.conditions import Yes
from desktop_app.domain.guidance import SourceState
from desktop_app.domain.procedure import Clock, Duty, Procedure, ReferralRule, Strength
from tests.domain.england import BY_HAND, DAY, SOURCE

FROM = date(2025, 1, 1)
PASSED = SourceState("review-passed", "The review is overdue.", FROM, warns=True)
OLD = SourceState("old", "It is of 2016.", None, warns=False)


def with_states(*states: SourceState) -> Procedure:
    return replace(BY_HAND.procedure, states=states)


def a_rule(name: str, *, left: str = "") -> ReferralRule:
    when_switched_off = Yes(left) if left else None
    return ReferralRule(
        name,
        ("police",),
        Strength.MUST,
        Yes("severe"),
        "",
        SOURCE,
        when_switched_off=when_switched_off,
    )


def test_the_state_of_a_document_is_shown_from_its_day_on_and_at_once_without_one() -> None:
    procedure = with_states(OLD, PASSED)
    assert procedure.states_on(FROM - timedelta(days=1)) == (OLD,)
    assert procedure.states_on(FROM) == (OLD, PASSED)
    assert procedure.states_on(FROM + timedelta(days=1)) == (OLD, PASSED)


def test_a_document_is_out_of_date_while_any_state_that_is_shown_warns() -> None:
    assert with_states(OLD, PASSED).is_out_of_date(FROM)
    assert not with_states(OLD, PASSED).is_out_of_date(FROM - timedelta(days=1))
    assert not with_states(OLD).is_out_of_date(FROM)
    assert with_states().is_out_of_date(FROM) is False


def test_an_agency_has_its_name_or_else_its_id() -> None:
    procedure = replace(
        BY_HAND.procedure,
        agencies=tuple(replace(each, name=f"The {each.id}") for each in BY_HAND.procedure.agencies),
    )
    assert procedure.agency_name("lado") == "The lado"
    assert procedure.agency_name("prevent") == "The prevent"
    assert procedure.agency_name("nobody") == "nobody"


def test_only_a_rule_that_says_what_is_left_of_it_can_be_switched_off() -> None:
    one, other, third = a_rule("b", left="coerced"), a_rule("fixed"), a_rule("a", left="groomed")
    procedure = replace(BY_HAND.procedure, referral=(one, other, third))
    assert procedure.switchable == (one, third)
    assert procedure.switched_off({"fixed", "unknown"}) is procedure
    off = procedure.switched_off({"b", "fixed"})
    assert [each.when for each in off.referral] == [Yes("coerced"), Yes("severe"), Yes("severe")]
    assert off.switched == ("b",)
    assert off.switchable == (third,)
    assert off.switched_off({"a"}).switched == ("a", "b")
    assert [each.when for each in procedure.referral] == [Yes("severe")] * 3


def test_what_is_not_given_of_a_procedure_is_empty_and_it_is_offered() -> None:
    procedure = BY_HAND.procedure
    assert (procedure.offered, procedure.extends, procedure.switched) == (True, "", ())
    duty = Duty("refer", "school", Yes("severe"), Clock.NONE, 0, "", SOURCE)
    assert (duty.starts_with, duty.today) == ("", None)
    assert (a_rule("a").switch, a_rule("a").today) == ("", None)
    assert DAY > FROM


def test_the_words_for_clocks_are_those_that_files_use() -> None:
    words = ["same-day", "working-days", "hours", "other-start", "none"]
    assert sorted(map(str, Clock)) == sorted(words)


def test_the_rules_that_are_switched_off_are_named_by_the_alphabet() -> None:
    names = ("nineteen", "of", "the", "rules", "in", "some", "other", "order")
    rules = tuple(a_rule(each, left="coerced") for each in names)
    off = replace(BY_HAND.procedure, referral=rules).switched_off(frozenset(names))
    assert off.switched == tuple(sorted(names))
