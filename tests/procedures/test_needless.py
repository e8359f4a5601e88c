"""Rules that change nothing, and rules that contradict each other."""

from pathlib import Path

import pytest

from desktop_app.domain.errors import Fault
from desktop_app.procedures.check import check
from desktop_app.runtime import paths
from tests.procedures.westmarsh import LIBRARY, faults, level, local, rule, task

GROOMING = '{ kind = ["grooming"] }'
ADULT_GROOMS = '{ all = ["adult-involved", { kind = ["grooming"] }] }'
EITHER = '{ kind = ["bullying", "harmful-sites"] }'


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(rule("a", ADULT_GROOMS), id="the base names the agency whenever it holds"),
        pytest.param(
            rule("a", '{ criterion = "immediate-risk" }', strength="and-or"),
            id="the base names it as firmly",
        ),
        pytest.param(
            rule("a", '{ any = ["significant-harm", "child-at-risk"] }', '"childrens-social-care"')
            + rule("b", "significant-harm".join('""'), '"childrens-social-care"'),
            id="the base and another rule say it twice",
        ),
    ],
)
def test_a_rule_that_names_nobody_new_changes_nothing(tmp_path: Path, rules: str) -> None:
    assert "changes-nothing" in [problem for _, problem in faults(local(tmp_path, referral=rules))]


def test_a_rule_whose_kinds_several_others_share_between_them_changes_nothing(
    tmp_path: Path,
) -> None:
    rules = (
        rule("one", '{ kind = ["bullying"] }')
        + rule("two", '{ kind = ["harmful-sites"] }')
        + rule("both", EITHER)
    )
    assert faults(local(tmp_path, referral=rules)) == [
        ("referral.toml: rule[3]", "changes-nothing")
    ]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(rule("a", GROOMING), id="it holds for more"),
        pytest.param(rule("a", ADULT_GROOMS, '"police", "lado"'), id="it names one more"),
        pytest.param(rule("a", '{ kind = ["abuse-images-by-child"] }'), id="it is firmer"),
        pytest.param(
            rule("a", '{ any = [{ not_no = "significant-harm" }] }', '"childrens-social-care"'),
            id="it holds while something is not known",
        ),
    ],
)
def test_a_rule_that_adds_anything_is_no_fault(tmp_path: Path, rules: str) -> None:
    assert faults(local(tmp_path, referral=rules)) == []


def test_of_rules_that_say_the_same_the_later_one_is_told(tmp_path: Path) -> None:
    rules = rule("one", EITHER) + rule("two", EITHER)
    assert faults(local(tmp_path, referral=rules)) == [
        ("referral.toml: rule[2]", "changes-nothing")
    ]


def test_a_rule_that_matters_once_another_is_switched_off_is_no_fault(tmp_path: Path) -> None:
    switch = 'when_switched_off = { kind = ["bullying"] }\nswitch = "The sites."\n'
    one = rule("one", EITHER) + switch
    rules = one + rule("two", '{ kind = ["harmful-sites"] }')
    assert faults(local(tmp_path, referral=rules)) == []


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("not-until-agreed", '{ kind = ["colleague-concern"] }'),
        ("ask-first", '"evidence-at-risk"'),
        ("ask-first", '{ outcome_at_least = "refer-today" }'),
    ],
)
def test_a_level_that_is_never_stricter_changes_nothing(
    tmp_path: Path, name: str, when: str
) -> None:
    assert faults(local(tmp_path, family=level(name, when))) == [
        ("family.toml: rule[1]", "changes-nothing")
    ]


def test_a_stricter_level_is_no_fault(tmp_path: Path) -> None:
    stricter = level("not-until-agreed", '{ outcome_at_least = "refer-today" }')
    assert faults(local(tmp_path, family=stricter)) == []


def test_two_strengths_for_the_same_answers_contradict(tmp_path: Path) -> None:
    rules = rule("one", EITHER, strength="and-or") + rule(
        "two", '{ any = [{ kind = ["bullying"] }, { kind = ["harmful-sites"] }] }'
    )
    found = check(local(tmp_path, referral=rules), LIBRARY.catalogue, LIBRARY.base)
    about = ("referral.toml: rule[1]",)
    assert found == (Fault("referral.toml: rule[2]", "contradicts", about),)


def test_two_levels_for_the_same_answers_contradict(tmp_path: Path) -> None:
    both = level("ask-first", EITHER) + level("not-until-agreed", EITHER)
    assert faults(local(tmp_path, family=both)) == [("family.toml: rule[2]", "contradicts")]


def test_two_dates_for_the_same_duty_contradict(tmp_path: Path) -> None:
    duties = task("duty", "one", EITHER, 'due = "same-day"') + task(
        "duty", "two", EITHER, "due = { working_days = 1 }"
    )
    found = check(local(tmp_path, duties=duties), LIBRARY.catalogue, LIBRARY.base)
    assert found == (Fault("duties.toml: duty[2]", "contradicts", ("duties.toml: duty[1]",)),)


def test_two_duties_of_different_words_may_have_different_dates(tmp_path: Path) -> None:
    duties = task("duty", "one", EITHER, 'due = "same-day"') + task(
        "duty", "two", EITHER, "due = { working_days = 1 }"
    ).replace("Words.", "Other words.")
    assert faults(local(tmp_path, duties=duties)) == []


def test_what_is_required_cannot_be_forbidden_at_the_same_time(tmp_path: Path) -> None:
    folder = local(
        tmp_path,
        duties=task("duty", "ring-the-hub", EITHER),
        do_not=task("do_not", "ring-the-hub", '{ kind = ["bullying"] }'),
    )
    assert faults(folder) == [
        ("duties.toml: duty[1]", "required-and-forbidden"),
        ("do_not.toml: do_not[1]", "required-and-forbidden"),
    ]


def test_what_is_required_may_be_forbidden_at_another_time(tmp_path: Path) -> None:
    folder = local(
        tmp_path,
        duties=task("duty", "ring-the-hub", '{ outcome = "refer-today" }'),
        do_not=task("do_not", "ring-the-hub", '{ outcome = "hold" }'),
    )
    assert faults(folder) == []


@pytest.mark.parametrize(
    "when",
    [
        '{ all = ["severe", { answer = "severe", is = ["no", "not-known"] }] }',
        '{ all = [{ kind = ["grooming"] }, { answer = "groomed", is = ["no"] }] }',
        '{ all = ["life-in-danger", { answer = "immediate-risk", is = ["no"] }] }',
        '{ all = [{ outcome = "hold" }, { agency = "police" }] }',
        '{ all = [{ outcome = "hold" }, { outcome_at_least = "refer-today" }] }',
        '{ all = [{ outcome = "school-managed" }, { only_rules = ["criteria"] }] }',
        '{ all = [{ tell_family = "ask-first" }, { tell_family = "inform-early" }] }',
        '{ all = [{ only_kinds = ["bullying"] }, { kind = ["grooming"] }] }',
        '{ all = [{ only_kinds = ["bullying"] }, { only_kinds = ["grooming"] }] }',
        (
            '{ all = [{ criterion_is = "adult", status = ["met"] }, '
            '{ answer = "adult-involved", is = ["no"] }] }'
        ),
        (
            '{ all = [{ criterion_is = "immediate-risk", status = ["met"] }, '
            '{ criterion_is = "immediate-risk", status = ["not-met"] }] }'
        ),
        '{ nation = "wales" }',
    ],
)
def test_a_duty_whose_parts_exclude_each_other_never_holds(tmp_path: Path, when: str) -> None:
    folder = local(tmp_path, duties=task("duty", "one", when))
    assert faults(folder) == [("duties.toml: duty[1].when", "never-holds")]


def test_an_agency_that_no_rule_names_is_never_told(tmp_path: Path) -> None:
    folder = local(
        tmp_path,
        head='[[agency]]\nid = "school-nurse"\nname = "School nurse"\n',
        duties=task("duty", "one", '{ agency = "school-nurse" }'),
    )
    assert faults(folder) == [("duties.toml: duty[1].when", "never-holds")]


CRITERION = (
    '[[criterion]]\nid = "own"\ntitle = "x"\nmeaning = "x"\nwhen = {}\nsource = "westmarsh-one"\n'
)


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ('{ any = [{ kind = ["bullying"] }, { kind_beyond = ["bullying"] }] }', "always-met"),
        ('{ all = [{ only_kinds = ["bullying"] }, { kind = ["grooming"] }] }', "never-met"),
        ('{ all = [{ nation = "wales" }, "severe"] }', "never-met"),
    ],
)
def test_a_criterion_that_can_never_be_met_or_never_be_not_met_is_a_fault(
    tmp_path: Path, when: str, problem: str
) -> None:
    folder = local(tmp_path, criteria=CRITERION.replace("{}", when))
    assert faults(folder) == [("criteria.toml: criterion[1].when", f"criterion-{problem}")]


SHIPPED = sorted((paths.resources_folder() / "procedures").glob("*/*/procedure.toml"))


@pytest.mark.parametrize("head", SHIPPED, ids=lambda each: "@".join(each.parts[-3:-1]))
def test_no_shipped_procedure_has_a_fault(head: Path) -> None:
    assert check(head.parent, LIBRARY.catalogue, LIBRARY.base) == ()
