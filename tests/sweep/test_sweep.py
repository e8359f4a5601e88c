from dataclasses import replace

import pytest

from desktop_app.domain.conditions import AllOf, AnyOf, NotNo, Yes
from desktop_app.domain.procedure import Procedure, Strength
from desktop_app.domain.rules import ruleset
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.domain.oracle_places import NATIONAL, PLACES, Place
from tests.sweep.groups import Group, groups
from tests.sweep.sweeping import every_set, subject, sweep

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


def spoilt(rule: str, **changes: object) -> Procedure:
    procedure = LIBRARY.get("ukcis-2024", "2")
    referral = tuple(
        replace(each, **changes) if each.id == rule else each  # type: ignore[arg-type] -- by name
        for each in procedure.referral
    )
    return replace(procedure, referral=referral)


@pytest.mark.parametrize(
    ("rule", "changes", "fault"),
    [
        ("adult-police", {"strength": Strength.AND_OR}, "police is below the national advice"),
        ("significant-harm", {"when": AnyOf(())}, "childrens-social-care is below"),
        ("significant-harm", {"when": NotNo("significant-harm")}, "is not what the contract says"),
        (
            "position-of-trust",
            {"when": AllOf((Yes("adult-involved"), Yes("adult-has-contact")))},
            "lado is not what the contract says",
        ),
    ],
)
def test_a_spoilt_rule_is_found_by_the_sweep(
    rule: str, changes: dict[str, object], fault: str
) -> None:
    sound = subject(LIBRARY, NATIONAL)
    report = sweep(
        replace(sound, procedure=spoilt(rule, **changes)), [NUDES], count=0, whole_groups=False
    )
    assert any(fault in each for each in report.faults)
