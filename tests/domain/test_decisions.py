from itertools import product

import pytest

from desktop_app.domain.decision import (
    CONSULTED_AGENCIES,
    CONSULTED_FIELDS,
    Decision,
    Standing,
    hindrances,
)
from desktop_app.domain.events.decisions import DecisionMade
from desktop_app.domain.procedure import Outcome

CONSULTED = {
    "agency": "police",
    "person": "PC Example",
    "at": "2026-11-20T16:00",
    "reference": "REF/1",
    "advice": "keep it in school",
}
REVIEW = ("repeat", "risks-manageable")

CAN_BE_TAKEN = {
    ("refer", "school-managed"),
    ("refer", "hold"),
    ("refer", "refer-today"),
    ("not-referred", "school-managed"),
    ("not-referred-on-advice", "hold"),
}


def decided(
    decision: str, *, consulted: dict[str, str] | None = None, review_on: str | None = "2026-12-04"
) -> DecisionMade:
    return DecisionMade(
        decision,
        reason="as written",
        at="2026-11-20T17:00",
        review_on=review_on,
        consulted=CONSULTED if consulted is None else consulted,
    )


def wrong(
    made: DecisionMade, outcome: str, *, imagery: bool = False, open_now: tuple[str, ...] = ()
) -> set[tuple[str, str]]:
    found = hindrances(made, Standing(outcome, imagery, open_now))
    return {(each.where, each.problem) for each in found}


@pytest.mark.parametrize(("decision", "outcome"), list(product(Decision, Outcome)))
def test_each_decision_can_be_taken_under_the_outcomes_of_the_contract_only(
    decision: str, outcome: str
) -> None:
    expected = set()
    if (decision, outcome) not in CAN_BE_TAKEN:
        expected = {("decision.decision", "decision-not-open")}
    assert wrong(decided(decision), outcome) == expected


def test_a_consultation_never_ends_a_refer_today() -> None:
    made = decided("not-referred-on-advice")
    (fault,) = hindrances(
        made, Standing("refer-today", about_imagery=False, unanswered_in_review=())
    )
    assert fault.about == ("not-referred-on-advice", "refer-today")


def test_a_referral_can_always_be_decided_with_nothing_else_given() -> None:
    made = decided("refer", consulted={}, review_on=None)
    for outcome in Outcome:
        assert wrong(made, outcome, imagery=True, open_now=REVIEW) == set()


@pytest.mark.parametrize("field", CONSULTED_FIELDS)
@pytest.mark.parametrize("blank", ["", "  \n", None])
def test_each_field_of_a_consultation_is_needed(field: str, blank: str | None) -> None:
    consulted = {name: text for name, text in CONSULTED.items() if name != field}
    if blank is not None:
        consulted[field] = blank
    made = decided("not-referred-on-advice", consulted=consulted)
    assert (f"decision.consulted.{field}", "missing") in wrong(made, "hold")


def test_a_decision_on_advice_needs_a_review_date_and_one_in_school_does_not() -> None:
    made = decided("not-referred-on-advice", review_on=None)
    assert wrong(made, "hold") == {("decision.review_on", "missing")}
    assert wrong(decided("not-referred", consulted={}, review_on=None), "school-managed") == set()


def test_only_police_and_social_care_can_advise_that_no_referral_is_needed() -> None:
    for agency in CONSULTED_AGENCIES:
        made = decided("not-referred-on-advice", consulted={**CONSULTED, "agency": agency})
        assert wrong(made, "hold") == set()
    for agency in ("lado", "prevent", "governors", "Police"):
        made = decided("not-referred-on-advice", consulted={**CONSULTED, "agency": agency})
        problem = ("decision.consulted.agency", "not-an-agency-to-consult")
        assert wrong(made, "hold") == {problem}


def test_a_decision_not_to_refer_about_imagery_needs_the_further_review() -> None:
    for decision, outcome in (
        ("not-referred", "school-managed"),
        ("not-referred-on-advice", "hold"),
    ):
        made = decided(decision)
        expected = {(f"answers.{each}", "further-review-unanswered") for each in REVIEW}
        assert wrong(made, outcome, imagery=True, open_now=REVIEW) == expected
        assert wrong(made, outcome, imagery=True) == set()
        assert wrong(made, outcome, open_now=REVIEW) == set()


def test_every_hindrance_is_named_at_once() -> None:
    made = decided("not-referred-on-advice", consulted={}, review_on=None)
    assert len(wrong(made, "hold", imagery=True, open_now=REVIEW)) == len(CONSULTED_FIELDS) + 3
