from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop_app.domain.conditions import AllOf, AnyOf, NotNo, Yes
from desktop_app.domain.procedure import ReferralRule, Strength
from desktop_app.domain.rules import ruleset
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.domain.oracle_places import NATIONAL, PLACES, Place
from tests.sweep.groups import Group, groups
from tests.sweep.sweeping import every_set, subject, sweep
from tests.sweep.tables import Table, axes, falls

LIBRARY = Library(paths.resources_folder())
NUDES = frozenset({"nudes-shared"})


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_combination_of_answers_breaks_the_promise_or_the_contract_for_any_one_kind(
    place: Place,
) -> None:
    kinds = every_set(LIBRARY.catalogue, 1)
    report = sweep(subject(LIBRARY, place), kinds, count=1000, whole_groups=False)
    assert report.faults == []
    assert report.sets_of_kinds == 14
    assert report.cells > 1_000_000
    assert report.sampled > 300


def test_questions_that_enter_through_one_any_of_or_all_of_are_one_group() -> None:
    found = groups(ruleset(LIBRARY.get("ukcis-2024"), LIBRARY.catalogue, NUDES))
    assert [each for each in found if len(each.questions) > 1] == [
        Group("any", ("life-in-danger", "immediate-risk", "offline-meeting")),
        Group("any", ("adult-has-contact", "own-child-shown")),
        Group("all", ("under-13", "sexual-acts")),
        Group("any", ("blackmailed", "coerced", "groomed", "capacity-doubt")),
        Group("any", ("acts-unusual", "acts-violent")),
    ]


def told_less_firmly(rule: ReferralRule) -> ReferralRule:
    return replace(rule, strength=Strength.AND_OR)


def never(rule: ReferralRule) -> ReferralRule:
    return replace(rule, when=AnyOf(()))


def sooner(rule: ReferralRule) -> ReferralRule:
    return replace(rule, when=NotNo("significant-harm"))


def by_contact(rule: ReferralRule) -> ReferralRule:
    return replace(rule, when=AllOf((Yes("adult-involved"), Yes("adult-has-contact"))))


@pytest.mark.parametrize(
    ("name", "spoil", "fault"),
    [
        ("adult-police", told_less_firmly, "police is below the national advice"),
        ("significant-harm", never, "childrens-social-care is below the national advice"),
        ("significant-harm", sooner, "childrens-social-care is not what the contract says"),
        ("position-of-trust", by_contact, "lado is not what the contract says"),
    ],
)
def test_a_spoilt_rule_is_found_by_the_sweep(
    name: str, spoil: Callable[[ReferralRule], ReferralRule], fault: str
) -> None:
    sound = subject(LIBRARY, NATIONAL)
    referral = tuple(spoil(each) if each.id == name else each for each in sound.procedure.referral)
    procedure = replace(sound.procedure, referral=referral)
    report = sweep(replace(sound, procedure=procedure), [NUDES], count=0, whole_groups=False)
    assert any(fault in each for each in report.faults)


def test_a_condition_that_falls_is_found_by_the_sweep() -> None:
    sound = subject(LIBRARY, NATIONAL)
    rules = ruleset(sound.procedure, LIBRARY.catalogue, NUDES)
    laid = axes(LIBRARY.catalogue, groups(rules, whole=frozenset({"coerced"})), frozenset())
    falling = Table({"outcome": 2 - laid.values["coerced"]})
    axis = [each.questions for each in laid.varying].index(("coerced",))
    assert falls(falling) == [("outcome", axis)]
