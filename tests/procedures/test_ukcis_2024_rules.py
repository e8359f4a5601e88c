"""Criteria, referral and outcome of the national procedure against the contract, rule by rule."""

import pytest

from desktop_app.domain.assessment import Assessment
from tests.procedures.desk import Desk

IMAGERY_CRITERIA = {
    "nudes-shared",
    "sextortion",
    "grooming",
    "exposure",
    "upskirting",
    "abuse-images-by-child",
}
POLICE_FOR_AN_ADULT = IMAGERY_CRITERIA | {"sexual-messages", "adult-indecent-images"}
ALWAYS_REFERRED = {
    "sextortion",
    "grooming",
    "adult-indecent-images",
    "colleague-concern",
    "upskirting",
    "abuse-images-by-child",
}


def agencies(found: Assessment) -> dict[str, str]:
    return {each.agency: str(each.strength) for each in found.refer_to}


AND_OR = {"police": "and-or", "childrens-social-care": "and-or"}

CRITERIA = {
    "adult": {"adult-involved"},
    "coercion-or-capacity": {"blackmailed", "coerced", "groomed", "capacity-doubt"},
    "immediate-risk": {"life-in-danger", "immediate-risk", "offline-meeting"},
    "unusual-or-violent": {"acts-unusual", "acts-violent"},
}


@pytest.mark.parametrize(
    ("criterion", "answer"),
    [(name, answer) for name, answers in CRITERIA.items() for answer in sorted(answers)],
)
def test_each_answer_of_an_any_of_meets_its_criterion_and_refers_today(
    desk: Desk, criterion: str, answer: str
) -> None:
    found = desk.ask("nudes-shared", yes=answer)
    met = {each.id: each.because for each in found.criteria if each.status == "met"}
    assert set(met) == {criterion}
    assert answer in met[criterion]
    assert found.outcome == "refer-today"
    assert agencies(found).items() >= {"childrens-social-care": "and-or"}.items()


def test_sexual_acts_and_under_13_are_needed_together(desk: Desk) -> None:
    both = desk.ask("nudes-shared", yes="under-13 sexual-acts")
    met = {each.id: each.because for each in both.criteria if each.status == "met"}
    assert met == {"sexual-acts-under-13": ("under-13", "sexual-acts")}
    assert agencies(both) == AND_OR
    for one in ("under-13", "sexual-acts"):
        assert desk.ask("nudes-shared", yes=one).outcome == "school-managed"


def test_the_criteria_on_what_is_shown_apply_to_six_kinds(desk: Desk) -> None:
    for kind in desk.kinds():
        listed = [each.id for each in desk.ask(kind).criteria]
        shown = ["unusual-or-violent", "sexual-acts-under-13"]
        expected = ["adult", "coercion-or-capacity", "immediate-risk"]
        assert listed == expected + (shown if kind in IMAGERY_CRITERIA else [])


def test_a_criterion_that_does_not_apply_counts_when_it_is_met(desk: Desk) -> None:
    found = desk.ask("harmful-sites", yes="acts-violent")
    assert found.outcome == "refer-today"
    assert "unusual-or-violent" in [each.id for each in found.criteria]


def test_rule_1_is_not_brought_by_the_adult_in_a_concern_about_a_colleague_alone(
    desk: Desk,
) -> None:
    assert agencies(desk.ask("colleague-concern")) == {"lado": "must"}
    more = desk.ask("colleague-concern bullying")
    assert agencies(more) == AND_OR | {"lado": "must"}
    forced = desk.ask("colleague-concern", yes="coerced")
    assert agencies(forced) == AND_OR | {"lado": "must"}


def test_rule_2_names_the_police_for_an_adult_in_eight_kinds_and_no_other(desk: Desk) -> None:
    musts = {
        kind
        for kind in set(desk.kinds()) - {"upskirting"}
        if agencies(desk.ask(kind, yes="adult-involved")).get("police") == "must"
    }
    assert musts == POLICE_FOR_AN_ADULT - {"upskirting"}


@pytest.mark.parametrize("answer", ["adult-has-contact", "own-child-shown"])
def test_rule_3_names_social_care_where_the_adult_is_near_children(desk: Desk, answer: str) -> None:
    with_adult = desk.ask("adult-indecent-images", yes=answer)
    assert agencies(with_adult) == {"police": "must", "childrens-social-care": "must"}
    assert agencies(desk.ask("bullying", yes=answer)) == {}


def test_rule_4_names_the_lado_for_an_adult_in_trust(desk: Desk) -> None:
    assert agencies(desk.ask("bullying", yes="adult-involved adult-in-trust"))["lado"] == "must"
    assert "lado" not in agencies(desk.ask("bullying", yes="adult-in-trust"))


def test_rule_5_names_social_care_for_significant_harm_in_every_kind(desk: Desk) -> None:
    for kind in desk.kinds():
        found = desk.ask(kind, yes="significant-harm")
        assert agencies(found)["childrens-social-care"] == "must"


def test_rule_6_names_the_police_for_upskirting(desk: Desk) -> None:
    found = desk.ask("upskirting")
    assert agencies(found) == {"police": "must"}
    assert found.refer_to[0].because == ("kind:upskirting",)


def test_rule_7_names_the_pair_for_a_child_with_abuse_images(desk: Desk) -> None:
    assert agencies(desk.ask("abuse-images-by-child")) == AND_OR


def test_rule_8_names_prevent_only_with_the_kind(desk: Desk) -> None:
    assert agencies(desk.ask("extremism", yes="drawn-in")) == {"prevent": "must"}
    assert agencies(desk.ask("bullying", yes="drawn-in")) == {}


def test_an_and_or_stays_listed_when_its_partner_is_a_must(desk: Desk) -> None:
    found = desk.ask("nudes-shared", yes="adult-involved")
    assert agencies(found) == {"police": "must", "childrens-social-care": "and-or"}


def test_six_kinds_are_referred_whatever_is_answered(desk: Desk) -> None:
    referred = {kind for kind in desk.kinds() if desk.ask(kind).outcome == "refer-today"}
    assert referred == ALWAYS_REFERRED


@pytest.mark.parametrize(
    "question",
    [
        *["adult-involved", "coerced", "capacity-doubt", "offline-meeting", "acts-violent"],
        "significant-harm",
    ],
)
def test_an_unknown_that_could_refer_holds(desk: Desk, question: str) -> None:
    assert desk.ask("nudes-shared", unknown=question).outcome == "hold"


def test_drawn_in_holds_only_where_it_applies(desk: Desk) -> None:
    assert desk.ask("extremism", unknown="drawn-in").outcome == "hold"
    assert desk.ask("bullying", unknown="drawn-in").outcome == "school-managed"


def test_an_unknown_that_does_not_apply_does_not_hold(desk: Desk) -> None:
    assert desk.ask("bullying", unknown="acts-violent").outcome == "school-managed"
